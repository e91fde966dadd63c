"""A tracker in memory: the port's third adapter, for tests of steps that need no file."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from soket_xl.errors import WorkbookError
from soket_xl.model import Cell, Row, Table
from soket_xl.schema import FIGURES, TABLES, Kind, TableSpec, table_spec
from soket_xl.tables import make_table

DATA = Path(__file__).parents[2] / "soket_xl" / "data"
AGENCY_TYPES = ("sở", "ngành", "ban", "đơn vị")


class MemoryHost:
    """Holds tables as `Table` values; `writes` counts the calls of `write`."""

    def __init__(self, tables: Mapping[str, Table], path: Path = Path("so.xlsm")) -> None:
        self.path = path
        self.tables = dict(tables)
        self.values: dict[str, Cell] = {}
        self.blocks: dict[str, tuple[tuple[Cell, ...], ...]] = {}
        self.writes = 0

    def read_table(self, name: str) -> Table:
        if name not in self.tables:
            raise WorkbookError("host.table_missing", name=name, sheet=table_spec(name).sheet)
        return self.tables[name]

    def typed_over(self, name: str) -> Mapping[str, Sequence[int]]:
        """Return the rows of computed columns that hold anything: here nothing computes."""
        table = self.read_table(name)
        computed = [c.header for c in table_spec(name).columns if c.kind is Kind.FORMULA and c.header in table.headers]
        held = {
            header: [
                n for n, row in enumerate(table.rows, table.first_row) if row[table.headers.index(header)] is not None
            ]
            for header in computed
        }
        return {header: rows for header, rows in held.items() if rows}

    def read_value(self, name: str) -> Cell:
        return self.values.get(name)

    def read_block(self, name: str) -> tuple[tuple[Cell, ...], ...]:
        return self.blocks.get(name, ())

    def write(
        self, tables: Sequence[Table] = (), values: Mapping[str, Cell] | None = None, clear: Sequence[str] = ()
    ) -> None:
        self.writes += 1
        for table in tables:
            self.tables[table.name] = _merged(self.tables[table.name], table)
        self.values |= values or {}
        for name in clear:
            self.blocks.pop(name, None)

    def save_copy(self, path: Path) -> None:
        path.write_bytes(b"")

    def restore_last(self) -> Path | None:
        return None


def tracker_in_memory(
    rows: Mapping[str, Sequence[Row]] | None = None, settings: Mapping[str, Cell] | None = None
) -> MemoryHost:
    """Return the default campaign in memory; `rows` replaces tables (by column key), `settings` single settings."""
    content: dict[str, Sequence[Row]] = {
        "tblSettings": [
            {**line, "value": (settings or {}).get(line["code"], line["value"] or None)} for line in _csv("settings")
        ],
        "tblUnits": [unit_row(line["code"], line["name"], line["type"]) for line in _csv("units")],
        "tblOutline": [_outline_row(line) for line in _csv("outline")],
        "tblIndicators": [_indicator_row(line) for line in _csv("indicators")],
        "tblHolidays": [{**line, "date": date.fromisoformat(line["date"])} for line in _csv("holidays")],
    }
    content |= rows or {}
    return MemoryHost({spec.name: _table(spec, content.get(spec.name, ())) for spec in TABLES})


def unit_row(unit_id: str, name: str, kind: str = "xã", **cells: Cell) -> Row:
    """Return a row of tblUnits with the plan's deadline (before 08/5/2026)."""
    group = "agencies" if kind in AGENCY_TYPES else "communes"
    row: Row = {"unit_id": unit_id, "name": name, "group": group, "deadline": date(2026, 5, 8), "rule": "before"}
    return row | cells


def _table(spec: TableSpec, rows: Sequence[Row]) -> Table:
    made = make_table(spec, rows)
    extra = [line["code"] for line in _csv("indicators")] if spec is FIGURES else []
    headers = tuple(c.header for c in spec.columns) + tuple(extra)
    place = {header: number for number, header in enumerate(made.headers)}
    cells = tuple(tuple(r[place[h]] if h in place else None for h in headers) for r in made.rows)
    return Table(spec.name, headers, cells, first_row=5)


def _merged(old: Table, new: Table) -> Table:
    """Return `new` with the columns of `old` that it does not name, row by row."""
    place = {header: number for number, header in enumerate(new.headers)}
    rows = []
    for number, cells in enumerate(new.rows):
        before = old.rows[number] if number < len(old.rows) else (None,) * len(old.headers)
        rows.append(tuple(cells[place[h]] if h in place else before[i] for i, h in enumerate(old.headers)))
    return Table(old.name, old.headers, tuple(rows), old.first_row)


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _outline_row(line: Mapping[str, str]) -> Row:
    renamed: Row = {"agencies": line["so_nganh"], "communes": line["xa_phuong"], "level": int(line["level"])}
    return {**line, **renamed}


def _indicator_row(line: Mapping[str, str]) -> Row:
    renamed: Row = {"agencies": line["so_nganh"], "communes": line["xa_phuong"], "kind": line["type"]}
    return {**line, **renamed}

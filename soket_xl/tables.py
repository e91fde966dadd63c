"""Cells to typed rows and back, by the schema.

A row is a dict by column key; a column that a clerk added is kept under its header. A cell that does not hold what
its column promises stays in the row as it is and is named in a finding: a rewrite loses nothing that a clerk typed.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time

from soket_xl.errors import WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Cell, Finding, Row, Table
from soket_xl.schema import Column, Kind, TableSpec
from soket_xl.text.dates import in_range, parse_date, parse_hour, short_date
from soket_xl.text.fold import fold, squeeze
from soket_xl.text.numbers import parse_number
from soket_xl.texts import say

ERROR_VALUES = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
ROW = "_row"
"""Key under which a row keeps its sheet row number (int); never written back."""


MOST_ROWS = 10
"""Rows that a message lists."""


def read_rows(host: WorkbookHost, spec: TableSpec) -> tuple[list[Row], list[Finding]]:
    """Return the rows of `spec` that hold anything, typed, and a finding for each cell that is wrong.

    Raises WorkbookError if the table or one of its columns is missing.
    """
    table = host.read_table(spec.name)
    keys = _keys(spec, table.headers)
    findings: list[Finding] = []
    rows: list[Row] = []
    for number, cells in enumerate(table.rows, table.first_row):
        row: Row = {ROW: number}
        for (key, column), cell in zip(keys, cells, strict=True):
            row[key] = _typed(cell, spec, column, number, findings) if column else cell
        if any(row[key] is not None for key, column in keys if not (column and column.kind is Kind.FORMULA)):
            rows.append(row)
    return rows, findings + _duplicates(spec, rows)


def make_table(spec: TableSpec, rows: Iterable[Row], keys: Sequence[str] | None = None) -> Table:
    """Return the table to write for `rows`: the columns `keys`, or all that the rows have but formulas."""
    listed = list(rows)
    if keys is None:
        known = [c.key for c in spec.columns if c.kind is not Kind.FORMULA]
        formulas = {c.key for c in spec.columns if c.kind is Kind.FORMULA}
        extra = dict.fromkeys(k for row in listed for k in row if k not in known and k not in formulas and k != ROW)
        keys = [*known, *extra]
    columns = {c.key: c for c in spec.columns}
    headers = tuple(columns[k].header if k in columns else k for k in keys)
    cells = tuple(tuple(_cell(row.get(k), columns.get(k)) for k in keys) for row in listed)
    return Table(spec.name, headers, cells)


def changed_rows(spec: TableSpec, before: Iterable[Row], table: Table) -> tuple[int, list[str]]:
    """Return how many rows of `table` are others than `before` (new, changed, gone), and the first keys of those rows.

    A changed row counts once. The key is the first of the table's key columns, else its unit, else its first column.
    """
    columns = {column.header: column.key for column in spec.columns}
    old = Counter(make_table(spec, before, [columns.get(header, header) for header in table.headers]).rows)
    new = Counter(row for row in table.rows if any(cell is not None for cell in row))
    came, went = new - old, old - new
    key = (*spec.key, *(c.key for c in spec.columns if c.key == "unit_id"), spec.columns[0].key)[0]
    header = spec.column(key).header
    at = table.headers.index(header) if header in table.headers else 0
    return max(came.total(), went.total()), list(dict.fromkeys(str(row[at]) for row in (*came, *went)))


def typed_over(host: WorkbookHost, spec: TableSpec, rows: Sequence[Row]) -> list[Finding]:
    """Return a finding for each computed column of `spec` in which somebody typed over formulas."""
    keys = {fold(column.header): column.key for column in spec.columns}
    by_number = {row[ROW]: row for row in rows}
    findings = []
    for header, numbers in host.typed_over(spec.name).items():
        there = [number for number in numbers if number in by_number]
        if there:
            first = by_number[there[0]]
            shown = ", ".join(map(str, there[:MOST_ROWS])) + (", ..." if len(there) > MOST_ROWS else "")
            value = first.get(keys[fold(header)])
            value = short_date(value) if isinstance(value, date) else "" if value is None else value
            message = say("common.cell_typed", sheet=spec.sheet, rows=shown, header=header, value=value)
            unit_id = unit_of(first) if len(there) == 1 else None
            findings.append(Finding("typed_state", "warning", message, unit_id, cell=f"{spec.sheet}!{there[0]}"))
    return findings


def duplicate_key(spec: TableSpec, row: Cell, value: str, first: Cell) -> str:
    """Return the sentence about a row whose key another one has already."""
    headers = ", ".join(spec.column(key).header for key in spec.key)
    return say("common.duplicate_key", sheet=spec.sheet, row=row, header=headers, value=value, first=first)


def text(row: Row, key: str) -> str | None:
    """Return the cell as trimmed text, None when blank."""
    value = row.get(key)
    if value is None:
        return None
    return squeeze(str(value)) or None


def day(row: Row, key: str) -> date | None:
    """Return the cell if it is a date, else None."""
    value = row.get(key)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def hour(row: Row, key: str) -> time | None:
    """Return the time of day of the cell if it is a date with one, else None."""
    return parse_hour(row.get(key)) if isinstance(row.get(key), datetime) else None


def whole(row: Row, key: str) -> int:
    """Return the cell if it is a whole number, else 0."""
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def padded(unit_id: str) -> str:
    """Return a commune code with the leading zero that Excel ate."""
    return unit_id.zfill(5) if unit_id.isdigit() else unit_id


def unit_of(row: Row) -> str:
    """Return a row's unit id, with the leading zero that Excel ate; "" where it has none."""
    return padded(text(row, "unit_id") or "")


def _keys(spec: TableSpec, headers: Sequence[str]) -> list[tuple[str, Column | None]]:
    by_header = {fold(c.header): c for c in spec.columns}
    found = [(by_header.get(fold(h)), h) for h in headers]
    missing = [c.header for c in spec.columns if not c.later and c not in [column for column, _ in found]]
    if missing:
        raise WorkbookError("host.column_missing", sheet=spec.sheet, header=missing[0])
    return [(column.key if column else header, column) for column, header in found]


def _typed(cell: Cell, spec: TableSpec, column: Column, number: int, findings: list[Finding]) -> Cell:
    where = {"sheet": spec.sheet, "row": number, "header": column.header}

    def wrong(code: str, severity: str = "error", **fields: object) -> Cell:
        message = say(code, **where, value=cell, **fields)
        findings.append(Finding("bad_cell", severity, message, cell=f"{spec.sheet}!{column.header}{number}"))
        return cell

    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if column.kind is Kind.FORMULA:
        return cell
    if isinstance(cell, str) and cell.strip() in ERROR_VALUES:
        return wrong("common.cell_error")
    if column.kind is Kind.DATE:
        return _as_date(cell, wrong, column.hour)
    if column.kind in (Kind.INT, Kind.NUMBER):
        figure = parse_number(cell, whole=column.kind is Kind.INT)
        return wrong("common.cell_number") if figure is None else figure
    if column.kind is Kind.CHOICE:
        ids = {fold(label): key for key, label in column.choices.items()}
        chosen = ids.get(fold(str(cell)))
        return chosen or wrong("common.cell_choice", choices="; ".join(column.choices.values()))
    return str(cell) if column.kind is Kind.TEXT and not isinstance(cell, date) else cell


def _as_date(cell: Cell, wrong: Callable[..., Cell], with_hour: bool) -> Cell:
    """Return the date of a cell, with its time of day where the column has one.

    `wrong` names one that is none, and one that is text and so no date for formulas.
    """
    found = parse_date(cell)
    if found is None:
        return wrong("common.cell_date")
    if not in_range(found):
        return wrong("common.cell_date_range")
    if isinstance(cell, str):
        wrong("common.cell_date_text", "warning", meant=short_date(found))
    clock = parse_hour(cell) if with_hour else None
    return datetime.combine(found, clock) if clock else found


def _duplicates(spec: TableSpec, rows: Sequence[Row]) -> list[Finding]:
    seen: dict[tuple[Cell, ...], Cell] = {}
    findings = []
    for row in rows:
        key = tuple(row.get(k) for k in spec.key)
        if not spec.key or None in key:
            continue
        if key in seen:
            value = " ".join(str(part) for part in key)
            message = duplicate_key(spec, row[ROW], value, seen[key])
            findings.append(Finding("duplicate", "error", message, cell=f"{spec.sheet}!{row[ROW]}"))
        seen.setdefault(key, row[ROW])
    return findings


def _cell(value: Cell, column: Column | None) -> Cell:
    if column and column.kind is Kind.CHOICE and isinstance(value, str):
        return column.choices.get(value, value)
    return value

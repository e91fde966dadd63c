"""The command that moves an older tracker's data into a new one of today's structure; the old file is untouched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from soket_xl.build.campaign import Campaign, read_campaign
from soket_xl.build.tracker import STORED, build_tracker
from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.file import FileHost
from soket_xl.model import Context, Outcome, Row, Table
from soket_xl.outputs import write_file
from soket_xl.schema import HOLIDAYS, INDICATORS, OUTLINE, SCHEMA_VERSION, SETTINGS, TABLES, UNITS, Kind, TableSpec
from soket_xl.tables import make_table, read_rows
from soket_xl.text.fold import fold
from soket_xl.texts import say


def upgrade(host: WorkbookHost, context: Context, out: Path | None = None) -> Outcome:
    """Write a new tracker with the data of `host` to `out` (default: beside it, "-moi" behind its name).

    Settings are taken by code, tables by their headers; what has no place in the new structure is named. Raises
    SoketError if `out` is there already.
    """
    target = (out or host.path.with_name(f"{host.path.stem}-moi.xlsm")).with_suffix(".xlsm")
    if target.exists():
        raise SoketError("build.exists", file=target)
    old = _old_tables(host)
    with TemporaryDirectory() as folder:
        draft = write_file(Path(folder) / target.name, build_tracker(_campaign(host), STORED.read_bytes()))
        new = FileHost(draft)
        fitted = [_fitted(table, new.read_table(name)) for name, table in old.items() if name != SETTINGS.name]
        new.write([*[table for table, _ in fitted if table.rows], _settings(old, new)])
        made = write_file(target, draft.read_bytes())
    lost = [header for _, headers in fitted for header in headers]
    rows = {table.name: len(table.rows) for table, _ in fitted}
    lines = [say("build.upgraded", file=made, rows=sum(rows.values()))]
    if lost:
        lines.append(say("build.upgrade_lost", headers=", ".join(lost)))
    return Outcome({"file": made, "rows": rows, "left_behind": lost}, lines, files=[made])


def _old_tables(host: WorkbookHost) -> Mapping[str, Table]:
    """Return the tables that the old tracker has."""
    found = {}
    for spec in TABLES:
        try:
            found[spec.name] = host.read_table(spec.name)
        except WorkbookError:
            continue
    return found


def _campaign(host: WorkbookHost) -> Campaign:
    """Return the old tracker's own units, outline, indicators and holidays, today's where it has none."""
    default = read_campaign()
    found = {
        "units": _rows(host, UNITS),
        "outline": _rows(host, OUTLINE),
        "indicators": _rows(host, INDICATORS),
        "holidays": _rows(host, HOLIDAYS),
    }
    rows = {name: tuple(given) for name, given in found.items() if given}
    return replace(
        default,
        units=rows.get("units", default.units),
        outline=rows.get("outline", default.outline),
        indicators=rows.get("indicators", default.indicators),
        holidays=rows.get("holidays", default.holidays),
    )


def _rows(host: WorkbookHost, spec: TableSpec) -> Sequence[Row]:
    try:
        return [row for row in read_rows(host, spec)[0] if row.get(spec.key[0])]
    except WorkbookError:
        return []


def _fitted(old: Table, new: Table) -> tuple[Table, list[str]]:
    """Return the old rows under the new table's own headers, and old headers in use that have no place."""
    spec = next(s for s in TABLES if s.name == old.name)
    computed = {fold(c.header) for c in spec.columns if c.kind is Kind.FORMULA}
    known = {fold(header): header for header in new.headers if fold(header) not in computed}
    kept = [n for n, header in enumerate(old.headers) if fold(header) in known]
    filled = [row for row in old.rows if any(row[n] is not None for n in kept)]
    lost = [
        f"{spec.sheet}: {header}"
        for n, header in enumerate(old.headers)
        if fold(header) not in known and fold(header) not in computed and any(row[n] is not None for row in old.rows)
    ]
    headers = tuple(known[fold(old.headers[n])] for n in kept)
    return Table(old.name, headers, tuple(tuple(row[n] for n in kept) for row in filled)), lost


def _settings(old: Mapping[str, Table], new: FileHost) -> Table:
    """Return the new settings with the old values, by code; the version is the new one's."""
    values = {}
    if SETTINGS.name in old:
        table = old[SETTINGS.name]
        heads = [fold(header) for header in table.headers]
        code, value = (
            heads.index(fold(SETTINGS.column("code").header)),
            heads.index(fold(SETTINGS.column("value").header)),
        )
        values = {str(row[code]): row[value] for row in table.rows if row[code]}
    values["schema_version"] = SCHEMA_VERSION
    rows = [row | {"value": values.get(str(row["code"]), row.get("value"))} for row in read_rows(new, SETTINGS)[0]]
    return make_table(SETTINGS, rows)

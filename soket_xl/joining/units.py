"""What a unit's report brought into tblUnits, tblFigures and tblReceipts: it follows the report that counts."""

from collections.abc import Mapping, Sequence

from soket_xl.joining.cells import alike, is_blank
from soket_xl.joining.entries import EntryJoin
from soket_xl.joining.model import HERE, THERE, Book, Difference, Place
from soket_xl.joining.policy import FIGURES_POLICY, UNITS_POLICY, Policy, shown
from soket_xl.joining.reports import STORED, Relation, Reports
from soket_xl.joining.rows import RowJoin, keyed
from soket_xl.model import Row
from soket_xl.schema import FIGURE_SOURCES, FIGURES, RECEIPTS, UNITS
from soket_xl.tables import ROW, text, unit_of, whole

RECORDED = "recorded"
"""The outcome of an arrival without a file."""
DOCUMENT = ("document_no", "document_date")
ARRIVAL = (*DOCUMENT, "received_on", "channel", "version", "missing")
RECEIPT_COLUMNS = (
    "file", "outcome", "reason", "candidates", "unit_id", "subject", "version", "read", "placed", "unplaced",
    "warnings", "at", "sha256", "missing",
)  # fmt: skip


def _receipt(row: Row) -> str:
    """A receipt is known by its file's hash, else by its path, else by unit, number and day of arrival."""
    if row.get("sha256") or row.get("file"):
        return shown(row.get("sha256")) or f"file {text(row, 'file')}"
    return " | ".join(shown(cell) for cell in (unit_of(row), row.get("document_no"), row.get("received_on"))).strip(
        " |"
    )


RECEIPTS_POLICY = Policy(RECEIPTS, _receipt, frozenset(RECEIPT_COLUMNS))


class UnitJoin:
    """Joins the tables that a report writes into; `moved` are the files that the copies hold for different units."""

    def __init__(self, here: Reports, there: Reports, entries: EntryJoin, moved: Mapping[str, tuple[str, str]]) -> None:
        self.here, self.there, self.entries, self.moved = here, there, entries, moved
        self._doubtful = {pair[1] for pair in moved.values()}

    def join(self, join: RowJoin, ours: Book, theirs: Book) -> dict[str, list[Row]]:
        """Return the tables that changed."""
        units = join.join(UNITS_POLICY, ours[UNITS.name], theirs[UNITS.name], self._unit)
        figures = join.join(FIGURES_POLICY, ours[FIGURES.name], theirs[FIGURES.name], self._figure)
        came_in = _changed(ours[FIGURES.name], figures) if figures is not None else set()
        found = {
            UNITS.name: units,
            FIGURES.name: figures,
            FIGURE_SOURCES.name: self._sources(join, ours[FIGURE_SOURCES.name], theirs[FIGURE_SOURCES.name], came_in),
            RECEIPTS.name: self._receipts(join, ours[RECEIPTS.name], theirs[RECEIPTS.name]),
        }
        return {name: rows for name, rows in found.items() if rows is not None}

    def _whose(self, unit_id: str) -> Relation:
        return self.entries.chosen.get(unit_id) or self.entries.relations.get(unit_id, Relation.SAME)

    def _unit(self, unit_id: str, column: str, ours: Row, theirs: Row) -> bool | None:
        """A report's own number, date, version and missing sections come with it, unless a clerk wrote others."""
        if column not in ARRIVAL:
            return None
        if unit_id in self._doubtful:
            return False
        whose = self._whose(unit_id)
        if column == "version":
            return whole(theirs, column) > whole(ours, column)
        if column == "missing":
            return whose is Relation.THEIRS
        if column in DOCUMENT:
            wrote = _wrote(self.here, unit_id, column, ours), _wrote(self.there, unit_id, column, theirs)
            return _follows(whose, *wrote)
        return None

    def _figure(self, unit_id: str, column: str, ours: Row, theirs: Row) -> bool | None:
        """A figure that the program read comes with its report; one that a clerk typed is judged like any cell."""
        source = self.there.source_of(unit_id, column)
        if source and self.there.hash_of(text(source, "source")) in self.moved:
            return False
        wrote = _read(self.here, unit_id, column, ours), _read(self.there, unit_id, column, theirs)
        return _follows(self._whose(unit_id), *wrote)

    def _sources(
        self, join: RowJoin, ours: Sequence[Row], theirs: Sequence[Row], came_in: set[str]
    ) -> list[Row] | None:
        """Return the sources with theirs for the figures that came in, and those of figures that had none."""
        found = keyed(ours, _source_key)
        changed = False
        for key, row in keyed(theirs, _source_key).items():
            is_new = key not in found and self.there.hash_of(text(row, "source")) not in self.moved
            if is_new or key in came_in:
                found[key] = self._renumbered(row)
                join.tally.taken += is_new
                changed = True
        return list(found.values()) if changed else None

    def _receipts(self, join: RowJoin, ours: Sequence[Row], theirs: Sequence[Row]) -> list[Row] | None:
        before = join.tally.taken
        names = {unit_of(row): row.get("unit_name") for row in theirs}
        found = [dict(row) for row in _not_yet_read(ours, theirs)]
        join.tally.taken += len(ours) - len(found)
        theirs = _not_yet_read(theirs, ours)
        mine = keyed(found, RECEIPTS_POLICY.key)
        settled = set()
        for key, row in keyed(theirs, RECEIPTS_POLICY.key).items():
            if key in mine and key in self.moved:
                self._confirm(join, key, mine[key], names)
                settled.add(key)
            elif key in mine and row.get("outcome") in STORED and mine[key].get("outcome") not in STORED:
                confirmed = mine[key].get("confirmed_unit")
                mine[key].update(self._renumbered(row) | ({"confirmed_unit": confirmed} if confirmed else {}))
                join.tally.taken += 1
                settled.add(key)
        rest = [self._renumbered(row) for row in theirs]
        joined = join.join(RECEIPTS_POLICY, found, rest, lambda key, *_: False if key in settled else None)
        return (joined or found) if join.tally.taken > before else None

    def _confirm(self, join: RowJoin, sha: str, row: Row, names: Mapping[str, object]) -> None:
        """Ask which unit a file is of; theirs becomes the unit confirmed by the clerk, which the next intake obeys."""
        there = str(names.get(self.moved[sha][1]) or self.moved[sha][1])
        here = text(row, "confirmed_unit") or text(row, "unit_name") or unit_of(row)
        difference = Difference(Place(RECEIPTS.name, sha, "confirmed_unit"), here, there)
        code = join.memory.chosen.get(difference.code)
        if code == THERE and not alike(row.get("confirmed_unit"), there):
            row["confirmed_unit"] = there
            join.tally.taken += 1
        elif code not in (HERE, THERE):
            join.tally.conflicts.append(difference)

    def _renumbered(self, row: Row) -> Row:
        number = self.entries.versions.get((unit_of(row), whole(row, "version")))
        return {key: cell for key, cell in row.items() if key != ROW} | ({"version": number} if number else {})


def _not_yet_read(rows: Sequence[Row], other: Sequence[Row]) -> list[Row]:
    """Return `rows` without the arrivals whose file was read into the other copy, where the row says all they say."""
    read: dict[tuple[str, int], list[Row]] = {}
    for row in other:
        if row.get("outcome") in STORED:
            read.setdefault((unit_of(row), whole(row, "version")), []).append(row)
    return [
        row
        for row in rows
        if row.get("outcome") != RECORDED
        or not any(_says_all(more, row) for more in read.get((unit_of(row), whole(row, "version")), ()))
    ]


def _says_all(more: Row, row: Row) -> bool:
    return all(is_blank(row.get(key)) or alike(row.get(key), more.get(key)) for key in ("received_on", *DOCUMENT))


def _follows(whose: Relation, machine_here: bool, machine_there: bool) -> bool | None:
    """Tell whether the program's own value comes in with a report; None where it is no matter of reports."""
    if whose is Relation.THEIRS and machine_here:
        return True
    if whose is Relation.OURS and machine_there:
        return False
    return False if whose is Relation.BOTH and machine_here and machine_there else None


def _wrote(reports: Reports, unit_id: str, column: str, row: Row) -> bool:
    report = reports.current(unit_id)
    receipt = report.receipt if report else None
    return receipt is not None and not is_blank(row.get(column)) and alike(receipt.get(column), row.get(column))


def _read(reports: Reports, unit_id: str, indicator: str, row: Row) -> bool:
    source = reports.source_of(unit_id, indicator)
    return source is not None and alike(source.get("value"), row.get(indicator))


def _changed(before: Sequence[Row], after: Sequence[Row]) -> set[str]:
    """Return the figures that are others now, as keys of tblFigureSources."""
    old = keyed(before, unit_of)
    return {
        f"{unit_id} | {code}"
        for unit_id, row in keyed(after, unit_of).items()
        for code in row
        if not alike(row.get(code), old.get(unit_id, {}).get(code))
    }


def _source_key(row: Row) -> str:
    return f"{unit_of(row)} | {shown(row.get('indicator'))}"

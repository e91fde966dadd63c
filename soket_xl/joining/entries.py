"""tblEntries of two copies: what is in both reports cell by cell, a report that only they have as a whole."""

from collections.abc import Mapping, Sequence

from soket_xl.joining.model import OPEN, THERE, Book, Difference, Place
from soket_xl.joining.policy import Policy, shown
from soket_xl.joining.reports import Relation, Report, Reports
from soket_xl.joining.rows import RowJoin
from soket_xl.model import Row
from soket_xl.schema import ENTRIES
from soket_xl.tables import ROW, unit_of, whole
from soket_xl.text.fold import fold_words

MACHINE = frozenset({"unit_id", "order", "part", "heading", "guess", "version", "current", "source"})
CURRENT = "current"


class EntryJoin:
    """Joins the reports; then `versions` tells which number a report of theirs has here, `chosen` whose counts."""

    def __init__(
        self, here: Reports, there: Reports, relations: Mapping[str, Relation], past: Sequence[Reports] = ()
    ) -> None:
        self.here, self.there, self.relations = here, there, relations
        self._identities = {number: name for reports in (here, there, *past) for number, name in reports.identities()}
        self.versions: dict[tuple[str, int], int] = {}
        self.chosen: dict[str, Relation] = {}

    def join(self, join: RowJoin, rows: Book, other: Book, skipped: frozenset[str]) -> list[Row] | None:
        """Return the joined rows, None where ours stay. Files in `skipped` (hashes) are not brought in."""
        before = join.tally.taken
        policy = Policy(ENTRIES, self._key, MACHINE)
        theirs = [row for row in other.get(ENTRIES.name, ()) if self._is_in_both(row)]
        joined = join.join(policy, rows.get(ENTRIES.name, ()), [*theirs, *self.there.loose])
        found = [dict(row) for row in (joined or rows.get(ENTRIES.name, ()))]
        for unit_id in self.there.by_unit:
            found += self._brought(unit_id, join, skipped)
        blocks: dict[str, list[Row]] = {}
        for row in found:
            blocks.setdefault(unit_of(row), []).append(row)
        for unit_id, relation in self.relations.items():
            self._settle_current(unit_id, relation, join, blocks.get(unit_id, ()))
        return found if join.tally.taken > before else None

    def _settle_current(self, unit_id: str, relation: Relation, join: RowJoin, rows: Sequence[Row]) -> None:
        """Mark the unit's rows of the report that counts: theirs where it is newer, or where the clerk chose it."""
        report = self.there.current(unit_id)
        if relation is Relation.SAME or report is None or (unit_id, report.version) not in self.versions:
            return
        if relation is not Relation.THEIRS and not self._is_chosen(unit_id, relation, report, join):
            return
        self.chosen[unit_id] = Relation.THEIRS
        number = self.versions[unit_id, report.version]
        for row in rows:
            if whole(row, "version"):
                row[CURRENT] = "current" if whole(row, "version") == number else "old"

    def _is_chosen(self, unit_id: str, relation: Relation, report: Report, join: RowJoin) -> bool:
        ours = self.here.current(unit_id)
        difference = Difference(Place(ENTRIES.name, unit_id, CURRENT), ours.shown if ours else None, report.shown)
        code = join.memory.chosen.get(difference.code)
        undecided = relation is Relation.BOTH and code is None
        if undecided or code == OPEN or difference.place in join.memory.open_there:
            join.tally.conflicts.append(difference)
        elif code == THERE:
            join.tally.taken += 1
        return code == THERE

    def _brought(self, unit_id: str, join: RowJoin, skipped: frozenset[str]) -> list[Row]:
        """Return the rows of the reports that only they have, as older ones, under numbers that are free here."""
        ours = {report.identity: report.version for report in self.here.of(unit_id)}
        used = set(ours.values())
        found: list[Row] = []
        for report in self.there.of(unit_id):
            if report.identity in ours:
                self.versions[unit_id, report.version] = ours[report.identity]
            elif report.identity not in skipped:
                number = report.version if report.version not in used else max(used) + 1
                used.add(number)
                join.tally.taken += len(report.rows)
                found += [_old(row, number) for row in report.rows]
                self.versions[unit_id, report.version] = number
        return found

    def _is_in_both(self, row: Row) -> bool:
        ours = {report.identity for report in self.here.of(unit_of(row))}
        return self._identities.get(id(row)) in ours

    def _key(self, row: Row) -> str:
        """A paragraph is known by unit, report and number in it; one typed in by hand by unit and text."""
        unit_id, version = unit_of(row), whole(row, "version")
        if not unit_id or not version:
            return f"{unit_id} | {fold_words(shown(row.get('text')))[:120]}" if unit_id or row.get("text") else ""
        return f"{unit_id} | {self._identities.get(id(row), '')[:8]} | {row.get('order')}.{row.get('part')}"


def _old(row: Row, version: int) -> Row:
    return {key: cell for key, cell in row.items() if key != ROW} | {"version": version, CURRENT: "old"}

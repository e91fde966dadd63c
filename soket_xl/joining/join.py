"""Two copies of a tracker joined: every table, in the order in which one depends on another."""

from collections.abc import Mapping

from soket_xl.joining.contacts import with_contacts
from soket_xl.joining.entries import EntryJoin
from soket_xl.joining.model import Book, Evidence, Joined, Memory, Tally
from soket_xl.joining.policy import POLICIES, other_policy
from soket_xl.joining.reports import Relation, Reports, moved_files, relation
from soket_xl.joining.rows import RowJoin, plain_tables
from soket_xl.joining.units import UnitJoin
from soket_xl.model import Row
from soket_xl.schema import CONFLICTS, ENTRIES, FIGURE_SOURCES, FIGURES, LOG, RECEIPTS, TABLES, UNITS, TableSpec


def join_books(here: Book, there: Book, evidence: Evidence, memory: Memory | None = None) -> Joined:
    """Return what `here` becomes with what only `there` has or changed.

    What both changed differently stays ours and is listed. The log, the list of conflicts and formulas are not
    touched. Tables that a book lacks count as empty.
    """
    ours = _all(here)
    theirs = with_contacts(_all(there), ours)
    join = RowJoin(evidence, memory or Memory(), Tally())
    mine, their = Reports(ours), Reports(theirs)
    past = [Reports(book) for book in (evidence.base, evidence.near_here, evidence.near_there) if book is not None]
    moved = moved_files(mine, their)
    entries = EntryJoin(mine, their, _relations(mine, their), past)
    rows = entries.join(join, ours, theirs, frozenset(moved))
    tables: dict[str, list[Row]] = {} if rows is None else {ENTRIES.name: rows}
    tables |= UnitJoin(mine, their, entries, moved).join(join, ours, theirs)
    tables |= plain_tables(join, ours, theirs, [*POLICIES, *map(other_policy, _others())])
    return Joined(tables, join.tally)


def _relations(here: Reports, there: Reports) -> Mapping[str, Relation]:
    units = sorted(here.by_unit.keys() | there.by_unit.keys())
    return {unit_id: relation(here, there, unit_id) for unit_id in units}


def _others() -> list[TableSpec]:
    own = (UNITS, RECEIPTS, ENTRIES, FIGURES, FIGURE_SOURCES, LOG, CONFLICTS, *(policy.spec for policy in POLICIES))
    names = {spec.name for spec in own}
    return [spec for spec in TABLES if spec.name not in names]


def _all(book: Book) -> dict[str, list[Row]]:
    return {spec.name: list(book.get(spec.name, ())) for spec in TABLES}

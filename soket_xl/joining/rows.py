"""The rows of one table joined with the rows of the same table in the other copy."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from soket_xl.joining.cells import alike, is_blank, judge
from soket_xl.joining.model import ABSENT, WHOLE_ROW, Book, Difference, Evidence, Known, Memory, Past, Place, Tally
from soket_xl.joining.policy import NAMES, Policy
from soket_xl.model import Row
from soket_xl.schema import Kind, TableSpec
from soket_xl.tables import ROW

Keyed = dict[str, Row]
Override = Callable[[str, str, Row, Row], bool | None]
"""Given key, column, our row and theirs: whether theirs is to be taken, None to judge it as any other cell."""
NO_ROW = "-"


def keyed(rows: Iterable[Row], key: Callable[[Row], str]) -> Keyed:
    """Return the rows by key, in order; rows of the same key, and rows that have none, are told apart by number."""
    found: Keyed = {}
    seen: Counter[str] = Counter()
    for row in rows:
        name = key(row) or f"? {content_of(row)}"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = row
    return found


def content_of(row: Row) -> str:
    """Return what a row holds, in one line for people."""
    return "; ".join(str(cell) for key, cell in row.items() if key not in (ROW, *NAMES) and not is_blank(cell))


class RowJoin:
    """Joins the tables of two books one after the other and keeps the tally."""

    def __init__(self, evidence: Evidence, memory: Memory, tally: Tally) -> None:
        self.evidence, self.memory, self.tally = evidence, memory, tally

    def join(
        self, policy: Policy, here: Sequence[Row], there: Sequence[Row], override: Override | None = None
    ) -> list[Row] | None:
        """Return the joined rows, None where ours stay as they are."""
        before = self.tally.taken
        ours, theirs = keyed(here, policy.key), keyed(there, policy.key)
        past = _PastRows(self.evidence, policy)
        gone: set[str] = set()
        for key, row in theirs.items():
            if key in ours:
                ours[key] = self._cells(policy, key, ours[key], row, past, override)
            elif self._comes_in(policy, key, row, past):
                ours[key] = _copied(row, policy.spec)
        if policy.in_order:
            ours = _in_order(ours, here, policy, list(theirs))
        for key in [key for key in ours if key not in theirs]:
            if self._was_removed(policy, key, ours[key], past):
                gone.add(key)
        changed = self.tally.taken > before
        return [row for key, row in ours.items() if key not in gone] if changed else None

    def _cells(
        self, policy: Policy, key: str, ours: Row, theirs: Row, past: "_PastRows", override: Override | None
    ) -> Row:
        row, is_same = dict(ours), True
        for column in dict.fromkeys([*policy.columns(ours), *policy.columns(theirs)]):
            here, there = ours.get(column), theirs.get(column)
            if alike(here, there):
                continue
            is_same = False
            told = override(key, column, ours, theirs) if override else None
            difference = Difference(Place(policy.spec.name, key, column), here, there)
            if told is None:
                told = judge(difference, past.of(key, column), self.memory, self.tally)
            else:
                self.tally.taken += told
            if told:
                row[column] = there
        self.tally.same += is_same
        return row

    def _comes_in(self, policy: Policy, key: str, row: Row, past: "_PastRows") -> bool:
        """Tell whether a row that only they have is to be added: it is new, or the clerk wants it back."""
        difference = Difference(Place(policy.spec.name, key, WHOLE_ROW), NO_ROW, content_of(row))
        if not (past.has("base", key) or past.has("near_here", key) or self._was_asked(difference)):
            self.tally.taken += 1
            return True
        if policy.derived and not any(not is_blank(row.get(c)) for c in policy.columns(row)):
            return False
        return judge(difference, _EITHER_CHANGED, self.memory, self.tally)

    def _was_removed(self, policy: Policy, key: str, row: Row, past: "_PastRows") -> bool:
        """Tell whether a row that they took out goes here too: only when the clerk chose so."""
        difference = Difference(Place(policy.spec.name, key, WHOLE_ROW), content_of(row), NO_ROW)
        known = past.has("base", key) or past.has("near_there", key) or self._was_asked(difference)
        if policy.derived or not known:
            return False
        return judge(difference, _EITHER_CHANGED, self.memory, self.tally)

    def _was_asked(self, difference: Difference) -> bool:
        return difference.code in self.memory.chosen or difference.place in self.memory.open_there


_EITHER_CHANGED = Past(base="?")
"""A past that neither value agrees with: it is the clerk's to choose."""


class _PastRows:
    """The earlier rows of a table by key."""

    def __init__(self, evidence: Evidence, policy: Policy) -> None:
        books = {"base": evidence.base, "near_here": evidence.near_here, "near_there": evidence.near_there}
        self._rows = {name: _rows(book, policy) for name, book in books.items()}

    def has(self, state: str, key: str) -> bool:
        return key in self._rows[state]

    def of(self, key: str, column: str) -> Past:
        def cell(state: str) -> Known:
            row = self._rows[state].get(key)
            return ABSENT if row is None else row.get(column)

        return Past(cell("base"), cell("near_here"), cell("near_there"))


def _rows(book: Book | None, policy: Policy) -> Keyed:
    return {} if book is None else keyed(book.get(policy.spec.name, ()), policy.key)


def _copied(row: Row, spec: TableSpec) -> Row:
    """Return a row of the other copy for this one: without its number and without what formulas show there."""
    computed = {column.key for column in spec.columns if column.kind is Kind.FORMULA}
    return {key: cell for key, cell in row.items() if key != ROW and key not in computed}


def _in_order(ours: Keyed, here: Sequence[Row], policy: Policy, theirs: Sequence[str]) -> Keyed:
    """Return the rows with each new one behind the row that it stood behind in the other copy."""
    order = list(keyed(here, policy.key))
    for number, key in enumerate(theirs):
        if key in ours and key not in order:
            before = next((name for name in reversed(theirs[:number]) if name in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return {key: ours[key] for key in order}


def plain_tables(join: RowJoin, here: Book, there: Book, policies: Iterable[Policy]) -> Mapping[str, list[Row]]:
    """Return the tables of `policies` that changed."""
    found = {}
    for policy in policies:
        name = policy.spec.name
        rows = join.join(policy, here.get(name, ()), there.get(name, ()))
        if rows is not None:
            found[name] = rows
    return found

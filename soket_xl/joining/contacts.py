"""A copy that was handed over without contacts: what it lacks of them was left out, not deleted by anybody."""

from collections.abc import Iterable, Mapping, Sequence

from soket_xl.joining.cells import is_blank
from soket_xl.joining.model import Book
from soket_xl.joining.policy import POLICIES, UNITS_POLICY, Policy
from soket_xl.joining.rows import keyed
from soket_xl.model import Cell, Row
from soket_xl.schema import CONTACT_COLUMNS, LOG, SETTINGS, UNITS
from soket_xl.tables import ROW
from soket_xl.texts import say

SETTINGS_POLICY = next(policy for policy in POLICIES if policy.spec is SETTINGS)
CONTACT_SETTINGS = ("contact_name", "contact_phone", "contact_email")
LEFT_OUT = (*CONTACT_SETTINGS, "previous_tracker")
"""The settings that a copy lacks: contacts, and where the tracker of the campaign before lies."""


def with_contacts(theirs: Book, ours: Book) -> Book:
    """Return `theirs` as it is, or with what was left out put back from ours where its log says that it was.

    Blank contacts are as ours; so are words with the mark of what was left out, where ours read the same around it.
    """
    mark = say("leaders.log_tracker")
    if not any(row.get("summary") == mark for row in theirs.get(LOG.name, ())):
        return theirs
    told = {name: _told_again(rows, ours.get(name, ())) for name, rows in theirs.items() if name != LOG.name}
    theirs = {**theirs, **told}
    filled = {
        UNITS.name: _filled(UNITS_POLICY, theirs, ours, CONTACT_COLUMNS),
        SETTINGS.name: _filled(SETTINGS_POLICY, theirs, ours, ("value",), LEFT_OUT),
    }
    return {**theirs, **filled}


def _told_again(theirs: Sequence[Row], ours: Sequence[Row]) -> list[Row]:
    """Return the rows, marked words replaced by those of our row that is the one they were copied from."""
    mark = say("leaders.left_out")
    by_unit: dict[Cell, list[Row]] = {}
    for row in ours:
        by_unit.setdefault(row.get("unit_id"), []).append(row)
    found = []
    for row in theirs:
        marked = {key: cell.split(mark) for key, cell in row.items() if isinstance(cell, str) and mark in cell}
        mine = _original(row, marked, by_unit.get(row.get("unit_id"), ())) if marked else None
        found.append(row | {key: mine[key] for key in marked} if mine else row)
    return found


def _original(row: Row, marked: Mapping[str, Sequence[str]], ours: Iterable[Row]) -> Row | None:
    """Return our row that reads the same around the marks, the likest by its other cells; None without one."""
    fits = [mine for mine in ours if all(_fits(parts, mine.get(key)) for key, parts in marked.items())]
    return max(fits, key=lambda mine: sum(mine.get(key) == row[key] for key in row if key != ROW), default=None)


def _fits(parts: Sequence[str], cell: Cell) -> bool:
    """Tell whether `cell` holds the parts in their order with something between them, from its start to its end."""
    if not isinstance(cell, str) or not cell.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        at = cell.find(part, at + 1) + len(part)
        if at < len(part):
            return False
    return cell.endswith(parts[-1]) and at < len(cell) - len(parts[-1])


def _filled(
    policy: Policy, theirs: Book, ours: Book, columns: tuple[str, ...], keys: tuple[str, ...] = ()
) -> list[Row]:
    mine = keyed(ours.get(policy.spec.name, ()), policy.key)
    found = []
    for row in theirs.get(policy.spec.name, ()):
        key = policy.key(row)
        blank = [column for column in columns if is_blank(row.get(column)) and (not keys or key in keys)]
        found.append(row | {column: mine[key].get(column) for column in blank} if key in mine else row)
    return found

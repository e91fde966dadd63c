"""A copy that was handed over without contacts: what it lacks of them was left out, not deleted by anybody."""

from soket_xl.joining.cells import is_blank
from soket_xl.joining.model import Book
from soket_xl.joining.policy import POLICIES, UNITS_POLICY, Policy
from soket_xl.joining.rows import keyed
from soket_xl.model import Row
from soket_xl.schema import CONTACT_COLUMNS, LOG, SETTINGS, UNITS
from soket_xl.texts import say

SETTINGS_POLICY = next(policy for policy in POLICIES if policy.spec is SETTINGS)
CONTACT_SETTINGS = ("contact_name", "contact_phone", "contact_email")
LEFT_OUT = (*CONTACT_SETTINGS, "previous_tracker")
"""The settings that a copy lacks: contacts, and where the tracker of the campaign before lies."""


def with_contacts(theirs: Book, ours: Book) -> Book:
    """Return `theirs`, its blank contacts as ours are if its log says that they were left out; else as it is."""
    mark = say("leaders.log_tracker")
    if not any(row.get("summary") == mark for row in theirs.get(LOG.name, ())):
        return theirs
    filled = {
        UNITS.name: _filled(UNITS_POLICY, theirs, ours, CONTACT_COLUMNS),
        SETTINGS.name: _filled(SETTINGS_POLICY, theirs, ours, ("value",), LEFT_OUT),
    }
    return {**theirs, **filled}


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

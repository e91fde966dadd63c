"""The diagnosis of eight: what a unit's report is worth beside the day it came, so that "in time but empty" shows.

DHIS2 counts who pressed "complete", not who sent anything; analysts make this table by hand. A report is empty while
the tracker has no text and no figure of it, even if a clerk accepted it; incomplete while a mandatory section is
missing or a correction is owed. A person's "accepted" outweighs the missing sections.
"""

from collections.abc import Collection

from soket_xl.model import Diagnosis, State
from soket_xl.tracking.status import UnitStatus

_BY_CONTENT = {
    "empty": (Diagnosis.EMPTY_ON_TIME, Diagnosis.EMPTY_LATE),
    "partial": (Diagnosis.PARTIAL_ON_TIME, Diagnosis.PARTIAL_LATE),
    "good": (Diagnosis.GOOD_ON_TIME, Diagnosis.GOOD_LATE),
}


def diagnose(status: UnitStatus, has_content: bool, missing: Collection[str]) -> Diagnosis | None:
    """Return the diagnosis of a unit, None where it is exempt; `missing` are its mandatory sections without text."""
    if status.state == State.EXEMPT:
        return None
    if status.received_on is None:
        return Diagnosis.NOTHING_OVERDUE if status.state == State.OVERDUE else Diagnosis.NOTHING_YET
    partial = status.state != State.COMPLETE and (status.state == State.RETURNED or bool(missing))
    content = "empty" if not has_content else "partial" if partial else "good"
    return _BY_CONTENT[content][status.days_late > 0]

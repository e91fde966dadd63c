"""What the campaign knows of a nominating unit: in time or late, accepted or not, what the review found."""

from collections.abc import Sequence

from soket_xl.model import Row, State, Unit
from soket_xl.text.dates import short_date
from soket_xl.texts import say
from soket_xl.tracking.status import UnitStatus


def facts(unit: Unit, status: UnitStatus, missing: int, findings: Sequence[Row] | None) -> str:
    """Return the facts in one line; `missing` counts mandatory sections, `findings` None if no review was made.

    Findings that the clerk accepted do not count.
    """
    if status.state == State.EXEMPT:
        return say("awards.exempt")
    if status.received_on is None:
        late = say("awards.overdue", days=status.days_late) if status.days_late else ""
        return say("awards.not_here") + late
    day = short_date(status.received_on)
    parts = [say("awards.late", days=status.days_late, day=day) if status.days_late else say("awards.on_time", day=day)]
    parts.append(_review(status.state))
    parts += [say("awards.missing", count=missing)] if missing else []
    if findings is not None:
        counted = [row for row in findings if row.get("decision") != "accepted"]
        errors = sum(row.get("severity") == "error" for row in counted)
        parts.append(say("awards.findings", count=len(counted), errors=errors))
    return "; ".join(parts)


def _review(state: State) -> str:
    if state == State.COMPLETE:
        return say("awards.complete")
    return say("awards.returned") if state == State.RETURNED else say("awards.in_review")

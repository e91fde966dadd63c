"""Where each unit stands on a day, and the rates of a campaign in DHIS2's manner.

The live formulas of the tracker (`build/formulas.py`) say the same; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from soket_xl.model import GROUPS, Arrival, State, Unit
from soket_xl.tracking.calendar import Calendar

ALL = "all"
RECEIVED = (State.RECEIVED, State.RECEIVED_LATE, State.RETURNED, State.COMPLETE)


@dataclass(frozen=True)
class UnitStatus:
    """The state of a unit on a day; days late count from the last good day, calendar and working.

    A report that is late by hours counts as late by one day. `version` is the one that had come by that day.
    """

    unit_id: str
    state: State
    last_day: date
    received_on: date | None
    days_late: int
    working_days_late: int
    version: int = 0


@dataclass(frozen=True)
class Rate:
    """Counts of a group of units, or of all; rates are shares of the expected ones (0-1), 0 if none is expected."""

    group: str
    expected: int
    received: int
    on_time: int
    late: int
    overdue: int
    complete: int

    @property
    def received_rate(self) -> float:
        """Received of expected."""
        return self.received / self.expected if self.expected else 0.0

    @property
    def on_time_rate(self) -> float:
        """Received in time of expected."""
        return self.on_time / self.expected if self.expected else 0.0


def version_on(unit: Unit, on: date) -> int:
    """Return which version of the report stood on `on`: the one before the first that came after that day."""
    later = [arrival.version for arrival in unit.arrivals if arrival.received_on and arrival.received_on > on]
    return max(1, min(later) - 1) if later else unit.version


def arrival_on(unit: Unit, on: date) -> Arrival:
    """Return the version that stood on `on` with its number, date and review.

    The row of the unit speaks for its last version, the register for those before. A review of later than `on`
    counts for nothing.
    """
    version = version_on(unit, on)
    found = next((arrival for arrival in unit.arrivals if arrival.version == version), Arrival(version))
    if version == unit.version:
        found = replace(found, document_no=unit.document_no, document_date=unit.document_date)
        found = replace(found, review=unit.review, reviewed_on=unit.reviewed_on, reason=unit.return_reason)
    known = found.reviewed_on is None or found.reviewed_on <= on
    return found if known else replace(found, review=None, reviewed_on=None, reason=None)


def assess(unit: Unit, on: date, calendar: Calendar, due_soon_days: int, clock: time | None = None) -> UnitStatus:
    """Return where `unit` stands on `on`; what arrived or was reviewed after that day does not count.

    An extension counts from the day when it was granted. A unit is due soon from `due_soon_days` working days before
    its last good day. `clock` is the time of day that has come on `on`, for a deadline with an hour; without it a unit
    that has sent nothing owes from the next day.
    """
    limit = unit.known_on(on).limit
    last = limit.last_day
    received = unit.received_on if unit.received_on and unit.received_on <= on else None
    judged = received or on
    late = not unit.exempt and limit.passed(judged, unit.received_hour if received else clock)
    state = _state(unit, on, received, late, _due_soon(last, on, calendar, due_soon_days))
    days = max(1, (judged - last).days) if late else 0
    working = calendar.working_days(min(last + timedelta(days=1), judged), judged) if late else 0
    return UnitStatus(unit.unit_id, state, last, received, days, working, version_on(unit, on) if received else 0)


def rates(units: Sequence[Unit], statuses: Sequence[UnitStatus]) -> list[Rate]:
    """Return the counts of each group, then of all; exempt units are not expected."""
    groups: Mapping[str, str] = {unit.unit_id: unit.group for unit in units}
    return [_rate(group, [s for s in statuses if group in (ALL, groups[s.unit_id])]) for group in (*GROUPS, ALL)]


def _due_soon(last: date, on: date, calendar: Calendar, days: int) -> bool:
    """`on` is at or after the day that lies `days` working days before `last`; with 0 it is that day itself."""
    return on >= last or calendar.working_days(on + timedelta(days=1), last - timedelta(days=1)) <= days - 1


def _state(unit: Unit, on: date, received: date | None, late: bool, due_soon: bool) -> State:
    if unit.exempt:
        return State.EXEMPT
    if received:
        reviewed = arrival_on(unit, on).review
        if reviewed == "accepted":
            return State.COMPLETE
        if reviewed == "returned":
            return State.RETURNED
        return State.RECEIVED_LATE if late else State.RECEIVED
    if late:
        return State.OVERDUE
    return State.DUE_SOON if due_soon else State.NOT_DUE


def _rate(group: str, statuses: Sequence[UnitStatus]) -> Rate:
    expected = [s for s in statuses if s.state != State.EXEMPT]
    received = [s for s in expected if s.state in RECEIVED]
    return Rate(
        group,
        expected=len(expected),
        received=len(received),
        on_time=sum(s.days_late == 0 for s in received),
        late=sum(s.days_late > 0 for s in received),
        overdue=sum(s.state == State.OVERDUE for s in expected),
        complete=sum(s.state == State.COMPLETE for s in expected),
    )

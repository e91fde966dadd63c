"""Where each unit stands on a day, and the rates of a campaign in DHIS2's manner.

The live formulas of the tracker (`build/formulas.py`) say the same; a test holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from soket_xl.model import GROUPS, State, Unit
from soket_xl.tracking.calendar import Calendar

ALL = "all"
RECEIVED = (State.RECEIVED, State.RECEIVED_LATE, State.RETURNED, State.COMPLETE)


@dataclass(frozen=True)
class UnitStatus:
    """The state of a unit on a day; days late count from the last good day, calendar and working."""

    unit_id: str
    state: State
    last_day: date
    received_on: date | None
    days_late: int
    working_days_late: int


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


def last_day(unit: Unit) -> date:
    """Return the last day on which the unit is in time: the extension wins over the deadline."""
    return unit.extended_to or unit.deadline.last_day


def assess(unit: Unit, on: date, calendar: Calendar, due_soon_days: int) -> UnitStatus:
    """Return where `unit` stands on `on`; what arrived or was reviewed after that day does not count.

    A unit is due soon from `due_soon_days` working days before its last good day.
    """
    last = last_day(unit)
    received = unit.received_on if unit.received_on and unit.received_on <= on else None
    judged = received or on
    late = not unit.exempt and judged > last
    state = _state(unit, on, received, late, _due_soon(last, on, calendar, due_soon_days))
    days = (judged - last).days if late else 0
    working = calendar.working_days(last + timedelta(days=1), judged) if late else 0
    return UnitStatus(unit.unit_id, state, last, received, days, working)


def rates(units: Sequence[Unit], statuses: Sequence[UnitStatus]) -> list[Rate]:
    """Return the counts of each group, then of all; exempt units are not expected."""
    groups: Mapping[str, str] = {unit.unit_id: unit.group for unit in units}
    return [_rate(group, [s for s in statuses if group in (ALL, groups[s.unit_id])]) for group in (*GROUPS, ALL)]


def _due_soon(last: date, on: date, calendar: Calendar, days: int) -> bool:
    """`on` is at or after the day that lies `days` working days before `last`."""
    return calendar.working_days(on + timedelta(days=1), last - timedelta(days=1)) <= days - 1


def _state(unit: Unit, on: date, received: date | None, late: bool, due_soon: bool) -> State:
    if unit.exempt:
        return State.EXEMPT
    if received:
        reviewed = unit.review if unit.reviewed_on is None or unit.reviewed_on <= on else None
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

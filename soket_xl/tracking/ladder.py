"""The ladder of reminders: on which working days a unit is reminded, and who is addressed.

Steps are working days from the unit's last good day: -3, -1, 0, 1, 3 by default (setting `chase_steps`), so that no
reminder falls on a holiday; the day itself moves back to the working day before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from soket_xl.model import State, Unit
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import UnitStatus, arrival_on

DEFAULT_STEPS = (-3, -1, 0, 1, 3)
OWING = (State.OVERDUE, State.DUE_SOON, State.NOT_DUE, State.RETURNED)


@dataclass(frozen=True)
class Reminder:
    """A reminder that is due: `step` in working days from the last good day, `returned` when a correction is owed."""

    unit: Unit
    step: int
    last_day: date
    days_late: int
    returned: bool = False
    since: date | None = None
    """The day on which the step came."""

    @property
    def late(self) -> bool:
        """Whether the last good day has passed."""
        return self.step > 0


def step_day(last_day: date, step: int, calendar: Calendar) -> date:
    """Return the day of `step`: that many working days from `last_day`, or on it (moved back to a working day)."""
    move = timedelta(days=1 if step > 0 else -1)
    found, left = last_day, abs(step)
    while left:
        found += move
        left -= calendar.working_days(found, found)
    while not calendar.working_days(found, found):
        found += move
    return found


def reached(last_day: date, on: date, calendar: Calendar, steps: Sequence[int] = DEFAULT_STEPS) -> int | None:
    """Return the last step whose day has come on `on`, or None before the first."""
    come = [step for step in sorted(steps) if step_day(last_day, step, calendar) <= on]
    return come[-1] if come else None


def due(
    units: Sequence[Unit],
    statuses: Sequence[UnitStatus],
    on: date,
    calendar: Calendar,
    steps: Sequence[int] = DEFAULT_STEPS,
) -> list[Reminder]:
    """Return the reminders of `on`: units that owe a report and have reached a step, and those that owe a correction.

    Worst first. Units that are exempt or have reported get none.
    """
    by_id = {unit.unit_id: unit for unit in units}
    found = []
    for status in statuses:
        if status.state not in OWING:
            continue
        returned = status.state == State.RETURNED
        unit = by_id[status.unit_id]
        start = _returned_on(unit, on) if returned else status.last_day
        step = reached(start, on, calendar, [s for s in steps if s >= 0 or not returned])
        if step is None and not returned:
            continue
        since = step_day(start, step or 0, calendar)
        late = 0 if returned else status.days_late
        found.append(Reminder(unit, step or 0, status.last_day, late, returned, since))
    return sorted(found, key=lambda reminder: (reminder.returned, -reminder.days_late, -reminder.step))


def _returned_on(unit: Unit, on: date) -> date:
    """Return the day from which the steps of a correction count: that of the return, else that of the report."""
    return arrival_on(unit, on).reviewed_on or unit.received_on or on

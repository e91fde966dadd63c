"""The ladder of reminders: on which days a unit is reminded, and who is addressed.

A step counts working days or calendar days from the unit's last good day. No reminder falls on a day off: a step in
calendar days moves to the working day before it, after the deadline to the next one. By default 3 and 1 working days
before, the day itself, 1 and 3 working days after (setting `chase_steps`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from soket_xl.model import State, Unit
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import UnitStatus, arrival_on

OWING = (State.OVERDUE, State.DUE_SOON, State.NOT_DUE, State.RETURNED)


@dataclass(frozen=True, order=True)
class Step:
    """So many days from the last good day (negative: before it), working days unless `calendar`."""

    days: int
    calendar: bool = False


THE_DAY = Step(0)
DEFAULT_STEPS = (Step(-3), Step(-1), THE_DAY, Step(1), Step(3))


class Level(StrEnum):
    """Who is addressed: the officer, the head of the unit, the head with a report to the province."""

    OFFICER = "officer"
    HEAD = "head"
    PROVINCE = "province"


@dataclass(frozen=True)
class Ladder:
    """The steps, and from which one on the head of the unit and the province are told; None: never."""

    steps: tuple[Step, ...] = DEFAULT_STEPS
    head_from: Step | None = THE_DAY
    province_from: Step | None = Step(3)


@dataclass(frozen=True)
class Reminder:
    """A reminder that is due; `returned` when a correction is owed, whose steps count from the return."""

    unit: Unit
    step: Step
    last_day: date
    days_late: int
    returned: bool = False
    since: date | None = None
    """The day on which the step came."""
    level: Level = Level.OFFICER

    @property
    def late(self) -> bool:
        """Whether a report is owed whose time has passed."""
        return self.days_late > 0


def step_day(last_day: date, step: int, calendar: Calendar) -> date:
    """Return the day that many working days from `last_day`, or on it (moved back to a working day)."""
    move = timedelta(days=1 if step > 0 else -1)
    found, left = last_day, abs(step)
    while left:
        found += move
        left -= calendar.is_working_day(found)
    return working_day(found, calendar, after=step > 0)


def working_day(day: date, calendar: Calendar, after: bool = False) -> date:
    """Return `day` if offices work on it, else the last working day before it, or the first one `after` it."""
    move = timedelta(days=1 if after else -1)
    while not calendar.is_working_day(day):
        day += move
    return day


def day_of(last_day: date, step: Step, calendar: Calendar) -> date:
    """Return the working day on which `step` comes."""
    if not step.calendar:
        return step_day(last_day, step.days, calendar)
    return working_day(last_day + timedelta(days=step.days), calendar, after=step.days > 0)


def reached(last_day: date, on: date, calendar: Calendar, steps: Sequence[Step] = DEFAULT_STEPS) -> Step | None:
    """Return the last step whose day has come on `on`, None before the first; of steps on one day the later one."""
    come = [(day, step) for step in steps if (day := day_of(last_day, step, calendar)) <= on]
    return max(come)[1] if come else None


def level_at(last_day: date, step: Step, ladder: Ladder, calendar: Calendar) -> Level:
    """Return who is addressed on the day of `step`: the highest level whose own day has come by then."""
    day = day_of(last_day, step, calendar)
    for level, start in ((Level.PROVINCE, ladder.province_from), (Level.HEAD, ladder.head_from)):
        if start is not None and day_of(last_day, start, calendar) <= day:
            return level
    return Level.OFFICER


def due(
    units: Sequence[Unit],
    statuses: Sequence[UnitStatus],
    on: date,
    calendar: Calendar,
    ladder: Ladder | None = None,
) -> list[Reminder]:
    """Return the reminders of `on`: units that owe a report and have reached a step, and those that owe a correction.

    Worst first. Units that are exempt or have reported get none. Corrections are the officer's.
    """
    by_id = {unit.unit_id: unit for unit in units}
    ladder = ladder or Ladder()
    found = []
    for status in statuses:
        if status.state in OWING:
            of_unit = _returned if status.state == State.RETURNED else _owing
            reminder = of_unit(by_id[status.unit_id].known_on(on), status, on, calendar, ladder)
            found += [reminder] if reminder else []
    return sorted(found, key=lambda reminder: (reminder.returned, -reminder.days_late, -reminder.step.days))


def _owing(unit: Unit, status: UnitStatus, on: date, calendar: Calendar, ladder: Ladder) -> Reminder | None:
    last = status.last_day
    step = reached(last, on, calendar, ladder.steps)
    if step is None:
        return None
    level = level_at(last, step, ladder, calendar)
    return Reminder(unit, step, last, status.days_late, since=day_of(last, step, calendar), level=level)


def _returned(unit: Unit, status: UnitStatus, on: date, calendar: Calendar, ladder: Ladder) -> Reminder:
    start = arrival_on(unit, on).reviewed_on or unit.received_on or on
    step = reached(start, on, calendar, [step for step in ladder.steps if step.days >= 0]) or THE_DAY
    return Reminder(unit, step, status.last_day, 0, returned=True, since=day_of(start, step, calendar))

"""How the reports came in: so many a day against the last good day, working days told apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from soket_xl.model import State
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import UnitStatus

DAYS = 24
"""How many days are shown; what came before them is one number."""


@dataclass(frozen=True)
class PaceDay:
    """A day: how many reports came in on it, whether offices work, whether it is the last one in time."""

    day: date
    received: int
    working: bool
    last: bool


@dataclass(frozen=True)
class Pace:
    """The days shown, oldest first; `before` and `after` count what came in outside of them."""

    days: tuple[PaceDay, ...]
    before: int
    after: int = 0

    @property
    def most(self) -> int:
        """The most that came in on one day, at least 1."""
        return max([1, *(day.received for day in self.days)])


def pace_of(statuses: Sequence[UnitStatus], on: date, last_day: date, calendar: Calendar) -> Pace:
    """Return the pace on `on`: the days around `last_day`, at the latest up to `on`; every expected report once."""
    expected = [s for s in statuses if s.state != State.EXEMPT]
    came = Counter(s.received_on for s in expected if s.received_on is not None)
    end = min(max(on, last_day), last_day + timedelta(days=DAYS // 3))
    days = [end - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]
    shown = tuple(PaceDay(day, came[day], calendar.is_working_day(day), day == last_day) for day in days)
    before = sum(count for day, count in came.items() if day < days[0])
    return Pace(shown, before, sum(came.values()) - before - sum(day.received for day in shown))

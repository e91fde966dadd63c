"""Working days: Monday to Friday, less the days off, plus the days worked instead (sheet of holidays)."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Calendar:
    """Days `off` that would be working days, and days `worked` that would not (swapped working days)."""

    off: frozenset[date] = field(default_factory=frozenset)
    worked: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on `day`; a weekday that is listed as both is off, as the live formulas say."""
        return day not in self.off if day.weekday() < 5 else day in self.worked

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie in [first, last]; 0 if `last` comes before `first`."""
        if last < first:
            return 0
        weeks, rest = divmod((last - first).days + 1, 7)
        count = weeks * 5 + sum((first + timedelta(days=n)).weekday() < 5 for n in range(rest))
        count -= sum(first <= day <= last and day.weekday() < 5 for day in self.off)
        return count + sum(first <= day <= last and day.weekday() >= 5 for day in self.worked)

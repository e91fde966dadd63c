"""Dates as clerks type them: day first, always (Decree 30/2020, annex I, II.4.b)."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from soket_xl.text.fold import fold

EARLIEST = date(2020, 1, 1)
LATEST = date(2035, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"^(?:ngay\s*)?(\d{1,2})\s*(?:[/.\-\s]|thang)\s*(\d{1,2})\s*(?:[/.\-\s]|nam)\s*(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$")
_CLOCK = r"([01]?\d|2[0-4])\s*(?:h|g|gio|:)\s*([0-5]\d)?(?:\s*phut|\s*p|:[0-5]\d(?:\.\d+)?)?"
_CLOCK_FIRST = re.compile(rf"^(?:luc |truoc )?{_CLOCK},?\s+(.+)$")
_CLOCK_LAST = re.compile(rf"^(.+?\d)(?:t|,?\s+)(?:luc )?{_CLOCK}$")


def parse_date(value: object) -> date | None:
    """Return the date that `value` means, or None when it means none.

    Takes dates, day-first text ("08/5/2026", "8.5.26", "8-5-2026", "ngay 08 thang 5 nam 2026" with its marks),
    ISO text and Excel serial numbers; a time of day beside it is passed over (`parse_hour`). The range is not judged
    here: see `in_range`.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_serial(value)
    return _from_text(value) if isinstance(value, str) else None


def parse_hour(value: object) -> time | None:
    """Return the time of day that `value` holds beside its date ("08/5/2026 17h00", "17 gio 00 ngay 08/5/2026" with
    its marks, an ISO moment, a serial number with a fraction), to the second, None where it holds none or midnight."""
    if isinstance(value, datetime):
        found = _clean(value)
    elif isinstance(value, float) and isfinite(value):
        seconds = round(value % 1 * 86400) % 86400
        found = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    elif isinstance(value, str):
        found = _split(fold(value))[1] or time()
    else:
        return None
    return found if found != time() else None


def parse_moment(value: object) -> date | None:
    """Return what `parse_date` returns, as a `datetime` where a time of day stands beside it."""
    found, hour = parse_date(value), parse_hour(value)
    return datetime.combine(found, hour) if found and hour else found


def short_hour(hour: time) -> str:
    """Return a time of day as letters write it: 17h00."""
    return f"{hour.hour}h{hour.minute:02d}"


def in_range(day: date) -> bool:
    """Tell whether `day` lies in 2020-2035, the years a campaign can speak of."""
    return EARLIEST <= day <= LATEST


def short_date(day: date) -> str:
    """Return `day` as the decree writes it: 08/5/2026 (zero before days under 10 and months 1 and 2 only)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _from_serial(number: float) -> date | None:
    if 36526 <= number < 73051:
        return _EXCEL_EPOCH + timedelta(days=int(number))
    return None


def _from_text(text: str) -> date | None:
    folded = _split(fold(text))[0]
    if match := _YEAR_FIRST.match(folded):
        return _make(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.match(folded):
        year = int(match[3])
        return _make(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    return _from_serial(float(folded)) if folded.isdecimal() else None


def _clean(moment: datetime) -> time:
    """Return the time of day to the second: Excel keeps it as a fraction of a day, which comes back a hair off."""
    if moment.time() >= time(23, 59, 59, 500_000):
        return time(23, 59, 59)
    return (moment + timedelta(milliseconds=500)).time().replace(microsecond=0)


def _split(folded: str) -> tuple[str, time | None]:
    """Return the part of a text that is a date, and the time of day before or behind it."""
    if match := _CLOCK_LAST.match(folded):
        return match[1], _clock(match[2], match[3])
    if match := _CLOCK_FIRST.match(folded):
        return match[3], _clock(match[1], match[2])
    return folded, None


def _clock(hour: str, minute: str | None) -> time | None:
    """Return a time of day; 24h00 is the end of the day, which a date without an hour means as well."""
    return time(int(hour), int(minute or 0)) if int(hour) < 24 else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

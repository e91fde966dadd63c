"""Dates as clerks type them: day first, always (Decree 30/2020, annex I, II.4.b)."""

import re
from datetime import date, datetime, timedelta

from soket_xl.text.fold import fold

EARLIEST = date(2020, 1, 1)
LATEST = date(2035, 12, 31)
_EXCEL_EPOCH = date(1899, 12, 30)
_DAY_FIRST = re.compile(r"^(?:ngay\s*)?(\d{1,2})\s*(?:[/.\-\s]|thang)\s*(\d{1,2})\s*(?:[/.\-\s]|nam)\s*(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")


def parse_date(value: object) -> date | None:
    """Return the date that `value` means, or None when it means none.

    Takes dates, day-first text ("08/5/2026", "8.5.26", "8-5-2026", "ngay 08 thang 5 nam 2026" with its marks),
    ISO text and Excel serial numbers. The range is not judged here: see `in_range`.
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
    folded = fold(text)
    if match := _YEAR_FIRST.match(folded):
        return _make(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.match(folded):
        year = int(match[3])
        return _make(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    return _from_serial(float(folded)) if folded.isdigit() else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

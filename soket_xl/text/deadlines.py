"""Deadlines as plans and letters say them: a date with its rule, and a time of day where one is given."""

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from soket_xl.text.dates import in_range, parse_date
from soket_xl.text.fold import fold

_CLOCK = re.compile(
    r"\b([01]?\d|2[0-4])\s*(?:h|g|gio|:)\s*([0-5]\d)?(?:\s*phut|\s*p)?(?![\w])(?:'|\u2019)?\s*(chieu|toi)?\b"
)
_BY = re.compile(
    r"\b(?:cham nhat|muon nhat|den het|het ngay|trong ngay|khong qua|khong muon hon|khong cham hon|han cuoi)\b"
)
_BEFORE = re.compile(r"\btruoc\b")
_FULL = r"\d{1,2}\s*(?:[/.\-]|thang)\s*\d{1,2}\s*(?:[/.\-]|nam)\s*\d{4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b"
_SHORT = r"\d{1,2}\s*(?:[/\-]|thang)\s*\d{1,2}\b(?!\s*(?:[/.\-]|nam)\s*\d)(?!\s*(?:h|g|gio)\b)"
_DAY = re.compile(rf"{_FULL}|{_SHORT}")
_RANGE = re.compile(
    rf"\btu\s+(?:ngay\s+)?({_FULL}|{_SHORT}|\d{{1,2}})\s*(?:den|toi|-)\s*(?:het\s+)?(?:ngay\s+)?(?={_FULL}|{_SHORT})"
)
_PERIOD = re.compile(
    r"\b(?:trong|het|truoc)\s+(?:(thang)\s+(\d{1,2})|(quy)\s+(iv|i{1,3}|[1-4]))(?:\s*(?:/|-|nam)?\s*(\d{4}))?(?![\w/])"
)
_VAGUE = re.compile(r"\b(?:dau|giua|cuoi|khoang|tuan|du kien)\b")
_QUARTERS = ("i", "ii", "iii", "iv")


def parse_deadline(phrase: str, today: date | None = None) -> tuple[date, str] | None:
    """Return the date of a phrase (a datetime where it names an hour) and its rule, "before" or "by"; None if unclear.

    "truoc ngay 08/5/2026" excludes that day, "cham nhat ngay", "den het ngay", "trong thang" and the like include the
    last one, as does "tu ngay ... den ngay ..."; "truoc 17h00 ngay 08/5/2026" lasts until that hour. A date without a
    year is the next one from `today` on, unclear without it. A date without a word of the rule, with both words, or
    two dates, is unclear.
    """
    folded = fold(phrase).replace(",", " ")
    spans = _RANGE.search(folded)
    rest = folded[spans.end() :] if spans else folded
    days = _DAY.findall(rest)
    by, before = bool(_BY.search(rest)) or bool(spans), bool(_BEFORE.search(folded))
    if not days:
        return _period(folded, today, before) if not (by and before) else None
    found = _dated(days[0], today) if len(days) == 1 else None
    if found is None or not in_range(found) or by == before:
        return None
    clock = _CLOCK.search(folded.replace(days[0], " "))
    rule = "by" if by else "before"
    if clock is None or int(clock[1]) == 24:
        return found, "by" if clock else rule
    return datetime.combine(found, _hour(clock)), rule


def _hour(clock: re.Match[str]) -> time:
    hour = int(clock[1])
    return time(hour + 12 if clock[3] and hour < 12 else hour, int(clock[2] or 0))


def _dated(text: str, today: date | None) -> date | None:
    """Return the date that `text` says; the next one of that day and month where it says no year."""
    found = parse_date(text)
    if found is not None or today is None or re.search(r"\d{4}", text):
        return found
    day, month = re.findall(r"\d+", text)
    years = (parse_date(f"{day}/{month}/{year}") for year in (today.year, today.year + 1))
    return next((made for made in years if made and made >= today), None)


def _period(folded: str, today: date | None, before: bool) -> tuple[date, str] | None:
    """Return the end of a month or quarter, or its first day where the phrase says "before" it."""
    match = _PERIOD.search(folded)
    if match is None or _VAGUE.search(folded) or not (match[5] or today):
        return None
    first, last = (int(match[2]),) * 2 if match[1] else _months(match[4])
    if not 1 <= last <= 12:
        return None
    years = [int(match[5])] if match[5] else [today.year, today.year + 1] if today else []
    for year in filter(range(MINYEAR, MAXYEAR).__contains__, years):
        found = date(year, first, 1) if before else date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1)
        if in_range(found) and (match[5] or today is None or found >= today):
            return found, "before" if before else "by"
    return None


def _months(quarter: str) -> tuple[int, int]:
    number = int(quarter) if quarter.isdigit() else _QUARTERS.index(quarter) + 1
    return number * 3 - 2, number * 3

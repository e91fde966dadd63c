"""Deadlines as plans and letters say them: a date with its rule, and a time of day where one is given."""

import re
from datetime import date, datetime, time

from soket_xl.text.dates import in_range, parse_date
from soket_xl.text.fold import fold

_CLOCK = re.compile(r"\b([01]?\d|2[0-4])\s*(?:h|g|gio|:)\s*([0-5]\d)?(?:\s*phut|\s*p)?(?![\w])")
_BY = re.compile(r"\b(?:cham nhat|muon nhat|den het|het ngay|khong qua|khong muon hon|khong cham hon|han cuoi)\b")
_BEFORE = re.compile(r"\btruoc\b")
_DAY = re.compile(r"\d{1,2}\s*(?:[/.\-]|thang)\s*\d{1,2}\s*(?:[/.\-]|nam)\s*\d{4}\b|\b\d{4}-\d{1,2}-\d{1,2}\b")


def parse_deadline(phrase: str) -> tuple[date, str] | None:
    """Return the date of a phrase (a datetime where it names an hour) and its rule, "before" or "by"; None if unclear.

    "truoc ngay 08/5/2026" excludes that day, "cham nhat ngay", "den het ngay" and the like include it; "truoc 17h00
    ngay 08/5/2026" lasts until that hour. A date without a word of the rule, with both words, or two dates, is unclear.
    """
    folded = fold(phrase).replace(",", " ")
    days = _DAY.findall(folded)
    by, before = bool(_BY.search(folded)), bool(_BEFORE.search(folded))
    found = parse_date(days[0]) if len(days) == 1 else None
    if found is None or not in_range(found) or by == before:
        return None
    clock = _CLOCK.search(folded.replace(days[0], " "))
    rule = "by" if by else "before"
    if clock is None or int(clock[1]) == 24:
        return found, "by" if clock else rule
    return datetime.combine(found, time(int(clock[1]), int(clock[2] or 0))), rule

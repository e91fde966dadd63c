"""Which reminders the register holds: for which days, and whether the clerk marked them as sent."""

from collections.abc import Mapping
from datetime import date

from soket_xl.model import Context, Row
from soket_xl.schema import REMINDERS
from soket_xl.tables import day, padded, text
from soket_xl.text.fold import fold
from soket_xl.tracker import Tracker

Days = Mapping[date, bool]
"""Days of reminders, each with whether one of that day is marked as sent."""


def dated(tracker: Tracker, context: Context) -> Row:
    """Return the cells that say when a reminder is made and which day it is for; an older register lacks the day."""
    made: Row = {"at": context.now.replace(microsecond=0)}
    wanted = fold(REMINDERS.column("on").header)
    there = any(fold(header) == wanted for header in tracker.host.read_table(REMINDERS.name).headers)
    return made | ({"on": context.on} if there else {})


def reminded_for(row: Row) -> date | None:
    """Return the day that a reminder is for; one of an older register is for the day on which it was made."""
    return day(row, "on") or day(row, "at")


def reminded(tracker: Tracker, on: date) -> Mapping[str, Days]:
    """Return the days up to `on` for which each unit was reminded; a request for completion (with points) is none."""
    found: dict[str, dict[date, bool]] = {}
    for row in tracker.rows(REMINDERS):
        when, unit_id = reminded_for(row), text(row, "unit_id")
        if unit_id and when and when <= on and not text(row, "points"):
            days = found.setdefault(padded(unit_id), {})
            days[when] = days.get(when, False) or row.get("sent") == "yes"
    return found

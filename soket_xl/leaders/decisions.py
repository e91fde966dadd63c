"""The matters that only a leader can settle, each with what is proposed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from soket_xl.leaders.names import short_name
from soket_xl.model import Deadline, State, Unit
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracking.status import UnitStatus

MOST_NAMES = 8
"""So many units are named in a matter; the list has all of them."""
SUBMIT_SOON = 3
"""From so many days before the province's own deadline on, reports that are still owed are a matter of their own."""
OWED = (State.OVERDUE, State.DUE_SOON, State.NOT_DUE)


def decisions(
    units: Mapping[str, Unit],
    statuses: Sequence[UnitStatus],
    reminders: Mapping[str, Sequence[date]],
    unsure: frozenset[str],
    on: date,
    submit: Deadline | None,
) -> tuple[str, ...]:
    """Return the matters, gravest first: overdue although reminded, overdue, not corrected, scope unsettled."""

    def matter(say_it: Callable[[int, str], str], wanted: Callable[[UnitStatus], bool]) -> list[str]:
        found = [short_name(units[s.unit_id].name) for s in statuses if wanted(s)]
        return [say_it(len(found), named(found))] if found else []

    def overdue(status: UnitStatus, reminded: bool) -> bool:
        return status.state == State.OVERDUE and bool(reminders.get(status.unit_id)) is reminded

    return (
        *matter(_reminded, lambda s: overdue(s, True)),
        *matter(_overdue, lambda s: overdue(s, False)),
        *matter(_returned, lambda s: s.state == State.RETURNED and s.last_day < on),
        *_before_submitting(statuses, on, submit),
        *matter(_unsure, lambda s: s.unit_id in unsure and s.state in OWED),
    )


def named(names: Sequence[str]) -> str:
    """Return the first names in a row, and how many more there are."""
    listed = "; ".join(names[:MOST_NAMES])
    left = len(names) - MOST_NAMES
    return say("leaders.and_more", names=listed, count=format_number(left)) if left > 0 else listed


def _reminded(count: int, names: str) -> str:
    return say("leaders.decide_reminded", count=format_number(count), names=names)


def _overdue(count: int, names: str) -> str:
    return say("leaders.decide_overdue", count=format_number(count), names=names)


def _returned(count: int, names: str) -> str:
    return say("leaders.decide_returned", count=format_number(count), names=names)


def _unsure(count: int, names: str) -> str:
    return say("leaders.decide_unsure", count=format_number(count), names=names)


def _before_submitting(statuses: Sequence[UnitStatus], on: date, submit: Deadline | None) -> list[str]:
    owing = sum(status.state in (*OWED, State.RETURNED) for status in statuses)
    if submit is None or not owing or (submit.last_day - on).days > SUBMIT_SOON:
        return []
    return [say("leaders.decide_submit", day=short_date(submit.last_day), count=format_number(owing))]

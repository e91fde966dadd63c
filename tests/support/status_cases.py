"""Units around every day from 20/4 to 20/5/2026, and a slow oracle that walks their days one by one.

The oracle is written from the contract and the plan, not from the product: it knows no formula, only days and events.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import cycle, product

from soket_xl.model import Row

ONE = timedelta(days=1)
FIRST, LAST = date(2026, 4, 20), date(2026, 5, 20)
BEGIN = date(2026, 4, 1)
OFF = frozenset(date(2026, *day) for day in ((4, 26), (4, 27), (4, 30), (5, 1), (5, 11), (5, 15)))
WORKED = frozenset({date(2026, 5, 9), date(2026, 5, 15)})
"""Hung Kings' day (a Sunday) and the Monday for it, 30/4, 1/5; Monday 11/5 swapped for Saturday 9/5; 15/5 listed as both."""
FIVE = time(17)
RULES = tuple(product(("before", "by"), (None, FIVE)))
OFFSETS = range(-5, 9)
CLOCKS = (time(16, 59, 59), FIVE, time(17, 0, 1), time.max)
Moment = tuple[int, time | None]
"""A day counted from the deadline's own, and the time of day where it is known."""
ARRIVALS: tuple[Moment | None, ...] = (
    None, (-3, None), (-1, None), (-1, time(23, 30)), (0, None), (0, time(16, 59, 40)), (0, FIVE), (0, time(17, 0, 20)),
    (1, None), (1, time(8)), (3, time(8, 59)), (3, time(9)), (3, time(9, 1)), (4, None), (6, None),
)  # fmt: skip
EXTENSIONS: tuple[tuple[Moment, int | None] | None, ...] = (
    None, ((3, None), None), ((3, time(9)), None), ((3, None), -2), ((3, time(9)), 2), ((3, None), 5), ((-2, None), -4),
)  # fmt: skip
"""The end of an extension and the day on which it was granted, None where the clerk left that blank."""
Review = tuple[str, int | None]
HISTORIES: tuple[Sequence[tuple[int, Review | None]], ...] = (
    [(-2, ("accepted", -1))], [(-2, ("accepted", None))], [(2, ("accepted", 4))], [(-3, ("returned", -2))],
    [(-3, ("returned", 2))], [(1, ("returned", 1))], [(-4, ("returned", -3)), (-2, None)],
    [(-4, ("returned", -3)), (3, None)], [(-4, ("returned", -3)), (-3, ("accepted", -3))],
    [(1, ("returned", 2)), (4, ("accepted", 6))], [(-4, ("returned", -2)), (2, ("returned", 3)), (5, None)],
    [(-3, None), (2, ("accepted", 3))], [(-3, ("returned", None)), (1, None)],
)  # fmt: skip
"""The versions of a report: the day on which each came, and its review with the day of it."""


@dataclass(frozen=True)
class Case:
    """A unit's deadline and what happened to it; days are real ones."""

    number: int
    day: date
    rule: str
    hour: time | None
    extension: tuple[date, time | None, date | None] | None = None
    arrivals: tuple[tuple[date, time | None], ...] = ()
    reviews: Mapping[int, tuple[str, date | None]] = field(default_factory=dict)
    exempt: bool = False

    @property
    def unit_id(self) -> str:
        return f"{50_000 + self.number}"

    @property
    def group(self) -> str:
        return ("communes", "agencies")[self.number % 2]


@dataclass(frozen=True)
class Expected:
    """What the oracle says of a case on a day."""

    state: str
    last_day: date
    days_late: int
    working_days_late: int
    received: bool


def is_worked(day: date) -> bool:
    return day in WORKED if day.weekday() >= 5 else day not in OFF


def cases() -> list[Case]:
    """Return the cases: every arrival by every rule on every day, extensions and histories in turn, some exempt."""
    turns = cycle(EXTENSIONS)
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    made: list[Case] = []
    for day, (rule, hour), came in product(days, RULES, ARRIVALS):
        for extension in (None, next(turns)):
            made.append(_case(len(made), day, rule, hour, extension, [(came, None)] if came else []))
    rules = cycle(RULES)
    for day, history in product(days, HISTORIES):
        told = [((n, None), review) for n, review in history]
        made.append(_case(len(made), day, *next(rules), next(turns) if len(made) % 3 == 0 else None, told))
    made += [Case(len(made) + n, day, "before", None, exempt=True) for n, day in enumerate(days)]
    return made


def _case(
    number: int,
    day: date,
    rule: str,
    hour: time | None,
    extension: tuple[Moment, int | None] | None,
    history: Sequence[tuple[Moment, Review | None]],
) -> Case:
    def real(offset: int | None) -> date | None:
        return None if offset is None else day + timedelta(days=offset)

    arrivals = tuple((day + timedelta(days=n), clock) for (n, clock), _ in history)
    reviews = {n: (kind[0], real(kind[1])) for n, (_, kind) in enumerate(history, 1) if kind}
    longer = None
    if extension:
        (end, clock), granted = extension
        longer = (day + timedelta(days=end), clock, real(granted))
    return Case(number, day, rule, hour, longer, arrivals, reviews)


def unit_row_of(case: Case) -> Row:
    """Return the row of tblUnits as a clerk and the program would have it in the end."""
    row: Row = {"unit_id": case.unit_id, "name": f"Xã {case.unit_id}", "group": case.group, "rule": case.rule}
    row |= {"deadline": _cell(case.day, case.hour), "exempt": "yes" if case.exempt else None}
    if case.extension:
        end, clock, granted = case.extension
        row |= {"extended_to": _cell(end, clock), "extended_on": granted}
    if case.arrivals:
        row |= {"received_on": _cell(*case.arrivals[0]), "version": len(case.arrivals)}
    if found := case.reviews.get(len(case.arrivals)):
        row |= {"review": found[0], "reviewed_on": found[1]}
    return row


def receipt_rows_of(case: Case) -> Iterator[Row]:
    """Yield the rows of tblReceipts; the review of the last version stands with the unit."""
    for version, came in enumerate(case.arrivals, 1):
        row: Row = {"unit_id": case.unit_id, "version": version, "received_on": _cell(*came)}
        if version < len(case.arrivals) and version in case.reviews:
            row |= dict(zip(("review", "reviewed_on"), case.reviews[version], strict=True))
        yield row


def _cell(day: date, clock: time | None) -> date:
    return datetime.combine(day, clock) if clock else day


def expected(case: Case, on: date, clock: time, due_soon_days: int = 3) -> Expected:
    """Walk the days up to `on` and say where the unit stands then, at `clock`."""
    end, hour, exclusive = _limit(case, on)
    version, review = _events(case, on)
    came = case.arrivals[0] if version else None
    judged = came or (on, clock)
    late = not case.exempt and not _in_time(judged, end, hour, exclusive)
    days = working = 0
    if late:
        day = end
        while day < judged[0]:
            day += ONE
            days, working = days + 1, working + is_worked(day)
        if not days:
            days, working = 1, int(is_worked(end))
    return Expected(_state(case, on, end, came, review, late, due_soon_days), end, days, working, bool(came))


def _limit(case: Case, on: date) -> tuple[date, time | None, bool]:
    """Return the last good day, its hour and whether the hour itself is too late, as it was known on the day."""
    if case.extension and (case.extension[2] is None or case.extension[2] <= on):
        return case.extension[0], case.extension[1], False
    if case.hour:
        return case.day, case.hour, case.rule == "before"
    return (case.day - ONE if case.rule == "before" else case.day), None, False


def _events(case: Case, on: date) -> tuple[int, str | None]:
    """Return the version that had come by the end of the day, and what its review had said."""
    version, review, day = 0, None, BEGIN
    while day <= on:
        for number, (came, _) in enumerate(case.arrivals, 1):
            told, told_on = case.reviews.get(number, (None, None))
            if came == day:
                version, review = number, told if told_on is None else None
            if told_on == day and version == number:
                review = told
        day += ONE
    return version, review


def _in_time(judged: tuple[date, time | None], end: date, hour: time | None, exclusive: bool) -> bool:
    day, clock = judged
    if day != end or hour is None or clock is None:
        return day <= end
    return clock < hour if exclusive else clock <= hour


def _state(
    case: Case,
    on: date,
    end: date,
    came: tuple[date, time | None] | None,
    review: str | None,
    late: bool,
    due_soon_days: int,
) -> str:
    if case.exempt:
        return "exempt"
    if came:
        return {"accepted": "complete", "returned": "returned"}.get(
            review or "", "received_late" if late else "received"
        )
    if late:
        return "overdue"
    begins, left = end, due_soon_days
    while left:
        begins -= ONE
        left -= is_worked(begins)
    return "due_soon" if on >= begins else "not_due"

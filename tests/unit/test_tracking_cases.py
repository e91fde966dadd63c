"""Every day around 30/4 and 1/5/2026 by every rule: the product says what a slow walk through the days says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import product

import pytest

from soket_xl.actions.status import status
from soket_xl.model import Context
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import assess
from tests.support.memory import MemoryHost, tracker_in_memory
from tests.support.status_cases import (
    CLOCKS,
    HISTORIES,
    OFF,
    OFFSETS,
    RULES,
    WORKED,
    Case,
    Expected,
    cases,
    expected,
    is_worked,
    receipt_rows_of,
    unit_row_of,
)

MONDAY = date(2026, 4, 20)


def book(chosen: Sequence[Case], **more: Sequence[dict]) -> MemoryHost:
    days = [{"date": day, "kind": "off"} for day in OFF] + [{"date": day, "kind": "work"} for day in WORKED]
    receipts = [row for case in chosen for row in receipt_rows_of(case)]
    rows = {"tblUnits": [unit_row_of(case) for case in chosen], "tblHolidays": days, "tblReceipts": receipts}
    return tracker_in_memory(rows | more)


@cache
def every_case() -> tuple[list[Case], Tracker]:
    made = cases()
    return made, Tracker(book(made))


def shown(tracker: Tracker, case: Case, on: date, clock: time, due_soon_days: int = 3) -> Expected:
    found = assess(tracker.unit_by_id[case.unit_id], on, Calendar(*tracker.holidays), due_soon_days, clock)
    said = (found.state, found.last_day, found.days_late, found.working_days_late, found.received_on is not None)
    return Expected(*said)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule[0]} {rule[1] or 'without hour'}")
def test_state_and_days_late_are_those_of_a_walk_through_the_days(rule):
    made, tracker = every_case()
    chosen = [case for case in made if (case.rule, case.hour) == rule]
    wrong = []
    for number, (case, offset) in enumerate(product(chosen, OFFSETS)):
        on, clock = case.day + timedelta(days=offset), CLOCKS[number % len(CLOCKS)]
        found, wanted = shown(tracker, case, on, clock), expected(case, on, clock)
        if found != wanted:
            wrong.append(f"{case} on {on} {clock}: {found} instead of {wanted}")
    assert len(chosen) > 1000
    assert wrong == []


@pytest.mark.parametrize("days", [0, 1, 5, 12])
def test_due_soon_begins_that_many_working_days_before_the_last_good_day(days):
    made, tracker = every_case()
    owing = [case for case in made if not case.arrivals and not case.exempt]
    for case, on in product(owing[:: 7 if days else 2], [MONDAY + timedelta(days=n) for n in range(-14, 32)]):
        assert shown(tracker, case, on, time.max, days).state == expected(case, on, time.max, days).state, (case, on)


def test_working_days_are_those_counted_one_by_one():
    calendar = Calendar(OFF, WORKED)
    for first, length in product(range(30), range(-1, 40)):
        a = MONDAY + timedelta(days=first)
        one_by_one = sum(is_worked(a + timedelta(days=n)) for n in range(length + 1))
        assert calendar.working_days(a, a + timedelta(days=length)) == one_by_one


@pytest.mark.parametrize("on", [date(2026, 4, 29), date(2026, 5, 4), date(2026, 5, 11)])
def test_rates_count_what_the_walk_counts_and_never_pass_one(on):
    made = every_case()[0][::3]
    data = status(book(made), Context(on=on, now=datetime(2026, 11, 25), who="thu")).data
    walked = {case.unit_id: (case, expected(case, on, time.max)) for case in made}
    for rate in data["rates"]:
        there = [w for case, w in walked.values() if rate["group"] in ("all", case.group) and w.state != "exempt"]
        received = [w for w in there if w.received]
        counts = (
            len(there),
            len(received),
            sum(not w.days_late for w in received),
            sum(w.days_late > 0 for w in received),
        )
        assert (rate["expected"], rate["received"], rate["on_time"], rate["late"]) == counts
        assert rate["overdue"] == sum(w.state == "overdue" for w in there)
        assert rate["complete"] == sum(w.state == "complete" for w in there)
        assert (rate["received_rate"], rate["on_time_rate"]) == (counts[1] / counts[0], counts[2] / counts[0])
        assert rate["received"] == rate["on_time"] + rate["late"] <= rate["expected"]
    assert [u["state"] for u in data["units"]] == [walked[u["unit_id"]][1].state for u in data["units"]]


def diagnosed(wanted: Expected, content: str) -> str | None:
    """Return the diagnosis by the table of the issue: what came, by when, and what is in it."""
    if wanted.state == "exempt":
        return None
    if not wanted.received:
        return "nothing_overdue" if wanted.state == "overdue" else "nothing_yet"
    if content == "partial" and wanted.state == "complete":
        content = "good"
    if content == "good" and wanted.state == "returned":
        content = "partial"
    return f"{content}_{'late' if wanted.days_late else 'on_time'}"


def paragraphs(case: Case, content: str, codes: Sequence[str]) -> list[dict]:
    """Return what every version of a report holds: nothing, one section, or every mandatory one."""
    written = {"empty": (), "partial": codes[:1], "good": codes}[content]
    last = len(case.arrivals)
    return [
        {"unit_id": case.unit_id, "section": code, "order": n, "text": "Đã sơ kết.", "kind": "paragraph"}
        | {"version": version, "current": "current" if version == last else "old"}
        for version in range(1, last + 1)
        for n, code in enumerate(codes, 1)
        if code in written
    ]


def test_diagnosis_of_eight_is_what_the_walk_and_the_content_say():
    outline = [
        {"code": code, "title": f"Mục {code}", "agencies": "M", "communes": "M"} for code in ("I.1", "I.2", "II")
    ]
    made = [replace(case, number=n) for n, case in enumerate(every_case()[0][-len(HISTORIES) * 31 :: 2])]
    content = {case.unit_id: ("empty", "partial", "good")[case.number % 3] for case in made}
    entries = [line for case in made for line in paragraphs(case, content[case.unit_id], ("I.1", "I.2", "II"))]
    host = book(made, tblOutline=outline, tblEntries=entries)
    seen = set()
    for day in range(1, 16):
        on = date(2026, 5, day)
        told = status(host, Context(on=on, now=datetime(2026, 11, 25), who="thu")).data["units"]
        for case, unit in zip(made, told, strict=True):
            wanted = diagnosed(expected(case, on, time.max), content[case.unit_id])
            assert unit["diagnosis"] == wanted, (case, on)
            seen.add(wanted)
    assert len(seen - {None}) == 8

"""States, days late and rates, right to the day: 07/5/2026 is the last good day of "before 08/5/2026"."""

from datetime import date

import pytest

from soket_xl.model import Deadline, State, Unit
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import assess, rates

MAY = {n: date(2026, 5, n) for n in range(1, 32)}
APRIL = {n: date(2026, 4, n) for n in range(1, 31)}
HOLIDAYS = Calendar(
    off=frozenset({APRIL[26], APRIL[27], APRIL[30], MAY[1], date(2026, 8, 31)}), worked=frozenset({date(2026, 8, 22)})
)


def unit(rule="before", day=MAY[8], **cells):
    return Unit("03388", "Phường Đoàn Kết", "communes", Deadline(day, rule), **cells)


def state(on, **cells):
    return assess(unit(**cells), on, HOLIDAYS, 3).state


def test_report_that_came_on_the_last_good_day_is_in_time():
    assert state(MAY[8], received_on=MAY[7]) == State.RECEIVED


def test_report_that_came_on_the_deadline_day_is_late_by_one_day():
    found = assess(unit(received_on=MAY[8]), MAY[8], HOLIDAYS, 3)
    assert (found.state, found.days_late, found.working_days_late) == (State.RECEIVED_LATE, 1, 1)


def test_deadline_day_counts_where_the_rule_is_at_the_latest():
    assert state(MAY[8], rule="by", received_on=MAY[8]) == State.RECEIVED
    assert state(MAY[9], rule="by", received_on=MAY[9]) == State.RECEIVED_LATE


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (APRIL[21], State.NOT_DUE),
        (MAY[3], State.NOT_DUE),
        (MAY[4], State.DUE_SOON),
        (MAY[7], State.DUE_SOON),
        (MAY[8], State.OVERDUE),
    ],
)
def test_unit_that_owes_moves_from_not_due_to_overdue(on, expected):
    assert state(on) == expected


def test_due_soon_skips_the_holidays_of_april_and_may():
    starts = [d for d in (APRIL[27], APRIL[28], APRIL[29]) if state(d, day=MAY[6]) == State.DUE_SOON]
    assert starts == [APRIL[28], APRIL[29]]


def test_extension_wins_over_the_deadline_and_includes_its_day():
    assert state(MAY[10], extended_to=MAY[10]) == State.DUE_SOON
    assert state(MAY[11], extended_to=MAY[10]) == State.OVERDUE
    assert state(MAY[11], extended_to=MAY[10], received_on=MAY[10]) == State.RECEIVED


def test_past_day_hides_what_came_after_it():
    cells = {"received_on": MAY[8], "review": "accepted", "reviewed_on": MAY[9]}
    assert state(MAY[7], **cells) == State.DUE_SOON
    assert state(MAY[8], **cells) == State.RECEIVED_LATE
    assert state(MAY[9], **cells) == State.COMPLETE


def test_late_report_that_was_accepted_is_complete_with_its_days():
    found = assess(unit(received_on=MAY[11], review="accepted"), MAY[12], HOLIDAYS, 3)
    assert (found.state, found.days_late, found.working_days_late) == (State.COMPLETE, 4, 2)


def test_review_without_a_report_counts_for_nothing():
    assert state(MAY[8], review="accepted") == State.OVERDUE


def test_exempt_unit_owes_nothing_and_is_not_expected():
    exempt, owing = unit(exempt=True), Unit("03390", "Xã Bình Lư", "communes", Deadline(MAY[8], "before"))
    statuses = [assess(u, MAY[20], HOLIDAYS, 3) for u in (exempt, owing)]
    assert [s.state for s in statuses] == [State.EXEMPT, State.OVERDUE]
    assert statuses[0].days_late == 0
    communes = rates([exempt, owing], statuses)[1]
    assert (communes.group, communes.expected, communes.overdue, communes.received_rate) == ("communes", 1, 1, 0.0)


def test_swapped_working_saturday_counts_and_its_monday_does_not():
    assert HOLIDAYS.working_days(date(2026, 8, 22), date(2026, 8, 22)) == 1
    assert HOLIDAYS.working_days(date(2026, 8, 29), date(2026, 8, 31)) == 0


def test_rates_count_each_group_and_all():
    units = [
        unit(received_on=MAY[6]),
        Unit("STC", "Sở Tài chính", "agencies", Deadline(MAY[8], "before"), received_on=MAY[9], review="accepted"),
        Unit("SYT", "Sở Y tế", "agencies", Deadline(MAY[8], "before")),
    ]
    agencies, communes, everyone = rates(units, [assess(u, MAY[9], HOLIDAYS, 3) for u in units])
    assert (agencies.expected, agencies.received, agencies.late, agencies.overdue, agencies.complete) == (2, 1, 1, 1, 1)
    assert (communes.received, communes.on_time, communes.received_rate) == (1, 1, 1.0)
    assert (everyone.group, everyone.expected, everyone.received, everyone.on_time_rate) == ("all", 3, 2, 1 / 3)

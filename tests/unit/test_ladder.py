"""The ladder of reminders around 30/4 and 1/5/2026: days, levels and notations, counted here on a list of working days."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta

import pytest

from soket_xl.actions.chase import chase
from soket_xl.actions.status import assess_unit, status
from soket_xl.model import Context
from soket_xl.schema import REMINDERS
from soket_xl.tables import read_rows
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.configured import ladder_of, parse_step
from soket_xl.tracking.ladder import Ladder, Step, day_of, due, reached
from tests.support.memory import tracker_in_memory, unit_row


def april_may(april: str, may: str) -> list[date]:
    """Return the working days from 1/4 to 10/6/2026: every weekday but in the middle, where they are told one by one."""
    around = [date(2026, 3, 31) + timedelta(days=n) for n in range(1, 72)]
    told = [date(2026, 4, int(n)) for n in april.split()] + [date(2026, 5, int(n)) for n in may.split()]
    outer = [d for d in around if d.weekday() < 5 and not date(2026, 4, 20) <= d <= date(2026, 5, 20)]
    return sorted(outer + told)


APRIL = "20 21 22 23 24 28 29"
PLAIN = april_may(APRIL, "4 5 6 7 8 11 12 13 14 15 18 19 20")
SWAPPED = april_may(APRIL, "4 5 6 7 8 9 11 12 13 14 18 19 20")
"""As if Friday 15/5 were off and Saturday 09/5 worked instead."""
OFF = (date(2026, 4, 26), date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1))
EVERY_DAY = [date(2026, 4, 20) + timedelta(days=n) for n in range(31)]


def counted(working: list[date], last: date, step: Step) -> date:
    """Return the day of a step by looking it up on a list of working days."""
    if step.calendar:
        aim = last + timedelta(days=step.days)
        return working[bisect_left(working, aim)] if step.days > 0 else working[bisect_right(working, aim) - 1]
    if step.days > 0:
        return working[bisect_right(working, last) + step.days - 1]
    return working[bisect_left(working, last) + step.days] if step.days else working[bisect_right(working, last) - 1]


@pytest.mark.parametrize(
    ("calendar", "working"),
    [
        (Calendar(*Tracker(tracker_in_memory()).holidays), PLAIN),
        (Calendar(frozenset({*OFF, date(2026, 5, 15)}), frozenset({date(2026, 5, 9)})), SWAPPED),
    ],
    ids=["decreed", "swapped"],
)
def test_every_step_from_every_day_falls_where_the_list_of_working_days_says(calendar, working):
    steps = [Step(days, kind) for kind in (False, True) for days in range(-10, 11)]
    wrong = [
        (last, step, found)
        for last in EVERY_DAY
        for step in steps
        if (found := day_of(last, step, calendar)) != counted(working, last, step)
    ]
    assert wrong == []


def test_seven_days_before_the_deadline_is_a_holiday_and_moves_to_the_working_day_before():
    calendar = Calendar(*Tracker(tracker_in_memory()).holidays)
    assert day_of(date(2026, 5, 7), Step(-7, True), calendar) == date(2026, 4, 29)
    assert day_of(date(2026, 5, 7), Step(2, True), calendar) == date(2026, 5, 11)


UNITS = (
    unit_row("1", "Trước ngày", rule="before"),
    unit_row("2", "Chậm nhất ngày", rule="by"),
    unit_row("3", "Gia hạn", extended_to=date(2026, 5, 12)),
    unit_row("4", "Miễn", exempt="yes"),
    unit_row("5", "Trả lại", received_on=date(2026, 5, 5), review="returned", reviewed_on=date(2026, 5, 6)),
    unit_row("6", "Đã gửi muộn", received_on=date(2026, 5, 11)),
)
FROM = {
    "00001": {"29/4": "-7 officer", "4/5": "-3 officer", "6/5": "-1 officer", "7/5": "0 head", "8/5": "1 head",
              "12/5": "3 province"},
    "00002": {"29/4": "-7 officer", "5/5": "-3 officer", "7/5": "-1 officer", "8/5": "0 head", "11/5": "1 head",
              "13/5": "3 province"},
    "00003": {"5/5": "-7 officer", "7/5": "-3 officer", "11/5": "-1 officer", "12/5": "0 head", "13/5": "1 head",
              "15/5": "3 province"},
    "00005": {"5/5": "", "6/5": "0 officer returned", "7/5": "1 officer returned", "11/5": "3 officer returned"},
    "00006": {"29/4": "-7 officer", "4/5": "-3 officer", "6/5": "-1 officer", "7/5": "0 head", "8/5": "1 head",
              "11/5": ""},
}  # fmt: skip
"""From which day on each unit is at which step and level; units are as they stood on the day."""
FROM["00005"] = {"29/4": "-7 officer", "4/5": "-3 officer"} | FROM["00005"]


def on_table(unit_id: str, on: date) -> str:
    days = {date(2026, int(day.split("/")[1]), int(day.split("/")[0])): said for day, said in FROM[unit_id].items()}
    come = [day for day in days if day <= on]
    return days[max(come)] if come else ""


@pytest.mark.parametrize("on", EVERY_DAY, ids=str)
def test_each_day_reminds_whom_the_table_says(on):
    tracker = Tracker(tracker_in_memory({"tblUnits": UNITS}))
    statuses = [assess_unit(tracker, unit, on, None) for unit in tracker.units]
    ladder = Ladder(steps=(Step(-7, True), *Ladder().steps))
    found = due(tracker.units, statuses, on, Calendar(*tracker.holidays), ladder)
    said = {r.unit.unit_id: f"{r.step.days} {r.level}{' returned' * r.returned}" for r in found}
    assert said == {unit: told for unit in FROM if (told := on_table(unit, on))}
    assert [r.unit.unit_id for r in found if r.late] == [
        r.unit.unit_id for r in found if not r.returned and on > r.last_day
    ]


def test_worst_come_first_and_corrections_last():
    tracker = Tracker(tracker_in_memory({"tblUnits": UNITS}))
    statuses = [assess_unit(tracker, unit, date(2026, 5, 11), None) for unit in tracker.units]
    found = due(tracker.units, statuses, date(2026, 5, 11), Calendar(*tracker.holidays))
    assert [r.unit.unit_id for r in found] == ["00001", "00002", "00003", "00005"]


@pytest.mark.parametrize(
    ("written", "step"),
    [
        ("-3", Step(-3)),
        ("\u22123", Step(-3)),
        ("+1", Step(1)),
        ("0", Step(0)),
        ("3 ngày làm việc trước", Step(-3)),
        ("Trước hạn 3 ngày làm việc", Step(-3)),
        ("3 NGÀY LÀM VIỆC SAU HẠN", Step(3)),
        ("ngày đến hạn", Step(0)),
        ("7 ngày trước", Step(-7, True)),
        ("trước 7 ngày", Step(-7, True)),
        ("quá hạn 2 ngày", Step(2, True)),
        ("-7 ngày", Step(-7, True)),
        ("N-7", Step(-7, True)),
        ("D+2", Step(2, True)),
        ("1 tuần trước hạn", Step(-7, True)),
        ("0 ngày trước", Step(0)),
        ("1,5", None),
        ("ba ngày trước", None),
        ("7 ngày", None),
        ("61 ngày sau", None),
        ("30/4", None),
        ("3 tháng trước", None),
        ("=1+1", None),
    ],
)
def test_notation_is_read_or_refused(written, step):
    assert parse_step(written) == step


def read(**settings):
    tracker = Tracker(tracker_in_memory(settings=settings))
    return ladder_of(tracker), [finding.message for finding in tracker.findings]


def test_settings_as_delivered_and_in_the_short_notation_give_the_default_ladder():
    assert read() == read(chase_steps="-3; -1; 0; 1; 3") == read(chase_steps=None) == (Ladder(), [])


def test_part_of_the_ladder_that_is_not_understood_is_named_and_the_rest_is_used():
    ladder, (said,) = read(chase_steps="7 ngày trước; hôm sau, 0")
    assert ladder.steps == (Step(-7, True), Step(0))
    assert all(part in said for part in ("Cấu hình", "ô C1", '"hôm sau"', "Trước hạn 7 ngày; Ngày đến hạn", "ví dụ"))
    ladder, (said,) = read(chase_steps="sớm")
    assert ladder.steps == Ladder().steps


def test_levels_are_settings_and_a_bad_one_is_named():
    ladder, said = read(chase_head_from="1 ngày làm việc trước", chase_province_from="không")
    assert (ladder.head_from, ladder.province_from, said) == (Step(-1), None, [])
    ladder, (said,) = read(chase_province_from="khi cần")
    assert ladder.province_from == Step(3)
    assert "Báo cáo UBND tỉnh từ lần đôn đốc" in said
    assert "khi cần" in said
    assert "sớm hơn nhắc lãnh đạo" in read(chase_head_from="3 ngày sau", chase_province_from="1")[1][0]


def test_status_and_chase_tell_of_a_bad_ladder(tmp_path):
    book = tracker_in_memory(settings={"chase_steps": "hôm sau"})
    context = Context(on=date(2026, 4, 21), now=datetime(2026, 4, 21, 9), who="thu")
    for outcome in (status(book, context), chase(book, context, tmp_path)):
        assert any('"hôm sau"' in line for line in outcome.lines)


def test_two_steps_on_one_day_make_one_reminder_with_the_higher_level(tmp_path):
    settings = {"chase_steps": "7 ngày trước; 4 ngày làm việc trước", "chase_head_from": "4 ngày làm việc trước"}
    book = tracker_in_memory({"tblUnits": [unit_row("03390", "Xã Bình Lư")]}, settings)
    made = [
        len(chase(book, Context(on=date(2026, 4, day), now=datetime(2026, 4, day, 9), who="thu"), tmp_path).files)
        for day in (28, 29, 30)
    ]
    assert made == [0, 3, 0]
    rows, _ = read_rows(book, REMINDERS)
    assert [(row["step"], row["addressee"]) for row in rows] == [("Trước hạn 4 ngày làm việc", "Lãnh đạo đơn vị")]


def test_before_the_first_step_none_is_reached():
    calendar = Calendar(frozenset(OFF))
    assert reached(date(2026, 5, 7), date(2026, 5, 3), calendar) is None
    assert reached(date(2026, 5, 7), date(2026, 5, 10), calendar) == Step(1)

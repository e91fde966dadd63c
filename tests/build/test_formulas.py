"""LibreOffice's own recalculation of the tracker says what Python says: all states, both rules, holidays, totals."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import product
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from soket_xl.actions.status import status
from soket_xl.build.campaign import read_campaign
from soket_xl.build.dashboard import OWING_LINES, OWING_ROW, PACE_ROW
from soket_xl.build.pace import DAYS_AFTER, DAYS_BEFORE
from soket_xl.build.sheets import FIGURES_HEADER_ROW, HEADER_ROW
from soket_xl.build.tracker import build_tracker
from soket_xl.consolidate.totals import totals
from soket_xl.hosts.file import FileHost
from soket_xl.model import Context
from soket_xl.schema import (
    DIAGNOSIS_LABELS,
    ENTRIES,
    FIGURES,
    HOLIDAYS,
    OVERVIEW_SHEET,
    RECEIPTS,
    REMINDERS,
    SETTINGS,
    STATE_LABELS,
    UNITS,
)
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import assess, rates
from tests.support.libreoffice import convert_all
from tests.support.status_cases import OFF, WORKED, cases, receipt_rows_of, unit_row_of

pytestmark = pytest.mark.libreoffice
DAYS = [date(2026, 4, d) for d in (25, 28, 29, 30)] + [date(2026, 5, d) for d in (1, 3, 4, 6, 7, 8, 11, 13)]
SHOWN = ("state", "diagnosis", "last_day", "days_late", "working_days_late")


def units():
    """Mixes of rule, arrival and review with the odd cells that clerks leave: no deadline, no rule, no day of review."""
    arrivals = (None, date(2026, 4, 29), date(2026, 5, 7), date(2026, 5, 8), datetime(2026, 5, 11, 16, 30))
    deadlines = ((date(2026, 5, 8), "before"), (date(2026, 5, 4), "by"), (None, None), (date(2026, 5, 2), "by"))
    reviews = ((None, None), ("accepted", date(2026, 5, 8)), ("returned", None))
    rows = []
    for n, (arrival, (day, rule), (review, reviewed)) in enumerate(product(arrivals, deadlines, reviews)):
        row = {"unit_id": f"{10000 + n}", "name": f"Xã số {n}", "group": ("communes", "agencies")[n % 2]}
        row |= {"deadline": day, "rule": rule, "exempt": "yes" if n % 17 == 5 else None}
        rows.append(row | {"received_on": arrival, "review": review, "reviewed_on": reviewed})
    return rows


def hourly():
    """Deadlines with an hour, both rules, own and the campaign's, extended, and arrivals about the hour."""
    five = datetime(2026, 5, 8, 17, 0)
    arrivals = (None, date(2026, 5, 8), datetime(2026, 5, 8, 16, 59), five, datetime(2026, 5, 8, 17, 1))
    rows = []
    for n, (came, rule, extended) in enumerate(product(arrivals, ("before", "by"), (None, datetime(2026, 5, 11, 9)))):
        row = {"unit_id": f"{20000 + n}", "name": f"Xã giờ {n}", "group": "communes", "deadline": five, "rule": rule}
        rows.append(row | {"received_on": came, "extended_to": extended})
    return rows


def resent():
    """Units that sent again: returned on 04/5, the second version on 07/5; and what the register has of both."""
    rows, receipts, entries = [], [], []
    for n, (review, kind) in enumerate(product((None, "accepted", "returned"), ("empty", "partial", "good"))):
        unit = {"unit_id": f"{30000 + n}", "name": f"Xã gửi lại {n}", "group": "communes", "rule": "before"}
        unit |= {"deadline": date(2026, 5, 8), "received_on": date(2026, 4, 29), "version": 2, "review": review}
        rows.append(unit | {"reviewed_on": date(2026, 5, 11) if review else None, "missing": None if n % 2 else "I.1"})
        one = {"unit_id": unit["unit_id"], "version": 1, "received_on": date(2026, 4, 29), "review": "returned"}
        one |= {"reviewed_on": date(2026, 5, 4), "missing": "I.1; PL"}
        receipts += [one, {"unit_id": unit["unit_id"], "version": 2, "received_on": datetime(2026, 5, 7, 8, 30)}]
        if kind != "empty":
            line = {"unit_id": unit["unit_id"], "section": "I.2", "text": "Đã sơ kết.", "kind": "paragraph"}
            entries += [line | {"version": 1, "current": "old"}, line | {"version": 2, "current": "current"}]
        aside = {"unit_id": unit["unit_id"], "text": "Nơi nhận", "kind": "aside", "version": 2, "current": "current"}
        entries.append(aside)
    return rows, receipts, entries


CHOSEN = [case for case in cases() if case.reviews or case.extension][::17]
"""Of the cases that Python is held to (tests/unit/test_tracking_cases.py), some of every kind."""


def reminders():
    """Two reminders of a unit and a request for completion, which is none."""
    when = datetime(2026, 5, 4, 8, 0)
    return [
        {"at": when, "unit_id": "10000"},
        {"at": when, "unit_id": "10000"},
        {"at": when, "unit_id": "10000", "points": "a"},
    ]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Trackers that look at each of the days, recalculated in one run: {day: (tracker, recalculated file)}."""
    folder = tmp_path_factory.mktemp("formulas")
    package = build_tracker(read_campaign())
    figures = [
        {"unit_id": r["unit_id"], "unit_name": r["name"], "group": r["group"], **numbers(n)}
        for n, r in enumerate(units())
    ]
    holidays = [{"date": day, "kind": "off"} for day in OFF] + [{"date": day, "kind": "work"} for day in WORKED]
    receipts_of_cases = [row for case in CHOSEN for row in receipt_rows_of(case)]
    made = {}
    for day in DAYS:
        path = folder / f"{day:%m%d}.xlsm"
        path.write_bytes(package)
        host = FileHost(path)
        own = {"view_date": day, "submit_deadline": datetime(2026, 5, 12, 17)}
        settings = [row | {"value": own.get(row["code"], row["value"])} for row in read_rows(host, SETTINGS)[0]]
        again, receipts, entries = resent()
        content = [make_table(RECEIPTS, [*receipts, *receipts_of_cases])]
        content += [make_table(ENTRIES, entries), make_table(REMINDERS, reminders())]
        tables = [
            make_table(UNITS, [*units(), *hourly(), *again, *map(unit_row_of, CHOSEN)]),
            *content,
            make_table(SETTINGS, settings),
            make_table(FIGURES, figures),
        ]
        host.write([*tables, make_table(HOLIDAYS, holidays)])
        made[day] = path
    out = convert_all(list(made.values()), "xlsx", folder / "out")
    return {day: (Tracker(FileHost(path)), out[path]) for day, path in made.items()}


def numbers(n):
    """Figures with blanks and zeros, so that a blank taken for zero would show."""
    found = {"TTHC04": 100 + n, "TTHC05": 90 + n % 7, "DVHC03": 1000 * n}
    if n % 3 == 0:
        found.pop("TTHC05")
    if n % 5 == 0:
        found["DVHC03"] = 0 if n % 2 else None
    return found


def grid(path, sheet):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@pytest.mark.parametrize("day", DAYS)
def test_every_unit_stands_where_python_says(books, day):
    tracker, recalculated = books[day]
    rows = grid(recalculated, UNITS.sheet)
    heads = rows[HEADER_ROW - 1]
    at = {key: heads.index(UNITS.column(key).header) for key in SHOWN}
    told = status(tracker.host, Context(on=day, now=datetime(2026, 11, 25), who="thu")).data["units"]
    lacking = {str(row[heads.index(UNITS.column("unit_id").header)]): row for row in rows[HEADER_ROW:]}
    wrong = []
    for unit in told:
        row = lacking[unit["unit_id"]]
        late = map(float, (unit["days_late"], unit["working_days_late"]))
        worth = DIAGNOSIS_LABELS[unit["diagnosis"]] if unit["diagnosis"] else ""
        expected = [STATE_LABELS[unit["state"]], worth, unit["last_day"], *late]
        shown = [row[at[key]] for key in SHOWN]
        # What is missing stands on the sheet as the last intake wrote it; only a test can have it otherwise.
        if "thiếu" in worth + str(shown[1]) or "đủ" in worth:
            shown[1] = expected[1] = ""
        if shown != expected:
            wrong.append(f"{unit['name']}: {shown} instead of {expected}")
    assert len(told) == len(units()) + len(hourly()) + len(resent()[0]) + len(CHOSEN)
    assert wrong == []


@pytest.mark.parametrize("day", [DAYS[2], DAYS[9], DAYS[-1]])
def test_overview_counts_what_python_counts(books, day):
    tracker, recalculated = books[day]
    rows = grid(recalculated, OVERVIEW_SHEET)
    end = time(23, 59)
    statuses = [assess(u, day, Calendar(*tracker.holidays), tracker.due_soon_days, end) for u in tracker.units]
    for row, rate in zip(rows[8:11], rates(tracker.units, statuses), strict=True):
        assert [row[3], row[6], row[7], row[9]] == [rate.expected, rate.on_time, rate.late, rate.overdue]
        assert row[4].startswith(f"{rate.received}/{rate.expected} (")
        assert row[10].startswith(f"{rate.complete}/{rate.expected} (")


@pytest.mark.parametrize("day", [DAYS[2], DAYS[9], DAYS[-1]])
def test_pace_counts_each_day_as_python_does(books, day):
    tracker, recalculated = books[day]
    rows, calendar = grid(recalculated, OVERVIEW_SHEET), Calendar(*tracker.holidays)
    last_day, start = tracker.deadline("report").last_day, PACE_ROW
    expected = rates(tracker.units, [assess(u, day, calendar, 3) for u in tracker.units])[-1].expected
    for number in range(DAYS_BEFORE + DAYS_AFTER + 1):
        then = last_day + timedelta(days=number - DAYS_BEFORE)
        received = rates(tracker.units, [assess(u, then, calendar, 3) for u in tracker.units])[-1].received
        off = 0 if calendar.working_days(then, then) else expected
        shown = rows[start + number][13:18]
        assert shown[:3] == [then, off, expected if then == last_day else 0]
        assert shown[3] == received if then <= day else not isinstance(shown[3], int | float)
        assert shown[4] == expected


@pytest.mark.parametrize("day", [DAYS[2], DAYS[9], DAYS[-1]])
def test_overview_counts_each_diagnosis_of_the_sheet(books, day):
    _, recalculated = books[day]
    units_rows = grid(recalculated, UNITS.sheet)[HEADER_ROW - 1 :]
    at = units_rows[0].index(UNITS.column("diagnosis").header)
    counted = Counter(row[at] for row in units_rows[1:])
    shown = {row[8]: row[11] for row in grid(recalculated, OVERVIEW_SHEET)[PACE_ROW : PACE_ROW + 8]}
    assert shown == {label: counted[label] for label in DIAGNOSIS_LABELS.values()}
    assert shown[DIAGNOSIS_LABELS["empty_on_time"]] > 0


def test_pace_chart_stands_on_those_cells_off_the_printed_page():
    content = build_tracker(read_campaign())
    sheet = load_workbook(BytesIO(content))[OVERVIEW_SHEET]
    last = PACE_ROW + DAYS_BEFORE + DAYS_AFTER + 1
    parts = [part for chart in sheet._charts for part in chart._charts if "$N$" in part.series[0].cat.numRef.f]
    series = [s for part in parts for s in part.series]
    quoted = f"'{OVERVIEW_SHEET}'!"
    assert [s.val.numRef.f for s in series] == [f"{quoted}${c}${PACE_ROW + 1}:${c}${last}" for c in "OPQR"]
    assert {s.cat.numRef.f for s in series} == {f"{quoted}$N${PACE_ROW + 1}:$N${last}"}
    labels = [s.dLbls for chart in sheet._charts for part in chart._charts for s in part.series if s.dLbls]
    assert [label.numFmt for label in labels] == ["0;;;"] * 4
    with ZipFile(BytesIO(content)) as package:
        drawn = [package.read(name) for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert sum(part.count(b'formatCode="0;;;" sourceLinked="0"') for part in drawn) == 4
    assert sheet.print_area.endswith(f"$A$1:$L${OWING_ROW + OWING_LINES + 2}")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


def test_requests_for_completion_do_not_count_as_reminders(books):
    rows = grid(books[date(2026, 5, 4)][1], UNITS.sheet)
    heads = rows[HEADER_ROW - 1]
    column = {key: heads.index(UNITS.column(key).header) for key in ("unit_id", "reminders")}
    counts = {str(row[column["unit_id"]]): row[column["reminders"]] for row in rows[HEADER_ROW:]}
    assert (counts["10000"], counts["10001"]) == (2, 0)


def test_milestones_count_the_days_left(books):
    tracker, recalculated = books[date(2026, 5, 4)]
    texts = grid(recalculated, OVERVIEW_SHEET)
    told = status(tracker.host, Context(date(2026, 5, 4), datetime(2026, 11, 25), "thu")).data["milestones"]
    left = [f"còn {m['days_left']} ngày" for m in told]
    assert [texts[5][0], texts[5][4], texts[5][8]] == left == ["còn 2 ngày", "còn 3 ngày", "còn 8 ngày"]
    assert [texts[4][4], texts[4][8]] == ["trước ngày 08/5/2026", "trước 17h00 ngày 12/5/2026"]
    assert texts[1][0] == "Tình hình đến ngày 04/5/2026"


def test_overview_lists_those_that_owe_worst_first(books):
    day = date(2026, 5, 13)
    tracker, recalculated = books[day]
    rows = grid(recalculated, OVERVIEW_SHEET)
    calendar = Calendar(*tracker.holidays)
    late = {
        u.name: assess(u, day, calendar, 3).days_late
        for u in tracker.units
        if assess(u, day, calendar, 3).state == "overdue"
    }
    listed = [(row[at], row[at + 2]) for row in rows[OWING_ROW : OWING_ROW + 6] for at in (0, 4, 8)]
    assert len(late) > 18
    assert [late[name] for name, _ in listed] == sorted(late.values(), reverse=True)[:18]
    assert [state for _, state in listed] == [f"Quá hạn {late[name]} ngày" for name, _ in listed]


def test_totals_leave_blanks_out_and_make_ratios_from_sums(books):
    tracker, recalculated = books[DAYS[0]]
    rows = grid(recalculated, FIGURES.sheet)
    heads = rows[FIGURES_HEADER_ROW - 1]
    expected = {t.code: t for t in totals(tracker.figures, tracker.indicators, tracker.units)}
    for code in ("TTHC04", "TTHC05", "DVHC03", "TTHC09", "BC01"):
        column = heads.index(code)
        total = expected[code]
        shown = [rows[r][column] for r in (3, 4, 5)]
        wanted = [total.total, total.by_group.get("agencies"), total.by_group.get("communes")]
        for here, there in zip(shown, wanted, strict=True):
            assert (here == "") == (there is None), code
            assert there is None or here == pytest.approx(there, abs=0.01), code
        assert rows[6][column] == total.reported or code == "TTHC09"


def test_far_future_does_not_break_working_days(books):
    calendar = Calendar(*books[DAYS[0]][0].holidays)
    assert calendar.working_days(date(2026, 5, 8), date(2026, 5, 9)) == 2
    assert calendar.working_days(date(2026, 5, 9), date(2026, 5, 9) + timedelta(days=1)) == 1

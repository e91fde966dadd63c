"""LibreOffice's own recalculation of the tracker says what Python says: all states, both rules, holidays, totals."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest
from python_calamine import CalamineWorkbook

from soket_xl.build.campaign import read_campaign
from soket_xl.build.sheets import FIGURES_HEADER_ROW, HEADER_ROW
from soket_xl.build.tracker import build_tracker
from soket_xl.consolidate.totals import totals
from soket_xl.hosts.file import FileHost
from soket_xl.schema import FIGURES, HOLIDAYS, OVERVIEW_SHEET, SETTINGS, STATE_LABELS, UNITS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import assess, rates
from tests.support.libreoffice import convert_all

pytestmark = pytest.mark.libreoffice
DAYS = [date(2026, 4, d) for d in (25, 28, 29, 30)] + [date(2026, 5, d) for d in (1, 3, 4, 6, 7, 8, 11, 13)]
SHOWN = ("state", "last_day", "days_late", "working_days_late")


def units():
    """Every mix of rule, extension, arrival and review, and the odd cells that clerks leave."""
    arrivals = (None, date(2026, 4, 29), date(2026, 5, 7), date(2026, 5, 8), datetime(2026, 5, 11, 16, 30))
    deadlines = ((date(2026, 5, 8), "before"), (date(2026, 5, 4), "by"), (None, None), (date(2026, 5, 2), "by"))
    extensions = (None, date(2026, 5, 10))
    reviews = ((None, None), ("accepted", date(2026, 5, 8)), ("returned", date(2026, 5, 12)), ("accepted", None))
    rows = []
    for n, (arrival, (day, rule), extension, (review, reviewed)) in enumerate(
        product(arrivals, deadlines, extensions, reviews)
    ):
        row = {"unit_id": f"{10000 + n}", "name": f"Xã số {n}", "group": ("communes", "agencies")[n % 2]}
        row |= {"deadline": day, "rule": rule, "extended_to": extension, "exempt": "yes" if n % 17 == 5 else None}
        rows.append(row | {"received_on": arrival, "review": review, "reviewed_on": reviewed})
    return rows


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Trackers that look at each of the days, recalculated in one run: {day: (tracker, recalculated file)}."""
    folder = tmp_path_factory.mktemp("formulas")
    package = build_tracker(read_campaign())
    figures = [
        {"unit_id": r["unit_id"], "unit_name": r["name"], "group": r["group"], **numbers(n)}
        for n, r in enumerate(units())
    ]
    holidays = [{"date": date(2026, 5, 9), "kind": "work", "name": "Làm bù"}]
    made = {}
    for day in DAYS:
        path = folder / f"{day:%m%d}.xlsm"
        path.write_bytes(package)
        host = FileHost(path)
        settings = [
            row | ({"value": day} if row["code"] == "view_date" else {}) for row in read_rows(host, SETTINGS)[0]
        ]
        tables = [make_table(UNITS, units()), make_table(SETTINGS, settings), make_table(FIGURES, figures)]
        host.write([*tables, make_table(HOLIDAYS, [*read_rows(host, HOLIDAYS)[0], *holidays])])
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
    calendar = Calendar(*tracker.holidays)
    wrong = []
    for unit, row in zip(tracker.units, rows[HEADER_ROW:], strict=False):
        status = assess(unit, day, calendar, tracker.due_soon_days)
        late = [status.days_late, status.working_days_late]
        expected = [STATE_LABELS[status.state], status.last_day, *map(float, late)]
        shown = [row[at[key]] for key in SHOWN]
        if shown != expected:
            wrong.append(f"{unit.name}: {shown} instead of {expected}")
    assert len(tracker.units) == len(units())
    assert wrong == []


@pytest.mark.parametrize("day", [DAYS[2], DAYS[9], DAYS[-1]])
def test_overview_counts_what_python_counts(books, day):
    tracker, recalculated = books[day]
    rows = grid(recalculated, OVERVIEW_SHEET)
    statuses = [assess(u, day, Calendar(*tracker.holidays), tracker.due_soon_days) for u in tracker.units]
    for row, rate in zip(rows[8:11], rates(tracker.units, statuses), strict=True):
        assert [row[3], row[6], row[7], row[9]] == [rate.expected, rate.on_time, rate.late, rate.overdue]
        assert row[4].startswith(f"{rate.received}/{rate.expected} (")
        assert row[10].startswith(f"{rate.complete}/{rate.expected} (")


def test_milestones_count_the_days_left(books):
    texts = grid(books[date(2026, 5, 4)][1], OVERVIEW_SHEET)
    assert [texts[5][0], texts[5][4], texts[5][8]] == ["còn 2 ngày", "còn 3 ngày", "còn 8 ngày"]
    assert texts[4][4] == "trước ngày 08/5/2026"
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
    listed = [row[0] for row in rows[28:45]]
    assert len(late) > 17
    assert [late[name] for name in listed] == sorted(late.values(), reverse=True)[:17]


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

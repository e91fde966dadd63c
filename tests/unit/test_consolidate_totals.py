"""Figures into totals."""

from datetime import date

import pytest

from soket_xl.consolidate.model import Beside
from soket_xl.consolidate.totals import totals
from soket_xl.model import Deadline, Indicator, Unit

BOTH = {"agencies": "M", "communes": "M"}
BY = Deadline(date(2026, 5, 8), "before")
UNITS = [
    Unit("03388", "Phường Đoàn Kết", "communes", BY),
    Unit("03390", "Xã Bình Lư", "communes", BY),
    Unit("03394", "Xã Sin Suối Hồ", "communes", BY, exempt=True),
    Unit("STC", "Sở Tài chính", "agencies", BY),
]
DONE = Indicator("A", "G", "Đúng hạn", "hồ sơ", "int", "sum", BOTH)
ALL = Indicator("B", "G", "Đã giải quyết", "hồ sơ", "int", "sum", BOTH)
RATE = Indicator("R", "G", "Tỷ lệ", "%", "pct", "=A/B", BOTH)
LOOSE = Indicator("L", "G", "Tỷ lệ tự báo", "%", "pct", "ratio", BOTH)


def of(code, figures, indicators=(DONE, ALL, RATE, LOOSE)):
    return next(t for t in totals(figures, indicators, UNITS) if t.code == code)


def test_sums_are_by_group_and_for_all():
    total = of("A", {"03388": {"A": 10}, "STC": {"A": 5}})
    assert (total.total, total.by_group) == (15, {"agencies": 5, "communes": 10})


def test_blank_is_not_zero():
    total = of("A", {"03388": {"A": 0}})
    assert (total.total, total.reported, total.missing) == (0, 1, ("03390", "STC"))
    assert of("B", {"03388": {"A": 0}}).total is None


def test_exempt_unit_is_not_missing_but_what_it_gave_is_added():
    total = of("A", {"03394": {"A": 99}, "03388": {"A": 1}})
    assert total.total == 100
    assert "03394" not in total.missing


def test_unit_whose_group_does_not_owe_the_figure_is_not_missing():
    only = Indicator("A", "G", "Đúng hạn", "hồ sơ", "int", "sum", {"agencies": "-", "communes": "O"})
    assert of("A", {}, [only]).missing == ("03388", "03390")


def test_ratio_is_made_of_sums_over_units_that_gave_both():
    figures = {"03388": {"A": 9, "B": 10}, "03390": {"A": 50, "B": 90}, "STC": {"B": 1000}}
    assert of("R", figures).total == pytest.approx(59)


def test_ratio_over_nothing_is_none():
    assert of("R", {"03388": {"A": 0, "B": 0}}).total is None


def test_percentages_without_their_parts_are_not_added():
    total = of("L", {"03388": {"L": 98.5}, "03390": {"L": 90}})
    assert (total.total, total.reported) == (None, 2)


def test_decimals_add_up_without_noise():
    assert of("A", {"03388": {"A": 0.1}, "03390": {"A": 0.2}}).total == 0.3


def test_nothing_reported_gives_totals_of_nothing():
    assert [t.total for t in totals({}, [DONE, RATE], [])] == [None, None]


def test_provincial_figure_of_an_agency_stands_beside_the_sum_of_the_communes():
    revenue = Indicator("T", "TC", "Thu ngân sách", "triệu đồng", "dec", "sum", {"agencies": "-", "communes": "M"})
    given = {"03388": {"T": 40.5}, "03390": {"T": 20}, "STC": {"T": 65}}
    assert of("T", given, [revenue]).beside == (Beside("STC", 65, 60.5, 4.5),)
    assert of("T", {"STC": {"T": 65}}, [revenue]).beside == ()
    assert of("A", {"03388": {"A": 10}, "STC": {"A": 5}}).beside == ()

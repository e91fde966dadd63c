"""A campaign beside the one before it: who was late then and now, figures then and now; the old tracker is only read."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from soket_xl.__main__ import main
from soket_xl.against.figures import compare_figures
from soket_xl.against.words import figure_words
from soket_xl.build.campaign import read_campaign
from soket_xl.build.tracker import STORED, build_tracker
from soket_xl.consolidate.model import FigureTotal
from soket_xl.hosts.file import FileHost
from soket_xl.machine import printing
from soket_xl.model import Indicator
from soket_xl.schema import FIGURES, INDICATORS, SETTINGS, UNITS
from soket_xl.tables import make_table, read_rows

THEN, NOW, DUE = date(2026, 5, 7), date(2027, 5, 7), date(2027, 5, 8)
LATE_THEN, LATE_NOW = date(2026, 5, 9), date(2027, 5, 12)
ON = ("--on", "2027-06-01")


def change(path, units, figures=(), indicators=lambda rows: rows, settings=()):
    """Write changes into a tracker: units by id (None takes one out, an id that is not there is put at the end)."""
    host = FileHost(path)
    rows = [
        row | units.get(row["unit_id"], {})
        for row in read_rows(host, UNITS)[0]
        if units.get(row["unit_id"], {}) is not None
    ]
    there = {row["unit_id"] for row in rows}
    rows += [
        {"unit_id": key, "group": "communes", "deadline": DUE, "rule": "before"} | cells
        for key, cells in units.items()
        if cells is not None and key not in there
    ]
    given = dict(settings)
    words = [row | {"value": given.get(row["code"], row.get("value"))} for row in read_rows(host, SETTINGS)[0]]
    numbers = [row | dict(figures).get(row["unit_id"], {}) for row in read_rows(host, FIGURES)[0]]
    listed = indicators(read_rows(host, INDICATORS)[0])
    host.write(
        [
            make_table(UNITS, rows),
            make_table(FIGURES, numbers),
            make_table(SETTINGS, words),
            make_table(INDICATORS, listed),
        ]
    )
    return path


def renamed(rows):
    found = []
    for row in rows:
        if row["code"] == "DVHC02":
            row = row | {"unit": "ha"}
        if row["code"] == "VB01":
            row = row | {"name": "Số xe ô tô của đơn vị", "synonyms": None}
        found.append(row)
    return found


def small_book(path):
    """Write a tracker of a few units and indicators."""
    plan = read_campaign()
    kept = [row for row in plan.indicators if row["code"] in ("DVHC01", "DVHC02", "DVHC03", "VB01", "TS06")]
    plan = replace(
        plan,
        units=tuple(row for row in plan.units if row["unit_id"] < "0343" or row["unit_id"] in ("STC", "SYT")),
        indicators=tuple(kept),
        outline=plan.outline[:6],
    )
    path.write_bytes(build_tracker(plan, STORED.read_bytes()))
    return path


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory):
    """Two trackers side by side: last year's and this year's, made from it."""
    folder = tmp_path_factory.mktemp("hai đợt")
    old = change(
        small_book(folder / "so-2026.xlsm"),
        {
            "03388": {"received_on": LATE_THEN}, "03390": {"received_on": LATE_THEN}, "03394": {"received_on": THEN},
            "03405": {"received_on": THEN, "name": '=HYPERLINK("http://x","Xã")'},
        },
        [("03388", {"DVHC01": 10, "DVHC02": 5, "VB01": 7, "TS06": 3}), ("03390", {"DVHC01": 4})],
    )  # fmt: skip
    before = old.read_bytes()
    new = folder / "so-2027.xlsm"
    assert (
        main(["new", str(new), "--from", str(old), "--name", "Tổng kết năm 2027", "--deadline", "trước ngày 08/5/2027"])
        == 0
    )
    change(
        new,
        {
            "03388": {"received_on": LATE_NOW}, "03390": {"received_on": NOW}, "03394": {"received_on": LATE_NOW},
            "03405": None, "03424": None, "09999": {"name": "Xã Mới", "note": "hợp nhất xã Bản Bo và xã khác", "received_on": NOW},
        },
        [("03388", {"DVHC01": 9, "DVHC02": 500, "VB01": 70, "TS06": 4}), ("03390", {"DVHC01": 1})],
        renamed,
    )  # fmt: skip
    assert old.read_bytes() == before
    return old, new


def told(capsys, *words):
    capsys.readouterr()
    assert main(list(words)) == 0
    return capsys.readouterr().out


def test_units_are_held_beside_each_other_by_id(campaigns, capsys):
    old, new = campaigns
    found = json.loads(told(capsys, "status", str(new), "--against", str(old), "--json", *ON))["against"]
    changes = {unit["unit_id"]: (unit["change"], unit["other"]) for unit in found["units"]}
    assert [changes[key][0] for key in ("03388", "03394", "03390")] == ["late_both", "late_now", "late_before"]
    assert (changes["09999"], changes["03405"]) == (("new", ""), ("gone", ""))
    assert changes["03424"] == ("merged", "Xã Mới")
    late = next(unit for unit in found["units"] if unit["unit_id"] == "03388")
    assert (late["before"]["days_late"], late["now"]["days_late"]) == (2, 5)
    assert found["rates"][-1]["on_time_before"] == pytest.approx(2 / 8)


def test_figures_are_compared_only_where_they_mean_the_same(campaigns, capsys):
    old, new = campaigns
    found = json.loads(told(capsys, "status", str(new), "--against", str(old), "--json", *ON))["against"]
    figures = {one["code"]: one for one in found["figures"]}
    assert (figures["DVHC01"]["before"], figures["DVHC01"]["now"], figures["DVHC01"]["difference"]) == (14, 10, -4)
    assert (figures["DVHC01"]["reported_before"], figures["DVHC01"]["reported"]) == (2, 2)
    assert (figures["DVHC02"]["why"], figures["DVHC02"]["other"]) == ("measure", "km2")
    assert (figures["VB01"]["why"], figures["VB01"]["difference"]) == ("name", None)
    assert (figures["TS06"]["difference"], figures["TS06"]["share"]) == (1, pytest.approx(1 / 3))
    assert figures["DVHC03"]["why"] == "blank"
    said = told(capsys, "status", str(new), "--against", str(old), *ON)
    assert "so được 2; thiếu số liệu của một hoặc cả hai đợt 1; khác nhau nên không so 2: Diện tích" in said


def test_new_names_the_old_tracker_and_status_compares_by_that_setting(campaigns, capsys):
    _, new = campaigns
    said = told(capsys, "status", str(new), *ON)
    for words in (
        "sổ so-2026.xlsm",
        "Muộn cả hai đợt",
        "Đơn vị mới (1): Xã Mới",
        "Đã nhập vào đơn vị khác (1): Xã Bản Bo",
    ):
        assert words in said
    assert "against" not in json.loads(told(capsys, "status", str(campaigns[0]), "--json", *ON))


def test_indicator_under_another_id_is_the_same_by_its_name_and_measure():
    def one(code, name):
        return Indicator(code, "CT", name, "chiếc", "int", "sum", {})

    def total(code, number):
        return FigureTotal(code, code, "chiếc", number, 1)

    found = compare_figures(
        [one("CT01", "Số xe ô tô"), one("CT02", "Máy in")], {"CT01": total("CT01", 3), "CT02": total("CT02", 9)},
        [one("CT01", "Số cuộc họp"), one("CT07", "Số xe, ô tô")], {"CT01": total("CT01", 5), "CT07": total("CT07", 4)},
    )  # fmt: skip
    assert [(c.code, c.why, c.difference) for c in found] == [
        ("CT01", "new", None),
        ("CT07", "", 1),
        ("CT02", "gone", None),
    ]
    assert figure_words(found[1]) == "Mã đợt trước: CT01"


def test_opposites_under_one_id_are_not_compared():
    def of(name, number):
        one = Indicator("HS01", "HS", name, "hồ sơ", "int", "sum", {})
        return [one], {"HS01": FigureTotal("HS01", "HS01", "hồ sơ", number, 1)}

    found = compare_figures(*of("Số hồ sơ giải quyết đúng hạn", 90), *of("Số hồ sơ giải quyết quá hạn", 4))
    assert [(c.why, c.difference) for c in found] == [("name", None)]


def test_older_indicator_is_paired_once_and_not_at_all_where_two_have_its_name():
    def one(code):
        return Indicator(code, "CT", "Số xe ô tô", "chiếc", "int", "sum", {})

    def total(code):
        return {code: FigureTotal(code, code, "chiếc", 3, 1)}

    found = compare_figures([one("CT01")], total("CT01"), [one("CT07"), one("CT08")], total("CT07") | total("CT08"))
    assert [(c.code, c.why) for c in found] == [("CT07", "new"), ("CT08", "new"), ("CT01", "gone")]


def test_leaders_workbook_has_both_campaigns_as_values(campaigns, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(printing, "first_page", lambda *_given: None)
    told(capsys, "brief", str(campaigns[1]), "-o", str(tmp_path), *ON)
    book = openpyxl.load_workbook(BytesIO(next(tmp_path.glob("*.xlsx")).read_bytes()))
    units, figures = book["So đợt trước - đơn vị"], book["So đợt trước - số liệu"]
    cells = [cell for sheet in (units, figures) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    gone = next(row for row in units.iter_rows(values_only=True) if str(row[0]).startswith("=HYPERLINK"))
    assert gone[-1] == "Không còn trong danh sách"
    rows = {row[0]: row for row in figures.iter_rows(min_row=2, values_only=True)}
    assert rows["DVHC01"][3:9] == (14, 2, 10, 2, -4, -28.6)
    assert "đợt trước: km2" in rows["DVHC02"][9]


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("mat.xlsm", "Không thấy tệp"),
        ("sổ tổng kết " * 30, "Không thấy tệp"),
        ("so-2027.xlsm", "chính sổ này"),
        ("\\\\may-la\\thu-muc\\so.xlsm", "ổ mạng"),
        ("hong.xlsm", "hong.xlsm"),
    ],
)
def test_old_tracker_that_cannot_be_read_is_told_and_status_goes_on(named, why, campaigns, tmp_path, capsys):
    book = tmp_path / "so-2027.xlsm"
    book.write_bytes(campaigns[1].read_bytes())
    (tmp_path / "hong.xlsm").write_bytes(b"PK\x03\x04")
    change(book, {}, settings=[("previous_tracker", named)])
    said = told(capsys, "status", str(book), *ON)
    assert "Chưa so với đợt trước" in said
    assert why in said
    assert "Còn nợ báo cáo" in said

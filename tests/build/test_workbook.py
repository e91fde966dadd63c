"""The built tracker: what clerks find on its sheets, and that it is the same to the byte each time."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from soket_xl.__main__ import main
from soket_xl.build.campaign import read_campaign
from soket_xl.build.package import read_parts
from soket_xl.build.tracker import build_tracker
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.package import Package
from soket_xl.schema import CONF_SHEET, NAME_PASTE, NAME_STATUS, NAME_TODAY, SETTINGS, SHEET_ORDER, TABLES, UNITS
from soket_xl.tables import read_rows
from soket_xl.tracker import Tracker
from tests.support.xlsx_lint import lint

ROOT = Path(__file__).parents[2]
STORED = ROOT / "workbook" / "soket_tracker.xlsm"


def test_two_builds_are_the_same_and_are_what_is_stored():
    first, second = build_tracker(read_campaign()), build_tracker(read_campaign())
    assert first == second
    assert read_parts(first) == read_parts(STORED.read_bytes())


def test_tracker_of_another_campaign_has_the_same_macros_and_is_sound():
    campaign = replace(read_campaign(), units=read_campaign().units[:3], indicators=read_campaign().indicators[:2])
    made = build_tracker(campaign, STORED.read_bytes())
    assert read_parts(made)["xl/vbaProject.bin"] == read_parts(STORED.read_bytes())["xl/vbaProject.bin"]
    assert lint(made) == []
    assert read_parts(made)["[Content_Types].xml"].count(b"vbaProject") == 2


def test_every_sheet_table_column_and_name_is_there():
    package = Package(STORED)
    assert tuple(package.sheets) == SHEET_ORDER
    assert set(package.tables) == {spec.name for spec in TABLES}
    for spec in TABLES:
        place = package.tables[spec.name]
        assert place.sheet == spec.sheet
        assert place.headers[: len(spec.columns)] == tuple(column.header for column in spec.columns)
    assert {NAME_STATUS, NAME_TODAY, NAME_PASTE} <= set(package.names)


def test_default_campaign_stands_in_it():
    tracker = Tracker(FileHost(STORED))
    assert (len(tracker.units), len(tracker.outline), len(tracker.indicators)) == (51, 39, 61)
    assert tracker.findings == []
    assert {u.unit_id for u in tracker.units if u.unit_id.isdigit()} == {
        r["unit_id"] for r in read_campaign().units if r["unit_id"][0] == "0"
    }
    assert tracker.deadline("report").last_day == date(2026, 5, 7)
    assert date(2026, 4, 27) in tracker.holidays[0]


def test_only_the_settings_of_the_add_in_are_hidden():
    text = read_parts(STORED.read_bytes())["xl/workbook.xml"].decode()
    hidden = re.findall(r'<sheet [^>]*name="([^"]+)"[^>]*state="(?:very)?[hH]idden"', text)
    assert hidden == [CONF_SHEET]


def test_settings_of_the_add_in_have_no_gap_and_no_twin():
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(str(STORED)).get_sheet_by_name(CONF_SHEET).to_python()
    keys = [str(row[0]).upper() for row in rows if row[0]]
    assert len(keys) == len(set(keys)) == 6
    assert all(rows[n][0] for n in range(6))
    assert all(str(row[1]).isascii() for row in rows[:6])


def test_dates_of_settings_are_dates_and_the_view_date_stays_one_when_typed():
    rows, findings = read_rows(FileHost(STORED), SETTINGS)
    values = {row["code"]: row["value"] for row in rows}
    assert isinstance(values["report_deadline"], date)
    assert findings == []


def test_nothing_personal_is_left_in_its_properties():
    parts = read_parts(STORED.read_bytes())
    assert "Sở Nội vụ tỉnh Lai Châu" in parts["docProps/core.xml"].decode()
    assert b"2026-01-01T00:00:00Z" in parts["docProps/core.xml"]


def test_entries_of_the_archive_carry_one_date():
    with zipfile.ZipFile(STORED) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_status_is_computed_in_every_row_of_units():
    place = Package(STORED).tables[UNITS.name]
    computed = [place.headers[n] for n in place.formulas]
    assert {"Tình trạng", "Số ngày muộn", "Số ngày làm việc muộn", "Ngày cuối cùng đúng hạn"} <= set(computed)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("code,name\n1,Xã A\n", 'thiếu cột "type"'),
        ("code,name,type\n", "không có dòng nào"),
        ("code,name,type\n3388,Phường A,phường\n03388,Phường B,phường\n", 'dòng 3: mã "03388" đã có ở dòng 2'),
        ("code,name,type\n3388,,phường\n", 'dòng 2: cột "name" để trống'),
        (b"PK\x03\x04\x00\x00", "không phải CSV"),
        (b"code,name,type\n3388,Ph\x81\x8dng,xa\n", "không dùng bảng mã UTF-8"),
    ],
)
def test_wrong_csv_is_refused_with_file_row_and_header(content, told, tmp_path, capsys):
    path = tmp_path / "don_vi.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["new", str(tmp_path / "so.xlsm"), "--units", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "so.xlsm").exists()


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_new_takes_csvs_as_excel_saves_them(delimiter, encoding, tmp_path):
    lines = [
        ("code", "name", "type", "email"),
        ("3388", "Phường Đoàn Kết", "phường", "a@b.vn"),
        ("STC", "Sở Tài chính", "sở", ""),
    ]
    path = tmp_path / "đơn vị.csv"
    path.write_text("\n".join(delimiter.join(line) for line in lines), encoding)
    out = tmp_path / "thư mục mới" / "sổ.xlsm"
    assert main(["new", str(out), "--units", str(path)]) == 0
    units = Tracker(FileHost(out)).units
    assert [(u.unit_id, u.group, u.email) for u in units] == [
        ("03388", "communes", "a@b.vn"),
        ("STC", "agencies", None),
    ]


def test_new_does_not_overwrite(tmp_path, capsys):
    out = tmp_path / "so.xlsm"
    out.write_bytes(b"x")
    assert main(["new", str(out)]) == 2
    assert "không ghi đè" in capsys.readouterr().err
    assert out.read_bytes() == b"x"

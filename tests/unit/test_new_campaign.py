"""Another campaign's tracker: from an older one, beside it, and the older one untouched."""

import json
import re
from datetime import date, timedelta
from types import SimpleNamespace

import docx
import pytest
import xlwings

from soket_xl import buttons, menu
from soket_xl.__main__ import main
from soket_xl.hosts.file import FileHost
from soket_xl.schema import ENTRIES, LEXICON, RECEIPTS, REMINDERS, SETTINGS, UNITS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from tests.support.books import make_book
from tests.support.fake_xlwings import App, open_fake


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A tracker at the end of its campaign: contacts, words of its own, receipts, reminders."""
    path = make_book(tmp_path_factory.mktemp("năm cũ"))
    host = FileHost(path)
    rows = read_rows(host, UNITS)[0]
    rows[20] |= {"contact": "Giàng A Páo", "email": "pao@laichau.gov.vn", "phone": "0912345678", "officer": "Mẩy"}
    rows[20] |= {
        "received_on": date(2026, 5, 6),
        "review": "accepted",
        "exempt": "yes",
        "extended_to": date(2026, 5, 9),
    }
    settings = [
        row | ({"value": "GIÀNG A LỬ"} if row["code"] == "signer_name" else {}) for row in read_rows(host, SETTINGS)[0]
    ]
    words = make_table(LEXICON, [{"kind": "object", "concept": "trụ sở", "phrases": "nhà làm việc; trụ sở xã"}])
    reminders = make_table(REMINDERS, [{"unit_id": "03388", "step": "Quá hạn"}])
    host.write([make_table(UNITS, rows), make_table(SETTINGS, settings), words, reminders])
    return path


def made_from(old, folder, *words):
    out = folder / "so-2027.xlsm"
    assert main(["new", str(out), "--from", str(old), *words]) == 0
    return FileHost(out)


def test_units_contacts_words_and_settings_come_along_and_nothing_of_the_old_campaign(old, tmp_path):
    before = old.read_bytes()
    host = made_from(old, tmp_path)
    units, unit = Tracker(host).units, Tracker(host).units[20]
    assert len(units) == 51
    assert (unit.contact, unit.email, unit.phone, unit.officer) == (
        "Giàng A Páo",
        "pao@laichau.gov.vn",
        "0912345678",
        "Mẩy",
    )
    assert (unit.received_on, unit.review, unit.exempt, unit.extended_to) == (None, None, False, None)
    assert read_rows(host, LEXICON)[0][0]["phrases"] == "nhà làm việc; trụ sở xã"
    assert Tracker(host).setting("signer_name") == "GIÀNG A LỬ"
    assert [read_rows(host, spec)[0] for spec in (RECEIPTS, ENTRIES, REMINDERS)] == [[], [], []]
    assert old.read_bytes() == before


def test_name_and_deadlines_by_phrase(old, tmp_path, capsys):
    host = made_from(old, tmp_path, "--name", "Tổng kết công tác năm 2027", "--deadline", "chậm nhất ngày 10/12/2027")
    told = capsys.readouterr().out
    tracker = Tracker(host)
    moved = date(2027, 12, 10) - date(2026, 5, 8)
    report, submit = tracker.deadline("report"), tracker.deadline("submit")
    assert (report.day, report.rule, report.last_day) == (date(2027, 12, 10), "by", date(2027, 12, 10))
    assert submit.day == date(2026, 5, 13) + timedelta(days=moved.days)
    assert {unit.deadline for unit in tracker.units} == {report}
    assert tracker.setting("report_subject") == "Tổng kết công tác năm 2027"
    assert "tổng kết công tác năm 2027" in tracker.setting("plan_reference")
    for said in (
        "chậm nhất ngày 10/12/2027",
        "dời theo thời hạn",
        "năm 2027",
        "Sheet Ngày nghỉ chưa có",
        "sheet Cấu hình",
    ):
        assert said in told


def test_given_milestones_are_not_moved(old, tmp_path):
    host = made_from(old, tmp_path, "--deadline", "trước ngày 10/12/2027", "--submit", "chậm nhất ngày 20/12/2027")
    assert Tracker(host).deadline("submit").day == date(2027, 12, 20)


def test_deadline_without_a_year_is_told_with_the_year_that_it_means(old, tmp_path, capsys):
    host = made_from(old, tmp_path, "--deadline", "chậm nhất 17 giờ 00 ngày 07/5", "--on", "2027-04-21")
    assert "chậm nhất 17h00 ngày 07/5/2027" in capsys.readouterr().out
    assert Tracker(host).deadline("report").day.year == 2027


@pytest.mark.parametrize("option", ["--deadline", "--review", "--submit"])
def test_unclear_deadline_is_refused_and_nothing_is_made(option, tmp_path, capsys):
    assert main(["new", str(tmp_path / "so.xlsm"), option, "10/12/2027"]) == 2
    assert 'Không hiểu thời hạn "10/12/2027"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_outline_of_a_word_file_and_indicators_of_a_list_win(old, tmp_path, capsys):
    document = docx.Document()
    for text in ("I. Kết quả", "1. Bộ máy", "II. Kiến nghị"):
        document.add_paragraph(text)
    document.save(tmp_path / "phu luc III.docx")
    (tmp_path / "ct.csv").write_text("code,name,unit\nAB01,Số thôn,thôn\n", "utf-8")
    capsys.readouterr()
    words = ["--outline", str(tmp_path / "phu luc III.docx"), "--indicators", str(tmp_path / "ct.csv"), "--json"]
    host = made_from(old, tmp_path, *words)
    data = json.loads(capsys.readouterr().out)
    assert (data["units"], data["sections"], data["indicators"]) == (51, 3, 1)
    assert [section.code for section in Tracker(host).outline] == ["I", "I.1", "II"]
    assert "AB01" in host.read_table("tblFigures").headers


def test_new_tracker_beside_the_old_one_has_its_own_name_and_folders(tmp_path):
    book = make_book(tmp_path)
    assert main(["new", "--from", str(book)]) == 0
    assert main(["new", "--from", str(book)]) == 0
    names = sorted(path.name for path in tmp_path.glob("*.xlsm"))
    assert names == ["so_theo_doi-dot-moi-2.xlsm", "so_theo_doi-dot-moi.xlsm", "so_theo_doi.xlsm"]
    folders = [Tracker(FileHost(tmp_path / name)).setting("inbox_folder") for name in names]
    assert len(set(folders)) == 3


def test_neither_a_name_nor_an_old_tracker_is_refused(capsys):
    assert main(["new"]) == 2
    assert "Chưa ghi tên sổ mới" in capsys.readouterr().err


def test_name_without_the_right_ending_does_not_overwrite_either(tmp_path):
    (tmp_path / "so.xlsm").write_bytes(b"x")
    assert main(["new", str(tmp_path / "so")]) == 2
    assert main(["new", str(tmp_path / "so.xlsx")]) == 2
    assert (tmp_path / "so.xlsm").read_bytes() == b"x"


def test_what_is_no_tracker_is_refused(tmp_path, capsys):
    (tmp_path / "khac.xlsm").write_bytes(b"PK")
    assert main(["new", str(tmp_path / "so.xlsm"), "--from", str(tmp_path / "khac.xlsm")]) == 2
    assert re.search("khac.xlsm", capsys.readouterr().err)
    assert not (tmp_path / "so.xlsm").exists()


def test_tracker_of_an_older_structure_gives_what_it_has(tmp_path):
    book = make_book(tmp_path, lambda wb: drop_last_column(wb["Đề cương"], "tblOutline"))
    host = made_from(book, tmp_path)
    assert len(Tracker(host).outline) > 30
    assert {section.synonyms for section in Tracker(host).outline} == {()}


def drop_last_column(sheet, name):
    table = sheet.tables[name]
    table.tableColumns.pop()
    first, last = table.ref.split(":")
    table.ref = f"{first}:{chr(ord(last[0]) - 1)}{last[1:]}"
    sheet.delete_cols(ord(last[0]) - 64)


@pytest.mark.parametrize("chosen", [True, False])
def test_button_makes_it_from_the_open_tracker(chosen, tmp_path, monkeypatch):
    book = open_fake(make_book(tmp_path))
    document = docx.Document()
    document.add_paragraph("I. Kết quả")
    document.save(tmp_path / "dc.docx")
    shown = []
    dialog = SimpleNamespace(GetOpenFilename=lambda *_asked: str(tmp_path / "dc.docx") if chosen else False)
    monkeypatch.setattr(App, "api", dialog, raising=False)
    monkeypatch.setattr(App, "alert", lambda _self, text, *_others: shown.append(text), raising=False)
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(lambda: book))
    buttons.run("new")
    made = tmp_path / "so_theo_doi-dot-moi.xlsm"
    assert made.name in shown[0]
    assert len(Tracker(FileHost(made)).outline) == (1 if chosen else 39)


def test_menu_asks_for_outline_name_and_deadline(monkeypatch):
    ran, told = [], ['"C:\\\\de cuong.docx"', "", "trước ngày 10/12/2027"]
    monkeypatch.setattr(menu, "command_line", lambda words: ran.append(words) or 0)
    menu._do(menu.Item("x", "new"), "so.xlsm", lambda _question: told.pop(0))
    assert ran == [
        ["new", "--from", "so.xlsm", "--outline", "C:\\\\de cuong.docx", "--deadline", "trước ngày 10/12/2027"]
    ]

"""The forms that units get: what comes back filled in is placed without guessing, an untouched one is told."""

import shutil
from datetime import date, datetime

import docx
import openpyxl
import pytest
from lxml import etree

from soket_xl.__main__ import main
from soket_xl.actions.forms import forms
from soket_xl.build.package import read_parts, write_parts
from soket_xl.hosts.file import FileHost
from soket_xl.model import Context
from soket_xl.schema import RECEIPTS
from soket_xl.tables import read_rows
from soket_xl.tracker import Tracker
from tests.conftest import sdk_errors
from tests.support.memory import tracker_in_memory, unit_row

MAY = Context(on=date(2027, 4, 1), now=datetime(2027, 4, 1, 9), who="thu")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A tracker with the forms of all its units beside it."""
    folder = tmp_path_factory.mktemp("forms")
    assert main(["new", str(folder / "so.xlsm")]) == 0
    assert main(["forms", str(folder / "so.xlsm"), "-o", str(folder / "bieu mau")]) == 0
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copy(made / "so.xlsm", tmp_path / "so.xlsm")
    (tmp_path / "den").mkdir()
    return tmp_path


def filled(source, target, texts):
    """Type `texts` ({section: text}) into a form as Word does: the prompt goes, its control no longer shows it."""
    parts = read_parts(source.read_bytes())
    root = etree.fromstring(parts["word/document.xml"])
    for control in root.iter(f"{W}sdt"):
        code = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        if code in texts:
            properties = control.find(f"{W}sdtPr")
            properties.remove(properties.find(f"{W}showingPlcHdr"))
            next(control.iter(f"{W}t")).text = texts[code]
    parts["word/document.xml"] = etree.tostring(root)
    target.write_bytes(write_parts(parts))


def test_two_files_for_each_unit(made):
    names = [p.name for p in (made / "bieu mau").iterdir()]
    assert len(names) == 102
    assert "03433_xa-bum-to.docx" in names


def test_filled_form_is_placed_whole_even_under_another_name(made, folder):
    texts = {"II.5": "Đã tiếp nhận 120 hồ sơ.", "III.3.b": "Chưa chủ động.", "V.2": "Bổ sung biên chế."}
    filled(made / "bieu mau" / "03433_xa-bum-to.docx", folder / "den" / "ban sua.docx", texts)
    assert main(["intake", str(folder / "so.xlsm"), str(folder / "den")]) == 0
    entries = Tracker(FileHost(folder / "so.xlsm")).entries
    assert {e.section: e.text for e in entries} == texts
    assert {e.unit_id for e in entries} == {"03433"}


def test_prompts_are_never_content_even_when_the_control_is_lost(made, folder):
    document = docx.Document(str(made / "bieu mau" / "STC_so-tai-chinh.docx".replace("STC", "stc")))
    for control in list(document.element.body.iter(f"{W}sdt")):
        control.addprevious(control.find(f"{W}sdtContent")[0])
        control.getparent().remove(control)
    document.add_paragraph("x")
    document.save(str(folder / "den" / "stc.docx"))
    main(["intake", str(folder / "so.xlsm"), str(folder / "den")])
    assert not [e for e in Tracker(FileHost(folder / "so.xlsm")).entries if "Nhập nội dung" in e.text]


def test_untouched_forms_are_told_as_empty(made, folder):
    for form in ("03433_xa-bum-to.docx", "03433_xa-bum-to.xlsx", "sxd_so-xay-dung.xlsx"):
        shutil.copy(made / "bieu mau" / form, folder / "den")
    assert main(["intake", str(folder / "so.xlsm"), str(folder / "den")]) == 0
    rows, _ = read_rows(FileHost(folder / "so.xlsm"), RECEIPTS)
    assert [row["outcome"] for row in rows] == ["refused"] * 3
    assert all("chưa điền" in str(row["reason"]) for row in rows)


def test_number_form_gives_figures_blank_and_zero_apart(made, folder):
    book = openpyxl.load_workbook(made / "bieu mau" / "03433_xa-bum-to.xlsx")
    sheet = book.active
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=7)}
    rows["DVHC03"][3].value, rows["KT01"][3].value, rows["DVHC02"][3].value = 6532, 0, 245.5
    book.save(folder / "den" / "so lieu.xlsx")
    assert main(["intake", str(folder / "so.xlsm"), str(folder / "den")]) == 0
    assert Tracker(FileHost(folder / "so.xlsm")).figures["03433"] == {"DVHC02": 245.5, "DVHC03": 6532, "KT01": 0}


def test_office_is_spelt_as_in_the_list_of_units(made):
    form = docx.Document(str(made / "bieu mau" / "03433_xa-bum-to.docx"))
    assert "Kính gửi: Sở Nội vụ" in [p.text for p in form.paragraphs]


def test_form_is_dated_in_the_year_of_the_deadline(tmp_path):
    unit = unit_row("03390", "Xã Bình Lư")
    forms(tracker_in_memory({"tblUnits": [unit]}, {"report_deadline": "08/5/2027"}), MAY, tmp_path)
    form = docx.Document(str(next(tmp_path.rglob("*.docx"))))
    assert any(cell.text.endswith("năm 2027") for table in form.tables for cell in table._cells)


def test_form_asks_only_what_its_group_owes(made):
    commune = docx.Document(str(made / "bieu mau" / "03433_xa-bum-to.docx"))
    agency = docx.Document(str(made / "bieu mau" / "syt_so-y-te.docx"))
    heading = "a) Kết quả sắp xếp đơn vị hành chính cấp xã; sắp xếp thôn, bản, tổ dân phố"
    assert heading in [p.text for p in commune.paragraphs]
    assert heading not in [p.text for p in agency.paragraphs]


@pytest.mark.ooxml
def test_forms_are_sound(made):
    for name in ("03433_xa-bum-to", "snnmt_so-nong-nghiep-va-moi-truong"):
        assert sdk_errors(made / "bieu mau" / f"{name}.docx") == []
        assert sdk_errors(made / "bieu mau" / f"{name}.xlsx") == []

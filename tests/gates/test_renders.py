"""LibreOffice opens what we write, on as many pages as it should have."""

import re
import subprocess
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from soket_xl.build.sheets import add_table
from soket_xl.schema import RECEIPTS, TABLES
from tests.support.libreoffice import convert


def pages(pdf) -> int:
    found = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, timeout=60)
    return int(re.search(r"Pages:\s+(\d+)", found.stdout)[1])


def text_of(pdf, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.libreoffice
def test_report_renders_on_more_than_ten_pages(demo, tmp_path):
    pdf = convert(demo / "bao-cao-so-ket-cua-tinh.docx", "pdf", tmp_path)
    assert pages(pdf) > 10
    assert "Kính gửi: Bộ Nội vụ" in text_of(pdf, 1)


@pytest.mark.libreoffice
def test_leaders_copy_begins_with_one_page(demo, tmp_path):
    pdf = convert(demo / "theo-doi_2026-05-08.xlsx", "pdf", tmp_path)
    assert "43/50 (86 %)" in text_of(pdf, 1)
    assert "Số, ký hiệu" in text_of(pdf, 2)
    assert 3 <= pages(pdf) <= 6


@pytest.mark.libreoffice
def test_time_of_day_shows_where_a_date_has_one(tmp_path):
    book = Workbook()
    came = (datetime(2026, 5, 8, 16, 30), date(2026, 5, 7), "chưa rõ")
    add_table(book.active, RECEIPTS, [{"file": f"{n}.docx", "received_on": day} for n, day in enumerate(came)], 1)
    for number in range(1, len(RECEIPTS.columns) + 1):
        if RECEIPTS.columns[number - 1].key not in ("file", "received_on"):
            book.active.column_dimensions[book.active.cell(4, number).column_letter].hidden = True
    book.save(tmp_path / "den.xlsx")
    shown = text_of(convert(tmp_path / "den.xlsx", "pdf", tmp_path), 1)
    assert "08/05/2026 16:30" in shown
    assert re.search(r"07/05/2026\s*$", shown, re.M)
    assert "##" not in shown


def test_every_column_of_dates_with_an_hour_has_the_rule_that_shows_it():
    for spec in TABLES:
        sheet = Workbook().active
        add_table(sheet, spec, [], 1)
        shown = {
            str(r.sqref).split("5")[0] for r in sheet.conditional_formatting for rule in r.rules if rule.dxf.numFmt
        }
        wanted = {sheet.cell(4, n).column_letter for n, column in enumerate(spec.columns, 1) if column.hour}
        assert shown == wanted

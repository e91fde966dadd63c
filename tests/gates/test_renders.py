"""LibreOffice opens what we write, on as many pages as it should have."""

import re
import subprocess

import pytest

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

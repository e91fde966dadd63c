"""Every file that the product writes is sound for the Open XML SDK and for our own lints; both really catch faults."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from soket_xl.build.package import read_parts, write_parts
from tests.conftest import sdk_errors
from tests.support import docx_lint, xlsx_lint

ROOT = Path(__file__).parents[2]
STORED = ROOT / "workbook" / "soket_tracker.xlsm"
TEMPLATES = sorted((ROOT / "templates").glob("*.docx"))


@pytest.mark.ooxml
def test_stored_tracker_is_sound():
    assert sdk_errors(STORED) == []
    assert xlsx_lint.lint(STORED.read_bytes()) == []


@pytest.mark.ooxml
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_word_templates_are_sound(template):
    assert sdk_errors(template) == []


@pytest.mark.ooxml
def test_every_file_of_the_demo_is_sound(demo):
    made = [path for path in demo.iterdir() if path.suffix in (".xlsm", ".xlsx", ".docx")]
    assert len(made) == 3
    for path in made:
        assert sdk_errors(path) == [], path.name
        lint = docx_lint.lint if path.suffix == ".docx" else xlsx_lint.lint
        assert lint(path.read_bytes()) == [], path.name


@pytest.mark.ooxml
def test_sample_reports_are_sound(demo):
    reports = sorted(p for p in (demo / "bao_cao_don_vi").rglob("*.docx") if not p.name.startswith("~$"))
    for path in reports[:: len(reports) // 6]:
        assert sdk_errors(path) == [], path.name


def _swapped(part: str, old: str, new: str, count: int = 1):
    def change(parts):
        text = parts[part].decode()
        assert re.search(old, text), f"the fault {old} does not fit {part}"
        parts[part] = re.sub(old, new, text, count=count).encode()

    return change


def _sheet_of(package: bytes, sheet: str) -> str:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        text = archive.read("xl/workbook.xml").decode()
        number = re.search(rf'name="{sheet}" sheetId="(\d+)"', text)
        assert number
        return f"xl/worksheets/sheet{number[1]}.xml"


UNITS = _sheet_of(STORED.read_bytes(), "Theo dõi")
SETTINGS = _sheet_of(STORED.read_bytes(), "Cấu hình")
OVERVIEW = _sheet_of(STORED.read_bytes(), "Tổng quan")
FAULTS = {
    "table head is not its cell": _swapped("xl/tables/table1.xml", 'name="Khối"', 'name="Khoi"'),
    "table column twice": _swapped("xl/tables/table1.xml", 'name="Khối"', 'name="Tên đơn vị"'),
    "semicolons in a formula": _swapped(UNITS, r"<f>IF\(ISNUMBER\(", "<f>IF(ISNUMBER(1;"),
    "bracket left open": _swapped(UNITS, r"<f>IF\(", "<f>IF(("),
    "list over 255 letters": _swapped(UNITS, r'<formula1>"[^<]*"</formula1>', f'<formula1>"{"a" * 300}"</formula1>'),
    "rows out of order": _swapped(UNITS, '<row r="5"', '<row r="9000"'),
    "cell twice": _swapped(UNITS, 'r="B5"', 'r="A5"'),
    "number that is none": _swapped(SETTINGS, r"<v>1</v>", "<v>abc</v>"),
    "style that is not there": _swapped(UNITS, r'r="A5" s="\d+"', 'r="A5" s="9999"'),
    "condition without format": _swapped(UNITS, r'dxfId="\d+"', 'dxfId="999"'),
    "overlapping merged cells": _swapped(OVERVIEW, r'<mergeCell ref="A1:L1"', '<mergeCell ref="A1:L2"'),
    "defined name twice": _swapped("xl/workbook.xml", 'name="nmStatus"', 'name="nmPaste"'),
    "ribbon id twice": _swapped("customUI/customUI.xml", 'id="btnReview"', 'id="btnReport"'),
    "unknown ribbon attribute": _swapped("customUI/customUI.xml", 'size="large"', 'sise="large"'),
    "link to a book that is not there": _swapped(UNITS, r"<f>", "<f>[1]a!A1+"),
    "wrong content type": _swapped(r"[Content_Types].xml", "worksheet\\+xml", "worksheets+xml"),
}


@pytest.mark.ooxml
@pytest.mark.parametrize("fault", FAULTS)
def test_gates_catch_a_planted_fault(fault, tmp_path):
    parts = read_parts(STORED.read_bytes())
    FAULTS[fault](parts)
    broken = tmp_path / "broken.xlsm"
    broken.write_bytes(write_parts(parts))
    ui = tmp_path / "customUI.xml"
    ui.write_bytes(parts["customUI/customUI.xml"])
    assert xlsx_lint.lint(broken.read_bytes()) or sdk_errors(broken)

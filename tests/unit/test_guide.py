"""The guide speaks of buttons, sheets and columns that are there, and shows the ribbon as it is."""

import importlib.util
import re
from pathlib import Path

import pytest
from lxml import etree

from soket_xl.schema import SHEET_ORDER, TABLES
from soket_xl.texts import say

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
RIBBON = etree.fromstring((ROOT / "macros" / "customUI.xml").read_bytes())
BUTTONS = {button.get("label") for button in RIBBON.iter(f"{UI}button")}
SHORTCUTS = {say(f"machine.shortcut_{name}") for name in ("book", "menu", "guide")}
EXPLAINED = {"đậm"}, {"nghiêng"}


def bold():
    return set(re.findall(r"\*\*([^*]+)\*\*", GUIDE))


def italic():
    return set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", GUIDE))


def test_bold_words_are_buttons_and_every_button_is_explained():
    assert bold() - EXPLAINED[0] == BUTTONS


def test_italic_words_are_sheets_columns_or_shortcuts():
    columns = {column.header for table in TABLES for column in table.columns}
    assert italic() - EXPLAINED[1] <= {*SHEET_ORDER, *columns} | SHORTCUTS
    assert len(italic() & set(SHEET_ORDER)) > 8


def test_choices_that_the_clerk_is_told_to_make_are_on_the_sheet():
    choices = {label for table in TABLES for column in table.columns for label in column.choices.values()}
    told = {"Cần xác nhận đơn vị", "Chấp nhận", "Yêu cầu bổ sung", "Đạt", "Trả lại", "Bỏ", "Có"}
    assert told <= choices
    assert [word for word in told if word not in GUIDE] == []


def test_campaign_is_told_day_by_day_with_a_picture_for_each_stage():
    stages = GUIDE.split("\n## ")[2:8]
    assert [re.search(r"\d\d/[45]", stage)[0] for stage in stages] == ["21/4", "22/4", "04/5", "08/5", "09/5", "12/5"]
    assert [stage[:20] for stage in stages if "![" not in stage] == []


def test_pictures_named_are_there_and_no_other():
    named = set(re.findall(r"\]\((hinh/[^)]+)\)", GUIDE))
    assert named == {f"hinh/{path.name}" for path in (ROOT / "docs" / "hinh").iterdir()}


def test_ribbon_is_drawn_from_its_xml():
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "tools" / "guide" / "pictures.py")
    pictures = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pictures)
    drawn = pictures.ribbon()
    assert drawn == (ROOT / "docs" / "hinh" / "ribbon.svg").read_text("utf-8")
    words = " ".join(etree.fromstring(drawn.encode()).itertext())
    assert [label for label in BUTTONS if any(word not in words for word in label.split())] == []


@pytest.mark.parametrize("script", ["cai-dat.cmd", "go-cai-dat.cmd", "soket.cmd"])
def test_scripts_are_named_as_they_are(script):
    assert script in GUIDE
    assert any((folder / script).exists() for folder in (ROOT, ROOT / "windows"))


def test_steps_on_a_real_machine_are_at_most_forty_and_each_has_a_place_to_tick():
    text = (ROOT / "docs" / "windows-acceptance.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, len(rows) + 1))
    assert 30 <= len(rows) <= 40
    assert all(row.rstrip().endswith("| ☐ |") and row.count("|") == 5 for row in rows)

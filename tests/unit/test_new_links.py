"""Which section of a new outline tells which indicators: what the lists say, and what is only suggested."""

import docx
import pytest

from soket_xl.build.campaign import read_campaign
from soket_xl.build.tracker import STORED, build_tracker
from soket_xl.hosts.file import FileHost
from soket_xl.tracker import Tracker

OUTLINE = ("I. Công tác chỉ đạo", "II. Kết quả", "1. Tổ chức bộ máy", "2. Tài chính, ngân sách", "III. Kiến nghị")
HEADS = ("TT", "Chỉ tiêu", "Đơn vị tính")


@pytest.fixture
def outline(tmp_path):
    return word(tmp_path / "de cuong.docx", *OUTLINE)


def word(path, *parts):
    """Write a Word file of bold lines and of tables, given as tuples of rows."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph().add_run(part).bold = True
            continue
        table = document.add_table(0, len(part[0]))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(path)
    return path


def groups(campaign):
    return {row["code"]: row["indicator_groups"] for row in campaign.outline if row["indicator_groups"]}


def of(campaign):
    return {row["name"]: row["group"] for row in campaign.indicators}


def made(outline, folder, *parts):
    return read_campaign(outline=outline, indicators=word(folder / "bieu.docx", *parts))


def test_column_of_sections_links_by_code_and_by_title(outline, tmp_path):
    rows = (
        ("Mục", "Chỉ tiêu", "Đơn vị tính"),
        ("II.1.", "Số phòng", "phòng"),
        ("Tài chính ngân sách", "Thu", "đồng"),
        ("mục II.1 Tổ chức", "Cấp phó", "người"),
        ("IX", "Xe", "chiếc"),
    )
    campaign = made(outline, tmp_path, rows)
    assert groups(campaign) == {"II.1": "TCBM", "II.2": "TCNS"}
    assert of(campaign) == {"Số phòng": "TCBM", "Thu": "TCNS", "Cấp phó": "TCBM", "Xe": None}
    assert "IX" in campaign.notes[-2]
    assert "nhóm - (1 chỉ tiêu)" in campaign.notes[-1]


def test_column_that_only_numbers_its_rows_is_no_column_of_sections(outline, tmp_path):
    campaign = made(outline, tmp_path, (("Mục", "Chỉ tiêu", "Đơn vị tính"), ("1", "Xe", "chiếc"), ("2", "Nhà", "cái")))
    assert not any("không có trong đề cương" in note for note in campaign.notes)


def test_headings_above_the_tables_of_a_word_file_link(outline, tmp_path):
    campaign = made(
        outline, tmp_path,
        "II. Kết quả", "1. Bộ máy, tổ chức các cơ quan", (HEADS, ("1", "Số phòng", "phòng")),
        "2. Tài chính, ngân sách", (HEADS, ("1", "Thu", "đồng"), ("", "Trong đó:", ""), ("-", "Thuế", "đồng")),
        "Phụ lục II", "Biểu tài sản", (HEADS, ("1", "Số xe", "chiếc")),
    )  # fmt: skip
    assert len(set(of(campaign).values())) == 3
    assert groups(campaign) == {"II.1": of(campaign)["Số phòng"], "II.2": of(campaign)["Thu"]}
    assert of(campaign)["Thuế"] == of(campaign)["Thu"]
    assert "Trong đó:" in campaign.notes[1]
    assert of(campaign)["Số xe"] in campaign.notes[-1]


def test_rows_that_head_others_in_a_table_link_and_are_no_indicators(outline, tmp_path):
    rows = (HEADS, ("I", "Tổ chức bộ máy", ""), ("1", "Số phòng", "phòng"), ("2", "Cấp phó", "người"))
    campaign = made(outline, tmp_path, (*rows, ("II", "TÀI CHÍNH, NGÂN SÁCH", ""), ("1", "Thu", "đồng")))
    assert of(campaign) == {"Số phòng": "TCBM", "Cấp phó": "TCBM", "Thu": "TCNS"}
    assert groups(campaign) == {"II.1": "TCBM", "II.2": "TCNS"}


def test_what_is_only_alike_is_a_suggestion_that_nothing_reads(outline, tmp_path):
    campaign = made(outline, tmp_path, "Biểu: Tổ chức bộ máy cấp xã", (HEADS, ("1", "Số phòng", "phòng")))
    (group,) = of(campaign).values()
    assert groups(campaign) == {"II.1": f"{group}?"}
    assert f"{group} (II.1)" in campaign.notes[-1]
    file = tmp_path / "so.xlsm"
    file.write_bytes(build_tracker(campaign, STORED.read_bytes()))
    assert {code for section in Tracker(FileHost(file)).outline for code in section.indicator_groups} == set()


def test_groups_of_the_older_outline_go_to_sections_of_the_same_title_and_the_rest_is_named(outline):
    campaign = read_campaign(outline=outline)
    assert groups(campaign)["II.1"].startswith("TCBM")
    assert groups(campaign)["II.2"] == "TC"
    assert "nhóm TTHC (9 chỉ tiêu)" in campaign.notes[-1]


def test_lists_that_say_it_themselves_are_left_as_they_are():
    plan = read_campaign()
    assert plan.notes == ()
    assert groups(plan)["II.4.a"] == "PCPQ"


def test_several_sheets_are_one_list_and_a_copy_of_a_sheet_adds_nothing(outline, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for name, row in (
        ("Biểu 1", (1, "Thu", "đồng")),
        ("Biểu 2", (1, "Số xe", "chiếc")),
        ("Bản sao", (1, "Thu", "đồng")),
    ):
        sheet = book.create_sheet(name)
        sheet.append(HEADS)
        sheet.append(row)
    book.save(tmp_path / "bieu.xlsx")
    campaign = read_campaign(outline=outline, indicators=tmp_path / "bieu.xlsx")
    assert list(of(campaign)) == ["Thu", "Số xe"]

"""Outlines in the layouts of other hands: frames, text boxes, tables with automatic numbers, capitals over numbers."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.unit.test_new_outline import codes, outline, titles

TITLE = ("ĐỀ CƯƠNG BÁO CÁO", "c")
BOX = "<w:r {0}><w:pict><v:shape><v:textbox><w:txbxContent>{1}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
NUMBERS = (("upperRoman", "%1"), ("decimal", "%2"))


def numbered(document):
    """Give the document a list with automatic numbers I, 1; return its id."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for n, (kind, shown) in enumerate(NUMBERS)
    )
    root = document.part.numbering_part.element
    space = nsdecls("w")
    root.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def put(table, *texts):
    cells = table.add_row().cells
    for cell, text in zip(cells, texts, strict=False):
        cell.text = text
    return cells


def table_with_automatic_numbers(document):
    numbers, table = numbered(document), document.add_table(2, 3)
    for place, text in ((0, "Số TT"), (1, "Nội dung"), (2, "Yêu cầu")):
        table.cell(0, place).text = text
    table.cell(1, 2).text = "Định lượng"
    for level, title, asked in ((0, "CHỈ ĐẠO", ""), (1, "Văn bản", "Số văn bản"), (0, "ĐỀ XUẤT", "")):
        properties = put(table, "", title, asked)[0].paragraphs[0]._p.get_or_add_pPr()
        listed = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>'
        properties.append(parse_xml(listed))


def table_without_header(document):
    table = document.add_table(0, 3)
    for texts in (("I", "Chỉ đạo", ""), ("1", "Văn bản", "- Số văn bản;"), ("II", "Kết quả", ""), ("1.1", "Xã", "")):
        put(table, *texts)


def table_with_parts_across(document):
    table = document.add_table(0, 3)
    put(table, "STT", "Đề mục", "Nội dung cần nêu")
    for part, row in (("I. CHỈ ĐẠO", ("1", "Văn bản", "Số văn bản")), ("II. ĐỀ XUẤT", ("1", "Với tỉnh", ""))):
        cells = table.add_row().cells
        cells[0].merge(cells[2]).text = part
        put(table, *row)


def frame(document):
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "Phụ lục III"
    for text in ("I - CHỈ ĐẠO", "1 - Văn bản", "2.1- Của tỉnh", "II - ĐỀ XUẤT"):
        cell.add_paragraph(text)


def text_box(document):
    texts = ("I. CHỈ ĐẠO", "1. Văn bản", "II. ĐỀ XUẤT")
    inner = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    document.add_paragraph()._p.append(
        parse_xml(BOX.format(f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"', inner))
    )


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (table_with_automatic_numbers, ["I", "I.1", "II"]),
        (table_without_header, ["I", "I.1", "II", "II.1"]),
        (table_with_parts_across, ["I", "I.1", "II", "II.1"]),
        (frame, ["I", "I.1", "I.1.1", "II"]),
        (text_box, ["I", "I.1", "II"]),
    ],
)
def test_outline_is_found_in_tables_frames_and_text_boxes(change, wanted, tmp_path):
    found = outline(tmp_path, TITLE, change=change)
    assert codes(found) == wanted
    asked = "Số văn bản" in str(found.rows[1]["hint"])
    assert asked == change.__name__.startswith("table")


def test_bold_capitals_without_a_number_head_the_numbers_that_begin_anew_below_them(tmp_path):
    found = outline(
        tmp_path, TITLE, ("TÌNH HÌNH CHUNG", "b"), "1. Đặc điểm", "2. Chỉ đạo", ("KẾT QUẢ THỰC HIỆN", "b"), "1. Bộ máy", "a) Xã"
    )  # fmt: skip
    assert codes(found) == ["I", "I.1", "I.2", "II", "II.1", "II.1.a"]


def test_parts_with_a_letter_and_what_brackets_ask_for(tmp_path):
    lines = ("PHẦN A. ĐÁNH GIÁ", "c"), "I/ Kết quả", "1) Bộ máy", "(1) Nêu số phòng;", ("PHẦN B. NHIỆM VỤ", "c")
    found = outline(tmp_path, TITLE, *lines)
    assert codes(found) == ["A", "A.I", "A.I.1", "B"]
    assert found.rows[2]["hint"] == "(1) Nêu số phòng;"


def test_what_a_heading_asks_behind_its_colon_is_a_hint(tmp_path):
    found = outline(tmp_path, "I. Kết quả: nêu theo từng lĩnh vực", "II. Kiến nghị: Trung ương, tỉnh")
    assert titles(found) == {"I": "Kết quả", "II": "Kiến nghị: Trung ương, tỉnh"}
    assert found.rows[0]["hint"] == "nêu theo từng lĩnh vực"


def test_second_outline_of_the_file_is_named_not_mixed_in(tmp_path):
    second = ("ĐỀ CƯƠNG BÁO CÁO CỦA CÁC XÃ, PHƯỜNG", "c")
    found = outline(tmp_path, TITLE, "I. Kết quả", "II. Kiến nghị", second, "I. Kết quả", "1. Thôn, bản")
    assert codes(found) == ["I", "II"]
    assert second[0] in found.notes[-1]


def test_typed_table_of_contents_is_no_outline(tmp_path):
    found = outline(
        tmp_path, TITLE, "1. TÌNH HÌNH ...... 1", "2. KẾT QUẢ\t2", "1. TÌNH HÌNH", "1.1. Năm 2026", "2. KẾT QUẢ"
    )
    assert codes(found) == ["1", "1.1", "2"]

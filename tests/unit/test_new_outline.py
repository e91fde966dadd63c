"""Outlines from Word files in the ways that people write them: styles, automatic and typed numbers, bold, a table."""

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from soket_xl.build.outline import read_outline
from soket_xl.errors import FileRefused


def outline(folder, *lines, change=None):
    """Write a Word file of (text, how) lines, how = a heading's level, "b", "c" (bold and centered) or ""; read it."""
    document = docx.Document()
    for line in lines:
        text, how = line if isinstance(line, tuple) else (line, "")
        if isinstance(how, int):
            document.add_heading(text, how)
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = how in ("b", "c", "bi") or None
        run.italic = how == "bi" or None
        if how == "c":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if change:
        change(document)
    path = folder / "de cuong.docx"
    document.save(path)
    return read_outline(path)


def codes(found):
    return [row["code"] for row in found.rows]


def titles(found):
    return {row["code"]: row["title"] for row in found.rows}


def test_typed_numbers_make_the_codes_and_what_is_below_is_a_hint(tmp_path):
    found = outline(
        tmp_path,
        ("ĐỀ CƯƠNG BÁO CÁO TỔNG KẾT 05 NĂM", "c"),
        ("(Kèm theo Công văn số 12/SNV-XDCQ)", "c"),
        ("I. TÌNH HÌNH CHUNG", "b"),
        ("1. Thuận lợi", "b"),
        "Nêu rõ số liệu đến ngày 31/12.",
        "- So sánh với năm trước",
        "2. Khó khăn",
        "a) Về nhân lực:",
        "b) Về kinh phí;",
        "đ) Về trang thiết bị",
        ("II. KẾT QUẢ", "b"),
        "1. Công tác cán bộ.",
    )
    assert codes(found) == ["I", "I.1", "I.2", "I.2.a", "I.2.b", "I.2.đ", "II", "II.1"]
    assert titles(found)["I.2.a"] == "Về nhân lực"
    assert found.rows[1]["hint"] == "Nêu rõ số liệu đến ngày 31/12.\n- So sánh với năm trước"
    assert [row["level"] for row in found.rows] == [1, 2, 2, 3, 3, 3, 1, 2]
    assert found.rows[1]["marker"] == "1."


def test_real_heading_styles_without_numbers_are_numbered_by_their_place(tmp_path):
    found = outline(
        tmp_path,
        ("Kết quả", 1),
        ("Cải cách hành chính", 2),
        "Viết ngắn gọn",
        ("Hạn chế", 1),
        ("Nguyên nhân", 2),
        ("Chủ quan", 3),
    )
    assert codes(found) == ["I", "I.1", "II", "II.1", "II.1.a"]
    assert [row["marker"] for row in found.rows] == ["I.", "1.", "II.", "1.", "a)"]
    assert found.rows[1]["hint"] == "Viết ngắn gọn"


def test_title_of_the_document_in_a_heading_style_is_no_section(tmp_path):
    found = outline(
        tmp_path,
        ("Báo cáo kết quả công tác thanh niên", 1),
        ("I. Kết quả", 2),
        ("1. Tuyên truyền", 3),
        ("II. Kiến nghị", 2),
    )
    assert codes(found) == ["I", "I.1", "II"]


def test_styles_with_typed_numbers_and_plain_letters_below_them(tmp_path):
    found = outline(
        tmp_path,
        ("I. Kết quả", 1),
        ("1. Bộ máy", 2),
        "a) Cấp tỉnh",
        "b) Cấp xã",
        ("2. Biên chế", 2),
        ("II. Đề xuất", 1),
    )
    assert codes(found) == ["I", "I.1", "I.1.a", "I.1.b", "I.2", "II"]


def test_one_style_for_headings_of_all_levels_is_not_believed(tmp_path):
    found = outline(tmp_path, ("I. Kết quả", 1), ("1. Bộ máy", 1), ("a) Cấp tỉnh", 1), ("II. Đề xuất", 1))
    assert codes(found) == ["I", "I.1", "I.1.a", "II"]


def test_parts_in_words_take_their_title_from_the_next_line(tmp_path):
    found = outline(
        tmp_path, ("Phần thứ nhất", "c"), ("ĐÁNH GIÁ TÌNH HÌNH", "c"), ("I. BỐI CẢNH", "b"), "1. Trong nước", ("Phần thứ hai", "c"), ("PHƯƠNG HƯỚNG", "c"), ("I. MỤC TIÊU", "b")
    )  # fmt: skip
    assert codes(found) == ["I", "I.I", "I.I.1", "II", "II.I"]
    assert titles(found)["II"] == "PHƯƠNG HƯỚNG"


def test_parts_with_bold_lines_below_them(tmp_path):
    found = outline(
        tmp_path, ("Phần I: Khái quát", "b"), ("Đặc điểm địa bàn", "b"), "Nêu diện tích.", ("Tổ chức thực hiện", "b"), ("Phần II: Kết quả", "b"), ("Về đất đai", "b")
    )  # fmt: skip
    assert codes(found) == ["I", "I.1", "I.2", "II", "II.1"]
    assert found.rows[1]["hint"] == "Nêu diện tích."


def test_bold_alone_makes_headings_where_there_is_nothing_else(tmp_path):
    found = outline(
        tmp_path, ("ĐỀ CƯƠNG BÁO CÁO", "c"), ("TÌNH HÌNH CHUNG", "b"), ("Đặc điểm", "b"), "Viết một trang.", ("Thuận lợi", "bi"), ("KẾT QUẢ", "b")
    )  # fmt: skip
    assert codes(found) == ["I", "I.1", "I.1.a", "II"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["1. Một", "1.1. Hai", "1.1.1. Ba", "1.2. Bốn", "2. Năm", "2.1 Sáu"], ["1", "1.1", "1.1.1", "1.2", "2", "2.1"]),
        (["A. Một", "I. Hai", "1. Ba", "B. Bốn", "I. Năm"], ["A", "A.I", "A.I.1", "B", "B.I"]),
        (["I. Một", "A. Hai", "1. Ba", "B. Bốn", "II. Năm"], ["I", "I.A", "I.A.1", "I.B", "II"]),
        (["I. Một", "I.1. Hai", "I.1.a) Ba", "I.2. Bốn", "II. Năm", "II.1. Sáu"], ["I", "I.1", "I.1.a", "I.2", "II", "II.1"]),
        (["I/ Một", "1/ Hai", "a/ Ba", "II/ Bốn"], ["I", "I.1", "I.1.a", "II"]),
        (["I. Một", "1.1. Hai", "1.2. Ba", "II. Bốn", "2.1. Năm"], ["I", "I.1", "I.2", "II", "II.1"]),
        (["I. Một", "1. Hai", "(1) Ba", "(2) Bốn", "2) Năm"], ["I", "I.1", "I.1.1", "I.1.2", "I.2"]),
        (["Chương I. Một", "Mục 1. Hai", "Mục 2. Ba", "Chương II. Bốn"], ["I", "I.I", "I.II", "II"]),
    ],
)  # fmt: skip
def test_ways_of_counting(lines, wanted, tmp_path):
    assert codes(outline(tmp_path, *lines)) == wanted


def test_automatic_numbers_count_as_they_are_shown(tmp_path):
    levels = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
    found = outline(
        tmp_path,
        "Kết quả",
        "Bộ máy",
        "Cấp tỉnh",
        "Cấp xã",
        "Biên chế",
        "Kiến nghị",
        change=lambda d: number(d, levels, (0, 1, 2, 2, 1, 0)),
    )
    assert codes(found) == ["I", "I.1", "I.1.a", "I.1.b", "I.2", "II"]
    assert titles(found)["I.1.b"] == "Cấp xã"


def number(document, levels, places):
    """Give each paragraph the list level in `places` of one list with `levels` (format, text)."""
    numbering = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (kind, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{made}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for paragraph, level in zip(document.paragraphs, places, strict=True):
        listed = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        paragraph._p.get_or_add_pPr().append(listed)


def test_annex_three_of_a_whole_plan_is_taken_and_nothing_of_the_plan(tmp_path):
    found = outline(
        tmp_path,
        ("I. MỤC ĐÍCH, YÊU CẦU", "b"), "1. Mục đích", ("II. NỘI DUNG", "b"), "1. Các đơn vị báo cáo theo đề cương tại Phụ lục III.",
        "Nơi nhận:", "- Như trên;",
        ("Phụ lục II", "c"), ("DANH SÁCH ĐƠN VỊ", "c"), "1. Sở Tài chính",
        ("Phụ lục III", "c"), ("ĐỀ CƯƠNG BÁO CÁO SƠ KẾT", "c"), ("I. KẾT QUẢ ĐẠT ĐƯỢC", "b"), "1. Tổ chức bộ máy", ("II. ĐỀ XUẤT", "b"),
        ("Phụ lục IV", "c"), ("KINH PHÍ", "c"), "1. Ngân sách tỉnh",
    )  # fmt: skip
    assert list(titles(found).values()) == ["KẾT QUẢ ĐẠT ĐƯỢC", "Tổ chức bộ máy", "ĐỀ XUẤT"]


def test_annex_of_figures_at_the_end_is_the_section_of_figures(tmp_path):
    found = outline(tmp_path, ("I. KẾT QUẢ", "b"), "1. Bộ máy", ("PHỤ LỤC BIỂU SỐ LIỆU", "c"), "1. Số thôn, bản")
    assert codes(found) == ["I", "I.1", "PL"]


def test_outline_in_a_table_with_numbers_in_its_first_column(tmp_path):
    def table(document):
        rows = (
            ("TT", "Nội dung", "Yêu cầu"),
            ("I", "Kết quả", ""),
            ("1", "Bộ máy", "Nêu số liệu"),
            ("a)", "Cấp xã", ""),
            ("II", "Đề xuất", ""),
        )
        made = document.add_table(len(rows), 3)
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text

    found = outline(tmp_path, ("ĐỀ CƯƠNG", "c"), change=table)
    assert codes(found) == ["I", "I.1", "I.1.a", "II"]
    assert found.rows[1]["hint"] == "- Nêu số liệu"


def test_number_that_stands_twice_is_mended_and_told(tmp_path):
    found = outline(tmp_path, "I. Một", "1. Hai", "1. Ba", "2. Bốn", "I. Năm")
    assert len(set(codes(found))) == 5
    assert "Ba" in found.notes[1]
    assert "Năm" in found.notes[1]


def test_long_heading_is_cut_at_its_colon_and_nothing_is_lost(tmp_path):
    text = "Công tác lãnh đạo, chỉ đạo, tổ chức triển khai thực hiện nhiệm vụ được giao: nêu rõ số văn bản đã ban hành, số hội nghị đã tổ chức, số lượt người tham dự"
    found = outline(tmp_path, "I. Kết quả", f"1. {text}")
    assert found.rows[1]["title"] == text.partition(":")[0]
    assert found.rows[1]["hint"] == text.partition(": ")[2]


def test_brackets_say_who_writes_a_section(tmp_path):
    found = outline(
        tmp_path,
        "I. Kết quả",
        "1. Cải cách (đối với các sở, ban, ngành)",
        "a) Nội bộ",
        "2. Thôn, bản (dành cho cấp xã)",
        "3. Mô hình hay (nếu có)",
    )
    assert [(row["agencies"], row["communes"]) for row in found.rows] == [
        ("M", "M"),
        ("M", "-"),
        ("M", "-"),
        ("-", "M"),
        ("O", "O"),
    ]
    assert found.rows[1]["synonyms"] == "Cải cách"


def test_file_without_headings_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="không có đề mục"):
        outline(tmp_path, "Kính gửi các đơn vị.", "- Báo cáo trước ngày 15 hằng tháng;")

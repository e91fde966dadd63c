"""What is a heading and what only looks like one."""

from soket_xl.intake.blocks import Document, Paragraph
from soket_xl.intake.report import Report
from tests.support.intake_case import reader


def read(*lines: str) -> Report:
    """Return the report of some lines; a star in front makes a line bold."""
    made = tuple(Paragraph(line.lstrip("*"), bold=1.0 if line.startswith("*") else 0.0) for line in lines)
    return reader().read(Document(made), "xa pa tan.docx")


def test_plain_list_below_a_bold_heading_stays_text_even_where_it_names_sections() -> None:
    found = read(
        "*II. KẾT QUẢ", "*2. Tổ chức bộ máy", "Gồm:", "1. Kiện toàn phòng chuyên môn đã xong",
        "2. Ban hành quy chế làm việc", "*3. Biên chế được giao, có mặt", "Có 40 người.",
    )  # fmt: skip
    assert found.sections == {
        "II.2": ["Gồm:", "1. Kiện toàn phòng chuyên môn đã xong", "2. Ban hành quy chế làm việc"],
        "II.3.a": ["Có 40 người."],
    }


def test_bullets_that_name_other_sections_stay_where_they_stand() -> None:
    found = read("*III. ĐÁNH GIÁ", "*2. Hạn chế", "- Biên chế: thiếu", "- Về chuyển đổi số: mạng yếu")
    assert found.sections == {"III.2": ["Biên chế: thiếu", "Về chuyển đổi số: mạng yếu"]}


def test_tasks_by_field_stay_with_the_tasks() -> None:
    found = read(
        "*IV. NHIỆM VỤ", "*2. Nhiệm vụ, giải pháp", "*a) Về tổ chức bộ máy", "Kiện toàn.", "*b) Về tài chính", "Thu."
    )
    assert list(found.sections) == ["IV.2"]
    assert len(found.sections["IV.2"]) == 4


def test_advantages_within_the_first_part_are_not_sent_to_the_assessment() -> None:
    found = read(
        "*I. ĐẶC ĐIỂM TÌNH HÌNH",
        "*1. Thuận lợi",
        "Gần quốc lộ.",
        "*II. KẾT QUẢ",
        "*1. Sắp xếp đơn vị hành chính",
        "Xong.",
    )
    assert "III.1" not in found.sections
    assert found.unplaced == ["Gần quốc lộ."]
    assert next(item.guess for item in found.items if item.text == "Gần quốc lộ.") == "I"


def test_extra_section_is_unplaced_with_its_part_as_guess_and_its_own_headings_kept() -> None:
    found = read(
        "*II. KẾT QUẢ", "*1. Sắp xếp đơn vị hành chính", "Xong.", "*2. Phòng, chống thiên tai", "*a) Số trận lũ",
        "Có 6 trận.", "*3. Tổ chức bộ máy", "Có 03 phòng.",
    )  # fmt: skip
    assert found.sections == {"II.1": ["Xong."], "II.2": ["Có 03 phòng."]}
    assert found.unplaced == ["a) Số trận lũ", "Có 6 trận."]
    assert {item.guess for item in found.content if not item.section} == {"II"}


def test_misspelt_and_toneless_headings_are_known() -> None:
    found = read("*II. KET QUA", "*1. Xắp xếp đơn vị hành chánh", "Xong.", "*2. To chuc bo may", "Có 03 phòng.")
    assert found.sections == {"II.1": ["Xong."], "II.2": ["Có 03 phòng."]}


def test_document_of_fifteen_thousand_paragraphs_is_read_whole() -> None:
    lines = [f"Đoạn số {n} về gieo trồng {n} ha." for n in range(15_000)]
    found = read("*III. ĐÁNH GIÁ CHUNG", "*1. Ưu điểm", *lines)
    assert found.sections == {"III.1": lines}

"""What is frame and what is content, and the document's number and date."""

from datetime import date

import pytest

from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock
from soket_xl.intake.report import Report
from tests.support.intake_case import reader

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
BODY = (Paragraph("III. ĐÁNH GIÁ CHUNG", bold=1.0), Paragraph("1. Ưu điểm", bold=1.0), Paragraph("Gần dân."))


def read(*blocks: Block | str) -> Report:
    made = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return reader().read(Document(made), "xa pa tan.docx")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/BC-UBND", "12/BC-UBND"), ("Số 12 /BC-UBND", "12/BC-UBND"), ("Số:12/ BC - UBND", "12/BC-UBND"),
        ("Số:      /BC-UBND", None), ("Số: .../BC-UBND", None), ("Số: ……/BC-UBND", None), ("Số: ___/BC-UBND", None),
        ("Số: 540/BC-SGDĐT", "540/BC-SGDĐT"), ("SỐ: 07/BC-SNN&MT", "07/BC-SNN&MT"), ("Số: 15a/BC-UBND", "15a/BC-UBND"),
        ("Số: 1033/SYT-TCCB", "1033/SYT-TCCB"), ("Số: 61/BC-TTr", "61/BC-TTr"),
        ("Số: 12/2026/BC-UBND", "12/2026/BC-UBND"), ("Số:     12/BC-UBND", "12/BC-UBND"),
        ("Số:\t12/BC-UBND", "12/BC-UBND"), ("Số 12-BC/ĐU", "12-BC/ĐU"), ("Số     -BC/ĐU", None),
    ],
)  # fmt: skip
def test_number_is_as_printed_and_blank_is_none(line: str, number: str | None) -> None:
    assert read("UBND XÃ PA TẦN", line, NATION, "BÁO CÁO", *BODY).number == number


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Pa Tần, ngày 05 tháng 5 năm 2026", date(2026, 5, 5)), ("Pa Tần, ngày 5/5/2026", date(2026, 5, 5)),
        ("Pa Tần, ngày     tháng 5 năm 2026", None), ("Pa Tần, ngày ... tháng ... năm 2026", None),
        ("Ngày 05.5.2026", date(2026, 5, 5)), ("Pa Tần,ngày 05tháng 5năm 2026", date(2026, 5, 5)),
        ("Pa Tần, ngày 31 tháng 4 năm 2026", None), ("Pa Tần, Ngày 29 Tháng 04 Năm 2026", date(2026, 4, 29)),
    ],
)  # fmt: skip
def test_date_is_as_printed_and_blank_is_none(line: str, day: date | None) -> None:
    found = read("UBND XÃ PA TẦN", "Số: 12/BC-UBND", NATION, line, "BÁO CÁO", *BODY)
    assert found.dated == day
    assert found.unplaced == []


def test_dates_and_numbers_of_other_documents_are_not_the_reports_own() -> None:
    found = read(
        "UBND XÃ PA TẦN", NATION, "BÁO CÁO", "Căn cứ Kế hoạch số 45/KH-UBND ngày 20/4/2026 của UBND tỉnh;",
        "Thực hiện Công văn số 9/SNV-TCBC ngày 21/4/2026, UBND xã báo cáo như sau:", *BODY,
    )  # fmt: skip
    assert (found.number, found.dated, found.unplaced) == (None, None, [])


def test_content_before_the_first_heading_is_unplaced_not_lost() -> None:
    found = read("Xã Pa Tần là xã biên giới, có 14 bản với 1.250 hộ dân sinh sống từ lâu đời.", *BODY)
    assert found.unplaced == ["Xã Pa Tần là xã biên giới, có 14 bản với 1.250 hộ dân sinh sống từ lâu đời."]
    assert found.sections == {"III.1": ["Gần dân."]}


@pytest.mark.parametrize(
    "closing",
    [
        "Trên đây là báo cáo sơ kết của UBND xã./.",
        "Trên đây là kết quả 01 năm thực hiện, UBND xã kính báo cáo Sở Nội vụ tổng hợp./.",
        "UBND xã Pa Tần trân trọng báo cáo./.",
        "Ủy ban nhân dân xã báo cáo Sở Nội vụ tổng hợp, trình UBND tỉnh./.",
        "Trên đây là Báo cáo của UBND xã Pa Tần; kính đề nghị Sở Nội vụ xem xét, tổng hợp.",
    ],
)
def test_closing_signature_and_recipients_are_in_no_section(closing: str) -> None:
    found = read(
        *BODY, closing, "Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn A"
    )
    assert found.sections == {"III.1": ["Gần dân."]}
    assert found.unplaced == []
    assert closing in [item.text for item in found.items if item.aside]


def test_annex_behind_the_signature_is_read_for_figures() -> None:
    rows = (("Chỉ tiêu", "Số liệu"), ("Dân số", "4.120"))
    table = TableBlock(tuple(tuple((Paragraph(cell),) for cell in row) for row in rows), "bảng 2")
    found = read(*BODY, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHỤ LỤC SỐ LIỆU", table)
    assert {code: figure.value for code, figure in found.figures.items()} == {"DVHC03": 4120}
    assert "bảng 2" in found.figures["DVHC03"].place


def test_annex_in_the_text_before_the_signature_counts_too_and_keeps_its_rows() -> None:
    rows = (("Chỉ tiêu", "Số liệu"), ("Số xe ô tô công", "2"))
    table = TableBlock(tuple(tuple((Paragraph(cell),) for cell in row) for row in rows), "bảng 1")
    found = read(Paragraph("II. KẾT QUẢ", bold=1.0), Paragraph("7. Tài sản công", bold=1.0), "Có 2 xe:", table)
    assert found.sections["II.7"] == ["Có 2 xe:", "Chỉ tiêu | Số liệu", "Số xe ô tô công | 2"]
    assert found.figures["TS06"].value == 2


def test_footnote_follows_its_paragraph_and_bullets_are_dropped() -> None:
    found = read(
        *BODY, Paragraph("Theo Quyết định số 5/QĐ-UBND.", kind="footnote"), "- Mô hình hay.", "• Cách làm mới.",
        "1. Việc thứ nhất: làm sớm.", Paragraph("Việc tự động.", marker="2."), Paragraph("Dấu tự động.", marker="-"),
    )  # fmt: skip
    assert found.sections["III.1"] == [
        "Gần dân.", "Theo Quyết định số 5/QĐ-UBND.", "Mô hình hay.", "Cách làm mới.", "1. Việc thứ nhất: làm sớm.",
        "2. Việc tự động.", "Dấu tự động.",
    ]  # fmt: skip


def test_lines_of_a_paragraph_stand_apart_only_where_each_is_an_item() -> None:
    found = read(*BODY, "- Một.\n- Hai.\n+ Ba.", "Câu này dài\nsang dòng mới.")
    assert found.sections["III.1"] == ["Gần dân.", "Một.", "Hai.", "Ba.", "Câu này dài sang dòng mới."]


def test_two_sections_under_one_heading_go_to_the_first_and_both_are_named() -> None:
    found = read(
        Paragraph("III. ĐÁNH GIÁ CHUNG", bold=1.0), Paragraph("2. Tồn tại, hạn chế và nguyên nhân", bold=1.0), "Ít."
    )
    assert found.sections == {"III.2": ["Ít."]}
    assert any("III.2" in warning and "III.3" in warning for warning in found.warnings)


def test_empty_document_holds_nothing_and_breaks_nothing() -> None:
    found = read()
    assert (found.sections, found.unplaced, found.number) == ({}, [], None)


def test_any_sentence_that_announces_the_report_before_the_first_heading_is_its_opening() -> None:
    opening = "Phát huy kết quả đạt được, UBND xã xây dựng báo cáo với những nội dung chính như sau:"
    found = read("UBND XÃ PA TẦN", NATION, "BÁO CÁO", "Sơ kết một năm", opening, *BODY)
    assert [item.text for item in found.content] == ["Gần dân."]

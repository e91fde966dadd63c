"""Reports that are typed into tables: what only lays text out is text, what holds figures is a table."""

from datetime import date
from pathlib import Path

import pytest

from soket_xl.actions.intake import intake
from soket_xl.intake.blocks import Document, Paragraph, TableBlock
from soket_xl.intake.report import Report
from soket_xl.intake.sheets import Sheets
from soket_xl.intake.subject import is_of_another
from tests.support.intake_case import reader
from tests.support.memory import tracker_in_memory
from tests.unit.test_intake_run_folder import BODY, CONTEXT, HEAD, report

CAMPAIGN = ("Sơ kết 01 năm hoạt động của chính quyền địa phương 02 cấp",)


def table(*rows: str) -> TableBlock:
    cells = ((cell.strip() for cell in row.split("|")) for row in rows)
    return TableBlock(tuple(tuple((Paragraph(c),) if c else () for c in row) for row in cells), "bảng 1")


def read(*blocks: Paragraph | TableBlock, file: str = "xa pa tan.docx") -> Report:
    return reader().read(Document(blocks), file)


def test_form_of_titles_and_answers_is_read_as_headings_and_text() -> None:
    found = read(
        table(
            "Nội dung | Kết quả thực hiện",
            "1. Khái quát đặc điểm, tình hình | Xã có 24 bản nằm dọc sông, dân số 10.966 người.",
            "2. Công tác lãnh đạo, chỉ đạo | Trong năm xã ban hành 35 văn bản chỉ đạo.",
            "3. Biên chế, đội ngũ | Được giao 61 biên chế, có mặt 58 người tại thời điểm báo cáo.",
            "4. Kiến nghị, đề xuất | Đề nghị tỉnh quan tâm đầu tư trang thiết bị cho xã.",
        )
    )
    assert found.sections == {
        "I.1": ["Xã có 24 bản nằm dọc sông, dân số 10.966 người."],
        "I.2": ["Trong năm xã ban hành 35 văn bản chỉ đạo."],
        "II.3": ["Được giao 61 biên chế, có mặt 58 người tại thời điểm báo cáo."],
        "V": ["Đề nghị tỉnh quan tâm đầu tư trang thiết bị cho xã."],
    }
    assert {code: f.value for code, f in found.figures.items()} == {
        "DVHC03": 10966, "DVHC05": 24, "VB01": 35, "BC01": 61, "BC02": 58,
    }  # fmt: skip


def test_numbers_in_a_column_of_their_own_go_with_their_titles_and_nothing_is_lost() -> None:
    rows = (
        "TT | Nội dung | Tình hình thực hiện",
        "I | KHÁI QUÁT TÌNH HÌNH |",
        "1 | Đặc điểm tình hình | Xã có 24 bản nằm dọc theo quốc lộ.",
        "II | KẾT QUẢ THỰC HIỆN |",
        "1 | Tổ chức bộ máy | Thành lập 03 phòng chuyên môn thuộc xã.",
        "2 | Nuôi ong lấy mật | Nhân dân nuôi 300 đàn ong, bán được giá.",
    )
    found = read(table(*rows))
    assert (found.sections["I.1"], found.sections["II.2"][:1]) == (
        ["Xã có 24 bản nằm dọc theo quốc lộ."],
        ["Thành lập 03 phòng chuyên môn thuộc xã."],
    )
    assert found.unplaced == ["Nhân dân nuôi 300 đàn ong, bán được giá."]
    kept = " ".join(item.text for item in found.items)
    assert all(cell.strip() in kept for row in rows for cell in row.split("|"))


def test_headings_and_text_in_single_cells_are_read_in_order() -> None:
    heading = TableBlock((((Paragraph("II. KẾT QUẢ", bold=1.0),),),))
    below = TableBlock((((Paragraph("1. Tổ chức bộ máy", bold=1.0),),), ((Paragraph("Có 03 phòng."),),)))
    assert read(heading, below).sections == {"II.2": ["Có 03 phòng."]}


def test_table_of_figures_stays_a_table() -> None:
    rows = ("Chỉ tiêu | ĐVT | Số", "Dân số | người | 4.120", "Biên chế cán bộ, công chức được giao | người | 40")
    found = read(Paragraph("II. KẾT QUẢ", bold=1.0), table(*rows))
    assert [item.kind for item in found.content] == ["table"] * 3
    assert {code: f.value for code, f in found.figures.items()} == {"DVHC03": 4120, "BC01": 40}


def test_measure_above_a_table_is_that_of_its_money() -> None:
    rows = ("Chỉ tiêu | Kế hoạch năm | Thực hiện", "Thu ngân sách trên địa bàn | 2,1 | 0,94", "Dân số | 9 | 8")
    found = read(Paragraph("II. KẾT QUẢ", bold=1.0), Paragraph("(Đơn vị tính: tỷ đồng)"), table(*rows))
    assert {code: f.value for code, f in found.figures.items()} == {"TC03": 940, "DVHC03": 8}
    grid = (("Đơn vị tính: tỷ đồng", "", ""), *(tuple(cell.strip() for cell in row.split("|")) for row in rows))
    form = reader().read_form(Sheets((("Biểu", grid),)), "xa pa tan.xlsx")
    assert form.figures["TC03"].value == 940


def test_heading_on_an_agencys_own_field_is_its_results() -> None:
    lines = ("II. KẾT QUẢ", "1. Tổ chức bộ máy", "2. Phân cấp quản lý giáo dục", "3. Kết quả giáo dục và đào tạo")
    blocks = [b for line in lines for b in (Paragraph(line, bold=1.0), Paragraph(f"Việc của {line[3:]}."))]
    found = read(*blocks, file="so giao duc va dao tao.docx")
    assert found.sections["II.9"] == ["Việc của Kết quả giáo dục và đào tạo."]


def test_marker_of_two_numbers_opens_both_parts() -> None:
    lines = ("I+II. KHÁI QUÁT VÀ KẾT QUẢ", "3. Tổ chức bộ máy, biên chế", "IV+V. NHIỆM VỤ VÀ KIẾN NGHỊ")
    blocks = [b for line in lines for b in (Paragraph(line, bold=1.0), Paragraph(f"Việc {line[:2]}"))]
    assert list(read(*blocks).sections) == ["I", "II.2", "IV"]


@pytest.mark.parametrize(
    ("subject", "another"),
    [
        ("Tình hình kinh tế - xã hội quý I năm 2026; nhiệm vụ trọng tâm quý II", True),
        ("Kết quả công tác tháng 4, phương hướng nhiệm vụ tháng 5 năm 2026", True),
        ("Sơ kết 01 năm, số liệu đến tháng 4/2026", False),
        ("Kết quả 6 tháng hoạt động của chính quyền địa phương", False),
        ("Sơ kết công tác năm thứ nhất", False),
        (None, False),
    ],
)
def test_subject_of_a_quarter_or_month_is_another_campaigns(subject: str | None, another: bool) -> None:
    assert is_of_another(subject, CAMPAIGN) is another


def test_report_of_another_period_is_asked_about(tmp_path: Path) -> None:
    lines = (*HEAD, "Tình hình kinh tế - xã hội quý I năm 2026")
    path = report(tmp_path / "a.docx", BODY, lines)
    found = intake(tracker_in_memory(), CONTEXT, [path], date(2026, 5, 6)).data["files"]
    assert [(f["outcome"], f["candidates"]) for f in found] == [("needs_confirmation", ["03503"])]

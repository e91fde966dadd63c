"""Figures that a report tells in its sentences."""

from pathlib import Path

import pytest

from soket_xl.actions.intake import intake
from soket_xl.intake.blocks import Document, Paragraph, TableBlock
from soket_xl.intake.figures import FigureReader
from soket_xl.intake.items import Item
from soket_xl.intake.names import IndicatorNames
from soket_xl.intake.prose import ProseReader, Told
from soket_xl.intake.report import Report
from soket_xl.schema import FIGURE_SOURCES, FIGURES
from soket_xl.tables import make_table
from soket_xl.tracker import Tracker
from tests.support.intake_case import reader
from tests.support.memory import tracker_in_memory
from tests.unit.test_intake_run_folder import CONTEXT, report, rows

HEADINGS = {
    "I.1": ("I. TÌNH HÌNH CHUNG", "1. Đặc điểm tình hình"), "I.2": ("I. TÌNH HÌNH CHUNG", "2. Công tác chỉ đạo"),
    "II.1": ("II. KẾT QUẢ", "1. Sắp xếp đơn vị hành chính"), "II.2": ("II. KẾT QUẢ", "2. Tổ chức bộ máy"),
    "II.3.a": ("II. KẾT QUẢ", "3. Biên chế"), "II.3.b": ("II. KẾT QUẢ", "3. Chế độ, chính sách"),
    "II.5": ("II. KẾT QUẢ", "5. Thủ tục hành chính"), "II.6": ("II. KẾT QUẢ", "6. Tài chính, ngân sách"),
    "II.7": ("II. KẾT QUẢ", "7. Tài sản công"), "II.8": ("II. KẾT QUẢ", "8. Chuyển đổi số"),
    "IV": ("IV. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM GIAI ĐOẠN 2026 - 2030", "1. Nhiệm vụ"),
}  # fmt: skip


def read(section: str, *texts: str, table: tuple[tuple[str, ...], ...] = ()) -> Report:
    """Return the report with paragraphs in a section, and a table behind them."""
    bold = tuple(Paragraph(line, bold=1.0) for line in HEADINGS[section])
    cells = tuple(tuple((Paragraph(cell),) for cell in row) for row in table)
    tables = (TableBlock(cells, "bảng 1"),) if table else ()
    return reader().read(Document((*bold, *map(Paragraph, texts), *tables)), "xa pa tan.docx")


def told(section: str, *texts: str) -> dict[str, float]:
    return {code: figure.value for code, figure in read(section, *texts).figures.items()}


@pytest.mark.parametrize(
    ("section", "text", "figures"),
    [
        ("I.1", "Diện tích tự nhiên 72,15 km², quy mô dân số 34.580 người, 45 tổ dân phố.",
         {"DVHC02": 72.15, "DVHC03": 34580, "DVHC05": 45}),
        ("I.2", "Ban hành 45 văn bản (trong đó 08 kế hoạch, 37 công văn).", {"VB01": 45}),
        ("II.1", "Tổ dân phố trước sắp xếp là 52, nay còn 45.", {"DVHC04": 52, "DVHC05": 45}),
        ("II.2", "Sở giảm từ 15 phòng còn 11 phòng; có 11 cấp trưởng.", {"TCBM01": 15, "TCBM02": 11, "TCBM03": 11}),
        ("II.3.a", "Công chức: giao 38, có mặt 36. Viên chức: giao 41, có mặt 40.",
         {"BC01": 38, "BC02": 36, "BC03": 41, "BC04": 40}),
        ("II.3.a", "41/46 biên chế cán bộ, công chức có mặt.", {"BC01": 46, "BC02": 41}),
        ("II.3.b", "Có 18 trường hợp nghỉ theo Nghị định số 178/2024/NĐ-CP, Nghị định số 67/2025/NĐ-CP, kinh phí "
         "11 tỷ 250 triệu đồng.", {"CDCS01": 18, "CDCS02": 11250}),
        ("II.5", "Tiếp nhận 1 366 hồ sơ (trực tuyến 1 101 hồ sơ, đạt 80,6 %); đã giải quyết 1 340 hồ sơ, trong đó đúng "
         "hạn 1 322 hồ sơ, quá hạn 18 hồ sơ; đang giải quyết 26 hồ sơ.",
         {"TTHC01": 1366, "TTHC02": 1101, "TTHC04": 1340, "TTHC05": 1322, "TTHC06": 18, "TTHC07": 26}),
        ("II.5", "Tỷ lệ giải quyết đúng hạn, trước hạn đạt 98,7%.", {"TTHC09": 98.7}),
        ("II.6", "Thu ngân sách trên địa bàn 2,06 tỷ đồng, tăng 12% so với cùng kỳ.", {"TC03": 2060}),
        ("II.7", "Quản lý 16 cơ sở nhà đất: tiếp tục sử dụng 14, điều chuyển 02.",
         {"TS01": 16, "TS02": 14, "TS03": 2}),
        ("II.8", "28/32 bản được phủ sóng; 98% văn bản đi được ký số.", {"CDS01": 28, "CDS04": 98}),
    ],
)  # fmt: skip
def test_sentence_tells_the_figures_of_its_section(section: str, text: str, figures: dict[str, float]) -> None:
    assert told(section, text) == figures


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("II.6", "Thu ngân sách trên địa bàn từ 14 đến 15 tỷ đồng."),
        ("II.6", "Thu ngân sách trên địa bàn: chưa có số liệu."),
        ("II.6", "Cùng kỳ năm trước thu ngân sách trên địa bàn 5,1 tỷ đồng."),
        ("II.7", "Phương án xử lý đối với 2.037 cơ sở nhà đất toàn tỉnh, trong đó tiếp tục sử dụng 1.945 cơ sở."),
        ("II.5", "Trong tháng 4/2026 tiếp nhận 142 giấy tờ; tỷ lệ trực tuyến 81,3%."),
        ("II.3.b", "Xã không có trường hợp nào nghỉ theo Nghị định số 178/2024/NĐ-CP."),
        ("I.1", "Xã giảm 02 bản; cách trung tâm tỉnh 60 km."),
        ("I.2", "Văn bản hành chính và 07 tờ trình."),
        ("IV", "Phấn đấu có 30 bản được phủ sóng internet, ban hành 12 văn bản chỉ đạo."),
    ],
)
def test_ranges_plans_other_times_and_the_whole_province_tell_nothing(section: str, text: str) -> None:
    assert told(section, text) == {}


def test_table_counts_more_than_a_sentence_and_one_warning_names_what_was_told() -> None:
    table = (("Chỉ tiêu", "ĐVT", "Số liệu"), ("Dân số", "người", "4.120"))
    found = read("I.1", "Dân số 4.000 người ở 17 bản.", table=table)
    assert {code: (figure.value, figure.told) for code, figure in found.figures.items()} == {
        "DVHC03": (4120, False), "DVHC05": (17, True),
    }  # fmt: skip
    assert [warning for warning in found.warnings if "lời văn" in warning and "DVHC05" in warning]


def test_told_figures_stand_in_the_order_of_the_report() -> None:
    indicators = [i for i in Tracker(tracker_in_memory()).indicators if i.kind == "int"][14:2:-1]
    figures = FigureReader(IndicatorNames(indicators), 2026)
    figures.add_told({i.code: Told(i, "5", "I.1") for i in indicators})
    assert list(figures.figures) == [i.code for i in indicators]


def test_sentence_fills_blanks_and_renews_its_own_but_overwrites_no_table_and_no_clerk(tmp_path: Path) -> None:
    host = tracker_in_memory()
    intake(host, CONTEXT, [report(tmp_path / "a.docx", figures=[("Chỉ tiêu", "ĐVT", "Số"), ("Dân số", "người", "9")])])
    figures = rows(host, FIGURES)
    mine = next(row for row in figures if row["unit_id"] == "03503")
    assert (mine["DVHC03"], mine["DVHC05"], mine["TCBM02"]) == (9, 14, 3)
    mine["TCBM02"] = 4
    host.write([make_table(FIGURES, figures)])
    body = ("I. TÌNH HÌNH", "1. Đặc điểm", "Xã có 15 bản, dân số 8 người.", "II. KẾT QUẢ", "1. Bộ máy", "Có 03 phòng.")
    intake(host, CONTEXT, [report(tmp_path / "b.docx", body)])
    mine = next(row for row in rows(host, FIGURES) if row["unit_id"] == "03503")
    assert (mine["DVHC03"], mine["DVHC05"], mine["TCBM02"]) == (9, 15, 4)
    places = {row["indicator"]: row["place"] for row in rows(host, FIGURE_SOURCES)}
    assert places["DVHC05"] == "lời văn, mục I.1"


def test_figure_of_the_year_before_the_campaigns_own_is_not_taken() -> None:
    text = "Năm 2026, tiếp nhận 1.530 hồ sơ."
    found = [
        ProseReader(tracker.outline, tracker.indicators, tracker.year).read([Item(text, "II.5")])
        for tracker in (
            Tracker(tracker_in_memory(settings={"report_deadline": day}))
            for day in ("08/5/2026", "15/01/2027", "08/5/2027")
        )
    ]
    assert [{code: told.written for code, told in one.items()} for one in found] == [
        {"TTHC01": "1.530"}, {"TTHC01": "1.530"}, {},
    ]  # fmt: skip


def test_comrades_are_no_money_and_a_field_is_no_results() -> None:
    assert told("II.3.b", "Chi trả cho 14 đồng chí nghỉ theo Nghị định 178 số tiền 9.870 triệu đồng.") == {
        "CDCS01": 14, "CDCS02": 9870,
    }  # fmt: skip
    lines = ("II. KẾT QUẢ", "3. Lĩnh vực chính sách cho người nghỉ việc")
    blocks = (*(Paragraph(line, bold=1.0) for line in lines), Paragraph("Đã chi trả xong."))
    assert reader().read(Document(blocks), "xa pa tan.docx").sections == {"II.3.b": ["Đã chi trả xong."]}

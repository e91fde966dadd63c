"""Figures of indicators in the layouts and ways of writing that units use."""

import pytest

from soket_xl.intake.figures import FigureReader
from tests.support.intake_case import reader


def read(*lines: str, place: str = "bảng 1", year: int = 2026) -> FigureReader:
    figures = FigureReader(reader()._indicator_names, year)
    figures.read([[cell.strip() for cell in line.split("|")] for line in lines], place)
    return figures


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.945", 1945), ("1 945", 1945), ("1945", 1945), ("12 (tăng 3)", 12), ("ước 25", 25), ("khoảng 1.200", 1200),
        ("không có", 0), ("Không", 0), ("0", 0), ("00", 0), ("03", 3), ("~ 40", 40), ("25 người", 25),
        ("1.945,0", 1945),
        ("-", None), ("", None), ("x", None), ("chưa thống kê", None), ("...", None), ("Chưa có số liệu", None),
        ("–", None), ("/", None), ("41.", 41), ("41;", 41), ("≈ 30", 30), ("42*", 42), ("hơn 300", 300),
    ],
)  # fmt: skip
def test_number_is_read_as_it_is_written(written: str, value: int | None) -> None:
    assert read("Mã | Chỉ tiêu | Số liệu", f"BC02 | Cán bộ, công chức có mặt | {written}").values().get("BC02") == value


@pytest.mark.parametrize(
    ("written", "value"), [("98,8%", 98.8), ("98,8", 98.8), ("98.8 %", 98.8), ("100%", 100), ("99,05 phần trăm", 99.05)]
)
def test_percentage_is_a_number_of_hundredths(written: str, value: float) -> None:
    found = read("Chỉ tiêu | ĐVT | Kết quả", f"Tỷ lệ đúng hạn và trước hạn | % | {written}")
    assert found.values() == {"TTHC09": value}


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        ("triệu đồng", "8.450,5", 8450.5), ("tỷ đồng", "8,45", 8450), ("đồng", "8.450.000.000", 8450),
        ("nghìn đồng", "8.450.000", 8450), ("1.000 đồng", "8.450.000", 8450), ("Tr.đ", "8.450", 8450),
        ("", "897 tỷ đồng", 897000), ("triệu đồng", "8,45 tỷ", 8450), ("", "8.450 triệu", 8450), ("tỉ đồng", "8", 8000),
        ("ngàn đồng", "1.000", 1), ("VNĐ", "1.000.000", 1),
    ],
)  # fmt: skip
def test_money_is_converted_and_said(unit: str, written: str, value: float) -> None:
    found = read("Mã | Chỉ tiêu | ĐVT | Số liệu", f"CDCS02 | Kinh phí chi trả | {unit} | {written}")
    assert found.values() == {"CDCS02": value}
    shown = f"{unit} {written}".lower()
    own = ("tri" in shown and "tỷ" not in shown) or unit == "Tr.đ"
    assert bool(found.warnings) == (not own)


def test_area_in_hectares_becomes_square_kilometres() -> None:
    found = read("Chỉ tiêu | Đơn vị tính | Số liệu", "Diện tích tự nhiên | ha | 13.421")
    assert found.values() == {"DVHC02": 134.21}
    assert found.warnings


@pytest.mark.parametrize(
    "lines",
    [
        ("Chỉ tiêu | Kết quả", "Dân số | 9.876", "Số xe ô tô công | 2"),
        ("TT | Chỉ tiêu | ĐVT | Kết quả | Ghi chú", "1 | Dân số | người | 9.876 | theo Công an",
         "2 | Số xe ô tô công | chiếc | 2 |"),
        ("TT | Chỉ tiêu | Cùng kỳ | Kỳ báo cáo", "1 | Dân số | 9.001 | 9.876", "2 | Số xe ô tô công | 1 | 2"),
        ("TT | Chỉ tiêu | Năm 2025 | Năm 2026", "1 | Dân số | 9.001 | 9.876", "2 | Số xe ô tô công | 1 | 2"),
        ("Nội dung | Số lượng | Tăng, giảm", "Dân số | 9.876 | +875", "Số xe ô tô công | 2 | +1"),
        ("Nội dung | Kế hoạch | Thực hiện | Tỷ lệ", "Dân số | 9.900 | 9.876 | 99,7", "Số xe ô tô công | 3 | 2 | 66,7"),
        ("Nội dung | Trước sắp xếp | Sau sắp xếp", "Dân số | 9.001 | 9.876", "Số xe ô tô công | 5 | 2"),
        ("STT | Tên chỉ tiêu | Số liệu | ", " | | Kỳ trước | Kỳ này", "1 | Dân số | 9.001 | 9.876",
         "2 | Số xe ô tô công | 5 | 2"),
        ("(1) | (2) | (3) | (4)", "DVHC03 | Dân số | người | 9.876", "TS06 | Số xe ô tô công | chiếc | 2"),
        ("DVHC03 | 9.876", "TS06 | 2"),
        ("Mã CT | Số liệu | Ghi chú", "DVHC03 | 9.876 | ", "TS06 | 2 | cũ"),
        ("Dân số | Số xe ô tô công | Diện tích tự nhiên", "9.876 | 2 | "),
        ("Đơn vị | Dân số (người) | Số xe ô tô công (chiếc) | Biên chế được giao", "Xã A | 9.876 | 2 | "),
        ("A. DÂN SỐ, ĐẤT ĐAI | | |", "1 | Dân số | người | 9.876", "B. TÀI SẢN | | |", "1 | Số xe ô tô công | xe | 2"),
        ("Tổng dân số (người): | 9.876", "Tổng số xe ô tô: | 2"),
    ],
)  # fmt: skip
def test_layout_of_the_table_does_not_matter(lines: tuple[str, ...]) -> None:
    assert read(*lines).values() == {"DVHC03": 9876, "TS06": 2}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Tổng số biên chế cán bộ, công chức được giao", "BC01"), ("Số CBCC có mặt", "BC02"),
        ("Số hồ sơ TTHC tiếp nhận", "TTHC01"), ("- Trong đó: Tiếp nhận trực tuyến", "TTHC02"),
        ("Số trụ sở dôi dư", "TS04"), ("Số phòng chuyên môn và tương đương hiện có", "TCBM02"),
        ("Số người nghỉ theo NĐ 178/2024/NĐ-CP", "CDCS01"), ("Số thôn, bản, tổ dân phố trước khi sắp xếp", "DVHC04"),
        ("Số kiến nghị với TW", "KN01"), ("Số cấp phó", "TCBM04"), ("So ho so da giai quyet", "TTHC04"),
        ("Hồ sơ giải quyết quá hạn", "TTHC06"), ("Thu NSNN trên địa bàn", "TC03"), ("Vốn ĐTC đã giải ngân", "TC04"),
    ],
)  # fmt: skip
def test_indicator_is_known_by_what_units_call_it(name: str, code: str) -> None:
    assert read("TT | Chỉ tiêu | Số liệu", f"1 | {name} | 17").values() == {code: 17}


def test_count_is_told_from_its_share_by_the_unit_of_measure() -> None:
    head = "TT | Chỉ tiêu | Đơn vị tính | Số liệu"
    assert read(head, "8 | Đã giải quyết đúng hạn | hồ sơ | 1.890 (đạt 98%)").values() == {"TTHC05": 1890}


def test_share_in_another_column_makes_no_count_a_share() -> None:
    found = read("Chỉ tiêu | Kế hoạch | Thực hiện | Tỷ lệ", "Chi ngân sách | 50.000 | 48.250 | 96,5%")
    assert found.values() == {"TC02": 48250}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 tỷ 250 triệu đồng", 1250), ("2 triệu 500 nghìn đồng", 2.5), ("85,6 tỷ đồng, đạt 95%", 85600),
        ("12,345,678", 12345678), ("1 tỷ 1250 triệu", None), ("1.2.3", None),
    ],
)  # fmt: skip
def test_money_in_words_is_read_whole_or_not_at_all(written: str, value: float | None) -> None:
    assert read("Chỉ tiêu | Số liệu", f"Chi ngân sách | {written}").values().get("TC02") == value


def test_comma_between_thousands_of_a_count_is_no_decimal() -> None:
    assert read("Chỉ tiêu | Số liệu", "Số cấp phó | 1,945").values() == {"TCBM04": 1945}


def test_money_in_a_unit_of_another_kind_is_not_taken() -> None:
    found = read("Chỉ tiêu | Đơn vị | Số liệu", "Chi ngân sách | người | 5")
    assert found.values() == {}
    assert '"người"' in found.warnings[0]


def test_tables_beside_each_other_under_one_head_are_both_read() -> None:
    head = "Chỉ tiêu | ĐVT | Số liệu"
    found = read(f"{head} | {head}", "Dân số | người | 5.123 | Số cấp trưởng | người | 6")
    assert found.values() == {"DVHC03": 5123, "TCBM03": 6}


@pytest.mark.parametrize(("year", "value"), [(2026, 5), (2027, 9)])
def test_column_of_the_campaigns_own_year_counts(year: int, value: int) -> None:
    found = read("Chỉ tiêu | ĐVT | Năm 2025 | Năm 2026 | Năm 2027", "Dân số | người | 3 | 5 | 9", year=year)
    assert found.values() == {"DVHC03": value}


def test_row_of_raised_signs_or_endless_digits_numbers_no_columns() -> None:
    head = "Mã | Chỉ tiêu | Số liệu"
    for odd in ("² | ³ | ⁴", f"{'9' * 5000} | a | b"):
        assert read(head, odd, "TTHC04 | Đã giải quyết | 5").values() == {"TTHC04": 5}


def test_head_below_a_title_of_many_rows_is_found() -> None:
    found = read(
        "UBND XÃ X", "BIỂU 1", "", "(kèm theo báo cáo)", "Chỉ tiêu | ĐVT | Kỳ trước | Kỳ này", "Dân số | người | 1 | 2"
    )
    assert found.values() == {"DVHC03": 2}


def test_row_with_code_name_and_measure_is_no_head_of_three_indicators() -> None:
    head = "Mã | Tên chỉ tiêu | ĐVT | Kế hoạch | Thực hiện"
    found = read(head, "PCPQ01 | Nhiệm vụ phân cấp | nhiệm vụ | | 1.060", "TS01 | Tổng số trụ sở | cơ sở | | 29")
    assert found.values() == {"PCPQ01": 1060, "TS01": 29}


def test_head_of_the_column_completes_a_name_that_two_indicators_share() -> None:
    found = read("TT | Nội dung | Trước sắp xếp | Sau sắp xếp", "1 | Số đơn vị sự nghiệp công lập | 3 | 2")
    assert found.values() == {"DVSN02": 2}


def test_conversion_is_said_in_the_words_of_the_table() -> None:
    found = read("Chỉ tiêu | Số liệu", "Chi ngân sách | 85,6 tỷ đồng")
    assert found.values() == {"TC02": 85600}
    assert "85,6 tỷ đồng" in found.warnings[0]


@pytest.mark.parametrize(
    "name",
    [
        "Số hộ nghèo", "Tổng số đảng viên", "Số xe mô tô", "Số học sinh", "Thu nhập bình quân", "Số hồ sơ hộ tịch",
        "Số trường học", "Diện tích rừng", "Số thôn đạt chuẩn nông thôn mới", "Số công chức nữ",
        "Dân số trong độ tuổi lao động",
    ],
)  # fmt: skip
def test_other_things_are_not_taken_for_indicators(name: str) -> None:
    assert read("TT | Chỉ tiêu | Số liệu", f"1 | {name} | 17").values() == {}


def test_cell_that_cannot_be_read_is_named_with_its_row() -> None:
    found = read("Mã | Chỉ tiêu | Số liệu", "BC02 | Cán bộ, công chức có mặt | theo biểu gửi kèm", place="bảng 3")
    assert found.values() == {}
    assert "bảng 3" in found.warnings[0]
    assert "dòng 2" in found.warnings[0]


def test_two_figures_for_one_indicator_are_said() -> None:
    found = read("Chỉ tiêu | Số liệu", "Dân số | 9.876", "Dân số | 9.900")
    assert found.values() == {"DVHC03": 9876}
    assert "9.900" in found.warnings[0]


def test_heads_over_two_rows_name_their_columns_together() -> None:
    found = read(
        "Hồ sơ tiếp nhận | | Hồ sơ đã giải quyết | | | Hồ sơ đang giải quyết",
        "Tổng số | Trong đó: trực tuyến | Tổng số | Đúng hạn và trước hạn | Quá hạn |",
        "1.530 | 1.204 | 1.511 | 1.498 | 13 | 19",
    )
    codes = ("TTHC01", "TTHC02", "TTHC04", "TTHC05", "TTHC06", "TTHC07")
    assert found.values() == dict(zip(codes, (1530, 1204, 1511, 1498, 13, 19), strict=True))


def test_rows_by_field_are_told_by_their_total_and_asked_about_without_one() -> None:
    head = "TT | Lĩnh vực | Tiếp nhận | Đã giải quyết | Đúng hạn và trước hạn | Quá hạn"
    rows = ("1 | Hộ tịch | 410 | 408 | 408 | 0", "2 | Đất đai | 122 | 110 | 101 | 9")
    found = read(head, *rows, " | Tổng cộng | 532 | 518 | 509 | 9")
    assert found.values() == {"TTHC01": 532, "TTHC04": 518, "TTHC05": 509, "TTHC06": 9}
    asked = read(head, *rows)
    assert asked.values() == {}
    assert "tổng cộng" in asked.warnings[0]


def test_names_that_say_the_opposite_by_one_letter_are_told_apart() -> None:
    found = read("Chỉ tiêu | ĐVT | Số", "Đã giải quyết | hồ sơ | 5", "Đang giải quyết | hồ sơ | 7")
    assert found.values().get("TTHC07") == 7
    assert found.values().get("TTHC04") in (5, None)
    counted = read("Chỉ tiêu | ĐVT | Số", "Dân số | người | đang tổng hợp")
    assert (counted.values(), counted.warnings) == ({}, [])

"""Tables of a pasted report: which rows belong to them, whatever the paste left of their lines."""

from soket_xl.intake.blocks import TableBlock
from soket_xl.intake.paste import pasted_document
from tests.support.intake_case import reader

TOP = ("UBND XÃ PA TẦN", "BÁO CÁO", "III. ĐÁNH GIÁ CHUNG", "Tốt.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHỤ LỤC")


def figures(*rows: str) -> dict[str, float]:
    block = [[cell.strip() or None for cell in row.split("|")] for row in (*TOP, *rows)]
    width = max(map(len, block))
    document = pasted_document([row + [None] * (width - len(row)) for row in block])
    found = reader().read(document, "xa pa tan.docx", "03503")
    return {code: figure.value for code, figure in found.figures.items()}


def test_groups_inside_a_table_do_not_part_it_from_its_head() -> None:
    assert figures(
        "TT | Chỉ tiêu | ĐVT | Trước sắp xếp | Hiện nay", "A. TỔ CHỨC BỘ MÁY", "1 | Số đơn vị sự nghiệp hiện có | đơn vị | 8 | 6",
        "II | Nhân sự", "1 | Cán bộ, công chức có mặt | người | | 48", "2 | Diện tích tự nhiên | ha | | 25.660",
    ) == {"DVSN02": 6, "BC02": 48, "DVHC02": 256.6}  # fmt: skip


def test_code_and_value_are_a_row_of_a_table_and_a_list_marker_is_not() -> None:
    assert figures("Mã chỉ tiêu | Kết quả", "DVHC03 | 7.654", "KN01 | Không") == {"DVHC03": 7654, "KN01": 0}
    document = pasted_document([["III. ĐÁNH GIÁ", None], ["1.", "Ưu điểm"], ["(a)", "Dân tin."], ["-", "Gần dân."]])
    assert not [block for block in document.blocks if isinstance(block, TableBlock)]


def test_next_table_with_a_head_of_its_own_begins_anew() -> None:
    head = "Chỉ tiêu | ĐVT | Kỳ này | Kỳ trước"
    assert figures(
        "Chỉ tiêu | ĐVT | Kỳ trước | Kỳ này", "Dân số | người | 1 | 2", "Biểu 2", head, "Số cấp phó | người | 3 | 4"
    ) == {"DVHC03": 2, "TCBM04": 3}

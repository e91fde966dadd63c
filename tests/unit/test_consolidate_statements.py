"""Entries into statements."""

import pytest

from soket_xl.consolidate.statements import split, statements
from soket_xl.model import Entry


@pytest.mark.parametrize(
    "text",
    [
        "- Thiếu công chức địa chính. Chưa tuyển được.",
        "+ Trụ sở xuống cấp. Cần sửa chữa.",
        "• Đường truyền yếu. Hay mất kết nối.",
        "a) Thiếu nhà công vụ. Đề nghị bố trí.",
        "1. Kinh phí hạn hẹp. Thu thấp.",
    ],
)
def test_bullet_is_one_statement_however_long(text):
    assert len(split(text)) == 1


def test_plain_paragraph_is_split_by_sentence():
    assert split("Thiếu công chức. Trụ sở chật hẹp! Mạng yếu.") == ["Thiếu công chức", "Trụ sở chật hẹp!", "Mạng yếu"]


@pytest.mark.parametrize(
    "text",
    [
        "Cán bộ được cử về TP. Lai Châu học tập.",
        "Đ/c. Nguyễn Văn An phụ trách địa chính.",
        "Đã thu 1.234 triệu đồng, đạt 98.5 % dự toán.",
        "Báo cáo ngày 08/5. của xã được gửi đúng hạn.",
        "ThS. Lò Văn B phụ trách.",
    ],
)
def test_full_stops_of_abbreviations_and_numbers_do_not_end_a_statement(text):
    assert len(split(text)) == 1


def test_each_line_of_a_paragraph_is_split_by_itself():
    assert split("- Một ý\n- Hai ý") == ["Một ý", "Hai ý"]


def test_closing_marks_of_a_document_are_dropped():
    assert split("Đề nghị bổ sung biên chế./.") == ["Đề nghị bổ sung biên chế"]


def test_a_line_of_dashes_is_no_statement():
    assert split("-----") == []


def test_unplaced_entries_give_no_statements():
    assert statements([Entry("03388", None, "Thiếu công chức.", 1)]) == []


def test_titles_with_several_stops_end_no_sentence():
    assert split("PGS.TS. Lê D dự họp. Hội nghị thành công.") == ["PGS.TS. Lê D dự họp", "Hội nghị thành công"]
    assert split("Đ/c Lò A, Q. Chủ tịch, phụ trách chung. Th.S Nguyễn B phụ trách kinh tế.") == [
        "Đ/c Lò A, Q. Chủ tịch, phụ trách chung",
        "Th.S Nguyễn B phụ trách kinh tế",
    ]


def test_rows_of_figures_in_the_annex_are_no_statements_but_its_prose_is():
    rows = ["Biên chế được giao (người) | 41 | 45", "Số liệu biên chế tính đến ngày 30/4/2026"]
    found = statements([Entry("03388", "PL", text, n) for n, text in enumerate(rows)])
    assert [statement.text for statement in found] == [rows[1]]

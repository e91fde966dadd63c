"""Faults in wording that no rule was written from, planted in reports of two other voices that are clean by themselves."""

from datetime import date

import pytest

from soket_xl.actions.review import review
from soket_xl.schema import FINDINGS, LEXICON
from soket_xl.tables import make_table
from soket_xl.tracker import Tracker
from tests.unit.test_review_rules import CONTEXT, FIRST_UNIT, book, found, written

WARD, WARD_FIGURES = written()["ward"]
AGENCY, AGENCY_FIGURES = written()["agency"]
PLANTED = [
    ("too_thin", "II.6", "Thực hiện tốt."),
    ("too_thin", "II.2.b", "Đã ban hành quy chế làm việc đầy đủ, thực hiện nghiêm túc, đúng quy định."),
    ("too_thin", "III.4", "Rút kinh nghiệm trong quá trình thực hiện."),
    (
        "no_figures",
        "II.7",
        "Các trụ sở sau sáp nhập được bố trí hợp lý cho các phòng, phương tiện đáp ứng nhu cầu đi lại.",
    ),
    ("one_sided", "III.2", "Trong quá trình triển khai, địa phương chưa gặp vướng mắc nào."),
    ("no_own_cause", "III.3.b", "Chưa phát hiện nguyên nhân chủ quan."),
    (
        "no_own_cause",
        "III.3.b",
        "Do địa bàn rộng, đường đi lại khó khăn, hạ tầng của nhà cung cấp chưa phủ hết các bản.",
    ),
    ("boilerplate", "II.9", "[Ghi kết quả nổi bật theo từng lĩnh vực]"),
    ("boilerplate", "II.6", "Tổng thu ngân sách đạt ……… triệu đồng, chi ngân sách đạt ……… triệu đồng."),
    ("out_of_period", "II.5", "Trong năm 2023, phường tiếp nhận 4.100 hồ sơ, giải quyết đúng hạn 4.050 hồ sơ."),
    ("abolished_level", "V.2", "Đề nghị Phòng Tài chính - Kế hoạch huyện cấp bổ sung 500 triệu đồng cho xã."),
    ("abolished_level", "II.4.b", "Việc vượt thẩm quyền, phường trình UBND thành phố Lai Châu quyết định 14 việc."),
    ("text_vs_figure", "II.4.b", "Số nhiệm vụ phân cấp, phân quyền được giao là một trăm hai mươi mốt nhiệm vụ."),
    ("text_vs_figure", "II.6", "Thu ngân sách trên địa bàn đạt 8,9 tỷ đồng; chi ngân sách 74,3 tỷ đồng."),
    ("percent_mismatch", "II.8", "Có 18/24 bản có internet, chiếm 85%."),
]


@pytest.mark.parametrize(
    ("unit", "report", "figures"), [(FIRST_UNIT, WARD, WARD_FIGURES), ("SXD", AGENCY, AGENCY_FIGURES)]
)
def test_clean_report_of_another_voice_has_no_finding(unit, report, figures):
    assert found(book({unit: report}, {unit: figures}), unit=unit) == []


@pytest.mark.parametrize(("code", "section", "text"), PLANTED)
def test_planted_fault_is_found_and_told_once(code, section, text):
    findings = found(book({FIRST_UNIT: WARD | {section: text}}, {FIRST_UNIT: WARD_FIGURES}))
    assert [(f.code, f.section) for f in findings] == [(code, section)]
    assert findings[0].why
    assert findings[0].request


def test_figure_that_is_large_because_the_commune_is_large_is_no_outlier():
    units = [f"0{number}" for number in (3388, 3637, 3408, 3442, 3434, 3385, 3394)]
    people = {unit: {"DVHC03": 4000 + 100 * n, "TTHC01": 800 + 20 * n} for n, unit in enumerate(units)}
    people[FIRST_UNIT] = {"DVHC03": 24_000, "TTHC01": 5200}

    def outliers(figures):
        return [f for f in review(book({}, figures), CONTEXT).data["findings"] if f.code == "figure_outlier"]

    assert "TTHC01" not in {f.indicator for f in outliers(people)}
    people[FIRST_UNIT] = {"DVHC03": 4200, "TTHC01": 5200}
    assert {(f.unit_id, f.indicator) for f in outliers(people)} == {(FIRST_UNIT, "TTHC01")}


@pytest.mark.parametrize(
    ("section", "text"),
    [
        (
            "II.4.b",
            "Nhiệm vụ cấp giấy chứng nhận quyền sử dụng đất lần đầu đã giải quyết 98 hồ sơ, còn 11 nhiệm vụ vướng.",
        ),
        ("IV.2", "Xử lý dứt điểm 04 cơ sở nhà, đất dôi dư trước ngày 31/12/2026."),
        ("II.9", "Theo dõi 2.324 nhiệm vụ được giao trên hệ thống; thẩm định 61 xe ô tô."),
    ],
)
def test_figure_of_one_task_a_plan_or_a_field_is_not_that_of_the_annex(section, text):
    assert not found(book({FIRST_UNIT: WARD | {section: text}}, {FIRST_UNIT: WARD_FIGURES}), "text_vs_figure")


def test_passage_called_common_by_the_clerk_makes_nobody_a_copy_any_more():
    base = "Trên cơ sở chủ trương của cấp ủy, tập thể Ủy ban nhân dân thống nhất nguyên tắc điều hành linh hoạt, bám việc, bám dân, "
    own = base + "mỗi tuần họp một lần để tháo gỡ từng việc còn vướng trong 03 ngày."
    reports = {FIRST_UNIT: {"II.2.b": own}, "03408": {"II.2.b": own.replace("03", "05")}}
    host = book(reports, {}, {FIRST_UNIT: date(2026, 5, 5), "03408": date(2026, 5, 6)})
    (copy,) = found(host, "copied", "03408")
    rows = [row | {"decision": "shared"} if row["code"] == "copied" else row for row in Tracker(host).rows(FINDINGS)]
    host.write([make_table(FINDINGS, rows)])
    assert found(host, "copied", "03408") == []
    assert [row["kind"] for row in Tracker(host).rows(LEXICON)] == ["shared"]
    third = reports | {"03442": {"II.2.b": own.replace("03", "07")}}
    assert copy.other_unit_id == FIRST_UNIT
    again = book(third, {}, {FIRST_UNIT: date(2026, 5, 5), "03442": date(2026, 5, 7)})
    again.write([make_table(LEXICON, Tracker(host).rows(LEXICON))])
    assert found(again, "copied", "03442") == []

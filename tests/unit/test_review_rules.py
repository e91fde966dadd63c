"""Faults planted one at a time in hand-written reports: each is found, and a clean report stays clean."""

from datetime import date, datetime
from pathlib import Path

import pytest

from soket_xl.actions.review import review
from soket_xl.model import Context, Deadline, Entry, Unit
from soket_xl.review.report import Campaign, UnitReport
from soket_xl.review.wording import out_of_period
from soket_xl.schema import FINDINGS, UNITS
from soket_xl.tables import make_table
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory


def written():
    """The reports of tests/data/reports.txt: {name: ({section: text}, {indicator: figure})}."""
    known = {}
    texts, figures = {}, {}
    for line in (Path(__file__).parents[1] / "data" / "reports.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            texts, figures = known.setdefault(line.strip("[]"), ({}, {}))
        elif " | " in line:
            section, _, text = line.partition(" | ")
            texts[section] = text.replace(" // ", "\n")
        elif " = " in line:
            code, _, value = line.partition(" = ")
            figures[code] = float(value) if "." in value else int(value)
    return known


FIRST, FIRST_FIGURES = written()["first"]
SECOND, THIRD = written()["second"][0], written()["third"][0]
CONTEXT = Context(date(2026, 5, 8), datetime(2026, 5, 8, 9), "an")
FIRST_UNIT, SECOND_UNIT, THIRD_UNIT = "03637", "03408", "03442"


def entries(unit_id, report):
    return [
        {"unit_id": unit_id, "section": code, "order": number, "version": 1, "text": text}
        for number, (code, text) in enumerate(report.items())
    ]


def book(reports=None, figures=None, received=None):
    """A tracker with the reports {unit: {section: text}} and figures {unit: {indicator: number}}."""
    reports = {FIRST_UNIT: FIRST} if reports is None else reports
    figures = {FIRST_UNIT: FIRST_FIGURES} if figures is None else figures
    host = tracker_in_memory(
        {
            "tblEntries": [row for unit, report in reports.items() for row in entries(unit, report)],
            "tblFigures": [{"unit_id": unit, **given} for unit, given in figures.items()],
        }
    )
    rows = Tracker(host).rows(UNITS)
    days = received or {}
    host.write([make_table(UNITS, [row | {"received_on": days.get(row["unit_id"])} for row in rows])])
    return host


def found(host, code=None, unit=FIRST_UNIT):
    """The findings of a unit, without the annexes that the test left out."""
    findings = review(host, CONTEXT).data["findings"]
    return [f for f in findings if f.unit_id == unit and f.section != "PL" and (code is None or f.code == code)]


def planted(code, section, text, unit=FIRST_UNIT):
    """The findings of `code` when `text` stands in `section` of the first report."""
    return [f for f in found(book({unit: FIRST | {section: text}}), code, unit) if f.section == section]


@pytest.mark.parametrize(
    ("unit", "report", "figures"),
    [(FIRST_UNIT, FIRST, FIRST_FIGURES), (SECOND_UNIT, SECOND, {}), (THIRD_UNIT, THIRD, {})],
)
def test_clean_report_has_no_finding(unit, report, figures):
    assert found(book({unit: report}, {unit: figures}), unit=unit) == []


def test_missing_mandatory_section_is_an_error_and_named_on_the_unit_sheet():
    host = book({FIRST_UNIT: {code: text for code, text in FIRST.items() if code != "II.6"}})
    outcome = review(host, CONTEXT)
    assert [(f.code, f.severity, f.section) for f in outcome.data["findings"]] == [("missing_section", "error", "II.6")]
    assert outcome.exit_code == 1
    row = next(row for row in Tracker(host).rows(UNITS) if row["unit_id"] == FIRST_UNIT)
    assert row["missing"] == "II.6"


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện tốt.",
        "Đơn vị đã thực hiện nghiêm túc theo đúng quy định.",
        "Cơ bản ổn định, hoàn thành tốt nhiệm vụ được giao.",
        "Công tác này được quan tâm triển khai kịp thời, đầy đủ, đạt nhiều kết quả tích cực.",
        "Không có.",
    ],
)
def test_section_of_empty_words_is_too_thin(text):
    assert planted("too_thin", "II.2.b", text)


@pytest.mark.parametrize(
    "text",
    [
        "Việc giải quyết thủ tục hành chính đi vào nền nếp, người dân được hướng dẫn tận tình, hồ sơ đi nhanh.",
        "Từ ngày 01/7/2025, Trung tâm vận hành theo Nghị định số 118/2025/NĐ-CP, công chức phục vụ Nhân dân tận tụy.",
    ],
)
def test_section_with_indicators_but_no_figure_is_found_dates_and_documents_aside(text):
    assert planted("no_figures", "II.5", text)


def test_figure_in_words_is_a_figure():
    text = "Trung tâm tiếp nhận hai trăm ba mươi lăm hồ sơ, người dân được hướng dẫn tận tình, trả kết quả tại chỗ."
    assert not planted("no_figures", "II.5", text)


@pytest.mark.parametrize("lost", [["III.2"], ["III.3.a", "III.3.b"], ["III.2", "III.3.a", "III.3.b"]])
def test_results_without_limitations_or_causes_are_one_sided(lost):
    report = {code: text for code, text in FIRST.items() if code not in lost}
    assert len(found(book({FIRST_UNIT: report}), "one_sided")) == 1


@pytest.mark.parametrize("text", ["Không có.", "Chưa phát sinh.", "Không có tồn tại, hạn chế.", "- Không"])
def test_limitations_that_say_none_are_one_sided(text):
    assert len(found(book({FIRST_UNIT: FIRST | {"III.2": text}}), "one_sided")) == 1


def test_own_causes_that_say_none_are_found():
    assert planted("no_own_cause", "III.3.b", "Không có nguyên nhân chủ quan.")


@pytest.mark.parametrize(
    "text",
    [
        "Nêu rõ kết quả thực hiện, số liệu cụ thể theo phụ lục.",
        "Sở: chức năng, số phòng/đơn vị trực thuộc; xã: diện tích, dân số, số thôn/bản, ĐVHC hợp thành",
        "Biên chế được giao: ........ người; có mặt: ........ người.",
        "(Ghi cụ thể tên mô hình, cách làm)",
        "Khái quát đặc điểm, tình hình cơ quan, đơn vị, địa phương",
    ],
)
def test_words_of_the_outline_or_form_are_boilerplate(text):
    assert planted("boilerplate", "I.1", text)


def test_copied_section_names_the_earlier_report_as_alike():
    second = SECOND | {"II.2.b": FIRST["II.2.b"], "II.5": SECOND["II.5"]}
    days = {FIRST_UNIT: date(2026, 5, 4), SECOND_UNIT: date(2026, 5, 6)}
    findings = found(book({FIRST_UNIT: FIRST, SECOND_UNIT: second}, {}, days), "copied", SECOND_UNIT)
    assert [(f.section, f.other_unit_id) for f in findings] == [("II.2.b", FIRST_UNIT)]
    assert "giống" in findings[0].message


LONG = (
    "Bộ phận tiếp nhận sắp xếp lại bàn ghế theo lối một chiều, mỗi quầy có bảng tên và hộp thư góp ý. Công chức đến "
    "sớm mười lăm phút để kiểm tra đường truyền và máy quét. Người già được mời vào hàng ghế ưu tiên. Cuối "
    "ngày tổ trưởng đọc lại từng phiếu hẹn để không bỏ sót hồ sơ nào của bà con vùng xa."
)
OWN = "Riêng phường tổ chức thêm ngày thứ Bảy tình nguyện phục vụ cho công nhân trong khu tái định cư mới."


@pytest.mark.parametrize(
    "text",
    [LONG, LONG.replace("mười lăm phút", "20 phút"), LONG + " " + OWN, LONG.replace("bà con", "Nhân dân phường")],
)
def test_copies_are_found_whole_in_part_or_with_changed_words(text):
    reports = {FIRST_UNIT: FIRST | {"II.5": LONG}, SECOND_UNIT: SECOND | {"II.5": text}}
    days = {FIRST_UNIT: date(2026, 5, 4), SECOND_UNIT: date(2026, 5, 6)}
    assert found(book(reports, {}, days), "copied", SECOND_UNIT)


def test_shared_legal_bases_are_no_copy():
    basis = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025; căn cứ Nghị quyết số 1670/NQ-UBTVQH15 của Ủy ban "
        "Thường vụ Quốc hội về việc sắp xếp các đơn vị hành chính cấp xã của tỉnh Lai Châu năm 2025."
    )
    reports = {FIRST_UNIT: FIRST | {"I.2": basis}, SECOND_UNIT: SECOND | {"I.2": basis + " " + SECOND["I.2"]}}
    assert not found(book(reports, {}), "copied", SECOND_UNIT)


@pytest.mark.parametrize(
    ("changed", "indicator"),
    [
        ({"TTHC07": 65}, "TTHC01"),
        ({"TTHC06": 3}, "TTHC04"),
        ({"TS01": 15}, "TS01"),
        ({"DVHC05": 30}, "DVHC05"),
        ({"PCPQ02": 119}, "PCPQ02"),
        ({"TTHC09": 90}, "TTHC09"),
    ],
)
def test_broken_balance_equation_is_an_error(changed, indicator):
    figures = {FIRST_UNIT: FIRST_FIGURES | changed}
    findings = found(book(figures=figures), "figure_rule")
    assert (indicator, "error") in [(f.indicator, f.severity) for f in findings]


def test_rule_that_only_warns_gives_a_warning():
    findings = found(book(figures={FIRST_UNIT: FIRST_FIGURES | {"BC02": 47}}), "figure_rule")
    assert [(f.indicator, f.severity) for f in findings] == [("BC02", "warning")]


def test_equation_with_a_blank_side_is_not_judged():
    figures = {code: value for code, value in FIRST_FIGURES.items() if code != "TTHC07"} | {"TTHC09": 99.05}
    assert found(book(figures={FIRST_UNIT: figures}), "figure_rule") == []


@pytest.mark.parametrize("changed", [{"BC01": -46}, {"TTHC09": 120}, {"BC02": 41.5}])
def test_impossible_figures_are_found(changed):
    assert found(book(figures={FIRST_UNIT: FIRST_FIGURES | changed}), "figure_value")


COMMUNES = ["03388", "03390", "03394", "03405", "03408", "03424", "03430", "03433"]


def group(code, values):
    return {unit: {code: value} for unit, value in zip([FIRST_UNIT, *COMMUNES], values, strict=False)}


@pytest.mark.parametrize("slip", [1e3, 1e6, 1e-3])
def test_slip_of_thousands_is_found(slip):
    values = [61000 * slip, 54000, 72000, 38500, 91000, 45200, 66000, 58000, 49000]
    assert found(book({}, group("TC02", values)), "figure_scale")


def test_figure_far_from_its_group_is_an_outlier():
    values = [900, 46, 38, 41, 52, 61, 35, 44, 48]
    assert found(book({}, group("BC01", values)), "figure_outlier")
    assert not found(book({}, group("BC01", [70, *values[1:]])), "figure_outlier")


@pytest.mark.parametrize(
    ("section", "text", "indicator"),
    [
        ("II.3.a", "Biên chế cán bộ, công chức được giao 48 người, còn lại sẽ tuyển trong năm.", "BC01"),
        ("II.3.a", "Số cán bộ, công chức có mặt là ba mươi tám người.", "BC02"),
        ("II.3.a", "CBCC có mặt: 39 người.", "BC02"),
        ("II.5", "Trung tâm tiếp nhận 4.214 hồ sơ TTHC trong kỳ.", "TTHC01"),
        ("II.5", "Trong kỳ đã giải quyết 2.150 hồ sơ TTHC.", "TTHC04"),
        ("II.6", "Thu ngân sách trên địa bàn đạt 5,4 tỷ đồng.", "TC03"),
        ("II.7", "Hiện xã có 04 xe ô tô công.", "TS06"),
        ("II.5", "Tỷ lệ đúng hạn và trước hạn đạt 95,1%.", "TTHC09"),
        ("II.3.b", "Có 17 người nghỉ theo Nghị định số 178/2024/NĐ-CP.", "CDCS01"),
    ],
)
def test_prose_that_disagrees_with_the_annex_is_found(section, text, indicator):
    assert indicator in [f.indicator for f in planted("text_vs_figure", section, text)]


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("II.3.a", "Biên chế cán bộ, công chức được giao 46 người, có mặt 41 người."),
        ("II.3.a", "Biên chế cán bộ, công chức cấp tỉnh giao toàn tỉnh là 2.334 người."),
        ("II.5", "Trong tháng 4, Trung tâm tiếp nhận 310 hồ sơ TTHC lĩnh vực đất đai."),
        ("II.6", "Thu ngân sách trên địa bàn đạt 4,12 tỷ đồng."),
        ("II.6", "Thu ngân sách trên địa bàn tăng 12% so với cùng kỳ."),
        ("II.7", "Dự kiến mua thêm 01 xe ô tô công trong năm 2027."),
        ("II.3.a", "Có mặt bốn mươi mốt cán bộ, công chức."),
    ],
)
def test_figures_that_agree_or_concern_another_thing_are_left_alone(section, text):
    assert not planted("text_vs_figure", section, text)


def test_percentage_that_is_not_that_of_its_parts_is_found():
    assert planted("percent_mismatch", "II.5", "Giải quyết đúng hạn 3.120/3.150 hồ sơ, đạt 95%.")
    assert not planted("percent_mismatch", "II.5", "Giải quyết đúng hạn 3.120/3.150 hồ sơ, đạt 99,05%.")


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 15/3/2024, xã tổ chức hội nghị tổng kết với 120 đại biểu.",
        "Trong quý I/2025 đã tiếp nhận 420 hồ sơ của công dân.",
        "Năm 2023, xã giải quyết 2.140 hồ sơ.",
        "Đến ngày 20/12/2026 đã hoàn thành 100% việc số hóa.",
        "Trong tháng 11/2024, Trung tâm tiếp nhận 310 hồ sơ.",
    ],
)
def test_results_dated_outside_the_period_are_found(text):
    assert planted("out_of_period", "II.5", FIRST["II.5"] + " " + text)


def test_bare_year_is_held_against_the_campaigns_own_period():
    unit = Unit(FIRST_UNIT, "Xã A", "communes", Deadline(date(2027, 7, 8), "by"))
    campaign = Campaign((), (), date(2026, 7, 1), date(2027, 6, 30))
    lines = [f"Trong năm {year}, xã giải quyết 12 hồ sơ." for year in (2025, 2026, 2027)]
    reports = [UnitReport(unit, [Entry(FIRST_UNIT, "II.5", line, 1)]) for line in lines]
    assert [len(list(out_of_period(report, campaign))) for report in reports] == [1, 0, 0]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị định số 178/2024/NĐ-CP ngày 31/12/2024 của Chính phủ, xã chi trả cho 7 người.",
        "So với cùng kỳ năm 2024, số hồ sơ tăng 12%.",
        "Luật Đất đai năm 2024 được phổ biến cho 300 lượt người.",
        "Từ ngày 01/7/2025 đến ngày 30/4/2026, Trung tâm tiếp nhận 3.214 hồ sơ.",
        "Giai đoạn 2021 - 2025, xã có 5 công trình hoàn thành.",
    ],
)
def test_documents_comparisons_and_days_of_the_period_are_left_alone(text):
    assert not planted("out_of_period", "II.5", text)


@pytest.mark.parametrize(
    "text",
    [
        "Đề nghị UBND huyện quan tâm bố trí 2 tỷ đồng sửa đường.",
        "Được sự chỉ đạo của Huyện ủy, HĐND huyện, xã đã hoàn thành 12 chỉ tiêu.",
        "Phòng Nội vụ huyện hướng dẫn xã lập hồ sơ cho 7 người.",
        "Xã báo cáo UBND huyện phê duyệt phương án sắp xếp 14 cơ sở.",
    ],
)
def test_district_that_still_acts_is_found(text):
    assert planted("abolished_level", "II.9", FIRST["II.9"] + " " + text)


@pytest.mark.parametrize(
    "text",
    [
        "Tiếp nhận 320 hồ sơ do UBND huyện Than Uyên cũ bàn giao.",
        "Thực hiện 118 nhiệm vụ chuyển từ cấp huyện về xã.",
        "Từ ngày 01/7/2025 không tổ chức cấp huyện, xã tiếp tục giải quyết 40 việc dở dang.",
        "Trước đây việc này do Phòng Tài nguyên huyện giải quyết, nay xã giải quyết 95% hồ sơ.",
    ],
)
def test_district_of_the_past_is_left_alone(text):
    assert not planted("abolished_level", "II.9", FIRST["II.9"] + " " + text)


def test_name_of_another_commune_at_the_head_of_a_sentence_is_found():
    findings = planted("other_unit", "II.9", FIRST["II.9"] + " UBND xã Mường Than đã chỉ đạo trồng 40 ha chè.")
    assert [f.other_unit_id for f in findings] == ["03618"]


def test_paragraph_that_stands_twice_is_found():
    assert planted("repeated_paragraph", "II.9", FIRST["II.2.b"])


def test_letters_of_a_broken_encoding_are_found():
    assert planted(
        "garbled", "II.9", "C«ng t¸c chØ ®¹o: s¶n l­îng ¼ l­¬ng thùc ½ ®¹t ¾ 5.870 tÊn ¹ ¶ µ theo kÕ ho¹ch n¨m"
    )


def test_report_that_was_received_but_not_read_is_told_once():
    findings = found(book({}, {}, {FIRST_UNIT: date(2026, 5, 5)}))
    assert [(f.code, f.severity) for f in findings] == [("not_imported", "info")]


def test_decision_of_the_clerk_wins_over_every_rerun():
    host = book({FIRST_UNIT: {code: text for code, text in FIRST.items() if code != "II.6"}})
    assert review(host, CONTEXT).exit_code == 1
    rows = Tracker(host).rows(FINDINGS)
    host.write([make_table(FINDINGS, [row | {"decision": "accepted", "note": "đã hỏi"} for row in rows])])
    assert review(host, CONTEXT).exit_code == 0
    row = Tracker(host).rows(FINDINGS)[0]
    assert (row["finding_id"], row["decision"], row["note"]) == (rows[0]["finding_id"], "accepted", "đã hỏi")
    assert row["request"] == "Bổ sung mục II.6 (Tài chính, ngân sách) theo đề cương."


def test_json_has_the_fixed_keys():
    findings = review(book({FIRST_UNIT: {"I.1": "Ổn định."}}, {}), CONTEXT).data["findings"]
    keys = {"code", "severity", "unit_id", "section", "indicator", "other_unit_id", "message", "cell"}
    assert keys <= set(vars(findings[0]))


def test_exempt_unit_is_not_reviewed():
    host = book({FIRST_UNIT: {"I.1": "Ổn định."}}, {})
    rows = [row | {"exempt": "yes"} if row["unit_id"] == FIRST_UNIT else row for row in Tracker(host).rows(UNITS)]
    host.write([make_table(UNITS, rows)])
    assert review(host, CONTEXT).data["findings"] == []

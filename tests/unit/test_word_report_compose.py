"""What stands in the provincial report, before any file is made."""

from dataclasses import replace
from datetime import date

import pytest

from soket_xl.consolidate.model import FigureTotal
from soket_xl.model import Section
from soket_xl.text.capitals import unit_in_sentence
from soket_xl.text.wording import date_words, ended, issuer_name, lower_first, recipient_lines
from soket_xl.word.compose import compose
from soket_xl.word.figures import home_sections, shown, shown_unit
from soket_xl.word.model import Heading, Paragraph, ReportModel, Sentence, sentence_id
from tests.support.report_case import CLAIMS, INDICATORS, OUTLINE, SETTINGS, TOTALS, UNITS, M, claim, inputs


def sentences(model: ReportModel) -> dict[str, Sentence]:
    return {sentence.sentence_id: sentence for sentence in model.sentences()}


def texts(model: ReportModel) -> list[str]:
    return [b.text if isinstance(b, Heading) else " ".join(s.text for s in b.sentences) for b in model.blocks]


def test_headings_follow_the_outline_with_typed_numbers_and_the_annex_is_no_heading() -> None:
    headings = [block.text for block in compose(inputs()).blocks if isinstance(block, Heading)]
    assert headings == [
        "I. TÌNH HÌNH CHUNG",
        "1. Công tác chỉ đạo",
        "II. KẾT QUẢ",
        "1. Tổ chức bộ máy",
        "a) Kiện toàn cơ quan chuyên môn",
        "b) Quy chế làm việc",
    ]


def test_outline_without_markers_is_numbered_by_the_decree() -> None:
    outline = [Section("A", 1, "", "Một", M), Section("B", 1, "", "Hai", M)]
    outline += [Section(f"B.{n}", 2, "", "Ý", M) for n in (1, 2)]
    outline += [Section(f"B.2.{n}", 3, "", "Điểm", M) for n in range(5)]
    headings = [b.text for b in compose(inputs(outline=outline)).blocks if isinstance(b, Heading)]
    assert headings == ["I. MỘT", "II. HAI", "1. Ý", "2. Ý", "a) Điểm", "b) Điểm", "c) Điểm", "d) Điểm", "đ) Điểm"]


def test_section_that_nobody_reported_says_so_and_a_parent_does_not() -> None:
    found = sentences(compose(inputs()))
    assert found["E_II_1_b"].text == "Chưa có đơn vị báo cáo nội dung này."
    assert {name for name in found if name.startswith("E_")} == {"E_II_1_b"}


def test_section_whose_claims_were_all_dropped_does_not_claim_that_nobody_reported() -> None:
    found = sentences(compose(inputs(reporting={"I.1": 3, "II.1.a": 3, "II.1.b": 2})))
    assert "Chưa có đơn vị" not in found["E_II_1_b"].text


def test_agencies_and_communes_are_told_apart_only_where_both_speak_alone() -> None:
    both = texts(compose(inputs()))
    assert both.index("Đối với các sở, ban, ngành:") < both.index("Đối với các xã, phường:")
    assert "- 02 xã, phường đã thành lập Trung tâm Phục vụ hành chính công." in both
    for few in ([c for c in CLAIMS if c.claim_id != "Y5e"], [c for c in CLAIMS if "Sở Y tế" not in c.text]):
        together = texts(compose(inputs(claims=few)))
        assert "02 xã, phường đã thành lập Trung tâm Phục vụ hành chính công." in together
        assert not any(line.startswith("Đối với") for line in together)


def test_every_sentence_has_a_source_and_an_id_that_word_takes_once() -> None:
    claims = [*CLAIMS, claim("y1A", "I.1", "Khác", ["SYT"]), claim("Y" * 60, "I.1", "Một\nHai\n\nBa", ["SYT"])]
    found = list(compose(inputs(claims=claims)).sentences())
    assert all(sentence.sources for sentence in found)
    ids = [sentence.sentence_id for sentence in found]
    assert len({name.lower() for name in ids}) == len(ids)
    assert all(len(name) <= 36 and name.replace("_", "a").isalnum() and name.isascii() for name in ids)


def test_claim_of_several_lines_is_several_paragraphs_of_one_claim() -> None:
    model = compose(inputs(claims=[claim("Y1", "I.1", "Ý một\n\nÝ hai", ["SYT"])]))
    own = [s for s in model.sentences() if s.claim_id == "Y1"]
    assert [(s.sentence_id, s.text) for s in own] == [("Y1", "Ý một."), ("Y1_2", "Ý hai.")]


def test_claim_keeps_its_id_when_others_come_and_go() -> None:
    more = compose(inputs(claims=[claim("Y0", "I.1", "Trước", ["SYT"]), *CLAIMS]))
    before, after = sentences(compose(inputs())), sentences(more)
    assert all(after[name].text == before[name].text for name in ("Y1a", "Y2b", "Y3c"))


def test_claims_of_a_section_that_the_outline_lacks_are_counted_not_lost_in_silence() -> None:
    table = claim("Y8", "PL", "Dòng của biểu số liệu", ["SYT"])
    model = compose(inputs(claims=[*CLAIMS, claim("Y9", "VI.4", "Lạc mục", ["SYT"]), table]))
    assert model.left_out == {"VI.4": 1}


def test_figures_in_the_body_equal_those_of_the_annex() -> None:
    model = compose(inputs())
    told = sentences(model)["F_BC"]
    assert told.figures == ("BC01", "BC02", "BC03")
    rows = {row.cells[1]: row.cells for row in model.annexes[0].rows if not row.group}
    for name, unit in (("Biên chế được giao", " người"), ("Cán bộ, công chức có mặt", " người"), ("Tỷ lệ có mặt", "")):
        agencies, communes, whole = rows[name][3:6]
        assert f"là {whole}{unit} (sở, ban, ngành {agencies}; xã, phường {communes})" in told.text


def test_annex_names_the_units_without_figures_once() -> None:
    annex = compose(inputs()).annexes[0]
    missing = {row.cells[1]: row.cells[7] for row in annex.rows if not row.group}
    assert missing["Số văn bản đã ban hành"] == ""
    assert missing["Cán bộ, công chức có mặt"] == "phường Đoàn Kết"
    assert annex.notes[1].text == "Chưa có số liệu nào của 1 đơn vị: xã Mường Tè."


def test_figure_that_nobody_gave_is_blank_in_the_annex_and_untold_in_the_body() -> None:
    nobody = FigureTotal("VB01", "Số văn bản", "văn bản", None, 0, tuple(u.unit_id for u in UNITS), {})
    model = compose(inputs(totals=[nobody, *TOTALS[1:]]))
    assert "F_VB" not in sentences(model)
    row = next(row for row in model.annexes[0].rows if row.cells[1:2] == ("Số văn bản",))
    assert row.cells[3:] == ("", "", "", "0", "Chưa có đơn vị nào có số liệu")


def test_group_that_does_not_owe_a_figure_has_a_dash() -> None:
    only = replace(INDICATORS[0], obligation={"agencies": "-", "communes": "M"})
    total = replace(TOTALS[0], by_group={"agencies": None, "communes": 61})
    model = compose(inputs(indicators=[only, *INDICATORS[1:]], totals=[total, *TOTALS[1:]]))
    assert model.annexes[0].rows[1].cells[3:6] == ("-", "61", "61")
    assert "số văn bản đã ban hành là 61 văn bản." in sentences(model)["F_VB"].text


def test_list_of_units_tells_number_days_and_state_and_nothing_of_what_has_not_come() -> None:
    rows = [row.cells for row in compose(inputs()).annexes[1].rows]
    assert rows[0] == ("Sở, ban, ngành: đã gửi 1/1 đơn vị",)
    assert rows[4] == ("2", "Phường Đoàn Kết", "07/BC-UBND", "04/5/2026", "08/5/2026", "Nhận muộn 1 ngày")
    assert rows[5] == ("3", "Xã Mường Tè", "", "", "", "Quá hạn 1 ngày")


def test_opening_counts_reports_by_group() -> None:
    first = compose(inputs()).blocks[0]
    assert isinstance(first, Paragraph)
    assert "báo cáo của 3/4 cơ quan" in first.sentences[0].text
    assert "gồm 1/1 sở, ban, ngành và 2/3 xã, phường" in first.sentences[0].text
    assert "Phụ lục I " in first.sentences[0].text
    assert [s.unit_id for s in first.sentences[0].sources] == ["SYT", "03390", "03388"]


def test_awards_have_an_annex_of_their_own_when_there_are_any() -> None:
    award = {"unit_id": "SYT", "unit_name": "", "kind": "collective", "nominee": "Phòng\x0bTổ chức",
             "form": "certificate", "achievement": "Hoàn thành sớm", "source": "syt.docx"}  # fmt: skip
    model = compose(inputs(awards=[award]))
    annex = model.annexes[2]
    assert all(f"tại {one.label}" in sentences(model)["MO_DAU_1"].text for one in model.annexes)
    assert annex.label == "Phụ lục III"
    assert annex.rows[0].cells[1:5] == ("Sở Y tế", "Tập thể", "Phòng Tổ chức", "Bằng khen của Chủ tịch UBND tỉnh")


@pytest.mark.parametrize(
    ("to", "one", "several"),
    [
        ("Bộ Nội vụ", "Bộ Nội vụ", ()),
        ("Bộ Nội vụ; Bộ Tài chính.", "", ("- Bộ Nội vụ;", "- Bộ Tài chính.")),
        ("", "", ()),
    ],
)
def test_one_addressee_is_on_the_line_several_are_a_list(to: str, one: str, several: tuple[str, ...]) -> None:
    fields = compose(inputs(settings={**SETTINGS, "recipient": to})).fields
    assert (fields["kinh_gui"], fields["kinh_gui_khac"]) == (one, several)


def test_report_is_composed_of_nothing_at_all_without_failing() -> None:
    model = compose(inputs(settings={}, units=(), claims=(), reporting={}, totals=(), indicators=(), outline=()))
    assert len(model.annexes) == 2
    assert all(sentence.text for sentence in model.sentences())


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 5, 7), ("07", "5", "2026")),
        (date(2026, 2, 17), ("17", "02", "2026")),
        (date(2026, 11, 1), ("01", "11", "2026")),
    ],
)
def test_days_under_ten_and_the_first_two_months_get_a_zero(day: date, words: tuple[str, str, str]) -> None:
    assert tuple(date_words(day).values()) == words


def test_groups_of_indicators_are_told_at_their_lowest_section() -> None:
    outline = [Section("I", 1, "I.", "A", M, ("X", "*")), Section("I.1", 2, "1.", "B", M, ("X",)), *OUTLINE[2:]]
    assert home_sections(outline)["X"] == "I.1"
    assert "*" not in home_sections(outline)


def test_numbers_and_units_are_written_the_vietnamese_way() -> None:
    assert (shown(9068.66, "km2"), shown(98.8, "%"), shown(13054), shown(None, "x")) == (
        "9.068,66 km²",
        "98,8%",
        "13.054",
        "",
    )
    assert (shown_unit("m3"), shown_unit("văn bản")) == ("m³", "văn bản")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("Đã làm", "Đã làm."),
        ("Đã làm; ", "Đã làm."),
        ("Đã làm./.", "Đã làm."),
        ("Cụ thể:", "Cụ thể:"),
        ("Làm gì?", "Làm gì?"),
    ],
)
def test_sentence_ends_with_one_mark(given: str, sentence: str) -> None:
    assert ended(given) == sentence


def test_names_in_running_text() -> None:
    assert issuer_name(SETTINGS) == "Ủy ban nhân dân tỉnh Lai Châu"
    named = ("Xã Than Uyên", "Đặc khu Phú Quý", "Sở Y tế")
    assert tuple(map(unit_in_sentence, named)) == ("xã Than Uyên", "đặc khu Phú Quý", "Sở Y tế")
    assert (lower_first("Số hồ sơ"), lower_first("ĐVHC cũ"), lower_first("")) == ("số hồ sơ", "ĐVHC cũ", "")
    assert recipient_lines(["Như trên", "Lưu: VT"]) == ("- Như trên;", "- Lưu: VT.")
    assert sentence_id("E", "II.1.đ") == "E_II_1"


def test_part_of_a_figure_reads_on_in_the_sentence() -> None:
    part = replace(TOTALS[0], name="Trong đó: tiếp nhận trực tuyến", by_group={})
    text = sentences(compose(inputs(totals=[part, *TOTALS[1:]])))["F_VB"].text
    assert text == "Theo số liệu của 3 đơn vị (Phụ lục I), trong đó tiếp nhận trực tuyến là 61 văn bản."


def test_figures_of_unlike_coverage_do_not_name_one_count() -> None:
    assert sentences(compose(inputs()))["F_BC"].text.startswith("Theo số liệu tổng hợp (Phụ lục I), biên chế")


def test_claims_that_are_not_told_apart_keep_the_clerks_order() -> None:
    claims = [claim(f"Y{n}", "I.1", f"Ý {n}", units) for n, units in enumerate((["03390"], ["SYT"], ["SYT", "03390"]))]
    lines = texts(compose(inputs(claims=claims)))
    assert [line for line in lines if line.startswith("Ý ")] == ["Ý 0.", "Ý 1.", "Ý 2."]

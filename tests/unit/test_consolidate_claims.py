"""Statements into counted claims, on single cases and on the labelled files of tests/data."""

import csv
from datetime import date
from pathlib import Path

import pytest

from benchmarks.merge_quality import OUTLINE as WHOLE
from benchmarks.merge_quality import labelled, measure
from soket_xl.consolidate.claims import merge
from soket_xl.consolidate.keeping import Kept
from soket_xl.consolidate.lexicon import load
from soket_xl.consolidate.meaning import read
from soket_xl.model import Deadline, Entry, Section, Unit

DATA = Path(__file__).parents[1] / "data"
OUTLINE = [
    Section("II.5", 2, "5.", "Thủ tục hành chính", {}),
    Section("III.2", 2, "2.", "Tồn tại, hạn chế, khó khăn, vướng mắc", {}),
    Section("V.2", 2, "2.", "Với Tỉnh ủy, HĐND tỉnh, UBND tỉnh và các sở, ban, ngành tỉnh", {}),
]


def _units():
    path = Path(__file__).parents[2] / "soket_xl" / "data" / "units.csv"
    by = Deadline(date(2026, 5, 8), "before")
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            Unit(r["code"], r["name"], "communes" if r["code"].isdigit() else "agencies", by)
            for r in csv.DictReader(stream)
        ]


UNITS = _units()
LEXICON = load((), [unit.name for unit in UNITS])


def claims(*said, section="III.2", kept=()):
    """Merge statements given as (unit, text) or text (one unit each, from the first commune on)."""
    communes = [unit.unit_id for unit in UNITS if unit.group == "communes"]
    pairs = [item if isinstance(item, tuple) else (communes[n], item) for n, item in enumerate(said)]
    entries = [Entry(unit, section, "- " + text, n) for n, (unit, text) in enumerate(pairs)]
    return merge(entries, OUTLINE, UNITS, LEXICON, kept)[0]


def together(first, second, section="III.2"):
    return len(claims(first, second, section=section).claims) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Còn thiếu công chức địa chính", "Chưa bố trí được cán bộ phụ trách đất đai"),
        ("Xã thiếu 02 công chức tư pháp", "Phường thiếu 5 công chức tư pháp - hộ tịch"),
        ("CBCC chưa có chuyên môn về CNTT", "Cán bộ, công chức chưa có chuyên môn về công nghệ thông tin"),
        ("Trụ sở UBND xã Pa Ủ xuống cấp", "Trụ sở Ủy ban nhân dân xã đã cũ, hư hỏng"),
        ("Hòa mạng internet còn yếu", "Hoà mạng Internet còn yếu"),
        ("Thiếu công chức đất đai so với khối lượng công việc", "Công chức địa chính chưa đủ"),
        ("Vỉa hè, lòng đường bị lấn chiếm để bán hàng", "Tình trạng lấn chiếm vỉa hè tái diễn"),
        ("Đề nghị tăng biên chế cho xã", "Tăng thêm biên chế cho cấp xã"),
        ("Máy tính cấp đã cũ", "Máy tính được trang bị từ năm 2015 nên lạc hậu"),
    ],
)
def test_other_words_numbers_names_and_short_forms_do_not_keep_apart(first, second):
    assert together(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Chưa bố trí đủ công chức địa chính", "Đã bố trí đủ công chức địa chính"),
        ("Thiếu trụ sở làm việc", "Thiếu nhà công vụ"),
        ("Thiếu công chức địa chính", "Thiếu công chức công nghệ thông tin"),
        ("Hồ sơ giải quyết đúng hạn", "Hồ sơ giải quyết không đúng hạn"),
        ("Thu ngân sách tăng", "Thu ngân sách giảm"),
        ("Thu ngân sách trên địa bàn tăng", "Chi ngân sách trên địa bàn tăng"),
        ("Người dân hài lòng với Trung tâm", "Người dân chưa hài lòng với Trung tâm"),
        ("Hệ thống mạng hoạt động ổn định", "Hệ thống mạng hoạt động không ổn định"),
        ("Trụ sở đã được sửa chữa", "Trụ sở chưa được sửa chữa"),
        ("Không có hồ sơ quá hạn", "Có hồ sơ quá hạn"),
        ("Người dân chơi hụi họ còn nhiều", "Người dân đi làm ăn xa còn nhiều"),
        ("Hệ thống văn bản chưa đồng bộ", "Hệ thống phần mềm chưa đồng bộ"),
        ("Chưa có kho lưu trữ", "Tài liệu lưu trữ chưa được chỉnh lý"),
        ("Số hồ sơ đúng hạn đạt cao", "Tỷ lệ hồ sơ đúng hạn chưa cao"),
        ("Tỷ lệ trả đúng hạn 99%", "Tỷ lệ trả đúng hạn giảm còn 85%"),
        ("Hạ tầng mạng đầy đủ, đồng bộ", "Hạ tầng mạng chưa đầy đủ, đồng bộ"),
        ("Bố trí đủ công chức", "Việc bố trí đủ công chức còn khó khăn"),
        ("Quy định về thẩm quyền rõ ràng", "Thẩm quyền quy định chưa rõ ràng"),
    ],
)
def test_negation_opposite_sense_and_another_object_keep_apart(first, second):
    assert not together(first, second)
    assert not together(first, second, section="II.5")


def test_opposite_claims_name_each_others_units():
    found = claims("Thiếu công chức địa chính", "Đã bố trí đủ công chức địa chính").claims
    assert found[0].opposed == found[1].units
    assert found[1].opposed == found[0].units


def test_lack_that_a_comma_cuts_off_is_a_lack_of_nothing() -> None:
    found = claims(("03388", "Tài sản công dôi dư sau sắp xếp đúng được thiếu, công dứt điểm"))
    assert [len(claim.statements) for claim in found.claims] == [1]


def test_count_is_of_distinct_units():
    found = claims(("03388", "Thiếu công chức địa chính"), ("03388", "Còn thiếu 02 công chức địa chính")).claims
    assert [(c.count, c.units, len(c.statements)) for c in found] == [(1, ("03388",), 2)]


def test_names_of_bodies_keep_their_capital_in_mid_sentence():
    found = claims(("STC", "Đảng ủy chưa quan tâm đúng mức đến các cơ sở yếu kém")).claims[0]
    assert "nêu: Đảng ủy chưa" in found.proposed


def test_agency_speaking_of_communes_counts_as_the_agency():
    found = claims(("STC", "Các xã còn thiếu công chức kế toán")).claims[0]
    assert found.units == ("STC",)
    assert found.proposed == "Sở Tài chính phản ánh: các xã còn thiếu công chức kế toán."


def test_agencies_and_communes_are_counted_apart_in_the_sentence():
    said = "Còn thiếu công chức địa chính"
    found = claims(*[(u.unit_id, said) for u in UNITS[:5] + UNITS[13:45]]).claims[0]
    counted = "Tất cả địa phương (32/32 xã, phường) và tất cả cơ quan cấp tỉnh (05/05 sở, ban, ngành)"
    assert found.proposed.startswith(counted)
    assert found.proposed.endswith("còn thiếu công chức địa chính.")


def test_word_of_quantity_follows_the_share():
    said = [(u.unit_id, "Thiếu nhà công vụ") for u in UNITS[13:33]]
    others = [(u.unit_id, "Địa bàn rộng, đi lại khó khăn") for u in UNITS[33:51]]
    found = claims(*said, *others).claims
    assert found[0].proposed == "Phần lớn địa phương (20/38 xã, phường) thiếu nhà công vụ."
    assert found[1].proposed.startswith("Nhiều địa phương (18/38 xã, phường) nêu: địa bàn rộng")


def test_figure_of_one_unit_is_not_put_into_the_mouth_of_others():
    found = claims("Thiếu 08 biên chế so với số được giao", "Còn thiếu 11 biên chế so với số được giao").claims
    assert len(found) == 1
    assert found[0].proposed == (
        "Phường Đoàn Kết thiếu 08 biên chế so với số được giao; xã Bình Lư có phản ánh tương tự."
    )


def test_few_units_are_named_beside_their_number_and_one_by_its_name():
    said = [(u.unit_id, "Thiếu nhà công vụ") for u in UNITS[13:15]]
    found = claims(*said, (UNITS[15].unit_id, "Chưa có xe ô tô"), (UNITS[16].unit_id, "Địa bàn rộng")).claims
    assert found[0].proposed == "02/04 xã, phường (phường Đoàn Kết, xã Bình Lư) thiếu nhà công vụ."
    assert found[1].proposed == "Xã Sin Suối Hồ chưa có xe ô tô."


def test_short_forms_are_written_out_but_not_in_the_number_of_a_document():
    found = claims("Nhiều CBCC chưa nắm Quyết định số 37/2024/QĐ-UBND về TTHC").claims[0]
    assert "nhiều cán bộ, công chức chưa nắm Quyết định số 37/2024/QĐ-UBND về thủ tục hành chính." in found.proposed


def test_each_point_of_a_statement_is_told_in_its_own_words():
    found = claims("Chưa có nhà công vụ và chưa được trang bị xe ô tô").claims
    assert sorted(claim.proposed for claim in found) == [
        "Phường Đoàn Kết chưa có nhà công vụ.",
        "Phường Đoàn Kết chưa được trang bị xe ô tô.",
    ]


def test_a_claim_keeps_its_form_and_a_section_has_several():
    said = [
        "Thiếu {} máy tính",
        "Địa bàn rộng {} km",
        "Trụ sở có {} phòng xuống cấp",
        "Thiếu {} xe ô tô",
        "Còn {} hồ sơ trễ hạn",
    ]
    told = [(u.unit_id, text.format(n + 3)) for n, u in enumerate(UNITS[13:19]) for text in said]
    first, again = ([claim.proposed for claim in claims(*told).claims] for _ in range(2))
    assert first == again
    assert len({text.startswith("Tất cả địa phương") for text in first}) > 1


def test_request_reads_as_a_request():
    found = claims("Bổ sung biên chế cho cấp xã", section="V.2").claims[0]
    assert found.proposed == "Phường Đoàn Kết đề nghị bổ sung biên chế cho cấp xã."


def test_line_that_introduces_a_list_is_kept_but_proposes_nothing():
    found = claims("Một số khó khăn, vướng mắc như sau:").claims
    assert [(c.proposed, c.count) for c in found] == [("", 1)]


def test_doubtful_pair_is_suggested():
    found = claims("Thiếu công chức địa chính", "Thiếu công chức chuyên môn")
    assert len(found.claims) + len(found.suggestions) in (2, 3)
    assert all(0 < s.score < 1 for s in found.suggestions)


def test_sections_are_never_mixed():
    entries = [Entry("03388", code, "Thiếu công chức địa chính", 1) for code in ("III.2", "II.5")]
    assert [(s.code, len(s.claims)) for s in merge(entries, OUTLINE, UNITS, LEXICON)] == [("II.5", 1), ("III.2", 1)]


def test_section_that_the_outline_does_not_know_is_kept():
    entries = [Entry("03388", "VI.9", "Thiếu công chức địa chính", 1)]
    assert [(s.code, s.title, s.reporting) for s in merge(entries, OUTLINE, UNITS, LEXICON)] == [("VI.9", "", 1)]


def test_labelled_statements_meet_the_bars():
    names = (
        "tuned",
        "tuned2",
        "tuned3",
        "tuned4",
        "tuned5",
        "tuned6",
        "tuned7",
        "held",
        "held2",
        "held3",
        "held4",
        "held5",
    )
    found = {name: measure(list(labelled(DATA / f"statements_{name}.txt"))) for name in names}
    assert min(one["precision"] for one in found.values()) >= 0.9
    assert sum(one["precision"] for one in found.values()) / len(found) >= 0.96
    assert min(one["recall"] for one in found.values()) >= 0.75
    assert min(one["recall_suggested"] for one in found.values()) >= 0.85
    assert sum(one["suggested"] for one in found.values()) <= 3 * sum(one["suggested_right"] for one in found.values())
    assert sum(one["opposites_merged"] for one in found.values()) == 0


@pytest.mark.parametrize(
    ("section", "one", "other"),
    [
        ("II.7", "Trụ sở còn thiếu phòng làm việc", "Tình trạng thiếu phòng làm việc đã được khắc phục"),
        ("II.8", "Đường truyền Internet chập chờn", "Đã khắc phục tình trạng đường truyền chập chờn"),
        ("II.5", "Còn hồ sơ trễ hạn", "Không để hồ sơ trễ hạn"),
        ("II.6", "Giải ngân vốn đầu tư công mới được 30% kế hoạch", "Giải ngân vốn đầu tư công đạt 100% kế hoạch"),
        ("II.6", "Thu ngân sách không đạt dự toán giao", "Thu ngân sách vượt dự toán giao"),
        ("II.8", "Mới số hóa được 15% tài liệu lưu trữ", "Đã số hóa 125.000 trang tài liệu lưu trữ"),
        ("II.9", "Tỷ lệ hộ nghèo giảm 3%", "Tỷ lệ hộ nghèo tăng 1%"),
        ("II.7", "Trụ sở dôi dư đã xử lý xong", "Trụ sở dôi dư chưa xử lý xong"),
    ],
)
def test_opposite_is_neither_merged_nor_suggested_but_shown(section, one, other):
    entries = [Entry("03388", section, "- " + one, 1), Entry("03637", section, "- " + other, 2)]
    (found,) = merge(entries, WHOLE, UNITS, LEXICON)
    assert len(found.claims) == 2
    assert not found.suggestions
    assert [claim.opposed for claim in found.claims] == [("03637",), ("03388",)]


def test_no_pair_of_opposites_is_merged():
    lines = (DATA / "opposites.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("|") for line in lines if not line.startswith("#")]
    assert len(pairs) > 80
    merged = []
    for section, one, other in pairs:
        entries = [Entry("03388", section, "- " + one, 1), Entry("03637", section, "- " + other, 2)]
        (found,) = merge(entries, WHOLE, UNITS, LEXICON)
        merged += [(one, other) for claim in found.claims if claim.count > 1]
    assert not merged


@pytest.mark.parametrize(
    ("section", "text", "points"),
    [
        ("II.7", "Chưa có nhà công vụ và chưa được trang bị xe ô tô", 2),
        ("II.7", "Trụ sở chật hẹp; thiếu nhà công vụ; máy tính cũ", 3),
        ("II.8", "Đường truyền mạng không ổn định, hồ sơ lưu trữ chưa được số hóa", 2),
        ("II.7", "Trụ sở làm việc chật hẹp, xuống cấp", 1),
        ("II.7", "Xã chưa có xe ô tô, cán bộ đi cơ sở bằng xe cá nhân", 1),
        ("II.8", "Việc số hóa còn chậm do thiếu máy tính, thiếu kinh phí", 1),
        ("II.1.b", "Hồ sơ, tài liệu được bàn giao đầy đủ, đúng thời hạn", 1),
        ("II.3.a", "Biên chế hiện có ít, chưa đáp ứng yêu cầu của bộ máy mới", 1),
        ("II.7", "Phòng làm việc chật hẹp, máy tính của công chức đã cũ, cấu hình thấp", 2),
    ],
)
def test_statement_of_several_points_stands_in_a_claim_for_each(section, text, points):
    (found,) = merge([Entry("03388", section, "- " + text, 1)], WHOLE, UNITS, LEXICON)
    assert [claim.count for claim in found.claims] == [1] * points
    assert {s.text for claim in found.claims for s in claim.statements} == {text}


def test_two_points_are_counted_with_those_who_make_one_of_them():
    said = [("03388", "Chưa có nhà công vụ và chưa được trang bị xe ô tô"), ("03637", "Thiếu nhà ở công vụ")]
    entries = [Entry(unit, "II.7", "- " + text, n) for n, (unit, text) in enumerate(said)]
    (found,) = merge(entries, WHOLE, UNITS, LEXICON)
    assert [claim.units for claim in found.claims] == [("03388", "03637"), ("03388",)]


def test_number_inside_a_phrase_does_not_hide_it():
    head = read("Ban hành kế hoạch", LEXICON).head
    assert head
    assert read("Ban hành 01 kế hoạch", LEXICON).head == head


def test_every_statement_stands_in_a_claim():
    rows = list(labelled(DATA / "statements_tuned.txt"))
    entries = [Entry("03388", section, "- " + text, n) for n, (section, _, text) in enumerate(rows)]
    found = merge(entries, OUTLINE, UNITS, LEXICON)
    held = {s.entry_order for section in found for claim in section.claims for s in claim.statements}
    assert held == set(range(len(rows)))


def test_ids_stay_when_late_reports_come():
    first = claims("Thiếu công chức địa chính", "Trụ sở xuống cấp")
    kept = [Kept(c.claim_id, c.section, c.text, c.units) for c in first.claims]
    said = [("03637", "Chưa bố trí được cán bộ phụ trách đất đai"), ("03640", "Đường truyền internet yếu")]
    again = claims(*said, "Thiếu công chức địa chính", "Trụ sở xuống cấp", kept=kept)
    assert {c.claim_id for c in first.claims} < {c.claim_id for c in again.claims}
    assert max(c.count for c in again.claims) == 2


def test_merge_of_the_clerk_is_followed_and_can_be_undone():
    first = claims("Thiếu công chức địa chính", "Trụ sở xuống cấp")
    a, b = first.claims
    kept = [Kept(a.claim_id, "III.2", a.text, a.units, merged_into=b.claim_id, edited=True)]
    kept.append(Kept(b.claim_id, "III.2", b.text, b.units, edited=True))
    again = claims("Thiếu công chức địa chính", "Trụ sở xuống cấp", kept=kept)
    assert [(c.claim_id, c.count) for c in again.claims] == [(b.claim_id, 2)]
    assert [c.claim_id for c in again.absorbed] == [a.claim_id]


def test_merge_in_a_circle_or_into_nothing_is_not_followed():
    a, b = claims("Thiếu công chức địa chính", "Trụ sở xuống cấp").claims
    kept = [Kept(a.claim_id, "III.2", a.text, a.units, merged_into=b.claim_id, edited=True)]
    kept.append(Kept(b.claim_id, "III.2", b.text, b.units, merged_into=a.claim_id, edited=True))
    assert len(claims("Thiếu công chức địa chính", "Trụ sở xuống cấp", kept=kept).claims) == 2
    lost = [Kept(a.claim_id, "III.2", a.text, a.units, merged_into="Y0", edited=True)]
    assert len(claims("Thiếu công chức địa chính", "Trụ sở xuống cấp", kept=lost).claims) == 2


def test_split_of_the_clerk_is_followed_and_stable():
    said = ["Thiếu công chức địa chính", "Còn thiếu công chức địa chính"]
    whole = claims(*said).claims[0]
    kept = [Kept(whole.claim_id, "III.2", whole.text, whole.units, split_out=(whole.units[1],), edited=True)]
    parts = claims(*said, kept=kept).claims
    assert sorted(c.units for c in parts) == sorted([(whole.units[0],), (whole.units[1],)])
    assert [c.claim_id for c in claims(*said, kept=kept).claims] == [c.claim_id for c in parts]


def test_fifty_one_reports_of_two_hundred_statements_lose_none():
    rows = list(labelled(DATA / "statements_tuned.txt"))
    codes = [f"S{n}" for n in range(30)]
    entries = [
        Entry(unit.unit_id, codes[n % 30], f"- Năm {n}: {rows[(n * 7 + k * 13) % len(rows)][2]} tại bản {n}", n)
        for k, unit in enumerate(UNITS)
        for n in range(200)
    ]
    found = merge(entries, OUTLINE, UNITS, LEXICON)
    assert len({(s.unit_id, s.entry_order) for f in found for c in f.claims for s in c.statements}) == len(entries)


@pytest.mark.parametrize(
    "text",
    [
        "Một số công chức chưa chủ động nghiên cứu nhiệm vụ mới, còn chờ hướng dẫn",
        "Còn thiếu công chức địa chính, phải giao kiêm nhiệm nên hồ sơ đất đai chậm",
        "Đường truyền đã nâng cấp tới 38 xã, phường",
    ],
)
def test_what_goes_on_with_the_same_subject_is_no_point_of_its_own(text):
    found = claims(text).claims
    assert [claim.text for claim in found] == [text]

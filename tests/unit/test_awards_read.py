"""Nominations in free text: on passages written before the reader was; nothing invented, nothing lost."""

import time

import pytest

from soket_xl.awards.entries import award_sections, passages_by_unit
from soket_xl.awards.passages import Passage, Why, read_passages
from soket_xl.model import Entry, Section
from tests.support.award_cases import cases, read, right, wrong

OWED = {"agencies": "O", "communes": "O"}
OUTLINE = (
    Section("V", 1, "V.", "Kiến nghị", OWED),
    Section("V.2", 2, "2.", "Với tỉnh", OWED, synonyms=("đối với tỉnh",)),
    Section("VI", 1, "VI.", "Tôn vinh", OWED, synonyms=("đề nghị khen thưởng",)),
    Section("VI.1", 2, "1.", "Tập thể", OWED),
)


def names(*passages: str) -> list[str | None]:
    return [one.nominee.name if one.nominee else None for one in read_passages([Passage(text) for text in passages])]


@pytest.mark.parametrize(
    ("file", "least"), [("awards_tuned.txt", 1.0), ("awards_held.txt", 0.95), ("awards_held2.txt", 0.95)]
)
def test_nominees_of_labelled_passages_are_found_and_none_is_invented(file: str, least: float) -> None:
    found = [(case, read(case)) for case in cases(file)]
    expected = sum(len(case.expected) for case, _ in found)
    assert expected >= 20
    assert sum(len(right(case, nominations)) for case, nominations in found) >= least * expected
    assert [name for case, nominations in found for name in wrong(case, nominations)] == []


@pytest.mark.parametrize("file", ["awards_tuned.txt", "awards_held.txt", "awards_held2.txt"])
def test_passages_that_name_nobody_are_rows_to_look_at(file: str) -> None:
    for case in cases(file):
        assert sum(one.nominee is None for one in read(case)) == case.look, case.passages


def test_why_a_row_is_to_be_looked_at_is_told() -> None:
    texts = (
        "Đề nghị tặng Bằng khen cho 02 tập thể.",
        "Xã đã tặng Giấy khen cho 05 cá nhân.",
        "Phong trào thi đua sôi nổi.",
    )
    assert [read_passages([Passage(text)])[0].why for text in texts] == [Why.COUNTED, Why.DONE, Why.UNCLEAR]


def test_merit_is_told_apart_from_the_name() -> None:
    (one,) = read_passages([Passage("Ông Lò Văn Ánh, Trưởng bản, đã vận động 45 hộ hiến đất.")])
    assert one.nominee is not None
    assert (one.nominee.name, one.nominee.achievement) == ("Ông Lò Văn Ánh, Trưởng bản", "đã vận động 45 hộ hiến đất")


def test_village_whose_name_looks_like_a_refusal_is_no_refusal() -> None:
    assert names("Tập thể: Bản Khổng") == ["Bản Khổng"]
    assert names("Tập thể: Nhân dân bản Chưa; Cá nhân: không") == [None]


def test_refusal_gives_nothing() -> None:
    assert names("Không.", "UBND xã Mường Mô chưa đề nghị khen thưởng", "Tập thể: không; ", "Cá nhân: không có.") == []


def test_committees_of_one_commune_are_one_nominee() -> None:
    assert names("Tập thể: Đảng ủy, HĐND, UBND xã Tà Tổng") == ["Đảng ủy, HĐND, UBND xã Tà Tổng"]


def test_sections_on_awards_are_told_by_their_names_not_by_their_code() -> None:
    assert award_sections(OUTLINE) == {"VI", "VI.1"}
    entries = [
        Entry("A", "VI.1", "Phòng Kinh tế", 2),
        Entry("A", "V.2", "Đề nghị tăng biên chế", 1),
        Entry("A", None, "Bà Lò Thị Mai", 3, guess="VI"),
        Entry("A", "V.2", "Ông Lê Văn Đức", 4, heading="3. Đề nghị khen thưởng"),
        Entry("B", "V.2", "Không có", 1),
    ]
    found = passages_by_unit(entries, OUTLINE)
    assert {unit: [p.text for p in own] for unit, own in found.items()} == {
        "A": ["Phòng Kinh tế", "Bà Lò Thị Mai", "Ông Lê Văn Đức"]
    }


def test_annex_table_counts_where_its_head_speaks_of_awards() -> None:
    rows = (
        "TT | Chỉ tiêu | Số liệu",
        "1 | Biên chế | 40",
        "TT | Họ và tên | Thành tích khen thưởng",
        "1 | Lê Văn Đức | Giỏi",
    )
    entries = [Entry("A", "PL", text, order, kind="table") for order, text in enumerate(rows)]
    found = passages_by_unit(entries, OUTLINE)
    assert [p.text for p in found["A"]] == list(rows[2:])
    assert [one.nominee.name for one in read_passages(found["A"]) if one.nominee] == ["Lê Văn Đức"]


@pytest.mark.parametrize(
    "text", ["xa " * 3000 + "z", "tập thể, " * 2000, "Đề nghị " + ":" * 9000, "Đề nghị khen " + "cho " * 2000]
)
def test_hostile_text_is_read_at_once(text: str) -> None:
    start = time.perf_counter()
    assert len(read_passages([Passage(text)])) == 1
    assert time.perf_counter() - start < 5

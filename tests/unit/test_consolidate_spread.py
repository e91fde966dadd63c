"""What the units of a claim say of the same thing, from the least to the most."""

from soket_xl.consolidate.model import Statement
from soket_xl.consolidate.spread import Spread, spreads, written


def said(*texts):
    return [Statement(unit, "II.8", text, n) for n, (unit, text) in enumerate(zip("abcdef", texts, strict=False))]


def test_numbers_of_the_same_thing_are_spread_from_least_to_most():
    found = spreads(said("Còn 04 bản chưa có sóng", "12 bản lõm sóng, đạt 81,5%", "Bản xa chưa có sóng", "Mới đạt 64%"))
    assert found == [Spread("bản", 4, 12, 2), Spread("%", 64, 81.5, 2)]
    assert written(found) == "bản: 4 – 12 (2 đơn vị); %: 64 – 81,5 (2 đơn vị)"


def test_dates_documents_and_a_single_number_are_no_spread():
    found = spreads(said("Kế hoạch số 12/KH-UBND ngày 05/8/2025", "Kế hoạch số 15/KH-UBND, 07 bản", "Năm 2025"))
    assert found == []
    assert written(found) is None


def test_longer_name_of_a_thing_wins_and_a_unit_counts_once():
    found = spreads(said("1.234 triệu đồng, sau tăng lên 2.000 triệu đồng", "950 triệu đồng"))
    assert found == [Spread("triệu đồng", 950, 1234, 2)]

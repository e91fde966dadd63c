"""Rows as high as their texts, so that a clerk reads whole paragraphs without dragging; her own heights stay."""

from lxml import etree

from soket_xl.hosts.package import MAIN
from soket_xl.hosts.row_height import HIGHEST, column_widths, fit_row


def row(**attributes):
    return etree.Element(f"{MAIN}row", attributes)


def test_long_text_makes_a_high_row_and_short_text_none():
    element = row()
    fit_row(element, [(1, "ngắn"), (2, "x" * 200)], {1: 10.0, 2: 50.0})
    assert 50 < float(element.get("ht")) < 60
    fit_row(element, [(1, "ngắn"), (2, None)], {1: 10.0, 2: 50.0})
    assert element.get("ht") is None


def test_line_breaks_count_and_the_height_has_an_end():
    element = row()
    fit_row(element, [(1, "a\nb\nc")], {1: 50.0})
    assert float(element.get("ht")) > 40
    fit_row(element, [(1, "x" * 100_000)], {1: 5.0})
    assert float(element.get("ht")) == HIGHEST


def test_height_that_a_person_set_stays():
    element = row(ht="30", customHeight="1")
    fit_row(element, [(1, "x" * 500)], {1: 10.0})
    assert element.get("ht") == "30"


def test_hidden_columns_make_no_row_high():
    root = etree.fromstring(
        f'<worksheet xmlns="{MAIN[1:-1]}"><cols><col min="1" max="2" width="20"/><col min="3" max="3" width="9" hidden="1"/></cols></worksheet>'
    )
    widths = column_widths(root)
    assert widths == {1: 20.0, 2: 20.0, 3: 0.0}
    element = row()
    fit_row(element, [(3, "x" * 500)], widths)
    assert element.get("ht") is None

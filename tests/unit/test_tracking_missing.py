"""Mandatory sections that a unit has not written."""

from soket_xl.tracker import Tracker
from soket_xl.tracking.missing import missing_sections
from tests.support.memory import tracker_in_memory

OUTLINE = Tracker(tracker_in_memory()).outline


def missing(group, written, figures=None):
    return missing_sections(OUTLINE, group, written, figures)


def test_unit_that_wrote_nothing_lacks_every_lowest_mandatory_section():
    found = missing("communes", ())
    assert found[:4] == ["I.1", "I.2", "II.1.a", "II.1.b"]
    assert "II.1" not in found
    assert "II.2.c" not in found
    assert found[-1] == "PL"


def test_text_under_a_heading_as_a_whole_covers_its_parts():
    found = missing("communes", {"II.3", "III.3"})
    assert not [code for code in found if code.startswith(("II.3", "III.3"))]
    assert "II.2.a" in found


def test_text_in_one_part_does_not_cover_the_others():
    found = missing("communes", {"III.3.a"})
    assert "III.3.b" in found
    assert "III.3.a" not in found


def test_agencies_owe_other_sections_than_communes():
    assert "II.1.a" not in missing("agencies", ())
    assert "II.4.a" in missing("agencies", ())
    assert "II.4.a" not in missing("communes", ())


def test_annex_is_there_when_any_figure_is_even_zero():
    assert "PL" not in missing("communes", (), {"DVHC01": 0})

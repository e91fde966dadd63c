"""Files and words changed by chance: whatever comes out is read or refused with a sentence, never anything else."""

import copy
import random
import re
from datetime import date
from functools import cache
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from soket_xl.outputs import LONGEST_NAME, safe_name
from soket_xl.text.dates import parse_date, parse_hour, parse_moment
from soket_xl.text.deadlines import parse_deadline
from soket_xl.text.fold import fold
from soket_xl.text.numbers import format_number, parse_number
from tests.hostile.corpus import Parts, packed, unpacked
from tests.hostile.test_readers import READ, READERS, REFUSED, outcome

VALUES = ("", "0", "-1", "4000000000", "x", "true", "A1:XFD1048576", "rId1", "9" * 400, "ấ", "1.5", "nan", "\u0663")
TEXTS = ("", " ", "=1+1", "I. KẾT QUẢ", "a)", "1.", "- ", "31/02/2026", "12.345,6 triệu", "\u202e", "\t\n", "_xD83D_")
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
LETTERS = st.text(st.sampled_from("0123456789.,/-+:%h()² \u00a0\u0663\u2460ngàythángnămtriệutỷquýIVX"), max_size=40)


@cache
def parts_of(reader: str) -> Parts:
    return unpacked(READERS[reader][0]())


def changed(parts: Parts, chance: random.Random) -> bytes:
    """Return the package with some elements of some parts moved, doubled, taken out, renamed or filled with rubbish."""
    names = [name for name in parts if name.endswith((".xml", ".rels")) and parts[name]]
    mains = [
        name for name in names if re.search(r"document\.xml$|worksheets/|workbook\.xml$|tables/|styles|numbering", name)
    ]
    made = dict(parts)
    for name in {chance.choice(mains if chance.random() < 0.8 else names) for _ in range(chance.choice((1, 1, 2)))}:
        root = etree.fromstring(parts[name])
        for _ in range(chance.choice((1, 2, 5, 20))):
            change(chance.choice(list(root.iter(etree.Element))), list(root.iter(etree.Element)), chance)
        made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return packed(made)


def change(element: etree._Element, others: list[etree._Element], chance: random.Random) -> None:
    """Do one thing to an element."""
    other, parent = chance.choice(others), element.getparent()
    what = chance.randrange(7)
    if what == 0 and element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(VALUES))
    elif what == 1 and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]
    elif what == 2:
        element.text = chance.choice(TEXTS)
    elif what == 3 and parent is not None:
        parent.remove(element)
    elif what == 4:
        element.append(copy.deepcopy(other) if len(list(other.iter())) < 200 else etree.Element(other.tag))
    elif what == 5:
        element.tag = other.tag
    elif parent is not None and other is not element and element not in other.iterancestors():
        other.append(element)


@pytest.mark.parametrize("reader", READERS)
def test_a_file_changed_by_chance_is_read_or_refused(reader: str, tmp_path: Path) -> None:
    path, read = tmp_path / f"x{READERS[reader][2]}", READERS[reader][3]

    @QUICK
    @given(st.randoms(use_true_random=False))
    def check(chance: random.Random) -> None:
        path.write_bytes(changed(parts_of(reader), chance))
        said = outcome(path, read)
        assert said == READ or said.startswith(REFUSED)

    check()


@given(st.one_of(LETTERS, st.text(max_size=60), st.floats(), st.integers(), st.datetimes(), st.none()))
def test_any_value_is_a_date_a_number_or_none(value: object) -> None:
    day, number = parse_date(value), parse_number(value)
    assert day is None or date.min <= date(day.year, day.month, day.day) <= date.max
    assert parse_moment(value) is None or day is not None
    hour = parse_hour(value)
    assert hour is None or hour.tzinfo is None
    assert number is None or parse_number(format_number(number, 6)) is not None


@given(st.one_of(LETTERS, st.text(max_size=60)))
def test_any_words_are_a_deadline_or_none(phrase: str) -> None:
    found = parse_deadline(phrase, date(2026, 5, 8))
    assert found is None or found[1] in ("before", "by")


@given(st.text(max_size=200))
def test_any_name_becomes_a_file_name_for_windows(name: str) -> None:
    safe = safe_name(name)
    assert re.fullmatch(r"[0-9a-z-]+", safe)
    assert len(safe) <= LONGEST_NAME + 1
    assert not PureWindowsPath(f"{safe}.docx").is_reserved()
    assert fold(fold(name)) == fold(name)

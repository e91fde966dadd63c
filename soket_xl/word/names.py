"""Names longer than their line in the letterhead: broken where the lines become most even.

The decree's own models (annex III) show long names of offices over two lines, centred and balanced; Word alone would
leave one word on the second line.
"""

from collections.abc import Mapping
from itertools import combinations, pairwise

from lxml import etree

from soket_xl.word.lines import room_of, size_of
from soket_xl.word.tags import find_tag
from soket_xl.word.widths import text_width

NAMES = ("co_quan_chu_quan", "co_quan", "co_quan_2")
MOST_LINES, MOST_WORDS = 4, 20
SIDES = 2.5
"""Millimetres that the sides of a cell take from its width."""
Value = str | tuple[str, ...]


def wrapped(root: etree._Element, styles: etree._Element, fields: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return `fields` with each name that is wider than its place in the template `root` in lines of even width."""
    return {**fields, **{name: _wrapped(root, styles, name, fields.get(name, "")) for name in NAMES}}


def _wrapped(root: etree._Element, styles: etree._Element, name: str, value: Value) -> Value:
    paragraph = find_tag(root, name)
    if paragraph is None or not isinstance(value, str):
        return value
    size, room = size_of(paragraph, styles), room_of(paragraph, root) - SIDES
    return "\n".join(even_lines(value, size, room))


def even_lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return `text` in as few lines as fit into `room` millimetres, the widest as narrow as can be."""
    words = text.split()
    if text_width(text, size) <= room or not 1 < len(words) <= MOST_WORDS:
        return (text,)
    for count in range(2, min(MOST_LINES, len(words)) + 1):
        ways = [_broken(words, breaks) for breaks in combinations(range(1, len(words)), count - 1)]
        best = min(ways, key=lambda lines: max(text_width(line, size) for line in lines))
        if max(text_width(line, size) for line in best) <= room:
            return best
    return (text,)


def _broken(words: list[str], breaks: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(" ".join(words[a:b]) for a, b in pairwise((0, *breaks, len(words))))

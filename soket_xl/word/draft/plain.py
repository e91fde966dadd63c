"""Text made plain for comparing, with the way back: where each plain letter stands in the text as it is written.

Word, LibreOffice and people's keyboards put curly quotes, long dashes, no-break spaces and decomposed letters; none of
these is an edit.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from soket_xl.text.numbers import parse_number

_SAME = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\t\r\x0b\x0c\u00a0\u202f\u205f\u3000\u2028", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **{chr(code): "" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
    "\u2026": "...",
}
_CLUSTER = re.compile("[\ud800-\udfff]|.[\u0300-\u036f]*", re.DOTALL)
_WORD = re.compile(r"\w+(?:[.,/]\d+)*", re.UNICODE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BULLET = re.compile(r"^\s*[-+*\u2022]\s+")


@dataclass(frozen=True)
class Plain:
    """`text` in plain letters; `starts[i]` is where its letter i begins in the text as written, and one for the end."""

    text: str
    starts: tuple[int, ...]

    def place(self, raw: int) -> int:
        """Return the place in `text` of the written letter `raw`."""
        return bisect_left(self.starts, raw)


def plain(text: str) -> Plain:
    """Return `text` in plain letters: one kind of quote, dash and space, NFC, each run of spaces once.

    Line feeds stay and have no spaces around them; nothing stands at either end.
    """
    letters: list[str] = []
    starts: list[int] = []
    for match in _CLUSTER.finditer(text):
        cluster = match[0]
        written = _SAME.get(cluster)
        if written is None:
            written = cluster if len(cluster) == 1 else unicodedata.normalize("NFC", cluster)
        for letter in written:
            last = letters[-1] if letters else "\n"
            if letter == " " and last in " \n":
                continue
            if letter == "\n" and last == " ":
                letters.pop()
                starts.pop()
            letters.append(letter)
            starts.append(match.start())
    while letters and letters[-1] in " \n":
        letters.pop()
        starts.pop()
    return Plain("".join(letters), (*starts, len(text)))


def words(text: str) -> Counter[str]:
    """Return the words of a plain text with their counts, in small letters."""
    return Counter(word.lower() for word in _WORD.findall(text))


def numbers(text: str) -> Counter[str]:
    """Return the numbers of a text: "03" is 3, "1.945" is 1945, "4,71" is 4.71."""
    return Counter(str(parse_number(number) or number.lstrip("0") or 0) for number in _NUMBER.findall(text))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return 0-1: the share of words that two texts have in common (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def held(one: Counter[str], other: Counter[str]) -> float:
    """Return 0-1: the share of the words of `one` that `other` has too."""
    return (one & other).total() / one.total() if one else 0.0

"""The numbers before an outline's headings, typed or automatic: how deep each stands, and its own part of the code."""

import re
from dataclasses import dataclass

from soket_xl.intake.blocks import Paragraph
from soket_xl.intake.headings import BULLETS, split_marker
from soket_xl.text.fold import fold

LETTERS = "abcd\u0111eghiklmnopqrstuvxy"
"""The letters of a Vietnamese list (Decree 30/2020, annex I: a, b, c, d, with and without its stroke, e ...)."""
ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
RANKS = {
    "phan": 10, "chuong": 11, "muc": 12, "capital": 13, "roman": 14, "decimal": 20, "decimal2": 21, "decimal3": 22,
    "decimal4": 23, "letter": 24, "letter1": 25, "paren": 26,
}  # fmt: skip
UPPER = ("phan", "chuong", "muc", "capital", "roman")
_COMPOUND = re.compile(r"^((?:[IVX]{1,5}|[A-H])(?:\.\d{1,2}){1,3}(?:\.[a-z\u0111])?)(?:[.)](?!\d)|(?=\s))\s*")
_LETTERED = re.compile(
    r"^(ph\u1ea7n|ch\u01b0\u01a1ng|m\u1ee5c)\s+([A-H\u0110])(?:\s*[.:)/\-\u2013]\s*|\s+|$)", re.IGNORECASE
)
"""A part with a letter instead of a number: "Part A. Results"."""
_ROMANS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True)
class Mark:
    """A heading's number: its kind ("" for none), as written, its own part of the code, and the text behind it."""

    kind: str
    written: str
    part: str
    text: str

    @property
    def rank(self) -> int:
        """How deep the kind usually stands: less is higher."""
        return RANKS.get(self.kind, 99)


def mark_of(paragraph: Paragraph) -> Mark:
    """Return the number of a paragraph; a bullet is none."""
    text = paragraph.text.strip()
    if fold(text).startswith("v/v"):  # The V of "V/v" is no Roman number.
        return Mark("", "", "", text)
    compound = _COMPOUND.match(f"{paragraph.marker} {text}" if paragraph.marker else text)
    if compound:
        parts = compound[1].split(".")
        kind = "letter" if parts[-1].isalpha() else ("decimal", "decimal2", "decimal3")[len(parts) - 2]
        behind = text if paragraph.marker else text[compound.end() :]
        return Mark(kind, compound[0].strip(), parts[-1], behind.strip())
    lettered = _LETTERED.match(text)
    if lettered and lettered[2].isupper() and lettered.end() < len(text):
        return Mark(fold(lettered[1]), lettered[0].strip(), lettered[2], text[lettered.end() :].strip())
    marked = split_marker(paragraph)
    if not marked.kind or marked.kind in (*BULLETS, "other") or not marked.text.strip():
        return Mark("", "", "", text)
    kind, part = _kind_and_part(marked.kind, marked.marker)
    return Mark(kind, marked.marker, part, marked.text.strip()) if part else Mark("", "", "", text)


def roman(number: int) -> str:
    """Return 1 to 39 as a Roman number."""
    text = ""
    for value, letters in _ROMANS:
        while number >= value:
            text, number = text + letters, number - value
    return text


def made_part(level: int, number: int) -> str:
    """Return the number that a heading without one gets: I, 1, a by its level; plain figures below that."""
    if level == 1:
        return roman(number)
    return LETTERS[number - 1] if level == 3 and number <= len(LETTERS) else str(number)


def made_mark(level: int, part: str) -> str:
    """Return how such a number is written before its title."""
    return f"{part})" if level == 3 else f"{part}."


def _kind_and_part(kind: str, marker: str) -> tuple[str, str]:
    folded = fold(marker).strip(" .:)(-/\u2013")
    bare = marker.strip(" .:)(-/\u2013")
    if kind == "part":
        word, _, number = folded.partition(" ")
        return word, _part_number(number.removeprefix("thu ").strip())
    if kind.startswith("decimal"):
        numbers = re.findall(r"\d+", marker)
        return ("decimal", "decimal2", "decimal3", "decimal4")[min(len(numbers), 4) - 1], str(int(numbers[-1]))
    if kind == "letter" and re.search(r"\d", bare):
        return "letter1", re.findall(r"\d+", bare)[-1]
    return kind, bare.lower() if kind in ("letter", "paren") else bare


def _part_number(text: str) -> str:
    """Return the number of a part ("thu nhat", "II", "2") as a Roman one."""
    if text in ORDINALS:
        return roman(ORDINALS.index(text) + 1)
    return roman(int(text)) if text.isdecimal() and len(text) < 3 and 0 < int(text) < 40 else text.upper()

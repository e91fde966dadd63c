"""The numbers that headings carry: what they count, and which follow each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from soket_xl.intake.headings import LONGEST_INLINE, Marked
from soket_xl.text.fold import fold

NUMBERS = ("roman", "capital", "decimal", "decimal2", "decimal3", "letter")
LETTERS = "abcd\u0111eghiklmnopqrstuvxy"
CAPITALS = "ABCDEGHIKLMN"
ORDINALS = {"NHAT": 1, "HAI": 2, "BA": 3, "TU": 4, "BON": 4, "NAM": 5, "SAU": 6, "BAY": 7}
ROMANS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


def is_short(marked: Marked) -> bool:
    """Tell whether a line is short and numbered as a heading is, and ends like one."""
    return marked.kind in NUMBERS and len(marked.text.split()) <= LONGEST_INLINE and marked.text[-1:] not in ".;,:"


def last_number(marker: str) -> int:
    """Return the last number of a marker ("2.4." is 4, "b)" is 2)."""
    shown = fold(marker).upper().strip(" .)(/-:").rpartition(" ")[2]
    found = re.search(r"\d{1,9}$", shown)
    if found:
        return int(found[0])
    if shown in ROMANS and marker != marker.lower():
        return ROMANS[shown]
    letters = LETTERS if marker == marker.lower() else CAPITALS
    return letters.find(marker.strip(" .)(/-:")) + 1 if len(shown) == 1 else ORDINALS.get(shown, 0)


def same_number(marker: str, other: str) -> bool:
    """Tell whether two markers carry the same number, in whatever letters."""
    return bool(marker) and last_number(marker) == last_number(other) > 0


@dataclass
class Level:
    """An open heading: its kind of marker, and the section its text goes to; `known` if it is in the outline.

    `both` are the sections of a heading that names two; parts of what they have in common may follow. `number` is the
    marker, `within` tells a unit's own sub-heading, which is text, `emphatic` one that stands out.
    """

    kind: str
    code: str | None
    known: bool
    both: Sequence[str] = ()
    number: str = ""
    within: bool = False
    emphatic: bool = False

    @property
    def scope(self) -> str | None:
        """The section whose parts may follow: the common one where a heading names two sections."""
        return (self.both[0].rpartition(".")[0] or None) if self.both else self.code


def follows(before: Level | None, marked: Marked) -> bool:
    """Tell whether a short line carries the number after that of the heading before it."""
    if before is None or not before.number or before.within:
        return False
    return is_short(marked) and last_number(marked.marker) == last_number(before.number) + 1 > 1

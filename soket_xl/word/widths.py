"""How wide a line of bold Times New Roman is: for the lines under the letterhead, which follow their words."""

import unicodedata

_EM = 2048
_FIRST = 32
_ADVANCES = (
    512, 682, 1137, 1024, 1024, 2048, 1706, 569, 682, 682, 1024, 1167, 512, 682, 512, 569, 1024, 1024, 1024, 1024, 1024,
    1024, 1024, 1024, 1024, 1024, 682, 682, 1167, 1167, 1167, 1024, 1905, 1479, 1366, 1479, 1479, 1366, 1251, 1593,
    1593, 797, 1024, 1593, 1366, 1933, 1479, 1593, 1251, 1593, 1479, 1139, 1366, 1479, 1479, 2048, 1479, 1479, 1366,
    682, 569, 682, 1190, 1024, 682, 1024, 1139, 909, 1139, 909, 682, 1024, 1139, 569, 682, 1139, 569, 1706, 1139, 1024,
    1139, 1139, 909, 797, 682, 1139, 1024, 1479, 1024, 1024, 909, 807, 451, 807, 1065,
)  # fmt: skip
"""Advance widths of U+0020 to U+007E in bold, in 1/2048 of the size; tone marks add nothing."""
_HORNED = {"\u01a1": 1134, "\u01b0": 1229, "\u01af": 1630, "\u01a0": 1593, "\u0111": 1139, "\u0110": 1479}
_MILLIMETRES_PER_POINT = 25.4 / 72


def text_width(text: str, size: float) -> float:
    """Return the width of `text` on one line in bold Times New Roman of `size` points, in millimetres."""
    letters = unicodedata.normalize("NFC", text)
    return sum(_advance(letter) for letter in letters) / _EM * size * _MILLIMETRES_PER_POINT


def _advance(letter: str) -> int:
    parts = unicodedata.normalize("NFD", letter)
    horned = parts[0] + "\u031b" if "\u031b" in parts else parts[0]
    base = unicodedata.normalize("NFC", horned)
    if base in _HORNED:
        return _HORNED[base]
    place = ord(base) - _FIRST
    return _ADVANCES[place] if 0 <= place < len(_ADVANCES) else 1024

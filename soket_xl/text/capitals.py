"""Capitals inside a sentence (Decree 30/2020/ND-CP, annex II)."""

from soket_xl.text.fold import fold

PLACES = ("xa ", "phuong ", "dac khu ")
"""How the name of a commune begins, folded."""


def unit_in_sentence(name: str) -> str:
    """Return a unit's name inside a sentence: the kind of a commune small, agencies as they are."""
    return name[:1].lower() + name[1:] if fold(name).startswith(PLACES) else name

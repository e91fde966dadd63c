"""Forms of a text for comparing: never for showing or storing."""

import re
import unicodedata
from functools import lru_cache


class _Letters(dict[int, int | None]):
    """What the letters of a decomposed text become: marks go. Filled as letters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_LETTERS = _Letters({0x111: ord("d"), 0xF0: ord("d")})
"""To begin with, the Vietnamese d with stroke, and the Icelandic letter that old fonts used for it."""
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC, the form that TCVN 6909:2001 asks for."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return `text` in NFC with every run of white space (no-break spaces too) as one space, trimmed."""
    return _SPACES.sub(" ", nfc(text)).strip()


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return `text` in plain lower-case ASCII letters (no tone marks, no d with stroke), white space squeezed."""
    lower = text.lower()
    letters = lower if lower.isascii() else unicodedata.normalize("NFD", lower).translate(_LETTERS)
    return _SPACES.sub(" ", letters).strip()


@lru_cache(maxsize=1 << 16)
def fold_words(text: str) -> str:
    """Return `fold(text)` with everything that is no letter or digit as one space: the form names are compared in."""
    return _NOT_WORD.sub(" ", fold(text)).strip()

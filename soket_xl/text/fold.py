"""Forms of a text for comparing: never for showing or storing."""

import re
import unicodedata
from functools import lru_cache

_D = {0x111: "d", 0xF0: "d"}
"""The Vietnamese d with stroke, and the Icelandic letter that old fonts used for it."""
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
    letters = unicodedata.normalize("NFD", text.lower().translate(_D))
    return _SPACES.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


@lru_cache(maxsize=1 << 16)
def fold_words(text: str) -> str:
    """Return `fold(text)` with everything that is no letter or digit as one space: the form names are compared in."""
    return _NOT_WORD.sub(" ", fold(text)).strip()

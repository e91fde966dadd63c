"""Vietnamese words as comparable syllables: one spelling for each, numbers as one sign, punctuation kept."""

import re
import unicodedata

NUMBER = "#"
_TOKEN = re.compile(r"\d+(?:[.,/\-]\d+)*\s?%?|[^\W\d_]+|[,;:.!?()]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LONE_Y = re.compile(r"^(qu|[^aeiouy]+)y([\u0300\u0301\u0303\u0309\u0323]?)$")


def syllables(text: str) -> list[str]:
    """Return the syllables of `text` in order, lower case, in one spelling each ("hoa" with its tone on either vowel,
    "ky"/"ki" alike); any number is "#"; a punctuation mark is a token of its own.
    """
    return [syllable(token) for token in words(text)]


def words(text: str) -> list[str]:
    """Return the words, numbers and punctuation marks of `text` as they are written, in NFC."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text))


def syllable(word: str) -> str:
    """Return one word of `words` in its comparable spelling."""
    if word[0].isdigit():
        return NUMBER
    return _SPELT.get(word) or _spell(word)


_SPELT: dict[str, str] = {}
"""Syllables already respelt: a language has some thousands of them."""


def _spell(token: str) -> str:
    letters = unicodedata.normalize("NFD", token.lower())
    tone = "".join(c for c in letters if c in _TONES)
    base = "".join(c for c in letters if c not in _TONES)
    spelt = _LONE_Y.sub(r"\1i\2", base) + tone
    if len(_SPELT) < 50_000:
        _SPELT[token] = spelt
    return spelt

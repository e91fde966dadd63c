"""TCVN3 and VNI text, which old fonts showed as Vietnamese, turned into Unicode.

Told by the font's name, else by words that are Vietnamese syllables only when they are turned. To be done before hidden
characters are stripped: TCVN3 writes one letter as U+00AD, the soft hyphen.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from soket_xl.text.syllables import is_syllable

TCVN3, VNI = "TCVN3", "VNI"
_WORD = re.compile(r"[^\s!-@\[-`{-~\u2010-\u201f\u2026]+")
"""What stands between spaces and ASCII signs: the letters of old encodings are signs in Unicode."""
_MICRO = re.compile(r"\d\s?\u00b5\w*")
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def is_unicode(text: str) -> bool:
    """Tell whether `text`, composed already and in an ordinary font, is in no old encoding."""
    return _UNICODE_ONLY.search(text) is not None or encoding_of(text) is None


def encoding_of(text: str, font: str | None = None) -> str | None:
    """Return the old encoding that `text` is written in, None for Unicode.

    A run in an old font that holds letters only Unicode has was pasted there: the font is then no proof.
    """
    if not text or text.isascii() or _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return None
    by_font = font_encoding(font)
    if by_font:
        return by_font
    words = [word for word in _WORD.findall(_MICRO.sub(" ", text)) if len(word) > 1 and not word.isascii()]
    votes = {encoding: sum(_vote(word, encoding) for word in words) for encoding in (TCVN3, VNI)}
    best = max(votes, key=lambda encoding: votes[encoding])
    return best if votes[best] > 0 else None


@lru_cache(maxsize=1 << 14)
def _vote(word: str, encoding: str) -> int:
    """Return 1 for a word that becomes Vietnamese by `encoding`, -1 for one that stays or becomes nonsense, else 0."""
    turned = convert(word, encoding)
    if turned == word or not is_syllable(turned):
        return -1
    return 0 if is_syllable(word) else 1


def convert(text: str, encoding: str, font: str | None = None) -> str:
    """Return `text` of an old encoding in Unicode NFC; a capital font (.VnTimeH) gives capitals."""
    table, pattern = _table(encoding)
    converted = pattern.sub(lambda match: table[match[0]], text)
    capital = encoding == TCVN3 and font is not None and font.lower().startswith(".vn") and font.endswith("H")
    return unicodedata.normalize("NFC", converted.upper() if capital else converted)


def decode_runs(runs: Sequence[tuple[str, str | None]]) -> tuple[list[str], str | None]:
    """Return the texts of a paragraph's runs (text, font) in Unicode, and the old encoding if there was one.

    Runs without an old font follow the paragraph: letters that only an old encoding has tell it of the whole.
    """
    whole = "".join(text for text, _ in runs)
    if whole.isascii():
        return [text for text, _ in runs], None
    plain = encoding_of(whole)
    if plain is None and not any(font_encoding(font) for _, font in runs):
        return [text for text, _ in runs], None
    found, used = [], None
    for text, font in runs:
        encoding = encoding_of(text, font) if font_encoding(font) else plain
        if encoding and not text.isascii():
            used = encoding
        upper = encoding is not None and font_encoding(font) is not None
        found.append(convert(text, encoding, font if upper else None) if encoding else text)
    return found, used


def old_font(fonts: Mapping[str, str]) -> str | None:
    """Return the font of a run's slots that is an old encoding's, else the one of plain letters."""
    return next((f for f in (fonts.get("hAnsi"), fonts.get("ascii")) if font_encoding(f)), fonts.get("ascii"))


@lru_cache(maxsize=1 << 8)
def font_encoding(font: str | None) -> str | None:
    """Return the old encoding that a font of this name shows, None for any other font."""
    name = (font or "").lower()
    if name.startswith(".vn"):
        return TCVN3
    return VNI if name.startswith("vni") else None


@cache
def _table(encoding: str) -> tuple[dict[str, str], re.Pattern[str]]:
    text = (files("soket_xl") / "data" / "legacy_letters.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    table = {row["written"]: row["letter"] for row in rows if row["encoding"] == encoding}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(re.escape(written) for written in longest_first))

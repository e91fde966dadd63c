"""TCVN3 and VNI text, which old fonts showed as Vietnamese, turned into Unicode.

Told by the font's name, else by letters that stand in no Unicode Vietnamese word. To be done before hidden characters
are stripped: TCVN3 writes one letter as U+00AD, the soft hyphen.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

TCVN3, VNI = "TCVN3", "VNI"
_ONLY_TCVN3 = (
    "\u00a1\u00a2\u00a3\u00a4\u00a5\u00a6\u00a7\u00a8\u00a9\u00aa\u00ab\u00ac\u00ad\u00ae\u00b5\u00b6\u00b7\u00b8\u00b9"
    "\u00bb\u00bc\u00bd\u00be"
)
"""Signs and the soft hyphen: TCVN3 letters that VNI does not use; next to a letter they are TCVN3."""
_LETTER = "A-Za-z\u00c0-\u00ff"
_TCVN3_WORD = re.compile(f"[{_LETTER}][{_ONLY_TCVN3}]|[{_ONLY_TCVN3}][a-z\u00c0-\u00ff]")
_SAFE_SIGNS = re.compile(
    r"[\u00a7]\s?\d|\d\s?[\u00b7\u00bd\u00bc\u00be\u00b5]|[\u00a9\u00ae]\s?\d|\u00ab\s?\w[^\u00ab\u00bb]*\w\s?\u00bb|[mc]\u00b9|\u00b7\s"
)
_VNI_WORD = re.compile(
    "[aeouyAEOUY\u00f4\u00f6\u00d4\u00d6][\u00f8\u00fb\u00ef\u00d8\u00db\u00cf]"
    "|[aA][\u00e2\u00ea\u00c2\u00ca]|[eoEO][\u00e2\u00c2]|[aA][\u00eb\u00fc\u00e5\u00e4\u00cb\u00dc\u00c5\u00c4]|[eoEO][\u00e5\u00e4\u00c5\u00c4]"
    "|[\u00f6\u00d6\u00f4\u00d4][\u00f9\u00d9\u00f5\u00d5]|\u00f1[aeou\u00f4\u00f6iy]|\u00d1[AEOU\u00d4\u00d6IYaeou]"
)
_FRENCH = "\u00ef\u00cf"
"""A letter of French and English words too: alone it proves little."""
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")


def encoding_of(text: str, font: str | None = None) -> str | None:
    """Return the old encoding that `text` is written in, None for Unicode.

    A run in an old font that holds letters only Unicode has was pasted there: the font is then no proof.
    """
    if not text or text.isascii() or _UNICODE_ONLY.search(unicodedata.normalize("NFC", text)):
        return None
    by_font = _font_encoding(font)
    if by_font:
        return by_font
    if _TCVN3_WORD.search(_SAFE_SIGNS.sub(" ", text)):
        return TCVN3
    marks = sum(0.5 if match[-1] in _FRENCH else 1 for match in _VNI_WORD.findall(text))
    return VNI if marks >= (1 if len(text) < 30 else 2) else None


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
    found, used = [], None
    for text, font in runs:
        encoding = encoding_of(text, font) if _font_encoding(font) else plain
        if encoding and not text.isascii():
            used = encoding
        upper = encoding is not None and _font_encoding(font) is not None
        found.append(convert(text, encoding, font if upper else None) if encoding else text)
    return found, used


def _font_encoding(font: str | None) -> str | None:
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

"""Text as Word, the clipboard and phones leave it, made fit for a cell and for comparing.

Old encodings come first (`text/legacy.py`): one of their letters is a hidden character.
"""

import re
import unicodedata
from collections.abc import Sequence

from soket_xl.text.legacy import decode_runs, is_unicode

_TO_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\x00-\x06\x08\x0e-\x1d\x1f\x7f-\x9f\ud800-\udfff\ufff9-\uffff]"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")
_ETH = re.compile("\u00d0(?=\\w)|(?<=\\w)\u00d0")
_LOW_ETH = re.compile("\u00f0")
_MARKS = re.compile("[\u0300-\u036f]")
_TONE_FIRST = re.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
_PRIVATE_BULLET = re.compile("[\uf000-\uf0ff]")
_ODD = re.compile(
    "|".join(p.pattern for p in (_TO_SPACE, _HIDDEN, _MARKS, _PRIVATE_BULLET))
    + "|[\x07\x0b\x0c\r\x1e\u0085\u00d0\u00f0\u2011\u2028\u2029]"
)
"""Whatever cleaning may change; text without it is looked at once and left as it is."""


def clean_text(text: str) -> str:
    """Return `text` in Unicode NFC, old encodings converted, plain spaces, line breaks as "\\n", nothing hidden."""
    return strip_hidden("".join(decode_runs([(text, None)])[0]))[0]


def clean_runs(runs: Sequence[tuple[str, str | None]]) -> tuple[list[str], str | None, int]:
    """Return a paragraph's runs (text, font) as clean texts, the old encoding found, how many letters were dropped."""
    decoded, encoding = decode_runs(runs)
    cleaned = [strip_hidden(text) for text in decoded]
    return [text for text, _ in cleaned], encoding, sum(dropped for _, dropped in cleaned)


def strip_hidden(text: str) -> tuple[str, int]:
    """Return `text` without what nobody sees, and how many hidden or control characters were dropped."""
    if not _is_odd(text):
        return text, 0
    text = _LINE_BREAKS.sub("\n", text).replace("\x07", "\t").replace("\x1e", "-").replace("\u2011", "-")
    text = _TO_SPACE.sub(" ", text)
    kept = _HIDDEN.sub("", text)
    kept = _LOW_ETH.sub("\u0111", _ETH.sub("\u0110", _PRIVATE_BULLET.sub("\u2022", kept)))
    return _composed(kept), len(text) - len(kept)


def is_clean(text: str) -> bool:
    """Tell whether a paragraph in ordinary fonts is clean Unicode already, so that cleaning its runs changes none."""
    return not _is_odd(text) and (text.isascii() or is_unicode(text))


def _is_odd(text: str) -> bool:
    """Tell whether there is anything hidden or uncomposed in `text`; where not, there is not in any piece of it."""
    if text.isascii():
        return not text.isprintable() and _ODD.search(text) is not None
    return _ODD.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def _composed(text: str) -> str:
    """Return `text` in NFC; a tone typed before the letter's own mark is put behind it, as Unicode wants it."""
    composed = unicodedata.normalize("NFC", text)
    if not _MARKS.search(composed):
        return composed
    return unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", text)))

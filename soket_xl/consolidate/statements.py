"""Entries into statements: a bullet is one, a plain paragraph is split by sentence."""

import re
from collections.abc import Iterable, Iterator

from soket_xl.consolidate.model import Statement
from soket_xl.model import Entry
from soket_xl.text.fold import fold, squeeze
from soket_xl.tracking.missing import ANNEX

CELLS = " | "
"""What stands between the cells of a table's row in an entry."""
_BULLET = re.compile(
    r"^\s*(?:[-+*\u2010-\u2015\u2022\u25aa\u25cf\u25cb\u25e6\u00b7\uf0b7\uf02d]|\(?\d{1,2}(?:\.\d{1,2})*[.)](?!\d)|\(?[a-z\u0111][.)])\s*"
)
_END = re.compile(r"(?<=[.!?\u2026])[\"\u201d\u2019)]?\s+(?=[\"\u201c(]?\w)")
_LAST_WORD = re.compile(r"([^\s(\"\u201c]+)[.!?\u2026]+[\"\u201d\u2019)]*$")
_FINISH = re.compile(r"\s*(?:\./\.|[.;,/])+\s*$")
_TITLES = frozenset(
    (
        "tp",
        "t.p",
        "d/c",
        "dc",
        "ths",
        "th.s",
        "ts",
        "bs",
        "ks",
        "gs",
        "pgs",
        "p",
        "q",
        "tx",
        "tt",
        "kt",
        "tm",
        "tl",
        "tuq",
        "tr",
        "vd",
        "nxb",
    )
)
"""Folded abbreviations whose full stop does not end a sentence."""


def statements(entries: Iterable[Entry]) -> list[Statement]:
    """Return the statements of the placed entries, in their order; a line without letters or digits is none, nor is a
    row of figures in the annex, which the totals hold.
    """
    return [
        Statement(entry.unit_id, entry.section, part, entry.order)
        for entry in entries
        if entry.section and not (entry.section == ANNEX and CELLS in entry.text)
        for part in split(entry.text)
    ]


def split(text: str) -> list[str]:
    """Return the points of a paragraph: a bullet whole, anything else by sentence; final full stop dropped."""
    parts = [part for line in text.splitlines() for part in _parts(squeeze(line))]
    return [part for part in parts if any(c.isalnum() for c in part)]


def _parts(line: str) -> Iterator[str]:
    if match := _BULLET.match(line):
        yield _trim(line[match.end() :])
        return
    start = 0
    for end in _END.finditer(line):
        if _ends_sentence(line[start : end.start()], line[end.end() :]):
            yield _trim(line[start : end.start()])
            start = end.end()
    yield _trim(line[start:])


def _ends_sentence(before: str, after: str) -> bool:
    opening = after.lstrip('"\u201c(')[:1]
    if not (opening.isupper() or opening.isdigit()):
        return False
    word = _LAST_WORD.search(before)
    if word is None or not before.rstrip('"\u201d)').endswith("."):
        return True
    last = fold(word[1])
    return (
        last not in _TITLES
        and last.rpartition(".")[2] not in _TITLES
        and not (len(last) == 1 and word[1].isupper())
        and not (last.isdigit() and len(before) < 4)
    )


def _trim(text: str) -> str:
    return _FINISH.sub("", text).strip()

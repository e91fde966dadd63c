"""Passages that two reports share: coverage of a section by runs of four syllables of another unit's same section.

Numbers and unit names are masked; what everybody may share (legal bases, the outline's words, the clerk's stop list)
and lines that are mostly figures do not count. The earlier report is named as "alike", nobody is accused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from soket_xl.consolidate.statements import split
from soket_xl.model import Finding
from soket_xl.review.report import Campaign, Noted, UnitReport
from soket_xl.text.fold import fold, fold_words
from soket_xl.text.syllables import NUMBER, syllables
from soket_xl.texts import say

_DIGITS = re.compile(r"\d+(?: \d+)*")
RUN = 4
"""Syllables of a run."""
SHARE = 0.6
"""Share of a section's own text from which it is called alike."""
LEAST = 25
"""Syllables of own text below which two units may well say the same."""
MANY_FIGURES = 0.18
"""Share of numbers from which a line is a row of figures in words."""
LEGAL = (
    "can cu", "thuc hien nghi quyet", "thuc hien quyet dinh", "thuc hien ke hoach", "thuc hien cong van",
    "thuc hien chi thi", "thuc hien ket luan", "thuc hien nghi dinh", "thuc hien chi dao", "thuc hien van ban",
)  # fmt: skip
WIDE, WIDE_SHARE = 6, 0.2
"""A run that more units than these have, in number and as a share, circulates: it is nobody's copy of anybody."""
FULL = 400
"""So many units may share a run before it stops being looked at: it is a set phrase of the trade."""


class _Names:
    """The units' names as syllables, asked for by place: a text costs the same however many units there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {tuple(_spoken(syllables(name))) for name in names} - {()}
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def length_at(self, words: Sequence[str], start: int) -> int:
        """Return how many words the longest name at `start` takes, 0 if there is none."""
        lengths = self._lengths.get(words[start], ())
        return next((n for n in lengths if tuple(words[start : start + n]) in self._names), 0)


@dataclass(frozen=True)
class _Own:
    """The runs of a unit's own text in a section, and of how many syllables it is."""

    report: UnitReport
    runs: Sequence[tuple[str, ...]]


def copied(reports: Sequence[UnitReport], campaign: Campaign, names: Sequence[str]) -> Iterator[Noted]:
    """Yield a finding (copied) for each section whose text is for the most part that of an earlier report."""
    known = _Names(names)
    form = [*campaign.shared, *(s.title for s in campaign.outline), *(s.hint for s in campaign.outline if s.hint)]
    shared = {_unnumbered(line) for line in form}
    for section in campaign.outline:
        read = [_own(report, section.code, known, shared) for report in sorted(reports, key=_arrived)]
        own, circulating = _without_circulating([o for o in read if o])
        if circulating:
            yield _circulates(circulating, len(own), section.code, section.title)
        yield from _alike([o for o in own if len(o.runs) >= LEAST - RUN], section.code, section.title)


def _without_circulating(owns: Sequence[_Own]) -> tuple[list[_Own], int]:
    """Return the units' texts without runs that circulate among many, and how many units have such runs as most."""
    units: dict[tuple[str, ...], int] = {}
    for own in owns:
        for run in set(own.runs):
            units[run] = units.get(run, 0) + 1
    limit = max(WIDE, WIDE_SHARE * len(owns))
    kept = [_Own(own.report, [run for run in own.runs if units[run] <= limit]) for own in owns]
    mostly = sum(len(rest.runs) < (1 - SHARE) * len(own.runs) for rest, own in zip(kept, owns, strict=True))
    return kept, mostly


def _circulates(count: int, units: int, code: str, title: str) -> Noted:
    message = say("review.circulates", count=count, units=units, section=code, title=title)
    return Noted(Finding("circulates", "info", message, section=code))


def _alike(owns: Sequence[_Own], code: str, title: str) -> Iterator[Noted]:
    held: dict[tuple[str, ...], list[int]] = {}
    for number, own in enumerate(owns):
        hits: dict[int, int] = {}
        for run in own.runs:
            for other in held.get(run, ()):
                hits[other] = hits.get(other, 0) + 1
        best = min(hits, key=lambda other: (-hits[other], other), default=None)
        if best is not None and hits[best] / len(own.runs) >= SHARE:
            yield _noted(own, owns[best], hits[best] / len(own.runs), code, title)
        for run in set(own.runs):
            others = held.setdefault(run, [])
            if len(others) < FULL:
                others.append(number)


def _noted(own: _Own, other: _Own, share: float, code: str, title: str) -> Noted:
    unit, earlier = own.report.unit, other.report.unit
    where = {"unit": unit.name, "other": earlier.name, "section": code, "title": title, "share": round(100 * share)}
    finding = Finding(
        "copied", "warning", say("review.copied", **where), unit.unit_id, code, other_unit_id=earlier.unit_id
    )
    return Noted(finding, say("review.copied_ask", **where))


def _arrived(report: UnitReport) -> date:
    return report.unit.received_on or date.max


def _own(report: UnitReport, code: str, names: _Names, shared: set[str]) -> _Own | None:
    runs: list[tuple[str, ...]] = []
    for entry in report.sections.get(code, ()):
        for statement in split(entry.text):
            if not _common(statement, shared):
                words = _masked(syllables(statement), names)
                if words.count(NUMBER) < MANY_FIGURES * len(words):
                    runs += [tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]
    return _Own(report, runs) if runs else None


def _common(statement: str, shared: set[str]) -> bool:
    folded = fold(statement)
    return folded.startswith(LEGAL) or _unnumbered(statement) in shared


def _unnumbered(line: str) -> str:
    return _DIGITS.sub(NUMBER, fold_words(line))


def _masked(words: Sequence[str], names: _Names) -> list[str]:
    """Return the syllables with every number and every unit's name as one sign, punctuation dropped."""
    kept = _spoken(words)
    found: list[str] = []
    position = 0
    while position < len(kept):
        length = names.length_at(kept, position)
        found.append("@" if length else kept[position])
        position += length or 1
    return found


def _spoken(words: Iterable[str]) -> list[str]:
    """Return the syllables and numbers without punctuation."""
    return [word for word in words if word == NUMBER or word[0].isalpha()]

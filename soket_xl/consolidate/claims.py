"""Statements of a section into counted claims: what is sure is merged, what is likely is suggested."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from soket_xl.consolidate.clusters import average_link
from soket_xl.consolidate.lexicon import Lexicon
from soket_xl.consolidate.likeness import likenesses
from soket_xl.consolidate.meaning import Meaning, read
from soket_xl.consolidate.model import Claim, SectionClaims, Statement, Suggestion
from soket_xl.consolidate.proposed import DEFAULT_SCALE, Scale, sentence
from soket_xl.consolidate.statements import statements
from soket_xl.model import Entry, Section, Unit
from soket_xl.text.fold import fold
from soket_xl.text.syllables import syllables

MERGE = 0.5
"""Mean likeness from which statements are one claim."""
SUGGEST = 0.2
"""Mean likeness from which two claims are put before the clerk."""
FAULTS = ("ton tai", "han che", "kho khan", "vuong mac", "nguyen nhan")
PLANS = ("kien nghi", "de xuat", "voi quoc hoi", "voi tinh uy", "phuong huong", "nhiem vu, giai phap", "bai hoc", "thi dua")
"""Folded words of headings under which a plain statement is a fault, or neither fault nor result."""


@dataclass(frozen=True)
class _Point:
    """All statements with the same words (numbers aside), and what they mean."""

    key: str
    statements: tuple[Statement, ...]
    meaning: Meaning


def merge(
    entries: Sequence[Entry],
    outline: Sequence[Section],
    units: Sequence[Unit],
    lexicon: Lexicon,
    scale: Scale = DEFAULT_SCALE,
) -> list[SectionClaims]:
    """Return the claims of every section in which somebody wrote, in the order of the outline, others after it.

    Every statement of a placed entry stands in a claim. `reporting` counts the units that wrote in the section.
    """
    titles = {section.code: section.title for section in outline}
    by_section: dict[str, list[Statement]] = {code: [] for code in titles}
    reporting: dict[str, set[str]] = {}
    for entry in entries:
        if entry.section:
            reporting.setdefault(entry.section, set()).add(entry.unit_id)
    for statement in statements(entries):
        by_section.setdefault(statement.section, []).append(statement)
    return [
        _section(code, titles.get(code, ""), found, reporting, units, lexicon, scale)
        for code, found in by_section.items()
        if code in reporting
    ]


def _section(
    code: str,
    title: str,
    found: Sequence[Statement],
    reporting: Mapping[str, set[str]],
    units: Sequence[Unit],
    lexicon: Lexicon,
    scale: Scale,
) -> SectionClaims:
    points = _points(found, lexicon)
    if not points:
        return SectionClaims(code, title, len(reporting[code]))
    matrix = likenesses([point.meaning for point in points], lean_of(title))
    pairs = {
        (a, b): float(matrix[a, b])
        for a in range(len(points))
        for b in range(a + 1, len(points))
        if matrix[a, b] >= SUGGEST
    }
    groups = average_link([len(point.statements) for point in points], pairs, MERGE)
    claims = [_claim(code, [points[i] for i in group], reporting[code], units, scale) for group in groups]
    order = sorted(range(len(claims)), key=lambda i: (-claims[i].count, i))
    return SectionClaims(
        code, title, len(reporting[code]), tuple(claims[i] for i in order), tuple(_suggestions(groups, claims, matrix))
    )


def _suggestions(groups: Sequence[Sequence[int]], claims: Sequence[Claim], matrix: object) -> Iterable[Suggestion]:
    import numpy as np

    table = np.asarray(matrix)
    for a, first in enumerate(groups):
        for b in range(a + 1, len(groups)):
            score = float(table[np.ix_(list(first), list(groups[b]))].mean())
            if score >= SUGGEST:
                yield Suggestion((claims[a].claim_id, claims[b].claim_id), round(score, 3))


def lean_of(title: str) -> int | None:
    """Return what a plain statement means under a heading: 1 a result, -1 a fault, 0 neither, None if unknown."""
    folded = fold(title)
    if not folded:
        return None
    if any(word in folded for word in FAULTS):
        return -1
    return 0 if any(word in folded for word in PLANS) else 1


def _points(found: Sequence[Statement], lexicon: Lexicon) -> list[_Point]:
    by_key: dict[str, list[Statement]] = {}
    for statement in found:
        by_key.setdefault(" ".join(syllables(statement.text)), []).append(statement)
    return [_Point(key, tuple(same), read(same[0].text, lexicon)) for key, same in by_key.items()]


def _claim(code: str, points: Sequence[_Point], reporting: set[str], units: Sequence[Unit], scale: Scale) -> Claim:
    found = tuple(statement for point in points for statement in point.statements)
    speakers = {statement.unit_id for statement in found}
    known = [unit.unit_id for unit in units if unit.unit_id in speakers]
    listed = tuple([*known, *sorted(speakers.difference(known))])
    text = points[0].statements[0].text
    claim_id = "Y" + hashlib.sha256(f"{code}|{points[0].key}".encode()).hexdigest()[:8]
    return Claim(claim_id, code, text, sentence(text, listed, reporting, units, scale), listed, (), found)

"""Statements of a section into counted claims: what is sure is merged, what is likely is suggested."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from soket_xl.consolidate.forms import kind_of
from soket_xl.consolidate.grouping import Groups, group
from soket_xl.consolidate.keeping import Kept, by_section, destinations, overlap
from soket_xl.consolidate.lexicon import Lexicon
from soket_xl.consolidate.likeness import opposed
from soket_xl.consolidate.meaning import Meaning
from soket_xl.consolidate.model import Claim, SectionClaims, Statement, Suggestion
from soket_xl.consolidate.points import meanings
from soket_xl.consolidate.proposed import DEFAULT_SCALE, Scale, Voices, sentence
from soket_xl.consolidate.statements import statements
from soket_xl.model import Entry, Section, Unit
from soket_xl.text.fold import fold
from soket_xl.text.syllables import NUMBER, syllables

FAULTS = ("ton tai", "han che", "kho khan", "vuong mac", "nguyen nhan")
PLANS = (
    "kien nghi", "de xuat", "voi quoc hoi", "voi tinh uy", "phuong huong", "nhiem vu, giai phap", "bai hoc", "thi dua",
)  # fmt: skip
"""Folded words of headings under which a plain statement is a fault, or neither fault nor result."""
SAME_UNITS = 0.5
"""Share of units from which a claim whose founding statement is gone is found again by its text."""
GOOD_LENGTH = 90
"""Characters of a statement that is neither a catchword nor a story."""


@dataclass(frozen=True)
class _Point:
    """All statements of a section with the same words, numbers aside, and what they mean; `words` are those of the
    first, as far as they are of this point.
    """

    claim_id: str
    key: str
    words: str
    statements: tuple[Statement, ...]
    meaning: Meaning


@dataclass(frozen=True)
class _Draft:
    """A claim in the making."""

    claim_id: str
    points: tuple[_Point, ...]


def merge(
    entries: Sequence[Entry],
    outline: Sequence[Section],
    units: Sequence[Unit],
    lexicon: Lexicon,
    kept: Sequence[Kept] = (),
    scale: Scale = DEFAULT_SCALE,
) -> list[SectionClaims]:
    """Return the claims of every section in which somebody wrote, in the order of the outline, others after it.

    Every statement of a placed entry stands in a claim. `reporting` counts the units that wrote in the section.
    The ids, merges and splits of `kept`, the sheet before this run, are followed.
    """
    titles = {section.code: section.title for section in outline}
    found: dict[str, list[Statement]] = {code: [] for code in titles}
    reporting: dict[str, set[str]] = {}
    for entry in entries:
        if entry.section:
            reporting.setdefault(entry.section, set()).add(entry.unit_id)
    for statement in statements(entries):
        found.setdefault(statement.section, []).append(statement)
    before = by_section(kept)
    sections = []
    for code in found:
        if code in reporting:
            title = titles.get(code, "")
            voices = Voices(units, reporting[code], lexicon, scale, kind_of(code, title, lean_of(title)))
            writer = _Writer(voices)
            sections.append(_section(code, title, _points(found[code], lexicon), before.get(code, []), writer))
    return sections


def lean_of(title: str) -> int | None:
    """Return what a plain statement means under a heading: 1 a result, -1 a fault, 0 neither, None if unknown."""
    folded = fold(title)
    if not folded:
        return None
    if any(word in folded for word in FAULTS):
        return -1
    return 0 if any(word in folded for word in PLANS) else 1


def _points(found: Iterable[Statement], lexicon: Lexicon) -> list[_Point]:
    by_key: dict[str, list[Statement]] = {}
    for statement in found:
        by_key.setdefault(_key(statement.text), []).append(statement)
    points: dict[str, _Point] = {}
    for same in by_key.values():
        for words, meaning in meanings(same[0].text, lexicon):
            key = _key(words)
            before = points[key].statements if key in points else ()
            first = points[key].words if key in points else words
            points[key] = _Point(_claim_id(same[0].section, key), key, first, (*before, *same), meaning)
    return list(points.values())


def _key(text: str) -> str:
    """Return the words of a text, numbers aside: statements with the same ones say the same."""
    return " ".join(word for word in syllables(text) if word != NUMBER and word[0].isalpha()) or text


def _claim_id(section: str, key: str) -> str:
    return "Y" + hashlib.sha256(f"{section}|{key}".encode()).hexdigest()[:8]


def _section(code: str, title: str, points: Sequence[_Point], kept: Sequence[Kept], writer: "_Writer") -> SectionClaims:
    lean = lean_of(title)
    place = {point.claim_id: number for number, point in enumerate(points)}
    edited = [place[claim.claim_id] for claim in kept if claim.edited and claim.claim_id in place]
    apart = [(a, b) for number, a in enumerate(edited) for b in edited[number + 1 :]]
    grouped = group([p.meaning for p in points], [len(p.statements) for p in points], lean, apart)
    drafts = _named([[points[i] for i in row] for row in grouped.groups], kept)
    listed, absorbed = _rearranged(drafts, kept)
    claims = _with_opposed([writer.claim(code, draft) for draft in listed], listed, lean)
    order = sorted(range(len(claims)), key=lambda i: (-claims[i].count, i))
    return SectionClaims(
        code=code,
        title=title,
        reporting=len(writer.voices.reporting),
        claims=tuple(claims[i] for i in order),
        suggestions=_suggestions(grouped, drafts, listed),
        absorbed=tuple(writer.claim(code, draft) for draft in absorbed),
    )


def _named(groups: Sequence[Sequence[_Point]], kept: Sequence[Kept]) -> list[_Draft]:
    """Give each group an id: the one it had, else that of its first statement."""
    rank = {claim.claim_id: (not claim.edited, -len(claim.units), n) for n, claim in enumerate(kept)}
    drafts = []
    for points in groups:
        known = sorted((p.claim_id for p in points if p.claim_id in rank), key=lambda name: rank[name])
        drafts.append(_Draft(known[0] if known else points[0].claim_id, tuple(points)))
    return _found_again(drafts, [claim for claim in kept if claim.claim_id not in {d.claim_id for d in drafts}], rank)


def _found_again(drafts: Sequence[_Draft], lost: Sequence[Kept], rank: Mapping[str, object]) -> list[_Draft]:
    """Give claims whose founding statement is gone back to the new group with the same text or most of the units."""
    named = list(drafts)
    for claim in lost:
        key = " ".join(w for w in syllables(claim.text) if w != NUMBER and w[0].isalpha())
        for number, draft in enumerate(named):
            if draft.claim_id in rank:
                continue
            speakers = [s.unit_id for p in draft.points for s in p.statements]
            same_words = _share(key, draft)
            if same_words == 1 or (same_words >= SAME_UNITS and overlap(speakers, claim.units) >= SAME_UNITS):
                named[number] = _Draft(claim.claim_id, draft.points)
                break
    return named


def _share(key: str, draft: _Draft) -> float:
    """Return the largest share of words that a text has in common with a statement of the group."""
    words = key.split()
    return max(overlap(words, point.key.split()) for point in draft.points)


def _rearranged(drafts: Sequence[_Draft], kept: Sequence[Kept]) -> tuple[list[_Draft], list[_Draft]]:
    """Return the groups as the clerk wants them, and those that went into another one."""
    split = {claim.claim_id: claim.split_out for claim in kept if claim.split_out}
    parts = [part for draft in drafts for part in _split(draft, split.get(draft.claim_id, ()))]
    goes = destinations(kept, {part.claim_id: "" for part in parts})
    absorbed = [part for part in parts if part.claim_id in goes]
    listed = []
    for part in parts:
        if part.claim_id not in goes:
            taken = [p for other in absorbed if goes[other.claim_id] == part.claim_id for p in other.points]
            listed.append(_Draft(part.claim_id, (*part.points, *taken)))
    return listed, absorbed


def _split(draft: _Draft, units: Sequence[str]) -> list[_Draft]:
    stay: list[_Point] = []
    leave: list[_Point] = []
    for point in draft.points:
        for side, out in ((stay, False), (leave, True)):
            found = tuple(s for s in point.statements if (s.unit_id in units) == out)
            if found:
                side.append(replace(point, statements=found))
    if not stay or not leave:
        return [draft]
    return [_Draft(draft.claim_id, tuple(stay)), _Draft(_claim_id("split", draft.claim_id), tuple(leave))]


def _suggestions(grouped: Groups, drafts: Sequence[_Draft], listed: Sequence[_Draft]) -> tuple[Suggestion, ...]:
    known = {draft.claim_id for draft in listed}
    found = []
    for (a, b), score in sorted(grouped.suggestions.items(), key=lambda item: (-item[1], item[0])):
        pair = (drafts[a].claim_id, drafts[b].claim_id)
        if known.issuperset(pair):
            found.append(Suggestion(pair, round(score, 3)))
    return tuple(found)


def _with_opposed(claims: Sequence[Claim], drafts: Sequence[_Draft], lean: int | None) -> list[Claim]:
    pairs = opposed([draft.points[0].meaning for draft in drafts], lean)
    found: dict[int, dict[str, None]] = {}
    for a, b in pairs:
        found.setdefault(a, {}).update(dict.fromkeys(claims[b].units))
        found.setdefault(b, {}).update(dict.fromkeys(claims[a].units))
    return [
        Claim(c.claim_id, c.section, c.text, c.proposed, c.units, tuple(found.get(n, ())), c.statements)
        for n, c in enumerate(claims)
    ]


class _Writer:
    """Makes claims of groups: who speaks, in which words."""

    def __init__(self, voices: Voices) -> None:
        self.voices = voices

    def claim(self, code: str, draft: _Draft) -> Claim:
        found = tuple(dict.fromkeys(statement for point in draft.points for statement in point.statements))
        speakers = {statement.unit_id for statement in found}
        known = [unit.unit_id for unit in self.voices.heard(speakers)]
        listed = (*known, *sorted(speakers.difference(known)))
        clearest = self._clearest(draft.points)
        proposed = sentence(draft.claim_id, clearest, listed, self.voices)
        return Claim(draft.claim_id, code, clearest.text, proposed, listed, (), found)

    def _clearest(self, points: Sequence[_Point]) -> Statement:
        """Return the statement that most others share words with, plain, of a good length, without numbers or names; of
        one that makes several points what belongs to this one.
        """
        if len(points) == 1:
            return _spoken(points[0])
        words = [set(point.key.split()) for point in points]
        shared: dict[str, int] = {}
        for bag in words:
            for word in bag:
                shared[word] = shared.get(word, 0) + 1

        def score(number: int) -> float:
            text = points[number].statements[0].text
            common = sum(shared[word] for word in words[number]) / max(1, len(words[number])) / len(points)
            own = any(c.isdigit() for c in text) + self.voices.names.is_in(text)
            two = _key(text) != points[number].key
            return common - 0.4 * own - 0.4 * two - abs(len(text) - GOOD_LENGTH) / 400

        return _spoken(points[max(range(len(points)), key=score)])


def _spoken(point: _Point) -> Statement:
    return replace(point.statements[0], text=point.words)

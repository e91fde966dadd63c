"""The dictionary of the field: which words mean the same thing, and which mean the opposite.

Shipped as `data/lexicon.csv`; a clerk adds rows on the sheet of `schema.LEXICON`. Kinds of rows: object (what is
spoken of), field (of which trade), predicate (what is said of it, with a sign), abbreviation (short form of
`concept`), negation, absence ("there is no": turns a fault, else is one), cue (opens a side clause), filler (says
nothing), opening (a verb that can follow the name of a unit), shared (passages that every report has),
elsewhere (a figure beside it is of another time, place or plan), implied (the object that is spoken of where one of
these predicates is said of staff).
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from soket_xl.model import Row
from soket_xl.text.syllables import NUMBER, syllable, syllables, words

OBJECT, FIELD, PREDICATE, ABBREVIATION = "object", "field", "predicate", "abbreviation"
NEGATION, ABSENCE, CUE, FILLER, NAME = "negation", "absence", "cue", "filler", "name"
SHARED, OPENING, ELSEWHERE, IMPLIED = "shared", "opening", "elsewhere", "implied"
SPECIFIC = 3
"""Rank of an object that a statement is about when named at all; 4 whoever is
benefited; 2 staff, money; 1 people and work at large."""

PRAISE = frozenset((("t\u1ed1t", "+"), ("r\u00f5", "+"), ("trang b\u1ecb", "")))
"""What is only part of a name inside a longer phrase: "regular expenditure", "quality of staff", "allowance for"."""

SHORT_FORM = re.compile(r"\b[^\W\d_a-z]{2,}(?:[-&][^\W\d_a-z]+)*\b")


@dataclass(frozen=True)
class Sense:
    """What a phrase means: `sign` of a predicate ("+", "-", "^" more, "v" less, "?" asks), `rank` of an object (1-4),
    `parent` the wider concept, or the family of predicates in which "+" is the opposite of "-".
    """

    kind: str
    concept: str
    sign: str = ""
    parent: str = ""
    rank: int = 0


@dataclass
class _Node:
    after: dict[str, "_Node"] = field(default_factory=dict)
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True)
class Match:
    """A phrase found at tokens `start` to `end` (exclusive)."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Lexicon:
    """Phrases by their syllables; the longest phrase wins. A later row of the same phrase adds a meaning."""

    def __init__(self, rows: Iterable[Mapping[str, object]], names: Iterable[str] = ()) -> None:
        self._root = _Node()
        self._short = _Node()
        self._elsewhere = _Node()
        self._short_forms: dict[str, str] = {}
        self._inner: dict[tuple[str, ...], tuple[Sense, ...]] = {}
        self._openings: set[tuple[str, ...]] = set()
        self.shared: list[str] = []
        self.implied: dict[str, str] = {}
        for row in rows:
            self._add_row({key: str(value or "").strip() for key, value in row.items()})
        for name in names:
            self._put(self._root, name, Sense(NAME, name))

    def opens_with_verb(self, text: str) -> bool:
        """Tell whether the text can follow its subject at once ("con thieu ...")."""
        found = syllables(text)
        return any(tuple(found[:length]) in self._openings for length in range(1, 5))

    def tokens(self, text: str) -> list[str]:
        """Return the syllables of `text` with abbreviations written out; case tells "CC" from "cc"."""
        spelt: list[str] = []
        for match in _walk(self._short, words(text)):
            if isinstance(match, str):
                spelt.append(syllable(match))
            else:
                spelt.extend(syllables(match.senses[0].concept))
        return spelt

    def speaks_of_another(self, text: str) -> bool:
        """Tell whether a figure in `text` is of another time, place or plan than the unit's own total."""
        return any(isinstance(found, Match) for found in _walk(self._elsewhere, syllables(text)))

    def spell_out(self, text: str) -> str:
        """Return `text` with abbreviations written out and everything else as it stands."""
        return SHORT_FORM.sub(lambda match: self._short_forms.get(match[0], match[0]), text)

    def matches(self, tokens: Sequence[str]) -> Iterator[Match | str]:
        """Yield the phrases found in `tokens` in order; a token outside any phrase comes as itself."""
        for found in _walk(self._root, tokens):
            yield found if isinstance(found, str) else self._with_inner(found, tokens)

    def _with_inner(self, match: Match, tokens: Sequence[str]) -> Match:
        """Return a phrase of several words with what is named inside it: "no signal" speaks of signal, "reply late" is
        a fault. A negated phrase keeps its own predicate.
        """
        kinds = {sense.kind for sense in match.senses}
        if kinds not in ({PREDICATE}, {OBJECT}) or match.end - match.start < 2:
            return match
        phrase = tuple(token for token in tokens[match.start : match.end] if token != NUMBER)
        if phrase not in self._inner:
            self._inner[phrase] = tuple(self._named_in(phrase, {OBJECT, FIELD} if PREDICATE in kinds else {PREDICATE}))
        return Match(match.start, match.end, (*match.senses, *self._inner[phrase]))

    def _named_in(self, phrase: Sequence[str], wanted: set[str]) -> list[Sense]:
        inner: list[Sense] = []
        for start in range(len(phrase)):
            for end in range(start + 1, len(phrase) + (start > 0)):
                senses = _exact(self._root, phrase[start:end])
                if PREDICATE in wanted and any(sense.kind == NEGATION for sense in senses):
                    return []
                inner += [
                    sense for sense in senses if sense.kind in wanted and (sense.concept, sense.sign) not in PRAISE
                ]
        return inner

    def _add_row(self, row: Mapping[str, str]) -> None:
        kind, concept = row.get("kind", ""), row.get("concept", "")
        phrases = [part.strip() for part in row.get("phrases", "").split(";") if part.strip()]
        if kind == SHARED:
            self.shared += phrases or [concept]
            return
        if kind == IMPLIED:
            self.implied.update(dict.fromkeys(phrases, concept))
            return
        if kind == OPENING:
            self._openings.update(tuple(syllables(phrase)) for phrase in phrases)
            return
        if kind == ABBREVIATION:
            self._short_forms.update({phrase: concept for phrase in phrases if SHORT_FORM.fullmatch(phrase)})
        root = {ABBREVIATION: self._short, ELSEWHERE: self._elsewhere}.get(kind, self._root)
        sense = Sense(kind, concept, row.get("sign", ""), row.get("parent", ""), int(row.get("rank") or SPECIFIC))
        for phrase in phrases:
            self._put(root, phrase, sense)

    def _put(self, root: _Node, phrase: str, sense: Sense) -> None:
        node = root
        for part in words(phrase) if root is self._short else syllables(phrase):
            node = node.after.setdefault(part, _Node())
        if node is not root and sense not in node.senses:
            node.senses = (*node.senses, sense)


def load(rows: Sequence[Row] = (), names: Iterable[str] = ()) -> Lexicon:
    """Return the shipped dictionary with the clerk's `rows` added; unit `names` are known as names."""
    return Lexicon([*_shipped(), *rows], names)


@cache
def _shipped() -> tuple[dict[str, str], ...]:
    lines = files("soket_xl.data").joinpath("lexicon.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))


def _walk(root: _Node, tokens: Sequence[str]) -> Iterator[Match | str]:
    start, begin = 0, root.after
    while start < len(tokens):
        found = _longest(root, tokens, start) if tokens[start] in begin else None
        if found is None:
            yield tokens[start]
            start += 1
        else:
            yield found
            start = found.end


def _longest(root: _Node, tokens: Sequence[str], start: int) -> Match | None:
    node = root
    best: Match | None = None
    for position in range(start, len(tokens)):
        after = node.after.get(tokens[position])
        if after is None and tokens[position] == NUMBER and position > start:
            continue  # "ban hanh 01 ke hoach" is "ban hanh ke hoach"
        if after is None:
            break
        node = after
        if node.senses:
            best = Match(start, position + 1, node.senses)
    return best


def _exact(root: _Node, tokens: Sequence[str]) -> tuple[Sense, ...]:
    node: _Node | None = root
    for token in tokens:
        node = node.after.get(token) if node else None
    return node.senses if node else ()

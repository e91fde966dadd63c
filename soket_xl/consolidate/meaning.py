"""What a statement speaks of, by the dictionary: objects, fields, predicates with their sign, and its other words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from soket_xl.consolidate.lexicon import (
    ABSENCE,
    CUE,
    FIELD,
    FILLER,
    NAME,
    NEGATION,
    OBJECT,
    PREDICATE,
    Lexicon,
    Match,
    Sense,
)
from soket_xl.text.syllables import NUMBER

SIDE = {"cause": 0.4, "effect": 0.3, "purpose": 0.3, "concession": 0.25, "time": 0.4}
"""Weight of a clause that such a cue opens, beside 1 for the main clause."""
BEFORE_CONTRAST = 0.3
"""Weight of what stands before "nhung", "song", "tuy nhien"."""
NEGATION_REACH, ABSENCE_REACH = 4, 9
"""How many tokens a negation, or "there is no", looks ahead for the predicate that it turns."""
BY_RANK = (1.0, 0.3, 0.12)
"""Weight of an object whose rank is 0, 1 or 2 below the highest of the statement."""
BY_PLACE = 0.85
"""Factor for each object that was named before."""
STAFF = "nh\u00e2n s\u1ef1"
"""The one object of the dictionary that the field divides: staff for land is not staff for accounts."""
_Key = TypeVar("_Key")
_MARKS = frozenset(",;:.!?()")
_OPPOSITE = {"+": "-", "-": "+", "": ""}
_SIGNS = {"+": 1.0, "-": -1.0, "": 0.0}


@dataclass
class Meaning:
    """Weights by concept: `predicates` by (concept, sign); `words` are the syllables and pairs outside the phrases.
    """

    objects: dict[str, float] = field(default_factory=dict)
    fields: dict[str, float] = field(default_factory=dict)
    predicates: dict[tuple[str, str], float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)


    @property
    def sign(self) -> float:
        """Below 0 if the statement finds fault, above 0 if it praises, 0 if it does neither."""
        return sum(weight * _SIGNS[sign] for (_, sign), weight in self.predicates.items())


@dataclass
class _Clause:
    weight: float
    senses: list[tuple[Sense, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read(text: str, lexicon: Lexicon) -> Meaning:
    """Return the meaning of a statement; numbers and unit names do not enter into it."""
    tokens = lexicon.tokens(text)
    clauses = _Reader().read(lexicon.matches(tokens), tokens)
    heaviest = max((clause.weight for clause in clauses if clause.senses), default=1.0)
    meaning = Meaning()
    for clause in clauses:
        clause.weight = min(1.0, clause.weight / heaviest)
        _take_predicates(meaning, clause)
        _take_words(meaning, clause)
    _take_objects(meaning, clauses)
    return meaning


class _Reader:
    """Cuts the phrases of a statement into clauses and turns what is negated."""

    def __init__(self) -> None:
        self.clauses = [_Clause(1.0)]
        self.negated = 0
        self.absence: Sense | None = None

    def read(self, items: Iterable[Match | str], tokens: list[str]) -> list[_Clause]:
        for item in items:
            if isinstance(item, str):
                self._token(item)
            else:
                self._match(item, tokens[item.start : item.end])
        self._settle()
        return self.clauses

    def _token(self, token: str) -> None:
        if token not in _MARKS:
            self.negated = max(0, self.negated - 1)
            if token != NUMBER:
                self.clauses[-1].words.append(token)
            return
        self._settle()
        if token in ".;" and self.clauses[-1].weight < 1:
            self.clauses.append(_Clause(1.0))

    def _match(self, match: Match, words: list[str]) -> None:
        kinds = {sense.kind for sense in match.senses}
        if CUE in kinds:
            self._settle()
            self._open(match.senses[0].concept)
        elif NEGATION in kinds:
            self.negated = NEGATION_REACH
        elif ABSENCE in kinds:
            self._settle()
            self.absence, self.negated = match.senses[0], ABSENCE_REACH
        elif kinds <= {FILLER, NAME}:
            self.negated = max(0, self.negated - (NAME in kinds))
        else:
            self._note(match, words)

    def _open(self, cue: str) -> None:
        if cue == "contrast":
            for clause in self.clauses:
                clause.weight *= BEFORE_CONTRAST
        self.clauses.append(_Clause(SIDE.get(cue, 1.0)))

    def _note(self, match: Match, words: list[str]) -> None:
        turned = self.negated > 0
        predicates = [sense for sense in match.senses if sense.kind == PREDICATE and sense.sign]
        for sense in match.senses:
            sign = _OPPOSITE[sense.sign] if turned and sense.kind == PREDICATE else sense.sign
            self.clauses[-1].senses.append((sense, sign))
        if predicates:
            self.negated, self.absence = 0, None
        else:
            self.negated = max(0, self.negated - len(words) // 2)

    def _settle(self) -> None:
        """At the end of a clause: an absence that turned nothing is itself what is said."""
        if self.absence:
            self.clauses[-1].senses.append((Sense(PREDICATE, self.absence.concept, "-"), "-"))
        self.absence, self.negated = None, 0


def _take_predicates(meaning: Meaning, clause: _Clause) -> None:
    for sense, sign in clause.senses:
        if sense.kind == PREDICATE:
            _raise(meaning.predicates, (sense.concept, sign), clause.weight)


def _take_words(meaning: Meaning, clause: _Clause) -> None:
    for word in clause.words:
        _raise(meaning.words, word, clause.weight)
    for first, second in pairwise(clause.words):
        _raise(meaning.words, f"{first} {second}", clause.weight)


def _take_objects(meaning: Meaning, clauses: list[_Clause]) -> None:
    named = [(sense, clause) for clause in clauses for sense, _ in clause.senses if sense.kind == OBJECT]
    highest = max((sense.rank for sense, clause in named if clause.weight == 1), default=0)
    place = 0
    for sense, clause in named:
        below = min(max(0, highest - sense.rank), len(BY_RANK) - 1)
        weight = clause.weight * BY_RANK[below] * BY_PLACE**place
        place += sense.concept not in meaning.objects
        for concept, part in _divided(sense, clause):
            _raise(meaning.objects, concept, weight * part)
        if sense.parent:
            _raise(meaning.objects, sense.parent, weight * 0.7)
    for clause in clauses:
        for sense, _ in clause.senses:
            if sense.kind == FIELD:
                _raise(meaning.fields, sense.concept, clause.weight)


def _divided(sense: Sense, clause: _Clause) -> Iterator[tuple[str, float]]:
    """Yield the object, for staff with the fields of its clause: ("staff/land", 1), ("staff", 0.4)."""
    if sense.concept != STAFF:
        yield sense.concept, 1.0
        return
    fields = {other.concept for other, _ in clause.senses if other.kind == FIELD} or {"-"}
    yield STAFF, 0.4
    for name in fields:
        yield f"{STAFF}/{name}", 1.0


def _raise(bag: "dict[_Key, float]", key: _Key, weight: float) -> None:
    bag[key] = max(weight, bag.get(key, 0.0))

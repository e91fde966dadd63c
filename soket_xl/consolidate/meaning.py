"""What a statement speaks of, by the dictionary: objects, fields, predicates with their sign, and its other words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from soket_xl.consolidate.lexicon import (
    ABSENCE,
    CUE,
    FIELD,
    FILLER,
    NAME,
    NEGATION,
    OBJECT,
    PREDICATE,
    SPECIFIC,
    Lexicon,
    Match,
    Sense,
)
from soket_xl.text.syllables import NUMBER, syllables

SIDE = {
    "cause": 0.4,
    "effect": 0.3,
    "purpose": 0.3,
    "concession": 0.25,
    "time": 0.4,
    "place": 0.4,
    "for": 0.4,
    "about": 0.6,
    "than": 0.3,
}
"""Weight of a clause that such a cue opens, beside 1 for the main clause."""
SHORT = frozenset(("time", "place", "for", "about", "than"))
"""Cues whose clause ends at the next comma."""
ASIDE = frozenset(("place", "for"))
"""Cues whose clause ends where something is said."""
BEFORE_CONTRAST = 0.3
"""Weight of what stands before "nhung", "song", "tuy nhien"."""
NEGATION_REACH, ABSENCE_REACH, CARRY = 4, 9, 2
"""How many tokens a negation, or "there is no", looks ahead for the predicate that it turns, and how far
past a turned predicate a second one is turned too ("not yet allotted enough")."""
NEGATIVE = frozenset(syllables("ch\u01b0a kh\u00f4ng"))
UNDONE = Sense(PREDICATE, "ch\u01b0a l\u00e0m", "-", "ch\u01b0a l\u00e0m")
"""What a negation says of an object that no predicate follows ("not yet trained")."""
MENDED = Sense(PREDICATE, "kh\u1eafc ph\u1ee5c", "+")
"""What "... has been put right" says of the fault before it."""
BY_RANK = (1.0, 0.3, 0.12)
"""Weight of an object whose rank is 0, 1 or 2 below the highest of the statement."""
BY_PLACE = 0.65
"""Factor for each object that was named before."""
AT_LARGE = 1
"""Rank of people and work at large, which alone say little of what a statement is about."""
BESIDE_OWN = 0.4
"""Factor for such an object beside the words that the dictionary does not know."""
PAIR, ALONE = 0.7, 0.5
"""Weight of two words that follow each other, and of one, where they stand for an object."""
TRADE, OWN = "/", "~"
"""Prefixes of objects that stand for a field, or for words that the dictionary does not know."""
STAFF = "nh\u00e2n s\u1ef1"
"""The one object of the dictionary that the field divides: staff for land is not staff for accounts."""
PASSIVE = syllables("\u0111\u01b0\u1ee3c")[0]
LACK = syllables("thi\u1ebfu")
LITTLE, HARD, FEWER = "y\u1ebfu", "kh\u00f3 kh\u0103n", "gi\u1ea3m"
"""The predicates of what is low, weak or not high, of what is hard, and of what becomes less."""
LEADS = "!"
"""Sign of an object that is said to be done to another: "papers were digitised" is about digitising."""
COUNTED = frozenset(
    (
        "thi\u1ebfu",
        "\u0111\u1ee7",
        "b\u1ed5 sung",
        "\u0111\u00e1p \u1ee9ng",
        "ki\u00eam nhi\u1ec7m",
        "t\u0103ng",
        "gi\u1ea3m",
    )
)
"""Predicates of how many there are: with them staff is what a statement is about, with others only who does it."""
_Key = TypeVar("_Key")
_MARKS = frozenset(",;:.!?()")
ASKING = "?"
"""Sign of the predicates of a request: what it asks for is neither praise nor fault."""
_OPPOSITE = {"+": "-", "-": "+", "^": "v", "v": "^"}
_SIGNS = {"+": 1.0, "-": -1.0}
_WAYS = {"+": 1.0, "-": -1.0, "^": 1.0, "v": -1.0}
"""More and less are opposite without praise or blame: "tang" and "giam"."""


@dataclass
class Meaning:
    """Weights by concept: `predicates` by (concept, sign); `families` of predicates add up to above 0 or below;
    `words` are the syllables and pairs outside the phrases. Once it has been asked what it is about, it stays as it is.
    """

    objects: dict[str, float] = field(default_factory=dict)
    fields: dict[str, float] = field(default_factory=dict)
    predicates: dict[tuple[str, str], float] = field(default_factory=dict)
    families: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    rank: int = 0
    """Rank of the most specific object."""

    @cached_property
    def head(self) -> str:
        """The object that it is about, "" if the dictionary knows none."""
        known = (name for name in self.objects if name[0] != OWN)
        return max(known, key=lambda name: self.objects[name], default="")

    @property
    def empty(self) -> bool:
        """Tell whether nothing was understood."""
        return not (self.objects or self.predicates or self.words)

    @property
    def signature(self) -> tuple[frozenset[tuple[object, float]], ...]:
        """Equal for statements that mean exactly the same."""
        bags: tuple[Mapping[Any, float], ...] = (self.objects, self.fields, self.predicates, self.words)
        return tuple(frozenset((key, round(weight, 2)) for key, weight in bag.items()) for bag in bags)

    @cached_property
    def asks(self) -> bool:
        """Tell whether it is a request."""
        return any(sign == ASKING for _, sign in self.predicates)

    @cached_property
    def sign(self) -> float:
        """Below 0 if the statement finds fault, above 0 if it praises, 0 if it does neither or asks."""
        if self.asks:
            return 0.0
        return sum(weight * _SIGNS.get(sign, 0.0) for (_, sign), weight in self.predicates.items())


@dataclass
class _Clause:
    weight: float
    cue: str = ""
    senses: list[tuple[Sense, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read(text: str, lexicon: Lexicon) -> Meaning:
    """Return the meaning of a statement; numbers and unit names do not enter into it."""
    tokens = lexicon.tokens(text)
    clauses = _Reader().read(lexicon.matches(tokens), tokens)
    _weigh_effects(clauses)
    heaviest = max((clause.weight for clause in clauses if clause.senses), default=1.0)
    meaning = Meaning()
    for clause in clauses:
        clause.weight = min(1.0, clause.weight / heaviest)
        _take_predicates(meaning, clause)
        _take_words(meaning, clause)
    _take_objects(meaning, clauses, lexicon.implied)
    return meaning


class _Reader:
    """Cuts the phrases of a statement into clauses and turns what is negated."""

    def __init__(self) -> None:
        self.clauses = [_Clause(1.0)]
        self.negated = 0
        self.carried = 0
        self.absence: Sense | None = None
        self.passive = False
        self.lacking = False
        self.turned = self.listed = False
        self.measured: list[tuple[int, bool]] = []

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
            self._step(1)
            if token != NUMBER:
                self.clauses[-1].words.append(token)
            return
        self.listed = token == "," and self.turned
        self._settle()
        self.measured, self.lacking = [], False
        here = self.clauses[-1]
        if here.cue and (token in ".;" or (token == "," and here.cue in SHORT)):
            self.clauses.append(_Clause(1.0))

    def _step(self, length: int) -> None:
        self.negated = max(0, self.negated - length)
        self.carried = max(0, self.carried - length)

    def _match(self, match: Match, words: list[str]) -> None:
        kinds = {sense.kind for sense in match.senses}
        if CUE in kinds:
            self._settle()
            self._open(match.senses[0].concept)
        elif NEGATION in kinds:
            self.negated, self.absence = NEGATION_REACH, UNDONE
        elif ABSENCE in kinds:
            self._settle()
            self.absence, self.negated = match.senses[0], ABSENCE_REACH
        elif kinds <= {FILLER, NAME}:
            self._step(NAME in kinds)
        else:
            self._note(match, words)
            if words[-1] in NEGATIVE:  # "use of computers not (yet) skilled": the phrase ends in the negation
                self.negated, self.absence = NEGATION_REACH, UNDONE
        self.listed = self.listed and kinds <= {FILLER, NAME}
        self.passive = words[-1] == PASSIVE and not kinds & {OBJECT, PREDICATE}
        self.lacking = words == LACK

    def _open(self, cue: str) -> None:
        self.measured = []
        if cue in ("contrast", "mended"):
            for clause in self.clauses:
                clause.weight *= BEFORE_CONTRAST
        self.clauses.append(_Clause(SIDE.get(cue, 1.0), cue if cue in SIDE else ""))
        if cue == "mended":
            self.clauses[-1].senses.append((MENDED, "+"))

    def _note(self, match: Match, words: list[str]) -> None:
        predicates = [sense for sense in match.senses if sense.kind == PREDICATE and sense.sign in _WAYS]
        if predicates and self.clauses[-1].cue in ASIDE:
            self.clauses.append(_Clause(1.0))  # "housing for staff is short": the fault is not said of the staff
        if self.lacking and predicates and all(sense.sign == "+" for sense in predicates):
            self.clauses[-1].senses.pop()
            self.negated = 1  # "lacking stability" is "not stable"
        if self.listed and predicates and all(sense.kind == PREDICATE and sense.sign == "+" for sense in match.senses):
            self.negated = 1  # "not full, uniform" is "not full, not uniform"
        self._judge(match)
        for sense in match.senses:
            turned = sense.kind == PREDICATE and (self.negated or (self.carried and sense.sign == "+"))
            sign = _OPPOSITE.get(sense.sign, sense.sign) if turned else sense.sign
            self.clauses[-1].senses.append((sense, LEADS if self.passive and sense.kind == OBJECT else sign))
        self.turned = bool(predicates and self.negated)
        if predicates:
            self.carried = CARRY if self.negated or words[0] in NEGATIVE else 0
            self.negated, self.absence = 0, None
        else:
            self._step(len(words) // 2)

    def _judge(self, match: Match) -> None:
        """Turn what is praised only in name: "cases closed in time are few", "to find enough staff is hard"."""
        senses = self.clauses[-1].senses
        objects = any(sense.kind == OBJECT for sense in match.senses)
        judged = {sense.concept for sense in match.senses if sense.sign in "-v"} if not self.negated else set()
        if not objects and judged & {LITTLE, HARD, FEWER}:
            for number, in_name in self.measured:
                if in_name or HARD in judged:
                    senses[number] = (senses[number][0], "-")
            self.measured = []
        elif not self.negated:
            self.measured += [(n, objects) for n, sense in enumerate(match.senses, len(senses)) if sense.sign == "+"]

    def _settle(self) -> None:
        """At the end of a clause: an absence that turned nothing is itself what is said."""
        if self.absence:
            sign = self.absence.sign or "-"
            self.clauses[-1].senses.append((Sense(PREDICATE, self.absence.concept, sign, "c\u00f3"), sign))
        self.absence, self.negated, self.carried = None, 0, 0


def _weigh_effects(clauses: Sequence[_Clause]) -> None:
    """Let a fault that follows from what is plain or praised be what is said: "were bought long ago, so are slow"."""
    for before, after in pairwise(clauses):
        if after.cue == "effect" and _signed(before) > 0 > _signed(after):
            before.senses = [(sense, "" if sense.kind == PREDICATE else sign) for sense, sign in before.senses]
            after.weight = before.weight


def _signed(clause: _Clause) -> float:
    return sum(_SIGNS.get(sign, 0.0) for sense, sign in clause.senses if sense.kind == PREDICATE)


def _take_predicates(meaning: Meaning, clause: _Clause) -> None:
    for sense, sign in clause.senses:
        if sense.kind == PREDICATE:
            _raise(meaning.predicates, (sense.concept, sign), clause.weight)
            if sense.parent and sign in _WAYS:
                way = meaning.families.get(sense.parent, 0.0) + clause.weight * _WAYS[sign]
                meaning.families[sense.parent] = way


def _take_words(meaning: Meaning, clause: _Clause) -> None:
    for word in clause.words:
        _raise(meaning.words, word, clause.weight)
    for first, second in pairwise(clause.words):
        _raise(meaning.words, f"{first} {second}", clause.weight)


def _take_objects(meaning: Meaning, clauses: list[_Clause], implied: Mapping[str, str]) -> None:
    named = _named(meaning, clauses, implied)
    leads = {sense.concept for clause in clauses for sense, sign in clause.senses if sign == LEADS}
    highest = max((sense.rank for sense, number in named if _counts(sense, clauses[number])), default=0)
    at_large = highest <= AT_LARGE and not _own(meaning)
    if at_large:  # "a lot comes down while hands are few": what a side clause names is what it is about
        highest = max((sense.rank for sense, _ in named), default=0)
    meaning.rank = highest
    place = 0
    for sense, number in named:
        below = min(max(0, highest - sense.rank), len(BY_RANK) - 1)
        share = 1.0 if at_large or sense.rank > SPECIFIC else clauses[number].weight
        weight = share * BY_RANK[below] * (1 if sense.concept in leads else BY_PLACE**place)
        place += sense.concept not in meaning.objects
        for concept, part in _divided(sense, clauses[number : number + 2]):
            _raise(meaning.objects, concept, weight * part)
        if sense.parent:
            _raise(meaning.objects, sense.parent, weight * 0.7)
    if highest < SPECIFIC:
        _take_fields(meaning, clauses)
    if highest <= AT_LARGE:
        _take_plain(meaning)


def _named(meaning: Meaning, clauses: list[_Clause], implied: Mapping[str, str]) -> list[tuple[Sense, int]]:
    """Return the objects with the numbers of their clauses. Staff is one only where it is counted: of weak staff the
    ability is spoken of (`implied`), and of staff who have not done a thing, the thing.
    """
    named = [(sense, n) for n, clause in enumerate(clauses) for sense, _ in clause.senses if sense.kind == OBJECT]
    fields = any(sense.kind == FIELD for clause in clauses for sense, _ in clause.senses)
    first = next((sense for sense, _ in named if sense.rank > AT_LARGE), None)
    specific = any(sense.rank >= SPECIFIC and _counts(sense, clauses[number]) for sense, number in named)
    if fields or specific or first is None or first.concept != STAFF:
        return named
    said = {concept: weight for (concept, sign), weight in meaning.predicates.items() if sign != ASKING}
    if said.keys() & COUNTED:
        return named
    about = max((concept for concept in said if concept in implied), key=lambda concept: said[concept], default="")
    if about:
        return [(Sense(OBJECT, implied[about], rank=SPECIFIC), 0), *named]
    if said.keys() == {UNDONE.concept} and _own(meaning):
        return [(replace(sense, rank=min(sense.rank, AT_LARGE)), number) for sense, number in named]
    return named


def _own(meaning: Meaning) -> dict[str, float]:
    """Return the words outside the dictionary as objects, {} where a main clause has no two that belong together."""
    if not any(" " in word and weight >= SIDE["about"] for word, weight in meaning.words.items()):
        return {}
    return {f"{OWN}{word}": weight * (PAIR if " " in word else ALONE) for word, weight in meaning.words.items()}


def _take_plain(meaning: Meaning) -> None:
    """What the dictionary does not know is about its own words, else its trade, beside people or work at large."""
    plain = _own(meaning) or {f"{TRADE}{name}": weight for name, weight in meaning.fields.items()}
    if plain:
        meaning.objects = {name: BESIDE_OWN * weight for name, weight in meaning.objects.items()} | plain


def _counts(sense: Sense, clause: _Clause) -> bool:
    return clause.weight >= SIDE["about"] or (sense.rank > SPECIFIC and clause.cue in SHORT)


def _take_fields(meaning: Meaning, clauses: list[_Clause]) -> None:
    """A field divides what is said of staff or of nothing in particular; beside a specific object it is a detail."""
    for clause in clauses:
        for sense, _ in clause.senses:
            if sense.kind == FIELD:
                _raise(meaning.fields, sense.concept, clause.weight)


def _divided(sense: Sense, clauses: list[_Clause]) -> Iterator[tuple[str, float]]:
    """Yield the object; staff with the fields of its clause, or of "about ..." after it: ("staff/land", 1), ("staff",
    0.4).
    """
    if sense.concept != STAFF:
        yield sense.concept, 1.0
        return
    near = [clause for number, clause in enumerate(clauses) if number == 0 or clause.cue in ("about", "purpose")]
    fields = {other.concept for clause in near for other, _ in clause.senses if other.kind == FIELD} or {"-"}
    yield STAFF, 0.4
    for name in fields:
        yield f"{STAFF}/{name}", 1.0


def _raise(bag: "dict[_Key, float]", key: _Key, weight: float) -> None:
    bag[key] = max(weight, bag.get(key, 0.0))

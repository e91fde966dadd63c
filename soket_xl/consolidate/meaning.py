"""What a statement speaks of, by the dictionary: objects, fields, predicates with their sign, and its other words."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from soket_xl.consolidate.lexicon import CUE, FIELD, FILLER, NAME, NEGATION, OBJECT, PREDICATE, Lexicon, Match
from soket_xl.text.syllables import NUMBER

SIDE = {"cause": 0.4, "effect": 0.3, "purpose": 0.3, "concession": 0.25, "time": 0.4}
"""Weight of a clause that such a cue opens, beside 1 for the main clause."""
BEFORE_CONTRAST = 0.3
"""Weight of what stands before "nhung", "song", "tuy nhien"."""
REACH = 4
"""How many tokens a negation looks ahead for the predicate that it turns."""
_MARKS = frozenset(",;:.!?()")
_OPPOSITE = {"+": "-", "-": "+", "": ""}


@dataclass
class Meaning:
    """Weights by concept: `predicates` by (concept, sign); `words` are the syllables and pairs outside the fillers."""

    objects: dict[str, float] = field(default_factory=dict)
    fields: dict[str, float] = field(default_factory=dict)
    predicates: dict[tuple[str, str], float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)

    @property
    def sign(self) -> float:
        """Below 0 if the statement finds fault, above 0 if it praises, 0 if it does neither."""
        return sum(weight * {"+": 1, "-": -1, "": 0}[sign] for (_, sign), weight in self.predicates.items())


@dataclass
class _Clause:
    weight: float
    found: list[tuple[str, str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def read(text: str, lexicon: Lexicon) -> Meaning:
    """Return the meaning of a statement; numbers and unit names do not enter into it."""
    clauses = _clauses(lexicon.matches(lexicon.tokens(text)))
    heaviest = max((c.weight for c in clauses if c.found), default=1.0)
    meaning = Meaning()
    for clause in clauses:
        _gather(meaning, clause, min(1.0, clause.weight / heaviest))
    return meaning


def _clauses(items: Iterable[Match | str]) -> list[_Clause]:
    clauses = [_Clause(1.0)]
    negated = 0
    for item in items:
        if isinstance(item, str):
            negated = 0 if item in _MARKS else max(0, negated - 1)
            if item not in _MARKS and item != NUMBER:
                clauses[-1].words.append(item)
            elif item in ".;" and clauses[-1].weight < 1:
                clauses.append(_Clause(1.0))
            continue
        kinds = {sense.kind for sense in item.senses}
        if CUE in kinds:
            _open(clauses, item.senses[0].concept)
            negated = 0
        elif NEGATION in kinds:
            negated = REACH
        else:
            negated = _note(clauses[-1], item, negated)
    return clauses


def _open(clauses: list[_Clause], cue: str) -> None:
    if cue == "contrast":
        for clause in clauses:
            clause.weight *= BEFORE_CONTRAST
        clauses.append(_Clause(1.0))
    else:
        clauses.append(_Clause(SIDE.get(cue, 1.0)))


def _note(clause: _Clause, match: Match, negated: int) -> int:
    """Take the senses of `match` into `clause`; return what is left of a negation before it."""
    turned = negated > 0
    for sense in match.senses:
        if sense.kind == PREDICATE:
            sign = _OPPOSITE[sense.sign] if turned else sense.sign
            clause.found.append((PREDICATE, sense.concept, sign))
        elif sense.kind in (OBJECT, FIELD):
            clause.found.append((sense.kind, sense.concept, ""))
    if any(sense.kind == PREDICATE for sense in match.senses):
        return 0
    kept = any(sense.kind in (FILLER, NAME) for sense in match.senses)
    return negated if kept else max(0, negated - 1)


def _gather(meaning: Meaning, clause: _Clause, weight: float) -> None:
    for kind, concept, sign in clause.found:
        if kind == OBJECT:
            meaning.objects[concept] = max(weight, meaning.objects.get(concept, 0))
        elif kind == FIELD:
            meaning.fields[concept] = max(weight, meaning.fields.get(concept, 0))
        else:
            key = (concept, sign)
            meaning.predicates[key] = max(weight, meaning.predicates.get(key, 0))
    for first, second in zip(clause.words, [*clause.words[1:], ""], strict=True):
        meaning.words[first] = max(weight, meaning.words.get(first, 0))
        if second:
            meaning.words[f"{first} {second}"] = max(weight, meaning.words.get(f"{first} {second}", 0))

"""The points of a statement: most make one; "no housing, and no car either" makes two and stands in two claims."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from soket_xl.consolidate.lexicon import (
    ABSENCE,
    CUE,
    FILLER,
    NAME,
    NEGATION,
    OBJECT,
    PREDICATE,
    SPECIFIC,
    Lexicon,
    Match,
)
from soket_xl.consolidate.meaning import AT_LARGE, COUNTED, STAFF, Meaning, read
from soket_xl.text.syllables import syllables

Part = tuple[str, Meaning]
"""The words of a point and what they mean."""
_CUT = re.compile(
    r"(?:;|\.(?=\s+\w)|,(?!\d))\s*(?:v\u00e0 |\u0111\u1ed3ng th\u1eddi )?|\s+(?:v\u00e0|\u0111\u1ed3ng th\u1eddi)\s+",
    re.I,
)
"""Where one point can end and another begin."""
MOST = 5
"""Parts from which a statement is a list of small things rather than of points."""
SAME = 0.3
"""Weight of a part's head in another part from which both speak of the same."""
LINKS = frozenset(syllables("c\u1ee7a v\u1edbi theo c\u1ea7u"))
"""Words that tie what is named to what is said before it."""
EXISTS = frozenset(("thi\u1ebfu", "\u0111\u1ee7", "trang b\u1ecb"))
"""Predicates of what is there or is not, which need no subject before them."""
LONG = 3
"""Syllables of a phrase that holds both an object and what is said of it ("old computers")."""
NAMED = 0.1
"""Weight of an object that may be a point of its own."""


def meanings(text: str, lexicon: Lexicon) -> list[Part]:
    """Return the points of a statement as (words, meaning); the whole statement where it makes one point.

    A part is a point of its own if it says something of an object of its own; causes and effects are none.
    """
    whole = read(text, lexicon)
    if _CUT.search(text) and sum(weight >= NAMED for weight in whole.objects.values()) > 1:
        counts = whole.rank < SPECIFIC
        found = _joined([(part, read(part, lexicon)) for part in _parts(text, lexicon, counts)], lexicon)
        if 1 < len(found) <= MOST and all(_speaks(m, counts) for _, m in found) and _differ([m for _, m in found]):
            return found
    return [(text, whole)]


def _joined(parts: Sequence[Part], lexicon: Lexicon) -> list[Part]:
    """Return the parts, neighbours that speak of the same taken together ("computers are old, their memory small")."""
    found: list[Part] = []
    for words, meaning in parts:
        if found and not _differ([found[-1][1], meaning]):
            both = f"{found[-1][0]}, {words}"
            found[-1] = (both, read(both, lexicon))
        else:
            found.append((words, meaning))
    return found


def _parts(text: str, lexicon: Lexicon, counts: bool) -> Iterator[str]:
    """Yield the pieces of a statement; what cannot stand alone goes with the piece before or after it."""
    start = 0
    cuts = list(_CUT.finditer(text))
    for cut, following in zip_longest(cuts, cuts[1:]):
        head, rest = text[start : cut.start()], text[cut.end() :]
        piece = text[cut.end() : following.start() if following else None]
        apart = cut[0][0] in ";." or not _bare(piece, lexicon)
        if apart and _says(piece, lexicon) and _alone(head, lexicon, counts) and _alone(rest, lexicon, counts):
            yield head
            start = cut.end()
    yield text[start:]


def _found(part: str, lexicon: Lexicon) -> tuple[list[Match], list[str]]:
    tokens = lexicon.tokens(part)
    return [item for item in lexicon.matches(tokens) if isinstance(item, Match)], tokens


def _says(piece: str, lexicon: Lexicon) -> bool:
    """Tell whether a piece is more than the second half of a name ("communes, wards")."""
    found, tokens = _found(piece, lexicon)
    return any({sense.kind for sense in match.senses} - {FILLER, NAME} for match in found) and len(tokens) > 1


def _bare(piece: str, lexicon: Lexicon) -> bool:
    """Tell whether a piece goes on with the subject before it: it opens with what is said, and that is not that
    something is missing or there ("..., lack housing" has no subject of its own to miss).
    """
    for match in _found(piece, lexicon)[0]:
        kinds = {sense.kind for sense in match.senses}
        if ABSENCE in kinds:
            return False
        if not kinds <= {FILLER, NAME, NEGATION}:
            concepts = {sense.concept for sense in match.senses if sense.kind == PREDICATE}
            return PREDICATE in kinds and not _names(match) and not concepts & EXISTS
    return True


def _alone(part: str, lexicon: Lexicon, counts: bool) -> bool:
    """Tell whether a piece can stand alone: an object and what is said of it, not opened as a cause or an effect."""
    found, tokens = _found(part, lexicon)
    if not found or any(sense.kind == CUE for sense in found[0].senses) or not any(map(_names, found)):
        return False
    return not _goes_on(found, tokens) and _speaks(read(part, lexicon), counts)


def _names(match: Match) -> bool:
    """Tell whether a phrase names an object rather than being all that is said ("overlapping"), or how ("in time")."""
    kinds = {sense.kind for sense in match.senses}
    return OBJECT in kinds and FILLER not in kinds and (PREDICATE not in kinds or match.end - match.start >= LONG)


def _goes_on(found: Sequence[Match], tokens: Sequence[str]) -> bool:
    """Tell whether a piece says more of what was named before it: "... , not fit for the new apparatus".

    It opens with what is said, and what it names is only tied to that by "of", "with", "in".
    """
    said = False
    for match in found:
        kinds = {sense.kind for sense in match.senses}
        if OBJECT in kinds and FILLER not in kinds:
            return False
        said = said or bool(kinds & {PREDICATE, NEGATION, ABSENCE})
        if said and (CUE in kinds or tokens[match.end - 1] in LINKS):
            return True
    return False


def _speaks(meaning: Meaning, counts: bool) -> bool:
    """Tell whether something is said of an object; staff and money count where nothing more specific is named, and
    only as too few or more ("staff is short, money scarce").
    """
    counted = counts and meaning.rank > AT_LARGE and any(concept in COUNTED for concept, _ in meaning.predicates)
    named = meaning.rank >= SPECIFIC or meaning.head.startswith(STAFF + "/")
    return counted or (named and not meaning.head.endswith("/-") and bool(meaning.predicates))


def _differ(found: Sequence[Meaning]) -> bool:
    return all(
        a.objects.get(b.head, 0.0) < SAME and b.objects.get(a.head, 0.0) < SAME
        for number, a in enumerate(found)
        for b in found[number + 1 :]
    )

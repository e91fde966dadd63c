"""The points of a statement: most make one; "no housing, and no car either" makes two and stands in two claims."""

import re
from collections.abc import Iterator, Sequence

from soket_xl.consolidate.lexicon import CUE, OBJECT, PREDICATE, SPECIFIC, Lexicon, Match
from soket_xl.consolidate.meaning import STAFF, Meaning, read

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
        found = [(part, read(part, lexicon)) for part in _parts(text, lexicon)]
        if 1 < len(found) <= MOST and all(_speaks(m) for _, m in found) and _differ([m for _, m in found]):
            return found
    return [(text, whole)]


def _parts(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the pieces of a statement; what cannot stand alone goes with the piece before or after it."""
    start = 0
    for cut in _CUT.finditer(text):
        head, rest = text[start : cut.start()], text[cut.end() :]
        if _alone(head, lexicon) and _alone(rest, lexicon):
            yield head
            start = cut.end()
    yield text[start:]


def _alone(part: str, lexicon: Lexicon) -> bool:
    """Tell whether a piece can stand alone: an object and what is said of it, not opened as a cause or an effect."""
    found = [item for item in lexicon.matches(lexicon.tokens(part)) if isinstance(item, Match)]
    if not found or any(sense.kind == CUE for sense in found[0].senses) or not any(map(_names, found)):
        return False
    return _speaks(read(part, lexicon))


def _names(match: Match) -> bool:
    """Tell whether a phrase names an object rather than being all that is said ("overlapping")."""
    kinds = {sense.kind for sense in match.senses}
    return OBJECT in kinds and (PREDICATE not in kinds or match.end - match.start >= LONG)


def _speaks(meaning: Meaning) -> bool:
    named = meaning.rank >= SPECIFIC or meaning.head.startswith(STAFF + "/")
    return named and not meaning.head.endswith("/-") and bool(meaning.predicates)


def _differ(found: Sequence[Meaning]) -> bool:
    return all(
        a.objects.get(b.head, 0.0) < SAME and b.objects.get(a.head, 0.0) < SAME
        for number, a in enumerate(found)
        for b in found[number + 1 :]
    )

"""The nominees in one piece of text: told apart at semicolons, forms of address, names and names of collectives."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from soket_xl.awards.words import award_words, bare, begins_with, collective_start, person_name
from soket_xl.text.fold import fold
from soket_xl.texts import template

COLLECTIVE, PERSON = "collective", "person"
LONGEST_NAME = 22
"""Words that the name of a collective may have; more is a sentence."""
_TAIL = re.compile(template("awards.pattern_tail"))
_SENTENCE = re.compile(template("awards.pattern_sentence"))
"""Words of a sentence, with their own letters: folded, a place may be called so."""
_MARK = re.compile(template("awards.pattern_mark"), re.IGNORECASE)
_SPLIT = re.compile(template("awards.pattern_split"))


@dataclass(frozen=True)
class Nominee:
    """A collective or person as the unit names it, with what is said of the achievement."""

    kind: str
    name: str
    achievement: str = ""


def nominees(text: str, kind: str | None) -> list[Nominee] | None:
    """Return the nominees that `text` lists, None if any piece of it is no nominee.

    `kind` is what the words before say of them: then any short name in capitals is a collective.
    """
    head, achievement = _achievement(text)
    found: list[Nominee] = []
    for own, piece in _marked(head, kind):
        for part in _parts(piece, own):
            nominee = _nominee(part, own)
            if nominee is None:
                return None
            found.append(nominee)
    if not found:
        return None
    if achievement and (len(found) == 1 or not any(n.achievement for n in found)):
        found = [Nominee(n.kind, n.name, n.achievement or achievement) for n in found]
    return found


def starts(text: str, kind: str | None = None) -> bool:
    """Tell whether a nominee begins here, behind "tap the" or "ca nhan" or not."""
    mark = _MARK.match(text)
    rest = text[mark.end() :] if mark else text
    named = bool(person_name(rest)) and (bool(mark) or kind is not None or bool(begins_with("honorific").match(rest)))
    return named or collective_start(rest)


def _achievement(text: str) -> tuple[str, str]:
    """Return the text before and behind the words that praise: "..., da van dong", "vi da hoan thanh"."""
    if ";" not in text and (cut := _TAIL.search(text)):
        return text[: cut.start()], bare(text[cut.end() :])
    return text, ""


def _marked(text: str, kind: str | None) -> Iterator[tuple[str | None, str]]:
    """Yield the pieces between the words "tap the" and "ca nhan", each with its kind."""
    start = 0
    for mark in _MARK.finditer(text):
        if piece := bare(text[start : mark.start()]):
            yield kind, piece
        kind = COLLECTIVE if fold(mark[1]) == "tap the" else PERSON
        start = mark.end()
    if piece := bare(text[start:]):
        yield kind, piece


def _parts(text: str, kind: str | None) -> Iterator[str]:
    """Yield the nominees of a piece: new ones begin at ";", or behind a comma or "va" where a name begins."""
    for piece in text.split(";"):
        start = 0
        for mark in _SPLIT.finditer(piece):
            if _new(piece[start : mark.start()], piece[mark.end() :], mark[0], kind):
                yield bare(piece[start : mark.start()])
                start = mark.end()
        if last := bare(piece[start:]):
            yield last


def _new(before: str, after: str, between: str, kind: str | None) -> bool:
    """Tell whether another nominee begins at `after`, or the one of `before` goes on with a post or a second name."""
    if begins_with("honorific").match(after) and person_name(after):
        return True
    if person_name(before):
        follows = person_name(after)
        return bool(follows) and kind != COLLECTIVE
    if not collective_start(after) or not after[0].isupper():
        return False
    organ = begins_with("organ")
    stands_bare = fold(bare(before.rpartition(",")[2])) in {fold(word) for word in award_words()["organ"]}
    return not stands_bare and not (organ.match(after) and "," not in between)


def _nominee(part: str, kind: str | None) -> Nominee | None:
    head, colon, rest = part.partition(":")
    name, achievement = (bare(head), bare(rest)) if colon else (bare(part), "")
    if part.count("(") and name.count("(") > name.count(")"):
        name += ")"
    if person_name(name) and not (kind == COLLECTIVE and not begins_with("honorific").match(name)):
        return Nominee(PERSON, _shown(name), achievement)
    if kind == PERSON or len(name.split()) > LONGEST_NAME or _SENTENCE.search(name):
        return None
    is_name = collective_start(name) or (kind == COLLECTIVE and name[:1].isupper() and not name.isdigit())
    return Nominee(COLLECTIVE, _shown(name), achievement) if is_name else None


def _shown(name: str) -> str:
    return name[:1].upper() + name[1:]

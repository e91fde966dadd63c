"""The words by which nominations are told: forms of address, posts, names of collectives (data, not code)."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from soket_xl.text.fold import fold

_PERSON_WORDS = (2, 6)
_PROVINCE = re.compile(r"\b(?:ubnd|uy ban nhan dan|chu tich) tinh\b")
_AROUND = re.compile(r"^[\s,.;:(\-\u2013]+|[\s,.;:\-\u2013]+$")


@cache
def award_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each kind in small letters, longest first."""
    text = (files("soket_xl") / "data" / "award_words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    found = {row["kind"]: [word.strip() for word in row["words"].split(";")] for row in rows}
    return {kind: tuple(sorted(words, key=len, reverse=True)) for kind, words in found.items()}


@cache
def begins_with(kind: str) -> re.Pattern[str]:
    """Return a pattern for a text that begins with a word of `kind`, whatever its case."""
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in award_words()[kind])})(?![\w/])", re.IGNORECASE)


def bare(text: str) -> str:
    """Return `text` without the marks around it."""
    return _AROUND.sub("", text)


def person_name(text: str) -> str:
    """Return the name that `text` begins with, behind a form of address or not; "" if it begins with none."""
    address = begins_with("honorific").match(text)
    rest = text[address.end() :].strip() if address else text
    if begins_with("collective").match(rest) or begins_with("post").match(rest):
        return ""
    words: list[str] = []
    for word in rest.split():
        letters = word.rstrip(",.;:()")
        if not letters.isalpha() or not letters[0].isupper() or (words and _ends(rest, words)):
            break
        words.append(letters)
        if word != letters:
            break
    after = rest[len(" ".join(words)) :].strip()
    least, most = _PERSON_WORDS
    followed = bool(address) or not after or after[0] in ",(-\u2013:;|" or bool(begins_with("post").match(after))
    return " ".join(words) if least <= len(words) <= most and followed and not _organ(words) else ""


def _ends(rest: str, words: list[str]) -> bool:
    """Tell whether a post begins behind the words read so far."""
    return len(words) > 1 and bool(begins_with("post").match(rest[len(" ".join(words)) :].strip()))


def _organ(words: list[str]) -> bool:
    return any(len(word) > 2 and word.isupper() for word in words) and not all(word.isupper() for word in words)


def collective_start(text: str) -> bool:
    """Tell whether `text` begins as the name of a collective: a word for one in capitals, or small before a name."""
    found = begins_with("collective").match(text)
    if not found:
        return False
    following = text[found.end() :].split()
    return text[0].isupper() or bool(following and following[0][0].isupper())


def form_of(text: str) -> str | None:
    """Return the form of reward that `text` names, None where it names none of the known ones."""
    folded = fold(text)
    if "bang khen" in folded:
        if "thu tuong" in folded:
            return None
        if re.search(r"\bbo truong\b|\bbo noi vu\b", folded):
            return "ministry"
        return "certificate" if _PROVINCE.search(folded) else None
    if "giay khen" in folded:
        return "merit" if re.search(r"\bgiam doc so\b|\bso noi vu\b", folded) else None
    return "praise" if "bieu duong" in folded and "khen thuong" not in folded else None

"""Headings of a report: their markers, and how like each is to a section of the outline."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise

from soket_xl.intake.blocks import Paragraph
from soket_xl.model import Section
from soket_xl.text.fold import fold, fold_words

LONGEST_HEADING, LONGEST_INLINE = 38, 16
"""Words; a longer paragraph is text, a longer title before a colon a sentence."""
_ORDINALS = "nhat|hai|ba|tu|bon|nam|sau|bay|tam"
_MARKERS = (
    ("part", re.compile(rf"^(?:phan|chuong|muc)\s+(?:thu\s+)?(?:{_ORDINALS}|[ivx]+|\d+)\b\s*[.:)\-\u2013/]?\s*", re.I)),
    ("decimal3", re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})*[.)]?\s+")),
    ("decimal2", re.compile(r"^\d{1,2}\.\d{1,2}[.)]?(?:\s*[-\u2013:/])?\s+")),
    ("roman", re.compile(r"^(?:\([IVX]{1,5}\)|[IVX]{1,5}(?:\s*[+&]\s*[IVX]{1,5})*\s*[.)\-\u2013/:])\s*")),
    ("capital", re.compile(r"^[A-H\u0110]\s*[.)\-\u2013/:]\s+")),
    ("decimal", re.compile(r"^\d{1,2}(?:\s*[+&]\s*\d{1,2})*\s*[.)/\-\u2013:]\s*(?!\d)")),
    ("letter", re.compile(r"^[a-z\u0111](?:\.?\d)?\s*(?:[.)/]|[-\u2013](?=\s))\s*")),
    ("paren", re.compile(r"^\(\s*(?:\d{1,2}|[a-z]|[ivx]{1,4})\s*\)\s*")),
    ("star", re.compile(r"^[*]+\s*")),
    ("bullet", re.compile(r"^(?:(?![-+=]\d)[-\u2013\u2014+\u2022\u25cf\u25aa\u25a0\u27a2\u2713>]|=+>|[=o](?=\s))\s*")),
)
BULLETS = ("bullet", "star")
_DIVIDES = re.compile(r"^(?:(?:phan )?(?:mo dau|noi dung)(?: bao cao| chinh)?|dat van de|bao cao|noi dung cu the)$")
_LEADING = re.compile(r"^(?:danh gia|tinh hinh|ket qua|cong tac|viec|ve|doi voi|voi)\s+")
_FIELD = re.compile(r"^(?:ve )?linh vuc (?!chuyen|phu trach|cong tac|nganh|quan ly)(?=\w+ \w+)")
"""Units head sections "Field of administrative reform"; "professional fields" are a section of their own."""
_MINISTRY = re.compile(
    r"^(?:(?:de nghi|kien nghi|de xuat)(?: (?:doi )?voi)?|(?:doi )?voi) (?:cac )?bo (?!may|phan|chi huy|tri)\w+"
)
_MINISTRIES = ("cac", "bo", "nganh", "trung", "uong")
"""Any ministry by name is one of the ministries that an outline speaks of."""
STOP_WORDS = frozenset(
    {"va", "cua", "cac", "trong", "ve", "viec", "nhung", "cho", "theo", "tai", "o", "voi", "nam", "01", "02"}
)
_OF_WHAT = re.compile(r"^((?:cac |nhung )?nguyen nhan(?: \w+){0,3}?) (?:cua|dan den) .*")
"""What causes are of is no section of its own: "causes of shortcomings, difficulties"."""
_EMPTY_PHRASES = re.compile(r"\b(?:thuc hien|tinh hinh|cong tac|doi voi|mot so|tren dia ban|trien khai)\b")
FIRST_TOLD, DEEPER = 0.95, 0.03
ALL_TOPICS = 0.8
"""How like a heading is whose topics all stand in one title: "training, courses" of "training, education, courses"."""
FIRST_WORDS, FIRST_WEIGHT = 3, 1.7
"""Vietnamese puts the head of a phrase first: the first words tell more."""


@dataclass(frozen=True)
class Marked:
    """A paragraph's marker (kind and text) and the text behind it."""

    kind: str
    marker: str
    text: str


def split_marker(paragraph: Paragraph) -> Marked:
    """Return the marker of a paragraph, typed or automatic, and its text without it; kind "" where it has none."""
    text = paragraph.text.lstrip()
    kind, length = _typed_marker(text)
    if paragraph.marker and not (paragraph.marker == "-" and kind and kind not in BULLETS):
        return Marked(_kind_of(paragraph.marker), paragraph.marker, text)
    return Marked(kind, text[:length].strip(), text[length:].lstrip())


def words_of(text: str) -> list[str]:
    """Return the folded words of `text` with the field's abbreviations written out."""
    words: list[str] = []
    found = fold_words(text).split()
    for place, word in enumerate(found):
        pair = word + found[place + 1] if place + 1 < len(found) else ""
        if len(pair) < 9 and len(word) < 4 and pair in abbreviations():
            found[place + 1], word = "", pair
        words += abbreviations().get(word, (word,)) if word else ()
    return words


def telling_words(words: Sequence[str]) -> list[str]:
    """Return the words that tell one section from another; all of them where none of them would be left."""
    kept = _EMPTY_PHRASES.sub(" ", " ".join(words)).split()
    telling = [word for word, after in zip(kept, [*kept[1:], ""], strict=False) if not _is_stop(word, after)]
    return telling or list(words)


def _is_stop(word: str, after: str) -> bool:
    """Tell whether a word tells nothing; "tai" (at) does, unless it begins "tai chinh", "tai san", "tai lieu"."""
    return word in STOP_WORDS and not (word == "tai" and after in ("chinh", "san", "lieu", "nguyen"))


def says_nothing(text: str) -> bool:
    """Tell whether the words of a heading fit every section: "Cong tac trien khai thuc hien"."""
    words = words_of(text)
    told = _EMPTY_PHRASES.sub(" ", " ".join(words)).split()
    return len(words) > 1 and all(word in STOP_WORDS for word in told)


def only_divides(text: str) -> bool:
    """Tell whether a heading parts the document and names no content: "A. MO DAU", "B. NOI DUNG"."""
    return bool(_DIVIDES.match(fold_words(text)))


def looks_like_heading(paragraph: Paragraph, marked: Marked) -> bool:
    """Tell whether a paragraph may be a heading by its form: style, marker with few words, bold or capitals."""
    count = len(marked.text.split())
    if not count or count > LONGEST_HEADING or paragraph.kind != "paragraph" or "\n" in marked.text:
        return False
    if paragraph.outline is not None or paragraph.style.startswith(("heading", "tieu de")):
        return True
    if marked.text[-1] in ";,":
        return False
    emphatic = paragraph.bold >= 0.6 or _capitals(marked.text) or (paragraph.italic > 0.9 and count < 20)
    if marked.kind in BULLETS:
        return emphatic and count <= 16 and marked.text[-1] != "."
    if marked.kind:
        return emphatic or (count <= 26 and marked.text[-1] != ".") or count <= 10
    return emphatic and count <= 26 and marked.text[-1] != "."


def is_emphatic(paragraph: Paragraph, marked: Marked) -> bool:
    """Tell whether a paragraph stands out: a heading style, bold, or capitals."""
    return paragraph.outline is not None or paragraph.bold >= 0.6 or _capitals(marked.text)


def heading_kind(paragraph: Paragraph, marked: Marked) -> str:
    """Return what tells headings of one level from those of another: the marker, else the style, else the emphasis."""
    if marked.kind:
        return marked.kind
    if paragraph.outline is not None:
        return f"outline{paragraph.outline}"
    return "capitals" if marked.text.isupper() else "bold" if paragraph.bold >= 0.6 else "italic"


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Return the abbreviations that officials write in headings, as folded words."""
    text = (files("soket_xl") / "data" / "abbreviations.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {fold_words(row["short"]): tuple(fold_words(row["long"]).split()) for row in rows}


@dataclass(frozen=True)
class _Phrase:
    """A heading or title made ready for comparing."""

    text: str
    count: int
    weights: Mapping[str, float]
    total: float


class OutlineMatcher:
    """Says how like a heading is to each section of an outline, by its title, synonyms and what clerks taught."""

    def __init__(self, outline: Sequence[Section], learned: Mapping[str, str] | None = None) -> None:
        self.outline = list(outline)
        self.by_code = {section.code: section for section in outline}
        self.order = {section.code: place for place, section in enumerate(outline)}
        self._scored: dict[str, dict[str, float]] = {}
        self._learned = {fold_words(heading): code for heading, code in (learned or {}).items() if code in self.by_code}

    def children(self, code: str) -> list[Section]:
        """Return the sections directly below `code`."""
        return [s for s in self.outline if s.code.rpartition(".")[0] == code]

    def learned(self, text: str) -> str | None:
        """Return the section that a clerk chose for this very heading."""
        return self._learned.get(fold_words(text))

    @cached_property
    def _phrases(self) -> list[tuple[str, list[str]]]:
        return [(s.code, words_of(phrase)) for s in self.outline for phrase in (s.title, *s.synonyms)]

    @cached_property
    def _known(self) -> list[tuple[str, _Phrase]]:
        return [(code, self._phrase(words)) for code, words in self._phrases]

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """Return the weight of each word and pair of words: rare ones in the outline tell more."""
        seen: dict[str, set[str]] = {}
        for code, words in self._phrases:
            for token in _tokens(words):
                seen.setdefault(token, set()).add(code)
        total = len(self.outline) + 1
        return {token: math.log(1 + total / len(codes)) for token, codes in seen.items()}

    def scores(self, text: str) -> dict[str, float]:
        """Return the likeness (0-1) of a heading to each section that shares anything with it."""
        if text not in self._scored:
            words = words_of(_FIELD.sub("", fold(text)))
            self._scored[text] = self._compared(self._forms(words), _topics(text))
        return self._scored[text]

    def _forms(self, words: Sequence[str]) -> list[_Phrase]:
        """Return the ways in which a heading may be read, the likeliest first."""
        forms = [self._phrase(words)]
        shorter = words_of(_LEADING.sub("", " ".join(words)))
        if shorter != words and len(shorter) > 1:
            forms.append(self._phrase(shorter))
        if _MINISTRY.match(" ".join(words)):
            forms.append(self._phrase(_MINISTRIES))
        return forms

    def _compared(self, forms: Sequence[_Phrase], topics: Sequence[str]) -> dict[str, float]:
        """Return how like the sections are; a phrase that shares no word is not looked at."""
        akin = {place for form in forms for token in form.weights for place in self._holding.get(token, ())}
        telling = self._telling(topics) if len(topics) > 1 else frozenset()
        best: dict[str, float] = {}
        for place in sorted(akin | telling):
            code, phrase = self._known[place]
            like = max(_likeness(form, phrase) - 0.01 * n for n, form in enumerate(forms))
            if place in telling:
                like = max(like, ALL_TOPICS)
            if like > best.get(code, 0.1):
                best[code] = like
        return best

    def _telling(self, topics: Sequence[str]) -> Set[int]:
        """Return the places of the known phrases that tell all topics of a heading."""
        found = {place for place, phrase in enumerate(self._spaced) if " cua " not in phrase}
        for topic in topics:
            found = {place for place in found if f" {topic} " in self._spaced[place]}
        return found

    @cached_property
    def _spaced(self) -> list[str]:
        return [f" {phrase.text} " for _, phrase in self._known]

    @cached_property
    def _holding(self) -> Mapping[str, list[int]]:
        """Return the places of the known phrases that hold a word."""
        places: dict[str, list[int]] = {}
        for place, (_, phrase) in enumerate(self._known):
            for token in phrase.weights:
                places.setdefault(token, []).append(place)
        return places

    def names_parts(self, text: str, code: str) -> bool:
        """Tell whether a heading tells two or more sections of the part `code`: "results, limitations, causes"."""
        told = [self.scores(part) for part in re.split(r"[,;]|\bva\b", fold(text)) if part.strip()]
        return sum(any(like.get(c.code, 0.0) >= 0.9 for like in told) for c in self.children(code)) > 1

    def covered(self, text: str) -> list[str]:
        """Return the sections whose titles are told by a part of `text`: more than one where headings were merged."""
        told = _OF_WHAT.sub(r"\1", fold(text))
        parts = [part for part in re.split(r"[,;]|\bva\b|\s-\s", told) if len(part.split()) > 1]
        found = []
        for part in parts:
            like = self.scores(part)
            best = max(like, key=lambda code: like[code] + (DEEPER if "." in code else 0.0), default=None)
            if best and like[best] >= 0.75 and best not in found:
                found.append(best)
        return found

    def two_of(self, named: Sequence[str], best: str) -> tuple[str, str] | None:
        """Return the first two of the sections that a heading names beside each other, one of them `best` or in it."""
        deepest = [c for c in named if not any(o != c and f"{o}.".startswith(f"{c}.") for o in named)]
        depth = min((code.count(".") for code in deepest), default=0) + 1
        if depth > 1 and "." in best:  # A part's title may well tell its sections.
            deepest = list(dict.fromkeys(".".join(code.split(".")[:depth]) for code in deepest))
        beside = len({code.rpartition(".")[0] for code in deepest}) == 1
        if len(deepest) < 2 or not beside or not any(_in_each_other(code, best) for code in deepest):
            return None
        first, second = sorted(deepest, key=lambda code: self.order[code])[:2]
        return first, second

    def told_first(self, text: str, codes: Sequence[str]) -> str | None:
        """Return the one of `codes` whose title the first words of a paragraph say: "Causes: ..."."""
        words = words_of(" ".join(text.split()[: 2 * FIRST_WORDS]))
        for count in range(len(words), 1, -1):
            like = self.scores(" ".join(words[:count]))
            sure = [code for code, value in like.items() if value >= FIRST_TOLD]
            told = [code for code in codes if any(f"{other}.".startswith(f"{code}.") for other in sure)]
            if len(told) == 1:
                return told[0]
        return None

    def _phrase(self, words: Sequence[str]) -> _Phrase:
        weights = self._weights(words)
        return _Phrase(" ".join(words), len(words), weights, sum(weights.values()))

    def _weights(self, words: Sequence[str]) -> Mapping[str, float]:
        common = math.log(2 + len(self.outline))
        weights: dict[str, float] = {}
        for place, token in _placed_tokens(words):
            factor = FIRST_WEIGHT if place < FIRST_WORDS else 1.0
            weights[token] = max(weights.get(token, 0.0), factor * self._rarity.get(token, common))
        return weights


def _likeness(mine: _Phrase, theirs: _Phrase) -> float:
    """Return how like two phrases are (0-1): shared words by their weight, or nearly the same letters."""
    if not mine.count or not theirs.count:
        return 0.0
    if mine.text == theirs.text:
        return 1.0
    shared = mine.weights.keys() & theirs.weights.keys()
    if not shared:
        return 0.0
    common = sum(min(mine.weights[token], theirs.weights[token]) for token in shared)
    dice = 2 * common / (mine.total + theirs.total)
    inside = common / min(mine.total, theirs.total)
    blended = max(dice, 0.55 * dice + 0.45 * inside) if min(mine.count, theirs.count) > 1 else dice
    if blended > 0.3:
        letters = SequenceMatcher(None, mine.text, theirs.text)
        if letters.real_quick_ratio() > 0.84 and letters.quick_ratio() > 0.84:
            blended = max(blended, letters.ratio() if letters.ratio() > 0.84 else 0.0)
    return min(blended, 0.99)


def _in_each_other(code: str, other: str) -> bool:
    return f"{code}.".startswith(f"{other}.") or f"{other}.".startswith(f"{code}.")


def _topics(text: str) -> list[str]:
    """Return what a heading lists, in the words that titles are compared in."""
    parts = re.split(r"[,;]|\bva\b", fold(text))
    return [" ".join(words) for part in parts if (words := words_of(_LEADING.sub("", part.strip())))]


def _tokens(words: Sequence[str]) -> Iterable[str]:
    return [token for _, token in _placed_tokens(words)]


def _placed_tokens(words: Sequence[str]) -> list[tuple[int, str]]:
    """Return words that tell something, and pairs of neighbours, each with its place among the words that tell."""
    telling = telling_words(words)
    return list(enumerate(telling)) + [(n, f"{a} {b}") for n, (a, b) in enumerate(pairwise(telling))]


@lru_cache(maxsize=1 << 10)
def _typed_marker(text: str) -> tuple[str, int]:
    folded = fold(text[:24])
    for kind, pattern in _MARKERS:
        match = pattern.match(folded if kind == "part" else text)
        if match:
            return kind, _same_length(text, match.end()) if kind == "part" else match.end()
    return "", 0


def _same_length(text: str, length: int) -> int:
    """Return how many letters of `text` fold to `length` letters."""
    for end in range(length, min(len(text), length + 12) + 1):
        if len(fold(text[:end] + "x")) - 1 >= length:
            return end
    return length


def _kind_of(marker: str) -> str:
    if marker == "-":
        return "bullet"
    kind, _ = _typed_marker(f"{marker} x")
    return kind or "other"


def _capitals(text: str) -> bool:
    letters = Counter(letter.isupper() for letter in text if letter.isalpha())
    return letters[True] > 3 and letters[True] > 9 * letters[False]

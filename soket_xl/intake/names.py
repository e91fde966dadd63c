"""Which indicator a row of a table names: by its code, else by its name and unit of measure, never by a guess.

Names are compared by their words and pairs of words, rare ones telling more; what another indicator could be as well
is left out.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from soket_xl.intake.headings import telling_words, words_of
from soket_xl.model import Indicator
from soket_xl.text.fold import fold, fold_words

_CODE = re.compile(r"^[A-Z\u0110]{2,6}\s?\d{2}$")
_MARKER = re.compile(r"^\s*(?:[-+*\u2022]|\d+(?:\.\d+)*[.)]?|[a-z\u0111][.)]|[IVX]+\.)\s+")
_PLAIN = re.compile(
    r"^(?:(?:trong do|gom|tong cong|tong so|tong|so luong|so|ty le|ti le|cong|co)\b[\s:]*)+"
    r"|\b(?:tinh den|nam 20\d\d|ky bao cao)\b.*$"
)
_DECREE = re.compile(r"\bnghi dinh(?: so)?\b|\b20[12]\d\b|\bnd(?: cp)?\b|\bcp\b")
_SAME = (("hien nay", "hien co"), ("sau sap xep", "hien co"), ("ti le", "ty le"))
_OPPOSITES = (("da", "dang", "chua"), ("truoc", "hien"), ("truong", "pho"), ("dung", "qua", "cham", "tre"))
"""Words that differ by a letter or two and say the opposite: "settled" and "being settled"."""
SURE, SURE_WITH_UNIT, MARGIN, LETTERS = 0.74, 0.66, 0.1, 0.9
UNKNOWN = 0.6
"""The weight of a word that no indicator has, as a share of a rare word's."""
SHORT, OTHER_WORD = 2, 0.25
"""A name of few words with a foreign one is most often another thing: "area of forest" is not "area"."""
PARENT = re.compile(r"^\s*(?:[-+*\u2022]|trong do|[a-z\u0111]\))", re.I)


@dataclass(frozen=True)
class _Name:
    """A name of an indicator made ready for comparing; `total` is the weight of all its words and pairs of words."""

    words: tuple[str, ...]
    tokens: frozenset[str]
    total: float
    indicator: Indicator


class IndicatorNames:
    """The names and codes that a campaign's indicators go by."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._by_code = {fold_words(i.code).replace(" ", ""): i for i in indicators}
        self.measures = frozenset(fold_words(i.unit) for i in indicators) - {""}
        names = [(name, i) for i in indicators for name in dict.fromkeys((i.name, _bare(i.name), *i.synonyms))]
        found = [(_words(name), i) for name, i in names]
        seen: dict[str, set[str]] = {}
        for words, indicator in found:
            for token in _tokens(words):
                seen.setdefault(token, set()).add(indicator.code)
        self._weights = {token: math.log(1 + len(indicators) / len(codes)) for token, codes in seen.items()}
        self._names = [self._name(words, indicator) for words, indicator in found]
        self._holding: dict[str, list[int]] = {}
        for place, name in enumerate(self._names):
            for token in name.tokens:
                self._holding.setdefault(token, []).append(place)
        self._found: dict[tuple[str, bool | None, str], Indicator | None] = {}

    def of_code(self, cell: str) -> Indicator | None:
        """Return the indicator whose code the cell is."""
        if not _CODE.match(cell.strip().upper()):
            return None
        return self._by_code.get(fold_words(cell).replace(" ", ""))

    def of_name(self, text: str, row: Sequence[str] = (), measure: str = "") -> Indicator | None:
        """Return the one indicator that `text` names; the values in `row` and the `measure`
        tell apart a share and a count.
        """
        key = (text, _is_share(text, row, measure), fold_words(measure))
        if key not in self._found:
            bare = _MARKER.sub("", text)
            whole = self._best(bare, key[1], key[2])
            self._found[key] = whole if whole or "(" not in bare else self._best(_bare(bare), key[1], key[2])
        return self._found[key]

    def _best(self, text: str, share: bool | None, measure: str) -> Indicator | None:
        words = _words(text)
        if not words:
            return None
        likes: dict[str, float] = {}
        known: dict[str, Indicator] = {}
        tokens = dict.fromkeys(_tokens(words))
        for name in self._akin(tokens):
            indicator = name.indicator
            if share is not None and (indicator.kind == "pct") != share:
                continue
            like = self._likeness(words, tokens, name) - (0.0 if _goes_with(indicator.unit, measure) else 0.12)
            if like > likes.get(indicator.code, 0.0):
                likes[indicator.code], known[indicator.code] = like, indicator
        ranked = sorted(likes, key=lambda code: -likes[code])
        if not ranked:
            return None
        best, rival = ranked[0], likes[ranked[1]] if len(ranked) > 1 else 0.0
        same_unit = bool(measure) and fold_words(known[best].unit) == measure
        sure = likes[best] >= (SURE_WITH_UNIT if same_unit or share else SURE)
        return known[best] if sure and likes[best] - rival >= (MARGIN if likes[best] < 0.999 else 0.001) else None

    def _name(self, words: tuple[str, ...], indicator: Indicator) -> _Name:
        tokens = _tokens(words)
        return _Name(words, frozenset(tokens), sum(self._weights[token] for token in tokens), indicator)

    def _akin(self, tokens: Iterable[str]) -> list[_Name]:
        """Return the names that share a word, in order: no other is like it at all."""
        places = {place for token in tokens for place in self._holding.get(token, ())}
        return [self._names[place] for place in sorted(places)]

    def _likeness(self, words: tuple[str, ...], tokens: Mapping[str, None], name: _Name) -> float:
        if words == name.words:
            return 1.0
        if opposed(words, name.words):
            return 0.0
        common = sum(self._weights[token] for token in tokens if token in name.tokens)
        unknown = UNKNOWN * math.log(1 + len(self._by_code))
        known = sum(self._weights.get(t, 0.0 if " " in t else unknown) for t in tokens)
        shared = 2 * common / (known + name.total)
        if len(name.words) <= SHORT and any(word not in self._weights for word in words):
            shared -= OTHER_WORD
        if shared < 0.4 or abs(len(words) - len(name.words)) > 2:
            return min(0.99, shared)
        letters = SequenceMatcher(None, " ".join(words), " ".join(name.words)).ratio()
        return min(0.99, max(shared, letters if letters >= LETTERS else 0.0))


def _words(text: str) -> tuple[str, ...]:
    folded = " ".join(words_of(text))
    for other, ours in _SAME:
        folded = folded.replace(other, ours)
    plain = _DECREE.sub(" ", _PLAIN.sub("", folded)).strip()
    return tuple(telling_words((plain or folded).split()))


def _tokens(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


def opposed(words: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether one of two folded names says one thing and the other its opposite."""
    said = [({*opposites} & {*words}, {*opposites} & {*name}) for opposites in _OPPOSITES]
    return any(mine and theirs and not mine & theirs for mine, theirs in said)


def _bare(text: str) -> str:
    """Return a name without what stands in brackets at its end."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", text) or text


def _is_share(text: str, row: Sequence[str], measure: str) -> bool | None:
    """Tell whether a row gives a percentage, as its name, unit or figure says; None where nothing says."""
    if fold(_MARKER.sub("", text)).startswith(("ty le", "ti le")):
        return True
    if fold_words(measure):
        return False
    return True if "%" in measure or any(cell.strip().endswith("%") and len(cell) < 12 for cell in row) else None


def _goes_with(unit: str, measure: str) -> bool:
    """Tell whether two units of measure may be the same; a blank one goes with all."""
    mine = fold_words(unit)
    alike: Mapping[str, tuple[str, ...]] = {
        "thon": ("ban", "thon ban", "to dan pho", "thon ban to dan pho", "don vi"), "luot": ("luot nguoi", "nguoi"),
        "chiec": ("xe", "cai"), "co so": ("tru so", "nha dat"), "phong": ("don vi", "dau moi"), "bo": ("may", "chiec"),
        "don vi": ("xa", "phuong", "dvhc", "truong"), "nguoi": ("bien che", "dong chi", "can bo", "vi tri"),
        "noi dung": ("kien nghi", "vuong mac", "y kien"), "cuoc": ("lan", "doan"),
        "trieu dong": ("dong", "nghin dong", "ngan dong", "ty dong", "trd", "tr dong", "ty", "trieu"),
        "km2": ("ha", "m2", "hec ta"), "met gia": ("m", "met", "km", "m gia"),
    }  # fmt: skip
    return not measure or not mine or mine == measure or measure in alike.get(mine, ())

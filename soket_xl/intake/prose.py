"""Figures that a report tells in its sentences, for what its tables leave blank.

A number is taken only in a section that the outline gives the indicator's group to, where the words around it name the
indicator and what is measured fits: a share is no count, a plan, last year or the whole province is not the unit's.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from soket_xl.intake.headings import abbreviations
from soket_xl.intake.items import Item
from soket_xl.model import Indicator, Section
from soket_xl.text.fold import fold, fold_words

_NUMBER = r"(?P<n>\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d]|[.,]\d)"
_TURNS = "tang|giam|thieu|chua|khong|cung|muc|binh quan|trung binh|moi|phan dau|du kien|trong do|bang|so voi"
"""Words behind which a number is another's: a rise, a share, an average, a plan."""
_WORD = rf"(?!(?:{_TURNS})\b)[a-z]+"
_VILLAGE = r"(?:(?:thon|ban|to dan pho)\b(?:, (?:thon|ban|to dan pho)\b)*)"
_FILL, _LONG_FILL = rf"(?:[ :]+{_WORD}){{0,7}}?[ :(]+", rf"(?:[ :,(]+(?:{_WORD}|nd\d+)){{0,14}}?[ :(]+"
_DECREES = re.compile(
    r"\b(?:nghi dinh|nd)(?: so)? ?(\d+)(?:/\d{4})?(?:/nd-cp)?"
    r"(?:(?:,| va)(?: nghi dinh| nd)?(?: so)? \d+(?:/\d{4})?(?:/nd-cp)?)*"
)
_PAPERS = re.compile(r"\b\d+/(?:\d{4}/)?[a-z]+(?:-[a-z]+)+\d*|\bso \d+-[a-z]+/[a-z]+")
_DATES = re.compile(
    r"\b(?:tu |den |truoc |sau |het |ngay )*(?:ngay )?\d{1,2}/\d{1,2}/20\d\d\b|\bngay \d{1,2}/\d{1,2}\b"
    r"|(?<=thang )\d{1,2}/20\d\d\b|\b(?:ngay \d+ thang \d+(?: nam \d+)?|\d+ thang(?: dau nam)?)\b"
)
_SENTENCES = re.compile(r";|\.(?!\d)|(?<=\D)\.(?=\d)")
_WITHIN = re.compile(r"[,(]? ?\btrong do\b:?")
_OTHER_TIME = re.compile(r"\bcung ky\b|\bky truoc\b|\bnam truoc\b|\bke hoach\b|\bnam 20\d\d\b")
"""What makes a number behind it another's; the campaign's own year is left out before."""
_PROVINCE = re.compile(r"\b(?:toan|ca) tinh\b")
_RANGE = re.compile(r"\s*(?:-|\u2013|den)\s*\d")
_MONEY = re.compile(
    r"(?:/\d[\d.,]*)? ?(?:ty|ti|trieu|nghin|ngan|dong(?! chi)|trd|tr\b)(?: dong)?"
    r"(?: \d+ (?:trieu|nghin|ngan)(?: dong)?)?"
)
_SHARE = re.compile(r"\s*%")
_OTHER_MEASURE = re.compile(
    r" ?(?:%|(?:ty|ti|trieu|nghin|ngan|dong(?! chi)|km2?|ha|m2|tan|gio|ngay|thang|nam|usd|diem|thua|lan)\b)"
)
_AREA = re.compile(r" ?(?:km2|ha|m2)\b")


_JOINTS = re.compile(
    r" (?:va|la|con|trong|o|tai|da|dang|duoc|dung|truoc|qua|cham|tre|co|so|voi|tren|dat|hoac|den|thieu|gom|chiem)\b"
)
"""Words that may follow a number without naming what it counts."""
NOUNS = {
    "nguoi": (
        "nguoi", "can bo", "cong chuc", "vien chuc", "dong chi", "bien che", "chi tieu", "truong hop", "nhan khau",
        "khau", "ca nhan", "cap truong", "cap pho", "truong phong", "pho truong", "chung thu", "giam doc", "lanh dao",
        "so luong",
    ),
    "ho so": ("ho so", "hs"), "nhiem vu": ("nhiem vu",), "van ban": ("van ban",), "phong": ("phong",), "lop": ("lop",),
    "luot": ("luot",), "tap the": ("tap the",),
    "co so": ("co so", "tru so", "nha", "diem"),
}  # fmt: skip
"""What may be counted for a unit of measure, folded."""


@dataclass(frozen=True)
class Told:
    """A figure as a sentence tells it: the number with its measure as written, and the section where it stands."""

    indicator: Indicator
    written: str
    section: str


@dataclass(frozen=True)
class _Phrase:
    pattern: re.Pattern[str]
    anywhere: bool
    unless: re.Pattern[str] | None


class ProseReader:
    """Reads paragraphs against a campaign's indicators; a figure of a year before `year` is another's."""

    def __init__(self, outline: Sequence[Section], indicators: Sequence[Indicator], year: int) -> None:
        self._outline = outline
        self._year = year
        self._indicators = indicators
        self._asked_in: dict[tuple[str, ...], list[tuple[Indicator, list[_Phrase], bool]]] = {}

    def read(self, items: Sequence[Item]) -> dict[str, Told]:
        """Return the figures that paragraphs tell, by indicator: the first one in the indicator's own section."""
        found: dict[str, Told] = {}
        wider = False
        for item in items:
            if item.aside or item.kind != "paragraph" or not item.section:
                continue
            folded = fold(item.text)
            of_wider = wider and bool(_WITHIN.match(folded))
            wider = of_wider or bool(_PROVINCE.search(folded))
            for clause in () if of_wider else _clauses(folded, self._year):
                for indicator, phrases, own in self._asked(item):
                    written = None if indicator.code in found else _written(clause, indicator, phrases, own)
                    if written:
                        found[indicator.code] = Told(indicator, written, item.section)
        return found

    def _asked(self, item: Item) -> list[tuple[Indicator, list[_Phrase], bool]]:
        """Return the indicators that a paragraph may tell, with what they are told by and whether they belong there."""
        place = (item.section or "", *item.both)
        if place not in self._asked_in:
            groups = frozenset().union(*map(self._groups_of, place))
            anywhere = place[0].split(".")[0] in self._reporting
            kept = [(i, known, i.group in groups) for i, known in self._phrases]
            self._asked_in[place] = [
                (i, known, own) for i, known, own in kept if own or (anywhere and any(p.anywhere for p in known))
            ]
        return self._asked_in[place]

    @cached_property
    def _reporting(self) -> frozenset[str]:
        """The parts that say what was done: those with sections for whole groups of figures, plans and requests not."""
        groups = {(s.code.split(".")[0], group) for s in self._outline for group in s.indicator_groups if group != "*"}
        roots = [root for root, _ in groups]
        return frozenset(root for root in roots if roots.count(root) > 2)

    def _groups_of(self, code: str) -> frozenset[str]:
        """Return the groups of figures that belong to a section: those of its whole section."""
        top = ".".join(code.split(".")[:2])
        family = [section for section in self._outline if f"{section.code}.".startswith(f"{top}.")]
        return frozenset(group for section in family for group in section.indicator_groups)

    @cached_property
    def _phrases(self) -> list[tuple[Indicator, list[_Phrase]]]:
        known = _known_phrases()
        return [(i, known.get(fold_words(i.name)) or _plain_phrases(i)) for i in self._indicators]


@cache
def _known_phrases() -> Mapping[str, list[_Phrase]]:
    """Return what reports say for an indicator, by its folded name."""
    rows = csv.DictReader((files("soket_xl") / "data" / "figure_phrases.csv").read_text("utf-8").splitlines())
    return {fold_words(row["name"]): [_compiled(row)] for row in rows}


def _compiled(row: Mapping[str, str]) -> _Phrase:
    unless = re.compile(row["unless"].replace("~", _FILL)) if row["unless"] else None
    return _Phrase(re.compile(_expanded(row["phrases"].removeprefix("!"))), row["phrases"].startswith("!"), unless)


def _expanded(phrases: str) -> str:
    """Return one pattern for phrases: "#" is the number, "~" a few words that change nothing, "~~" some more."""
    alternatives = _alternatives(phrases)
    made = [
        p.replace("VILLAGE", _VILLAGE).replace("~~", "\0").replace("~", _FILL).replace("\0", _LONG_FILL)
        for p in alternatives
    ]
    return "|".join(p.replace("#", _NUMBER.replace("?P<n>", f"?P<n{k}>")) for k, p in enumerate(made))


def _alternatives(phrases: str) -> list[str]:
    """Return phrases parted by bars that stand outside of brackets."""
    found, depth = [""], 0
    for letter in phrases:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return found


def _plain_phrases(indicator: Indicator) -> list[_Phrase]:
    """Return the phrases of an indicator that no list knows: its names, and the number right behind them."""
    names = dict.fromkeys(fold(name) for name in (indicator.name, *indicator.synonyms))
    return [_Phrase(re.compile(_expanded("|".join(f"{re.escape(name)}~#" for name in names))), False, None)]


def _clauses(folded: str, year: int) -> Iterator[str]:
    """Yield the pieces of a folded paragraph in which a number keeps its subject.

    Papers, dates, `year` and those to come are left out.
    """
    if not any(map(str.isdigit, folded)):
        return
    plain = folded.replace("\u00b2", "2")
    plain = re.sub(r"\b[a-z]{2,}\b", lambda match: " ".join(abbreviations().get(match[0], (match[0],))), plain)
    plain = _DECREES.sub(lambda match: f"nd{match[1]}", plain)
    plain = re.sub(r"\bnam (20\d\d)\b", lambda match: " " if int(match[1]) >= year else match[0], plain)
    plain = _DATES.sub(" ", _PAPERS.sub(" ", plain))
    for sentence in _SENTENCES.split(plain):
        if not _PROVINCE.search(sentence):
            pieces = (" ".join(piece.split()) for piece in _WITHIN.split(sentence))
            yield from (piece for piece in pieces if any(map(str.isdigit, piece)))


def _written(clause: str, indicator: Indicator, phrases: Sequence[_Phrase], own: bool) -> str | None:
    """Return the number that a clause tells of an indicator, with its measure; None if it tells none."""
    for phrase in phrases:
        if not own and not phrase.anywhere:
            continue
        for match in phrase.pattern.finditer(clause):
            group = next(name for name, value in match.groupdict().items() if value is not None)
            before, after = clause[: match.start(group)], clause[match.end(group) :]
            barred = phrase.unless is not None and phrase.unless.search(before)
            if not barred and not _OTHER_TIME.search(before[-40:]) and not _RANGE.match(after):
                measured = _measured(match[group], after, indicator)
                if measured:
                    return measured
    return None


def _measured(number: str, after: str, indicator: Indicator) -> str | None:
    """Return the number as a cell of a table would hold it, None where it measures something else."""
    number = number.replace(" ", ".")
    if indicator.kind == "pct":
        return f"{number}%" if _SHARE.match(after) else None
    if "dong" in fold_words(indicator.unit).split():
        money = _MONEY.match(after)
        return number + re.sub(r"^/[\d.,]+", "", money[0]) if money else None
    if fold_words(indicator.unit) == "km2":
        area = _AREA.match(after)
        return number + area[0] if area else None
    fraction = re.match(r"/\d[\d.]*", after)
    behind = after[fraction.end() if fraction else 0 :]
    return None if _OTHER_MEASURE.match(behind) or not _counts(behind, fold_words(indicator.unit)) else number


def _counts(behind: str, unit: str) -> bool:
    """Tell whether the word behind a number may be what is counted in `unit`."""
    word = re.match(r" ([a-z]+(?: [a-z]+)?)", behind)
    nouns = NOUNS.get(unit)
    if word is None or nouns is None or _JOINTS.match(behind):
        return True
    return any(f"{word[1]} ".startswith(f"{noun} ") for noun in nouns)

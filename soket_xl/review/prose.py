"""Figures in running text against the unit's annex, and percentages against their parts.

A number is held against an indicator only if the words of its clause name that indicator better than any other and
the noun after the number is the indicator's own: figures that concern another thing are left alone.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from soket_xl.consolidate.lexicon import Lexicon
from soket_xl.model import Entry, Finding, Indicator, Section
from soket_xl.review.report import Campaign, Noted, UnitReport, short
from soket_xl.text.fold import fold, fold_words, nfc
from soket_xl.text.numbers import format_number, parse_number
from soket_xl.text.spoken import spoken_number
from soket_xl.text.syllables import syllables
from soket_xl.texts import say

NAMED = 0.75
"""Weighted share of an indicator's words that a clause must hold."""
CLEARER = 1.15
"""How much better than the next indicator the best one must fit."""
_PIECES = re.compile(r"[,;()](?!\d)|:(?!\s*\d)|\.\s|\bv\u00e0\b|\btrong \u0111\u00f3\b")
_JOINED = re.compile(r"\w+(?: \w+)?(?:, | v\u00e0 )\w+(?: \w+)?")
_JOINT = re.compile(r", | v\u00e0 ")
_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d/]|[.,]\d|-\w)\s*(%)?")
_FRACTION = re.compile(r"(?<![\w/.,])(\d[\d.]*)\s*/\s*(\d[\d.]*)(?![/\d])")
_PERCENT = re.compile(r"(\d+(?:,\d+)?)\s*%")
_DROPPED = re.compile(
    r"\([^)]*\)|\btheo\b.*|^trong \u0111\u00f3:?|^(?:t\u1ed5ng )?s\u1ed1(?: l\u01b0\u1ee3ng)?\b", re.I
)
MONEY = {"ty": 1e3, "ti": 1e3, "trieu": 1.0, "nghin": 1e-3, "ngan": 1e-3, "dong": 1e-6}
"""Words of money as millions of dong, the measure of the annex."""
NOUNS = {
    "nguoi": "nguoi can bo cong chuc vien chuc dong chi bien che chi tieu truong hop",
    "thon": "thon ban to dan pho",
    "chiec": "chiec xe",
    "co so": "co so tru so nha dat",
    "luot": "luot",
    "bo": "bo may",
    "vi tri": "vi tri",
    "don vi": "don vi xa thi tran phuong",
    "km2": "km2 km",
}
"""Nouns that may stand for a unit of measure (folded)."""


@dataclass(frozen=True)
class _Figure:
    """A number of the text: its value, whether a percentage, the words of its clause, what follows it (folded)."""

    value: float
    percent: bool
    clause: frozenset[str]
    after: str
    written: str


def against_annex(report: UnitReport, campaign: Campaign, lexicon: Lexicon) -> Iterator[Noted]:
    """Yield figures of the text that the annex gives otherwise (text_vs_figure), one per section and indicator."""
    given = [i for i in campaign.indicators if i.code in report.figures]
    names = _Names(given, lexicon)
    told: set[tuple[str, str]] = set()
    right = _agreeing(report, names)
    for entry in report.entries:
        for figure in _figures_told(entry, names):
            indicator = names.of(figure)
            if indicator is None or entry.section is None or indicator.code in right:
                continue
            if not _belongs(indicator, campaign.section_by_code.get(entry.section)):
                continue
            value = report.figures[indicator.code]
            key = (entry.section, indicator.code)
            if key not in told and not _same(figure, indicator, value):
                told.add(key)
                yield _noted(report, entry.section, indicator, figure, value)


def _belongs(indicator: Indicator, section: Section | None) -> bool:
    """Tell whether a section speaks of an indicator: "98 files" of one devolved task are not all files of the unit, and
    plans and requests number what is still to be done.
    """
    if section is None or indicator.group in section.indicator_groups:
        return True
    root = section.code.split(".")[0]
    return root not in ("IV", "V") and not (root == "II" and section.indicator_groups)


def percentages(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield "95/100 ... 99 %" where the percentage is not that of the parts (percent_mismatch)."""
    del campaign
    for entry in report.entries:
        for clause in re.split(r"[;.]\s", entry.text):
            parts, rate = _FRACTION.findall(clause), _PERCENT.findall(clause)
            if entry.section is None or len(parts) != 1 or len(rate) != 1:
                continue
            above, below = (parse_number(part.rstrip(".")) for part in parts[0])
            said = parse_number(rate[0])
            if not above or not below or said is None or above > below or below < 3:
                continue
            true = 100 * above / below
            if abs(true - said) > max(1.0, 0.02 * said) and abs(100 - true - said) > 1.0:
                where = {"unit": report.unit.name, "section": entry.section, "found": short(clause)}
                where |= {"said": rate[0], "true": format_number(true, 1)}
                message, request = say("review.percent_mismatch", **where), say("review.percent_mismatch_ask", **where)
                yield Noted(
                    Finding("percent_mismatch", "warning", message, report.unit.unit_id, entry.section), request
                )


class _Names:
    """Finds the indicator that the words of a clause name."""

    def __init__(self, indicators: Sequence[Indicator], lexicon: Lexicon) -> None:
        self.phrases = [
            (indicator, words)
            for indicator in indicators
            for name in (indicator.name, *indicator.synonyms)
            if (words := _content(name, lexicon))
        ]
        spelt = [nfc(lexicon.spell_out(name)) for i in indicators for name in (i.name, *i.synonyms)]
        joined = sorted({match[0] for name in spelt for match in _JOINED.finditer(name)}, key=len, reverse=True)
        self.joined = re.compile("|".join(map(re.escape, joined)) or "(?!)", re.IGNORECASE)
        self.lexicon = lexicon
        counts: dict[str, set[str]] = {}
        for indicator, words in self.phrases:
            for word in words:
                counts.setdefault(word, set()).add(indicator.code)
        total = max(1, len(indicators))
        self.weight = {word: math.log(1 + total / len(codes)) for word, codes in counts.items()}

    def figures(self, text: str) -> Iterator[_Figure]:
        """Yield the figures of a paragraph, each with its clause; commas inside an indicator's name part nothing."""
        whole = nfc(_digits(self.lexicon.spell_out(text)))
        whole = self.joined.sub(lambda match: _JOINT.sub(" ", match[0]), whole)
        for part in _PIECES.split(whole):
            if not self.lexicon.speaks_of_another(part):
                yield from _figures(part)

    def of(self, figure: _Figure) -> Indicator | None:
        """Return the indicator of the figure, None if the clause names none, or two as well."""
        best: dict[str, tuple[float, Indicator]] = {}
        for indicator, wanted in self.phrases:
            if (indicator.kind == "pct") != figure.percent or not _fits(figure, indicator):
                continue
            found = sum(self.weight[word] for word in wanted if word in figure.clause)
            share = found / sum(self.weight[word] for word in wanted)
            telling = [
                w for w in wanted if w in figure.clause and fold(w) not in NOUNS.get(fold(indicator.unit), "").split()
            ]
            if share >= NAMED and telling:
                score = found * share
                best[indicator.code] = max(best.get(indicator.code, (0.0, indicator)), (score, indicator), key=_first)
        ranked = sorted(best.values(), key=_first, reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] < CLEARER * ranked[1][0]):
            return None
        return ranked[0][1]


def _first(pair: tuple[float, Indicator]) -> float:
    return pair[0]


def _content(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words that tell an indicator from others, each once."""
    plain = _DROPPED.sub(" ", nfc(lexicon.spell_out(name)))
    return tuple(dict.fromkeys(word for word in syllables(plain) if word[0].isalpha()))


def _figures(part: str) -> Iterator[_Figure]:
    """Yield the figure of a clause, if it holds just one."""
    piece = fold(part)
    numbers = [m for m in _NUMBER.finditer(piece) if not _is_year(m[1])]
    value = parse_number(numbers[0][1]) if len(numbers) == 1 else None
    if value is not None:
        match = numbers[0]
        after = fold_words(piece[match.end() :])
        yield _Figure(float(value), bool(match[2]), frozenset(syllables(part)), after, match[0].strip())


def _digits(text: str) -> str:
    """Return the text with numbers in words as digits."""
    words = text.split()
    bare = [word.strip(",.;:()").lower() for word in words]
    found: list[str] = []
    position = 0
    while position < len(words):
        number = spoken_number(bare[position : position + 12])
        if number is None:
            found.append(words[position])
            position += 1
        else:
            tail = words[position + number[1] - 1]
            found.append(str(number[0]) + tail[len(tail.rstrip(",.;:()")) :])
            position += number[1]
    return " ".join(found)


def _is_year(written: str) -> bool:
    return bool(re.fullmatch(r"20[12]\d", written))


def _fits(figure: _Figure, indicator: Indicator) -> bool:
    """Tell whether the noun after the number is the indicator's; at the end of a clause anything goes."""
    measure = fold_words(indicator.unit)
    if figure.percent or not figure.after:
        return True
    first = figure.after.split()
    if "dong" in measure.split():
        return first[0] in MONEY
    nouns = NOUNS.get(measure, measure).split()
    return first[0] in nouns or (len(first) > 1 and first[0] == "luot" and measure == "luot")


def _same(figure: _Figure, indicator: Indicator, value: float) -> bool:
    said, slack = figure.value, 0.0
    if "dong" in fold_words(indicator.unit).split() and figure.after:
        factor = MONEY.get(figure.after.split()[0], 1.0)
        said, slack = said * factor, max(0.006 * abs(value), 0.5 * factor * _last_place(figure.written))
    elif indicator.kind != "int":
        slack = max(0.006 * abs(value), 0.5 * _last_place(figure.written))
    return abs(said - value) <= slack + 1e-9


def _last_place(written: str) -> float:
    decimals = written.rstrip("% ").partition(",")[2]
    return float(10 ** -len(decimals))


def _figures_told(entry: Entry, names: _Names) -> Iterator[_Figure]:
    """Yield the figures of a paragraph; the rows of a table are the annex itself and prove nothing."""
    if entry.kind != "table":
        yield from names.figures(entry.text)


def _agreeing(report: UnitReport, names: _Names) -> set[str]:
    """Return the indicators that the text somewhere gives as the annex does: other numbers are of other things."""
    found = set()
    for entry in report.entries:
        for figure in _figures_told(entry, names):
            indicator = names.of(figure)
            if indicator and _same(figure, indicator, report.figures[indicator.code]):
                found.add(indicator.code)
    return found


def _noted(report: UnitReport, section: str, indicator: Indicator, figure: _Figure, value: float) -> Noted:
    where = {
        "unit": report.unit.name,
        "section": section,
        "indicator": f"{indicator.code} {indicator.name}",
        "said": figure.written,
        "value": format_number(value, 2),
    }
    message, request = say("review.text_vs_figure", **where), say("review.text_vs_figure_ask", **where)
    return Noted(Finding("text_vs_figure", "warning", message, report.unit.unit_id, section, indicator.code), request)

"""Totals in two campaigns, by indicator id: compared only where both speak of the same thing in the same measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from soket_xl.consolidate.model import FigureTotal
from soket_xl.intake.names import opposed
from soket_xl.model import Indicator
from soket_xl.text.fold import fold_words

Number = int | float
ALIKE = 0.8
"""How like two names of one id must be to be the same indicator: ids that were given by counting mean nothing."""


class Why(StrEnum):
    """Why two totals are not compared; SURE where they are."""

    SURE = ""
    MEASURE = "measure"
    NAME = "name"
    WAY = "way"
    NEW = "new"
    GONE = "gone"
    BLANK = "blank"


@dataclass(frozen=True)
class ComparedFigure:
    """An indicator in both campaigns: totals, and how many units they come from; None where there is none.

    `difference` is now less then, None where `why` tells why they are not compared; `other` is the measure, the
    name or the id of the campaign before where that is another one.
    """

    code: str
    name: str
    unit: str
    before: Number | None
    now: Number | None
    reported_before: int
    reported: int
    why: Why = Why.SURE
    other: str = ""

    @property
    def difference(self) -> Number | None:
        """How much more there is now."""
        if self.why is not Why.SURE or self.before is None or self.now is None:
            return None
        found = round(self.now - self.before, 6)
        return int(found) if float(found).is_integer() else found

    @property
    def share(self) -> float | None:
        """The difference as a share of what was then, None of nothing and of percentages."""
        if self.difference is None or not self.before or self.unit == "%":
            return None
        return self.difference / self.before


def compare_figures(
    before: Sequence[Indicator],
    then: Mapping[str, FigureTotal],
    indicators: Sequence[Indicator],
    now: Mapping[str, FigureTotal],
) -> list[ComparedFigure]:
    """Return every indicator of either campaign, today's first; totals are given by indicator id.

    One of another id is the same where its name and measure are, and that name stands once.
    """
    pairs = _pairs(before, indicators)
    found = []
    for one in indicators:
        was = pairs.get(one.code)
        total = now[one.code]
        if was is None:
            found.append(_only(one, total, Why.NEW, is_now=True))
            continue
        why, other = _why(one, was, total, then[was.code])
        found.append(
            ComparedFigure(
                one.code, one.name, one.unit, then[was.code].total, total.total, then[was.code].reported,
                total.reported, why, other or (was.code if was.code != one.code else ""),
            )
        )  # fmt: skip
    paired = {was.code for was in pairs.values()}
    return found + [_only(one, then[one.code], Why.GONE, is_now=False) for one in before if one.code not in paired]


def _pairs(before: Sequence[Indicator], indicators: Sequence[Indicator]) -> dict[str, Indicator]:
    """Return the older indicator of each of today's: by id and name, then by name and measure, then by id alone."""
    old = {one.code: one for one in before}
    pairs = {one.code: old[one.code] for one in indicators if one.code in old and _named_alike(one, old[one.code])}
    free = _once(one for one in before if one.code not in pairs)
    for key, one in _once(one for one in indicators if one.code not in pairs).items():
        if key in free:
            pairs[one.code] = free[key]
    taken = {was.code for was in pairs.values()}
    left = (one.code for one in indicators if one.code in old and one.code not in pairs)
    return pairs | {code: old[code] for code in left if code not in taken}


def _once(found: Iterable[Indicator]) -> dict[tuple[str, str], Indicator]:
    """Return the indicators by name and measure, without those that share them."""
    by_key: dict[tuple[str, str], list[Indicator]] = {}
    for one in found:
        by_key.setdefault(_key(one), []).append(one)
    return {key: named[0] for key, named in by_key.items() if len(named) == 1}


def _key(one: Indicator) -> tuple[str, str]:
    return fold_words(one.name), fold_words(one.unit) or one.unit


def _named_alike(one: Indicator, other: Indicator) -> bool:
    ours, theirs = ({fold_words(name) for name in (x.name, *x.synonyms)} for x in (one, other))
    if ours & theirs:
        return True
    now, then = fold_words(one.name), fold_words(other.name)
    return SequenceMatcher(None, now, then).ratio() >= ALIKE and not opposed(now.split(), then.split())


def _why(one: Indicator, was: Indicator, now: FigureTotal, then: FigureTotal) -> tuple[Why, str]:
    if one.code == was.code and not _named_alike(one, was):
        return Why.NAME, was.name
    if _key(one)[1] != _key(was)[1]:
        return Why.MEASURE, was.unit
    if one.aggregate != was.aggregate:
        return Why.WAY, was.aggregate
    return (Why.SURE, "") if now.total is not None and then.total is not None else (Why.BLANK, "")


def _only(one: Indicator, total: FigureTotal, why: Why, is_now: bool) -> ComparedFigure:
    """Return an indicator that stands in one campaign only."""
    before, now = (None, total.total) if is_now else (total.total, None)
    reported = (0, total.reported) if is_now else (total.reported, 0)
    return ComparedFigure(one.code, one.name, one.unit, before, now, *reported, why)

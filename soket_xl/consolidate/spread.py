"""The spread of the numbers in a claim: the least and the most that its units say of the same thing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from soket_xl.consolidate.model import Statement
from soket_xl.text.fold import fold
from soket_xl.text.numbers import format_number, parse_number
from soket_xl.texts import say

_NUMBER = re.compile(r"(?<![\w/.,-])(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?![\d/]|[.,]\d|-\w)\s*(%|[^\W\d_])?")


@dataclass(frozen=True)
class Spread:
    """What `units` units number of `noun` ("ban", "%"): from `low` to `high`."""

    noun: str
    low: float
    high: float
    units: int


def spreads(statements: Iterable[Statement]) -> list[Spread]:
    """Return the nouns of which two units or more give a number, most units first; dates and documents are none.

    A unit's first number of a noun counts.
    """
    found: dict[str, dict[str, float]] = {}
    for statement in statements:
        for noun, value in _numbers(statement.text):
            found.setdefault(noun, {}).setdefault(statement.unit_id, value)
    listed = [
        Spread(noun, min(said.values()), max(said.values()), len(said)) for noun, said in found.items() if len(said) > 1
    ]
    return sorted(listed, key=lambda spread: -spread.units)


def written(found: Iterable[Spread]) -> str | None:
    """Return the spreads as they stand on the sheet, None if there is none."""
    parts = [
        say("consolidate.spread", noun=s.noun, low=format_number(s.low), high=format_number(s.high), units=s.units)
        for s in found
    ]
    return "; ".join(parts) or None


def _numbers(text: str) -> Iterable[tuple[str, float]]:
    for match in _NUMBER.finditer(text):
        value = parse_number(match[1])
        if value is None or match[2] is None:
            continue
        rest = fold(text[match.start(2) :])
        noun = "%" if rest.startswith("%") else next((n for f, n in _nouns() if re.match(rf"{f}\b", rest)), None)
        if noun:
            yield noun, float(value)


@cache
def _nouns() -> tuple[tuple[str, str], ...]:
    """The things that units count, longest first: (folded, as written)."""
    nouns = say("consolidate.counted_things").split("; ")
    return tuple(sorted(((fold(noun), noun) for noun in nouns), key=lambda pair: -len(pair[0])))

"""Totals woven into the body: a sentence for each group of indicators, with the same numbers as the annex."""

import re
from collections.abc import Iterable, Mapping, Sequence

from soket_xl.consolidate.model import FigureTotal
from soket_xl.model import AGENCIES, COMMUNES, Indicator, Section
from soket_xl.schema import FIGURES
from soket_xl.text.numbers import format_number
from soket_xl.text.wording import clean, lower_first
from soket_xl.texts import say
from soket_xl.word.model import Sentence, Source, sentence_id

DECIMALS = 2
_POWER = re.compile(r"(?<=m)([23])$")
_OF_WHICH = re.compile(r"^(trong \w+):", re.IGNORECASE)
_SUPERSCRIPT = {"2": "\u00b2", "3": "\u00b3"}


def shown(number: float | int | None, unit: str = "") -> str:
    """Return a total as the report shows it, with its unit ("%" close to the number), "" for None."""
    if number is None:
        return ""
    written = format_number(number, DECIMALS)
    if unit == "%":
        return f"{written}%"
    return f"{written} {shown_unit(unit)}".strip()


def shown_unit(unit: str) -> str:
    """Return a unit of measure with its power raised: km2 as km with a small 2."""
    return _POWER.sub(lambda match: _SUPERSCRIPT[match[1]], clean(unit))


def computed(indicator: Indicator) -> bool:
    """Tell whether the total is worked out from other totals instead of being reported."""
    return indicator.aggregate.startswith("=")


def home_sections(outline: Sequence[Section]) -> Mapping[str, str]:
    """Return the section in whose text each indicator group is told: the lowest one that names it, the first of them.

    A group named "*" (the annex) is told nowhere.
    """
    home: dict[str, Section] = {}
    for section in outline:
        for group in section.indicator_groups:
            if group != "*" and (group not in home or section.level > home[group].level):
                home[group] = section
    return {group: section.code for group, section in home.items()}


def figure_sentence(
    group: str,
    indicators: Iterable[Indicator],
    totals: Mapping[str, FigureTotal],
    sources: Mapping[str, Sequence[Source]],
) -> Sentence | None:
    """Return the sentence that tells the totals of `group`, None if there is none to tell.

    `sources` holds where each indicator's numbers come from, by code.
    """
    shown_ones = [i for i in indicators if i.group == group and i.code in totals and totals[i.code].total is not None]
    counts = [totals[i.code].reported for i in shown_ones if not computed(i)]
    if not counts:
        return None
    told = [totals[i.code] for i in shown_ones]
    figures = "; ".join(_figure(total) for total in told)
    if min(counts) == max(counts):
        text = say("word.figures", reported=counts[0], figures=figures)
    else:
        text = say("word.figures_mixed", figures=figures)
    codes = tuple(total.code for total in told)
    found = dict.fromkeys(source for code in codes for source in sources.get(code, ()))
    sources_found = tuple(found) or (Source("", "", place=FIGURES.sheet),)
    return Sentence(sentence_id("F", group), text, sources_found, codes)


def _figure(total: FigureTotal) -> str:
    name = _OF_WHICH.sub(r"\1", lower_first(clean(total.name)))
    agencies, communes = total.by_group.get(AGENCIES), total.by_group.get(COMMUNES)
    whole = shown(total.total, total.unit)
    if agencies is None or communes is None:
        return say("word.figure", name=name, total=whole)
    unit = "%" if total.unit == "%" else ""
    return say(
        "word.figure_by_group",
        name=name,
        total=whole,
        agencies=shown(agencies, unit),
        communes=shown(communes, unit),
    )

"""The sheets of the leaders' workbook that hold this campaign beside the one before: values only."""

from collections.abc import Sequence
from typing import Any

from soket_xl.against.figures import ComparedFigure, Why
from soket_xl.against.units import ComparedUnit, Standing
from soket_xl.against.words import change_words, figure_words
from soket_xl.leaders.brief import share
from soket_xl.leaders.snapshot import table_page
from soket_xl.schema import ALL_LABEL, GROUP_LABELS, STATE_LABELS
from soket_xl.texts import say
from soket_xl.tracking.status import Rate

UNIT_WIDTHS = (34, 18, 22, 12, 22, 12, 40)
FIGURE_WIDTHS = (9, 40, 12, 13, 12, 13, 12, 13, 11, 36)
ORDER = (Why.SURE, Why.MEASURE, Why.WAY, Why.NAME, Why.NEW, Why.GONE, Why.BLANK)
"""What is compared stands first, what lacks figures last."""
UNIT_HEADS = (
    "leaders.head_unit", "leaders.head_group", "against.head_before", "against.head_days_before", "against.head_now",
    "against.head_days", "against.head_change",
)  # fmt: skip
FIGURE_HEADS = (
    "against.head_code", "against.head_name", "against.head_unit", "against.head_total_before",
    "against.head_reported_before", "against.head_total", "against.head_reported", "against.head_difference",
    "against.head_share", "against.head_remark",
)  # fmt: skip


def compared_sheets(
    book: Any,
    units: Sequence[ComparedUnit],
    figures: Sequence[ComparedFigure] | None,
    rates: Sequence[tuple[Rate, Rate]],
) -> None:
    """Add a sheet on units (the rates in time first) and one on figures, if there are any, to the openpyxl `book`."""
    sheet = book.create_sheet(say("against.sheet_units"))
    table_page(sheet, UNIT_WIDTHS, UNIT_HEADS, [*map(_rate_row, rates), *map(_unit_row, units)])
    if figures:
        sheet = book.create_sheet(say("against.sheet_figures"))
        rows = sorted(figures, key=lambda one: ORDER.index(one.why))
        table_page(sheet, FIGURE_WIDTHS, FIGURE_HEADS, [_figure_row(one) for one in rows])


def _rate_row(both: tuple[Rate, Rate]) -> tuple[object, ...]:
    before, now = both
    label = say("against.rate_row", group=GROUP_LABELS.get(now.group, ALL_LABEL))
    return (label, "", share(before.on_time, before.expected), None, share(now.on_time, now.expected), None, "")


def _unit_row(unit: ComparedUnit) -> tuple[object, ...]:
    group = GROUP_LABELS.get(unit.group, "")
    return (unit.name, group, *_standing(unit.before), *_standing(unit.now), change_words(unit))


def _standing(standing: Standing | None) -> tuple[object, object]:
    return ("", None) if standing is None else (STATE_LABELS[standing.state], standing.days_late or None)


def _figure_row(one: ComparedFigure) -> tuple[object, ...]:
    share_of = None if one.share is None else round(one.share * 100, 1)
    counts = (one.before, one.reported_before, one.now, one.reported)
    return (one.code, one.name, one.unit, *counts, one.difference, share_of, figure_words(one))

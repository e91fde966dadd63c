"""Figures into totals: sums, and ratios from sums. A blank is not zero."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from soket_xl.consolidate.model import Beside, FigureTotal
from soket_xl.model import AGENCIES, COMMUNES, GROUPS, Indicator, Unit

if TYPE_CHECKING:
    import pandas as pd

Number = int | float
Figures = Mapping[str, Mapping[str, Number]]


def totals(figures: Figures, indicators: Sequence[Indicator], units: Sequence[Unit]) -> list[FigureTotal]:
    """Return a total per indicator, in their order, over all that stands on the sheet (as its live formulas do).

    "sum" adds; "=A/B" is 100 * sum(A) / sum(B) over the units that gave both (never a mean of percentages);
    "ratio" is not added up. `missing` are the units, exempt ones aside, that owe the figure and left it blank.
    """
    import pandas as pd

    codes = list(dict.fromkeys([i.code for i in indicators]))
    rows = [[figures.get(unit.unit_id, {}).get(code) for code in codes] for unit in units]
    ids = [unit.unit_id for unit in units]
    table = pd.DataFrame(rows, index=ids, columns=codes, dtype="float64")
    group_of = pd.Series([unit.group for unit in units], index=ids, dtype="object")
    return [_total(indicator, table, group_of, [unit for unit in units if not unit.exempt]) for indicator in indicators]


def _total(
    indicator: Indicator, table: "pd.DataFrame", group_of: "pd.Series[str]", units: Sequence[Unit]
) -> FigureTotal:
    given = set(table.index[table[indicator.code].notna()])
    owing = [u.unit_id for u in units if indicator.obligation.get(u.group, "-") != "-" and u.unit_id not in given]
    by_group = {group: _aggregate(indicator, table[group_of == group]) for group in GROUPS}
    return FigureTotal(
        code=indicator.code,
        name=indicator.name,
        unit=indicator.unit,
        total=_aggregate(indicator, table),
        reported=len(given),
        missing=tuple(owing),
        by_group=by_group,
        beside=_beside(indicator, table, units, by_group[COMMUNES]),
    )


def _beside(
    indicator: Indicator, table: "pd.DataFrame", units: Sequence[Unit], communes: Number | None
) -> tuple[Beside, ...]:
    if communes is None or indicator.obligation.get(AGENCIES, "-") != "-":
        return ()
    given = table[indicator.code].dropna()
    agencies = [unit.unit_id for unit in units if unit.group == AGENCIES and unit.unit_id in given.index]
    return tuple(
        Beside(unit, _plain(given[unit]), communes, _plain(round(given[unit] - communes, 6))) for unit in agencies
    )


def _aggregate(indicator: Indicator, table: "pd.DataFrame") -> Number | None:
    if indicator.aggregate == "sum":
        return _sum(table[indicator.code])
    if not indicator.aggregate.startswith("="):
        return None
    above, _, below = (part.strip() for part in indicator.aggregate[1:].partition("/"))
    if above not in table or below not in table:
        return None
    both = table[table[above].notna() & table[below].notna()]
    divisor = both[below].sum()
    return _plain(round(100 * both[above].sum() / divisor, 6)) if divisor else None


def _sum(column: "pd.Series[float]") -> Number | None:
    return _plain(round(column.sum(), 6)) if column.notna().any() else None


def _plain(number: float) -> Number:
    return int(number) if float(number).is_integer() else float(number)

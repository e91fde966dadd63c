"""Rules on figures: balance equations, ranges, slips of scale, outliers, figures of two units alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from soket_xl.model import AGENCIES, COMMUNES, GROUPS, Finding, Indicator
from soket_xl.review.others import Others
from soket_xl.review.report import Campaign, Noted, UnitReport
from soket_xl.text.fold import fold
from soket_xl.text.numbers import format_number
from soket_xl.texts import say

Number = int | float
_RULE = re.compile(r"(<=|>=|=|<|>)\s*([A-Z]+\d+(?:\s*\+\s*[A-Z]+\d+)*)")
_RANGE = re.compile(r"(-?\d+)\s*\.\.\s*(-?\d+)")
_PROVINCE = re.compile(r"tong tinh\s*(?:=|\u2248|~)\s*([\d.,]+)")
ENOUGH = 5
"""So many other units of the group must have given a figure before one is called strange."""
SCALE = 150.0
"""From so many times the median on, a figure of money or area is taken for another unit of measure."""
FAR, OUT = {COMMUNES: 5.0, AGENCIES: 20.0}, 6.0
"""How many times the median (agencies differ more), and how many robust deviations from it, an outlier lies."""
HEADS = {COMMUNES: "DVHC03", AGENCIES: "BC01"}
"""What a group's figures are held against: inhabitants, staff; a large commune has many files with reason."""
RATIO_TOLERANCE = 0.6
"""Percentage points by which a given rate may differ from the one of its parts."""
MEASURED = ("dong", "km2", "ha", "met")
"""Words of units of measure that can slip by a thousand."""
NEARLY_ALL = 0.8
"""Share of the mandatory figures from which the rest looks forgotten."""
ALIKE_FIGURES = 8


def balance(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield broken equations of tblIndicators (figure_rule); a warning where the rule itself is only one."""
    for indicator in campaign.indicators:
        value = report.figures.get(indicator.code)
        if value is None:
            continue
        warn = "canh bao" in fold(indicator.check)
        for sign, right in _RULE.findall(indicator.check):
            parts = [report.figures.get(code.strip()) for code in right.split("+")]
            given = [part for part in parts if part is not None]
            if len(given) == len(parts) and not _holds(value, "<=" if warn and sign == ">" else sign, sum(given)):
                yield _broken(report, indicator, right, sum(given), "warning" if warn else "error")


def ranges(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield negative figures, fractions of people or files, percentages outside their range (figure_value)."""
    for indicator in campaign.indicators:
        value = report.figures.get(indicator.code)
        if value is None:
            continue
        limits = _RANGE.search(indicator.check) if indicator.kind == "pct" else None
        low, high = (float(limits[1]), float(limits[2])) if limits else (0.0, 100.0)
        if value < 0:
            yield _wrong(report, indicator, value, say("review.value_negative"))
        elif indicator.kind == "pct" and not low <= value <= high:
            yield _wrong(report, indicator, value, say("review.value_percent"))
        elif indicator.kind == "int" and not float(value).is_integer():
            yield _wrong(report, indicator, value, say("review.value_fraction"))


def ratios(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield rates that are not those of their parts (figure_rule)."""
    for indicator in campaign.indicators:
        if not indicator.aggregate.startswith("=") or indicator.code not in report.figures:
            continue
        above, _, below = (report.figures.get(c.strip()) or c for c in indicator.aggregate[1:].partition("/"))
        if isinstance(above, str) or isinstance(below, str) or not below:
            continue
        right = 100 * above / below
        value = report.figures[indicator.code]
        if abs(value - right) > RATIO_TOLERANCE:
            yield _broken(report, indicator, indicator.aggregate[1:], round(right, 2), "error")


def strange(reports: Sequence[UnitReport], campaign: Campaign) -> Iterator[Noted]:
    """Yield figures far from those of the unit's group: another scale (figure_scale) or an outlier (figure_outlier)."""
    for group in GROUPS:
        members = [report for report in reports if report.unit.group == group]
        for indicator in campaign.indicators:
            if indicator.kind == "pct":
                continue
            given = {r.unit.unit_id: float(v) for r in members if (v := r.figures.get(indicator.code))}
            if len(given) <= ENOUGH:
                continue
            sizes = _sizes(members, group, given)
            plain, by_head = Others(given.values()), Others(v / sizes[unit] for unit, v in given.items())
            for report in members:
                value, size = given.get(report.unit.unit_id), sizes.get(report.unit.unit_id, 1.0)
                if value and value > 0:
                    yield from _compared(report, indicator, (value, plain), (value / size, by_head))


def forgotten(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield one finding with the few mandatory figures left blank in an otherwise full annex (missing_figures)."""
    owed = campaign.owed(report.unit.group)
    blank = [i for i in owed if i.code not in report.figures]
    if blank and len(blank) <= (1 - NEARLY_ALL) * len(owed):
        listed = "; ".join(f"{i.code} {i.name}" for i in blank)
        where = {"unit": report.unit.name, "count": len(blank), "figures": listed}
        message = say("review.missing_figures", **where)
        finding = Finding("missing_figures", "info", message, report.unit.unit_id, indicator=blank[0].code)
        yield Noted(finding, say("review.missing_figures_ask", **where))


def alike(reports: Sequence[UnitReport]) -> Iterator[Noted]:
    """Yield annexes whose figures are those of another unit (copied_figures)."""
    seen: dict[tuple[tuple[str, Number], ...], UnitReport] = {}
    for report in sorted(reports, key=lambda r: r.unit.received_on or date.max):
        key = tuple(sorted((code, value) for code, value in report.figures.items() if value))
        if len(key) < ALIKE_FIGURES:
            continue
        if key in seen:
            where = {"unit": report.unit.name, "other": seen[key].unit.name, "count": len(key)}
            finding = Finding(
                "copied_figures",
                "warning",
                say("review.copied_figures", **where),
                report.unit.unit_id,
                other_unit_id=seen[key].unit.unit_id,
            )
            yield Noted(finding, say("review.copied_figures_ask", **where))
        seen.setdefault(key, report)


def province(reports: Sequence[UnitReport], campaign: Campaign, expected: Mapping[str, int]) -> Iterator[Noted]:
    """Yield known totals of the province that the units' figures miss, once all have reported (province_total)."""
    for indicator in campaign.indicators:
        match = _PROVINCE.search(fold(indicator.check))
        owing = sum(n for group, n in expected.items() if indicator.obligation.get(group) == "M")
        given = [r.figures[indicator.code] for r in reports if indicator.code in r.figures]
        if not match or len(given) < max(1, owing):
            continue
        known = float(match[1].rstrip(".,").replace(".", "").replace(",", "."))
        total = sum(given)
        if abs(total - known) > 0.001 * known:
            where = {"indicator": indicator.name, "total": _shown(total), "known": _shown(known)}
            message = say("review.province_total", **where)
            yield Noted(Finding("province_total", "warning", message, indicator=indicator.code))


def _holds(left: Number, sign: str, right: Number) -> bool:
    slack = 1e-6 * max(1.0, abs(left), abs(right))
    if sign == "=":
        return abs(left - right) <= slack
    if sign in ("<=", "<"):
        return left <= right + slack
    return left >= right - slack


def _sizes(members: Sequence[UnitReport], group: str, given: Mapping[str, float]) -> Mapping[str, float]:
    """Return what each unit's figure is divided by: its inhabitants (communes) or staff, 1 where not all gave it."""
    found = {r.unit.unit_id: float(r.figures.get(HEADS[group], 0)) for r in members if r.unit.unit_id in given}
    return found if all(found.values()) else dict.fromkeys(found, 1.0)


def _compared(
    report: UnitReport, indicator: Indicator, plain: tuple[float, Others], by_head: tuple[float, Others]
) -> Iterator[Noted]:
    value, others = plain
    middle = others.median(value)
    if middle <= 0:
        return
    where = {"unit": report.unit.name, "value": _shown(value), "median": _shown(middle)}
    times = max(value / middle, middle / value)
    if times >= SCALE and any(word in fold(indicator.unit).split() for word in MEASURED):
        yield _noted_scale(report, indicator, where)
    elif all(_far(own, others, FAR[report.unit.group]) for own, others in (plain, by_head)):
        yield _noted_outlier(report, indicator, where)


def _far(value: float, others: Others, most: float) -> bool:
    """Tell whether a figure is far above those of the others: by the median and by the MAD."""
    middle = others.median(value)
    return value >= most * middle and (value - middle) / max(others.spread(value), 0.1 * middle) >= OUT


def _noted_scale(report: UnitReport, indicator: Indicator, where: Mapping[str, str]) -> Noted:
    fields = {**where, "indicator": indicator.name, "measure": indicator.unit}
    message, request = say("review.figure_scale", **fields), say("review.figure_scale_ask", **fields)
    return Noted(_finding("figure_scale", "error", report, indicator, message), request)


def _noted_outlier(report: UnitReport, indicator: Indicator, where: Mapping[str, str]) -> Noted:
    fields = {**where, "indicator": indicator.name, "measure": indicator.unit}
    message, request = say("review.figure_outlier", **fields), say("review.figure_outlier_ask", **fields)
    return Noted(_finding("figure_outlier", "warning", report, indicator, message), request)


def _broken(report: UnitReport, indicator: Indicator, right: str, total: Number, severity: str) -> Noted:
    where = {
        "unit": report.unit.name,
        "indicator": f"{indicator.code} {indicator.name}",
        "value": _shown(report.figures[indicator.code]),
        "rule": indicator.check or indicator.aggregate,
        "right": right,
        "total": _shown(total),
    }
    finding = _finding("figure_rule", severity, report, indicator, say("review.figure_rule", **where))
    return Noted(finding, say("review.figure_rule_ask", **where))


def _wrong(report: UnitReport, indicator: Indicator, value: Number, why: str) -> Noted:
    where = {
        "unit": report.unit.name,
        "indicator": f"{indicator.code} {indicator.name}",
        "value": _shown(value),
        "why": why,
    }
    finding = _finding("figure_value", "error", report, indicator, say("review.figure_value", **where))
    return Noted(finding, say("review.figure_value_ask", **where))


def _finding(code: str, severity: str, report: UnitReport, indicator: Indicator, message: str) -> Finding:
    return Finding(code, severity, message, report.unit.unit_id, indicator=indicator.code)


def _shown(value: Number) -> str:
    return format_number(value, 2)

"""What a comparison says in words."""

from collections.abc import Mapping

from soket_xl.against.figures import ComparedFigure, Why
from soket_xl.against.units import Change, ComparedUnit
from soket_xl.texts import say

CHANGES: Mapping[Change, str] = {
    Change.LATE_BOTH: "against.late_both",
    Change.LATE_NOW: "against.late_now",
    Change.LATE_BEFORE: "against.late_before",
    Change.WAITING: "against.waiting",
    Change.SAME: "against.same",
    Change.EXEMPT: "against.exempt",
    Change.RENUMBERED: "against.renumbered",
    Change.NEW: "against.new",
    Change.MERGED: "against.merged",
    Change.GONE: "against.gone",
}
SHORT: Mapping[Change, str] = {
    **CHANGES,
    Change.MERGED: "against.merged_short",
    Change.RENUMBERED: "against.renumbered_short",
}
"""The heading of a list of units."""
WHYS: Mapping[Why, str] = {
    Why.MEASURE: "against.why_measure",
    Why.NAME: "against.why_name",
    Why.WAY: "against.why_way",
    Why.NEW: "against.why_new",
    Why.GONE: "against.why_gone",
    Why.BLANK: "against.why_blank",
}


def change_words(unit: ComparedUnit) -> str:
    """Return what became of a unit."""
    if unit.change in (Change.MERGED, Change.RENUMBERED):
        return say(CHANGES[unit.change], other=unit.other)
    late_then = unit.change == Change.WAITING and unit.before is not None and unit.before.late
    told = say("against.waiting_late") if late_then else say(CHANGES[unit.change])
    return told + (say("against.named", other=unit.other) if unit.other else "")


def figure_words(one: ComparedFigure) -> str:
    """Return why two totals are not compared, or under which id the indicator stood; "" where all is plain."""
    if one.why is not Why.SURE:
        return say(WHYS[one.why], other=one.other)
    return say("against.other_code", other=one.other) if one.other else ""

"""This campaign beside the one before it, for `status` and `brief`: the older tracker is only read."""

from collections.abc import Sequence
from dataclasses import dataclass
from os.path import isfile
from pathlib import Path, PureWindowsPath
from typing import cast

from soket_xl.actions.status import PREVIOUS, assess_unit
from soket_xl.against.figures import ComparedFigure, Why, compare_figures
from soket_xl.against.units import Change, ComparedUnit, compare_units
from soket_xl.against.words import SHORT
from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.older import OlderHost
from soket_xl.hosts.opening import open_book
from soket_xl.leaders.brief import share
from soket_xl.model import Context
from soket_xl.schema import ALL_LABEL, GROUP_LABELS, UNITS
from soket_xl.tables import text, unit_of
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.status import Rate, UnitStatus, rates

TOLD = (
    Change.LATE_BOTH, Change.LATE_NOW, Change.LATE_BEFORE, Change.NEW, Change.MERGED, Change.RENUMBERED, Change.GONE,
)  # fmt: skip
MOST_NAMES = 15


@dataclass(frozen=True)
class Compared:
    """Both campaigns: units, rates by group (all last), and indicators where they were asked for."""

    file: str
    campaign: str
    units: Sequence[ComparedUnit]
    before: Sequence[Rate]
    now: Sequence[Rate]
    figures: Sequence[ComparedFigure] | None = None


def previous(tracker: Tracker, context: Context, figures: bool = False) -> tuple[Compared | None, list[str]]:
    """Return the comparison with the tracker that the settings name, None without one, and why it could not be made."""
    named = tracker.setting(PREVIOUS)
    if not named:
        return None, []
    try:
        return compared(tracker, context, _beside(tracker, named), figures), []
    except SoketError as error:
        return None, [say("against.missing", why=error, label=tracker.label(PREVIOUS))]


def compared(tracker: Tracker, context: Context, older: Path, figures: bool) -> Compared:
    """Return this campaign beside that of the tracker `older`, both as they are on `context.on`.

    Raises SoketError if `older` is no tracker, or this one.
    """
    if older.resolve() == tracker.host.path.resolve():
        raise SoketError("against.itself", file=older.name)
    if not isfile(older):
        raise SoketError("against.no_file", file=older)
    before = Tracker(cast(WorkbookHost, OlderHost(open_book(older))))
    then, now = (_statuses(one, context) for one in (before, tracker))
    notes = {unit_of(row): note for row in tracker.rows(UNITS) if (note := text(row, "note"))}
    return Compared(
        older.name,
        before.setting("campaign_name"),
        compare_units(before.units, then, tracker.units, now, notes),
        rates(before.units, then),
        rates(tracker.units, now),
        _figures(before, tracker) if figures else None,
    )


def compared_lines(found: Compared) -> list[str]:
    """Return what a clerk reads of the comparison."""
    lines = [say("against.head", campaign=found.campaign or found.file, file=found.file)]
    for before, now in zip(found.before, found.now, strict=True):
        group = GROUP_LABELS.get(now.group, ALL_LABEL)
        lines.append(say("against.rate", group=group, now=_on_time(now), before=_on_time(before)))
    for change in TOLD:
        names = [unit.name for unit in found.units if unit.change == change]
        if names:
            label = say(SHORT[change])
            lines.append(say("against.told", label=label, count=format_number(len(names)), names=_names(names)))
    if found.figures is not None:
        lines.append(_figures_line(found.figures))
    return lines


def _figures_line(figures: Sequence[ComparedFigure]) -> str:
    """Count the indicators that are compared and those that lack figures, and name those that are not the same."""
    blank = sum(one.why is Why.BLANK for one in figures)
    other = [one.name for one in figures if one.why not in (Why.SURE, Why.BLANK)]
    names = say("against.figures_names", names=_names(other, "against.figures_more")) if other else ""
    count = len(figures) - blank - len(other)
    return say("against.figures", count=count, blank=blank, left=len(other), names=names)


def compared_json(found: Compared) -> dict[str, object]:
    """Return the comparison as `status` prints it."""
    return {
        "file": found.file,
        "campaign": found.campaign,
        "rates": [
            {"group": now.group, "on_time_before": before.on_time_rate, "on_time_now": now.on_time_rate}
            for before, now in zip(found.before, found.now, strict=True)
        ],
        "units": found.units,
        "figures": None if found.figures is None else [_figure_json(one) for one in found.figures],
    }


def _figure_json(one: ComparedFigure) -> dict[str, object]:
    keys = ("code", "name", "unit", "before", "now", "reported_before", "reported", "difference", "share", "other")
    return {key: getattr(one, key) for key in keys} | {"why": one.why or None}


def _beside(tracker: Tracker, named: str) -> Path:
    """Return the file that a setting names; a network path is refused: a tracker from elsewhere must reach nothing."""
    if named.startswith(("\\\\", "//")) or PureWindowsPath(named).drive.startswith("\\\\"):
        raise SoketError("against.network", path=named)
    return tracker.host.path.parent / named.replace("\\", "/")


def _statuses(tracker: Tracker, context: Context) -> list[UnitStatus]:
    return [assess_unit(tracker, unit, context.on, context.now) for unit in tracker.units]


def _figures(before: Tracker, tracker: Tracker) -> list[ComparedFigure] | None:
    from soket_xl.consolidate.totals import totals

    try:
        both = [(one.indicators, totals(one.figures, one.indicators, one.units)) for one in (before, tracker)]
    except WorkbookError:
        return None
    (old, then), (new, now) = both
    return compare_figures(old, {total.code: total for total in then}, new, {total.code: total for total in now})


def _on_time(rate: Rate) -> str:
    return share(rate.on_time, rate.expected)


def _names(names: Sequence[str], more_of: str = "leaders.and_more") -> str:
    shown = "; ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return say(more_of, names=shown, count=more) if more > 0 else shown

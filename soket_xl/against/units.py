"""Units in two campaigns, by unit id: late then, late now, new, gone, merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from soket_xl.model import State, Unit
from soket_xl.text.fold import fold_words
from soket_xl.tracking.status import UnitStatus

WAITING = (State.NOT_DUE, State.DUE_SOON)


class Change(StrEnum):
    """What became of a unit from the campaign before to this one; worst first."""

    LATE_BOTH = "late_both"
    LATE_NOW = "late_now"
    LATE_BEFORE = "late_before"
    WAITING = "waiting"
    SAME = "same"
    EXEMPT = "exempt"
    RENUMBERED = "renumbered"
    NEW = "new"
    MERGED = "merged"
    GONE = "gone"


@dataclass(frozen=True)
class Standing:
    """Where a unit stood: its state and the calendar days it was late, as far as the day of looking."""

    state: State
    days_late: int

    @property
    def late(self) -> bool:
        """Whether the report came late or is overdue."""
        return self.days_late > 0 or self.state == State.OVERDUE


@dataclass(frozen=True)
class ComparedUnit:
    """A unit in both campaigns; `before` or `now` is None where it is not in that one.

    `other` names the unit that took it in, or the one of the same name under another id, or its name then.
    """

    unit_id: str
    name: str
    group: str
    before: Standing | None
    now: Standing | None
    change: Change
    other: str = ""


def compare_units(
    before: Sequence[Unit],
    then: Sequence[UnitStatus],
    units: Sequence[Unit],
    now: Sequence[UnitStatus],
    notes: Mapping[str, str],
) -> list[ComparedUnit]:
    """Return every unit of either campaign, worst first and in the order of the sheet; `notes` by today's unit id.

    A unit that is gone was merged where the note of one of today's names it.
    """
    old = {unit.unit_id: (unit, _standing(status)) for unit, status in zip(before, then, strict=True)}
    today = {unit.unit_id: unit for unit in units}
    names = {fold_words(unit.name): unit for unit in before}
    found = []
    for unit, status in zip(units, now, strict=True):
        was = old.get(unit.unit_id)
        here, same_name = _standing(status), names.get(fold_words(unit.name))
        if was is None:
            moved = same_name is not None and same_name.unit_id not in today
            change, other = (Change.RENUMBERED, same_name.unit_id) if moved and same_name else (Change.NEW, "")
            found.append(ComparedUnit(unit.unit_id, unit.name, unit.group, None, here, change, other))
            continue
        renamed = was[0].name if fold_words(was[0].name) != fold_words(unit.name) else ""
        change = _change(was[1], here)
        found.append(ComparedUnit(unit.unit_id, unit.name, unit.group, was[1], here, change, renamed))
    taken = {fold_words(unit.name): unit for unit in units}
    told = [(fold_words(notes.get(unit.unit_id, "")), unit) for unit in units if notes.get(unit.unit_id)]
    for unit, standing in old.values():
        if unit.unit_id not in today:
            found.append(_gone(unit, standing, told, taken.get(fold_words(unit.name))))
    order = list(Change)
    return sorted(found, key=lambda one: order.index(one.change))


def _standing(status: UnitStatus) -> Standing:
    return Standing(status.state, status.days_late)


def _change(before: Standing, now: Standing) -> Change:
    if State.EXEMPT in (before.state, now.state):
        return Change.EXEMPT
    if now.late:
        return Change.LATE_BOTH if before.late else Change.LATE_NOW
    if now.state in WAITING:
        return Change.WAITING
    return Change.LATE_BEFORE if before.late else Change.SAME


def _gone(unit: Unit, standing: Standing, told: Sequence[tuple[str, Unit]], same_name: Unit | None) -> ComparedUnit:
    if same_name is not None:
        return ComparedUnit(unit.unit_id, unit.name, unit.group, standing, None, Change.RENUMBERED, same_name.unit_id)
    name = fold_words(unit.name)
    into = next((one.name for note, one in told if f" {name} " in f" {note} "), "")
    change = Change.MERGED if into else Change.GONE
    return ComparedUnit(unit.unit_id, unit.name, unit.group, standing, None, change, into)

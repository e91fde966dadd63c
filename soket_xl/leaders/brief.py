"""What a leader reads in ten seconds: one value from which the workbook copy, the page and the mail are all made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from soket_xl.model import Deadline, State, Unit
from soket_xl.schema import ALL_LABEL, GROUP_LABELS, RULE_LABELS, STATE_LABELS
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracking.status import Rate, UnitStatus

WAITING = (State.OVERDUE, State.RETURNED, State.DUE_SOON, State.NOT_DUE)
"""The states of a unit that still owes something, worst first."""


@dataclass(frozen=True)
class Milestone:
    """A date of the campaign and the calendar days left to its last good day (negative when it has passed)."""

    label: str
    deadline: Deadline
    days_left: int

    @property
    def left(self) -> str:
        """The days left in words."""
        if self.days_left > 0:
            return say("leaders.days_left", days=self.days_left)
        return say("leaders.last_day") if self.days_left == 0 else say("leaders.days_over", days=-self.days_left)

    @property
    def when(self) -> str:
        """The date with its rule, as the plan writes it."""
        return f"{RULE_LABELS[self.deadline.rule]} {short_date(self.deadline.day)}"


@dataclass(frozen=True)
class Waiting:
    """A unit that owes a report or a correction."""

    name: str
    group: str
    state: str
    days_late: int
    officer: str
    reminders: int
    last_reminder: date | None


@dataclass(frozen=True)
class Listed:
    """A line of the full list."""

    name: str
    group: str
    state: str
    document_no: str
    document_date: date | None
    received_on: date | None
    days_late: int


@dataclass(frozen=True)
class Brief:
    """Everything that leaders are shown, as of `on`; no contacts, no formulas, nothing hidden."""

    campaign: str
    office: str
    on: date
    milestones: tuple[Milestone, ...]
    rates: tuple[Rate, ...]
    waiting: tuple[Waiting, ...]
    decisions: tuple[str, ...]
    listed: tuple[Listed, ...]


def share(part: int, whole: int) -> str:
    """Return "31/38 (81,6 %)", the way every rate is shown; only "0/0" when nobody is expected."""
    return f"{part}/{whole} ({format_number(100 * part / whole)} %)" if whole else "0/0"


def group_label(group: str) -> str:
    """Return the Vietnamese name of a group of units, or of all."""
    return GROUP_LABELS.get(group, ALL_LABEL)


def compose(
    texts: Mapping[str, str],
    on: date,
    deadlines: Sequence[tuple[str, Deadline]],
    units: Sequence[Unit],
    statuses: Sequence[UnitStatus],
    rates: Sequence[Rate],
    reminders: Mapping[str, Sequence[date]],
) -> Brief:
    """Return the brief of the day `on`; `texts` holds "campaign" and "office", `reminders` the days per unit id."""
    by_id = {unit.unit_id: unit for unit in units}
    return Brief(
        campaign=texts["campaign"],
        office=texts["office"],
        on=on,
        milestones=tuple(Milestone(label, d, (d.last_day - on).days) for label, d in deadlines),
        rates=tuple(rates),
        waiting=_waiting(by_id, statuses, reminders),
        decisions=_decisions(by_id, statuses, reminders),
        listed=tuple(_listed(by_id[status.unit_id], status) for status in statuses),
    )


def summary_lines(brief: Brief) -> list[str]:
    """Return the brief as lines of plain text that read well on a phone."""
    lines = [say("leaders.title", campaign=brief.campaign), say("leaders.as_of", on=short_date(brief.on)), ""]
    lines += [f"- {m.label} ({m.when}): {m.left}" for m in brief.milestones]
    lines += ["", say("leaders.received_head")]
    lines += [_rate_line(rate) for rate in brief.rates]
    lines += ["", *_waiting_lines(brief.waiting)]
    if brief.decisions:
        lines += ["", say("leaders.decisions_head"), *(f"- {line}" for line in brief.decisions)]
    return lines


def _rate_line(rate: Rate) -> str:
    return say(
        "leaders.rate_line",
        group=group_label(rate.group),
        received=share(rate.received, rate.expected),
        on_time=rate.on_time,
        late=rate.late,
        overdue=rate.overdue,
        complete=rate.complete,
    )


def _waiting_lines(waiting: Sequence[Waiting]) -> list[str]:
    if not waiting:
        return [say("leaders.none_waiting")]
    lines = [say("leaders.waiting_head", count=len(waiting))]
    for unit in waiting:
        late = say("leaders.late_days", days=unit.days_late) if unit.days_late else ""
        lines.append(f"- {unit.name}: {unit.state.lower()}{late}")
    return lines


def _waiting(
    units: Mapping[str, Unit], statuses: Sequence[UnitStatus], reminders: Mapping[str, Sequence[date]]
) -> tuple[Waiting, ...]:
    owing = [status for status in statuses if status.state in WAITING]
    owing.sort(key=lambda status: (WAITING.index(State(status.state)), -status.days_late))
    found = []
    for status in owing:
        unit, days = units[status.unit_id], reminders.get(status.unit_id, ())
        state = STATE_LABELS[status.state]
        late = status.days_late if status.state == State.OVERDUE else 0
        last = max(days, default=None)
        label = group_label(unit.group)
        found.append(Waiting(unit.name, label, state, late, unit.officer or "", len(days), last))
    return tuple(found)


def _decisions(
    units: Mapping[str, Unit], statuses: Sequence[UnitStatus], reminders: Mapping[str, Sequence[date]]
) -> tuple[str, ...]:
    """Return what only a leader can settle: units overdue although reminded, and those not heard of at all."""

    def names(reminded: bool) -> list[str]:
        late = [s.unit_id for s in statuses if s.state == State.OVERDUE]
        return [units[unit_id].name for unit_id in late if bool(reminders.get(unit_id)) is reminded]

    found = []
    if again := names(reminded=True):
        found.append(say("leaders.decide_reminded", count=len(again), names="; ".join(again)))
    if fresh := names(reminded=False):
        found.append(say("leaders.decide_overdue", count=len(fresh), names="; ".join(fresh)))
    return tuple(found)


def _listed(unit: Unit, status: UnitStatus) -> Listed:
    here = status.received_on is not None
    return Listed(
        unit.name,
        group_label(unit.group),
        STATE_LABELS[status.state],
        (unit.document_no or "") if here else "",
        unit.document_date if here else None,
        status.received_on,
        status.days_late,
    )

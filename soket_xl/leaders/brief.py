"""What a leader reads in ten seconds: one value from which the workbook copy, the page and the mail are all made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soket_xl.leaders.contacts import without_contacts
from soket_xl.leaders.decisions import decisions
from soket_xl.leaders.names import short_name
from soket_xl.leaders.pace import Pace, pace_of
from soket_xl.model import Deadline, State, Unit
from soket_xl.schema import ALL_LABEL, GROUP_LABELS, STATE_LABELS
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.messages import deadline_words
from soket_xl.tracking.status import Rate, UnitStatus

WAITING = (State.OVERDUE, State.RETURNED, State.DUE_SOON, State.NOT_DUE)
"""The states of a unit that still owes something, worst first."""
ON_FIRST_PAGE = 20
"""So many of the units that owe stand on the first page and in the mail; the list has all."""
LONGEST_FINDING, FINDINGS_SHOWN = 160, 3


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
        """The date with its rule and its hour, as the plan writes it."""
        return deadline_words(self.deadline)


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

    @property
    def standing(self) -> str:
        """The state with the days late: "qua han 3 ngay" with its marks."""
        return say("leaders.state_late", state=self.state, days=self.days_late) if self.days_late else self.state


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
class Reviewed:
    """The findings of one unit that nobody has settled: how many of each severity, and the first ones in short."""

    name: str
    errors: int
    warnings: int
    told: tuple[str, ...]


@dataclass(frozen=True)
class Open:
    """A finding that is not settled; `unit_id` is None for what concerns no single unit."""

    unit_id: str | None
    severity: str
    message: str


@dataclass(frozen=True)
class Situation:
    """What a brief is made of: the campaign's words, days and tables as they are on `on`.

    `texts` holds "campaign" and "office"; `reminders` the days per unit id; `unsure` the ids of units of which it is
    not settled whether they have to report at all; `now` is None where the time of day does not matter.
    """

    texts: Mapping[str, str]
    on: date
    now: datetime | None
    deadlines: Sequence[tuple[str, Deadline]]
    units: Sequence[Unit]
    statuses: Sequence[UnitStatus]
    rates: Sequence[Rate]
    reminders: Mapping[str, Sequence[date]]
    calendar: Calendar
    last_day: date
    findings: Sequence[Open] = ()
    unsure: frozenset[str] = frozenset()
    submit: Deadline | None = None


@dataclass(frozen=True)
class Brief:
    """Everything that leaders are shown, as of `on`; no contacts, no formulas, nothing hidden."""

    campaign: str
    office: str
    on: date
    as_of: str
    milestones: tuple[Milestone, ...]
    rates: tuple[Rate, ...]
    waiting: tuple[Waiting, ...]
    decisions: tuple[str, ...]
    listed: tuple[Listed, ...]
    pace: Pace
    reviewed: tuple[Reviewed, ...]

    @property
    def headline(self) -> str:
        """The answer in one sentence: how many of how many, and how many owe."""
        whole = self.rates[-1]
        received = share(whole.received, whole.expected)
        if not whole.expected:
            return say("leaders.headline_nobody")
        if not self.waiting:
            return say("leaders.headline_all", received=received)
        return say("leaders.headline", received=received, owing=format_number(len(self.waiting)))

    @property
    def waiting_head(self) -> str:
        """The heading of the units that owe, with their number."""
        return say("leaders.waiting_head", count=format_number(len(self.waiting)))

    @property
    def nobody_waits(self) -> str:
        """What stands in place of the units that owe where there are none."""
        return say("leaders.none_waiting") if self.rates[-1].expected else say("leaders.headline_nobody")

    @property
    def foremost(self) -> tuple[Waiting, ...]:
        """The units that owe as far as the first page shows them."""
        return self.waiting[:ON_FIRST_PAGE]

    @property
    def more(self) -> str:
        """What stands below them where there are more, else ""."""
        left = len(self.waiting) - len(self.foremost)
        return say("leaders.more", count=format_number(left), sheet=say("leaders.sheet_list")) if left else ""

    @property
    def reviewed_line(self) -> str:
        """The findings in one sentence."""
        if not self.reviewed:
            return say("leaders.reviewed_none")
        errors, warnings = sum(r.errors for r in self.reviewed), sum(r.warnings for r in self.reviewed)
        counts = {"errors": errors, "warnings": warnings, "units": len(self.reviewed)}
        return say("leaders.reviewed", **{name: format_number(count) for name, count in counts.items()})


def share(part: int, whole: int) -> str:
    """Return "31/38 (81,6 %)", the way every rate is shown; only "0/0" when nobody is expected."""
    if not whole:
        return "0/0"
    return f"{format_number(part)}/{format_number(whole)} ({format_number(100 * part / whole)} %)"


def shares(rate: Rate) -> tuple[str, ...]:
    """Return received, on time, late, overdue and complete of a group, each with its numerator and denominator."""
    parts = (rate.received, rate.on_time, rate.late, rate.overdue, rate.complete)
    return tuple(share(part, rate.expected) for part in parts)


def group_label(group: str) -> str:
    """Return the Vietnamese name of a group of units, or of all."""
    return GROUP_LABELS.get(group, ALL_LABEL)


def compose(found: Situation) -> Brief:
    """Return the brief of a situation."""
    by_id = {unit.unit_id: unit for unit in found.units}
    on = found.on
    waiting = _waiting(by_id, found.statuses, found.reminders)
    return Brief(
        campaign=found.texts["campaign"] or say("leaders.no_name"),
        office=found.texts["office"],
        on=on,
        as_of=_as_of(on, found.now),
        milestones=tuple(Milestone(label, d, (d.last_day - on).days) for label, d in found.deadlines),
        rates=tuple(found.rates),
        waiting=waiting,
        decisions=decisions(by_id, found.statuses, found.reminders, found.unsure, on, found.submit),
        listed=tuple(_listed(by_id[status.unit_id], status) for status in found.statuses),
        pace=pace_of(found.statuses, on, found.last_day, found.calendar),
        reviewed=_reviewed(by_id, found.findings),
    )


def _as_of(on: date, now: datetime | None) -> str:
    if now is None or now.date() != on:
        return say("leaders.as_of", on=short_date(on))
    return say("leaders.as_of_now", hour=f"{now:%H}", minute=f"{now:%M}", on=short_date(on))


def _waiting(
    units: Mapping[str, Unit], statuses: Sequence[UnitStatus], reminders: Mapping[str, Sequence[date]]
) -> tuple[Waiting, ...]:
    owing = [status for status in statuses if status.state in WAITING]
    owing.sort(key=lambda s: (WAITING.index(State(s.state)), -s.days_late, -len(reminders.get(s.unit_id, ()))))
    found = []
    for status in owing:
        unit, days = units[status.unit_id], reminders.get(status.unit_id, ())
        late = status.days_late if status.state == State.OVERDUE else 0
        officer = without_contacts(unit.officer or "")
        last = max(days, default=None)
        label = STATE_LABELS[status.state]
        found.append(Waiting(short_name(unit.name), group_label(unit.group), label, late, officer, len(days), last))
    return tuple(found)


def _listed(unit: Unit, status: UnitStatus) -> Listed:
    here = status.received_on is not None
    return Listed(
        unit.name,
        group_label(unit.group),
        STATE_LABELS[status.state],
        without_contacts(unit.document_no or "") if here else "",
        unit.document_date if here else None,
        status.received_on,
        status.days_late,
    )


def _reviewed(units: Mapping[str, Unit], findings: Sequence[Open]) -> tuple[Reviewed, ...]:
    by_unit: dict[str, list[Open]] = {}
    for finding in sorted(findings, key=lambda f: f.severity != "error"):
        if finding.severity in ("error", "warning"):
            unit = units.get(finding.unit_id or "")
            by_unit.setdefault(unit.name if unit else say("leaders.all_units"), []).append(finding)
    found = [_unit_findings(name, listed) for name, listed in by_unit.items()]
    return tuple(sorted(found, key=lambda r: (-r.errors, -r.warnings)))


def _unit_findings(name: str, listed: Sequence[Open]) -> Reviewed:
    errors = sum(finding.severity == "error" for finding in listed)
    told = tuple(_short(without_contacts(finding.message)) for finding in listed[:FINDINGS_SHOWN])
    return Reviewed(name, errors, len(listed) - errors, told)


def _short(message: str) -> str:
    if len(message) <= LONGEST_FINDING:
        return message
    return message[:LONGEST_FINDING].rsplit(" ", 1)[0] + "\u2026"

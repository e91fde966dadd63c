"""The nouns of the product: frozen values that the steps pass to each other.

Dates are `datetime.date`; text is Unicode NFC; a section or figure that nobody gave is absent, never 0 or "".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

Cell = None | str | bool | int | float | date | datetime
Row = dict[str, Cell]

AGENCIES = "agencies"
COMMUNES = "communes"
GROUPS = (AGENCIES, COMMUNES)


class State(StrEnum):
    """Where a unit stands; the ids of `contract.md`."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    RECEIVED = "received"
    RECEIVED_LATE = "received_late"
    RETURNED = "returned"
    COMPLETE = "complete"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Table:
    """The values of a worksheet table: `rows` hold one cell per header of `headers`, top to bottom.

    `first_row` is the sheet row of the first one (1-based), for messages; 0 where a table is only to be written.
    """

    name: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_row: int = 0


class Diagnosis(StrEnum):
    """What a unit has really done: whether anything came, by when, and what is in it (`tracking/diagnosis.py`)."""

    NOTHING_YET = "nothing_yet"
    NOTHING_OVERDUE = "nothing_overdue"
    EMPTY_ON_TIME = "empty_on_time"
    EMPTY_LATE = "empty_late"
    PARTIAL_ON_TIME = "partial_on_time"
    PARTIAL_LATE = "partial_late"
    GOOD_ON_TIME = "good_on_time"
    GOOD_LATE = "good_late"


@dataclass(frozen=True)
class Deadline:
    """A date with its rule: "before" (that day, or that hour of it, no longer counts) or "by" (it still does)."""

    day: date
    rule: str
    hour: time | None = None

    @property
    def last_day(self) -> date:
        """The last day that is still in time; with an hour the day itself is, until then."""
        return self.day - timedelta(days=1) if self.rule == "before" and self.hour is None else self.day

    def passed(self, day: date, hour: time | None = None) -> bool:
        """Tell whether `day` is too late; on the last day itself only an `hour` that is known can be."""
        if day != self.last_day or hour is None or self.hour is None:
            return day > self.last_day
        return hour >= self.hour if self.rule == "before" else hour > self.hour


@dataclass(frozen=True)
class Arrival:
    """One version of a unit's report as the register has it: when it came, and what the review said of it."""

    version: int
    received_on: date | None = None
    document_no: str | None = None
    document_date: date | None = None
    channel: str | None = None
    file: str | None = None
    review: str | None = None
    reviewed_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Unit:
    """One row of tblUnits: who owes a report, by when, and what has come in."""

    unit_id: str
    name: str
    group: str
    deadline: Deadline
    extended_to: date | None = None
    extended_hour: time | None = None
    extended_on: date | None = None
    """The day on which the extension was granted; None where it holds for every day."""
    exempt: bool = False
    received_on: date | None = None
    received_hour: time | None = None
    document_no: str | None = None
    document_date: date | None = None
    version: int = 0
    review: str | None = None
    reviewed_on: date | None = None
    return_reason: str | None = None
    held_on: date | None = None
    arrivals: tuple[Arrival, ...] = ()
    """The versions that the register knows, the first one first."""
    email: str | None = None
    contact: str | None = None
    phone: str | None = None
    head: str | None = None
    head_email: str | None = None
    head_phone: str | None = None
    officer: str | None = None
    row: int = 0
    """Row number on the sheet, for messages."""

    @property
    def limit(self) -> Deadline:
        """The deadline that is judged: the extension wins, and includes its day."""
        return Deadline(self.extended_to, "by", self.extended_hour) if self.extended_to else self.deadline

    def known_on(self, day: date) -> "Unit":
        """Return the unit without an extension that was granted later than `day`."""
        later = self.extended_on is not None and self.extended_on > day
        return replace(self, extended_to=None, extended_hour=None) if later else self


@dataclass(frozen=True)
class Section:
    """One node of the outline; `obligation` maps a group to "M" (mandatory), "O" (optional) or "-"."""

    code: str
    level: int
    marker: str
    title: str
    obligation: Mapping[str, str]
    indicator_groups: tuple[str, ...] = ()
    hint: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """One indicator; `kind` is "int", "dec" or "pct"; `aggregate` is "sum", "ratio" or "=A/B" of indicator codes."""

    code: str
    group: str
    name: str
    unit: str
    kind: str
    aggregate: str
    obligation: Mapping[str, str]
    check: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One paragraph that a unit wrote, as it stands in tblEntries (the clerk's own section and wording win)."""

    unit_id: str
    section: str | None
    text: str
    order: int
    version: int = 1
    kind: str = "paragraph"
    heading: str = ""
    guess: str | None = None
    source: str = ""
    row: int = 0


@dataclass(frozen=True)
class Finding:
    """Something to look at, with its place; keys as in `contract.md` (review)."""

    code: str
    severity: str
    message: str
    unit_id: str | None = None
    section: str | None = None
    indicator: str | None = None
    other_unit_id: str | None = None
    cell: str | None = None
    why: str | None = None
    request: str | None = None


def _quiet(line: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Context:
    """What an action may not ask the world for: the day it looks at, the time it runs, and who runs it."""

    on: date
    now: datetime
    who: str
    progress: Callable[[str], None] = _quiet
    """Called with a line of text after each step of a long command."""


@dataclass(frozen=True)
class Outcome:
    """What a command did: `data` is the JSON of `contract.md`, `lines` what the clerk reads."""

    data: Mapping[str, object]
    lines: Sequence[str]
    files: Sequence[Path] = ()
    findings: Sequence[Finding] = field(default_factory=tuple)
    exit_code: int = 0

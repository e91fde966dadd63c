"""The nouns of the product: frozen values that the steps pass to each other.

Dates are `datetime.date`; text is Unicode NFC; a section or figure that nobody gave is absent, never 0 or "".
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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


@dataclass(frozen=True)
class Deadline:
    """A date with its rule: "before" (that day no longer counts) or "by" (it still does)."""

    day: date
    rule: str

    @property
    def last_day(self) -> date:
        """The last day that is still in time."""
        return self.day - timedelta(days=1) if self.rule == "before" else self.day


@dataclass(frozen=True)
class Unit:
    """One row of tblUnits: who owes a report, by when, and what has come in."""

    unit_id: str
    name: str
    group: str
    deadline: Deadline
    extended_to: date | None = None
    exempt: bool = False
    received_on: date | None = None
    document_no: str | None = None
    document_date: date | None = None
    version: int = 0
    review: str | None = None
    reviewed_on: date | None = None
    email: str | None = None
    contact: str | None = None
    phone: str | None = None
    officer: str | None = None
    row: int = 0
    """Row number on the sheet, for messages."""


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

"""For each table: what a row is known by, which of its columns people write, and whether a missing row is told."""

from collections.abc import Callable
from dataclasses import dataclass

from soket_xl.model import Cell, Row
from soket_xl.schema import (
    AWARDS,
    CLAIMS,
    FIGURES,
    FINDINGS,
    HOLIDAYS,
    INDICATORS,
    LEDGER,
    LEXICON,
    OUTLINE,
    REMINDERS,
    SETTINGS,
    UNITS,
    Kind,
    TableSpec,
)
from soket_xl.tables import ROW, day, unit_of
from soket_xl.text.dates import short_date
from soket_xl.text.fold import fold_words, squeeze

NAMES = frozenset({"unit_name"})
"""Columns that only repeat what the key says."""


@dataclass(frozen=True)
class Policy:
    """How a table is joined.

    `machine` are the columns that the program writes again at its next run: they are not compared. In a `derived`
    table the program makes the rows: one that is gone is not told, the next run makes it again.
    """

    spec: TableSpec
    key: Callable[[Row], str]
    machine: frozenset[str] = frozenset()
    derived: bool = False
    in_order: bool = False
    """Whether the order of the rows means something, so that a new row goes where it stood."""

    def columns(self, row: Row) -> list[str]:
        """Return the columns of a row whose cells are compared."""
        schema = {column.key: column for column in self.spec.columns}
        return [key for key in row if key != ROW and (key not in schema or self._is_judged(key))]

    def _is_judged(self, key: str) -> bool:
        column = self.spec.column(key)
        return column.kind is not Kind.FORMULA and key not in (*NAMES, *self.spec.key, *self.machine)


def shown(cell: Cell) -> str:
    """Return a part of a key as people read it."""
    if cell is None:
        return ""
    return squeeze(str(cell))


def _by(*columns: str) -> Callable[[Row], str]:
    return lambda row: " | ".join(shown(row.get(column)) for column in columns).strip(" |")


def _by_unit(*columns: str) -> Callable[[Row], str]:
    return lambda row: " | ".join([unit_of(row), *(fold_words(shown(row.get(c))) for c in columns)]).strip(" |")


def _reminder(row: Row) -> str:
    """One reminder is one step, way and addressee on one day, whatever the minute and the file."""
    on = day(row, "on") or day(row, "at")
    parts = (unit_of(row), shown(row.get("step")), shown(row.get("channel")), shown(row.get("addressee")))
    return " | ".join((*parts, short_date(on) if on else "")).strip(" |")


def _holiday(row: Row) -> str:
    on = day(row, "date")
    return short_date(on) if on else shown(row.get("date"))


CLAIM_COLUMNS = (
    "section",
    "order",
    "text",
    "proposed",
    "count",
    "reporting",
    "units",
    "opposed",
    "suggestion",
    "change",
)
FINDING_COLUMNS = ("unit_id", "severity", "code", "section", "indicator", "message", "request", "cell", "other_unit_id")
AWARD_COLUMNS = ("source", "facts", "remark", "passage", "award_id")
POLICIES = (
    Policy(CLAIMS, _by("claim_id"), frozenset(CLAIM_COLUMNS), derived=True),
    Policy(FINDINGS, _by("finding_id"), frozenset(FINDING_COLUMNS), derived=True),
    Policy(LEDGER, _by("report_id", "line_id"), frozenset(c.key for c in LEDGER.columns), derived=True),
    Policy(REMINDERS, _reminder, frozenset({"at", "on", "file", "points"})),
    Policy(AWARDS, _by_unit("kind", "nominee"), frozenset(AWARD_COLUMNS)),
    Policy(OUTLINE, _by("code"), in_order=True),
    Policy(INDICATORS, _by("code"), in_order=True),
    Policy(LEXICON, _by("kind", "concept")),
    Policy(HOLIDAYS, _holiday),
    Policy(SETTINGS, _by("code"), frozenset({"group", "label", "note"})),
)
UNITS_POLICY = Policy(UNITS, unit_of)
FIGURES_POLICY = Policy(FIGURES, unit_of, frozenset({"group"}))


def other_policy(spec: TableSpec) -> Policy:
    """Return how a table is joined that has no rule of its own: rows by their key, without one by all they hold."""
    return Policy(spec, _by(*spec.key) if spec.key else lambda row: "")

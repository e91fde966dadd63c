"""What comes in and what is said of it: the changes that a receipt or a review makes to units and register.

The first day of arrival is the one that is judged; every version keeps its own day, number and review in tblReceipts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soket_xl.model import Cell, Row, Table, Unit
from soket_xl.schema import RECEIPTS, UNITS
from soket_xl.tables import ROW, day, make_table, text, unit_of, whole
from soket_xl.text.fold import fold, squeeze
from soket_xl.tracker import Tracker

REVIEW = ("review", "reviewed_on", "return_reason")


@dataclass(frozen=True)
class Receipt:
    """A report that came in: `came` with its time of day where it is known."""

    came: date
    number: str | None = None
    dated: date | None = None
    channel: str | None = None
    file: str | None = None


class Register:
    """The rows of tblUnits and tblReceipts as they will be; `tables()` gives both."""

    def __init__(self, tracker: Tracker, now: datetime) -> None:
        self._now = now.replace(microsecond=0)
        self._units = [dict(row) for row in tracker.rows(UNITS)]
        self._receipts = [dict(row) for row in tracker.receipts]
        rows = {whole(row, ROW): row for row in self._units}
        self._row_of: Mapping[str, Row] = {unit.unit_id: rows[unit.row] for unit in tracker.units}

    def known(self, unit: Unit, receipt: Receipt) -> int:
        """Return the version under which a receipt of the same day and number is there already, 0 if none is."""
        for row in self._receipts if receipt.number else ():
            same_day = day(row, "received_on") == plain_day(receipt.came)
            if same_day and _is_of(row, unit.unit_id) and fold(text(row, "document_no") or "") == fold(receipt.number):
                return whole(row, "version")
        return 0

    def receive(self, unit: Unit, receipt: Receipt) -> int:
        """Record a receipt: a second one raises the version and reopens the review. Return the version."""
        row = self._row_of[unit.unit_id]
        close_review(self._receipts, row)
        version = last_version(row) + 1
        row |= {"received_on": _first(row.get("received_on"), receipt.came), "version": version}
        told: Row = {"document_no": receipt.number, "document_date": receipt.dated, "channel": receipt.channel}
        row |= {key: value for key, value in told.items() if value}
        line: Row = {"unit_id": unit.unit_id, "unit_name": unit.name, "version": version, "outcome": "recorded"}
        self._receipts.append(line | told | {"received_on": receipt.came, "file": receipt.file, "at": self._now})
        return version

    def review(self, unit: Unit, decision: str, on: date, reason: str | None = None) -> None:
        """Record that the last version was accepted or returned on a day, in both tables."""
        row = self._row_of[unit.unit_id]
        row |= {"review": decision, "reviewed_on": on, "return_reason": reason, "version": last_version(row)}
        _line(self._receipts, row).update({key: row[key] for key in REVIEW})

    def tables(self) -> list[Table]:
        """Return both tables to write."""
        return [make_table(UNITS, self._units), make_table(RECEIPTS, self._receipts)]


def last_version(unit: Row) -> int:
    """Return the version of what a unit sent last: 1 where a clerk typed only the day, 0 where nothing came."""
    return whole(unit, "version") or int(unit.get("received_on") is not None)


def close_review(receipts: list[Row], unit: Row) -> None:
    """Move the review of a unit's last version to the register, so that any past day can be shown again."""
    if unit.get("review"):
        _line(receipts, unit).update({key: unit.get(key) for key in REVIEW})
    unit |= dict.fromkeys(REVIEW)


def plain_day(moment: date) -> date:
    """Return the date of a date that may have a time of day."""
    return moment.date() if isinstance(moment, datetime) else moment


def receipts_of(receipts: Sequence[Row], unit_id: str, version: int) -> list[Row]:
    """Return the register's rows of one version of a unit's report."""
    return [row for row in receipts if _is_of(row, unit_id) and whole(row, "version") == version]


def _line(receipts: list[Row], unit: Row) -> Row:
    """Return the register's row of a unit's last version; one is made where the clerk typed it on the sheet only."""
    unit_id, version = unit_of(unit), last_version(unit)
    found = receipts_of(receipts, unit_id, version)
    if not found:
        kept = {key: unit.get(key) for key in ("received_on", "channel", "document_no", "document_date")}
        found = [{"unit_id": unit_id, "unit_name": unit.get("name"), "version": version, "outcome": "recorded", **kept}]
        receipts += found
    return found[0]


def _is_of(row: Row, unit_id: str) -> bool:
    return unit_of(row) == unit_id


def _first(known: Cell, came: date) -> date:
    """Return the earlier arrival; on the same day the one that was known."""
    before = day({"known": known}, "known")
    return known if isinstance(known, date) and before and before <= plain_day(came) else came


def channel_word(given: str | None, labels: Mapping[str, str]) -> str | None:
    """Return the register's own word for `given` where it has one, else `given` as it is."""
    if not given:
        return None
    wanted = fold(given)
    return next((label for key, label in labels.items() if wanted in (key, fold(label))), squeeze(given))

"""The lines of the inbox: a day's register of incoming documents, pasted as a block, each judged by itself.

A line that is not sure in every part is refused with the reason and stays where it is: nothing is guessed or lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from soket_xl.intake.units import UnitNames
from soket_xl.model import Cell, Row, Unit
from soket_xl.schema import CHANNELS, INBOX
from soket_xl.tables import ERROR_VALUES, ROW, whole
from soket_xl.text.dates import in_range, parse_date, parse_moment, short_date
from soket_xl.text.fold import fold_words, squeeze
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.register import Receipt, channel_word, plain_day

KEYS = ("unit", "number", "dated", "received", "channel", "file")
HEADS: Mapping[str, tuple[str, ...]] = {
    "unit": ("don vi", "ten don vi", "co quan ban hanh", "noi gui", "don vi gui", "co quan gui", "noi ban hanh"),
    "number": ("so ky hieu", "so hieu", "so van ban", "so vb", "ky hieu", "so hieu van ban"),
    "dated": ("ngay van ban", "ngay ban hanh", "ngay vb", "ngay ky", "ngay thang van ban"),
    "received": ("ngay den", "ngay nhan", "ngay gio den", "thoi gian den", "ngay nhan van ban"),
    "channel": ("hinh thuc nhan", "hinh thuc", "kenh", "phuong thuc", "hinh thuc gui"),
    "file": ("tep", "ten tep", "tep dinh kem", "file"),
}
"""What registers call the columns, folded: a pasted line of headings tells their order."""


@dataclass(frozen=True)
class InboxLine:
    """A pasted line: `cells` as they stand; either unit and receipt, or the reason why there are none."""

    row: int
    cells: Row = field(default_factory=dict)
    unit: Unit | None = None
    receipt: Receipt | None = None
    reason: str = ""

    @property
    def shown(self) -> str:
        """What the line calls its unit, for messages."""
        return squeeze(str(self.cells.get("unit") or "")) or "?"

    def refused(self, reason: str) -> "InboxLine":
        """Return the line with a reason in place of its receipt."""
        return replace(self, unit=None, receipt=None, reason=reason)


def read_inbox(tracker: Tracker, today: date) -> list[InboxLine]:
    """Return the filled lines of the inbox, top to bottom, each judged; what came after `today` is refused."""
    names = UnitNames(tracker.units)
    order: Sequence[str] = KEYS
    found = []
    for row in tracker.rows(INBOX):
        cells: Row = {key: row.get(key) for key in KEYS}
        if all(value is None for value in cells.values()):
            continue
        if heads := _heads(cells):
            order = heads
            continue
        line = InboxLine(whole(row, ROW), cells)
        told = {key: value for key, value in zip(order, cells.values(), strict=True) if key}
        found.append(_judged(line, told, names, today))
    return found


def _heads(cells: Row) -> Sequence[str]:
    """Return the key of each column ("" for one not known) if the line is one of headings, else nothing."""
    words = [fold_words(str(value or "")) for value in cells.values()]
    keys = [next((key for key, names in HEADS.items() if word in names), "") for word in words]
    return keys if "unit" in keys and "received" in keys else ()


def _judged(line: InboxLine, told: Mapping[str, Cell], names: UnitNames, today: date) -> InboxLine:
    broken = next((str(v) for v in told.values() if isinstance(v, str) and v.strip() in ERROR_VALUES), None)
    if broken:
        return line.refused(say("tracking.block_error", value=broken))
    unit, reason = _unit(told.get("unit"), names)
    if unit is None:
        return line.refused(reason)
    receipt, reason = _receipt(told, today)
    return line.refused(reason) if receipt is None else replace(line, unit=unit, receipt=receipt)


def _unit(value: Cell, names: UnitNames) -> tuple[Unit | None, str]:
    shown = squeeze(str(value or ""))
    if not shown:
        return None, say("tracking.block_no_unit")
    unit_id, near = names.of_name(shown)
    if unit_id:
        return names.units[unit_id], ""
    known = "; ".join(names.units[candidate].name for candidate in near)
    if known:
        return None, say("tracking.block_unit_near", value=shown, names=known)
    return None, say("tracking.block_unit", value=shown)


def _receipt(told: Mapping[str, Cell], today: date) -> tuple[Receipt | None, str]:
    came, dated, number = told.get("received"), told.get("dated"), told.get("number")
    if came is None:
        return None, say("tracking.block_no_day")
    if isinstance(number, date):
        return None, say("tracking.block_number")
    moment, of_document = parse_moment(came), None if dated is None else parse_date(dated)
    if moment is None or (dated is not None and of_document is None):
        return None, say("common.not_a_date", value=_shown(came if moment is None else dated))
    wrong = _wrong_day(plain_day(moment), of_document, today)
    channel = channel_word(_text(told.get("channel")), CHANNELS)
    return (
        (None, wrong) if wrong else (Receipt(moment, _text(number), of_document, channel, _text(told.get("file"))), "")
    )


def _wrong_day(came: date, dated: date | None, today: date) -> str:
    for day in filter(None, (came, dated)):
        if not in_range(day):
            return say("tracking.received_range", day=short_date(day))
    if came > today:
        return say("tracking.block_future", day=short_date(came), today=short_date(today))
    if dated and dated > came:
        return say("tracking.block_dated", dated=short_date(dated), day=short_date(came))
    return ""


def _text(value: Cell) -> str | None:
    return squeeze(str(value)) or None if value is not None else None


def _shown(value: Cell) -> str:
    return short_date(value) if isinstance(value, date) else squeeze(str(value))

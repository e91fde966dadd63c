"""The command `receive`: a report came in, was accepted or is returned; a whole day's register is pasted as a block."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from soket_xl.actions.status import assess_unit
from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.intake.units import UnitNames
from soket_xl.model import Context, Outcome, State, Table, Unit
from soket_xl.schema import CHANNELS, INBOX, REVIEW_LABELS, STATE_LABELS
from soket_xl.tables import make_table
from soket_xl.text.dates import in_range, short_date
from soket_xl.text.fold import squeeze
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.inbox import InboxLine, read_inbox
from soket_xl.tracking.register import Receipt, Register, channel_word, plain_day

BLANK_LINES = 200
"""Lines of the inbox that are kept ready, so that what is pasted lands inside the table."""


def receive(
    host: WorkbookHost,
    context: Context,
    unit: str | None = None,
    day: date | None = None,
    number: str | None = None,
    dated: date | None = None,
    channel: str | None = None,
    file: Path | None = None,
    returned: str | None = None,
    accepted: bool = False,
    block: bool = False,
) -> Outcome:
    """Record that the report of `unit` (id or exact name) came in on `day`, or was accepted or returned on it.

    Without a unit the lines pasted on the inbox sheet are recorded. Raises WorkbookError for an unknown unit,
    SoketError for a day that cannot be, or a review of a report that has not come.
    """
    tracker = Tracker(host)
    if unit is None or block:
        return _block(tracker, context)
    found = unit_named(tracker, unit)
    if returned is not None or accepted:
        return _review(tracker, context, found, day or context.on, None if accepted else returned)
    if day is None:
        raise SoketError("tracking.day_needed")
    name = file.name if file else None
    receipt = Receipt(day, squeeze(number or "") or None, dated, channel_word(channel, CHANNELS), name)
    return _one(tracker, context, found, receipt)


def unit_named(tracker: Tracker, name: str) -> Unit:
    """Return the unit of id or exact name `name`; WorkbookError names those that are spelt nearly so, if there are."""
    try:
        return tracker.find_unit(name)
    except WorkbookError:
        near = UnitNames(tracker.units).of_name(name)[1]
        if not near:
            raise
        names = "; ".join(tracker.unit_by_id[unit_id].name for unit_id in near)
        raise WorkbookError("common.unknown_unit_near", value=name, names=names) from None


def _one(tracker: Tracker, context: Context, unit: Unit, receipt: Receipt) -> Outcome:
    warnings = _check_day(receipt.came, context)
    register = Register(tracker, context.now)
    shown = {"unit": unit.name, "day": short_date(plain_day(receipt.came))}
    if version := register.known(unit, receipt):
        state = assess_unit(tracker, unit, max(context.on, plain_day(receipt.came)), context.now).state
        line = say("tracking.received_before", **shown, number=receipt.number or "", version=version)
        return Outcome({"unit_id": unit.unit_id, "state": state}, [line])
    register.receive(unit, receipt)
    said = say("tracking.log_received", unit_id=unit.unit_id, day=shown["day"])
    state = _written(tracker, context, register, said, unit, plain_day(receipt.came))
    of_number = say("tracking.received_number", number=receipt.number) if receipt.number else ""
    line = say("tracking.received", **shown, number=of_number, state=STATE_LABELS[state].lower())
    return Outcome({"unit_id": unit.unit_id, "state": state}, [line, *warnings])


def _review(tracker: Tracker, context: Context, unit: Unit, on: date, reason: str | None) -> Outcome:
    """Record the review; `reason` is None for a report that is accepted."""
    warnings = _check_day(on, context)
    if unit.received_on is None:
        raise SoketError("tracking.review_nothing", unit=unit.name, row=unit.row)
    if plain_day(on) < unit.received_on:
        came = short_date(unit.received_on)
        raise SoketError("tracking.review_early", unit=unit.name, day=short_date(plain_day(on)), came=came)
    if reason is not None and not reason.strip():
        raise SoketError("tracking.return_reason", unit=unit.name)
    decision = "accepted" if reason is None else "returned"
    register = Register(tracker, context.now)
    register.review(unit, decision, plain_day(on), squeeze(reason) if reason else None)
    shown = {"unit": unit.name, "day": short_date(plain_day(on)), "decision": REVIEW_LABELS[decision].lower()}
    line = say("tracking.reviewed", **shown, reason=f" ({squeeze(reason)})" if reason else "")
    state = _written(tracker, context, register, line, unit, plain_day(on))
    return Outcome({"unit_id": unit.unit_id, "state": state}, [line, *warnings])


def _written(tracker: Tracker, context: Context, register: Register, said: str, unit: Unit, day: date) -> State:
    """Write what the register changed with a line of the log; return the unit's state after it."""
    changed = register.tables()
    tracker.host.write([*changed, tracker.log(context, "receive", said, changed)])
    after = Tracker(tracker.host)
    return assess_unit(after, after.unit_by_id[unit.unit_id], max(context.on, day), context.now).state


def _block(tracker: Tracker, context: Context) -> Outcome:
    """Record the good lines of the inbox and leave the others there with the reason beside them."""
    today = max(context.on, context.now.date())
    lines = read_inbox(tracker, today)
    if not lines:
        raise SoketError("tracking.block_empty", sheet=INBOX.sheet)
    register = Register(tracker, context.now)
    kept = [line for line in lines if line.receipt is None]
    recorded: list[tuple[InboxLine, Unit]] = []
    for line in sorted((x for x in lines if x.receipt), key=_by_arrival):
        if refused := _recorded(register, line):
            kept.append(refused)
        elif line.unit:
            recorded.append((line, line.unit))
    kept.sort(key=lambda line: line.row)
    changed = [*(register.tables() if recorded else ()), _inbox_table(kept)]
    said = say("tracking.log_block", count=len(recorded), kept=len(kept))
    tracker.host.write([*changed, tracker.log(context, "receive", said, changed)])
    return _told(tracker, context, recorded, kept)


def _recorded(register: Register, line: InboxLine) -> InboxLine | None:
    """Record a line; return it with the reason where the same document is in the register already."""
    assert line.unit is not None
    assert line.receipt is not None
    if version := register.known(line.unit, line.receipt):
        return line.refused(say("tracking.block_known", version=version))
    register.receive(line.unit, line.receipt)
    return None


def _by_arrival(line: InboxLine) -> tuple[date, int]:
    assert line.receipt is not None
    return plain_day(line.receipt.came), line.row


def _inbox_table(kept: Sequence[InboxLine]) -> Table:
    rows = [line.cells | {"reason": line.reason} for line in kept]
    return make_table(INBOX, [*rows, *({} for _ in range(BLANK_LINES - len(rows)))])


def _told(
    tracker: Tracker, context: Context, recorded: Sequence[tuple[InboxLine, Unit]], kept: Sequence[InboxLine]
) -> Outcome:
    after = Tracker(tracker.host)
    found = []
    for line, unit in recorded:
        status = assess_unit(after, after.unit_by_id[unit.unit_id], context.on, context.now)
        found.append({"row": line.row, "unit_id": unit.unit_id, "name": unit.name, "state": status.state})
    lines = [say("tracking.block_done", count=len(recorded), units=len({unit.unit_id for _, unit in recorded}))]
    if kept:
        lines.append(
            say("tracking.block_kept", count=len(kept), sheet=INBOX.sheet, header=INBOX.column("reason").header)
        )
        lines += [say("tracking.block_line", row=line.row, unit=line.shown, reason=line.reason) for line in kept]
    rejected = [{"row": line.row, "unit": line.shown, "reason": line.reason} for line in kept]
    return Outcome({"recorded": found, "rejected": rejected}, lines)


def _check_day(moment: date, context: Context) -> list[str]:
    day = plain_day(moment)
    if not in_range(day):
        raise SoketError("tracking.received_range", day=short_date(day))
    if day > max(context.on, context.now.date()):
        return [say("tracking.received_future", day=short_date(day), today=short_date(context.now.date()))]
    return []

"""The commands that follow up: `status` (where every unit stands) and `receive` (a report came in)."""

from collections.abc import Mapping, Sequence
from datetime import date

from soket_xl.errors import SoketError
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome, Row, State, Table, Unit
from soket_xl.schema import ALL_LABEL, CHANNELS, GROUP_LABELS, RULE_LABELS, STATE_LABELS, UNITS
from soket_xl.tables import ROW, make_table, whole
from soket_xl.text.dates import in_range, short_date
from soket_xl.text.fold import fold, squeeze
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.missing import missing_sections
from soket_xl.tracking.status import Rate, UnitStatus, assess, rates

IN_HAND = (State.RECEIVED, State.RECEIVED_LATE, State.RETURNED, State.COMPLETE)


def status(host: WorkbookHost, context: Context) -> Outcome:
    """Return where every unit stands on `context.on`; writes nothing.

    What came in after that day does not count. Raises WorkbookError if a table is gone or the deadline is no date.
    """
    tracker = Tracker(host)
    statuses = [assess_unit(tracker, unit, context.on) for unit in tracker.units]
    found = rates(tracker.units, statuses)
    missing = missing_by_unit(tracker)
    data = {
        "on": context.on,
        "deadline": _deadline(tracker),
        "units": [_as_json(tracker.unit_by_id[s.unit_id], s, missing) for s in statuses],
        "rates": [_rate_json(rate) for rate in found],
        "findings": tracker.findings,
    }
    return Outcome(data, _lines(tracker, statuses, found, context.on), findings=tracker.findings)


def receive(
    host: WorkbookHost,
    context: Context,
    unit: str,
    day: date,
    number: str | None = None,
    dated: date | None = None,
    channel: str | None = None,
) -> Outcome:
    """Record that the report of `unit` (id or exact name) came in on `day`.

    The first day of arrival is the one that is judged: a second receipt raises the version and reopens the review.
    Raises WorkbookError for an unknown unit, SoketError for a day that cannot be.
    """
    tracker = Tracker(host)
    found = tracker.find_unit(unit)
    warnings = _check_day(day, context)
    summary = say("tracking.log_received", unit_id=found.unit_id, day=short_date(day))
    receipts = {found.unit_id: _receipt(found, day, number, dated, _channel(channel))}
    units = units_with(tracker, receipts)
    host.write([units, tracker.log(context, "receive", summary, [units])])
    after = Tracker(host)
    state = assess_unit(after, after.unit_by_id[found.unit_id], max(context.on, day)).state
    shown = say("tracking.received_number", number=number) if number else ""
    line = say(
        "tracking.received", unit=found.name, day=short_date(day), number=shown, state=STATE_LABELS[state].lower()
    )
    return Outcome({"unit_id": found.unit_id, "state": state}, [line, *warnings])


def units_with(tracker: Tracker, changes: Mapping[str, Row]) -> Table:
    """Return tblUnits with the cells of `changes` ({unit_id: {column key: cell}}) in place of the old ones."""
    numbers = {unit.row: unit.unit_id for unit in tracker.units}
    rows = [row | changes.get(numbers.get(whole(row, ROW), ""), {}) for row in tracker.rows(UNITS)]
    return make_table(UNITS, rows)


def assess_unit(tracker: Tracker, unit: Unit, on: date) -> UnitStatus:
    """Return where `unit` stands on `on`, by the tracker's holidays and settings."""
    return assess(unit, on, Calendar(*tracker.holidays), tracker.due_soon_days)


def missing_by_unit(tracker: Tracker) -> Mapping[str, Sequence[str]]:
    """Return the mandatory sections without text of each unit, by unit id."""
    written: dict[str, set[str]] = {}
    for entry in tracker.entries:
        if entry.section:
            written.setdefault(entry.unit_id, set()).add(entry.section)
    return {
        unit.unit_id: missing_sections(
            tracker.outline, unit.group, written.get(unit.unit_id, ()), tracker.figures.get(unit.unit_id)
        )
        for unit in tracker.units
    }


def _deadline(tracker: Tracker) -> dict[str, object]:
    deadline = tracker.deadline("report")
    return {"date": deadline.day, "rule": deadline.rule, "last_day": deadline.last_day}


def _as_json(unit: Unit, status: UnitStatus, missing: Mapping[str, Sequence[str]]) -> dict[str, object]:
    here = status.state in IN_HAND
    return {
        "unit_id": unit.unit_id,
        "name": unit.name,
        "group": unit.group,
        "state": status.state,
        "document_no": unit.document_no if here else None,
        "document_date": unit.document_date if here else None,
        "received_on": status.received_on,
        "days_late": status.days_late,
        "working_days_late": status.working_days_late,
        "missing": list(missing[unit.unit_id]) if here else [],
    }


def _rate_json(rate: Rate) -> dict[str, object]:
    keys = ("group", "expected", "received", "on_time", "late", "overdue", "complete", "received_rate", "on_time_rate")
    return {key: getattr(rate, key) for key in keys}


def _lines(tracker: Tracker, statuses: Sequence[UnitStatus], found: Sequence[Rate], on: date) -> list[str]:
    deadline = tracker.deadline("report")
    rule = RULE_LABELS[deadline.rule]
    lines = [
        _rate_line("tracking.summary", found[-1], on=short_date(on)),
        say("tracking.last_day", rule=rule, deadline=short_date(deadline.day), last_day=short_date(deadline.last_day)),
    ]
    lines += [_rate_line("tracking.group", rate) for rate in found[:-1]]
    lines += _owing(tracker, statuses)
    if tracker.findings:
        lines.append(say("tracking.wrong_cells", count=len(tracker.findings)))
        lines += [finding.message for finding in tracker.findings]
    return lines


def _rate_line(code: str, rate: Rate, **fields: object) -> str:
    shown = format_number(rate.received_rate * 100) + " %"
    fields |= {"received": rate.received, "expected": rate.expected, "rate": shown, "on_time": rate.on_time}
    fields |= {"late": rate.late, "overdue": rate.overdue}
    if code == "tracking.summary":
        return say("tracking.summary", **fields, complete=rate.complete)
    return say("tracking.group", **fields, group=GROUP_LABELS.get(rate.group, ALL_LABEL))


def _owing(tracker: Tracker, statuses: Sequence[UnitStatus]) -> list[str]:
    def names(*states: State) -> list[str]:
        return [tracker.unit_by_id[s.unit_id].name for s in statuses if s.state in states]

    owing, returned = names(State.OVERDUE, State.DUE_SOON, State.NOT_DUE), names(State.RETURNED)
    lines = [say("tracking.owing", count=len(owing), names="; ".join(owing)) if owing else say("tracking.owing_none")]
    if returned:
        lines.append(say("tracking.returned", count=len(returned), names="; ".join(returned)))
    return lines


def _check_day(day: date, context: Context) -> list[str]:
    if not in_range(day):
        raise SoketError("tracking.received_range", day=short_date(day))
    if day > max(context.on, context.now.date()):
        return [say("tracking.received_future", day=short_date(day), today=short_date(context.now.date()))]
    return []


def _channel(given: str | None) -> str | None:
    """Return the register's own word for `given` where it has one, else `given` as it is."""
    if given is None:
        return None
    wanted = fold(given)
    return next((label for key, label in CHANNELS.items() if wanted in (key, fold(label))), squeeze(given))


def _receipt(unit: Unit, day: date, number: str | None, dated: date | None, channel: str | None) -> Row:
    first = min(unit.received_on, day) if unit.received_on else day
    row: Row = {"received_on": first, "version": unit.version + 1, "review": None, "reviewed_on": None}
    if number:
        row["document_no"] = squeeze(number)
    if dated:
        row["document_date"] = dated
    if channel:
        row["channel"] = channel
    return row

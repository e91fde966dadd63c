"""The command that follows up: `status`, where every unit stands on a day."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Deadline, Diagnosis, Outcome, Row, State, Table, Unit
from soket_xl.schema import ALL_LABEL, DIAGNOSIS_LABELS, GROUP_LABELS, UNITS
from soket_xl.tables import ROW, make_table, whole
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.configured import check_settings
from soket_xl.tracking.contents import Contents
from soket_xl.tracking.diagnosis import diagnose
from soket_xl.tracking.messages import deadline_words
from soket_xl.tracking.status import Rate, UnitStatus, arrival_on, assess, rates

IN_HAND = (State.RECEIVED, State.RECEIVED_LATE, State.RETURNED, State.COMPLETE)
PREVIOUS = "previous_tracker"
"""The setting that names the tracker of the campaign before."""
MILESTONES = ("review", "report", "submit")
TOLD = (Diagnosis.EMPTY_ON_TIME, Diagnosis.EMPTY_LATE, Diagnosis.PARTIAL_ON_TIME, Diagnosis.PARTIAL_LATE)
"""The diagnoses whose units are named: a report is in, and yet there is something to do."""


def status(host: WorkbookHost, context: Context, against: Path | None = None) -> Outcome:
    """Return where every unit stands on `context.on`; writes nothing.

    What came in after that day does not count. Beside it stands the campaign of the tracker `against`, figures too,
    or of the one that the settings name. Raises WorkbookError if a table is gone or the deadline is no date, SoketError
    if `against` is no tracker.
    """
    tracker = Tracker(host)
    statuses = [assess_unit(tracker, unit, context.on, context.now) for unit in tracker.units]
    found = rates(tracker.units, statuses)
    missing, worth = _judged(tracker, statuses)
    check_settings(tracker)
    data = {
        "on": context.on,
        "deadline": _deadline(tracker.deadline("report")),
        "milestones": [_milestone(tracker, name, context.on) for name in MILESTONES],
        "held": _held(tracker, context.on),
        "units": [
            _as_json(tracker.unit_by_id[s.unit_id], s, missing[s.unit_id], context.on) | {"diagnosis": worth[s.unit_id]}
            for s in statuses
        ],
        "rates": [_rate_json(rate) for rate in found],
        "diagnoses": {kind: [u for u, found in worth.items() if found == kind] for kind in Diagnosis},
        "findings": tracker.findings,
    }
    lines = [
        *_lines(tracker, statuses, found, context.on),
        *_worth(tracker, worth),
        *_hours(tracker, statuses, context.on),
    ]
    beside, told = _beside(tracker, context, against)
    return Outcome(data | beside, [*lines, *told, *_wrong(tracker)], findings=tracker.findings)


def _beside(tracker: Tracker, context: Context, against: Path | None) -> tuple[dict[str, object], list[str]]:
    """Return the campaign before as JSON and in words, nothing where there is none to compare with."""
    if against is None and not tracker.setting(PREVIOUS):
        return {}, []
    from soket_xl.actions.previous import compared, compared_json, compared_lines, previous

    if against is not None:
        found = compared(tracker, context, against, figures=True)
        return {"against": compared_json(found)}, compared_lines(found)
    made, told = previous(tracker, context)
    return ({"against": compared_json(made)}, compared_lines(made)) if made else ({"against": None}, told)


def units_with(tracker: Tracker, changes: Mapping[str, Row]) -> Table:
    """Return tblUnits with the cells of `changes` ({unit_id: {column key: cell}}) in place of the old ones."""
    numbers = {unit.row: unit.unit_id for unit in tracker.units}
    rows = [row | changes.get(numbers.get(whole(row, ROW), ""), {}) for row in tracker.rows(UNITS)]
    return make_table(UNITS, rows)


def assess_unit(tracker: Tracker, unit: Unit, on: date, now: datetime | None) -> UnitStatus:
    """Return where `unit` stands on `on`, by the tracker's holidays and settings; see `clock_on`."""
    return assess_at(tracker, unit, on, clock_on(on, now) if now else None)


def assess_at(tracker: Tracker, unit: Unit, on: date, clock: time | None) -> UnitStatus:
    """Return where `unit` stands on `on` at `clock`; without it a deadline's hour counts for arrivals only."""
    return assess(unit, on, Calendar(*tracker.holidays), tracker.due_soon_days, clock)


def clock_on(on: date, now: datetime) -> time:
    """Return the time of day that has come on `on`: now's, on another day than today the end of it."""
    return now.time().replace(microsecond=0) if now.date() == on else time(23, 59, 59)


def missing_by_unit(tracker: Tracker) -> Mapping[str, Sequence[str]]:
    """Return the mandatory sections without text of each unit, by unit id."""
    contents = Contents(tracker)
    return {unit.unit_id: contents.missing(unit) for unit in tracker.units}


def _judged(
    tracker: Tracker, statuses: Sequence[UnitStatus]
) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Diagnosis | None]]:
    """Return what each unit's report lacks and what it is worth, by unit id: the version that stood on the day."""
    contents = Contents(tracker)
    missing, worth = {}, {}
    for s in statuses:
        unit = tracker.unit_by_id[s.unit_id]
        missing[s.unit_id] = contents.missing(unit, s.version) if s.state in IN_HAND else ()
        worth[s.unit_id] = diagnose(s, contents.is_there(unit, s.version), missing[s.unit_id])
    return missing, worth


def _deadline(deadline: Deadline) -> dict[str, object]:
    hour = {"hour": f"{deadline.hour:%H:%M}"} if deadline.hour else {}
    return {"date": deadline.day, "rule": deadline.rule, "last_day": deadline.last_day, **hour}


def _milestone(tracker: Tracker, name: str, on: date) -> dict[str, object]:
    deadline = tracker.deadline(name)
    left = Calendar(*tracker.holidays).working_days(on, deadline.last_day)
    label = tracker.label(f"{name}_deadline")
    days = {"days_left": (deadline.last_day - on).days, "working_days_left": left}
    return {"name": name, "label": label, **_deadline(deadline), **days}


def _held(tracker: Tracker, on: date) -> dict[str, int]:
    """Count the units that have held their review, and those of them that held it in time."""
    expected = [unit for unit in tracker.units if not unit.exempt]
    held = [unit.held_on for unit in expected if unit.held_on and unit.held_on <= on]
    in_time = sum(not tracker.deadline("review").passed(day) for day in held)
    return {"expected": len(expected), "held": len(held), "on_time": in_time}


def _as_json(unit: Unit, status: UnitStatus, missing: Sequence[str], on: date) -> dict[str, object]:
    here = status.state in IN_HAND
    then = arrival_on(unit, on)
    known = [arrival for arrival in unit.arrivals if arrival.received_on and arrival.received_on <= on]
    return {
        "unit_id": unit.unit_id,
        "name": unit.name,
        "group": unit.group,
        "state": status.state,
        "document_no": then.document_no if here else None,
        "document_date": then.document_date if here else None,
        "received_on": status.received_on,
        "days_late": status.days_late,
        "working_days_late": status.working_days_late,
        "missing": list(missing),
        "last_day": status.last_day,
        "version": status.version,
        "held_on": unit.held_on if unit.held_on and unit.held_on <= on else None,
        "versions": known,
    }


def _rate_json(rate: Rate) -> dict[str, object]:
    keys = ("group", "expected", "received", "on_time", "late", "overdue", "complete", "received_rate", "on_time_rate")
    return {key: getattr(rate, key) for key in keys}


def _lines(tracker: Tracker, statuses: Sequence[UnitStatus], found: Sequence[Rate], on: date) -> list[str]:
    deadline = tracker.deadline("report")
    lines = [
        _rate_line("tracking.summary", found[-1], on=short_date(on)),
        say("tracking.last_day", deadline=deadline_words(deadline), last_day=short_date(deadline.last_day)),
    ]
    lines += [_milestone_line(tracker, name, on) for name in MILESTONES]
    lines += [_rate_line("tracking.group", rate) for rate in found[:-1]]
    return [*lines, *_owing(tracker, statuses)]


def _milestone_line(tracker: Tracker, name: str, on: date) -> str:
    deadline = tracker.deadline(name)
    days = (deadline.last_day - on).days
    left = say("leaders.days_left", days=days) if days > 0 else say("leaders.days_over", days=-days)
    if not days:
        left = say("leaders.last_day")
    line = f"- {tracker.label(f'{name}_deadline')} ({deadline_words(deadline)}): {left}"
    held = _held(tracker, on)
    return line + say("tracking.held", **held) if name == "review" and held["held"] else line


def _worth(tracker: Tracker, worth: Mapping[str, Diagnosis | None]) -> list[str]:
    """Name the units whose report is in and yet empty or incomplete."""
    lines = []
    for kind in TOLD:
        units = [tracker.unit_by_id[unit_id].name for unit_id, found in worth.items() if found == kind]
        if units:
            lines.append(say("tracking.worth", label=DIAGNOSIS_LABELS[kind], count=len(units), names="; ".join(units)))
    return lines


def _hours(tracker: Tracker, statuses: Sequence[UnitStatus], on: date) -> list[str]:
    """Name the units whose day of arrival cannot tell whether the hour was kept."""
    there = [s.unit_id for s in statuses if s.received_on == s.last_day and s.state != State.EXEMPT]
    units = (tracker.unit_by_id[unit_id].known_on(on) for unit_id in there)
    names = [unit.name for unit in units if unit.limit.hour and unit.received_hour is None]
    return [say("tracking.no_hour", count=len(names), names="; ".join(names))] if names else []


def _wrong(tracker: Tracker) -> list[str]:
    if not tracker.findings:
        return []
    head = say("tracking.wrong_cells", count=len(tracker.findings))
    return [head, *(finding.message for finding in tracker.findings)]


def _rate_line(code: str, rate: Rate, **fields: object) -> str:
    shown = format_number(rate.received_rate * 100) + " %"
    counts = ("received", "expected", "on_time", "late", "overdue", "complete")
    fields |= {name: format_number(getattr(rate, name)) for name in counts} | {"rate": shown}
    if code == "tracking.summary":
        return say("tracking.summary", **fields)
    return say("tracking.group", **fields, group=GROUP_LABELS.get(rate.group, ALL_LABEL))


def _owing(tracker: Tracker, statuses: Sequence[UnitStatus]) -> list[str]:
    def names(*states: State) -> list[str]:
        return [tracker.unit_by_id[s.unit_id].name for s in statuses if s.state in states]

    owing, returned = names(State.OVERDUE, State.DUE_SOON, State.NOT_DUE), names(State.RETURNED)
    counts = [format_number(len(found)) for found in (owing, returned)]
    lines = [say("tracking.owing_none")]
    if owing:
        lines = [say("tracking.owing", count=counts[0], names="; ".join(owing))]
    if returned:
        lines.append(say("tracking.returned", count=counts[1], names="; ".join(returned)))
    return lines

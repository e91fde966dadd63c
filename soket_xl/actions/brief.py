"""The command that makes what is mailed to leaders: a macro-free workbook, its first page as PDF, an e-mail draft."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from soket_xl.actions.status import PREVIOUS, assess_unit
from soket_xl.hosts import WorkbookHost
from soket_xl.leaders import mail, snapshot
from soket_xl.leaders.brief import WAITING, Brief, Open, Situation, compose, share
from soket_xl.leaders.summary import summary_lines
from soket_xl.machine.drafts import Drafts
from soket_xl.model import Context, Outcome
from soket_xl.outputs import output_folder, write_file
from soket_xl.review.sheet import SETTLED
from soket_xl.schema import FINDINGS, UNITS
from soket_xl.tables import text
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import format_number
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.configured import wrong_settings
from soket_xl.tracking.reminded import reminded
from soket_xl.tracking.status import rates

MILESTONES = ("review", "report", "submit")


def brief(host: WorkbookHost, context: Context, out: Path | None = None, tracker: bool = False) -> Outcome:
    """Write the leaders' copy as of `context.on` into `out` (default: the output folder of the settings).

    With `tracker` a copy of the tracker for another clerk instead, without personal contacts.
    Workbook, page and mail are made from one value, so that they agree. Raises SoketError when a file
    cannot be written.
    """
    found = Tracker(host)
    folder = out or output_folder(host, found)
    return _for_clerk(host, context, folder) if tracker else _for_leaders(host, found, context, folder)


def _for_clerk(host: WorkbookHost, context: Context, folder: Path) -> Outcome:
    from soket_xl.actions.handover import hand_over

    made = hand_over(host, context, folder)
    return Outcome({"files": [made]}, [say("leaders.tracker_done", file=made)], files=[made])


def _for_leaders(host: WorkbookHost, tracker: Tracker, context: Context, folder: Path) -> Outcome:
    from soket_xl.machine.printing import first_page

    value = brief_of(tracker, context.on, context.now)
    more, told = _against(tracker, context)
    content = snapshot.write(value, context.now, more)
    page = first_page(host, value, content)
    files = [write_file(folder / f"theo-doi_{context.on:%Y-%m-%d}.xlsx", content)]
    if page is not None:
        files.append(write_file(folder / f"theo-doi_{context.on:%Y-%m-%d}.pdf", page))
    with Drafts(tracker) as drafts:
        files += drafts.add(_mail(value, files), folder / f"gui-lanh-dao_{context.on:%Y-%m-%d}.eml")
        host.write([tracker.log(context, "brief", _said("leaders.log", value))])
    lines = [say("leaders.done", on=short_date(context.on))]
    lines += [say("leaders.done_file", file=file) for file in files]
    lines += [say("leaders.no_page")] if page is None else []
    lines += [
        *told,
        *drafts.lines(),
        *_not_sent(tracker, context),
        say("leaders.check_first"),
        *wrong_settings(tracker.findings),
    ]
    return Outcome({"files": files}, lines, files=files)


def _not_sent(tracker: Tracker, context: Context) -> list[str]:
    """Return a warning where units that owe count as reminded by drafts that nobody marked as sent."""
    drafted = [key for key, days in reminded(tracker, context.on).items() if not any(days.values())]
    units = [tracker.unit_by_id[key] for key in drafted if key in tracker.unit_by_id]
    found = [unit for unit in units if assess_unit(tracker, unit, context.on, context.now).state in WAITING]
    return [say("leaders.not_sent", count=format_number(len(found)))] if found else []


def _against(tracker: Tracker, context: Context) -> tuple[Callable[[Any], None] | None, list[str]]:
    """Return what adds the sheets on the campaign before, None where the settings name none, and what to tell."""
    if not tracker.setting(PREVIOUS):
        return None, []
    from soket_xl.actions.previous import previous
    from soket_xl.leaders.compared import compared_sheets

    found, told = previous(tracker, context, figures=True)
    if found is None:
        return None, told
    rates_of_both = list(zip(found.before, found.now, strict=True))
    return lambda book: compared_sheets(book, found.units, found.figures, rates_of_both), told


def brief_of(tracker: Tracker, on: date, now: datetime | None = None) -> Brief:
    """Return what leaders are shown of the tracker on `on`; `now` tells the time of day where it is that day."""
    units = tracker.units
    statuses = [assess_unit(tracker, unit, on, now) for unit in units]
    return compose(
        Situation(
            texts={"campaign": tracker.setting("campaign_name"), "office": tracker.office},
            on=on,
            now=now,
            deadlines=[(tracker.label(f"{name}_deadline"), tracker.deadline(name)) for name in MILESTONES],
            units=units,
            statuses=statuses,
            rates=rates(units, statuses),
            reminders={unit_id: sorted(days) for unit_id, days in reminded(tracker, on).items()},
            calendar=Calendar(*tracker.holidays),
            last_day=tracker.deadline("report").last_day,
            findings=_findings(tracker),
            unsure=frozenset(str(text(row, "unit_id")) for row in tracker.rows(UNITS) if text(row, "confirm")),
            submit=tracker.deadline("submit"),
        )
    )


def _findings(tracker: Tracker) -> list[Open]:
    """Return the findings that nobody has accepted."""
    rows = [row for row in tracker.rows(FINDINGS) if row.get("decision") not in SETTLED and text(row, "message")]
    return [Open(text(row, "unit_id"), str(row.get("severity")), str(text(row, "message"))) for row in rows]


def _mail(value: Brief, attached: list[Path]) -> mail.Mail:
    told = say("leaders.attached") if len(attached) > 1 else say("leaders.attached_book")
    lines = [say("leaders.greeting"), "", *summary_lines(value), "", told]
    return mail.Mail(_said("leaders.subject", value), lines, attachments=tuple(attached))


def _said(code: str, value: Brief) -> str:
    whole = value.rates[-1]
    fields = {"received": share(whole.received, whole.expected), "on": short_date(value.on)}
    if code == "leaders.subject":
        return say("leaders.subject", campaign=value.campaign, **fields)
    return say("leaders.log", **fields)

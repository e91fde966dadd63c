"""The command that makes what is mailed to leaders: a macro-free workbook and an e-mail draft."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from soket_xl.actions.status import assess_unit
from soket_xl.hosts import WorkbookHost
from soket_xl.leaders import mail, snapshot
from soket_xl.leaders.brief import Brief, compose, share, summary_lines
from soket_xl.model import Context, Outcome
from soket_xl.outputs import output_folder, write_file
from soket_xl.schema import REMINDERS
from soket_xl.tables import day, text
from soket_xl.text.dates import short_date
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.status import rates

MILESTONES = ("review", "report", "submit")


def brief(host: WorkbookHost, context: Context, out: Path | None = None) -> Outcome:
    """Write the leaders' copy as of `context.on` into `out` (default: the output folder of the settings).

    Workbook and mail are made from one value, so that they agree. Raises SoketError when a file cannot be written.
    """
    tracker = Tracker(host)
    value = brief_of(tracker, context.on)
    folder = out or output_folder(host, tracker)
    book = write_file(folder / f"theo-doi_{context.on:%Y-%m-%d}.xlsx", snapshot.write(value, context.now))
    letter = write_file(folder / f"gui-lanh-dao_{context.on:%Y-%m-%d}.eml", _mail(value, book))
    files = [book, letter]
    host.write([tracker.log(context, "brief", _said("leaders.log", value))])
    lines = [say("leaders.done", on=short_date(context.on))]
    lines += [say("leaders.done_file", file=file) for file in files] + [say("leaders.check_first")]
    return Outcome({"files": files}, lines, files=files)


def brief_of(tracker: Tracker, on: date) -> Brief:
    """Return what leaders are shown of the tracker on `on`."""
    statuses = [assess_unit(tracker, unit, on) for unit in tracker.units]
    texts = {"campaign": tracker.setting("campaign_name"), "office": tracker.setting("office").capitalize()}
    deadlines = [(tracker.label(f"{name}_deadline"), tracker.deadline(name)) for name in MILESTONES]
    found = rates(tracker.units, statuses)
    return compose(texts, on, deadlines, tracker.units, statuses, found, _reminders(tracker, on))


def _reminders(tracker: Tracker, on: date) -> Mapping[str, list[date]]:
    found: dict[str, list[date]] = {}
    for row in tracker.rows(REMINDERS):
        when, unit_id = day(row, "at"), text(row, "unit_id")
        if unit_id and when and when <= on:
            found.setdefault(unit_id, []).append(when)
    return found


def _mail(value: Brief, book: Path) -> bytes:
    lines = [say("leaders.greeting"), "", *summary_lines(value), "", say("leaders.attached")]
    return mail.draft(_said("leaders.subject", value), lines, attachments=[book])


def _said(code: str, value: Brief) -> str:
    whole = value.rates[-1]
    fields = {"received": share(whole.received, whole.expected), "on": short_date(value.on)}
    if code == "leaders.subject":
        return say("leaders.subject", campaign=value.campaign, **fields)
    return say("leaders.log", **fields)

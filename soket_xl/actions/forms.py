"""The command that makes the forms which are sent to units: one Word and one Excel file for each."""

from pathlib import Path

from soket_xl.build.forms import Asked, figures_form, report_form
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome
from soket_xl.outputs import output_folder, safe_name, write_file
from soket_xl.schema import RULE_LABELS
from soket_xl.text.dates import short_date
from soket_xl.texts import say
from soket_xl.tracker import Tracker

FOLDER = "bieu_mau"


def forms(host: WorkbookHost, context: Context, out: Path | None = None) -> Outcome:
    """Write a report form and a number form per unit that is not exempt into `out` (default: the output folder).

    Raises SoketError when a file cannot be written; the tracker gets one line in its log.
    """
    tracker = Tracker(host)
    folder = out or output_folder(host, tracker) / FOLDER
    deadline = tracker.deadline("report")
    until = f"{RULE_LABELS[deadline.rule]} {short_date(deadline.day)}"
    asked = Asked(
        tracker.setting("report_subject"),
        tracker.office,
        say("intake.form_deadline", until=until),
        deadline.last_day.year,
    )
    files = []
    for unit in tracker.units:
        if unit.exempt:
            continue
        name = f"{safe_name(unit.unit_id)}_{safe_name(unit.name)}"
        files.append(write_file(folder / f"{name}.docx", report_form(unit, tracker.outline, asked, context.now)))
        files.append(write_file(folder / f"{name}.xlsx", figures_form(unit, tracker.indicators, asked, context.now)))
    host.write([tracker.log(context, "forms", say("intake.form_log", count=len(files)))])
    return Outcome({"files": files}, [say("intake.form_done", count=len(files), folder=folder)], files=files)

"""The command that makes reminders ready to send: a letter with the list, and a mail and a message for each unit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from soket_xl.actions.own_templates import template_file
from soket_xl.actions.status import assess_unit
from soket_xl.hosts import WorkbookHost
from soket_xl.leaders.mail import Mail, Recipients, recipients_of
from soket_xl.machine.drafts import Drafts
from soket_xl.model import Context, Deadline, Outcome, Row
from soket_xl.outputs import file_names, output_folder, write_file
from soket_xl.schema import REMINDERS, UNITS
from soket_xl.tables import make_table, text, unit_of
from soket_xl.text.dates import short_date
from soket_xl.text.fold import fold_words
from soket_xl.text.wording import addressee_name, lower_first
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.configured import ladder_of, wrong_settings
from soket_xl.tracking.ladder import Level, Reminder, due
from soket_xl.tracking.messages import (
    addressed,
    addressee,
    deadline_words,
    mail_lines,
    short_message,
    step_label,
    subject,
)
from soket_xl.tracking.reminded import Days, dated, reminded, reminded_for
from soket_xl.word.letter import letter, letter_reference
from soket_xl.word.model import Annex, Column, ReportModel, TableRow
from soket_xl.word.template import LETTER, REMINDER_TEMPLATE, open_template
from soket_xl.word.write import write

FOLDER = "don_doc"
PROVINCE = re.compile(
    r"(?:(?:dong chi|d c|ong|ba|thuong truc|tt|lanh dao|chu tich|ct|pho chu tich|pct|cac|va) )*"
    r"(?:ubnd|uy ban nhan dan) tinh\b"
)
"""How a line of recipients that means the province begins, by its folded words: the committee or its leaders."""


@dataclass(frozen=True)
class _Made:
    """What was written: files, rows of the register, what the clerk has to see to."""

    files: list[Path]
    rows: list[Row]
    told: list[str]


def chase(host: WorkbookHost, context: Context, out: Path | None = None) -> Outcome:
    """Write the reminders that are due on `context.on` into `out` (default: the output folder) and log them.

    Only units that owe a report or a correction get one; a step that was made ready before is not made again.
    Nothing is sent. Raises SoketError when a file cannot be written.
    """
    tracker = Tracker(host)
    reminders = _due(tracker, context.on, context.now)
    made_for = _made_for(tracker)
    fresh = [r for r in reminders if not _is_made(r, made_for)]
    folder = out or output_folder(host, tracker) / FOLDER
    made = _Made([], [], [])
    if fresh:
        with Drafts(tracker) as drafts:
            made = _write(tracker, context, fresh, folder, drafts)
            register = make_table(REMINDERS, [*tracker.rows(REMINDERS), *made.rows])
            log = tracker.log(context, "chase", say("tracking.chase_log", count=len(fresh)), [register])
            host.write([register, log])
    data = {
        "late": [r.unit.unit_id for r in reminders if r.late and not r.returned],
        "due": [r.unit.unit_id for r in reminders if not r.late and not r.returned],
        "returned": [r.unit.unit_id for r in reminders if r.returned],
        "files": made.files,
        "findings": tracker.findings,
    }
    lines = [*_lines(reminders, fresh, folder, made.told), *wrong_settings(tracker.findings)]
    return Outcome(data, lines, files=made.files, findings=tracker.findings)


def _due(tracker: Tracker, on: date, now: datetime) -> list[Reminder]:
    statuses = [assess_unit(tracker, unit, on, now) for unit in tracker.units]
    return due(tracker.units, statuses, on, Calendar(*tracker.holidays), ladder_of(tracker))


def _made_for(tracker: Tracker) -> Mapping[tuple[str, str | None], Sequence[date | None]]:
    """Return the days that the register's reminders are for, by unit and step."""
    found: dict[tuple[str, str | None], list[date | None]] = {}
    for row in tracker.rows(REMINDERS):
        found.setdefault((unit_of(row), text(row, "step")), []).append(reminded_for(row))
    return found


def _is_made(reminder: Reminder, made_for: Mapping[tuple[str, str | None], Sequence[date | None]]) -> bool:
    """Tell whether the step was made ready since its day came: an extension starts the ladder anew."""
    made = made_for.get((reminder.unit.unit_id, step_label(reminder)), ())
    return any(when is None or reminder.since is None or when >= reminder.since for when in made)


def _write(tracker: Tracker, context: Context, fresh: Sequence[Reminder], folder: Path, drafts: Drafts) -> _Made:
    """Write letter, mails and messages."""
    words = _words(tracker)
    stamp = f"{context.on:%Y-%m-%d}"
    letter_file = folder / f"cong-van-don-doc_{stamp}.docx"
    template = open_template(template_file(tracker, REMINDER_TEMPLATE), LETTER)
    made = _Made([write_file(letter_file, write(_letter(tracker, fresh, context.on), template))], [], [])
    messages, without_head = [], []
    when, names = dated(tracker, context), file_names(tracker.units)
    for reminder in fresh:
        to = recipients_of(reminder.unit, head=reminder.level != Level.OFFICER)
        made.told.extend(to.warnings)
        without_head += [reminder.unit.name] if to.no_head else []
        mail = Mail(subject(reminder, words["campaign"]), mail_lines(reminder, words), to.to, to.cc)
        files = drafts.add(mail, folder / f"{stamp}_{names[reminder.unit.unit_id]}.eml")
        made.files.extend(files)
        messages.append(f"{addressed(reminder)}\r\n{short_message(reminder, words)}")
        made.rows.append(when | _row(reminder, files, to))
    shown = "\ufeff" + "\r\n\r\n".join(messages) + "\r\n"
    made.files.append(write_file(folder / f"tin-nhan_{stamp}.txt", shown.encode()))
    made.told.extend([*_without_head(without_head), *drafts.lines()])
    return made


def _without_head(names: Sequence[str]) -> list[str]:
    """Name the units whose head is to be reminded and has no address, in one sentence."""
    header = UNITS.column("head_email").header
    return [say("tracking.no_head", count=len(names), header=header, names="; ".join(names))] if names else []


def _words(tracker: Tracker) -> Mapping[str, str]:
    codes = {"plan": "plan_reference", "contact": "contact_name", "phone": "contact_phone", "email": "contact_email"}
    found = {name: tracker.setting(code) for name, code in codes.items()}
    return found | {"campaign": _campaign(tracker), "office": tracker.office}


def _campaign(tracker: Tracker) -> str:
    """Return what the campaign is called inside a sentence."""
    return lower_first(tracker.setting("campaign_name"))


def _row(reminder: Reminder, files: Sequence[Path], to: Recipients) -> Row:
    whom = addressee(reminder)
    addresses = "; ".join((*to.to, *to.cc))
    return {
        "unit_id": reminder.unit.unit_id, "unit_name": reminder.unit.name,
        "step": step_label(reminder), "addressee": f"{whom} ({addresses})" if addresses else whom,
        "channel": say("tracking.by_mail") if files else say("tracking.by_outlook"),
        "file": "; ".join(file.name for file in files) or None,
    }  # fmt: skip


def _letter(tracker: Tracker, fresh: Sequence[Reminder], on: date) -> ReportModel:
    settings = {code: tracker.setting(code) for code in tracker.settings}
    told = sum(reminder.level == Level.PROVINCE for reminder in fresh)
    if not told:
        settings["letter_cc"] = _below_province(settings.get("letter_cc", ""))
    before = reminded(tracker, on)
    units = [reminder.unit.unit_id for reminder in fresh]
    to = [addressee_name(reminder.unit) for reminder in fresh] if len(fresh) <= 3 else [say("tracking.letter_all")]
    lines = [
        _plan(tracker.setting("plan_reference"), tracker.deadline("report")),
        say("tracking.letter_state", on=short_date(on), count=len(fresh)),
        *_earlier({unit_id: before.get(unit_id, {}) for unit_id in units}),
        *([say("tracking.letter_province", count=told)] if told else []),
        say("tracking.letter_request"),
    ]
    about = say("tracking.letter_subject", campaign=_campaign(tracker))
    return letter(settings, on, about, to, lines, [_annex(fresh, settings, on, before)])


def _plan(plan: str, deadline: Deadline) -> str:
    """Return the sentence on what was asked for, and until when: to the hour where the deadline has one."""
    if deadline.hour:
        return say("tracking.letter_plan_hour", plan=plan, when=deadline_words(deadline))
    return say("tracking.letter_plan", plan=plan, last=short_date(deadline.last_day))


def _below_province(recipients: str) -> str:
    """Return the letter's list of recipients without the province, which is not told yet."""
    parts = recipients.split(";")
    return ";".join(part for part in parts if not PROVINCE.match(fold_words(part)))


def _earlier(before: Mapping[str, Days]) -> list[str]:
    """Return a sentence on the reminders before that the clerk marked as sent."""
    days = sorted({day for found in before.values() for day, sent in found.items() if sent})
    return [say("tracking.letter_earlier", days=_days(days))] if days else []


def _days(days: Iterable[date]) -> str:
    return ", ".join(short_date(day) for day in sorted(days))


def _annex(fresh: Sequence[Reminder], settings: Mapping[str, str], on: date, before: Mapping[str, Days]) -> Annex:
    heads = ((say("tracking.list_number"), 14.0, "center"), (say("tracking.list_unit"), 60.0, "left"))
    more = ((say("tracking.list_last"), 35.0, "center"), (say("tracking.list_state"), 60.0, "left"))
    last = (say("tracking.list_before"), 60.0, "left")
    columns = tuple(Column(header, width, align) for header, width, align in (*heads, *more, last))
    rows = tuple(
        TableRow((str(n), r.unit.name, short_date(r.last_day), _owed(r), _told(before.get(r.unit.unit_id, {}))))
        for n, r in enumerate(fresh, 1)
    )
    label, title = say("tracking.list_label"), say("tracking.list_title")
    return Annex(label, title, letter_reference(settings, on), columns, rows, ())


def _told(days: Days) -> str:
    """Return the reminders sent to a unit before; a draft that nobody marked as sent is not claimed to be."""
    return _days(day for day, sent in days.items() if sent)


def _owed(reminder: Reminder) -> str:
    if reminder.returned:
        return say("tracking.owes_correction")
    return say("tracking.owes_late", days=reminder.days_late) if reminder.days_late else say("tracking.owes_report")


def _lines(
    reminders: Sequence[Reminder], fresh: Sequence[Reminder], folder: Path, warnings: Sequence[str]
) -> list[str]:
    if not reminders:
        return [say("tracking.chase_none")]
    if not fresh:
        return [say("tracking.chase_again", count=len(reminders))]
    return [say("tracking.chase_done", count=len(fresh), folder=folder), *warnings, say("tracking.chase_send")]

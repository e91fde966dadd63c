"""The command `request`: a letter, a mail draft and a message for each report that has to be completed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from soket_xl.actions.own_templates import template_file
from soket_xl.actions.receive import unit_named
from soket_xl.actions.review import campaign_of
from soket_xl.actions.words import lexicon_of
from soket_xl.errors import WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.leaders.mail import Mail, recipients_of
from soket_xl.machine.drafts import Drafts
from soket_xl.model import Context, Outcome, Row
from soket_xl.outputs import LONGEST_NAME, file_names, output_folder, safe_name, unused, write_file
from soket_xl.review.asking import Asked, asked
from soket_xl.review.report import reports_of
from soket_xl.review.rules import review_all
from soket_xl.review.sheet import finding_id_of, finding_rows
from soket_xl.schema import FINDINGS, REMINDERS
from soket_xl.tables import make_table, text, unit_of
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import parse_number
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.configured import wrong_settings
from soket_xl.tracking.ladder import step_day
from soket_xl.tracking.reminded import dated
from soket_xl.word.letter import OFFICE, letter
from soket_xl.word.model import short_hash
from soket_xl.word.request import Request, letter_lines, letter_subject, mail_lines, mail_subject, short_message
from soket_xl.word.template import LETTER, REQUEST_TEMPLATE, open_template
from soket_xl.word.write import write

FOLDER = "yeu_cau_bo_sung"
DEFAULT_DAYS, MOST_DAYS = 3, 60


@dataclass(frozen=True)
class _Made:
    """What was written for the units: files, rows of the register, what the clerk has to see to."""

    files: list[Path]
    rows: list[Row]
    warnings: list[str]


def request(
    host: WorkbookHost, context: Context, out: Path | None = None, unit: Sequence[str] | None = None
) -> Outcome:
    """Write the requests of `context.on` into `out` (default: the output folder) and log them; nothing is sent.

    Asked are the returned reports, those with a point marked for completion, and the units that `unit` names. Points
    that a unit was asked for in its current version are not asked again. Raises WorkbookError for an unknown unit.
    """
    tracker = Tracker(host)
    chosen = {unit_named(tracker, name).unit_id for name in unit or ()}
    found = _asked(tracker, chosen)
    known = _known(tracker)
    fresh = [one for one in found if one.points and not _keys(one) <= known.get((one.unit.unit_id, _step(one)), set())]
    folder = out or output_folder(host, tracker) / FOLDER
    made = _Made([], [], [])
    if fresh:
        with Drafts(tracker) as drafts:
            made = _write(tracker, context, fresh, folder, drafts)
            reminders = make_table(REMINDERS, [*tracker.rows(REMINDERS), *made.rows])
            log = tracker.log(context, "request", say("letters.request_log", count=len(fresh)), [reminders])
            host.write([reminders, log])
    data = {
        "asked": [one.unit.unit_id for one in fresh],
        "before": [one.unit.unit_id for one in found if one.points and one not in fresh],
        "without_points": [one.unit.unit_id for one in found if not one.points],
        "points": {one.unit.unit_id: [point.text for point in one.points] for one in fresh},
        "files": made.files,
    }
    lines = [*_lines(tracker, found, fresh, folder, made), *wrong_settings(tracker.findings)]
    return Outcome(data, lines, files=made.files)


def _asked(tracker: Tracker, chosen: set[str]) -> list[Asked]:
    """Return whom to ask by the reports as they are now; the wording on the sheet wins over the program's."""
    reports = reports_of(tracker.units, tracker.entries, tracker.figures)
    noted = review_all(reports, campaign_of(tracker), lexicon_of(tracker), tracker.units)
    before = tracker.rows(FINDINGS)
    worded = {text(row, "finding_id"): request for row in before if (request := row.get("request"))}
    rows = finding_rows(noted, tracker.unit_by_id, before)
    rows = [row | {"request": worded.get(text(row, "finding_id")) or row.get("request")} for row in rows]
    holding = {finding_id_of(one.finding) for one in noted}
    order = [section.code for section in tracker.outline]
    return asked(tracker.units, rows, holding, chosen, order)


def _step(one: Asked) -> str:
    return say("letters.request_step", version=one.unit.version or 1)


def _keys(one: Asked) -> set[str]:
    return {point.key or _written_key(point.text) for point in one.points}


def _written_key(words: str) -> str:
    """Return the key of a point that the clerk wrote: two long ones that begin alike are told apart."""
    return f"{safe_name(words)} {short_hash(words)}" if len(words) > LONGEST_NAME else safe_name(words)


def _known(tracker: Tracker) -> Mapping[tuple[str, str | None], set[str]]:
    """Return the points of the register's requests, by unit and step: the version of the report."""
    known: dict[tuple[str, str | None], set[str]] = {}
    for row in tracker.rows(REMINDERS):
        points = {part.strip() for part in (text(row, "points") or "").split(";")}
        known.setdefault((unit_of(row), text(row, "step")), set()).update(points)
    return known


def _write(tracker: Tracker, context: Context, fresh: Sequence[Asked], folder: Path, drafts: Drafts) -> _Made:
    settings = {code: tracker.setting(code) for code in tracker.settings}
    by = _answer_by(tracker, context.on)
    template = open_template(template_file(tracker, REQUEST_TEMPLATE), LETTER)
    stamp = f"{context.on:%Y-%m-%d}"
    made = _Made([], [], _too_late(tracker, by))
    messages = []
    when, names = dated(tracker, context), file_names(tracker.units)
    for one in fresh:
        asking = Request(one, settings, by)
        model = letter(settings, context.on, letter_subject(asking), [asking.to], letter_lines(asking))
        name = f"{stamp}_{names[one.unit.unit_id]}"
        to = recipients_of(one.unit)
        made.warnings.extend(to.warnings)
        mail = Mail(mail_subject(asking), mail_lines(asking), to.to)
        made.files.append(_kept(folder / f"yeu-cau-bo-sung_{name}.docx", write(model, template)))
        made.rows.append(when | _row(one, made.files[-1], to.to))
        made.files.extend(drafts.add(mail, folder / f"{name}.eml", keep=True))
        messages.append(short_message(asking))
    shown = "\ufeff" + "\r\n\r\n".join(messages) + "\r\n"
    made.files.append(_kept(folder / f"tin-nhan_{stamp}.txt", shown.encode()))
    made.warnings.extend(drafts.lines())
    return made


def _kept(path: Path, content: bytes) -> Path:
    return write_file(unused(path, content), content)


def _answer_by(tracker: Tracker, on: date) -> date:
    days = parse_number(tracker.settings.get("request_days"), whole=True)
    number = int(days) if days is not None and 0 < days <= MOST_DAYS else DEFAULT_DAYS
    return step_day(on, number, Calendar(*tracker.holidays))


def _too_late(tracker: Tracker, by: date) -> list[str]:
    """Return a warning where the answers would come when the province's own deadline is over."""
    try:
        last = tracker.deadline("submit").last_day
    except WorkbookError:  # A deadline that is no date is told by `status`; a request does not need it.
        return []
    days = {"by": short_date(by), "last": short_date(last)}
    return [say("letters.request_after_submit", label=tracker.label("request_days"), **days)] if by > last else []


def _row(one: Asked, file: Path, to: Sequence[str]) -> Row:
    whom = say("tracking.to_head")
    return {
        "unit_id": one.unit.unit_id, "unit_name": one.unit.name,
        "step": _step(one), "addressee": f"{whom} ({'; '.join(to)})" if to else whom,
        "channel": say("letters.by_letter"), "file": file.name, "points": "; ".join(sorted(_keys(one))),
    }  # fmt: skip


def _lines(tracker: Tracker, found: Sequence[Asked], fresh: Sequence[Asked], folder: Path, made: _Made) -> list[str]:
    lines = [say("letters.request_none")] if not found else []
    if fresh:
        count = sum(len(one.points) for one in fresh)
        lines.append(say("letters.request_done", count=len(fresh), points=count, folder=folder))
        blank = [tracker.label(code) for code in (*OFFICE, "letter_code", "letter_cc") if not tracker.setting(code)]
        lines += [say("letters.blank", labels="; ".join(blank))] if blank else []
    known = [one.unit.name for one in found if one.points and one not in fresh]
    lines += [say("letters.request_again", count=len(known), names="; ".join(known))] if known else []
    for one in found:
        lines += _remarks(one)
    return [*lines, *made.warnings, *([say("letters.request_send")] if fresh else [])]


def _remarks(one: Asked) -> list[str]:
    where = {"unit": one.unit.name, "row": one.unit.row}
    lines = [say("letters.request_settled", count=one.settled, **where)] if one.settled else []
    lines += [say("letters.request_unworded", count=one.unworded, **where)] if one.unworded else []
    if not one.points and not one.unworded:
        lines.append(say("letters.request_pointless", last=short_date(one.unit.received_on), **where)
                     if one.unit.received_on else say("letters.request_not_here", **where))  # fmt: skip
    return lines

"""The command `awards`: nominations from the reports into tblAwards, and the proposal for those that were chosen."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from soket_xl.actions.own_templates import template_file
from soket_xl.actions.status import assess_unit, missing_by_unit
from soket_xl.awards.entries import passages_by_unit
from soket_xl.awards.facts import facts
from soket_xl.awards.passages import read_passages
from soket_xl.awards.sheet import award_rows
from soket_xl.awards.twice import named_twice
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome, Row
from soket_xl.outputs import output_folder, unused, write_file
from soket_xl.schema import AWARDS, FINDINGS
from soket_xl.tables import ROW, make_table, text
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.letter import OFFICE, proposal
from soket_xl.word.model import ReportModel
from soket_xl.word.nominations import awards_lines, awards_list, awards_subject, form_key
from soket_xl.word.reread import check_written
from soket_xl.word.submission import proposal_to
from soket_xl.word.template import AWARDS_TEMPLATE, LETTER, open_template
from soket_xl.word.write import write

FOLDER, DEFAULT_NAME = "khen_thuong", "to-trinh-khen-thuong.docx"
WANTED = (*OFFICE, "proposal_code", "proposal_to", "proposal_cc", "campaign_name", "plan_reference")


def awards(host: WorkbookHost, context: Context, out: Path | None = None) -> Outcome:
    """Read nominations into tblAwards; write the proposal with its list for the rows that are to go into it.

    The proposal goes into `out` (default: the output folder). What the clerk typed stays. Raises FileRefused for a
    template that cannot be filled; then nothing is changed.
    """
    tracker = Tracker(host)
    written = passages_by_unit(tracker.entries, tracker.outline)
    order = [unit.unit_id for unit in tracker.units if unit.unit_id in written]
    read = {unit_id: read_passages(written[unit_id]) for unit_id in dict.fromkeys((*order, *written))}
    before = tracker.rows(AWARDS)
    rows = award_rows(before, read, {unit.unit_id: unit.name for unit in tracker.units}, _facts(tracker, context))
    chosen = [row for row in rows if row.get("decision") == "yes" and text(row, "nominee")]
    files = [_write(tracker, context, chosen, out or output_folder(host, tracker) / FOLDER)] if chosen else []
    log = tracker.log(context, "awards", say("awards.log", count=len(rows), chosen=len(chosen)))
    host.write([make_table(AWARDS, rows), log])
    nameless = [row for row in rows if not text(row, "nominee")]
    data = {
        "nominations": len(rows) - len(nameless),
        "to_look_at": len(nameless),
        "chosen": len(chosen),
        "new": len([row for row in rows if ROW not in row]),
        "files": files,
    }
    return Outcome(data, _lines(tracker, rows, chosen, data, files), files=files)


def _facts(tracker: Tracker, context: Context) -> Mapping[str, str]:
    """Return the line of facts of each unit; findings count only after a review."""
    missing = missing_by_unit(tracker)
    findings: dict[str, list[Row]] = {}
    for row in tracker.rows(FINDINGS):
        findings.setdefault(text(row, "unit_id") or "", []).append(row)
    return {
        unit.unit_id: facts(
            unit,
            assess_unit(tracker, unit, context.on, context.now),
            len(missing[unit.unit_id]),
            findings.get(unit.unit_id, []) if findings else None,
        )
        for unit in tracker.units
    }


def _write(tracker: Tracker, context: Context, chosen: Sequence[Row], folder: Path) -> Path:
    model = _model(tracker, context, chosen)
    content = write(model, open_template(template_file(tracker, AWARDS_TEMPLATE), LETTER))
    check_written(content, model, DEFAULT_NAME)
    return write_file(unused(folder / DEFAULT_NAME, content), content)


def _model(tracker: Tracker, context: Context, chosen: Sequence[Row]) -> ReportModel:
    settings = {code: tracker.setting(code) for code in tracker.settings}
    names = {unit.unit_id: unit.name for unit in tracker.units}
    lines = awards_lines(settings, chosen, names)
    annex = awards_list(settings, context.on, chosen, names)
    return proposal(settings, context.on, awards_subject(settings), proposal_to(settings), lines, [annex])


def _lines(
    tracker: Tracker, rows: Sequence[Row], chosen: Sequence[Row], data: Mapping[str, object], files: Sequence[Path]
) -> list[str]:
    counts = {key: data[key] for key in ("nominations", "to_look_at", "new")}
    lines = [say("awards.summary", **counts)]
    if data["to_look_at"]:
        lines.append(say("awards.look"))
    if not chosen:
        return [*lines, say("awards.choose")]
    lines.append(say("awards.written", file=files[0], count=len(chosen)))
    own = sum(form_key(row) == "merit" for row in chosen)
    open_forms = sum(form_key(row) == "" for row in chosen)
    names = {unit.unit_id: unit.name for unit in tracker.units}
    for nominee, units in named_twice(chosen, names):
        lines.append(say("awards.twice", nominee=nominee, units="; ".join(units)))
    lines += [say("awards.own_letter", count=own)] if own else []
    lines += [say("awards.without_form", count=open_forms)] if open_forms else []
    blank = [tracker.label(code) for code in WANTED if not tracker.setting(code)]
    lines += [say("letters.blank", labels="; ".join(blank))] if blank else []
    without = sum(row.get("decision") == "yes" and not text(row, "nominee") for row in rows)
    return [*lines, *([say("awards.without_name", count=without)] if without else [])]

"""The command that makes the provincial Word report from the tracker and the template."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from soket_xl.actions.consolidate import consolidated
from soket_xl.actions.ledger import Kept, kept_reports, new_campaign
from soket_xl.actions.own_templates import template_file
from soket_xl.actions.status import assess_at, clock_on
from soket_xl.consolidate.model import Claim, SectionClaims
from soket_xl.consolidate.sheet import claim_rows
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome, Row
from soket_xl.outputs import docx_target, output_folder, unused, write_file
from soket_xl.schema import AWARDS, CLAIMS, ENTRIES, FIGURE_SOURCES, FINDINGS
from soket_xl.tables import text
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.compose import ReportClaim, ReportInputs, compose
from soket_xl.word.draft.ledger import Ledger, lines_of, report_id
from soket_xl.word.model import Heading, ReportModel, Source
from soket_xl.word.reread import check_written
from soket_xl.word.template import REPORT_TEMPLATE, open_template
from soket_xl.word.write import write

DEFAULT_NAME = "bao-cao-so-ket-cua-tinh.docx"
WANTED = ("report_subject", "plan_reference", "recipient", "document_code", "place", "signer_title", "signer_name")


def report(host: WorkbookHost, context: Context, out: Path | None = None, annotated: bool = False) -> Outcome:
    """Write the provincial report as of `context.on` to `out` (default: the output folder of the settings).

    `annotated` adds Word comments that name the sources of each sentence. Raises FileRefused for a template that
    cannot be filled, SoketError when the file cannot be written; the tracker gets one line in its log and, on the
    ledger sheet, what each sentence says and where it comes from. A report that people have edited is never
    overwritten: the new one goes beside it.
    """
    tracker = Tracker(host)
    template = open_template(template_file(tracker, REPORT_TEMPLATE))
    inputs = report_inputs(tracker, context.on, clock_on(context.on, context.now))
    model = compose(inputs)
    kept = kept_reports(tracker)
    lines = tuple(lines_of(model, inputs))
    campaign = kept.campaign or new_campaign(tracker, context)
    ledger = Ledger(campaign, report_id(lines), "", inputs.on, lines, inputs.clock)
    target = _unedited(docx_target(out or output_folder(host, tracker) / DEFAULT_NAME, DEFAULT_NAME), kept)
    content = write(model, template, annotated, ledger.mark)
    check_written(content, model, target.name)
    file = write_file(target, content)
    data = {"file": file, **_counts(model)}
    log = say("word.log", file=file.name, claims=data["claims"], sentences=data["sentences"])
    host.write([tracker.log(context, "report", log), kept.table(replace(ledger, report=file.name), content)])
    return Outcome(data, _lines(tracker, model, file, annotated), files=[file], findings=tracker.findings)


def _unedited(target: Path, kept: Kept) -> Path:
    """Return `target`, or a free name beside it where `target` is a report of this campaign that people have edited."""
    return unused(target) if kept.is_edited(target) else target


def report_inputs(tracker: Tracker, on: date, clock: time | None) -> ReportInputs:
    """Return what the report of `tracker` on `on` is made from: claims as the clerk left them, totals, states.

    `clock` is the time of day at which the states are judged; None for a report of before it was kept.
    """
    sections, totals = consolidated(tracker)
    rows = {str(row["claim_id"]): row for row in claim_rows(sections, tracker.rows(CLAIMS))}
    files = _entry_files(tracker)
    return ReportInputs(
        settings={code: tracker.setting(code) for code in tracker.settings},
        on=on,
        clock=clock,
        units=tracker.units,
        statuses=[assess_at(tracker, unit, on, clock) for unit in tracker.units],
        outline=tracker.outline,
        claims=_claims(tracker, sections, rows, files),
        reporting={section.code: section.reporting for section in sections},
        indicators=tracker.indicators,
        totals=totals,
        unit_files={unit_id: file for (unit_id, _), file in reversed(list(files.items()))},
        figure_files=_figure_files(tracker),
        awards=[_award(row) for row in tracker.rows(AWARDS) if row.get("decision") == "yes"],
    )


def _claims(
    tracker: Tracker,
    sections: Sequence[SectionClaims],
    rows: Mapping[str, Row],
    files: Mapping[tuple[str, int], str],
) -> list[ReportClaim]:
    """Return what goes into the report, in the order of the sheet; a claim that was dropped or is blank does not."""
    claims = {claim.claim_id: claim for section in sections for claim in section.claims}
    found = []
    for claim_id, row in rows.items():
        words = str(row.get("wording") or row.get("proposed") or "").strip()
        if claim_id in claims and words and row.get("decision") != "drop":
            claim = claims[claim_id]
            found.append(ReportClaim(claim_id, claim.section, words, _sources(tracker, claim, files)))
    return found


def _sources(tracker: Tracker, claim: Claim, files: Mapping[tuple[str, int], str]) -> tuple[Source, ...]:
    found = []
    for statement in claim.statements:
        unit = tracker.unit_by_id.get(statement.unit_id)
        file = files.get((statement.unit_id, statement.entry_order), "")
        place = f"{ENTRIES.sheet} {claim.section} {statement.entry_order}"
        found.append(Source(statement.unit_id, unit.name if unit else statement.unit_id, file, place))
    return tuple(dict.fromkeys(found))


def _entry_files(tracker: Tracker) -> Mapping[tuple[str, int], str]:
    return {(entry.unit_id, entry.order): Path(entry.source).name for entry in tracker.entries if entry.source}


def _figure_files(tracker: Tracker) -> Mapping[tuple[str, str], str]:
    """Return the file of each unit's figure; one that was typed on the sheet has none."""
    sources = {
        (text(row, "unit_id") or "", text(row, "indicator") or ""): Path(text(row, "source") or "").name
        for row in tracker.rows(FIGURE_SOURCES)
    }
    return {
        (unit_id, code): sources.get((unit_id, code), "") for unit_id, row in tracker.figures.items() for code in row
    }


def _award(row: Row) -> Mapping[str, str]:
    return {column.key: text(row, column.key) or "" for column in AWARDS.columns}


def _counts(model: ReportModel) -> Mapping[str, int]:
    sentences = list(model.sentences())
    return {
        "sections": sum(isinstance(block, Heading) for block in model.blocks),
        "claims": len({sentence.claim_id for sentence in sentences if sentence.claim_id}),
        "sentences": len(sentences),
        "traced": sum(bool(sentence.sources) for sentence in sentences),
    }


def _lines(tracker: Tracker, model: ReportModel, file: Path, annotated: bool) -> list[str]:
    lines = [say("word.done", file=file, **_counts(model))]
    empty = [sentence.sentence_id for sentence in model.sentences() if sentence.text == say("word.empty_section")]
    if empty:
        lines.append(say("word.done_empty", count=len(empty), codes=", ".join(_code(name) for name in empty)))
    lines += [say("word.done_left_out", count=count, section=code) for code, count in model.left_out.items()]
    lines += [say("word.done_blank", label=tracker.label(code)) for code in WANTED if not tracker.setting(code)]
    errors = sum(row.get("severity") == "error" and not row.get("decision") for row in tracker.rows(FINDINGS))
    if errors:
        lines.append(say("word.done_errors", count=errors))
    if tracker.findings:
        lines.append(say("tracking.wrong_cells", count=len(tracker.findings)))
        lines += [finding.message for finding in tracker.findings]
    return [*lines, say("word.done_annotated") if annotated else say("word.done_check")]


def _code(name: str) -> str:
    return ".".join(name.split("_")[1:])

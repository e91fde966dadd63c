"""What trace and fold begin with: the draft, the report it came from, and what the tracker would say today."""

from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from soket_xl.actions.ledger import Kept, kept_reports
from soket_xl.actions.own_templates import template_file
from soket_xl.actions.report import report_inputs
from soket_xl.actions.status import clock_on
from soket_xl.errors import FileRefused
from soket_xl.model import Context, Unit
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.compose import ReportInputs, compose
from soket_xl.word.draft.file import DraftFile, open_draft
from soket_xl.word.draft.ledger import SENTENCE, Ledger, Line, lines_of
from soket_xl.word.draft.match import core
from soket_xl.word.draft.plain import plain
from soket_xl.word.draft.stream import Stream, read_stream
from soket_xl.word.draft.trace import Draft, Frame, read_draft
from soket_xl.word.model import Heading, ReportModel
from soket_xl.word.package import DOCUMENT, W, parse, read_parts
from soket_xl.word.template import REPORT_TEMPLATE
from soket_xl.word.xml import BOOKMARK

ENOUGH = 0.25
"""The share of a report's sentences that a draft without a mark must still have, to be taken for that report."""


@dataclass(frozen=True)
class Opened:
    """A draft with everything that it is held against."""

    file: DraftFile
    kept: Kept
    ledger: Ledger
    draft: Draft
    frame: Frame
    inputs: ReportInputs
    model: ReportModel
    fresh: tuple[Line, ...]
    notes: tuple[str, ...]


def open_with_sources(tracker: Tracker, context: Context, path: Path) -> Opened:
    """Return the draft at `path` with its sources; FileRefused if it is no Word file or not of this campaign."""
    file = open_draft(path)
    kept = kept_reports(tracker)
    if not kept.reports:
        raise FileRefused("trace.no_ledger", file=file.name)
    stream = read_stream(file.root)
    ledger, note = _ledger_of(file, stream, kept)
    inputs = report_inputs(tracker, *_moment(tracker, ledger, context))
    inputs = replace(inputs, apart=ledger.settled)
    model = compose(inputs)
    headings = {block.code: block.text for block in model.blocks if isinstance(block, Heading)}
    draft = read_draft(file.root, stream, ledger, headings)
    frame = Frame(_template_texts(tracker), file.style_names)
    notes = [note] if note else []
    if any((path.parent / owner).exists() for owner in (f"~${path.name}", f"~${path.name[2:]}")):
        notes.append(say("trace.is_open", file=path.name))
    if draft.matched.doubled:
        notes.append(say("trace.doubled", count=len(draft.matched.doubled)))
    return Opened(file, kept, ledger, draft, frame, inputs, model, tuple(lines_of(model, inputs)), tuple(notes))


def _ledger_of(file: DraftFile, stream: Stream, kept: Kept) -> tuple[Ledger, str]:
    """Return the report that a draft came from, and what to tell of how it was found."""
    campaign, _, number = file.mark.partition(".")
    if campaign and campaign != kept.campaign:
        raise FileRefused("trace.other_campaign", file=file.name)
    exact = next((ledger for ledger in kept.reports if ledger.report_id == number), None)
    if exact is not None:
        return exact, ""
    best = max(kept.reports, key=lambda ledger: _share(ledger, stream))
    if not campaign and _share(best, stream) < ENOUGH:
        raise FileRefused("trace.unknown_draft", file=file.name)
    return best, say("trace.guessed", file=file.name, report=best.report)


def _share(ledger: Ledger, stream: Stream) -> float:
    """Return the share (0-1) of the sentences of a report that a draft has, by claim's bookmark or by their text."""
    names = {mark.name for mark in stream.marks}
    text = stream.plain.text
    lines = [line for line in ledger.lines if line.kind == SENTENCE and not line.line_id.startswith(("E_", "L_"))]
    has = [(line.claim_id and BOOKMARK + line.line_id in names) or core(line.text) in text for line in lines]
    return sum(map(bool, has)) / len(has) if has else 0.0


def _moment(tracker: Tracker, ledger: Ledger, context: Context) -> tuple[date, time | None]:
    """Return when to look: at the report's own day and hour, so that its dates and its states stay, unless reports
    have come in since."""
    then = ledger.on or context.on
    came = any(
        unit.received_on and (then < unit.received_on <= context.on or _later(unit, then, ledger.clock))
        for unit in tracker.units
    )
    return (context.on, clock_on(context.on, context.now)) if came or not ledger.on else (then, ledger.clock)


def _later(unit: Unit, then: date, clock: time | None) -> bool:
    """Tell whether a report came on the day of the draft, after it was written."""
    hour = unit.received_hour
    return unit.received_on == then and hour is not None and clock is not None and hour > clock


def _template_texts(tracker: Tracker) -> frozenset[str]:
    """Return what the template itself says, paragraph by paragraph."""
    root = parse(read_parts(template_file(tracker, REPORT_TEMPLATE))[DOCUMENT], REPORT_TEMPLATE)
    texts = ("".join(node.text or "" for node in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p"))
    return frozenset(plain(text).text for text in texts)

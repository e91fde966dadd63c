"""The command `fold`: late and corrected reports brought into a draft that people have edited, as a new file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from soket_xl.actions.drafts import Opened, open_with_sources
from soket_xl.actions.ledger import Kept
from soket_xl.errors import FileRefused, SoketError
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome
from soket_xl.outputs import docx_target, unused, write_file
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.draft.changes import change_list
from soket_xl.word.draft.file import add_comments, comment_ids
from soket_xl.word.draft.fold import Folded, fold
from soket_xl.word.draft.ledger import ROW, Ledger, Line, report_id
from soket_xl.word.draft.mend import mend
from soket_xl.word.draft.patch import Patch
from soket_xl.word.draft.stream import read_stream
from soket_xl.word.draft.trace import CHANGED, NO_SOURCE, Traced, read_draft, trace
from soket_xl.word.model import Heading
from soket_xl.word.package import parse, read_parts, serialise, write_parts
from soket_xl.word.properties import PROPERTY, set_property
from soket_xl.word.reread import check_opens
from soket_xl.word.template import REPORT_TEMPLATE, TEMPLATES

OPENING = "MO_DAU_1"
"""The sentence that counts the units that have reported."""


def fold_draft(host: WorkbookHost, context: Context, draft: Path, out: Path | None = None) -> Outcome:
    """Write to `out` (default: beside the draft) what `draft` says with the tracker's counts, figures and new claims.

    Sentences that nobody touched are renewed; beside those that people edited stands a comment; new claims are tracked
    insertions. The draft stays as it is. Raises FileRefused for a file that is no draft of this campaign, SoketError
    when the new one cannot be written.
    """
    tracker = Tracker(host)
    asked = _target(draft, out)
    opened = open_with_sources(tracker, context, draft)
    if opened.file.is_strict or "_rels/.rels" not in opened.file.parts:
        raise FileRefused("trace.strict", file=draft.name)
    found = trace(opened.draft, opened.ledger, opened.fresh, opened.frame)
    ledger = _new_ledger(opened)
    content, done = _folded(opened, found, ledger, f"{context.now:%Y-%m-%dT%H:%M:%SZ}")
    _check(content, opened, found, ledger, done, asked.name)
    file = write_file(_unedited(asked, opened.kept, out is None), content)
    changes = _write_list(opened, draft, file, done)
    log = say("trace.fold_log", draft=draft.name, file=file.name, **_counts(done, "updated", "proposed", "inserted"))
    host.write([tracker.log(context, "fold", log), opened.kept.table(replace(ledger, report=file.name), content)])
    return Outcome(_data(file, changes, done), _lines(asked, file, changes, done, opened), files=[file, changes])


def _target(draft: Path, out: Path | None) -> Path:
    """Return the new file's name; SoketError if it is the draft's own."""
    name = say("trace.fold_name", stem=draft.stem)
    target = docx_target(out or draft.with_name(name), name)
    if target.resolve() == draft.resolve() or (target.exists() and target.samefile(draft)):
        raise SoketError("trace.same_file", file=draft.name)
    return target


def _unedited(target: Path, kept: Kept, by_default: bool) -> Path:
    """Return `target`, or a free name beside it where people may have edited what is there."""
    return unused(target) if by_default or kept.is_edited(target) else target


def _new_ledger(opened: Opened) -> Ledger:
    number = report_id(opened.fresh)
    return Ledger(opened.kept.campaign, number, "", opened.inputs.on, opened.fresh, opened.inputs.clock)


def _folded(opened: Opened, found: Sequence[Traced], ledger: Ledger, moment: str) -> tuple[bytes, Folded]:
    file, author = opened.file, say("trace.author")
    patch = Patch(opened.draft.stream, author, moment, comment_ids(file))
    done = fold(opened.draft, opened.ledger, opened.fresh, found, patch)
    mend(file.root)
    file.parts[file.main] = serialise(file.root)
    add_comments(file, patch.comments, author, moment)
    set_property(file.parts, PROPERTY, ledger.mark)
    return write_parts(file.parts), done


def _check(content: bytes, opened: Opened, found: Sequence[Traced], ledger: Ledger, done: Folded, name: str) -> None:
    """Raise SoketError unless the new file opens, says what was renewed, and has every word that people wrote."""
    check_opens(content, name)
    root = parse(opened.file.parts[opened.file.main], name)
    stream = read_stream(root)
    headings = {block.code: block.text for block in opened.model.blocks if isinstance(block, Heading)}
    draft = read_draft(root, stream, ledger, headings)
    rows = {line.line_id for line in ledger.lines if line.kind == ROW}
    for line_id in (*done.updated, *done.inserted):
        place = draft.place(line_id)
        if line_id not in rows and (place is None or not place.same):
            raise SoketError("trace.fold_failed", file=name, what=line_id)
    for item in found:
        if item.span is not None and item.state in (CHANGED, NO_SOURCE):
            lost = next((part for part in item.text.split("\n") if part not in stream.plain.text), None)
            if lost is not None:
                raise SoketError("trace.fold_failed", file=name, what=lost[:60])


def _write_list(opened: Opened, draft: Path, file: Path, done: Folded) -> Path:
    """Write the list of changes beside the new file and return its path."""
    before = {unit for line in opened.ledger.lines if _speaks(line) for unit in line.units}
    sources = [source for line in opened.fresh if _speaks(line) for source in line.sources]
    new = dict.fromkeys(s.unit_name or s.unit_id for s in sources if s.unit_id and s.unit_id not in before)
    first = (
        say("trace.list_new", file=file.name, units=", ".join(new))
        if new
        else say("trace.list_nobody_new", file=file.name)
    )
    counts = _counts(done, "updated", "kept", "proposed", "inserted", "struck", "rows_proposed")
    second = say("trace.list_counts", rows=len(done.rows_updated), **counts)
    title = say("trace.list_title", file=draft.name)
    content = change_list(read_parts(TEMPLATES / REPORT_TEMPLATE), title, [first, second, *done.changes])
    check_opens(content, file.name)
    return write_file(file.with_name(say("trace.list_name", stem=file.stem)), content)


def _speaks(line: Line) -> bool:
    """Tell whether the units behind a line are units that have reported."""
    return bool(line.claim_id) or line.line_id == OPENING


def _counts(done: Folded, *names: str) -> dict[str, int]:
    return {name: len(getattr(done, name)) for name in names}


def _data(file: Path, changes: Path, done: Folded) -> dict[str, object]:
    return {
        "file": file,
        "updated": done.updated,
        "kept": done.kept,
        "proposed": done.proposed,
        "inserted": done.inserted,
        "struck": done.struck,
        "rows": {"updated": done.rows_updated, "proposed": done.rows_proposed},
        "not_placed": done.homeless,
        "changes": changes,
    }


def _lines(asked: Path, file: Path, changes: Path, done: Folded, opened: Opened) -> list[str]:
    counts = _counts(done, "updated", "kept", "proposed", "inserted", "struck")
    lines = [say("trace.folded", file=file, rows=len(done.rows_updated), **counts)]
    if file.name != asked.name:
        lines.append(say("trace.fold_elsewhere", asked=asked.name))
    return [*lines, *opened.notes, *done.changes[:12], say("trace.fold_next_step", file=changes.name)]

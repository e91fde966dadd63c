"""The command `trace`: an edited draft of the report held against its sources."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from soket_xl.actions.drafts import Opened, open_with_sources
from soket_xl.actions.ledger import LONGEST_CELL
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome, Row
from soket_xl.schema import LEDGER
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.draft.ledger import ROW
from soket_xl.word.draft.trace import CHANGED, NO_SOURCE, REMOVED, SAME, STALE, Traced, trace

SHOWN = 110
"""Letters of a sentence that the clerk's list shows."""


def trace_draft(host: WorkbookHost, context: Context, draft: Path) -> Outcome:
    """Hold `draft` against the tracker and note on the ledger sheet what became of each line.

    Exit code 1 if the draft says what the tracker no longer does. Raises FileRefused for a file that is no draft of
    this campaign; the draft itself is only read.
    """
    tracker = Tracker(host)
    opened = open_with_sources(tracker, context, draft)
    found = trace(opened.draft, opened.ledger, opened.fresh, opened.frame)
    counts = Counter(item.state for item in found if item.kind != ROW)
    log = say("trace.log", file=draft.name, changed=counts[CHANGED], stale=counts[STALE], added=counts[NO_SOURCE])
    host.write(
        [tracker.log(context, "trace", log), opened.kept.table_with({opened.ledger.report_id: _rows(opened, found)})]
    )
    sentences = [item for item in found if item.kind != ROW]
    data = {
        "sentences": [as_json(item) for item in sentences],
        "rows": [as_json(item) for item in found if item.kind == ROW],
        "report": opened.ledger.report,
        "doubled": list(opened.draft.matched.doubled),
        "notes": list(opened.notes),
    }
    lines = _lines(opened, draft, found)
    return Outcome(data, lines, exit_code=int(any(item.is_error for item in found)))


def as_json(item: Traced) -> dict[str, object]:
    """Return a line as `contract.md` prints it, with its place and sources."""
    line = item.line
    return {
        "id": item.line_id,
        "state": item.state,
        "text": item.text,
        "units": line.units if line else [],
        "section": line.section or None if line else None,
        "claim_id": line.claim_id or None if line else None,
        "files": list(dict.fromkeys(s.file for s in line.sources if s.file)) if line else [],
        "stale": item.stale,
        "now": item.now if item.stale else None,
        "figures": [{"code": f.code or None, "found": f.found, "expected": f.expected} for f in item.figures],
        "found_by": item.found_by or None,
        "copy_of": item.copy_of or None,
    }


def _rows(opened: Opened, found: Sequence[Traced]) -> list[Row]:
    """Return the ledger rows of the report with what became of them, and a row for each text that a person added."""
    by_id = {item.line_id: item for item in found if item.line_id}
    rows: list[Row] = []
    for row in opened.kept.rows[opened.ledger.report_id]:
        item = by_id.get(str(row.get("line_id")))
        if row.get("kind") == "added" or item is None:
            continue
        kept = item.state in (SAME, REMOVED)
        rows.append({**row, "state": item.state, "draft_text": None if kept else item.text[:LONGEST_CELL]})
    first = rows[0] if rows else {}
    shared = {key: first.get(key) for key in ("report", "on", "report_id", "campaign", "file_hash")}
    added = [item for item in found if item.state == NO_SOURCE]
    return rows + [
        {**shared, "kind": "added", "state": NO_SOURCE, "draft_text": item.text[:LONGEST_CELL]} for item in added
    ]


def _lines(opened: Opened, draft: Path, found: Sequence[Traced]) -> list[str]:
    counts = Counter(item.state for item in found if item.kind != ROW)
    rows = Counter(item.state for item in found if item.kind == ROW)
    shown = {state: counts[state] for state in (SAME, CHANGED, REMOVED, NO_SOURCE, STALE)}
    lines = [say("trace.summary", file=draft.name, report=opened.ledger.report, **shown)]
    if found and rows:
        lines.append(
            say("trace.rows", same=rows[SAME], changed=rows[CHANGED], stale=rows[STALE], removed=rows[REMOVED])
        )
    lines += opened.notes
    errors = [item for item in found if item.is_error]
    lines += [_line(item) for item in errors]
    if errors:
        lines.append(say("trace.fold_next"))
    lines += [_line(item) for item in found if item.state not in (SAME, REMOVED) and not item.is_error]
    return [*lines, say("trace.on_sheet", sheet=LEDGER.sheet)]


def _line(item: Traced) -> str:
    said = " ".join(item.text.split())
    text = said if len(said) <= SHOWN else f"{said[:SHOWN]}..."
    if item.figures:
        first = item.figures[0]
        return say("trace.line_figure", text=text, found=first.found, expected=first.expected, units=_units(item))
    if item.stale and item.now is None:
        return say("trace.line_nobody", text=text)
    if item.stale:
        now = item.now or ""
        return say("trace.line_stale", text=text, now=now if len(now) <= 2 * SHOWN else f"{now[: 2 * SHOWN]}...")
    if item.copy_of:
        return say("trace.line_copy", text=text)
    if item.state == NO_SOURCE:
        return say("trace.line_no_source", text=text)
    return say("trace.line_changed", text=text, units=_units(item))


def _units(item: Traced) -> str:
    """Return the sources of a line in a few words."""
    sources = item.line.sources if item.line else ()
    names = list(dict.fromkeys(source.unit_name or source.unit_id or source.place for source in sources))
    return ", ".join(names[:3]) + (say("trace.and_more", count=len(names) - 3) if len(names) > 3 else "")

"""The commands that bring reports in: `intake` (files and folders) and `split` (what was pasted)."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from soket_xl.errors import FileRefused, SoketError, keep_cause, why
from soket_xl.hosts import WorkbookHost
from soket_xl.intake.document import read_document
from soket_xl.intake.paste import pasted_document
from soket_xl.intake.report import Report, ReportReader
from soket_xl.intake.sheets import read_sheets
from soket_xl.intake.storing import Store
from soket_xl.intake.subject import is_of_another
from soket_xl.intake.units import UnitMatch
from soket_xl.model import Context, Outcome, Row
from soket_xl.ooxml.package import OfficeFile
from soket_xl.schema import NAME_PASTE, NAME_PASTE_RECEIVED, NAME_PASTE_UNIT, PASTE_SHEET, RECEIPTS, UNITS
from soket_xl.tables import text, unit_of
from soket_xl.text.dates import in_range, parse_date
from soket_xl.text.fold import fold_words
from soket_xl.texts import say
from soket_xl.tracker import Tracker

WORD, FORMS = (".docx", ".docm"), (".xlsx", ".xlsm")
STORED = ("imported", "new_version")


@dataclass
class FileOutcome:
    """What became of one file; `report` is None where it was not read."""

    path: str
    sha256: str
    outcome: str = ""
    reason: str = ""
    report: Report | None = None
    unit_id: str | None = None
    warnings: list[str] = field(default_factory=list)
    version: int = 0
    moved_from: Row | None = None
    """The register's row of the same file while it stood with another unit."""

    @property
    def stored(self) -> bool:
        """Whether its content went into the tracker in this run."""
        return self.outcome in STORED and self.report is not None


def intake(host: WorkbookHost, context: Context, paths: Sequence[Path] = (), received: date | None = None) -> Outcome:
    """Read unit reports and number forms, files or folders, into the tracker; every file ends in one outcome.

    Without `paths` the inbox folder of the settings is read. Raises SoketError if a path is not there, or if the
    tracker cannot be written; a file that cannot be read is an outcome, not an error.
    """
    tracker = Tracker(host)
    files = _files(list(paths) or [_inbox(host, tracker)])
    known = {str(row.get("sha256")): row for row in tracker.receipts if row.get("sha256")}
    reader = _reader(tracker)
    outcomes = [_read(path, reader, tracker, known) for path in files]
    _find_copies(outcomes)
    store = Store(tracker, context, received)
    for outcome in sorted(outcomes, key=_by_date):
        _store(outcome, store, known)
    if any(o.outcome != "unchanged" for o in outcomes):
        summary = say("intake.log", count=len(outcomes), stored=sum(o.stored for o in outcomes))
        tables = store.tables()
        host.write([*tables, tracker.log(context, "intake", summary, tables)])
    return _outcome(outcomes, tracker)


def split(host: WorkbookHost, context: Context) -> Outcome:
    """Do the same for the report that was pasted; the sheet is cleared in the same write that stores it.

    Raises SoketError if no unit was chosen, nothing was pasted, or a cell holds an error value.
    """
    tracker = Tracker(host)
    chosen = host.read_value(NAME_PASTE_UNIT)
    if not chosen:
        raise SoketError("intake.paste_no_unit", sheet=PASTE_SHEET)
    unit = tracker.find_unit(str(chosen))
    document = pasted_document(host.read_block(NAME_PASTE))
    digest = hashlib.sha256("\n".join(p.text for p in document.paragraphs()).encode()).hexdigest()
    report = _reader(tracker).read(document, "", unit.unit_id)
    outcome = FileOutcome(PASTE_SHEET, digest, "imported", report=report, unit_id=unit.unit_id)
    outcome.report = replace(report, match=UnitMatch(unit.unit_id, "confirmed"))
    outcome.warnings = list(report.warnings)
    known = {str(row.get("sha256")): row for row in tracker.receipts if row.get("sha256")}
    if text(known.get(digest, {}), "unit_id") == unit.unit_id:
        outcome.outcome = "unchanged"
    received = parse_date(host.read_value(NAME_PASTE_RECEIVED))
    store = Store(tracker, context, received if received and in_range(received) else None)
    _store(outcome, store, known)
    summary, tables = say("intake.log_split", unit_id=unit.unit_id, count=len(report.content)), store.tables()
    log = tracker.log(context, "split", summary, tables)
    empty = {NAME_PASTE_UNIT: None, NAME_PASTE_RECEIVED: None}
    host.write([*tables, log], empty, clear=[NAME_PASTE])
    return _outcome([outcome], tracker)


def _reader(tracker: Tracker) -> ReportReader:
    return ReportReader(tracker.outline, tracker.indicators, tracker.units, tracker.year, _learned(tracker))


def _learned(tracker: Tracker) -> Mapping[str, str]:
    """Return the sections that clerks gave to headings, where they always gave the same."""
    from soket_xl.schema import ENTRIES

    found: dict[str, set[str]] = {}
    for row in tracker.rows(ENTRIES):
        heading, chosen = text(row, "heading"), text(row, "section_by_hand")
        if heading and chosen and not text(row, "section"):
            found.setdefault(fold_words(heading), set()).add(chosen)
    return {heading: chosen.pop() for heading, chosen in found.items() if len(chosen) == 1}


def _inbox(host: WorkbookHost, tracker: Tracker) -> Path:
    return host.path.parent / (tracker.setting("inbox_folder") or ".")


def _files(paths: Sequence[Path]) -> list[Path]:
    """Return every file once, ordered by path. Raises SoketError for a path that is not there."""
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise SoketError("intake.no_path", path=path)
        found.update(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else found.add(path)
    return sorted(found, key=str)


def _read(path: Path, reader: ReportReader, tracker: Tracker, known: Mapping[str, Row]) -> FileOutcome:
    outcome = FileOutcome(str(path), "")
    try:
        if path.name.startswith("~$"):
            raise FileRefused("intake.read_lock", file=path.name)
        outcome.sha256 = _digest(path)
        before = known.get(outcome.sha256)
        confirmed = _confirmed(before, tracker)
        if before is not None and before.get("outcome") in STORED:
            if confirmed in (None, unit_of(before)):
                return _unchanged(outcome, before)
            outcome.moved_from = before
        report = _report(path, reader, confirmed)
        if report.is_empty_form:
            raise FileRefused("intake.form_empty", file=path.name)
        outcome.report = report
        _judge(outcome, (tracker.setting("campaign_name"), tracker.setting("report_subject")))
    except FileRefused as error:
        outcome.outcome, outcome.reason = "refused", str(error)
    except OSError as error:
        outcome.outcome, outcome.reason = "refused", say("intake.read_open", file=path.name, why=why(error))
    except Exception as error:
        # Whether the file is to blame or the program nobody knows yet; the other files go on.
        outcome.outcome, outcome.reason = (
            "refused",
            say("intake.read_failed", file=path.name, log=keep_cause(error, path)),
        )
    return outcome


def _find_copies(outcomes: Sequence[FileOutcome]) -> None:
    """Mark all but the first of files with the same content: they are stored once."""
    first: dict[str, FileOutcome] = {}
    for outcome in outcomes:
        kept = first.setdefault(outcome.sha256, outcome) if outcome.report else outcome
        if kept is not outcome and outcome.unit_id:
            outcome.outcome = "unchanged"
            outcome.reason = say("intake.same_content", file=Path(kept.path).name)


def _report(path: Path, reader: ReportReader, confirmed: str | None) -> Report:
    suffix = path.suffix.lower()
    if suffix in WORD:
        return reader.read(read_document(path), path.name, confirmed)
    if suffix in FORMS:
        sheets = read_sheets(path)
        if any(name == UNITS.sheet for name, _ in sheets.grids):
            raise FileRefused("intake.read_tracker", file=path.name)
        return reader.read_form(sheets, path.name, confirmed)
    OfficeFile(path)
    raise FileRefused("intake.read_type", file=path.name)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FileRefused("intake.read_open", file=path.name, why=why(error)) from error


def _unchanged(outcome: FileOutcome, before: Row) -> FileOutcome:
    outcome.outcome, outcome.unit_id = "unchanged", unit_of(before)
    return outcome


def _confirmed(before: Row | None, tracker: Tracker) -> str | None:
    chosen = text(before or {}, "confirmed_unit")
    if not chosen:
        return None
    try:
        return tracker.find_unit(chosen).unit_id
    except SoketError:
        return None


def _judge(outcome: FileOutcome, campaign: Sequence[str | None]) -> None:
    report = outcome.report
    assert report is not None
    outcome.warnings = list(report.warnings)
    known = report.match.how in ("confirmed", "form")
    if report.match.unit_id and not known and is_of_another(report.subject, campaign):
        reason = say("intake.other_period", subject=report.subject or "")
        report = replace(report, match=UnitMatch(None, None, (report.match.unit_id,), reason))
        outcome.report = report
    if report.match.unit_id is None:
        outcome.outcome, outcome.reason = "needs_confirmation", report.match.reason
    else:
        outcome.outcome, outcome.unit_id = "imported", report.match.unit_id


def _by_date(outcome: FileOutcome) -> tuple[date, str]:
    """Two reports of one unit in a run: the later document is the newer version."""
    dated = outcome.report.dated if outcome.report else None
    return dated or date.min, outcome.path


def _store(outcome: FileOutcome, store: Store, known: Mapping[str, Row]) -> None:
    if outcome.outcome == "unchanged":
        return
    if outcome.stored and outcome.report is not None and outcome.unit_id is not None:
        is_form = Path(outcome.path).suffix.lower() in FORMS
        if outcome.moved_from is not None:
            outcome.warnings.append(store.move(outcome.moved_from, outcome.unit_id))
        outcome.version, newer, kept = store.put(outcome.unit_id, outcome.report, outcome.path, is_form)
        outcome.warnings += kept
        outcome.outcome = "new_version" if newer else "imported"
    store.receipt(_receipt_row(outcome, store), known.get(outcome.sha256) if outcome.sha256 else None)


def _receipt_row(outcome: FileOutcome, store: Store) -> Row:
    report = outcome.report
    names = store.names
    row: Row = {
        "file": outcome.path, "sha256": outcome.sha256 or None, "outcome": outcome.outcome,
        "reason": outcome.reason or None, "unit_id": outcome.unit_id, "unit_name": names.get(outcome.unit_id or ""),
        "warnings": "\n".join(outcome.warnings) or None, "at": store.now,
    }  # fmt: skip
    if report is not None:
        row["candidates"] = "; ".join(names[c] for c in report.match.candidates) or None
        row["document_no"], row["document_date"] = report.number, report.dated
        row["subject"] = report.subject
    if outcome.stored and report is not None:
        unit_id, is_form = outcome.unit_id or "", Path(outcome.path).suffix.lower() in FORMS
        row |= {"version": outcome.version, "received_on": store.arrived(unit_id, outcome.version, is_form)}
        row["missing"] = store.lacking(unit_id)
        row |= {"read": len(report.content), "unplaced": len(report.unplaced)}
        row["placed"] = len(report.content) - len(report.unplaced)
    return row


def _outcome(outcomes: Sequence[FileOutcome], tracker: Tracker) -> Outcome:
    files = [_as_json(outcome) for outcome in outcomes]
    stored = [o.report for o in outcomes if o.stored and o.report is not None]
    read = sum(len(report.content) for report in stored)
    unplaced = sum(len(report.unplaced) for report in stored)
    aside = sum(len(report.items) - len(report.content) for report in stored)
    counts = {"read": read, "placed": read - unplaced, "unplaced": unplaced, "set_aside": aside}
    return Outcome({"files": files, "paragraphs": counts}, list(_lines(outcomes, counts, tracker)))


def _as_json(outcome: FileOutcome) -> dict[str, object]:
    report = outcome.report
    shown = report if outcome.stored else None
    return {
        "file": outcome.path,
        "sha256": outcome.sha256,
        "unit_id": outcome.unit_id,
        "how": report.match.how if report else None,
        "outcome": outcome.outcome,
        "reason": outcome.reason,
        "candidates": list(report.match.candidates) if report else [],
        "document_no": report.number if report else None,
        "document_date": report.dated if report else None,
        "subject": report.subject if report else None,
        "sections": shown.sections if shown else {},
        "unplaced": shown.unplaced if shown else [],
        "set_aside": [item.text for item in shown.items if item.aside] if shown else [],
        "figures": {code: figure.value for code, figure in shown.figures.items()} if shown else {},
        "warnings": outcome.warnings,
    }


def _lines(outcomes: Sequence[FileOutcome], counts: Mapping[str, int], tracker: Tracker) -> Iterator[str]:
    by = {name: [o for o in outcomes if o.outcome == name] for name in RECEIPTS.column("outcome").choices}
    numbers = {name: len(found) for name, found in by.items()}
    yield say("intake.done", total=len(outcomes), **numbers)
    yield say("intake.done_paragraphs", **counts)
    for outcome in by["needs_confirmation"]:
        yield say("intake.done_confirm", file=Path(outcome.path).name, reason=outcome.reason)
    for outcome in by["refused"]:
        yield f"- {outcome.reason}"
    if by["needs_confirmation"]:
        yield say("intake.done_next_confirm")
    if counts["unplaced"]:
        yield say("intake.done_next_place", count=counts["unplaced"])

"""A copy of the tracker for another clerk, without personal contacts, packed with what to do before opening it."""

import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.shared_texts import without_leftovers
from soket_xl.hosts.traces import without_traces
from soket_xl.joining.contacts import CONTACT_SETTINGS, LEFT_OUT
from soket_xl.joining.log import link
from soket_xl.leaders.contacts import without_contacts
from soket_xl.model import Context, Row, Table
from soket_xl.outputs import safe_name, write_file
from soket_xl.schema import (
    CLAIMS,
    CONTACT_COLUMNS,
    ENTRIES,
    FIGURE_SOURCES,
    FIGURES,
    FINDINGS,
    HOLIDAYS,
    INDICATORS,
    LEXICON,
    LOG,
    OUTLINE,
    SETTINGS,
    TABLES,
    UNITS,
    Kind,
    TableSpec,
)
from soket_xl.tables import make_table, read_rows, text
from soket_xl.texts import say
from soket_xl.tracker import Tracker

CONTENT = (ENTRIES, FIGURES, FIGURE_SOURCES, CLAIMS, FINDINGS, OUTLINE, INDICATORS, LEXICON, HOLIDAYS)
"""What units wrote, and the campaign's own lists: nothing of it is changed."""
READ_FIRST = "DOC-TRUOC-KHI-MO.txt"


def hand_over(host: WorkbookHost, context: Context, folder: Path) -> Path:
    """Write a .zip with the copy into `folder` and return where it went; backups are not in it.

    Contacts are emptied in their columns and settings, and left out where they stand in other tables and the log; the
    log of the copy says so, chained anew. Nor does it say who saved it last, or where the trackers lie. Raises
    SoketError if the copy cannot be made.
    """
    name = f"{safe_name(host.path.stem)}.xlsm"
    with TemporaryDirectory(prefix="soket-", ignore_cleanup_errors=True) as scratch:
        copy = Path(scratch) / name
        host.save_copy(copy)
        book = FileHost(copy)
        tables = _cleared(book, context)
        book.write(tables)
        copy.write_bytes(without_traces(copy))
        content = without_leftovers(copy)
    _check(content, folder, name)
    guide = "\r\n".join(say("leaders.read_first", file=name).split("\n"))
    made = _packed({name: content, READ_FIRST: b"\xef\xbb\xbf" + guide.encode("utf-8")}, context)
    return write_file(folder / f"so-theo-doi_{context.on:%Y-%m-%d}.zip", made)


def _cleared(book: FileHost, context: Context) -> list[Table]:
    """Return the tables of the copy that change, without contacts."""
    tracker = Tracker(book)
    known = _known(tracker)
    found = []
    for spec in TABLES:
        if spec in (*CONTENT, LOG):
            continue
        rows = _of(book, spec)
        cleared = [_cleared_row(spec, row, known) for row in rows]
        if cleared != rows:
            found.append(make_table(spec, cleared))
    return [*found, _log(book, context, known)]


def _of(book: FileHost, spec: TableSpec) -> list[Row]:
    try:
        return read_rows(book, spec)[0]
    except WorkbookError:
        return []


def _known(tracker: Tracker) -> frozenset[str]:
    """Return every contact of the tracker's columns and settings, short words aside."""
    cells = [text(row, key) for row in tracker.rows(UNITS) for key in CONTACT_COLUMNS]
    cells += [tracker.setting(code) for code in CONTACT_SETTINGS]
    return frozenset(cell for cell in cells if cell and len(cell) > 4)


def _cleared_row(spec: TableSpec, row: Row, known: Collection[str]) -> Row:
    if spec is SETTINGS:
        return row | ({"value": None} if row.get("code") in LEFT_OUT else {})
    emptied: Row = dict.fromkeys(CONTACT_COLUMNS) if spec is UNITS else {}
    kept = ("unit_id", "name", "unit_name")
    told = {k: without_contacts(v, known) for k, v in row.items() if isinstance(v, str) and k not in kept}
    choices = {column.key for column in spec.columns if column.kind in (Kind.CHOICE, Kind.FORMULA)}
    return row | {key: value for key, value in told.items() if key not in choices} | emptied


def _log(book: FileHost, context: Context, known: Collection[str]) -> Table:
    """Return the log of the copy with a row that says what it is; its chain is made anew only where words went."""
    rows = _of(book, LOG)
    rows.append({"at": context.now.replace(microsecond=0), "who": context.who, "command": "brief"})
    rows[-1]["summary"] = say("leaders.log_tracker")
    before, changed = "", False
    for row in rows:
        summary = without_contacts(str(row.get("summary") or ""), known)
        changed = changed or summary != (row.get("summary") or "")
        row["summary"] = summary
        row["chain"] = link(before, row) if changed or not row.get("chain") else row["chain"]
        before = str(row["chain"])
    return make_table(LOG, rows)


def _check(content: bytes, folder: Path, name: str) -> None:
    """Raise SoketError unless the copy is a sound package with its macros."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if archive.testzip() is not None or "xl/workbook.xml" not in archive.namelist():
            raise SoketError("leaders.copy_failed", file=name, folder=folder)


def _packed(files: dict[str, bytes], context: Context) -> bytes:
    stream = BytesIO()
    moment = context.now.timetuple()[:6]
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, moment), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()

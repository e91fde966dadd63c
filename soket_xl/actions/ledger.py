"""The ledger sheet: the lines of the reports that were written, to rows and back."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from soket_xl.errors import SoketError
from soket_xl.model import Context, Row, Table
from soket_xl.schema import LEDGER, LOG
from soket_xl.tables import day, hour, make_table, text
from soket_xl.tracker import Tracker
from soket_xl.word.draft.ledger import Ledger, Line
from soket_xl.word.model import Source, short_hash
from soket_xl.word.package import read_parts
from soket_xl.word.properties import PROPERTY, property_of

MOST_REPORTS = 5
"""So many written reports the ledger remembers: a leader may send back an older one."""
LONGEST_CELL = 30_000
_PART = "; "


@dataclass(frozen=True)
class Kept:
    """The reports that the ledger of a tracker remembers, the last one first, with the rows that they are kept in."""

    campaign: str
    reports: tuple[Ledger, ...]
    rows: Mapping[str, Sequence[Row]]
    hashes: Mapping[str, str]
    """The check sum of each file that units sent, by its name."""

    def table(self, ledger: Ledger, content: bytes = b"") -> Table:
        """Return tblLedger with `ledger` in front, in place of an earlier one that says the same."""
        made = self.rows_of(ledger, short_hash_of(content))
        return self.table_with({ledger.report_id: made})

    def table_with(self, changed: Mapping[str, Sequence[Row]]) -> Table:
        """Return tblLedger with the rows of some reports changed; those come first."""
        rows = {**changed, **{key: rows for key, rows in self.rows.items() if key not in changed}}
        return make_table(LEDGER, [row for key in list(rows)[:MOST_REPORTS] for row in rows[key]])

    def rows_of(self, ledger: Ledger, file_hash: str) -> list[Row]:
        """Return the rows of one report."""
        return [_row(line, ledger, file_hash, self.hashes) for line in ledger.lines]

    def is_edited(self, file: Path) -> bool:
        """Tell whether `file` is a report of this campaign that is no longer as it was written."""
        if not self.campaign or not file.is_file():
            return False
        try:
            mark = property_of(read_parts(file), PROPERTY)
        except SoketError:
            return False
        known = {text(row, "file_hash") for rows in self.rows.values() for row in rows[:1]}
        return mark.partition(".")[0] == self.campaign and short_hash_of(file.read_bytes()) not in known


def kept_reports(tracker: Tracker) -> Kept:
    """Return what the ledger of the tracker remembers."""
    rows: dict[str, list[Row]] = {}
    for row in tracker.rows(LEDGER):
        if text(row, "line_id") or text(row, "kind") == "added":
            rows.setdefault(text(row, "report_id") or "", []).append(row)
    reports = tuple(_ledger(found) for found in rows.values())
    campaign = next((ledger.campaign for ledger in reports if ledger.campaign), "")
    return Kept(campaign, reports, rows, _hashes(tracker))


def new_campaign(tracker: Tracker, context: Context) -> str:
    """Return the mark of a campaign whose first report is being written: no other tracker has the same."""
    log = tracker.rows(LOG)
    begun = str(log[0].get("chain")) if log else f"{context.now.isoformat()} {context.who}"
    units = " ".join(unit.unit_id for unit in tracker.units)
    return "D" + short_hash(f"{begun} {tracker.setting('campaign_name')} {units}")[:11]


def short_hash_of(content: bytes) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()[:16]


def _hashes(tracker: Tracker) -> Mapping[str, str]:
    return {
        Path(name).name: check
        for row in tracker.receipts
        if (name := text(row, "file")) and (check := text(row, "sha256"))
    }


def _row(line: Line, ledger: Ledger, file_hash: str, hashes: Mapping[str, str]) -> Row:
    files = line.files or _joined(_file(source.file, hashes) for source in line.sources if source.file)
    places = line.places or _joined(source.place for source in line.sources if source.place)
    return {
        "report": ledger.report,
        "section": line.section or None,
        "text": line.text[:LONGEST_CELL],
        "units": _joined(line.units) or None,
        "files": files or None,
        "places": places or None,
        "figures": _joined(f"{code}={value}" for code, value in line.figures) or None,
        "kind": line.kind,
        "line_id": line.line_id,
        "claim_id": line.claim_id or None,
        "under": line.under or None,
        "text_hash": line.text_hash,
        "on": ledger.moment,
        "report_id": ledger.report_id,
        "campaign": ledger.campaign,
        "file_hash": file_hash,
    }


def _file(name: str, hashes: Mapping[str, str]) -> str:
    check = hashes.get(Path(name).name, "")
    return f"{name} [{check[:12]}]" if check else name


def _joined(parts: Iterable[str]) -> str:
    """Return the parts as one cell, each once, cut at what a cell of Excel holds."""
    joined = _PART.join(dict.fromkeys(parts))
    return joined if len(joined) <= LONGEST_CELL else joined[:LONGEST_CELL].rpartition(_PART)[0] + "..."


def _ledger(rows: Sequence[Row]) -> Ledger:
    first = rows[0]
    lines = tuple(_line(row) for row in rows if row.get("kind") != "added")
    named = {key: text(first, key) or "" for key in ("campaign", "report_id", "report")}
    return Ledger(named["campaign"], named["report_id"], named["report"], day(first, "on"), lines, hour(first, "on"))


def _line(row: Row) -> Line:
    figures = [part.partition("=") for part in _parts(row, "figures")]
    return Line(
        line_id=text(row, "line_id") or "",
        kind=text(row, "kind") or "sentence",
        text=str(row.get("text") or ""),
        section=text(row, "section") or "",
        under=text(row, "under") or "",
        claim_id=text(row, "claim_id") or "",
        sources=tuple(Source(unit, "") for unit in _parts(row, "units")),
        figures=tuple((code, value) for code, _, value in figures),
        text_hash=text(row, "text_hash") or "",
        files=text(row, "files") or "",
        places=text(row, "places") or "",
    )


def _parts(row: Row, key: str) -> list[str]:
    return [part for part in (text(row, key) or "").split(_PART) if part and part != "..."]

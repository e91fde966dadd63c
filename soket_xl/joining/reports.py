"""The units' reports in two copies: a report is one block, known by its file's hash; it comes in whole or not."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PureWindowsPath

from soket_xl.joining.model import Book
from soket_xl.joining.policy import shown
from soket_xl.model import Cell, Row
from soket_xl.schema import ENTRIES, FIGURE_SOURCES, RECEIPTS
from soket_xl.tables import text, unit_of, whole

STORED = ("imported", "new_version")


class Relation(Enum):
    """Whose report of a unit is the newer one; BOTH: each copy has one that the other lacks."""

    SAME = "same"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass
class Report:
    """One version of a unit's report: its rows in tblEntries, and its row in tblReceipts if it has one."""

    identity: str
    version: int
    file: str
    rows: list[Row] = field(default_factory=list)
    receipt: Row | None = None

    @property
    def is_current(self) -> bool:
        """Whether any of its rows counts."""
        return any(row.get("current") != "old" for row in self.rows)

    @property
    def shown(self) -> str:
        """What a clerk knows it by: file, number and date, and the first letters of its hash."""
        row = self.receipt or {}
        parts = (file_name(self.file), shown(row.get("document_no")), f"[{self.identity[:8]}]")
        return ", ".join(part for part in parts if part)


class Reports:
    """The reports of a book by unit; `loose` rows of tblEntries belong to none (typed in by hand)."""

    def __init__(self, book: Book) -> None:
        receipts = [row for row in book.get(RECEIPTS.name, ()) if row.get("outcome") in STORED]
        self._receipts = {(unit_of(r), whole(r, "version"), text(r, "file")): r for r in receipts}
        self.unit_of_file = {str(r["sha256"]): unit_of(r) for r in receipts if r.get("sha256")}
        self._files = {text(r, "file"): str(r["sha256"]) for r in receipts if r.get("sha256")}
        self._machine = {
            (unit_of(r), str(r.get("indicator"))): r for r in book.get(FIGURE_SOURCES.name, ()) if r.get("indicator")
        }
        self.loose: list[Row] = []
        self.by_unit: dict[str, list[Report]] = {}
        self._read(book.get(ENTRIES.name, ()))

    def of(self, unit_id: str) -> list[Report]:
        """Return the reports of a unit, oldest first."""
        return self.by_unit.get(unit_id, [])

    def current(self, unit_id: str) -> Report | None:
        """Return the report of a unit that counts, None if it has none."""
        return next((report for report in reversed(self.of(unit_id)) if report.is_current), None)

    def identities(self) -> Iterator[tuple[int, str]]:
        """Yield the `id` of each row of a report with the report's identity."""
        for reports in self.by_unit.values():
            yield from ((id(row), report.identity) for report in reports for row in report.rows)

    def source_of(self, unit_id: str, indicator: str) -> Row | None:
        """Return the row of tblFigureSources of a unit's figure."""
        return self._machine.get((unit_id, indicator))

    def hash_of(self, file: str | None) -> str:
        """Return the hash of a stored file by its path, "" where there is none."""
        return self._files.get(file, "")

    def _read(self, rows: Sequence[Row]) -> None:
        found: dict[tuple[str, int, str], Report] = {}
        for row in rows:
            unit_id, version, file = unit_of(row), whole(row, "version"), text(row, "source") or ""
            if not unit_id or not version:
                self.loose.append(row)
                continue
            report = found.setdefault((unit_id, version, file), Report("", version, file))
            report.rows.append(row)
        for (unit_id, version, file), report in found.items():
            report.receipt = self._receipts.get((unit_id, version, file))
            report.identity = str((report.receipt or {}).get("sha256") or _digest(report.rows))
            self.by_unit.setdefault(unit_id, []).append(report)
        for reports in self.by_unit.values():
            reports.sort(key=lambda report: report.version)


def file_name(file: Cell) -> str:
    """Return the name of a file from the path that a clerk's machine knew it by."""
    return PureWindowsPath(str(file or "")).name


def relation(here: Reports, there: Reports, unit_id: str) -> Relation:
    """Return whose report of a unit is the newer one, told by which reports each copy has seen."""
    ours = {report.identity for report in here.of(unit_id)}
    theirs = {report.identity for report in there.of(unit_id)}
    now, then = here.current(unit_id), there.current(unit_id)
    if (now.identity if now else None) == (then.identity if then else None):
        return Relation.SAME
    if ours < theirs:
        return Relation.THEIRS
    return Relation.OURS if theirs < ours else Relation.BOTH


def moved_files(here: Reports, there: Reports) -> Mapping[str, tuple[str, str]]:
    """Return the files that the copies hold for different units: {hash: (our unit, their unit)}."""
    both = here.unit_of_file.keys() & there.unit_of_file.keys()
    pairs = {sha: (here.unit_of_file[sha], there.unit_of_file[sha]) for sha in both}
    return {sha: pair for sha, pair in pairs.items() if pair[0] != pair[1]}


def _digest(rows: Sequence[Row]) -> str:
    said = "\n".join(f"{row.get('order')}.{row.get('part')} {row.get('text')}" for row in rows)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()

"""What intake changes in the tracker's tables: entries, figures with their sources, receipts, units.

The machine's text and the clerk's stay in different columns; what a clerk typed, placed or reworded is carried over.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from soket_xl.intake.items import Item
from soket_xl.intake.report import Report
from soket_xl.model import Cell, Context, Row, Table
from soket_xl.schema import ENTRIES, FIGURE_SOURCES, FIGURES, RECEIPTS, UNITS
from soket_xl.tables import make_table, text, unit_of, whole
from soket_xl.text.fold import fold, squeeze
from soket_xl.text.numbers import format_number, parse_number
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.missing import missing_sections
from soket_xl.tracking.register import close_review, last_version, receipts_of

LONGEST_CELL = 32_000
"""UTF-16 units of a paragraph that go into one row; a longer one goes on in further parts."""
BY_HAND = ("section_by_hand", "text_by_hand", "note")


class Store:
    """The tables as they will be; `tables()` gives those that changed."""

    def __init__(self, tracker: Tracker, context: Context, received: date | None) -> None:
        self._tracker = tracker
        self._context = context
        self._received = received
        self.now: datetime = context.now.replace(microsecond=0)
        self.names: Mapping[str, str] = {unit.unit_id: unit.name for unit in tracker.units}
        self._entries = [dict(row) for row in tracker.rows(ENTRIES)]
        self._figures = [dict(row) for row in tracker.rows(FIGURES)]
        self._sources = [dict(row) for row in tracker.rows(FIGURE_SOURCES)]
        self._receipts = [dict(row) for row in tracker.receipts]
        self._units = [dict(row) for row in tracker.rows(UNITS)]
        self._columns = frozenset(tracker.host.read_table(FIGURES.name).headers)
        self._changed = {RECEIPTS.name}
        self._entries_of: dict[str, list[Row]] = {}
        for row in self._entries:
            self._entries_of.setdefault(unit_of(row), []).append(row)

    def put(self, unit_id: str, report: Report, file: str, is_form: bool) -> tuple[int, bool, list[str]]:
        """Store a unit's report; return its version, whether there was an older one, what of the clerk's was kept."""
        before = list(self._entries_of.get(unit_id, ()))
        newer = any(whole(row, "version") for row in before) and not is_form
        version = max((whole(row, "version") for row in before), default=0) + (0 if is_form else 1)
        version = version if is_form else max(version, self._awaited(unit_id))
        if not is_form:
            self._put_entries(unit_id, report, file, version, before)
        kept = self._put_figures(unit_id, report, file, max(version, 1))
        self._put_unit(unit_id, report, max(version, 1), is_form)
        return max(version, 1), newer, kept

    def receipt(self, row: Row, before: Row | None) -> None:
        """Add a row to the register of files, or renew the one of the same file."""
        known = (
            None if before is None else next((r for r in self._receipts if r.get("sha256") == before["sha256"]), None)
        )
        if known is None and row.get("version"):
            same = receipts_of(self._receipts, unit_of(row), whole(row, "version"))
            known = next((r for r in same if not r.get("sha256")), None)
        if known is None and not row.get("sha256"):
            known = next((r for r in self._receipts if r.get("file") == row["file"] and not r.get("sha256")), None)
        if known is None:
            self._receipts.append(row)
        else:
            known.update(row)

    def move(self, receipt: Row, unit_id: str) -> str:
        """Take a file's content back from the unit of its receipt, for `put` to store with `unit_id`; say so.

        Its entries become older ones of `unit_id`, so that what the clerk did to them is kept; the unit that lost
        them has its report before that again, or none.
        """
        wrong, file, version = unit_of(receipt), receipt.get("file"), whole(receipt, "version")
        rows = self._entries_of.get(wrong, [])
        taken = [r for r in rows if r.get("source") == file and whole(r, "version") == version]
        left = [r for r in rows if r not in taken]
        for row in taken:
            row.update(unit_id=unit_id, unit_name=self.names[unit_id], current="old", version=0)
        latest = max((whole(r, "version") for r in left), default=0)
        for row in left:
            row["current"] = "current" if whole(row, "version") == latest else "old"
        self._entries_of[wrong] = left
        self._entries_of.setdefault(unit_id, []).extend(taken)
        self._take_figures(wrong, file)
        self._take_receipt(wrong, receipt, latest, bool(taken))
        self._changed |= {ENTRIES.name, FIGURES.name, FIGURE_SOURCES.name}
        return say("intake.moved", wrong=self.names.get(wrong, wrong), right=self.names[unit_id])

    def _take_figures(self, unit_id: str, file: Cell) -> None:
        """Blank the figures that came from a file, but not those that a clerk typed over."""
        row = next((r for r in self._figures if self._is_of(r, unit_id)), {})
        for source in [s for s in self._sources if self._is_of(s, unit_id) and s.get("source") == file]:
            code = str(source["indicator"])
            if parse_number(row.get(code)) == parse_number(source.get("value")):
                row[code] = None
            self._sources.remove(source)

    def _take_receipt(self, unit_id: str, receipt: Row, latest: int, was_report: bool) -> None:
        """Give a unit back the number, date and version of its report before, or blank them."""
        row = next((r for r in self._units if self._is_of(r, unit_id)), None)
        if row is None:
            return
        if was_report:
            mine = [r for r in self._receipts if self._is_of(r, unit_id) and r.get("sha256") != receipt.get("sha256")]
            last: Row = next((r for r in mine if latest and whole(r, "version") == latest), {})
            row["version"] = latest or None
            row.update({key: last.get(key) for key in ("document_no", "document_date")})
            if not latest:
                row["received_on"] = None
        row["missing"] = "; ".join(self._missing(unit_id)) or None

    def arrived(self, unit_id: str, version: int, is_form: bool) -> Cell:
        """Return the day that a version came: the register's own, else for a later version the day it was read."""
        for row in receipts_of(self._receipts, unit_id, version):
            if row.get("received_on"):
                return row["received_on"]
        first = self._unit_row(unit_id).get("received_on")
        return first if version == 1 or is_form else self._received or self._context.on

    def lacking(self, unit_id: str) -> Cell:
        """Return the mandatory sections that the unit's report lacks, as the sheets show them."""
        return "; ".join(self._missing(unit_id)) or None

    def _awaited(self, unit_id: str) -> int:
        """Return the version that the register has without its file yet; the next one where a correction is owed."""
        row = self._unit_row(unit_id)
        return last_version(row) + 1 if row.get("review") == "returned" else whole(row, "version")

    def tables(self) -> list[Table]:
        """Return the tables that changed."""
        rows = (
            (ENTRIES, self._entries),
            (FIGURES, self._figures),
            (FIGURE_SOURCES, self._sources),
            (RECEIPTS, self._receipts),
            (UNITS, self._units),
        )
        return [make_table(spec, found) for spec, found in rows if spec.name in self._changed]

    def _is_of(self, row: Row, unit_id: str) -> bool:
        return unit_of(row) == unit_id

    def _put_entries(self, unit_id: str, report: Report, file: str, version: int, before: list[Row]) -> None:
        by_hand = {fold(str(row.get("text") or "")): row for row in before if any(row.get(key) for key in BY_HAND)}
        for row in before:
            row["current"] = "old"
        for order, item in enumerate(report.items, 1):
            kept = by_hand.get(fold(item.text), {})
            for part, piece in enumerate(_parts(item.text), 1):
                made = self._entry(unit_id, item, piece, order, part, version, file)
                made |= {key: kept[key] for key in BY_HAND if part == 1 and kept.get(key)}
                self._entries.append(made)
                self._entries_of.setdefault(unit_id, []).append(made)
        self._changed.add(ENTRIES.name)

    def _entry(self, unit_id: str, item: Item, piece: str, order: int, part: int, version: int, file: str) -> Row:
        return {
            "unit_id": unit_id, "unit_name": self.names[unit_id], "section": item.section, "order": order,
            "part": part, "text": piece, "kind": "aside" if item.aside else item.kind,
            "heading": squeeze(item.heading)[:250] or None, "guess": item.guess, "version": version,
            "current": "current", "source": file,
        }  # fmt: skip

    def _put_figures(self, unit_id: str, report: Report, file: str, version: int) -> list[str]:
        """Write figures into blank cells and over the machine's own; return what a clerk typed and is kept."""
        if not report.figures:
            return []
        row = next((r for r in self._figures if self._is_of(r, unit_id)), None)
        if row is None:
            row = {
                "unit_id": unit_id,
                "unit_name": self.names[unit_id],
                "group": self._tracker.unit_by_id[unit_id].group,
            }
            self._figures.append(row)
        last = {str(s.get("indicator")): s for s in self._sources if self._is_of(s, unit_id)}
        kept = []
        for code, figure in report.figures.items():
            now = parse_number(row.get(code))
            machine = parse_number(last[code].get("value")) if code in last else None
            if figure.told and now is not None and not _was_told(last.get(code)):
                continue  # What a table or a clerk gave counts more than a sentence.
            if now is not None and now != machine and now != figure.value:
                name = next(i.name for i in self._tracker.indicators if i.code == code)
                shown = {"kept": format_number(now, 3), "read": format_number(figure.value, 3)}
                kept.append(say("intake.figure_kept", name=name, **shown))
                continue
            if code not in self._columns:
                kept.append(say("intake.figure_no_column", indicator=code, sheet=FIGURES.sheet, value=figure.written))
                continue
            row[code] = figure.value
            source: Row = {
                "unit_id": unit_id, "unit_name": self.names[unit_id], "indicator": code, "value": figure.value,
                "written": figure.written, "place": figure.place, "source": file, "version": version,
            }  # fmt: skip
            if code in last:
                last[code].update(source)
            else:
                self._sources.append(source)
        self._changed |= {FIGURES.name, FIGURE_SOURCES.name}
        return kept

    def _put_unit(self, unit_id: str, report: Report, version: int, is_form: bool) -> None:
        row = self._unit_row(unit_id)
        if not is_form:
            if row.get("review") == "returned":
                close_review(self._receipts, row)
            row["received_on"] = row.get("received_on") or self._received or self._context.on
            row["version"] = max(version, whole(row, "version"))
            row["document_no"] = report.number or row.get("document_no")
            row["document_date"] = report.dated or row.get("document_date")
        row["missing"] = "; ".join(self._missing(unit_id)) or None
        self._changed.add(UNITS.name)

    def _missing(self, unit_id: str) -> list[str]:
        current = [r for r in self._entries_of.get(unit_id, ()) if r.get("current") != "old"]
        written = {text(r, "section_by_hand") or text(r, "section") or "" for r in current}
        figures = next((r for r in self._figures if self._is_of(r, unit_id)), {})
        codes = [indicator.code for indicator in self._tracker.indicators]
        numbers = {code: 1.0 for code in codes if parse_number(figures.get(code)) is not None}
        group = self._tracker.unit_by_id[unit_id].group
        return missing_sections(self._tracker.outline, group, written - {""}, numbers)

    def _unit_row(self, unit_id: str) -> Row:
        return next(row for row in self._units if self._is_of(row, unit_id))


def _was_told(source: Row | None) -> bool:
    """Tell whether a figure's source is a sentence of the report before."""
    return str((source or {}).get("place") or "").startswith(say("intake.figure_told", section=""))


def _parts(paragraph: str) -> Iterator[str]:
    """Yield a paragraph in pieces that fit into a cell, counted as Excel counts."""
    piece, size = "", 0
    for letter in paragraph if len(paragraph) * 2 > LONGEST_CELL else ():
        width = 2 if ord(letter) > 0xFFFF else 1
        if size + width > LONGEST_CELL:
            yield piece
            piece, size = "", 0
        piece, size = piece + letter, size + width
    yield piece or paragraph

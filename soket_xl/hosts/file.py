"""The tracker as a closed file: read with calamine, written by changing only the XML of what changes.

Everything that a clerk added (text boxes, pictures, sparklines, sheets, colours) is copied as it is stored.
"""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from soket_xl.errors import WorkbookError, why
from soket_xl.hosts import NOTHING
from soket_xl.hosts.addresses import column_number
from soket_xl.hosts.cells import canonical, computed_columns, sound, trimmed
from soket_xl.hosts.formulas import constants
from soket_xl.hosts.package import BROKEN, MAIN, WORKBOOK, Element, Package, TablePart
from soket_xl.hosts.saving import UNDONE, alone, backups_of, check_free, is_still, keep_mark, replace
from soket_xl.hosts.sheet_patch import SheetPatch, patch_table
from soket_xl.hosts.styles import Styles
from soket_xl.model import Cell, Table
from soket_xl.schema import TABLES
from soket_xl.text.fold import fold, nfc

CALC_CHAIN = "xl/calcChain.xml"
BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""What stands before calcPr in a workbook part (ECMA-376 part 1, 18.2.27)."""
_ERROR = re.compile(
    rb"<c\b(?=[^>]*?\bt=\"e\")[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>", re.DOTALL
)


class FileHost:
    """A tracker on disk. Values only; each write makes a backup first and is all or nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._grids: dict[str, list[list[Any]]] = {}

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return self._path

    def read_table(self, name: str) -> Table:
        """Return the table with canonical cells; see the port."""
        place = self._place(name)
        grid = self._grid(place.sheet)
        if not any(_slice(grid, place.top, place.left, place.right)):
            raise WorkbookError("host.broken", file=self._path.name, part=place.sheet_part)
        filled = min(place.last_row, max(len(grid), place.top))
        rows = [_slice(grid, number, place.left, place.right) for number in range(place.top + 1, filled + 1)]
        # A table may be drawn over the whole sheet: the rows below the last cell are one blank row, as often as needed.
        blank = ((None,) * len(place.headers),) * (place.last_row - filled)
        return Table(name, place.headers, (*rows, *blank), place.top + 1)

    def typed_over(self, name: str) -> Mapping[str, Sequence[int]]:
        """Return the cells of computed columns that hold no formula; see the port."""
        place, wanted = self._place(name), computed_columns(name)
        at = {place.left + n: header for n, header in enumerate(place.headers) if fold(header) in wanted}
        rows: dict[str, list[int]] = {}
        for row, column in constants(self._package.part(place.sheet_part), at) if at else ():
            if place.top < row <= place.last_row:
                rows.setdefault(at[column], []).append(row)
        return rows

    def computed_headers(self, name: str) -> frozenset[str]:
        """Return the headers of the table's columns that Excel computes."""
        place = self._place(name)
        return frozenset(place.headers[number] for number in place.formulas)

    def read_value(self, name: str) -> Cell:
        """Return the cell of a defined name."""
        sheet, row, column = self._named(name)
        return _slice(self._grid(sheet), row, column, column)[0]

    def read_block(self, name: str) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells from a defined name down and right to the last used ones."""
        sheet, row, column = self._named(name)
        grid = self._grid(sheet)
        width = max((len(line) for line in grid), default=0)
        rows = [_slice(grid, number, column, max(width, column)) for number in range(row, len(grid) + 1)]
        return trimmed(rows)

    def write(
        self, tables: Sequence[Table] = (), values: Mapping[str, Cell] = NOTHING, clear: Sequence[str] = ()
    ) -> None:
        """Write tables, named cells and cleared blocks in one go; see the port."""
        check_free(self._path)
        changed = self._changed(tables, values, clear)
        content = self._package.copy_with(changed, self._dropped)
        with alone(self._path):
            if not is_still(self._path, self._package.content):
                raise WorkbookError("host.changed", file=self._path.name)
            replace(self._path, content, _now(), lambda made: _verify(made, tables))
            keep_mark(self._path, _now(), lambda copy: copy.write_bytes(content))
        self._forget()

    def save_copy(self, path: Path) -> None:
        """Write the workbook as it stands on disk to `path`."""
        content = self._package.content
        try:
            path.write_bytes(content)
        except OSError as error:
            raise WorkbookError("host.output_failed", file=path.name, folder=path.parent, why=why(error)) from error

    def restore_last(self) -> Path | None:
        """Put the last backup in the workbook's place, byte for byte; see the port."""
        check_free(self._path)
        found = backups_of(self._path)
        if not found:
            return None
        content = Package(found[-1]).content
        with alone(self._path):
            replace(self._path, content, _now(), lambda made: _verify(made, ()))
            keep_mark(self._path, _now(), lambda copy: copy.write_bytes(content), UNDONE)
        self._forget()
        return found[-1]

    @cached_property
    def _package(self) -> Package:
        return Package(self._path)

    @cached_property
    def _reader(self) -> Any:
        from io import BytesIO

        from python_calamine import CalamineError, CalamineWorkbook

        try:
            return CalamineWorkbook.from_filelike(BytesIO(self._package.content))
        except (CalamineError, *BROKEN) as error:
            raise WorkbookError("host.not_workbook", file=self._path.name) from error

    @cached_property
    def _styles(self) -> Styles:
        return Styles(self._package.xml(self._styles_part))

    @property
    def _styles_part(self) -> str:
        return next((part for part in self._package.relations(WORKBOOK).values() if part.endswith("styles.xml")), "")

    def _forget(self) -> None:
        self._grids.clear()
        for name in ("_package", "_reader", "_styles"):
            self.__dict__.pop(name, None)

    def _place(self, name: str) -> TablePart:
        place = self._package.tables.get(name)
        if place is None:
            sheet = next((spec.sheet for spec in TABLES if spec.name == name), "?")
            raise WorkbookError("host.table_missing", name=name, sheet=sheet)
        return place

    def _named(self, name: str) -> tuple[str, int, int]:
        place = self._package.names.get(name)
        if place is None or place[0] not in self._package.sheets:
            raise WorkbookError("host.name_missing", name=name)
        return place

    def _grid(self, sheet: str) -> list[list[Any]]:
        """Return the cells of a sheet from A1, read once; error values are put where calamine leaves blanks."""
        if sheet not in self._grids:
            part = self._package.sheets[sheet]
            self._package.check_extent(part)
            grid = self._read_grid(sheet)
            content = self._package.part(part)
            if b't="e"' in content:
                _put_errors(grid, content)
            self._grids[sheet] = grid
        return self._grids[sheet]

    def _read_grid(self, sheet: str) -> list[list[Any]]:
        names = {nfc(name): name for name in self._reader.sheet_names}
        try:
            grid: list[list[Any]] = self._reader.get_sheet_by_name(names[sheet]).to_python(skip_empty_area=False)
        except Exception as error:
            raise WorkbookError("host.broken", file=self._path.name, part=self._package.sheets[sheet]) from error
        return grid

    @property
    def _dropped(self) -> frozenset[str]:
        return frozenset({CALC_CHAIN}) if self._package.has(CALC_CHAIN) else frozenset()

    def _changed(self, tables: Sequence[Table], values: Mapping[str, Cell], clear: Sequence[str]) -> dict[str, bytes]:
        """Return the new bytes of every part that the write touches."""
        patches: dict[str, SheetPatch] = {}
        changed: dict[str, bytes] = {}
        for table in tables:
            place = self._place(table.name)
            last = self._patch(patches, place.sheet).put_rows(place, table)
            root = self._package.xml(place.part)
            patch_table(root, place, last)
            changed[place.part] = _bytes(root)
        for name, value in values.items():
            sheet, row, column = self._named(name)
            self._patch(patches, sheet).put_cell(row, column, value)
        for name in clear:
            sheet, row, column = self._named(name)
            self._patch(patches, sheet).clear_from(row, column)
        for sheet, patch in patches.items():
            changed[self._package.sheets[sheet]] = _bytes(patch.root)
        if self._styles.changed:
            changed[self._styles_part] = _bytes(self._styles.root)
        return changed | self._recalculated()

    def _patch(self, patches: dict[str, SheetPatch], sheet: str) -> SheetPatch:
        if sheet not in patches:
            root = self._package.xml(self._package.sheets[sheet])
            patches[sheet] = SheetPatch(root, sheet, self._styles, self._package.dates_from_1904)
        return patches[sheet]

    def _recalculated(self) -> dict[str, bytes]:
        """Return the parts that make Excel compute every formula anew when it opens the file."""
        root = self._package.xml(WORKBOOK)
        calculation = root.find(f"{MAIN}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{MAIN}calcPr")
            before = [part for name in BEFORE_CALCULATION for part in root.iterchildren(f"{MAIN}{name}")]
            before[-1].addnext(calculation)
        calculation.set("fullCalcOnLoad", "1")
        changed = {WORKBOOK: _bytes(root)}
        if self._dropped:
            types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
            for part, attribute in ((types, "PartName"), (relations, "Target")):
                listing = self._package.xml(part)
                for entry in [e for e in listing if e.get(attribute, "").endswith("calcChain.xml")]:
                    listing.remove(entry)
                changed[part] = _bytes(listing)
        return changed


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(tzinfo=None)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _verify(made: Path, tables: Sequence[Table]) -> None:
    """Read the new file back and hold the written tables against what was to be written."""
    again = FileHost(made)
    again._package.check_whole()
    for table in tables:
        read = again.read_table(table.name)
        if len(read.rows) != max(1, len(table.rows)):
            raise WorkbookError("host.not_verified", file=made.name, table=table.name)
        at = [read.headers.index(header) for header in table.headers if header in read.headers]
        given = [number for number, header in enumerate(table.headers) if header in read.headers]
        formulas = again._place(table.name).formulas
        for wanted, found in zip(table.rows, read.rows, strict=False):
            for here, there in zip(given, at, strict=True):
                if there not in formulas and not _same(wanted[here], found[there]):
                    raise WorkbookError("host.not_verified", file=made.name, table=table.name)


def _same(wanted: Cell, found: Cell) -> bool:
    if isinstance(wanted, str):
        return (found or "") == nfc(sound(wanted))
    if isinstance(wanted, datetime) and isinstance(found, date):
        return abs(_moment(found) - _moment(wanted)) < timedelta(seconds=1)
    if isinstance(wanted, int | float) and isinstance(found, int | float):
        return math.isclose(found, wanted)
    return found == canonical(wanted)


def _moment(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime.combine(value, time())


def _slice(grid: Sequence[Sequence[Any]], row: int, left: int, right: int) -> tuple[Cell, ...]:
    line = grid[row - 1] if 0 < row <= len(grid) else ()
    return tuple(canonical(line[column - 1]) if column <= len(line) else None for column in range(left, right + 1))


def _put_errors(grid: list[list[Any]], content: bytes) -> None:
    for match in _ERROR.finditer(content):
        row, column = int(match[2]), column_number(match[1].decode())
        grid.extend([] for _ in range(row - len(grid)))
        line = grid[row - 1]
        line.extend([""] * (column - len(line)))
        line[column - 1] = match[3].decode("utf-8")

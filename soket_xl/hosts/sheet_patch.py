"""Cells put into a worksheet's XML: only those that change, each with the style its column has."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from lxml import etree

from soket_xl.errors import WorkbookError
from soket_xl.hosts.cells import check_length, escaped, sound
from soket_xl.hosts.package import MAIN, Element, TablePart, cell_place, column_letters, range_place
from soket_xl.model import Cell, Table
from soket_xl.text.fold import fold

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class SheetPatch:
    """The XML of one worksheet, changed in place."""

    def __init__(self, root: Element, sheet: str, dates_from_1904: bool = False) -> None:
        self.root = root
        self.sheet = sheet
        self._epoch = date(1904, 1, 1) if dates_from_1904 else date(1899, 12, 30)
        data = root.find(f"{MAIN}sheetData")
        if data is None:
            raise WorkbookError("host.broken", file=sheet, part="sheetData")
        self._data = data
        self._rows = _number_rows(data)

    def put_rows(self, place: TablePart, table: Table) -> int:
        """Write the rows of `table` at `place` and return the last data row; what it does not name stays as it is.

        Raises WorkbookError if something stands in the way below, or a text is longer than a cell holds.
        """
        last = place.top + max(1, len(table.rows))
        self._check_room(place, last)
        columns = _columns(place, table)
        styles = self._styles(place)
        for number in range(place.top + 1, max(last, place.last_row) + 1):
            offset = number - place.top - 1
            cells = table.rows[offset] if offset < len(table.rows) else None
            self._put_row(place, number, cells, columns, styles, within=number <= last)
        self._data[:] = [self._rows[number] for number in sorted(self._rows)]
        self._widen(place, last)
        return last

    def put_cell(self, row: int, column: int, value: Cell) -> None:
        """Write one cell; its style stays."""
        element = self._row(row)
        cells = _cells(element)
        old = cells.get(column)
        cells[column] = self._made(row, column, value, None if old is None else old.get("s"))
        element[:] = [cells[number] for number in sorted(cells)]
        self._data[:] = [self._rows[number] for number in sorted(self._rows)]

    def clear_from(self, row: int, column: int) -> None:
        """Empty every cell from here down and to the right; styles stay."""
        for number, element in self._rows.items():
            if number >= row:
                for at, cell in _cells(element).items():
                    if at >= column:
                        _empty(cell)

    def _put_row(
        self,
        place: TablePart,
        number: int,
        values: Sequence[Cell] | None,
        columns: Sequence[int | None],
        styles: Mapping[int, str],
        within: bool,
    ) -> None:
        element = self._row(number)
        cells = _cells(element)
        for offset, source in enumerate(columns):
            at = place.left + offset
            old = cells.get(at)
            style = styles.get(at) if old is None else old.get("s")
            if not within:
                if old is not None:
                    _empty(old)
            elif offset in place.formulas:
                cells[at] = _formula(number, at, place.formulas[offset], style)
            elif source is not None:
                cells[at] = self._made(number, at, values[source] if values else None, style)
            elif old is None and style is not None:
                cells[at] = self._made(number, at, None, style)
        element[:] = [cells[at] for at in sorted(cells)]
        element.attrib.pop("spans", "")

    def _made(self, row: int, column: int, value: Cell, style: str | None) -> Element:
        cell = etree.Element(f"{MAIN}c")
        address = f"{column_letters(column)}{row}"
        cell.set("r", address)
        if style is not None:
            cell.set("s", style)
        if value is None or value == "":
            return cell
        if isinstance(value, str):
            _put_text(cell, value, self.sheet, address)
        else:
            if isinstance(value, bool):
                cell.set("t", "b")
            etree.SubElement(cell, f"{MAIN}v").text = self._number(value)
        return cell

    def _number(self, value: bool | float | date) -> str:
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, datetime):
            days = (value.date() - self._epoch).days
            return repr(days + (value.hour * 3600 + value.minute * 60 + value.second) / 86400)
        return str((value - self._epoch).days) if isinstance(value, date) else repr(value)

    def _row(self, number: int) -> Element:
        if number not in self._rows:
            self._rows[number] = etree.Element(f"{MAIN}row", {"r": str(number)})
        return self._rows[number]

    def _styles(self, place: TablePart) -> dict[int, str]:
        """Return the style of each column as the table's first data row has it."""
        first = self._rows.get(place.top + 1)
        cells = {} if first is None else _cells(first)
        return {at: style for at, cell in cells.items() if (style := cell.get("s")) is not None}

    def _check_room(self, place: TablePart, last: int) -> None:
        if place.totals and last != place.last_row:
            raise WorkbookError("host.totals_row", sheet=self.sheet, table=place.name)
        for number in range(place.last_row + 1, last + 1):
            row = self._rows.get(number)
            for at, cell in () if row is None else _cells(row).items():
                if place.left <= at <= place.right and len(cell):
                    raise WorkbookError("host.cell_below", sheet=self.sheet, cell=f"{column_letters(at)}{number}")
        for merged in self.root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
            top, left, bottom, right = range_place(merged.get("ref", "A1"))
            if top <= last and bottom > place.top and left <= place.right and right >= place.left:
                raise WorkbookError("host.merged", sheet=self.sheet, cell=merged.get("ref"))

    def _widen(self, place: TablePart, last: int) -> None:
        dimension = self.root.find(f"{MAIN}dimension")
        if dimension is None:
            return
        top, left, bottom, right = range_place(dimension.get("ref", "A1"))
        bottom, right = max(bottom, last), max(right, place.right)
        dimension.set("ref", f"{column_letters(left)}{top}:{column_letters(right)}{bottom}")


def patch_table(root: Element, place: TablePart, last: int) -> None:
    """Set the range of a table part, and of its filter, to end at the data row `last`."""
    ref = f"{column_letters(place.left)}{place.top}:{column_letters(place.right)}{last + place.totals}"
    root.set("ref", ref)
    filtered = root.find(f"{MAIN}autoFilter")
    if filtered is not None:
        filtered.set("ref", f"{column_letters(place.left)}{place.top}:{column_letters(place.right)}{last}")


def _columns(place: TablePart, table: Table) -> list[int | None]:
    """Return for each column of the sheet's table which column of `table` fills it, None to leave it."""
    given = {fold(header): number for number, header in enumerate(table.headers)}
    return [given.get(fold(header)) for header in place.headers]


def _number_rows(data: Element) -> dict[int, Element]:
    rows: dict[int, Element] = {}
    number = 0
    for row in data.iterchildren(f"{MAIN}row"):
        number = int(row.get("r") or number + 1)
        row.set("r", str(number))
        rows[number] = row
    return rows


def _cells(row: Element) -> dict[int, Element]:
    cells: dict[int, Element] = {}
    at = 0
    for cell in row.iterchildren(f"{MAIN}c"):
        address = cell.get("r")
        at = cell_place(address)[1] if address else at + 1
        cells[at] = cell
    return cells


def _empty(cell: Element) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")


def _formula(row: int, column: int, text: str, style: str | None) -> Element:
    cell = etree.Element(f"{MAIN}c", {"r": f"{column_letters(column)}{row}"})
    if style is not None:
        cell.set("s", style)
    etree.SubElement(cell, f"{MAIN}f").text = text
    return cell


def _put_text(cell: Element, text: str, sheet: str, address: str) -> None:
    check_length(text, sheet, address)
    cell.set("t", "inlineStr")
    inner = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
    inner.text = escaped(sound(text))
    inner.set(XML_SPACE, "preserve")

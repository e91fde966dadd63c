"""Cells put into a worksheet's XML: only those that change, each with the style its column has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from soket_xl.errors import WorkbookError
from soket_xl.hosts.addresses import cell_place, column_letters, range_place
from soket_xl.hosts.cells import canonical, check_columns, check_length, escaped, sound, unescaped
from soket_xl.hosts.formulas import array_areas, free_shared, shifted
from soket_xl.hosts.package import MAIN, Element, TablePart
from soket_xl.hosts.row_height import column_widths, fit_row
from soket_xl.hosts.sheet_ranges import extend_ranges
from soket_xl.hosts.styles import DAY, GENERAL, MOMENT, Styles
from soket_xl.model import Cell, Table
from soket_xl.text.fold import fold

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class _Column:
    """How a column of a table is filled: from `source` of each row, or by a formula that was written for `row`."""

    at: int
    source: int | None
    style: str | None
    formula: str
    row: int
    only_new: bool


class SheetPatch:
    """The XML of one worksheet, changed in place; `styles` gets the cell formats that are wanting."""

    def __init__(self, root: Element, sheet: str, styles: Styles, dates_from_1904: bool = False) -> None:
        self.root = root
        self.sheet = sheet
        self._styles = styles
        self._fitting: dict[tuple[str | None, str], str | None] = {}
        self._epoch = date(1904, 1, 1) if dates_from_1904 else date(1899, 12, 30)
        data = root.find(f"{MAIN}sheetData")
        if data is None:
            raise WorkbookError("host.broken", file=sheet, part="sheetData")
        self._data = data
        self._widths = column_widths(root)
        self._rows = _number_rows(data)
        free_shared(data)

    def put_rows(self, place: TablePart, table: Table) -> int:
        """Write the rows of `table` at `place` and return the last data row; what it does not name stays as it is.

        Raises WorkbookError if something stands in the way below, or a text is longer than a cell holds.
        """
        last = place.top + max(1, len(table.rows))
        check_columns(table, place.headers, self.sheet)
        self._check_room(place, last)
        plan = self._columns(place, table)
        looks = self._row(place.last_row)
        for number in range(place.top + 1, max(last, place.last_row) + 1):
            offset = number - place.top - 1
            if number > last:
                self._empty_row(place, number)
            else:
                row = self._row(number, looks)
                self._put_row(row, number, plan, table.rows[offset] if offset < len(table.rows) else None)
        self._data[:] = [self._rows[number] for number in sorted(self._rows)]
        extend_ranges(self.root, place, last)
        self._widen(place, last)
        return last

    def put_cell(self, row: int, column: int, value: Cell) -> None:
        """Write one cell; its style stays."""
        element = self._row(row)
        cells = _cells(element)
        old = cells.get(column)
        cells[column] = self._made(row, column, value, None if old is None else old.get("s"))
        element[:] = [cells[number] for number in sorted(cells)]
        element.attrib.pop("spans", "")
        self._data[:] = [self._rows[number] for number in sorted(self._rows)]

    def clear_from(self, row: int, column: int) -> None:
        """Empty every cell from here down and to the right; styles stay."""
        for number, element in self._rows.items():
            if number >= row:
                for at, cell in _cells(element).items():
                    if at >= column:
                        _empty(cell)

    def _columns(self, place: TablePart, table: Table) -> list[_Column]:
        """Return what fills each column of the sheet's table; styles are those of its first data row."""
        given = {fold(header): number for number, header in enumerate(table.headers)}
        first, last = _cells(self._row(place.top + 1)), _cells(self._row(place.last_row))
        columns = []
        for offset, header in enumerate(place.headers):
            at = place.left + offset
            source = None if offset in place.formulas else given.get(fold(header))
            style = first[at].get("s") if at in first else None
            columns.append(_Column(at, source, style, *self._formula(place, offset, first.get(at), last.get(at))))
        return columns

    def _formula(
        self, place: TablePart, offset: int, first: Element | None, last: Element | None
    ) -> tuple[str, int, bool]:
        """Return the formula of a column, the row it is written for, and whether only new rows need it."""
        text = place.formulas.get(offset)
        if text is None:
            return _formula_of(last), place.last_row, True
        if shifted(text, 1) != text and _formula_of(first):
            text = _formula_of(first)
        return text, place.top + 1, False

    def _empty_row(self, place: TablePart, number: int) -> None:
        for at, cell in _cells(self._rows[number]).items() if number in self._rows else ():
            if place.left <= at <= place.right:
                _empty(cell)

    def _put_row(
        self, element: Element, number: int, columns: Sequence[_Column], values: Sequence[Cell] | None
    ) -> None:
        cells = _cells(element)
        for column in columns:
            old = cells.get(column.at)
            style = column.style if old is None else old.get("s")
            if column.source is not None:
                value = values[column.source] if values else None
                if old is None or not (_holds(old, value) or self._shows(old, value)):
                    cells[column.at] = self._made(number, column.at, value, style)
            elif column.formula and (not column.only_new or number > column.row):
                cells[column.at] = _formula(number, column, style)
            elif old is None and style is not None:
                cells[column.at] = self._made(number, column.at, None, style)
        element[:] = [cells[at] for at in sorted(cells)]
        element.attrib.pop("spans", "")
        if values:
            fit_row(element, [(c.at, values[c.source]) for c in columns if c.source is not None], self._widths)

    def _made(self, row: int, column: int, value: Cell, style: str | None) -> Element:
        address = f"{column_letters(column)}{row}"
        fitting = self._style(style, value)
        cell = etree.Element(f"{MAIN}c", {"r": address} if fitting is None else {"r": address, "s": fitting})
        if value is None or value == "":
            return cell
        if isinstance(value, str):
            _put_text(cell, value, self.sheet, address)
        else:
            if isinstance(value, bool):
                cell.set("t", "b")
            etree.SubElement(cell, f"{MAIN}v").text = self._number(value)
        return cell

    def _shows(self, cell: Element, value: Cell) -> bool:
        """Tell whether a cell that a clerk gave a formula shows `value` already: then the formula stays."""
        if cell.find(f"{MAIN}f") is None or value is None:
            return False
        shown = cell.findtext(f"{MAIN}v") or ""
        if isinstance(value, str):
            return cell.get("t") == "str" and canonical(unescaped(shown)) == value
        if cell.get("t", "n") != ("b" if isinstance(value, bool) else "n"):
            return False
        return shown == self._number(value) or _as_float(shown) == float(self._number(value))

    def _style(self, style: str | None, value: Cell) -> str | None:
        """Return the style for `value` in a cell of `style`: dates shown as dates, figures as figures, text armed."""
        kind = _kind(value)
        if not kind:
            return style
        if (style, kind) not in self._fitting:
            self._fitting[style, kind] = self._fitted(style, kind)
        return self._fitting[style, kind]

    def _fitted(self, style: str | None, kind: str) -> str | None:
        styles = self._styles
        if kind == "formula-like":
            return style if styles.is_text(style) else styles.quoted(style)
        if (kind == "number") != styles.shows_dates(style):
            return style
        return styles.with_number_format(style, {"number": GENERAL, "day": DAY, "moment": MOMENT}[kind])

    def _number(self, value: bool | float | date) -> str:
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, datetime):
            days = (value.date() - self._epoch).days
            return repr(days + (value.hour * 3600 + value.minute * 60 + value.second) / 86400)
        return str((value - self._epoch).days) if isinstance(value, date) else repr(value)

    def _row(self, number: int, like: Element | None = None) -> Element:
        """Return a row, made with the looks of `like` where there is none; Excel fits its height to what it holds."""
        row = self._rows.get(number)
        if row is None:
            row = self._rows[number] = etree.Element(f"{MAIN}row")
            for name, value in () if like is None else like.attrib.items():
                row.set(name, value)
            row.set("r", str(number))
            row.attrib.pop("hidden", "")
        if like is not None and row.get("customHeight") not in ("1", "true"):
            row.attrib.pop("ht", "")
        return row

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
        for ref in array_areas(self._data):
            top, left, bottom, right = range_place(ref)
            if top <= last and bottom > place.top and left <= place.right and right >= place.left:
                raise WorkbookError("host.array", sheet=self.sheet, cell=ref)

    def _widen(self, place: TablePart, last: int) -> None:
        dimension = self.root.find(f"{MAIN}dimension")
        if dimension is None:
            return
        top, left, bottom, right = range_place(dimension.get("ref", "A1"))
        bottom, right = max(bottom, last), max(right, place.right)
        dimension.set("ref", f"{column_letters(left)}{top}:{column_letters(right)}{bottom}")


def patch_table(root: Element, place: TablePart, last: int) -> None:
    """Set the range of a table part, of its filter and of its sorting, to end at the data row `last`."""
    columns = column_letters(place.left), column_letters(place.right)
    root.set("ref", f"{columns[0]}{place.top}:{columns[1]}{last + place.totals}")
    for filtered in root.iter(f"{MAIN}autoFilter"):
        filtered.set("ref", f"{columns[0]}{place.top}:{columns[1]}{last}")
    for sorting in root.iter(f"{MAIN}sortState", f"{MAIN}sortCondition"):
        top, left, _, right = range_place(sorting.get("ref", "A1"))
        sorting.set("ref", f"{column_letters(left)}{top}:{column_letters(right)}{max(top, last)}")


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
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, "")


def _holds(cell: Element, value: Cell) -> bool:
    """Tell whether a cell without a formula is blank or has the text already: it need not be made anew."""
    if value is None or value == "":
        return len(cell) == 0
    if isinstance(value, str) and cell.get("t") == "inlineStr" and len(cell) == 1 and len(cell[0]) == 1:
        return cell[0][0].text == escaped(sound(value))
    return False


def _as_float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _kind(value: Cell) -> str:
    """Return what a cell's style has to suit, "" if any does."""
    if isinstance(value, str):
        return "formula-like" if value[:1] in ("=", "+", "-", "@") else ""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, date):
        return "moment" if isinstance(value, datetime) else "day"
    return "number"


def _formula_of(cell: Element | None) -> str:
    found = None if cell is None else cell.find(f"{MAIN}f")
    return "" if found is None or found.get("t") else found.text or ""


def _formula(row: int, column: _Column, style: str | None) -> Element:
    cell = etree.Element(f"{MAIN}c", {"r": f"{column_letters(column.at)}{row}"})
    if style is not None:
        cell.set("s", style)
    etree.SubElement(cell, f"{MAIN}f").text = shifted(column.formula, row - column.row)
    return cell


def _put_text(cell: Element, text: str, sheet: str, address: str) -> None:
    check_length(text, sheet, address)
    cell.set("t", "inlineStr")
    inner = etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t")
    inner.text = escaped(sound(text))
    inner.set(XML_SPACE, "preserve")

"""Excel as xlwings sees it, on a machine without Excel: the real front classes of xlwings over this small engine.

Only what `hosts/excel.py` asks for, with Excel's own manners: a General cell parses text that looks like a formula, a
number or a date; numbers put into text cells become text; reads come as tuples of tuples; blank is None; errors are
integers; a filtered list takes an array wrongly; a busy Excel rejects calls. Written against xlwings 0.37.8.
"""

import re
import shutil
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from python_calamine import CalamineWorkbook
from xlwings import base_classes

CALL_REJECTED, FAILED = -2147418111, -2147352567
ERRORS = {"#N/A": -2146826246, "#REF!": -2146826265, "#VALUE!": -2146826273, "#DIV/0!": -2146826281}
NAME_ERROR = -2146826259
NUMBER = re.compile(r"[+-]?[\d.,]+%?(E[+-]?\d+)?", re.IGNORECASE)
DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})([/-](\d{2,4}))?")


class ComError(Exception):
    """What pywin32 raises."""

    def __init__(self, hresult: int, text: str) -> None:
        super().__init__(hresult, text)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, None, 0, hresult)


class Cell:
    def __init__(self, value: Any = None, looks: str = "General", formula: str | None = None) -> None:
        self.value, self.looks, self.formula = value, looks, formula

    def take(self, value: Any) -> None:
        """Take a value as Excel's Range.Value does."""
        self.formula = None
        if value is None or value == "":
            self.value = None
        elif isinstance(value, str):
            self._take_text(value)
        elif self.looks == "@":
            self.value = str(value)
        else:
            if isinstance(value, datetime) and self.looks == "General":
                self.looks = "m/d/yyyy"
            self.value = float(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def _take_text(self, text: str) -> None:
        found = DATE.fullmatch(text)
        if len(text) > 32_767:
            raise ComError(FAILED, "too long")
        if text.startswith("'"):
            self.value = text[1:]
        elif self.looks == "@":
            self.value = text
        elif NUMBER.fullmatch(text):
            self.value = float(re.sub(r"[^\d.+-]", "", text.partition("E")[0]) or 0)
        elif found:
            year = int(found[4] or 2026)
            self.value = datetime(year if year > 99 else 2000 + year, min(12, int(found[1])), 1)
        elif text.upper() in ("TRUE", "FALSE"):
            self.value = text.upper() == "TRUE"
        elif text[0] in "=+-@":
            self.value, self.formula = NAME_ERROR, f"={text.lstrip('=')}"
        else:
            self.value = text


class Sheet:
    def __init__(self, book: "Book", name: str) -> None:
        self._book, self._name = book, name
        self.grid: dict[tuple[int, int], Cell] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.listed: list[Table] = []
        self.protected = False

    @property
    def name(self) -> str:
        return self._name

    @property
    def book(self) -> "Book":
        return self._book

    @property
    def api(self) -> Any:
        return SimpleNamespace(ProtectContents=self.protected)

    @property
    def tables(self) -> "Named":
        return Named(self.listed)

    @property
    def used_range(self) -> "Range":
        bottom = max((row for row, _ in self.grid), default=1)
        right = max((column for _, column in self.grid), default=1)
        return Range(self, 1, 1, bottom, right)

    def range(self, arg1: Any, arg2: Any = None) -> "Range":
        if isinstance(arg1, Range):
            last = arg2 or arg1
            return Range(self, arg1.top_row, arg1.left_column, last.bottom, last.right)
        if len(arg1) == 4:
            row, column, height, width = arg1
            return Range(self, row, column, row + height - 1, column + width - 1)
        return Range(self, *arg1, *(arg2 or arg1))

    def cell(self, row: int, column: int) -> Cell:
        return self.grid.setdefault((row, column), Cell())


class Range(base_classes.Range):
    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self._sheet = sheet
        self.top_row, self.left_column, self.bottom, self.right = top, left, bottom, right
        self.options: dict[str, Any] = {}

    def _cells(self) -> list[list[Cell]]:
        self._sheet.book.app.called()
        columns = range(self.left_column, self.right + 1)
        return [[self._sheet.cell(row, at) for at in columns] for row in range(self.top_row, self.bottom + 1)]

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Any:
        return self

    @property
    def row(self) -> int:
        return self.top_row

    @property
    def column(self) -> int:
        return self.left_column

    @property
    def shape(self) -> tuple[int, int]:
        return self.bottom - self.top_row + 1, self.right - self.left_column + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, arg1: int, arg2: int | None = None) -> "Range":
        row, column = (arg1, arg2) if arg2 else divmod(arg1 - 1, self.shape[1])
        if not arg2:
            row, column = row + 1, column + 1
        place = (self.top_row + row - 1, self.left_column + column - 1)
        return Range(self._sheet, *place, *place)

    @property
    def raw_value(self) -> Any:
        rows = tuple(tuple(cell.value for cell in line) for line in self._cells())
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        cells = self._cells()
        if not isinstance(value, list | tuple):
            value = [[value] * self.shape[1]] * self.shape[0]
        elif any(isinstance(cell, str) and len(cell) > 8_203 for line in value for cell in line):
            raise ComError(FAILED, "a text of an array is too long")
        for number, (line, given) in enumerate(zip(cells, value, strict=True), self.top_row):
            for cell, one in zip(line, given, strict=True):
                if not any(table.hides(number) for table in self._sheet.listed):
                    cell.take(one)

    def clear_contents(self) -> None:
        for line in self._cells():
            for cell in line:
                cell.value = cell.formula = None

    @property
    def formula(self) -> Any:
        rows = tuple(tuple(_formula_text(cell) for cell in line) for line in self._cells())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: str) -> None:
        for line in self._cells():
            for cell in line:
                cell.formula, cell.value = (None, value) if cell.looks == "@" else (value, None)

    @property
    def number_format(self) -> str | None:
        found = {cell.looks for line in self._cells() for cell in line}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        for line in self._cells():
            for cell in line:
                cell.looks = value

    @property
    def HasFormula(self) -> bool | None:
        found = {cell.formula is not None for line in self._cells() for cell in line}
        return found.pop() if len(found) == 1 else None

    @property
    def merge_cells(self) -> bool | None:
        crossed = [
            box
            for box in self._sheet.merged
            if box[0] <= self.bottom and box[2] >= self.top_row and box[1] <= self.right and box[3] >= self.left_column
        ]
        return None if crossed else False

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        return f"{get_column_letter(self.left_column)}{self.top_row}:{get_column_letter(self.right)}{self.bottom}"


def _formula_text(cell: Cell) -> str:
    return cell.formula or ("" if cell.value is None else str(cell.value))


class Table:
    def __init__(self, sheet: Sheet, name: str, area: tuple[int, int, int, int], totals: bool) -> None:
        self._sheet, self._name, self.area, self._totals = sheet, name, area, totals
        self.filter = SimpleNamespace(FilterMode=False, ShowAllData=self._show_all)
        self.api = SimpleNamespace(ShowAutoFilter=True, AutoFilter=self.filter)

    def _show_all(self) -> None:
        self.filter.FilterMode = False

    def hides(self, row: int) -> bool:
        """Say whether a row is hidden by the filter: while one is on, all but the first data row are."""
        return self.filter.FilterMode and self.area[0] + 1 < row <= self.area[2]

    @property
    def name(self) -> str:
        return self._name

    @property
    def parent(self) -> Sheet:
        return self._sheet

    @property
    def range(self) -> Range:
        return Range(self._sheet, *self.area)

    @property
    def show_totals(self) -> bool:
        return self._totals

    def resize(self, area: Any) -> None:
        box = (area.row, area.column, area.row + area.shape[0] - 1, area.column + area.shape[1] - 1)
        for other in self._sheet.listed:
            if other is not self and other.area[0] <= box[2] and other.area[2] >= box[0]:
                raise ComError(FAILED, "a table cannot overlap another table")
        self.area = box


class Named:
    """A collection of tables or sheets."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __call__(self, key: str | int) -> Any:
        if isinstance(key, int):
            return self.items[key - 1]
        found = [item for item in self.items if item.name.casefold() == key.casefold()]
        if not found:
            raise ComError(FAILED, "no such object")
        return found[0]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Any:
        return iter(self.items)

    def __contains__(self, key: str) -> bool:
        return any(item.name == key for item in self.items)


class Names:
    def __init__(self, book: "Book") -> None:
        self.book = book

    def contains(self, name_or_index: Any) -> bool:
        return name_or_index in self.book.places

    def __call__(self, name_or_index: Any) -> Any:
        self.book.app.called()
        if name_or_index not in self.book.places:
            raise ComError(FAILED, "no such name")
        sheet, row, column = self.book.places[name_or_index]
        area = Range(self.book.sheets(sheet), row, column, row, column)
        return SimpleNamespace(refers_to_range=area, name=name_or_index)


class App:
    pid = 1

    def __init__(self) -> None:
        self.rejects = 0
        self.fails_at: int | None = None
        self.states: dict[str, Any] = {"screen_updating": True, "enable_events": True, "calculation": "automatic"}
        self.engine = Engine(self)
        self.opened: list[Book] = []

    def called(self) -> None:
        """Count a call; a busy Excel rejects it."""
        if self.rejects:
            self.rejects -= 1
            raise ComError(CALL_REJECTED, "call was rejected by callee")
        if self.fails_at is not None:
            self.fails_at -= 1
            if self.fails_at < 0:
                self.fails_at = None
                raise ComError(FAILED, "something in Excel broke")

    @property
    def books(self) -> Named:
        return Named(self.opened)


def _state(name: str) -> property:
    def read(app: App) -> Any:
        return app.states[name]

    def write(app: App, value: Any) -> None:
        app.states[name] = value

    return property(read, write)


for _name in ("screen_updating", "enable_events", "calculation"):
    setattr(App, _name, _state(_name))


class Engine:
    name, type = "excel", "desktop"

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def apps(self) -> list[App]:
        return [self.app]

    @staticmethod
    def prepare_xl_data_element(x: Any, options: Any) -> Any:
        if type(x) is date:
            return datetime(x.year, x.month, x.day)
        return "" if x is None else x

    @staticmethod
    def clean_value_data(data: Any, dates: Any, empty: Any, numbers: Any, err_to_str: bool) -> list[list[Any]]:
        names = {code: text for text, code in ERRORS.items()} | {NAME_ERROR: "#NAME?"}

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty
            return names.get(value, value) if err_to_str and type(value) is int else value

        return [[clean(value) for value in line] for line in data]


class Book:
    def __init__(self, path: Path, saves: bool = False) -> None:
        self.file, self.saves = path, saves
        self.app = App()
        self.app.opened.append(self)
        self.places: dict[str, tuple[str, int, int]] = {}
        self._sheets: list[Sheet] = []
        self.copies: list[Path] = []
        self.activations: list[str] = []
        self.location: str | None = None
        _load(self)

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def fullname(self) -> str:
        if self.location and "://" in self.location:
            raise xlwings.XlwingsError("Couldn't find the local OneDrive folder.")
        return self.location or str(self.file)

    @property
    def api(self) -> Any:
        return SimpleNamespace(SaveCopyAs=self._save_copy, Activate=lambda: self.activations.append(self.name))

    def _save_copy(self, name: str) -> None:
        """Copy the file; with `saves` (slow) what is in the cells now, through openpyxl."""
        self.app.called()
        if not self.saves or not _save(self, Path(name)):
            shutil.copyfile(self.file, name)
        self.copies.append(Path(name))

    @property
    def sheets(self) -> Named:
        self.app.called()
        return Named(self._sheets)

    @property
    def names(self) -> Names:
        return Names(self)


def open_fake(path: Path, saves: bool = False) -> xlwings.Book:
    """Return the workbook at `path` as if it were open in Excel; its engine parts are at `.impl`."""
    return xlwings.Book(impl=Book(path, saves))


def _save(book: Book, target: Path) -> bool:
    """Write the workbook as it is on screen to `target`; False if nothing has changed since it was opened."""
    pages, _ = _parsed(book.file.read_bytes())
    old = {title: cells for title, _, _, _, cells in pages}
    changed = [
        (sheet.name, place, cell)
        for sheet in book._sheets
        for place, cell in sheet.grid.items()
        if old[sheet.name].get(place, (None,))[0] != cell.value
    ]
    if not changed:
        return False
    made = openpyxl.load_workbook(book.file, keep_vba=True)
    names = {code: text for text, code in ERRORS.items()}
    for title, place, cell in changed:
        made[title].cell(*place).value = names.get(cell.value, cell.value) if cell.formula is None else cell.formula
    for sheet in book._sheets:
        for table in sheet.listed:
            top, left, bottom, right = table.area
            ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            made[sheet.name].tables[table.name].ref = ref
    made.save(target)
    return True


def _load(book: Book) -> None:
    pages, book.places = _parsed(book.file.read_bytes())
    for title, protected, merged, tables, cells in pages:
        sheet = Sheet(book, title)
        sheet.protected, sheet.merged = protected, list(merged)
        sheet.listed = [Table(sheet, *table) for table in tables]
        sheet.grid = {place: Cell(*cell) for place, cell in cells.items()}
        book._sheets.append(sheet)


@cache
def _parsed(content: bytes) -> tuple[list[Any], dict[str, tuple[str, int, int]]]:
    """Return what a file holds: (title, protected, merged, tables, cells) per sheet, and the places of names."""
    loaded = openpyxl.load_workbook(BytesIO(content))
    values = CalamineWorkbook.from_filelike(BytesIO(content))
    pages = []
    for page in loaded.worksheets:
        shown = values.get_sheet_by_name(page.title).to_python(skip_empty_area=False)
        tables = [(table.name, _box(table.ref), bool(table.totalsRowCount)) for table in page.tables.values()]
        cells = {(cell.row, cell.column): _cell(cell, shown) for line in page.iter_rows() for cell in line}
        merged = [_box(str(area)) for area in page.merged_cells.ranges]
        pages.append((page.title, page.protection.sheet, merged, tables, cells))
    places = {}
    for name, defined in loaded.defined_names.items():
        found = re.fullmatch(r"'?([^'!]+)'?!(\$[A-Z]+\$\d+)", defined.attr_text or "")
        if found:
            places[name] = (found[1], *coordinate_to_tuple(found[2].replace("$", "")))
    return pages, places


def _cell(cell: Any, shown: list[list[Any]]) -> tuple[Any, str, str | None]:
    """Return (value, number format, formula) of a cell; a formula's value is the one that the file keeps."""
    formula = str(cell.value) if cell.data_type == "f" else None
    value = cell.value
    if formula is not None:
        line = shown[cell.row - 1] if cell.row <= len(shown) else []
        value = (line[cell.column - 1] if cell.column <= len(line) else None) or None
    if cell.data_type == "e":
        value = ERRORS[value]
    elif isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return value, cell.number_format, formula


def _box(ref: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref)
    return top, left, bottom, right

"""What is written into an open workbook: checked when it is planned, written in as few calls as Excel allows.

A text never reaches Excel bare in a cell that is not of text format: "- done" would become a formula, "1/5" a date.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from soket_xl.errors import WorkbookError
from soket_xl.hosts.addresses import column_letters
from soket_xl.hosts.cells import check_columns, check_length, computed_columns, sound
from soket_xl.model import Cell, Table
from soket_xl.text.fold import fold

LONGEST_IN_ARRAY = 8_203
"""Letters of a text that Excel takes as part of an array; longer ones go cell by cell."""
TEXT, GENERAL, DAY, MOMENT = "@", "General", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


@dataclass(frozen=True)
class BlockWrite:
    """Rows of cells from the upper left cell of `area`; without rows the area is emptied."""

    area: Any
    rows: Sequence[Sequence[Cell]]

    def apply(self) -> None:
        """Write the block."""
        if self.rows:
            put_cells(self.area.sheet, self.area.row, self.area.column, self.rows)
        else:
            self.area.clear_contents()


@dataclass(frozen=True)
class TableWrite:
    """The rows of `table` in the Excel table `target`; `sources` tells for each column which cell of a row fills it.

    `formulas` are filled down their columns; `kept` are single ones (row, column, text) whose value stays.
    """

    target: Any
    table: Table
    sources: tuple[int | None, ...]
    formulas: Mapping[int, str]
    kept: tuple[tuple[int, int, str], ...]
    top: int
    left: int
    old_last: int

    @property
    def last(self) -> int:
        """The last data row when this is written."""
        return self.top + max(1, len(self.table.rows))

    def apply(self) -> None:
        """Resize the table, then write its columns and fill its formulas down."""
        show_all(self.target)
        sheet, right = self.target.range.sheet, self.left + len(self.sources) - 1
        if self.last < self.old_last:
            sheet.range((self.last + 1, self.left), (self.old_last, right)).clear_contents()
        if self.last != self.old_last:
            self.target.resize(sheet.range((self.top, self.left), (self.last, right)))
        if self.last > self.old_last:
            self._format_new_rows(sheet)
        for first, sources in _runs(self.sources):
            rows = self.table.rows or ((None,) * len(self.table.headers),)
            put_cells(sheet, self.top + 1, self.left + first, [[row[at] for at in sources] for row in rows])
        for offset, formula in self.formulas.items():
            sheet.range((self.top + 1, self.left + offset), (self.last, self.left + offset)).formula = formula
        for row, column, formula in self.kept:
            cell = sheet.range((row, column))
            if cell.number_format == TEXT:
                cell.number_format = GENERAL
            cell.formula = formula

    def _format_new_rows(self, sheet: Any) -> None:
        for column in range(self.left, self.left + len(self.sources)):
            looks = sheet.range((self.top + 1, column)).number_format
            sheet.range((self.old_last + 1, column), (self.last, column)).number_format = looks


def plan_block(area: Any, rows: Sequence[Sequence[Cell]]) -> BlockWrite:
    """Return the checked write of `rows` at `area`. Raises WorkbookError if it cannot be done."""
    _check_open(area.sheet)
    _check_texts(area.sheet.name, area.row, area.column, rows)
    return BlockWrite(area, rows)


def plan_table(target: Any, old: Table, table: Table) -> TableWrite:
    """Return the checked write of `table` over the Excel table `target`, which holds `old`.

    Raises WorkbookError for a protected sheet, merged cells, something below the table, a totals row, a long text.
    """
    area = target.range
    sheet, top = area.sheet, area.row
    old_last = top + area.shape[0] - 1 - bool(target.show_totals)
    check_columns(table, old.headers, sheet.name)
    given = {fold(header): number for number, header in enumerate(table.headers)}
    filled = _formula_columns(table.name, sheet, top + 1, old_last, area.column, old.headers)
    sources = tuple(None if at in filled else given.get(fold(header)) for at, header in enumerate(old.headers))
    kept = tuple(_kept_formulas(sheet, top + 1, area.column, sources, old, table))
    write = TableWrite(target, table, sources, filled, kept, top, area.column, old_last)
    _check_open(sheet)
    _check_room(write)
    for first, run in _runs(sources):
        rows = [[row[at] for at in run] for row in table.rows]
        _check_texts(sheet.name, top + 1, write.left + first, rows)
    return write


def put_cells(sheet: Any, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> None:
    """Write `rows` so that Excel takes every text as text and every date as a date."""
    width, bottom = max(len(line) for line in rows), row + len(rows) - 1
    longs: dict[tuple[int, int], str] = {}
    lines: list[list[Any]] = [[None] * width for _ in rows]
    for offset in range(width):
        cells = [line[offset] if offset < len(line) else None for line in rows]
        looks = sheet.range((row, column + offset), (bottom, column + offset)).number_format
        _set_looks(sheet, row, column + offset, cells, looks)
        for number, cell in enumerate(cells):
            ready = _ready(cell, looks)
            if isinstance(ready, str) and len(ready) > LONGEST_IN_ARRAY:
                longs[row + number, column + offset] = ready
            else:
                lines[number][offset] = ready
    sheet.range((row, column), (bottom, column + width - 1)).value = lines
    for place, text in longs.items():
        sheet.range(place).value = text


def show_all(target: Any) -> None:
    """Show the rows that a filter hides: Excel writes an array wrongly into a filtered list."""
    table = target.api
    if table.ShowAutoFilter and table.AutoFilter is not None and table.AutoFilter.FilterMode:
        table.AutoFilter.ShowAllData()


def _set_looks(sheet: Any, row: int, column: int, cells: Sequence[Cell], looks: str | None) -> None:
    """Take the text format off cells that get numbers or dates, and give dates a format that shows them."""
    for number, cell in enumerate(cells, row):
        if cell is None or isinstance(cell, str) or (looks is not None and looks not in (TEXT, GENERAL)):
            continue
        is_date = isinstance(cell, date)
        if looks == GENERAL and not is_date:
            continue
        place = sheet.range((number, column))
        now = looks or place.number_format
        if now == TEXT or (now == GENERAL and is_date):
            place.number_format = (MOMENT if isinstance(cell, datetime) else DAY) if is_date else GENERAL


def _ready(cell: Cell, looks: str | None) -> Any:
    """Return what to hand to Excel: the mark of text before a text that stands in a cell of another format."""
    if isinstance(cell, str):
        text = sound(cell)
        return f"'{text}" if text and (looks != TEXT or text.startswith("'")) else text or None
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    return cell


def _runs(sources: Sequence[int | None]) -> Iterator[tuple[int, list[int]]]:
    """Yield the runs of columns that are written: offset of the first, and the sources of all."""
    run: list[int] = []
    for offset, source in enumerate((*sources, None)):
        if source is not None:
            run.append(source)
        elif run:
            yield offset - len(run), run
            run = []


def _formula_columns(name: str, sheet: Any, first: int, last: int, left: int, headers: Sequence[str]) -> dict[int, str]:
    """Return the columns to be filled by a formula: those of the schema, and those where every cell has one."""
    computed = computed_columns(name)
    found = {}
    for offset, header in enumerate(headers):
        area = sheet.range((first, left + offset), (last, left + offset))
        has_formula = area.api.HasFormula
        if has_formula or (has_formula is None and fold(header) in computed):
            found[offset] = next(str(cell.formula) for cell in area if cell.api.HasFormula)
    return found


def _kept_formulas(
    sheet: Any, first: int, left: int, sources: Sequence[int | None], old: Table, table: Table
) -> Iterator[tuple[int, int, str]]:
    """Yield the clerk's formulas in single cells that show already what is to be written there."""
    height = min(len(old.rows), len(table.rows))
    for offset, source in enumerate(sources):
        area = sheet.range((first, left + offset), (first + len(old.rows) - 1, left + offset))
        if source is None or area.api.HasFormula is False:
            continue
        for number in range(height):
            cell = area[number]
            if cell.api.HasFormula and old.rows[number][offset] == table.rows[number][source]:
                yield first + number, left + offset, str(cell.formula)


def _check_open(sheet: Any) -> None:
    if sheet.api.ProtectContents:
        raise WorkbookError("host.protected", sheet=sheet.name)


def _check_texts(sheet: str, row: int, column: int, rows: Sequence[Sequence[Cell]]) -> None:
    for number, line in enumerate(rows, row):
        for at, cell in enumerate(line, column):
            if isinstance(cell, str):
                check_length(cell, sheet, f"{column_letters(at)}{number}")


def _check_room(write: TableWrite) -> None:
    sheet, right = write.target.range.sheet, write.left + len(write.sources) - 1
    if write.target.show_totals and write.last != write.old_last:
        raise WorkbookError("host.totals_row", sheet=sheet.name, table=write.table.name)
    body = sheet.range((write.top + 1, write.left), (max(write.last, write.old_last), right))
    if body.merge_cells is not False:
        raise WorkbookError("host.merged", sheet=sheet.name, cell=body.get_address(False, False))
    if write.last > write.old_last:
        below = sheet.range((write.old_last + 1, write.left), (write.last, right)).options(ndim=2).value
        for number, line in enumerate(below, write.old_last + 1):
            for column, cell in enumerate(line, write.left):
                if cell is not None:
                    address = f"{column_letters(column)}{number}"
                    raise WorkbookError("host.cell_below", sheet=sheet.name, cell=address)

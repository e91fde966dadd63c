"""A sheet filled from top to bottom over a grid of narrow columns: what is wide spans several of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FONT = "Times New Roman"
HEAD, BAND, ALERT, LINE, PALE = "1F4E79", "F2F2F2", "FCE4D6", "BFBFBF", "DDEBF7"
POINTS_PER_LETTER = 0.44
"""How wide a letter of Times New Roman is on average, as a share of its size."""
POINTS_PER_PIXEL = 0.75
"""A column of width w is 7 w + 5 pixels wide (ECMA-376 part 1, 18.3.1.13, with a digit of 7 pixels)."""


FRAME = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class Look:
    """How a cell looks."""

    size: int = 13
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    fill: str = ""
    across: str = "left"
    border: str = ""
    edges: tuple[str, ...] = FRAME


@dataclass
class Grid:
    """A sheet of columns of the given widths, filled downwards."""

    sheet: Any
    widths: Sequence[float]
    row: int = 1

    def put(self, first: int, last: int, value: object, look: Look) -> None:
        """Write `value` into the columns `first` to `last` (1-based) of the current row."""
        if last > first:
            self.sheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row, end_column=last)
        for column in range(first, last + 1):
            _dress(self.sheet.cell(self.row, column), look)
        _set(self.sheet.cell(self.row, first), value)

    def line(self, text: str, look: Look = Look()) -> None:
        """Write `text` across the whole sheet, as high as it needs."""
        self.put(1, len(self.widths), text, look)
        self.end(self._lines(text, 1, len(self.widths), look.size), look.size)

    def cells(self, spans: Sequence[tuple[int, int]], values: Sequence[object], looks: Sequence[Look]) -> None:
        """Write a row of cells, each over its span of columns, as high as the highest needs."""
        lines = 1
        for (first, last), value, look in zip(spans, values, looks, strict=True):
            self.put(first, last, value, look)
            if isinstance(value, str):
                lines = max(lines, self._lines(value, first, last, look.size))
        self.end(lines, max(look.size for look in looks))

    def end(self, lines: int, size: int) -> None:
        """Give the row the height of so many lines and go to the next one."""
        self.sheet.row_dimensions[self.row].height = (size + 4) * lines + 2
        self.row += 1

    def gap(self, height: float = 7) -> None:
        """Leave a little room."""
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1

    def _lines(self, text: str, first: int, last: int, size: int) -> int:
        room = sum((7 * width + 5) * POINTS_PER_PIXEL for width in self.widths[first - 1 : last])
        return sum(1 + int(len(line) * size * POINTS_PER_LETTER // room) for line in text.split("\n"))


def set_up(sheet: Any, widths: Sequence[float], orientation: str, pages_high: int) -> None:
    """Set an A4 page as wide as the columns; `pages_high` 0 lets it run over as many as it needs."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages_high
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.print_options.horizontalCentered = True


def _dress(cell: Any, look: Look) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.color)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=look.across)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.border:
        side = Side(style="thin", color=look.border)
        cell.border = Border(**dict.fromkeys(look.edges, side))


def _set(cell: Any, value: object) -> None:
    """Write `value`; text stays text whatever its first character."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif hasattr(value, "year"):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, int | float):
        cell.number_format = "#,##0" if isinstance(value, int) else "#,##0.0##"

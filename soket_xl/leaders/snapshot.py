"""The leaders' workbook: a new .xlsx made of values only, one A4 page first, then the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from soket_xl.leaders.brief import Brief, group_label, share
from soket_xl.text.dates import short_date
from soket_xl.texts import say

FONT = "Times New Roman"
HEAD, BAND, ALERT, LINE = "1F4E79", "F2F2F2", "FCE4D6", "BFBFBF"
FIRST_WIDTHS = (30, 17, 17, 11, 20, 17, 14)
LIST_WIDTHS = (34, 18, 20, 18, 14, 14, 13)
LETTERS_PER_LINE = 115
"""How many letters of 12-point text stand in a line across the first page."""


def write(brief: Brief, made_on: datetime) -> bytes:
    """Return the .xlsx of `brief`: no formula, macro, hidden sheet, name, link or personal trace."""
    from openpyxl import Workbook

    book: Any = Workbook()
    _first_page(_Page(book.active, len(FIRST_WIDTHS)), brief)
    _list_page(_Page(book.create_sheet(), len(LIST_WIDTHS)), brief)
    book.properties.creator = book.properties.lastModifiedBy = brief.office
    book.properties.title = brief.campaign
    book.properties.created = book.properties.modified = made_on
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass
class _Page:
    """A sheet that is filled from top to bottom."""

    sheet: Any
    columns: int
    row: int = 1

    def line(self, text: str, size: int = 12, bold: bool = False, italic: bool = False, fill: str = "") -> None:
        """Write `text` across the page, as high as it needs."""
        from openpyxl.styles import Alignment, Font, PatternFill

        cell = self.sheet.cell(self.row, 1)
        _put(cell, text)
        cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=self.columns)
        lines = 1 + len(text) * size // (12 * LETTERS_PER_LINE)
        self.sheet.row_dimensions[self.row].height = (size + 6) * lines
        self.row += 1

    def gap(self) -> None:
        """Leave half a line free."""
        self.sheet.row_dimensions[self.row].height = 9
        self.row += 1

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Write a bordered table with its head."""
        for number, values in enumerate([[say(head) for head in heads], *rows]):
            for column, value in enumerate(values, 1):
                _cell(self.sheet.cell(self.row, column), value, head=number == 0, band=number % 2 == 0)
            self.row += 1


def _first_page(page: _Page, brief: Brief) -> None:
    page.sheet.title = say("leaders.sheet_first")
    _set_up(page.sheet, FIRST_WIDTHS, "portrait")
    page.line(brief.office.upper())
    page.line(say("leaders.title", campaign=brief.campaign), size=16, bold=True)
    page.line(say("leaders.as_of", on=short_date(brief.on)), italic=True)
    page.gap()
    milestones = [(m.label, m.when, m.left) for m in brief.milestones]
    page.table(("leaders.head_milestone", "leaders.head_date", "leaders.head_left"), milestones)
    page.gap()
    _rates_table(page, brief)
    page.gap()
    _waiting_table(page, brief)
    if brief.decisions:
        page.gap()
        page.line(say("leaders.decisions_head"), bold=True)
        for decision in brief.decisions:
            page.line(decision, fill=ALERT)


def _rates_table(page: _Page, brief: Brief) -> None:
    heads = ("leaders.head_group", "leaders.head_received", "leaders.head_on_time", "leaders.head_late")
    rows = [
        (
            group_label(r.group),
            share(r.received, r.expected),
            share(r.on_time, r.expected),
            r.late,
            r.overdue,
            r.complete,
        )
        for r in brief.rates
    ]
    page.table((*heads, "leaders.head_overdue", "leaders.head_complete"), rows)


def _waiting_table(page: _Page, brief: Brief) -> None:
    if not brief.waiting:
        page.line(say("leaders.none_waiting"), bold=True)
        return
    page.line(say("leaders.waiting_head", count=len(brief.waiting)), bold=True)
    heads = ("leaders.head_unit", "leaders.head_group", "leaders.head_state", "leaders.head_days")
    more = ("leaders.head_officer", "leaders.head_reminders", "leaders.head_last_reminder")
    rows = [
        (w.name, w.group, w.state, w.days_late or None, w.officer, w.reminders or None, w.last_reminder)
        for w in brief.waiting
    ]
    page.table((*heads, *more), rows)


def _list_page(page: _Page, brief: Brief) -> None:
    page.sheet.title = say("leaders.sheet_list")
    _set_up(page.sheet, LIST_WIDTHS, "landscape")
    heads = ("leaders.head_unit", "leaders.head_group", "leaders.head_state", "leaders.head_number")
    more = ("leaders.head_dated", "leaders.head_received_on", "leaders.head_days")
    rows = [
        (u.name, u.group, u.state, u.document_no, u.document_date, u.received_on, u.days_late or None)
        for u in brief.listed
    ]
    page.table((*heads, *more), rows)
    page.sheet.freeze_panes = "A2"
    page.sheet.print_title_rows = "1:1"


def _set_up(sheet: Any, widths: Sequence[int], orientation: str) -> None:
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if orientation == "portrait" else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.print_options.horizontalCentered = True


def _cell(cell: Any, value: object, head: bool, band: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    side = Side(style="thin", color=LINE)
    first = cell.column == 1
    _put(cell, value)
    cell.font = Font(name=FONT, size=12, bold=head or first, color="FFFFFF" if head else "000000")
    cell.border = Border(left=side, right=side, top=side, bottom=side)
    across = "left" if first and not head else "center"
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=across)
    if head or band:
        cell.fill = PatternFill("solid", fgColor=HEAD if head else BAND)


def _put(cell: Any, value: object) -> None:
    """Write `value`; text stays text whatever its first character."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif hasattr(value, "year"):
        cell.number_format = "dd/mm/yyyy"

"""Fonts, fills and borders of the workbook: one restrained palette, never colour alone."""

from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.fonts import Font as _Font
from openpyxl.styles.numbers import NumberFormat

FONT = "Arial"
NAVY, PALE, GREY, RULE, INK = "1F3864", "DCE6F1", "F2F2F2", "BFBFBF", "262626"
MOMENT_CODE, MOMENT_ID = "dd/mm/yyyy hh:mm", 199
"""How a day with its time of day is shown, and a number for it that no other format of the workbook has."""
STATE_FILLS = {
    "not_due": "F2F2F2",
    "due_soon": "FFF2CC",
    "overdue": "F4B6A6",
    "received": "DDEBF7",
    "received_late": "FCE4D6",
    "returned": "FFD966",
    "complete": "C6E0B4",
    "exempt": "E4DFEC",
}
OPEN_FILLS = {"open": "FFF2CC"}
SEVERITY_FILLS = {"error": "F4B6A6", "warning": "FFF2CC", "info": "F2F2F2"}

# The order in which the schema of a font's properties wants them; openpyxl writes another.
_Font.__elements__ = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip


def font(size: float = 10, bold: bool = False, italic: bool = False, color: str = INK) -> Font:
    """Return the workbook's font."""
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=color)


def fill(color: str) -> PatternFill:
    """Return a plain fill."""
    return PatternFill("solid", fgColor=color, bgColor=color)


def border(color: str = RULE) -> Border:
    """Return a thin frame."""
    side = Side(style="thin", color=color)
    return Border(left=side, right=side, top=side, bottom=side)


def align(across: str = "left", wrap: bool = True, up: str = "center", indent: int = 0) -> Alignment:
    """Return an alignment; `indent` keeps that many letters from the frame."""
    return Alignment(horizontal=across, vertical=up, wrap_text=wrap, indent=indent)


def shrunk() -> Alignment:
    """Return the alignment of a text in one line that becomes smaller where it would be cut."""
    return Alignment(horizontal="left", vertical="center", shrink_to_fit=True)


def date_and_hour(first: str) -> Rule:
    """Return the rule that shows the time of day of a date that has one; `first` is the first cell of its area."""
    looks = DifferentialStyle(numFmt=NumberFormat(numFmtId=MOMENT_ID, formatCode=MOMENT_CODE))
    return Rule("expression", dxf=looks, formula=[f"AND(ISNUMBER({first}),{first}<>INT({first}))"])


def put(cell: Any, value: object, looks: Font | None = None, at: Alignment | None = None) -> Any:
    """Write `value` into `cell` with its looks; text never becomes a formula (see `formula`)."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = looks or font()
    cell.alignment = at or align()
    return cell


def formula(cell: Any, text: str, looks: Font | None = None, at: Alignment | None = None) -> Any:
    """Write a formula given without its equals sign."""
    cell.value = f"={text}"
    cell.font = looks or font()
    cell.alignment = at or align()
    return cell


def page(sheet: Any, landscape: bool = True, one_page: bool = False, footer: str = "") -> None:
    """Set a sheet up for A4, as wide as the page."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if one_page else 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.5, 0.6
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = footer
    sheet.oddFooter.center.size = 9

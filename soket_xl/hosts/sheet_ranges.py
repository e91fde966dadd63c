"""Rules of a worksheet that hold for a range (colours, lists, ignored errors) and grow with the table below them."""

from soket_xl.hosts.addresses import column_letters, range_place
from soket_xl.hosts.package import MAIN, Element, TablePart

RULES = (f"{MAIN}conditionalFormatting", f"{MAIN}dataValidations/{MAIN}dataValidation", f"{MAIN}ignoredErrors/*")
EXTENDED_SQREF = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
"""Where the rules that Excel 2010 added keep their range."""


def extend_ranges(root: Element, place: TablePart, last: int) -> None:
    """Let the rules that reach over all data rows of the table reach to its new last row."""
    if last <= place.last_row:
        return
    for path in RULES:
        for rule in root.iterfind(path):
            rule.set("sqref", _extended(rule.get("sqref", ""), place, last))
    for sqref in root.iter(EXTENDED_SQREF):
        sqref.text = _extended(sqref.text or "", place, last)


def _extended(sqref: str, place: TablePart, last: int) -> str:
    return " ".join(_extended_one(ref, place, last) for ref in sqref.split())


def _extended_one(ref: str, place: TablePart, last: int) -> str:
    try:
        top, left, bottom, right = range_place(ref)
    except ValueError:
        return ref
    inside = place.left <= right and left <= place.right
    if not inside or top > place.top + 1 or bottom != place.last_row:
        return ref
    return f"{column_letters(left)}{top}:{column_letters(right)}{last}"

"""How high a row must be to show its wrapped texts: what Excel stores after it has fitted a row by itself."""

import math
from collections.abc import Mapping, Sequence

from soket_xl.hosts.package import MAIN, Element
from soket_xl.model import Cell

LINE, HIGHEST = 13.5, 405.0
"""Points of a line of 10-point text, and of the highest row that is still easy to scroll past (Excel: 409)."""
DEFAULT_WIDTH = 8.43
LETTERS_PER_UNIT = 1.05
"""Letters of 10-point text in a unit of column width."""


def column_widths(root: Element) -> Mapping[int, float]:
    """Return the widths of a worksheet's columns by number, in Excel's units; hidden ones are 0."""
    found = {}
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        width = 0.0 if column.get("hidden") in ("1", "true") else float(column.get("width", DEFAULT_WIDTH))
        for number in range(int(column.get("min", "1")), min(int(column.get("max", "1")), 500) + 1):
            found[number] = width
    return found


def fit_row(row: Element, shown: Sequence[tuple[int, Cell]], widths: Mapping[int, float]) -> None:
    """Set the height of `row` to that of its longest text; `shown` holds (column number, cell).

    A height that a person set (customHeight) stays.
    """
    if row.get("customHeight") in ("1", "true"):
        return
    lines = max(
        (_lines(value, widths.get(at, DEFAULT_WIDTH)) for at, value in shown if isinstance(value, str)), default=1
    )
    if lines > 1:
        row.set("ht", f"{min(HIGHEST, lines * LINE + 2):g}")
    else:
        row.attrib.pop("ht", "")


def _lines(text: str, width: float) -> int:
    if not width:
        return 1
    letters = max(1.0, width * LETTERS_PER_UNIT)
    return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n"))

"""The shape of a table of figures: its heads, the tables that stand beside each other in it, its row of totals."""

import re
from collections.abc import Sequence

from soket_xl.text.fold import fold, fold_words
from soket_xl.text.numbers import parse_number

Grid = Sequence[Sequence[str]]
NOT_VALUES = re.compile(
    r"^(?:tt|stt|so tt|ma|ma so|ma chi tieu|chi tieu|ten chi tieu|noi dung|dvt|don vi tinh"
    r"|don vi|ghi chu|nhom|nguon.*)$"
)
"""What heads a column that holds no figures."""
_STATED = re.compile(r"^\W*(?:dvt|don vi(?: tinh)?)\s*:\s*([a-z0-9 .]+?)\W*$")
_TOTAL = re.compile(r"^(?:tong(?: so| cong)?|cong|toan (?:xa|phuong|nganh|don vi)|luy ke)\b")


def heads_of(rows: Grid, top: int) -> list[list[str]]:
    """Return the heads of the columns as a row has them, and as it has them together with the row below it."""
    heads, below = list(rows[top]), list(rows[top + 1]) if top + 1 < len(rows) else []
    if not below or any(map(is_number, below)) or "" not in heads[1:]:
        return [heads]
    upper, both = "", []
    for n, cell in enumerate(heads):
        lower = below[n] if n < len(below) else ""
        upper = cell or (upper if lower else "")
        both.append(" ".join(filter(None, (upper, lower))))
    return [heads, both]


def total_row(rows: Grid) -> Sequence[str] | None:
    """Return the row of totals, the only row where there is just one, None where the rows would have to be added."""
    totals = [row for row in rows if any(_TOTAL.match(fold_words(cell)) for cell in row[:3])]
    return totals[-1] if totals else rows[0] if len(rows) == 1 else None


def tables_beside(rows: Grid) -> list[Grid]:
    """Return the tables that stand beside each other in one, their head repeated: name|unit|value|name|unit|value."""
    for head in rows[:2]:
        folded = [fold_words(cell) for cell in head]
        for width in range(2, len(folded) // 2 + 1):
            again = folded == folded[:width] * (len(folded) // width)
            if again and len(set(folded[:width])) == width and any(NOT_VALUES.match(cell) for cell in folded[:width]):
                return [[row[at : at + width] for row in rows] for at in range(0, len(folded), width)]
    return [rows]


def numbers_columns(row: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3)."""
    shown = [cell.strip("()[] ") for cell in row if cell]
    if len(shown) < 3 or not re.fullmatch("[0-9]{1,3}", shown[0]):
        return False
    return shown == [str(int(shown[0]) + n) for n in range(len(shown))]


def stated_measure(text: str) -> str:
    """Return the measure that a line or cell above a table gives for it ("Don vi tinh: trieu dong"), "" if none."""
    match = _STATED.match(fold(text))
    return match[1].strip() if match else ""


def is_number(cell: str) -> bool:
    """Tell whether a cell is nothing but a number."""
    return parse_number(cell) is not None

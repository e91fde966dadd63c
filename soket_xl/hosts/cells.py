"""Cell values as both hosts give and take them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from soket_xl.errors import WorkbookError
from soket_xl.model import Cell, Table
from soket_xl.schema import TABLES, Kind
from soket_xl.text.fold import fold, nfc

LONGEST_TEXT = 32_767
"""Letters in a cell, counted as Excel does in UTF-16 units."""
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")


def canonical(value: object) -> Cell:
    """Return a value read from a sheet in the form that the port promises: NFC text, None when blank, int if whole."""
    if isinstance(value, str):
        return nfc(sound(value)) or None
    if isinstance(value, bool):
        return value
    if isinstance(value, float | Decimal):
        if not isfinite(value):
            return None
        return int(value) if value == int(value) else float(value)
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, timedelta | time):
        return str(value)
    return value if isinstance(value, int | date) else None


def sound(text: str) -> str:
    """Return the letters of `text` that a workbook can hold."""
    return text if text.isprintable() else "".join(letter for letter in text if _is_sound(letter))


def unescaped(text: str) -> str:
    """Return a file's text (ST_Xstring: _x000D_ is a carriage return, _x005F_ a low line) as people see it."""
    return _ESCAPED.sub(lambda match: sound(chr(int(match[1], 16))), text) if "_x" in text else text


def escaped(text: str) -> str:
    """Return `text` as a file has to hold it: what looks like an escape of ST_Xstring gets its low line escaped."""
    return _ESCAPED.sub(r"_x005F_x\1_", text) if "_x" in text else text


def check_length(text: str, sheet: str, address: str) -> None:
    """Raise WorkbookError if `text` is longer than a cell holds: nothing is ever cut off."""
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise WorkbookError("host.text_long", sheet=sheet, cell=address, limit=LONGEST_TEXT)


def check_columns(table: Table, headers: Sequence[str], sheet: str) -> None:
    """Raise WorkbookError if `table` holds something for a column that the sheet does not have: nothing gets lost."""
    known = {fold(header) for header in headers}
    for at, header in enumerate(table.headers):
        if fold(header) not in known and any(row[at] is not None for row in table.rows):
            raise WorkbookError("host.column_wanted", sheet=sheet, header=header)


def computed_columns(name: str) -> frozenset[str]:
    """Return the folded headers of a table's columns that hold formulas by the schema."""
    columns = (column for spec in TABLES if spec.name == name for column in spec.columns)
    return frozenset(fold(column.header) for column in columns if column.kind is Kind.FORMULA)


def trimmed(rows: Iterable[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return a block without the blank rows and columns at its end."""
    listed = list(rows)
    while listed and all(cell is None for cell in listed[-1]):
        listed.pop()
    width = max((at for row in listed for at, cell in enumerate(row, 1) if cell is not None), default=0)
    return tuple(tuple(row[:width]) for row in listed)


def _is_sound(letter: str) -> bool:
    return letter in "\t\n\r" or "\x20" <= letter <= "\ud7ff" or "\ue000" <= letter <= "\ufffd" or letter > "\uffff"

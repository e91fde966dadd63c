"""How far the cells of a worksheet reach, found before anything makes room for them.

A fast look suffices for cells as every spreadsheet program writes them; anything else is read element by element.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:[^<>\s/:]+:)?c[\s/>]")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def farthest_cell(content: bytes) -> tuple[int, int, str]:
    """Return (rows, columns, address of the cell that reaches farthest) of a worksheet part, (0, 0, "") if empty.

    Raises ValueError for an address that no sheet has, or a part that is no UTF-8 XML.
    """
    found = _USUAL.findall(content)
    if len(found) != len(_CELL.findall(content)) or b"\0" in content[:64]:
        found = _addresses(content)
    rows, columns, far = 0, 0, ""
    for letters, digits in found:
        column, row = _column(letters.decode()), int(digits)
        if row > rows or column > columns:
            far = (letters + digits).decode()
        rows, columns = max(rows, row), max(columns, column)
    return rows, columns, far


def _addresses(content: bytes) -> list[tuple[bytes, bytes]]:
    if b"\0" in content[:64]:
        raise ValueError("not UTF-8")
    try:
        return list(_placed(BytesIO(content)))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _placed(stream: BytesIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield the place of every cell; one without an address stands behind the last one of its row."""
    row = column = 0
    events, tags = ("start", "end"), ("{*}row", "{*}c")
    for event, element in etree.iterparse(stream, events=events, tag=tags, resolve_entities=False, huge_tree=True):
        if event == "end":
            element.clear()
        elif etree.QName(element).localname == "row":
            row, column = _row(element.get("r"), row + 1), 0
        else:
            match = _ADDRESS.fullmatch(element.get("r") or f"{_letters(column + 1)}{max(row, 1)}")
            if not match:
                raise ValueError(element.get("r"))
            column = _column(match[1].upper())
            yield match[1].upper().encode(), match[2].encode()


def _row(written: str | None, following: int) -> int:
    return following if written is None else int(written)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

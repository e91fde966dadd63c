"""How far the cells of a worksheet reach, found before anything makes room for them.

A fast look suffices for cells as every spreadsheet program writes them; anything else is read element by element.
"""

import re
from io import BytesIO

from lxml import etree

_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb"<(?:[\w.\-]+:)?c[\s/>]")
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
    found = []
    if b"\0" in content[:64]:
        raise ValueError("not UTF-8")
    try:
        for _, cell in etree.iterparse(BytesIO(content), tag="{*}c", resolve_entities=False, huge_tree=True):
            address = cell.get("r")
            if address is not None:
                match = _ADDRESS.fullmatch(address)
                if not match:
                    raise ValueError(address)
                found.append((match[1].upper().encode(), match[2].encode()))
            cell.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

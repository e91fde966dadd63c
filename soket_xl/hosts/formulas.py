"""Formulas of a worksheet's XML: moved to other rows, and freed from those they are shared with."""

import re
from collections.abc import Iterable, Iterator

from soket_xl.hosts.addresses import cell_place, column_letters, column_number
from soket_xl.hosts.package import MAIN, Element

_TOKEN = re.compile(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"|(?<![\w.$])(?P<fixed_column>\$?)(?P<column>[A-Z]{1,3})(?P<fixed_row>\$?)(?P<row>[1-9]\d{0,6})(?![\w.(!])"
)
"""Texts, sheet names and bracketed names pass as they are; what is left and looks like a cell is one."""


def shifted(formula: str, rows: int, columns: int = 0) -> str:
    """Return `formula` as it reads when copied `rows` down and `columns` to the right."""

    def move(match: re.Match[str]) -> str:
        if match["row"] is None:
            return match[0]
        row = int(match["row"]) + (0 if match["fixed_row"] else rows)
        column = column_number(match["column"]) + (0 if match["fixed_column"] else columns)
        if row < 1 or column < 1:
            return "#REF!"
        return f"{match['fixed_column']}{column_letters(column)}{match['fixed_row']}{row}"

    return _TOKEN.sub(move, formula) if rows or columns else formula


def free_shared(data: Element) -> None:
    """Give every cell of `data` (sheetData) that shares a formula its own one: then any of them may go."""
    masters: dict[str, tuple[int, int, str]] = {}
    for formula in data.iter(f"{MAIN}f"):
        if formula.get("t") != "shared":
            continue
        row, column = cell_place(_address(formula))
        number = str(formula.attrib.pop("si", ""))
        if formula.text:
            masters[number] = (row, column, formula.text)
        elif number in masters:
            top, left, text = masters[number]
            formula.text = shifted(text, row - top, column - left)
        for name in ("t", "ref"):
            formula.attrib.pop(name, "")


def constants(sheet: bytes, columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the place (row, column) of each cell of `columns` in a sheet's XML that holds a value and no formula."""
    letters = "|".join(column_letters(column) for column in columns)
    # In a cell the formula stands before the value (ECMA-376 part 1, 18.3.1.4).
    for match in re.finditer(rf'<c r="({letters})(\d{{1,7}})"[^>]*><(?:v|is)\b'.encode(), sheet):
        yield int(match[2]), column_number(match[1].decode())


def array_areas(data: Element) -> list[str]:
    """Return the ranges of formulas that fill several cells at once; none of their cells may be changed alone."""
    found = [formula.get("ref", "") for formula in data.iter(f"{MAIN}f") if formula.get("t") in ("array", "dataTable")]
    return [ref for ref in found if ":" in ref]


def _address(formula: Element) -> str:
    cell = formula.getparent()
    return "A1" if cell is None else cell.get("r", "A1")

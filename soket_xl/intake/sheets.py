"""Number forms that units send back as Excel files, read safely: values only."""

from collections.abc import Set
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from pathlib import Path

from soket_xl.errors import FileRefused
from soket_xl.hosts.package import MOST_CELLS
from soket_xl.ooxml.extent import farthest_cell
from soket_xl.ooxml.package import OfficeFile
from soket_xl.ooxml.shares import share_cells
from soket_xl.text.clean import clean_text

_LARGEST_SHEET_XML = 30_000_000


@dataclass(frozen=True)
class Sheets:
    """The sheets of a number form by name, each a grid of texts as shown; `properties` as in `Document`."""

    grids: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    properties: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def read_sheets(path: Path) -> Sheets:
    """Return the cells of an .xlsx number form. Raises FileRefused, naming the file and the remedy."""
    from python_calamine import CalamineError, CalamineWorkbook

    file = OfficeFile(path)
    _check_extent(file)
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise FileRefused("intake.read_not_excel", file=path.name) from error
    shares = share_cells(file)
    grids = tuple((name, _grid(rows, shares.get(name, frozenset()))) for name, rows in sheets.items())
    return Sheets(grids, _properties(file))


def _grid(rows: list[list[object]], shares: Set[tuple[int, int]]) -> tuple[tuple[str, ...], ...]:
    """Return the cells as texts; a number that Excel shows as a percentage is written as one: 0.988 is "98,8%"."""
    grid = [[_text(cell) for cell in row] for row in rows]
    for row, column in shares:
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            grid[row][column] = f"{_text(float(cell) * 100)}%"
    return tuple(map(tuple, grid))


def _text(cell: object) -> str:
    """Return a cell as Vietnamese write it: a decimal comma, no trailing zeros."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return format(Decimal(f"{cell:.12g}"), "f").replace(".", ",") if isfinite(cell) else ""
    return clean_text(str(cell)).strip()


def _check_extent(file: OfficeFile) -> None:
    """Refuse a sheet whose one far cell would fill the memory."""
    for name in file.names():
        content = file.part(name)
        if b"sheetData" not in (content.replace(b"\0", b"") if b"\0" in content[:64] else content):
            continue
        try:
            rows, columns, _ = farthest_cell(content)
        except ValueError as error:
            raise FileRefused("intake.read_broken", file=file.name) from error
        if len(content) > _LARGEST_SHEET_XML or rows * columns > MOST_CELLS // 20:
            raise FileRefused("intake.read_bomb", file=file.name)


def _properties(file: OfficeFile) -> tuple[tuple[str, str], ...]:
    if not file.has("docProps/custom.xml"):
        return ()
    return tuple(
        (p.get("name", ""), "".join(str(text) for text in p.itertext())) for p in file.xml("docProps/custom.xml")
    )

"""A tracker of another campaign, perhaps of an older structure: only read, its tables filled up with blank columns."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from soket_xl.hosts import WorkbookHost
from soket_xl.model import Cell, Table
from soket_xl.schema import TABLES
from soket_xl.text.clean import strip_hidden
from soket_xl.text.fold import fold


def _clean(cell: Cell) -> Cell:
    """Return a cell without hidden and control characters."""
    return strip_hidden(cell)[0] if isinstance(cell, str) else cell


class OlderHost:
    """What a reading step needs of a host; it cannot write."""

    def __init__(self, host: WorkbookHost) -> None:
        self._host = host

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return self._host.path

    def read_table(self, name: str) -> Table:
        """Return the table with every column of today's structure. Raises WorkbookError if the table is missing."""
        table = self._host.read_table(name)
        spec = next((spec for spec in TABLES if spec.name == name), None)
        there = {fold(header) for header in table.headers}
        wanted = spec.columns if spec is not None else ()
        more = tuple(column.header for column in wanted if fold(column.header) not in there)
        rows = tuple((*map(_clean, row), *(None,) * len(more)) for row in table.rows)
        return Table(table.name, (*table.headers, *more), rows, table.first_row)

    def typed_over(self, name: str) -> Mapping[str, Sequence[int]]:
        """Return nothing: what was typed over formulas then concerns nobody now."""
        return {}

    def read_value(self, name: str) -> Cell:
        """Return the cell that a defined name points at."""
        return self._host.read_value(name)

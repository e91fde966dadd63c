"""The port to the tracker: values in, values out, never styles.

Two adapters keep the same contract (`tests/contract`): `hosts.file.FileHost` for a closed file and
`hosts.excel.ExcelHost` for the book that is open in Excel.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from soket_xl.model import Cell, Table

NOTHING: Mapping[str, Cell] = {}


class WorkbookHost(Protocol):
    """A tracker workbook, open in Excel or closed on disk."""

    @property
    def path(self) -> Path:
        """Where the workbook lies; outputs go beside it."""
        ...

    def read_table(self, name: str) -> Table:
        """Return the table `name` with all its columns, formulas as their last values.

        Cells are canonical: text NFC or None when blank, whole numbers int, dates `date` (with a time of day
        `datetime`), error values the text "#N/A", "#REF!" ... Raises WorkbookError if the table is missing.
        """
        ...

    def typed_over(self, name: str) -> Mapping[str, Sequence[int]]:
        """Return where somebody typed over a formula: sheet rows by the header of a column that Excel computes."""
        ...

    def read_value(self, name: str) -> Cell:
        """Return the cell that the defined name points at. Raises WorkbookError if there is none."""
        ...

    def read_block(self, name: str) -> tuple[tuple[Cell, ...], ...]:
        """Return all cells from the defined name's cell down and to the right, to the last used ones."""
        ...

    def write(
        self, tables: Sequence[Table] = (), values: Mapping[str, Cell] = NOTHING, clear: Sequence[str] = ()
    ) -> None:
        """Write everything or nothing: rows of tables, named cells, then clear named blocks.

        A table is resized to its new rows. Columns of the sheet that the given table does not name keep their
        cells row by row; formula columns are filled down. Text is written as text whatever its first character;
        dates as dates. A backup is made first. Raises WorkbookError, with nothing changed, when that cannot be done.
        """
        ...

    def save_copy(self, path: Path) -> None:
        """Write the workbook as it stands to `path`."""
        ...

    def restore_last(self) -> Path | None:
        """Bring the workbook back to its last backup (after a backup of it as it is) and return that backup.

        None, with nothing changed, if there is no backup.
        """
        ...


@runtime_checkable
class PagePrinter(Protocol):
    """A host that can print: the one behind which there is an Excel."""

    def print_page(self, book: Path, target: Path) -> bool:
        """Write the first sheet of the workbook file `book` to `target` as PDF; False, with nothing written, if not."""
        ...

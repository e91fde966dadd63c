"""The tracker that is open in Excel: whole tables per call, everything read and checked first, written last.

Only what the free xlwings offers is used. What Excel and pywin32 raise becomes a WorkbookError here and nowhere else.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from soket_xl.errors import SoketError, WorkbookError, why
from soket_xl.hosts import NOTHING
from soket_xl.hosts.cells import canonical, computed_columns, trimmed
from soket_xl.hosts.excel_write import BlockWrite, TableWrite, plan_block, plan_table
from soket_xl.hosts.saving import UNDONE, backup, backups_of, keep_mark
from soket_xl.lean import keep_xlwings_lean
from soket_xl.model import Cell, Table
from soket_xl.schema import NAME_PASTE, NAME_PASTE_RECEIVED, NAME_PASTE_UNIT, NAME_STATUS, TABLES, Kind, TableSpec
from soket_xl.text.fold import fold

PATIENCE, FIRST_WAIT = 8.0, 0.05
"""Seconds to wait for an Excel that is busy (a cell being edited, an open box), and the first pause."""
BUSY = (-2147418111, -2146777998, -2147417846)
"""RPC_E_CALL_REJECTED, VBA_E_IGNORE, RPC_E_SERVERCALL_RETRYLATER."""
NEW_ERRORS = {-2146826245: "#SPILL!", -2146826238: "#CALC!"}
"""Error values that xlwings 0.37.8 does not know."""
PDF = 0
"""xlTypePDF"""
_Result = TypeVar("_Result")


class ExcelHost:
    """An open workbook, given as `xlwings.Book`. The first write of a host makes a backup of it as it is on screen."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheets: dict[str, str] = {}
        self._backed_up = False
        _limit_attempts()

    @property
    def path(self) -> Path:
        """Where the workbook lies. Raises WorkbookError if that is no folder of this machine."""
        try:
            path = Path(_patiently(lambda: str(self._book.fullname)))
        except WorkbookError as error:
            if error.code == "host.excel_busy":
                raise
            raise WorkbookError("host.online", file=self._book.name) from error
        if not path.parent.is_absolute():
            raise WorkbookError("host.unsaved", file=path.name)
        return path

    def read_table(self, name: str) -> Table:
        """Return the table with canonical cells; see the port."""
        return _patiently(lambda: self._read_table(name))

    def typed_over(self, name: str) -> Mapping[str, Sequence[int]]:
        """Return the cells of computed columns that hold no formula; see the port."""
        return _patiently(lambda: self._typed_over(name))

    def read_value(self, name: str) -> Cell:
        """Return the cell of a defined name."""
        return _patiently(lambda: _cells(self._named(name))[0][0])

    def read_block(self, name: str) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells from a defined name down and right to the last used ones."""
        return _patiently(lambda: trimmed(_cells(self._block(name))))

    def write(
        self, tables: Sequence[Table] = (), values: Mapping[str, Cell] = NOTHING, clear: Sequence[str] = ()
    ) -> None:
        """Write tables, named cells and cleared blocks; see the port."""
        blocks = {name: ((value,),) for name, value in values.items()}
        plan = _patiently(lambda: self._plan(tables, blocks, clear))
        self._back_up()
        self._do(plan, tables, tuple(values), clear)
        keep_mark(self.path, _now(), self.save_copy)

    def write_status(self, name: str, text: str) -> None:
        """Write the hand-shake cell that the macros look at; no backup is made for it."""
        _patiently(lambda: _apply([plan_block(self._named(name), ((text,),))]))

    def ask_file(self, title: str, kinds: str) -> str | None:
        """Return the path that the clerk chooses in Excel's own dialog, None when it was closed."""
        chosen = self._book.app.api.GetOpenFilename(kinds, 1, title)
        return str(chosen) if chosen else None

    def print_page(self, book: Path, target: Path) -> bool:
        """Let this Excel export the first sheet of another workbook as PDF; see the port.

        The other one is opened to read only and without its links, and the clerk's own stands in front again.
        """
        with _quiet(self._book.app):
            try:
                _patiently(lambda: self._export(str(book), str(target)))
            except SoketError:
                return False
        return target.is_file()

    def _export(self, book: str, target: str) -> None:
        excel = self._book.app.api
        opened = excel.Workbooks.Open(book, UpdateLinks=0, ReadOnly=True, AddToMru=False)
        try:
            opened.Worksheets(1).ExportAsFixedFormat(PDF, target)
        finally:
            opened.Close(SaveChanges=False)
            self._book.api.Activate()

    def save_copy(self, path: Path) -> None:
        """Write the workbook as it is on screen to `path`."""
        _patiently(lambda: self._book.api.SaveCopyAs(str(path)))

    def restore_last(self) -> Path | None:
        """Write back what the tables and the paste sheet held in the last backup; see the port.

        The workbook stays open, and what no command writes (looks, other sheets) stays as it is.
        """
        from soket_xl.hosts.file import FileHost

        found = backups_of(self.path)
        if not found:
            return None
        old = FileHost(found[-1])
        tables = [table for spec in TABLES if (table := self._changed_since(old, spec)) is not None]
        blocks: dict[str, Sequence[Sequence[Cell]]] = {NAME_PASTE: old.read_block(NAME_PASTE)}
        blocks |= {name: ((old.read_value(name),),) for name in (NAME_PASTE_UNIT, NAME_PASTE_RECEIVED)}
        plan = _patiently(lambda: self._plan((), {}, [NAME_PASTE]) + self._plan(tables, blocks, ()))
        self._backed_up = False
        self._back_up()
        self._do(plan, tables, (NAME_PASTE_UNIT, NAME_PASTE_RECEIVED), (NAME_PASTE,))
        keep_mark(self.path, _now(), self.save_copy, UNDONE)
        return found[-1]

    def _read_table(self, name: str) -> Table:
        table = self._table(name)
        header, *rows = _cells(table.range)
        if table.show_totals:
            rows.pop()
        headers = tuple(str(cell or "").replace("\n", " ") for cell in header)
        return Table(name, headers, tuple(rows), table.range.row + 1)

    def _typed_over(self, name: str) -> Mapping[str, Sequence[int]]:
        area, computed = self._table(name).range, computed_columns(name)
        top, left = area.row, area.column
        last = area.last_cell.row - bool(self._table(name).show_totals)
        found = {}
        for offset, header in enumerate(_cells(area[0, :])[0]):
            column = area.sheet.range((top + 1, left + offset), (last, left + offset))
            if fold(str(header)) in computed and column.api.HasFormula is not True:
                found[str(header)] = _without_formula(column)
        return {header: rows for header, rows in found.items() if rows}

    def _table(self, name: str) -> Any:
        if name not in self._sheets:
            self._sheets = {table.name: sheet.name for sheet in self._book.sheets for table in sheet.tables}
        if name not in self._sheets:
            sheet = next((spec.sheet for spec in TABLES if spec.name == name), "?")
            raise WorkbookError("host.table_missing", name=name, sheet=sheet)
        return self._book.sheets[self._sheets[name]].tables[name]

    def _named(self, name: str) -> Any:
        try:
            return self._book.names[name].refers_to_range[0, 0]
        except Exception as error:
            if is_busy(error):
                raise
            raise WorkbookError("host.name_missing", name=name) from error

    def _block(self, name: str) -> Any:
        first = self._named(name)
        last = first.sheet.used_range.last_cell
        return first.sheet.range((first.row, first.column), (max(first.row, last.row), max(first.column, last.column)))

    def _plan(
        self, tables: Sequence[Table], blocks: Mapping[str, Sequence[Sequence[Cell]]], clear: Sequence[str]
    ) -> list[TableWrite | BlockWrite]:
        """Return what is to be written, checked: tables, blocks, then what is cleared."""
        writes: list[TableWrite | BlockWrite] = []
        for table in tables:
            writes.append(plan_table(self._table(table.name), self._read_table(table.name), table))
        writes += [plan_block(self._named(name), rows) for name, rows in blocks.items()]
        return writes + [plan_block(self._block(name), ()) for name in clear]

    def _back_up(self) -> None:
        """Keep the workbook as it is on screen, once per command."""
        if not self._backed_up:
            try:
                backup(self.path, _now(), self.save_copy)
            except OSError as error:
                folder = self.path.parent
                raise WorkbookError("host.no_backup", folder=folder, why=why(error)) from error
        self._backed_up = True

    def _do(
        self,
        plan: Sequence[TableWrite | BlockWrite],
        tables: Sequence[Table],
        cells: Sequence[str],
        blocks: Sequence[str],
    ) -> None:
        """Carry out a plan; where it breaks off half way, write again what its tables, cells and blocks held."""
        before = [_only(self.read_table(table.name), table.headers) for table in tables]
        held: dict[str, Sequence[Sequence[Cell]]] = {name: ((self.read_value(name),),) for name in cells}
        held |= {name: self.read_block(name) for name in blocks}
        with _quiet(self._book.app):
            try:
                _patiently(lambda: _apply(plan))
            except SoketError:
                _patiently(lambda: _apply(self._plan(before, held, ())))
                raise

    def _changed_since(self, old: Any, spec: TableSpec) -> Table | None:
        """Return the columns of a table that are no formulas as the backup has them, None if they are the same."""
        formulas = {column.header for column in spec.columns if column.kind is Kind.FORMULA}
        then, now = old.read_table(spec.name), self.read_table(spec.name)
        headers = [header for header in then.headers if header in now.headers and header not in formulas]
        kept = _only(then, headers)
        return None if kept.rows == _only(now, headers).rows else kept


def open_in_excel(path: Path) -> ExcelHost | None:
    """Return the host of the workbook at `path` if an Excel of this user has it open, else None."""
    keep_xlwings_lean()
    import xlwings

    try:
        books = [book for app in xlwings.apps for book in app.books]
    except Exception:
        return None
    return next((ExcelHost(book) for book in books if _is_at(book, path)), None)


def open_trackers() -> list[Path]:
    """Return where the trackers lie that this user has open in Excel; none if Excel does not answer."""
    keep_xlwings_lean()
    import xlwings

    try:
        books = [book for app in xlwings.apps for book in app.books]
        return [Path(book.fullname) for book in books if NAME_STATUS in book.names]
    except Exception:
        return []


def _is_at(book: Any, path: Path) -> bool:
    try:
        return bool(book.name.casefold() == path.name.casefold() and Path(book.fullname).samefile(path))
    except Exception:
        return False


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(tzinfo=None)


def _only(table: Table, headers: Sequence[str]) -> Table:
    at = [table.headers.index(header) for header in headers if header in table.headers]
    rows = tuple(tuple(row[number] for number in at) for row in table.rows)
    return Table(table.name, tuple(table.headers[number] for number in at), rows)


def _cells(area: Any) -> list[tuple[Cell, ...]]:
    rows = area.options(ndim=2, err_to_str=True).value
    return [tuple(canonical(_error(cell)) for cell in row) for row in rows]


def _without_formula(column: Any) -> list[int]:
    """Return the sheet rows of a column whose cells hold a value and no formula."""
    texts = column.formula
    lines = texts if isinstance(texts, tuple) else ((texts,),)
    return [row for row, line in enumerate(lines, column.row) if str(line[0]) and not str(line[0]).startswith("=")]


def _error(value: Any) -> Any:
    return NEW_ERRORS.get(value, value) if type(value) is int else value


def _apply(plan: Sequence[TableWrite | BlockWrite]) -> None:
    for write in plan:
        write.apply()


@contextmanager
def _quiet(app: Any) -> Iterator[None]:
    """Hold screen, calculation and events still, and put them back whatever happens."""
    held = {"screen_updating": False, "enable_events": False, "calculation": "manual"}
    before = _patiently(lambda: {name: getattr(app, name) for name in held})
    try:
        _patiently(lambda: _set_all(app, held))
        yield
    finally:
        _patiently(lambda: _set_all(app, before))


def _set_all(app: Any, states: Mapping[str, Any]) -> None:
    for name, state in states.items():
        setattr(app, name, state)


def _limit_attempts() -> None:
    """Make xlwings report a busy Excel instead of asking for ever; `_patiently` does the waiting."""
    engine = sys.modules.get("xlwings._xlwindows")
    if engine is not None:
        vars(engine)["N_COM_ATTEMPTS"] = 1


def is_busy(error: Exception) -> bool:
    """Tell whether an Office program refused only for the moment."""
    return getattr(error, "hresult", None) in BUSY or type(error).__name__ == "ExcelBusyError"


def _patiently(action: Callable[[], _Result]) -> _Result:
    """Return what `action` returns, trying again while Excel is busy. Raises WorkbookError for all that goes wrong."""
    end, wait = time.monotonic() + PATIENCE, FIRST_WAIT
    while True:
        try:
            return action()
        except SoketError:
            raise
        except Exception as error:
            if not is_busy(error):
                raise WorkbookError("host.excel_failed", why=reason_of(error)) from error
            if time.monotonic() + wait > end:
                raise WorkbookError("host.excel_busy", seconds=round(PATIENCE)) from error
        time.sleep(wait)
        wait *= 2


def reason_of(error: Exception) -> str:
    """Return the Office program's own sentence if the exception carries one."""
    details = getattr(error, "excepinfo", None)
    return str(details[2]) if details and details[2] else str(error) or type(error).__name__

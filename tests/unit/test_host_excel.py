"""The live host against Excel's manners: busy, protected, filtered, online, broken in the middle."""

import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings
from xlwings import base_classes

from soket_xl.errors import WorkbookError
from soket_xl.hosts import excel, opening
from soket_xl.hosts.excel import ExcelHost
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.opening import open_book
from soket_xl.hosts.saving import backups_of
from soket_xl.model import Table
from soket_xl.schema import ENTRIES, NAME_PASTE, NAME_PASTE_UNIT, NAME_STATUS
from tests.support import fake_xlwings
from tests.support.books import make_book
from tests.support.fake_xlwings import ComError, open_fake

ROWS = Table("tblEntries", ("Mã đơn vị", "Nội dung đơn vị viết"), (("00001", "- ý một"), ("00002", "ý hai")))


@pytest.fixture
def book(tmp_path: Path) -> Any:
    return open_fake(make_book(tmp_path))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(time, "monotonic", lambda: next(clock) / 10)


def refusal(action: Any) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        action()
    assert str(caught.value)
    return caught.value


def code_of(action: Any) -> str:
    """Return the code that `action` is refused with, "" if it is done."""
    try:
        action()
    except WorkbookError as error:
        return error.code
    return ""


def states(book: Any) -> dict[str, Any]:
    return dict(book.impl.app.states)


def test_the_fake_is_written_for_the_pinned_xlwings() -> None:
    assert xlwings.__version__ == "0.37.8"
    for name in ("Range", "Table", "Names", "Book"):
        fake, base = vars(getattr(fake_xlwings, name)), vars(getattr(base_classes, name))
        ours = {part for part, what in fake.items() if isinstance(what, property) and part != "app"}
        assert ours <= set(base) | {"sheet", "HasFormula"}


def test_an_excel_that_is_busy_for_a_moment_is_asked_again(book: Any) -> None:
    book.impl.app.rejects = 5
    ExcelHost(book).write([ROWS])
    assert len(ExcelHost(book).read_table("tblEntries").rows) == 2


def test_an_excel_that_stays_busy_is_given_up_with_a_sentence(book: Any) -> None:
    host = ExcelHost(book)
    book.impl.app.rejects = 10_000
    error = refusal(lambda: host.read_table("tblEntries"))
    assert error.code == "host.excel_busy"
    assert "Esc" in str(error)


def test_screen_events_and_calculation_come_back_after_a_write(book: Any) -> None:
    before = states(book)
    ExcelHost(book).write([ROWS])
    assert states(book) == before


@pytest.mark.parametrize("call", range(0, 60, 3))
def test_a_write_that_breaks_in_the_middle_leaves_the_old_rows_and_settings(book: Any, call: int) -> None:
    host = ExcelHost(book)
    host.write([Table("tblEntries", ROWS.headers, (("00009", "ý cũ"),))])
    before, looks = host.read_table("tblEntries"), states(book)
    book.impl.app.fails_at = call
    code = code_of(lambda: host.write([ROWS]))
    book.impl.app.fails_at = None
    after = host.read_table("tblEntries")
    assert code in ("host.excel_failed", "")
    assert after == before if code else len(after.rows) == 2
    assert states(book) == looks


@pytest.mark.parametrize("call", range(0, 60, 5))
def test_paste_sheet_and_undo_that_break_in_the_middle_are_put_back_too(book: Any, call: int) -> None:
    host = ExcelHost(book)
    host.write([ROWS], {NAME_PASTE_UNIT: "Xã Bum Tở"})
    sheet = book.sheets["Dán báo cáo"].impl
    for row in (7, 8):
        sheet.cell(row, 1).take(f"- đoạn dán {row}")
    before, looks = everything(host), states(book)
    for action in (
        lambda: host.write([Table("tblEntries", ROWS.headers, ())], {NAME_PASTE_UNIT: None}, [NAME_PASTE]),
        host.restore_last,
    ):
        book.impl.app.fails_at = call
        code = code_of(action)
        book.impl.app.fails_at = None
        assert code in ("host.excel_failed", "host.name_missing", "")
        if code:
            assert everything(host) == before
        before = everything(host)
        assert states(book) == looks


def everything(host: ExcelHost) -> tuple[object, ...]:
    return host.read_table("tblEntries").rows, host.read_value(NAME_PASTE_UNIT), host.read_block(NAME_PASTE)


def test_a_protected_sheet_is_refused_before_anything_is_written(book: Any) -> None:
    next(sheet for sheet in book.impl._sheets if sheet.name == ENTRIES.sheet).protected = True
    host = ExcelHost(book)
    holidays = Table("tblHolidays", ("Ngày", "Loại", "Nội dung"), ())
    before = host.read_table("tblHolidays")
    assert refusal(lambda: host.write([holidays, ROWS])).code == "host.protected"
    assert host.read_table("tblHolidays") == before
    assert book.impl.copies == []


def test_rows_behind_a_filter_are_written_too(book: Any) -> None:
    host = ExcelHost(book)
    host.write([ROWS])
    table = book.sheets["Nội dung"].tables["tblEntries"]
    table.impl.filter.FilterMode = True
    host.write([Table("tblEntries", ROWS.headers, (("00001", "mới một"), ("00002", "mới hai")))])
    at = host.read_table("tblEntries").headers.index("Nội dung đơn vị viết")
    assert [row[at] for row in host.read_table("tblEntries").rows] == ["mới một", "mới hai"]


def test_a_backup_is_made_once_before_the_first_write_of_a_command(book: Any) -> None:
    host = ExcelHost(book)
    host.write_status(NAME_STATUS, "đang chạy")
    assert book.impl.copies == []
    host.write([ROWS])
    host.write(values={NAME_PASTE_UNIT: "Xã Bum Tở"})
    assert len(backups_of(host.path)) == 1


def test_the_hand_shake_cell_takes_any_text(book: Any) -> None:
    host = ExcelHost(book)
    host.write_status(NAME_STATUS, "=xong 100%")
    assert host.read_value(NAME_STATUS) == "=xong 100%"


def test_a_book_on_the_web_is_refused_with_what_to_do(book: Any) -> None:
    book.impl.location = "https://congty.sharepoint.com/so.xlsm"
    assert refusal(lambda: ExcelHost(book).path).code == "host.online"


def test_a_book_never_saved_is_refused(book: Any) -> None:
    book.impl.location = "Book1"
    assert refusal(lambda: ExcelHost(book).write([ROWS])).code == "host.unsaved"


def test_an_error_of_excel_is_told_in_its_own_words(book: Any) -> None:
    def broken(*_: object) -> None:
        raise ComError(-2147352567, "The disk is full.")

    book.impl._save_copy = broken
    assert "The disk is full." in str(refusal(lambda: ExcelHost(book).write([ROWS])))


def test_dates_go_to_excel_as_dates_in_a_format_that_shows_them(book: Any) -> None:
    host = ExcelHost(book)
    settings = host.read_table("tblSettings")
    at = settings.headers.index("Giá trị")
    row = next(n for n, cells in enumerate(settings.rows) if isinstance(cells[at], str))
    rows = [list(cells) for cells in settings.rows]
    rows[row][at] = date(2026, 6, 1)
    host.write([Table("tblSettings", settings.headers, tuple(tuple(cells) for cells in rows))])
    cell = book.sheets["Cấu hình"].range((settings.first_row + row, at + 1))
    assert cell.number_format == "dd/mm/yyyy"
    assert host.read_table("tblSettings").rows[row][at] == date(2026, 6, 1)


def test_new_rows_have_the_formats_of_the_first(book: Any) -> None:
    ExcelHost(book).write([Table("tblEntries", ROWS.headers, ROWS.rows * 5)])
    looks = book.sheets["Nội dung"].range((5, 1), (14, 1)).number_format
    assert looks == "@"


def test_undo_writes_the_old_values_back_into_the_open_book(book: Any, tmp_path: Path) -> None:
    host = ExcelHost(book)
    host.write([ROWS], {NAME_PASTE_UNIT: "Xã Bum Tở"})
    sheet = book.sheets["Dán báo cáo"].impl
    sheet.cell(7, 1).take("đoạn dán sau")
    assert host.restore_last() is not None
    assert len(host.read_table("tblEntries").rows) == 1
    assert host.read_value(NAME_PASTE_UNIT) is None
    assert host.read_block(NAME_PASTE) == ()


def test_the_book_that_excel_has_open_is_found_by_its_path(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(book.fullname)
    monkeypatch.setattr(xlwings, "apps", [xlwings.App(impl=book.impl.app)])
    found = excel.open_in_excel(path)
    assert found is not None
    assert found.path == path
    assert excel.open_in_excel(path.with_name("khac.xlsm")) is None


def test_trackers_open_in_excel_are_listed_and_other_books_are_not(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    other = SimpleNamespace(fullname="C:\\khac.xlsx", names=("Print_Area",))
    monkeypatch.setattr(xlwings, "apps", [SimpleNamespace(books=[book, other])])
    assert excel.open_trackers() == [Path(book.fullname)]


def test_excel_that_does_not_answer_has_no_trackers_open(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy:
        @property
        def books(self) -> list[Any]:
            raise ComError(fake_xlwings.CALL_REJECTED, "busy")

    monkeypatch.setattr(xlwings, "apps", [Busy()])
    assert excel.open_trackers() == []


def test_a_path_is_opened_live_where_excel_has_it_else_as_a_file(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(book.fullname)
    assert isinstance(open_book(path), FileHost)
    monkeypatch.setattr(opening, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(xlwings, "apps", [xlwings.App(impl=book.impl.app)])
    assert isinstance(open_book(path), ExcelHost)
    assert isinstance(open_book(make_book(path.parent, name="khac.xlsm")), FileHost)


@pytest.mark.excel
def test_text_and_dates_survive_in_a_real_excel(tmp_path: Path) -> None:
    with xlwings.App(visible=False) as app:
        host = ExcelHost(app.books.open(str(make_book(tmp_path))))
        texts = ("- ý một", "=1+1", "'nháy", "1/5", "00123", "dài " * 8000)
        host.write([Table("tblEntries", ("Nội dung đơn vị viết",), tuple((text,) for text in texts))])
        table = host.read_table("tblEntries")
        at = table.headers.index("Nội dung đơn vị viết")
        assert [row[at] for row in table.rows] == list(texts)

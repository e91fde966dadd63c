"""A click, from the calling book to the message box: something is always shown, and nothing ever escapes."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from soket_xl import buttons
from soket_xl.actions import Command
from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts.excel import ExcelHost
from soket_xl.model import Context, Outcome
from soket_xl.schema import NAME_STATUS
from tests.support.books import make_book
from tests.support.fake_xlwings import App, open_fake
from tests.support.nd30_documents import WAYS, write

TODAY = date(2026, 5, 12)


@pytest.fixture
def book(tmp_path: Path) -> Any:
    return open_fake(make_book(tmp_path))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, book: Any, tmp_path: Path) -> list[str]:
    """What message boxes showed when `book` was clicked; tracebacks go to the test's own folder."""
    texts: list[str] = []
    monkeypatch.setattr(App, "alert", lambda _self, text, *_others: texts.append(text), raising=False)
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(lambda: book))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    return texts


def shake(book: Any) -> str:
    return str(ExcelHost(book).read_value(NAME_STATUS))


def log(folder: Path) -> str:
    path = folder / "soket-loi.log"
    return path.read_text("utf-8") if path.exists() else ""


def registered(monkeypatch: pytest.MonkeyPatch, function: Any, name: str = "status") -> None:
    """Put `function` in the registry's place of `name`."""
    load = Command.load
    command = buttons.COMMANDS[name]
    monkeypatch.setattr(Command, "load", lambda self: function if self is command else load(self))


def failing(error: Exception) -> Any:
    def fail(host: object, context: Context) -> Outcome:
        raise error

    return fail


def test_result_is_shown_and_the_hand_shake_says_done(book: Any, shown: list[str]) -> None:
    buttons.run("status")
    assert len(shown) == 1
    assert "0/38" in shown[0]
    assert shake(book).startswith("Đã chạy status lúc ")


def test_format_button_checks_the_file_that_the_clerk_chooses(
    shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(write(tmp_path / "cong van.docx", WAYS["letter"])), False]
    dialog = SimpleNamespace(GetOpenFilename=lambda *_asked: chosen.pop(0))
    monkeypatch.setattr(App, "api", dialog, raising=False)
    buttons.run("format")
    buttons.run("format")
    assert shown == ["cong van.docx: không thấy lỗi thể thức (Công văn).", "Chưa chọn tệp nào."]


@pytest.mark.parametrize("action", ["trace", "fold"])
def test_button_for_an_edited_draft_works_on_the_book_and_the_chosen_file(
    shown: list[str], monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    given: list[object] = []
    registered(monkeypatch, lambda host, context, draft: given.append(draft) or Outcome({}, ["xong"]), action)
    dialog = SimpleNamespace(GetOpenFilename=lambda *_asked: "C:/ban sua.docx")
    monkeypatch.setattr(App, "api", dialog, raising=False)
    buttons.run(action)
    assert (given, shown) == ([Path("C:/ban sua.docx")], ["xong"])


def test_refusal_is_shown_in_its_own_words(book: Any, shown: list[str], tmp_path: Path) -> None:
    buttons.run("split")
    assert ["chưa chọn đơn vị" in text for text in shown] == [True]
    assert shake(book).startswith("Chưa làm xong split lúc ")
    assert log(tmp_path) == ""


def test_unforeseen_error_is_one_sentence_and_its_traceback_is_kept(
    book: Any, shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(monkeypatch, failing(ZeroDivisionError("Đảng ủy xã")))
    buttons.run("status")
    assert ["lỗi chưa lường trước (ZeroDivisionError)" in text for text in shown] == [True]
    assert "Đảng ủy xã" in log(tmp_path)
    assert shake(book).startswith("Chưa làm xong status")


def test_button_that_no_command_knows_is_told_too(shown: list[str]) -> None:
    buttons.run("no_such_command")
    assert len(shown) == 1


def test_nothing_escapes_when_there_is_no_calling_book(
    shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_caller() -> None:
        raise xlwings.XlwingsError("must not be called directly")

    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(no_caller))
    buttons.run("status")
    assert shown == []
    assert "must not be called directly" in log(tmp_path)


def test_nothing_escapes_when_the_box_cannot_be_shown(
    book: Any, shown: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_others: object) -> None:
        raise OSError("no screen")

    monkeypatch.setattr(App, "alert", broken, raising=False)
    buttons.run("status")
    assert "no screen" in log(tmp_path)
    assert shake(book).startswith("Đã chạy")


def test_log_that_cannot_be_written_is_no_second_error(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/no/such/folder")
    registered(monkeypatch, failing(RuntimeError("x")))
    buttons.run("status")
    assert len(shown) == 1


def test_hand_shake_cell_that_cannot_be_written_stops_the_command(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entered: list[object] = []
    registered(monkeypatch, lambda **given: entered.append(given))

    def protected(*_others: object) -> None:
        raise WorkbookError("host.name_missing", name=NAME_STATUS)

    monkeypatch.setattr(ExcelHost, "write_status", protected)
    buttons.run("status")
    assert entered == []
    assert [NAME_STATUS in text for text in shown] == [True]


def test_work_that_was_done_is_told_even_if_the_hand_shake_fails_afterwards(
    shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def once(_host: object, _name: str, text: str) -> None:
        if text.startswith("Đã chạy"):
            raise SoketError("host.excel_busy", seconds=8)

    monkeypatch.setattr(ExcelHost, "write_status", once)
    registered(monkeypatch, lambda host, context: Outcome({}, ["xong việc"]))
    buttons.run("status")
    assert shown == ["xong việc"]


def test_long_result_is_cut_at_a_line(shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"dòng {number} " + "x" * 80 for number in range(100)]
    registered(monkeypatch, lambda host, context: Outcome({}, lines))
    buttons.run("status")
    assert len(shown[0]) <= buttons.LONGEST_MESSAGE + 5
    assert shown[0].splitlines()[-2] in lines
    assert shown[0].endswith("\n...")


@pytest.mark.parametrize(
    ("cell", "name", "day"),
    [
        (datetime(2026, 5, 8), "status", date(2026, 5, 8)),
        (date(2026, 5, 8), "brief", date(2026, 5, 8)),
        (None, "status", TODAY),
        ("#N/A", "report", TODAY),
        (datetime(2026, 5, 8), "intake", TODAY),
        (datetime(2026, 5, 8), "split", TODAY),
        (datetime(2026, 5, 8), "chase", TODAY),
    ],
)
def test_click_looks_at_the_day_of_the_sheets_but_records_today(
    shown: list[str], monkeypatch: pytest.MonkeyPatch, cell: object, name: str, day: date
) -> None:
    seen: list[date] = []

    def look(host: object, context: Context) -> Outcome:
        seen.append(context.on)
        return Outcome({}, [])

    registered(monkeypatch, look, name)
    monkeypatch.setattr(ExcelHost, "read_value", lambda _host, _name: cell)
    monkeypatch.setattr(buttons, "_now", lambda: datetime(2026, 5, 12, 8, 30))
    buttons.run(name)
    assert seen == [day]

"""The second door: the ribbon's own buttons, run from a console."""

from pathlib import Path

import pytest
from lxml import etree

from soket_xl import menu
from soket_xl.actions import COMMANDS
from tests.support.books import make_book

RIBBON = Path(__file__).parents[2] / "macros" / "customUI.xml"


def talk(monkeypatch, answers, folders=(), opened=()):
    """Run the menu with `answers` typed; return (exit code, what was shown, commands run)."""
    left, told, ran = list(answers), [], []
    monkeypatch.setattr(menu, "command_line", lambda words: ran.append(words) or 1)
    code = menu.run(lambda question: left.pop(0) if left else "", told.append, folders, opened)
    return code, told, ran


def test_items_are_the_buttons_of_the_ribbon_in_its_order():
    buttons = etree.fromstring(RIBBON.read_bytes()).iter(f"{menu.UI}button")
    wanted = [(b.get("label"), b.get("tag")) for b in buttons if b.get("tag") in COMMANDS]
    assert [(item.label, item.command) for item in menu.items()] == wanted
    assert len(wanted) > 10


def test_number_runs_the_command_on_the_chosen_tracker(tmp_path, monkeypatch):
    book = make_book(tmp_path)
    code, told, ran = talk(monkeypatch, ["1", "1", "", "0"], [tmp_path])
    assert ran == [["status", str(book.resolve())]]
    assert code == 1
    assert any("Kiểm tra tình trạng" in line for line in told)


def test_tracker_open_in_excel_comes_first_and_once(tmp_path, monkeypatch):
    book = make_book(tmp_path).resolve()
    (tmp_path / "moi-hon.xlsm").write_bytes(b"")
    _, told, ran = talk(monkeypatch, ["1", "2", "", "0"], [tmp_path], [book])
    assert ran == [["chase", str(book)]]
    assert sum(str(book) in line and "đang mở" in line for line in told) == 1


def test_path_dropped_into_the_window_with_quotes_is_taken(tmp_path, monkeypatch):
    folder = tmp_path / "Báo cáo của chị Hường"
    folder.mkdir()
    book = make_book(folder)
    _, _, ran = talk(monkeypatch, [f'"{book}"', "1", "", "0"])
    assert ran == [["status", str(book)]]


@pytest.mark.parametrize("answers", [["khong-co.xlsm", "0"], ["9", ""], [""]])
def test_what_is_no_tracker_is_told_and_asked_again(tmp_path, monkeypatch, answers):
    code, told, ran = talk(monkeypatch, answers, [tmp_path])
    assert (code, ran) == (0, [])
    assert sum("thả vào cửa sổ này" in line for line in told) == len(answers) - 1


def test_unknown_number_is_told_and_another_tracker_can_be_chosen(tmp_path, monkeypatch):
    make_book(tmp_path)
    (tmp_path / "khac.xlsm").write_bytes(b"")
    other = str(len(menu.items()) + 1)
    _, told, ran = talk(monkeypatch, ["1", "99", "abc", other, "2", "1", "", "0"], [tmp_path])
    assert sum("Không có lệnh số" in line for line in told) == 2
    assert len(ran) == 1
    assert {Path(ran[0][1]).name} <= {path.name for path in tmp_path.glob("*.xlsm")}


def test_checking_the_machine_looks_at_the_log_of_the_tracker_too(tmp_path, capsys):
    book = make_book(tmp_path)
    number = next(n for n, item in enumerate(menu.items(), 1) if item.command == "doctor")
    left = ["1", str(number), "", "0"]
    menu.run(lambda question: left.pop(0), lambda line: None, [tmp_path])
    assert book.exists()
    assert 'Sheet "Nhật ký" nguyên vẹn' in capsys.readouterr().out


def test_format_asks_for_its_own_file(tmp_path, monkeypatch):
    make_book(tmp_path)
    number = str([item.command for item in menu.items()].index("format") + 1)
    assert talk(monkeypatch, ["1", number, '"C:/cong van.docx"', "", "0"], [tmp_path])[2] == [
        ["format", "C:/cong van.docx"]
    ]

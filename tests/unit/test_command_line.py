"""The command line's manners: one sentence in Vietnamese on stderr, exit code 2, no traceback."""

import json

import pytest

from soket_xl import __main__ as command_line
from soket_xl.actions import COMMANDS, Command
from soket_xl.model import Outcome


@pytest.mark.parametrize("words", [[], ["tong_hop"], ["--json"]])
def test_unknown_command_lists_the_commands(words, capsys):
    assert command_line.main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Các lệnh: new, receive, status" in captured.err


def test_wrong_use_shows_the_right_one(capsys):
    assert command_line.main(["receive", "so.xlsm"]) == 2
    assert "Cách viết: soket_xl receive" in capsys.readouterr().err


def test_date_that_cannot_be_is_refused_before_anything_else(capsys):
    assert command_line.main(["status", "so.xlsm", "--on", "31/4/2026"]) == 2
    assert '"31/4/2026" không phải là ngày có thật' in capsys.readouterr().err


def test_fault_of_our_own_is_said_without_a_traceback(capsys, monkeypatch):
    monkeypatch.setitem(COMMANDS, "doctor", Command("nowhere:nothing", needs_book=False))
    assert command_line.main(["doctor"]) == 2
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "lỗi chưa lường trước (ModuleNotFoundError)" in error


def test_json_is_the_only_thing_on_stdout(capsys):
    assert command_line.main(["doctor", "--json"]) in (0, 1)
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert {"name", "ok", "message"} <= set(checks[0])
    assert checks == sorted(checks, key=lambda check: check["ok"])


def test_help_is_shown_in_vietnamese_terms_and_ends_well(capsys):
    with pytest.raises(SystemExit) as stop:
        command_line.main(["report", "--help"])
    assert stop.value.code == 0
    assert "--annotated" in capsys.readouterr().out


def test_outcome_without_json_is_its_lines(capsys, monkeypatch):
    class Fixed(Command):
        def load(self):
            return lambda context: Outcome({}, [f"Ngày {context.on:%d/%m/%Y}", "xong"], exit_code=1)

    monkeypatch.setitem(COMMANDS, "doctor", Fixed("x:y", needs_book=False))
    assert command_line.main(["doctor", "--on", "08/5/2026"]) == 1
    assert capsys.readouterr().out == "Ngày 08/05/2026\nxong\n"

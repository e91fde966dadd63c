"""Commands on a disk that is full, and two commands at once."""

import errno
import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from soket_xl.__main__ import main
from tests.hostile.test_killed import BESIDE, COMMANDS, ROOM, WRITES, books, campaign, fresh_copy, words
from tests.support.confined import confined

__all__ = ["campaign"]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_leaves_everything_as_it_was_and_says_so(command: str, campaign: Path, tmp_path: Path) -> None:
    book = fresh_copy(campaign, tmp_path)
    old = books(book.parent)

    def work() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        return f"{main(words(command, book))} {sys.stderr.getvalue()}"

    code, _, said = confined(work).partition(" ")
    assert code == "2", said
    assert "đầy" in said
    assert "Traceback" not in said
    assert books(book.parent) == old


@pytest.mark.parametrize("command", COMMANDS)
def test_a_read_only_folder_leaves_everything_as_it_was_and_says_so(
    command: str, campaign: Path, tmp_path: Path
) -> None:
    book = fresh_copy(campaign, tmp_path)
    old = {path: path.read_bytes() for path in book.parent.rglob("*") if path.is_file()}

    def refused(event: str, arguments: tuple[object, ...]) -> None:
        writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (writing or event in WRITES) and str(book.parent) in str(arguments):
            raise OSError(errno.EROFS, "Read-only file system")

    def work() -> str:
        sys.addaudithook(refused)
        sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
        return f"{main(words(command, book))} {sys.stderr.getvalue()}"

    code, _, said = confined(work).partition(" ")
    assert code == "2", said
    assert book.parent.name in said or "chỉ cho đọc" in said
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in book.parent.rglob("*") if path.is_file()} == old


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ("undo", *BESIDE)])
def test_undo_brings_back_the_same_bytes_after_every_command(command: str, campaign: Path, tmp_path: Path) -> None:
    book = fresh_copy(campaign, tmp_path)
    before = book.read_bytes()
    assert main(words(command, book)) in (0, 1)
    assert book.read_bytes() != before
    assert main(["undo", str(book)]) == 0
    assert book.read_bytes() == before


def test_of_two_commands_at_once_none_is_lost(campaign: Path, tmp_path: Path) -> None:
    book = fresh_copy(campaign, tmp_path)
    dates = ("2026-05-04", "2026-05-05", "2026-05-06")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "soket_xl", "receive", str(book), unit, "--date", day],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for unit, day in zip(("03388", "03390", "03394"), dates, strict=True)
    ]
    said = [process.communicate()[1] for process in running]
    codes = [process.returncode for process in running]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    assert all(bool(text.strip()) == (code == 2) for text, code in zip(said, codes, strict=True))
    content = str(books(book.parent))
    days = [f"datetime.date({', '.join(str(int(part)) for part in day.split('-'))})" for day in dates]
    assert [day in content for day in days] == [code == 0 for code in codes]

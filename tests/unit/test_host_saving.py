"""A tracker is saved whole or not at all, and never over what somebody else has done."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from soket_xl.errors import WorkbookError
from soket_xl.hosts import saving
from soket_xl.hosts.file import FileHost
from soket_xl.model import Table
from tests.support.books import make_book

ROWS = Table("tblEntries", ("Mã đơn vị", "Nội dung đơn vị viết"), (("00001", "ý một"), ("00002", "ý hai")))
WRITER = """
import sys
from pathlib import Path
from soket_xl.hosts.file import FileHost
from soket_xl.model import Table
host = FileHost(Path(sys.argv[1]))
host.read_table("tblEntries")
print("ready", flush=True)
sys.stdin.readline()
host.write([Table("tblEntries", ("Nội dung đơn vị viết",), tuple((f"- ý {n} " * 20,) for n in range(2000)))])
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "Sở Nội vụ – đợt 1"
    folder.mkdir()
    return make_book(folder)


def refusal(action: Callable[[], object]) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        action()
    assert str(caught.value)
    return caught.value


def strays(path: Path) -> list[str]:
    return [left.name for left in path.parent.rglob(".~soket-*")]


def test_a_book_open_in_excel_is_refused_with_the_name_of_who_has_it(path: Path) -> None:
    name = "Nguyễn Thị Ước"
    old = name.encode("cp1252", "replace")
    new = name.encode("utf-16-le")
    owner = bytes([len(old)]) + old.ljust(54) + bytes([len(name), 0]) + new.ljust(108, b"\0")
    path.with_name(f"~${path.name}").write_bytes(owner)
    error = refusal(lambda: FileHost(path).write([ROWS]))
    assert error.code == "host.open"
    assert name in str(error)


@pytest.mark.parametrize("owner", [b"", b"\x05", b"\x06Hoang " + b" " * 47, b"\xff" * 165])
def test_an_odd_owner_file_still_means_open(path: Path, owner: bytes) -> None:
    path.with_name(f"~${path.name}").write_bytes(owner)
    assert refusal(lambda: FileHost(path).write([ROWS])).code == "host.open"


def test_a_book_saved_by_somebody_else_meanwhile_is_not_overwritten(path: Path) -> None:
    host, other = FileHost(path), FileHost(path)
    host.read_table("tblEntries")
    other.write([ROWS])
    saved = path.read_bytes()
    assert refusal(lambda: host.write([ROWS])).code == "host.changed"
    assert path.read_bytes() == saved


def test_a_full_disk_leaves_the_old_book_and_no_stray_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refusal(lambda: FileHost(path).write([ROWS])).code == "host.disk_full"
    assert path.read_bytes() == before
    assert strays(path) == []


def test_a_disk_full_at_the_backup_stops_before_anything_changes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    assert refusal(lambda: FileHost(path).write([ROWS])).code == "host.disk_full"
    assert path.read_bytes() == before
    assert list((path.parent / "_luu").iterdir()) == []


def held(winerror: int, times: int) -> tuple[Callable[[Path, Path], Path], list[int]]:
    """Return a `Path.replace` that Windows refuses `times` times for the workbook, and the list of its tries."""
    tries: list[int] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.parent.name != "_luu":
            tries.append(winerror)
            if len(tries) <= times:
                error = PermissionError(errno.EACCES, "Access is denied")
                error.winerror = winerror
                raise error
        return real(self, target)

    return replace, tries


def test_a_file_held_for_a_moment_is_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace, tries = held(32, 3)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    FileHost(path).write([ROWS])
    assert len(tries) == 4
    assert len(FileHost(path).read_table("tblEntries").rows) == 2


def test_a_file_held_for_long_is_left_as_it_was_and_the_result_lies_beside_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    replace, tries = held(5, saving.ATTEMPTS)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    error = refusal(lambda: FileHost(path).write([ROWS]))
    assert error.code == "host.held"
    assert len(tries) == saving.ATTEMPTS + 1
    assert path.read_bytes() == before
    assert strays(path) == []
    beside = path.with_name(str(error.fields["beside"]))
    assert beside.name in str(error)
    assert len(FileHost(beside).read_table("tblEntries").rows) == 2


def test_a_file_that_cannot_even_be_opened_for_writing_for_a_moment_is_saved_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def closed(self: Path, mode: str = "r", *args: object, **more: object) -> object:
        if mode == "r+b":
            error = PermissionError(errno.EACCES, "The process cannot access the file")
            error.winerror = 32
            raise error
        return real(self, mode, *args, **more)

    monkeypatch.setattr(Path, "open", closed)
    FileHost(path).write([ROWS])
    assert len(FileHost(path).read_table("tblEntries").rows) == 2


def test_a_folder_that_refuses_the_new_file_altogether_keeps_the_old_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    replace, _ = held(5, 1000)
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    assert refusal(lambda: FileHost(path).write([ROWS])).code == "host.not_saved"
    assert path.read_bytes() == before
    assert strays(path) == []


def test_a_second_command_that_saves_at_the_same_time_is_refused(path: Path) -> None:
    host = FileHost(path)
    with saving.alone(path):
        assert refusal(lambda: host.write([ROWS])).code == "host.other_command"
    host.write([ROWS])
    assert strays(path) == []


def test_a_read_only_book_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def closed(self: Path, mode: str = "r", *args: object, **more: object) -> object:
        if mode == "r+b":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, mode, *args, **more)

    monkeypatch.setattr(Path, "open", closed)
    error = refusal(lambda: FileHost(path).write([ROWS]))
    assert error.code == "host.not_writable"
    assert path.parent.name in str(error)


def test_a_book_that_is_gone_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "không có.xlsm"
    assert refusal(lambda: FileHost(missing).read_table("tblUnits")).code == "host.not_found"
    assert refusal(lambda: FileHost(missing).write([ROWS])).code == "host.not_found"


def test_a_copy_into_a_folder_that_is_not_there_is_refused(path: Path) -> None:
    assert refusal(lambda: FileHost(path).save_copy(path.parent / "x" / "y.xlsm")).code == "host.output_failed"


def test_the_mode_of_the_file_is_kept(path: Path) -> None:
    path.chmod(0o664)
    FileHost(path).write([ROWS])
    assert path.stat().st_mode & 0o777 == 0o664


def test_what_a_killed_run_left_is_swept_after_an_hour(path: Path) -> None:
    old, young = path.with_name(".~soket-cu.xlsm"), path.with_name(".~soket-moi.xlsm")
    for left in (old, young):
        left.write_bytes(b"x")
    past = time.time() - 7200
    os.utime(old, (past, past))
    FileHost(path).write([ROWS])
    assert not old.exists()
    assert young.exists()


def test_the_last_twenty_backups_and_the_first_of_each_day_are_kept(path: Path) -> None:
    start = datetime(2026, 5, 1, 8)
    for day in range(3):
        for minute in range(15):
            saving.backup(path, start + timedelta(days=day, minutes=minute))
    kept = [copy.name[:15] for copy in saving.backups_of(path)]
    assert len(kept) == 22
    assert kept[:2] == ["20260501-080000", "20260502-080000"]
    assert kept[-1] == "20260503-081400"


def test_marks_are_kept_as_backups_are_each_kind_for_itself_and_undo_takes_none(path: Path) -> None:
    start = datetime(2026, 5, 1, 8)
    for day in range(2):
        for minute in range(25):
            when = start + timedelta(days=day, minutes=minute)
            saving.keep_mark(path, when, lambda copy: copy.write_bytes(b"x"))
    saving.keep_mark(path, start, lambda copy: copy.write_bytes(b"y"), saving.UNDONE)
    kept = [mark.name for mark in saving.marks_of(path)]
    assert (len(kept), kept[0][:19], kept[-1][:19]) == (22, "goc-20260501-080000", "goc-20260502-082400")
    assert [mark.name[:22] for mark in saving.marks_of(path, saving.UNDONE)] == ["lui-20260501-080000-2_"]
    assert saving.backups_of(path) == []


def test_mark_that_cannot_be_kept_is_left_out_without_a_word(path: Path) -> None:
    def full(copy: Path) -> None:
        copy.write_bytes(b"x")
        raise OSError(errno.ENOSPC, "No space left on device")

    saving.keep_mark(path, datetime(2026, 5, 1), full)
    assert saving.marks_of(path) == []
    assert strays(path) == []


def test_backups_of_one_second_are_in_the_order_they_were_made(path: Path) -> None:
    now = datetime(2026, 5, 1, 8)
    made = [saving.backup(path, now) for _ in range(12)]
    assert saving.backups_of(path) == made


def test_backups_of_another_book_in_the_folder_are_not_touched(path: Path) -> None:
    other = path.with_name(f"x__{path.name}")
    shutil.copyfile(path, other)
    saving.backup(other, datetime(2026, 5, 1))
    assert saving.backups_of(path) == []


def test_undo_and_undo_again_bring_the_same_bytes_back(path: Path) -> None:
    before = path.read_bytes()
    FileHost(path).write([ROWS])
    after = path.read_bytes()
    FileHost(path).restore_last()
    assert path.read_bytes() == before
    FileHost(path).restore_last()
    assert path.read_bytes() == after


def test_a_broken_backup_is_not_put_in_place(path: Path) -> None:
    FileHost(path).write([ROWS])
    after = path.read_bytes()
    saving.backups_of(path)[-1].write_bytes(after[:2000])
    assert refusal(lambda: FileHost(path).restore_last()).code == "host.not_workbook"
    assert path.read_bytes() == after


@pytest.fixture
def writer(path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Return a function that starts a process which writes when it is told to."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", WRITER, str(path)]
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=Path(__file__).parents[2])
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_a_run_killed_at_any_moment_leaves_the_old_or_the_new_book(
    path: Path, writer: Callable[[], subprocess.Popen[str]]
) -> None:
    old = path.read_bytes()
    outcomes = set()
    for delay in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.2, 30.0):
        path.write_bytes(old)
        process = writer()
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        process.wait()
        rows = FileHost(path).read_table("tblEntries").rows
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
        outcomes.add(len(rows))
    assert outcomes == {1, 2000}

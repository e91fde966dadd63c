"""Every command that writes, killed at each of its dealings with the disk: the tracker is the old one or the new one."""

import io
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import docx
import pytest

from soket_xl.__main__ import main
from soket_xl.hosts.file import FileHost
from soket_xl.model import Cell
from soket_xl.schema import TABLES
from tests.support.confined import confined

UNITS = "code,name,type\n03388,Than Uyên,xã\n03390,Tân Uyên,xã\n03394,Mường Kim,xã\n"
TEXT = ("I. KẾT QUẢ THỰC HIỆN", "1. Về tổ chức bộ máy", "- Bộ máy của xã đã kiện toàn.", "- Còn thiếu 02 công chức.")
COMMANDS = {
    "receive": ["03394", "--date", "2026-05-06"],
    "intake": [],
    "review": [],
    "consolidate": [],
    "report": [],
    "trace": [],
    "fold": [],
    "submit": [],
    "chase": ["--on", "2026-05-08"],
    "brief": [],
    "forms": [],
    "merge": [],
    "undo": [],
    "upgrade": [],
}
OTHER = Path("ban của Hoa/so.xlsm")
"""A colleague's copy, which knows of one report more."""
WRITES = ("os.rename", "os.remove", "os.mkdir", "shutil.copyfile", "tempfile.mkstemp", "os.chmod")
MOST_KILLS = 10
ROOM = 4_000
"""So many bytes the full disk still takes: no tracker, report or letter."""
READABLE = {".docx", ".xlsx", ".xlsm", ".zip"}


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tracker of three communes that has run once, and the reports of two."""
    folder = tmp_path_factory.mktemp("đợt báo cáo")
    (folder / "units.csv").write_text(UNITS, "utf-8")
    book = folder / "so.xlsm"
    assert main(["new", str(book), "--units", str(folder / "units.csv")]) == 0
    for name in ("Than Uyên", "Tân Uyên"):
        document = docx.Document()
        for line in (f"ỦY BAN NHÂN DÂN XÃ {name.upper()}", *TEXT):
            document.add_paragraph(line)
        document.save(folder / f"Báo cáo xã {name}.docx")
    for command in ("consolidate", "report"):
        assert main([command, str(book)]) == 0
    (folder / OTHER.parent).mkdir()
    shutil.copyfile(book, folder / OTHER)
    assert main(["receive", str(folder / OTHER), "03390", "--date", "2026-05-05"]) == 0
    return folder


def fresh_copy(campaign: Path, tmp_path: Path) -> Path:
    """Return the tracker of a new copy of the campaign."""
    folder = tmp_path / "x"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(campaign, folder)
    return folder / "so.xlsm"


def state(book: Path) -> tuple[object, ...]:
    """Return what all tables hold, the clock and the log's chain aside."""
    host = FileHost(book)
    tables = [host.read_table(spec.name) for spec in TABLES]
    chained = [t.headers.index("Mã chuỗi") if "Mã chuỗi" in t.headers else None for t in tables]
    return tuple(
        tuple(_timeless(cell for number, cell in enumerate(row) if number != chain) for row in table.rows)
        for table, chain in zip(tables, chained, strict=True)
    )


def books(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return the state of each tracker in a folder."""
    return {book.name: state(book) for book in folder.glob("[!.~]*.xlsm")}


def _timeless(row: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple("a moment" if isinstance(cell, datetime) else cell for cell in row)


def words(command: str, book: Path) -> list[str]:
    """Return the command line of a command on a tracker."""
    draft = str(next((book.parent / "ket_qua").glob("*.docx")))
    where = {
        "intake": [str(book.parent)],
        "merge": [str(book.parent / OTHER)],
        "trace": [draft],
        "fold": [draft, "-o", str(book.parent / "ban-moi.docx")],
    }
    return [command, str(book), *where.get(command, []), *COMMANDS[command]]


def run(command: list[str], kill_at: int) -> str:
    """Do a command, killed before its `kill_at`th dealing with the disk (never if 0); return how many there were."""
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        opened = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if opened or event in WRITES:
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.stdout = sys.stderr = io.StringIO()
    sys.addaudithook(watch)
    code = main(command)
    return str(count) if code in (0, 1) else f"exit {code}: {sys.stderr.getvalue()}"


def whole(path: Path) -> bool:
    if path.suffix not in READABLE:
        return path.stat().st_size > 0
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None


def made_by(folder: Path) -> list[Path]:
    """Return the files in a folder that a person would take for results."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".~soket-")]


@pytest.fixture(autouse=True)
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `brief` draw its page by itself: LibreOffice would be started anew for each kill, and outlive it."""
    monkeypatch.setattr("soket_xl.machine.printing.by_libreoffice", lambda *_: None)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_command_leaves_the_old_or_the_new_tracker(command: str, campaign: Path, tmp_path: Path) -> None:
    def done(kill_at: int) -> Callable[[], str]:
        return lambda: run(words(command, book), kill_at)

    book = fresh_copy(campaign, tmp_path)
    old = books(book.parent)
    steps = confined(done(0))
    assert steps.isdigit(), steps
    new = books(book.parent)
    ends = set()
    last = int(steps)
    for kill_at in sorted({last, *(1 + n * last // MOST_KILLS for n in range(MOST_KILLS))}):
        book = fresh_copy(campaign, tmp_path)
        assert confined(done(kill_at)) == "killed by SIGKILL"
        found = books(book.parent)
        for name, content in found.items():
            assert content in (old.get(name), new.get(name)), f"{name} killed at step {kill_at} of {last}"
        ends.add(found == new)
        assert [path.name for path in made_by(book.parent) if not whole(path)] == []
    (book.parent / "so-moi.xlsm").unlink(missing_ok=True)
    assert confined(done(0)).isdigit(), "the next run must go on"
    assert ends == ({True} if old == new else {False, True})

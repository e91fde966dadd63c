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
import openpyxl
import pytest

from soket_xl.__main__ import main
from soket_xl.hosts.file import FileHost
from soket_xl.model import Cell
from soket_xl.schema import AWARDS, NAME_PASTE, PASTE_SHEET, TABLES
from soket_xl.tables import make_table
from tests.support.confined import confined

UNITS = "code,name,type\n03388,Than Uyên,xã\n03390,Tân Uyên,xã\n03394,Mường Kim,xã\n"
TEXT = ("I. KẾT QUẢ THỰC HIỆN", "1. Về tổ chức bộ máy", "- Bộ máy của xã đã kiện toàn.", "- Còn thiếu 02 công chức.")
COMMANDS = {
    "receive": ["03394", "--date", "2026-05-06"],
    "intake": [],
    "split": [],
    "review": [],
    "request": ["--unit", "Than Uyên"],
    "consolidate": [],
    "report": [],
    "awards": [],
    "trace": [],
    "fold": [],
    "submit": [],
    "chase": ["--on", "2026-05-08"],
    "brief": [],
    "forms": [],
    "merge": [],
    "undo": [],
    "upgrade": [],
    "new": [],
    "format": [],
}
BESIDE = ("upgrade", "new", "format")
"""Commands that leave the tracker as it is and make a file beside it."""
OTHER = Path("ban của Hoa/so.xlsm")
"""A colleague's copy, which knows of one report more."""
WRITES = ("os.rename", "os.remove", "os.mkdir", "shutil.copyfile", "tempfile.mkstemp", "os.chmod")
MOST_KILLS, MOST_KILLS_BESIDE = 10, 5
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
    typed_into(book)
    for name in ("Than Uyên", "Tân Uyên"):
        document = docx.Document()
        for line in (f"ỦY BAN NHÂN DÂN XÃ {name.upper()}", *TEXT):
            document.add_paragraph(line)
        document.save(folder / f"Báo cáo xã {name}.docx")
    report_of_one = str(folder / "Báo cáo xã Than Uyên.docx")
    for command in (["intake", str(book), report_of_one], ["consolidate", str(book)], ["report", str(book)]):
        assert main(command) == 0
    (folder / OTHER.parent).mkdir()
    shutil.copyfile(book, folder / OTHER)
    assert main(["receive", str(folder / OTHER), "03390", "--date", "2026-05-05"]) == 0
    return folder


def typed_into(book: Path) -> None:
    """Do what a clerk does before `split` and `awards`: paste the report of a commune, choose who is to be commended."""
    workbook = openpyxl.load_workbook(book, keep_vba=True)
    sheet = workbook[PASTE_SHEET]
    sheet["B3"] = "Mường Kim"
    for number, line in enumerate(TEXT):
        sheet.cell(7 + number, 1, line)
    workbook.save(book)
    chosen = {"unit_id": "03390", "nominee": "Trạm Y tế xã", "kind": "collective", "decision": "yes", "award_id": "K1"}
    FileHost(book).write([make_table(AWARDS, [chosen])])


def fresh_copy(campaign: Path, tmp_path: Path) -> Path:
    """Return the tracker of a new copy of the campaign."""
    folder = tmp_path / "x"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(campaign, folder)
    return folder / "so.xlsm"


def state(book: Path) -> tuple[object, ...]:
    """Return what all tables and the paste sheet hold, the clock and the log's chain aside."""
    host = FileHost(book)
    tables = [host.read_table(spec.name) for spec in TABLES]
    chained = [t.headers.index("Mã chuỗi") if "Mã chuỗi" in t.headers else None for t in tables]
    return (
        host.read_block(NAME_PASTE),
        *(
            tuple(_timeless(cell for number, cell in enumerate(row) if number != chain) for row in table.rows)
            for table, chain in zip(tables, chained, strict=True)
        ),
    )


def books(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return the state of each tracker in a folder."""
    return {book.name: state(book) for book in folder.glob("[!.~]*.xlsm")}


def _timeless(row: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple("a moment" if isinstance(cell, datetime) else cell for cell in row)


def words(command: str, book: Path) -> list[str]:
    """Return the command line of a command on a tracker, or on what lies beside it."""
    draft = str(next((book.parent / "ket_qua").glob("*.docx")))
    where = {
        "intake": [str(book.parent)],
        "merge": [str(book.parent / OTHER)],
        "trace": [draft],
        "fold": [draft, "-o", str(book.parent / "ban-moi.docx")],
        "new": [str(book.parent / "so-moi.xlsm"), "--from", str(book)],
        "format": [draft, "--fix", "-o", str(book.parent / "ban-sua.docx")],
    }
    given = where.get(command, [])
    return [command, *([] if command in ("new", "format") else [str(book)]), *given, *COMMANDS[command]]


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
    kills = MOST_KILLS_BESIDE if command in BESIDE else MOST_KILLS
    for kill_at in sorted({last, *(1 + n * last // kills for n in range(kills))}):
        book = fresh_copy(campaign, tmp_path)
        assert confined(done(kill_at)) == "killed by SIGKILL"
        found = books(book.parent)
        for name, content in found.items():
            assert content in (old.get(name), new.get(name)), f"{name} killed at step {kill_at} of {last}"
        ends.add(found == new)
        assert [path.name for path in made_by(book.parent) if not whole(path)] == []
    (book.parent / "so-moi.xlsm").unlink(missing_ok=True)
    again = confined(done(0))
    assert again.isdigit() or (command == "split" and "chưa chọn đơn vị" in again), "the next run must go on"
    # The last dealing of `new` with the disk puts its file in place.
    assert ends == ({True} if old == new else {False} if command == "new" else {False, True})

"""A page as PDF by what this machine has: Excel (through the open tracker), LibreOffice, or a drawing of our own.

LibreOffice gets a profile of its own that is thrown away, and a bounded time; it opens a file that leads nowhere, so
that it has nothing to fetch.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from soket_xl.hosts import PagePrinter, WorkbookHost
from soket_xl.leaders.brief import Brief
from soket_xl.leaders.drawn import draw
from soket_xl.leaders.truetype import TrueType

PATIENCE = 60
"""Seconds that LibreOffice may take."""
_FIRST_PAGE = 'pdf:calc_pdf_Export:{"PageRange":{"type":"string","value":"1"}}'
_OFFICES = (
    Path(os.environ.get("PROGRAMFILES", "/")) / "LibreOffice" / "program" / "soffice.com",
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_FONTS = (
    ("times.ttf", "timesbd.ttf"),
    ("Times New Roman.ttf", "Times New Roman Bold.ttf"),
    ("Tinos-Regular.ttf", "Tinos-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
)
"""The fonts to draw with, best first."""
_FONT_FOLDERS = (
    Path(os.environ.get("WINDIR", "/")) / "Fonts",
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts/Supplemental"),
)


def first_page(host: WorkbookHost, brief: Brief, book: bytes) -> bytes | None:
    """Return the first sheet of the leaders' workbook `book` as PDF, None if this machine can make none."""
    with TemporaryDirectory(prefix="soket-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / "trang.xlsx", folder / "ra" / "trang.pdf"
        source.write_bytes(book)
        target.parent.mkdir()
        ways: tuple[Callable[[], object], ...] = (
            lambda: host.print_page(source, target) if isinstance(host, PagePrinter) else None,
            lambda: by_libreoffice(source, target, folder / "ho-so"),
        )
        for way in ways:
            way()
            if target.is_file() and (content := target.read_bytes()).startswith(b"%PDF"):
                return content
    return by_hand(brief)


def by_libreoffice(source: Path, target: Path, profile: Path) -> None:
    """Let LibreOffice write the first page of `source` to `target`; nothing comes of it where it is not or fails."""
    program = shutil.which("soffice") or next((str(path) for path in _OFFICES if path.is_file()), None)
    if program is None:
        return
    words = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    words += ["--convert-to", _FIRST_PAGE, "--outdir", str(target.parent), str(source)]
    try:
        running = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return
    try:
        running.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        _stop(running)


def by_hand(brief: Brief) -> bytes | None:
    """Return the page drawn by ourselves, with the first fonts that have all its letters."""
    best = None
    for fonts in fonts_here():
        drawn = draw(brief, fonts)
        if not drawn.lacking:
            return drawn.content
        best = best or drawn
    return best.content if best else None


def fonts_here() -> Iterator[tuple[TrueType, TrueType]]:
    """Yield the pairs of fonts, plain and bold, that this machine has, best first."""
    folders = [folder for folder in _FONT_FOLDERS if folder.is_dir()]
    there = {path.name.lower(): path for folder in folders for path in folder.rglob("*.[tT][tT][fF]")}
    for names in _FONTS:
        paths = [there[name.lower()] for name in names if name.lower() in there]
        if len(paths) == len(names):
            try:
                yield TrueType(paths[0].read_bytes()), TrueType(paths[1].read_bytes())
            except (OSError, ValueError):
                continue


def _stop(running: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice with what it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(running.pid)], capture_output=True, check=False)
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()

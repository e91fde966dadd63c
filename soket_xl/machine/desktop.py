"""Shortcuts on the clerk's desktop, and telling running programs that the environment changed. Windows only."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from soket_xl.texts import say

WM_SETTINGCHANGE, HWND_BROADCAST, ABORT_IF_HUNG, PATIENCE = 0x1A, 0xFFFF, 2, 2000


def make(target: Path, book: Path) -> Iterator[str]:
    """Put the shortcuts there and yield what to tell."""
    links = {
        say("machine.shortcut_book"): (book, ""),
        say("machine.shortcut_menu"): (target / "soket.cmd", ""),
        say("machine.shortcut_guide"): (target / "huong-dan.html", ""),
    }
    try:
        desktop = _desktop()
        for name, (path, words) in links.items():
            _link(desktop / f"{name}.lnk", path, words, book.parent)
        yield say("machine.shortcuts_done", names=", ".join(links))
    except Exception:
        # pywin32 raises classes of its own here; without shortcuts everything else works.
        yield say("machine.shortcuts_refused", folder=target)


def unmake() -> None:
    """Take the shortcuts away."""
    with suppress(Exception):
        desktop = _desktop()
        for name in (say("machine.shortcut_book"), say("machine.shortcut_menu"), say("machine.shortcut_guide")):
            (desktop / f"{name}.lnk").unlink(missing_ok=True)


def announce() -> None:
    """Tell Explorer to read the environment again, so that an Excel started from now on knows the program."""
    if sys.platform == "win32":
        with suppress(Exception):
            gui: Any = import_module("win32gui")
            gui.SendMessageTimeout(HWND_BROADCAST, WM_SETTINGCHANGE, 0, "Environment", ABORT_IF_HUNG, PATIENCE)


def _desktop() -> Path:
    shell: Any = import_module("win32com.shell.shell")
    constants: Any = import_module("win32com.shell.shellcon")
    return Path(shell.SHGetFolderPath(0, constants.CSIDL_DESKTOPDIRECTORY, 0, 0))


def _link(place: Path, target: Path, words: str, folder: Path) -> None:
    com: Any = import_module("pythoncom")
    shell: Any = import_module("win32com.shell.shell")
    link = com.CoCreateInstance(shell.CLSID_ShellLink, None, com.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
    link.SetPath(str(target))
    link.SetArguments(words)
    link.SetWorkingDirectory(str(folder))
    link.QueryInterface(com.IID_IPersistFile).Save(str(place), 0)

"""`python -m soket_xl.menu`: the second door. The ribbon's actions in a console, for when Excel may not start Python.

The list is read from the workbook's own ribbon; each action is the command of the same name, on the workbook that is
open in Excel or on the saved file.
"""

import sys
import webbrowser
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from soket_xl.__main__ import main as command_line
from soket_xl.actions import COMMANDS
from soket_xl.machine.console import ask, tell, utf8
from soket_xl.machine.facts import ROOT
from soket_xl.texts import say

WORKBOOK, RIBBON = ROOT / "workbook" / "soket_tracker.xlsm", "customUI/customUI.xml"
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
GUIDE, GUIDE_FILE = "guide", "huong-dan.html"
ASKING = {
    "format": "format.menu_ask",
    "trace": "format.menu_ask",
    "fold": "format.menu_ask",
    "merge": "joining.menu_ask",
}
"""Commands on a further file, and the question for it."""
LEAVE = ("0", "")


@dataclass(frozen=True)
class Item:
    """A button of the ribbon: its label and the command that it stands for."""

    label: str
    command: str


def items(workbook: Path = WORKBOOK) -> list[Item]:
    """Return the buttons that can be run from outside Excel, in the order of the ribbon."""
    from lxml import etree

    with zipfile.ZipFile(workbook) as package:
        root = etree.fromstring(package.read(RIBBON))
    found = [Item(str(button.get("label")), str(button.get("tag"))) for button in root.iter(f"{UI}button")]
    has_guide = (ROOT / GUIDE_FILE).exists()
    return [item for item in found if item.command in COMMANDS or (item.command == GUIDE and has_guide)]


def books(folders: Sequence[Path]) -> list[Path]:
    """Return the trackers in `folders`, the last saved first."""
    found = {path.resolve() for folder in folders for path in folder.glob("*.xlsm") if not path.name.startswith("~$")}
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def run(
    answer: Callable[[str], str], told: Callable[[str], None], folders: Sequence[Path], open_books: Sequence[Path] = ()
) -> int:
    """Let the clerk choose a tracker and run actions on it until 0 is typed; return the exit code of the last one."""
    told(say("machine.menu_title"))
    listed, code = items(), 0
    book = _choose(answer, told, folders, open_books)
    while book is not None:
        _show(told, listed, book)
        given = answer(say("machine.menu_ask"))
        if given in LEAVE:
            break
        if given == str(len(listed) + 1):
            book = _choose(answer, told, folders, open_books) or book
        elif given.isdecimal() and 1 <= int(given) <= len(listed):
            code = _do(listed[int(given) - 1], book, answer)
            answer(say("machine.menu_again"))
        else:
            told(say("machine.menu_unknown", given=given))
    return code


def _show(told: Callable[[str], None], listed: Sequence[Item], book: Path) -> None:
    told("")
    told(say("machine.menu_book", file=book))
    for number, item in enumerate(listed, 1):
        told(f"{number:4}  {item.label}")
    for number, label in ((len(listed) + 1, say("machine.menu_other_book")), (0, say("machine.menu_leave"))):
        told(f"{number:4}  {label}")


def _choose(
    answer: Callable[[str], str], told: Callable[[str], None], folders: Sequence[Path], open_books: Sequence[Path]
) -> Path | None:
    """Return the tracker that the clerk names by number or path, None to leave."""
    found = [*open_books, *(path for path in books(folders) if path not in open_books)]
    if found:
        told(say("machine.menu_books"))
    for number, path in enumerate(found, 1):
        shown = say("machine.menu_open", file=path) if path in open_books else path
        told(f"{number:4}  {shown}")
    while (given := answer(say("machine.menu_ask_book")).strip('"')) not in LEAVE:
        path = found[int(given) - 1] if given.isdecimal() and 1 <= int(given) <= len(found) else Path(given)
        if path.is_file():
            return path
        told(say("machine.menu_no_book", file=given))
    return None


def _do(item: Item, book: Path, answer: Callable[[str], str]) -> int:
    if item.command == GUIDE:
        return int(not webbrowser.open((ROOT / GUIDE_FILE).as_uri()))
    if item.command in ASKING:
        file = answer(say(ASKING[item.command])).strip('"')
        given = [str(book), file] if COMMANDS[item.command].needs_book else [file]
        return command_line([item.command, *given]) if file not in LEAVE else 0
    if item.command == "new":
        return _new(book, answer)
    if item.command in ("doctor", "templates"):
        return command_line([item.command, "--book", str(book)])
    if item.command == "receive":
        return command_line([item.command, str(book), "--block"])
    return command_line([item.command, *([str(book)] if COMMANDS[item.command].needs_book else [])])


def _new(book: Path, answer: Callable[[str], str]) -> int:
    """Make another campaign's tracker from `book`; what the clerk leaves blank stays as it is there."""
    asked = (
        ("--outline", answer(say("build.menu_outline")).strip('"')),
        ("--name", answer(say("build.menu_name"))),
        ("--deadline", answer(say("build.menu_deadline"))),
    )
    given = [word for option, value in asked if value.strip() for word in (option, value)]
    return command_line(["new", "--from", str(book), *given])


def main() -> int:
    """Open the menu on this machine."""
    utf8()
    opened: list[Path] = []
    if sys.platform == "win32":
        from soket_xl.hosts.excel import open_trackers

        opened = open_trackers()
    return run(ask, tell, [Path.cwd(), ROOT / "ho-so"], opened)


if __name__ == "__main__":
    sys.exit(main())

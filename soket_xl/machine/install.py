"""`python -m soket_xl.machine.install [FOLDER]`: what cai-dat.cmd does. Again = repair or upgrade; no rights needed.

Only files of the bundle's own list are written or removed; the folder `ho-so`, where the clerk's workbooks are, is not
in it.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from soket_xl.errors import SetupError, SoketError, unforeseen, why
from soket_xl.machine import desktop
from soket_xl.machine.checks import START, digest
from soket_xl.machine.console import ask, tell, utf8
from soket_xl.machine.facts import HOME, OFFICE, Machine, policy, this_machine, trusted_key
from soket_xl.texts import say

LIST = "DANH-SACH-TEP.txt"
WORK, LOGS, BOOK = "ho-so", "log", "soket_tracker.xlsm"
FORBIDDEN = '%&^|<>"!;='
"""Letters that cmd.exe or the add-in's command line would take for their own."""
USED = (
    "xlwings",
    "pandas",
    "docx",
    "openpyxl",
    "lxml.etree",
    "python_calamine",
    "soket_xl.__main__",
    "soket_xl.buttons",
)
Tell = Callable[[str], None]


def main(arguments: list[str]) -> int:
    """Install and look at the machine; 0 when installed, 2 when refused, with a sentence."""
    utf8()
    try:
        machine = this_machine()
        if not listed(machine.root):
            raise SetupError("machine.no_list", file=LIST)
        target = install(machine, Path(arguments[0]) if arguments else None, ask, tell)
        tell(say("machine.installed"))
        tell("")
        _look(machine, target)
        return 0
    except SoketError as error:
        tell(str(error))
    except Exception as error:
        tell(unforeseen(error))
    return 2


def starts(target: Path) -> bool:
    """Tell whether the copied Python runs and finds every package.

    It leaves the compiled modules behind, ours all of them: a click in Excel starts Python with -B, which reads them
    but writes none.
    """
    code = f"import {', '.join(USED)}; import compileall; compileall.compile_dir('soket_xl', quiet=2)"
    command = [str(target / "runtime" / "python.exe"), "-c", code]
    try:
        done = subprocess.run(command, cwd=target, stdin=subprocess.PIPE, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(
    machine: Machine,
    wanted: Path | None,
    answer: Callable[[str], str],
    told: Tell,
    tried: Callable[[Path], bool] = starts,
) -> Path:
    """Put the program that lies at `machine.root` into its folder and return it. Raises SetupError if that fails."""
    target = choose(machine, wanted, answer, told)
    names = check_source(machine.root)
    told(say("machine.copying", folder=target))
    changed, same = copy(machine.root, target, names)
    told(say("machine.copied", changed=changed, same=same))
    if not tried(target):
        raise SetupError("machine.does_not_start", file=target / "runtime" / "python.exe")
    for folder in (WORK, LOGS):
        (target / folder).mkdir(exist_ok=True)
    book = target / WORK / BOOK
    if not book.exists():
        shutil.copyfile(target / "workbook" / BOOK, book)
    told(say("machine.book_done", file=book))
    for line in (*_add_in(machine), *_settings(machine, target), *desktop.make(target, book)):
        told(line)
    return target


def check_source(root: Path) -> dict[str, str]:
    """Return {path: sha256} of the bundle at `root`. Raises SetupError for a file that is missing or not whole."""
    names = listed(root)
    if not names:
        raise SetupError("machine.no_list", file=LIST)
    for name, wanted in names.items():
        if digest(root / name) != wanted:
            raise SetupError("machine.damaged", file=name)
    return names


def listed(root: Path) -> dict[str, str]:
    """Return {path: sha256} of the list at `root`, empty if there is none."""
    path = root / LIST
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return {name: sha for sha, _, name in (line.partition("  ") for line in lines) if name}


def choose(machine: Machine, wanted: Path | None, answer: Callable[[str], str], told: Tell) -> Path:
    """Return a folder for the program that can be written: the wanted one, the one typed, or the next that will do."""
    usual = _usual(machine)
    if wanted is None:
        typed = answer(say("machine.ask_folder", folder=usual[0])).strip().strip('"')
        wanted = Path(typed) if typed else None
    for folder in [wanted] if wanted else usual:
        problem = unfit(folder)
        if problem is None and _can_write(folder):
            return folder
        if wanted:
            raise problem or SetupError("machine.no_folder", folders=folder)
        told(say("machine.folder_refused", folder=folder))
    raise SetupError("machine.no_folder", folders=", ".join(map(str, usual)))


def _usual(machine: Machine) -> list[Path]:
    """Return the folders that are tried: for all users, at the root of the disk, the user's own."""
    places = (("ProgramData", "SoKet"), ("SystemDrive", "SoKet"), ("LOCALAPPDATA", "SoKet"))
    given = [(machine.environment[name], below) for name, below in places if machine.environment.get(name)]
    # "C:" alone would mean the folder where the command runs.
    return [Path(f"{base}\\" if base.endswith(":") else base) / below for base, below in given]


def unfit(folder: Path) -> SetupError | None:
    """Return why Excel could not call a program in `folder`, None if it can."""
    if not str(folder).isascii() or set(str(folder)) & set(FORBIDDEN):
        return SetupError("machine.folder_not_ascii", folder=folder)
    return None if folder.is_absolute() else SetupError("machine.folder_not_full")


def _can_write(folder: Path) -> bool:
    probe = folder / "soket-thu.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True


def copy(root: Path, target: Path, names: dict[str, str]) -> tuple[int, int]:
    """Bring `target` to what the list says, old files of the program removed; return files copied, files left.

    The list is written last: an installation broken off is made whole by the next one.
    """
    if root.resolve() == target.resolve():
        return 0, len(names)
    old, changed = listed(target), 0
    for name, wanted in names.items():
        path = target / name
        if digest(path) != wanted:
            changed += 1
            _put(root / name, path)
    for name in old.keys() - names.keys():
        _take_away(target / name)
    _put(root / LIST, target / LIST)
    return changed, len(names) - changed


def _put(source: Path, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)
    except OSError as error:
        raise SetupError("machine.in_use", file=path, why=why(error)) from error


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise SetupError("machine.in_use", file=path, why=why(error)) from error


def _add_in(machine: Machine) -> Iterator[str]:
    """Copy the pinned package's add-in into the user's start folder of Excel."""
    path = machine.place("APPDATA", *START)
    if machine.addin is None:
        yield say("machine.damaged", file="xlwings.xlam")
        return
    try:
        if digest(path) != digest(machine.addin):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(machine.addin, path)
        yield say("machine.addin_done", folder=path.parent)
    except OSError as error:
        yield say("machine.addin_refused", folder=path.parent, why=why(error))


def _settings(machine: Machine, target: Path) -> Iterator[str]:
    """Tell Excel where the program is, and trust the clerk's folder where the organisation allows that."""
    try:
        machine.registry.put(r"HKCU\Environment", HOME, str(target))
        desktop.announce()
        yield say("machine.home_done")
        for version in OFFICE:
            if policy(machine, version, r"Security\Trusted Locations", "AllLocationsDisabled") == 1:
                yield say("machine.trusted_forbidden")
                return
            key = rf"{trusted_key(version)}\SoKet"
            machine.registry.put(key, "Path", str(target / WORK))
            machine.registry.put(key, "AllowSubFolders", 1)
        yield say("machine.trusted_done", folder=target / WORK)
    except OSError:
        yield say("machine.settings_refused")


def _look(machine: Machine, target: Path) -> None:
    """Run the checks as they will be from the installed program, in the clerk's folder."""
    from dataclasses import replace

    from soket_xl.actions.doctor import doctor
    from soket_xl.model import Context

    python = target / "runtime" / Path(machine.executable).name
    moved = replace(machine, root=target, folder=target / WORK, executable=str(python))
    now = datetime.now().astimezone().replace(tzinfo=None)
    for line in doctor(Context(on=now.date(), now=now, who=""), machine=moved).lines:
        tell(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

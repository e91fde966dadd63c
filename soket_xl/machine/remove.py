"""`python -m soket_xl.machine.remove`: what go-cai-dat.cmd does before it deletes the running Python.

Takes away the files of the bundle's list and the settings; what the clerk made (ho-so, results, logs) stays.
"""

import sys
from contextlib import suppress
from pathlib import Path

from soket_xl.errors import SoketError, unforeseen
from soket_xl.machine import desktop
from soket_xl.machine.checks import START, digest
from soket_xl.machine.console import tell, utf8
from soket_xl.machine.facts import HOME, OFFICE, Machine, this_machine, trusted_key
from soket_xl.machine.install import LIST, check_source, listed
from soket_xl.texts import say

LEFT_TO_THE_SCRIPT = ("runtime/", "go-cai-dat.cmd")


def main() -> int:
    """Remove the program; 0 when done, 2 with a sentence."""
    utf8()
    try:
        tell(say("machine.removed", count=remove(this_machine())))
        return 0
    except SoketError as error:
        tell(str(error))
    except Exception as error:
        tell(unforeseen(error))
    return 2


def remove(machine: Machine) -> int:
    """Take away what the installer put there; return how many files. Raises SetupError where there is no list."""
    names = listed(machine.root) or check_source(machine.root)
    settings(machine)
    ours = [name for name in names if not name.startswith(LEFT_TO_THE_SCRIPT)]
    for name in ours:
        (machine.root / name).unlink(missing_ok=True)
    (machine.root / LIST).unlink(missing_ok=True)
    for folder in {parent for name in ours for parent in Path(name).parents if parent.name}:
        _drop_caches(machine.root / folder)
    for folder in sorted({parent for name in ours for parent in Path(name).parents if parent.name}, reverse=True):
        with suppress(OSError):
            (machine.root / folder).rmdir()
    return len(ours)


def _drop_caches(folder: Path) -> None:
    """Delete the compiled modules that Python left beside ours."""
    for path in folder.glob("__pycache__/*.pyc"):
        path.unlink(missing_ok=True)
    with suppress(OSError):
        (folder / "__pycache__").rmdir()


def settings(machine: Machine) -> None:
    """Take back what was told to Excel and Windows; an add-in that is not ours stays."""
    path = machine.place("APPDATA", *START)
    if machine.addin is not None and digest(path) == digest(machine.addin):
        path.unlink(missing_ok=True)
    if machine.registry.get(r"HKCU\Environment", HOME) == str(machine.root):
        machine.registry.drop(r"HKCU\Environment", HOME)
    for version in OFFICE:
        machine.registry.drop(rf"{trusted_key(version)}\SoKet")
    desktop.unmake()


if __name__ == "__main__":
    sys.exit(main())

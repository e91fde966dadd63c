"""The checks of a machine: each looks at one thing and says what is there, or what is wrong and what to do."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from soket_xl.machine.facts import HOME, Machine
from soket_xl.text.dates import in_range
from soket_xl.texts import say

PINS = re.compile(r"^([A-Za-z0-9_.\-]+)==([^\s;#]+)", re.MULTILINE)
MEGABYTES_NEEDED = 200
CLOUD = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
START = ("Microsoft", "Excel", "XLSTART", "xlwings.xlam")
"""Where Excel looks for add-ins below the user's application data."""


@dataclass(frozen=True)
class Check:
    """One thing looked at. `severity` is "error" (cannot work), "warning" (works in part) or "info"."""

    name: str
    ok: bool
    message: str
    severity: str = "info"


def good(name: str, message: str) -> Check:
    """Return a check that found all well."""
    return Check(name, True, message)


def bad(name: str, message: str, severity: str = "error") -> Check:
    """Return a check that found something to do."""
    return Check(name, False, message, severity)


def worst_first(checks: list[Check]) -> list[Check]:
    """Return the checks as they are to be read: errors, warnings, then what is well; else in the given order."""
    order = ("error", "warning", "info")
    return sorted(checks, key=lambda check: (check.ok, order.index(check.severity)))


def general(machine: Machine, now: datetime) -> Iterator[Check]:
    """Yield the checks of any machine: Python, packages, folder, disk, paths, clock."""
    yield python(machine)
    for name, wanted in PINS.findall((machine.root / "requirements.txt").read_text("utf-8")):
        yield package(machine, name, wanted)
    yield folder(machine)
    yield disk(machine)
    yield ascii_path(machine)
    yield clock(now)


def python(machine: Machine) -> Check:
    """Look at the version of Python."""
    found = ".".join(map(str, machine.python))
    if machine.python >= (3, 11, 0):
        return good("python", say("setup.python", found=found))
    return bad("python", say("setup.python_old", found=found))


def package(machine: Machine, name: str, wanted: str) -> Check:
    """Hold the version of a package against its pin."""
    found = machine.versions.get(name.lower().replace("_", "-"))
    if found is None:
        return bad(name, say("setup.package_missing", name=name, wanted=wanted))
    if found != wanted:
        return bad(name, say("setup.package_wrong", name=name, found=found, wanted=wanted))
    return good(name, say("setup.package_ok", name=name, found=found))


def folder(machine: Machine) -> Check:
    """Look whether files can be made where the clerk works."""
    if machine.writable(machine.folder):
        return good("folder", say("setup.writable", folder=machine.folder))
    return bad("folder", say("setup.not_writable", folder=machine.folder))


def disk(machine: Machine) -> Check:
    """Look at the free room."""
    free = machine.free()
    if free < MEGABYTES_NEEDED:
        return bad("disk", say("setup.disk_full", free=free, wanted=MEGABYTES_NEEDED))
    return good("disk", say("setup.disk", free=free))


def ascii_path(machine: Machine) -> Check:
    """Look at the path of the interpreter, which the add-in reads as ANSI."""
    if machine.windows and not machine.executable.isascii():
        return bad("path", say("setup.path_not_ascii", path=machine.executable))
    return good("path", say("setup.path_ascii"))


def clock(now: datetime) -> Check:
    """Look at the clock: days late are counted with it."""
    shown = f"{now:%d/%m/%Y %H:%M}"
    if in_range(now.date()):
        return good("clock", say("setup.clock", now=shown))
    return bad("clock", say("setup.clock_wrong", now=shown))


def addin(machine: Machine) -> Check:
    """Compare the add-in in Excel's start folder with the one of the pinned package, by content."""
    installed = machine.place("APPDATA", *START)
    if not installed.exists():
        return bad("addin", say("setup.addin_missing", folder=installed.parent))
    if machine.addin is None or digest(installed) != digest(machine.addin):
        return bad("addin", say("setup.addin_other", folder=installed.parent))
    return good("addin", say("setup.addin_ok", version=machine.versions.get("xlwings", "")))


def home(machine: Machine) -> Check:
    """Look whether the variable that every tracker starts from leads to this program."""
    value = machine.registry.get(r"HKCU\Environment", HOME) or machine.environment.get(HOME)
    if value is None:
        return bad("home", say("machine.home_missing"))
    if Path(str(value)) != machine.root:
        return bad("home", say("machine.home_other", found=value, folder=machine.root))
    return good("home", say("machine.home", folder=value))


def log_folder(machine: Machine) -> Check:
    """Look whether the add-in can write its log, in a folder without accents."""
    place = machine.root / "log"
    if not str(place).isascii():
        return bad("log", say("machine.log_not_ascii", folder=place))
    if not machine.writable(place):
        return bad("log", say("machine.log_missing", folder=place))
    return good("log", say("machine.log", folder=place))


def cloud(machine: Machine) -> Check:
    """Look whether the clerk works in a folder that is copied to a server, where Excel sees an address of the net."""
    for name in CLOUD:
        place = machine.environment.get(name)
        if place and machine.folder.is_relative_to(place):
            return bad("cloud", say("machine.cloud", folder=machine.folder), "warning")
    if str(machine.folder).startswith(("\\\\", "//")):
        return bad("cloud", say("machine.network", folder=machine.folder), "warning")
    return good("cloud", say("machine.local"))


def font(machine: Machine) -> Check:
    """Look for the font that Decree 30/2020 prescribes."""
    if (Path(machine.environment.get("WINDIR", r"C:\Windows")) / "Fonts" / "times.ttf").exists():
        return good("font", say("setup.font_ok"))
    return bad("font", say("setup.font_missing"), "warning")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""

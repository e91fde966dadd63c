"""The command that looks at this machine: what is ready, what is wrong, what to do; worst first."""

import hashlib
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from soket_xl.model import Context, Outcome
from soket_xl.text.dates import in_range
from soket_xl.texts import say

ROOT = Path(__file__).resolve().parents[2]
PINS = re.compile(r"^([A-Za-z0-9_.\-]+)==([^\s;#]+)", re.MULTILINE)
MEGABYTES_NEEDED = 200


@dataclass(frozen=True)
class Check:
    """One thing looked at; `message` says what is there, or what is wrong and what to do."""

    name: str
    ok: bool
    message: str


def doctor(context: Context) -> Outcome:
    """Check Python, packages, folder, disk, clock; on Windows the add-in and font too. Exit code 1 if any is sick."""
    checks = sorted(_checks(context), key=lambda check: check.ok)
    sick = sum(not check.ok for check in checks)
    lines = [say("setup.sick", count=sick) if sick else say("setup.healthy")]
    lines += [("- " if check.ok else "! ") + check.message for check in checks]
    data = {"checks": [{"name": c.name, "ok": c.ok, "message": c.message} for c in checks]}
    return Outcome(data, lines, exit_code=1 if sick else 0)


def _checks(context: Context) -> Iterator[Check]:
    yield _python()
    for name, wanted in PINS.findall((ROOT / "requirements.txt").read_text("utf-8")):
        yield _package(name, wanted)
    yield _folder(Path.cwd())
    yield _disk(Path.cwd())
    yield _ascii_path()
    yield _clock(context)
    if sys.platform == "win32":
        yield _addin()
        yield _font()
    else:
        yield Check("excel", True, say("setup.not_windows"))


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    return Check("python", ok, say("setup.python", found=found) if ok else say("setup.python_old", found=found))


def _package(name: str, wanted: str) -> Check:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, False, say("setup.package_missing", name=name, wanted=wanted))
    if found != wanted:
        return Check(name, False, say("setup.package_wrong", name=name, found=found, wanted=wanted))
    return Check(name, True, say("setup.package_ok", name=name, found=found))


def _folder(folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Check("folder", True, say("setup.writable", folder=folder))
    except OSError:
        return Check("folder", False, say("setup.not_writable", folder=folder))


def _disk(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free // 2**20
    if free < MEGABYTES_NEEDED:
        return Check("disk", False, say("setup.disk_full", free=free, wanted=MEGABYTES_NEEDED))
    return Check("disk", True, say("setup.disk", free=free))


def _ascii_path() -> Check:
    path = sys.executable
    if sys.platform == "win32" and not path.isascii():
        return Check("path", False, say("setup.path_not_ascii", path=path))
    return Check("path", True, say("setup.path_ascii"))


def _clock(context: Context) -> Check:
    shown = f"{context.now:%d/%m/%Y %H:%M}"
    ok = in_range(context.now.date())
    return Check("clock", ok, say("setup.clock", now=shown) if ok else say("setup.clock_wrong", now=shown))


def _addin() -> Check:
    """Compare the add-in in Excel's start folder with the one of the pinned package, by content."""
    folder = Path(os.environ.get("APPDATA", "")) / "Microsoft" / "Excel" / "XLSTART"
    installed = folder / "xlwings.xlam"
    if not installed.exists():
        return Check("addin", False, say("setup.addin_missing", folder=folder))
    packaged = metadata.distribution("xlwings").locate_file("xlwings/addin/xlwings.xlam")
    same = _digest(installed) == _digest(Path(str(packaged)))
    message = (
        say("setup.addin_ok", version=metadata.version("xlwings")) if same else say("setup.addin_other", folder=folder)
    )
    return Check("addin", same, message)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _font() -> Check:
    ok = (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts" / "times.ttf").exists()
    return Check("font", ok, say("setup.font_ok") if ok else say("setup.font_missing"))

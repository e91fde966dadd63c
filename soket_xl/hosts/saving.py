"""A tracker saved whole or not at all: backup, temporary file, look again, replace."""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from soket_xl.errors import WorkbookError

BACKUPS = "_luu"
KEPT = 20
ATTEMPTS, FIRST_WAIT = 7, 0.05
HELD = (5, 32, 33)
"""Windows' codes for a file that another program holds for a moment."""
STALE_AFTER = 3600


def owner_of(path: Path) -> str | None:
    """Return who has the workbook open, by Office's owner file beside it: a name, "" if it has none, None if nobody."""
    owner = path.with_name(f"~${path.name}")
    if not owner.exists():
        return None
    try:
        raw = owner.read_bytes()
    except OSError:
        return ""
    return (
        "".join(letter for letter in raw[1 : 1 + raw[0]].decode("cp1252", "replace") if letter.isprintable())
        if raw
        else ""
    )


def check_free(path: Path) -> None:
    """Raise WorkbookError if the workbook is open elsewhere or may not be written."""
    who = owner_of(path)
    if who is not None:
        raise WorkbookError("host.open", file=path.name, who=who or "?", owner=f"~${path.name}")
    try:
        with path.open("r+b"):
            pass
    except PermissionError as error:
        raise WorkbookError("host.not_writable", file=path.name, folder=path.parent) from error
    if not os.access(path.parent, os.W_OK):
        raise WorkbookError("host.not_writable", file=path.name, folder=path.parent)


def replace(path: Path, content: bytes, now: datetime, verify: Callable[[Path], None]) -> None:
    """Put `content` in place of the workbook, after a backup and after `verify` has read the new file.

    Raises WorkbookError, with the old file as it was, when the disk is full, the folder is closed or `verify` refuses.
    """
    temporary: Path | None = None
    try:
        backup(path, now)
        temporary = _write_beside(path, content)
        verify(temporary)
        _move(temporary, path)
    except OSError as error:
        code = "host.disk_full" if error.errno == errno.ENOSPC else "host.not_saved"
        if code == "host.disk_full":
            raise WorkbookError("host.disk_full", file=path.name, folder=path.parent) from error
        raise WorkbookError("host.not_saved", file=path.name, why=error.strerror or error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def backup(path: Path, now: datetime, copy_to: Callable[[Path], object] | None = None) -> Path:
    """Copy the workbook into the folder of backups and return the copy; old ones are thinned out.

    `copy_to` writes the copy where the workbook is not as it is on disk (open in Excel).
    """
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    copy = folder / f"{now:%Y%m%d-%H%M%S}__{path.name}"
    number = 1
    while copy.exists():
        number += 1
        copy = folder / f"{now:%Y%m%d-%H%M%S}-{number}__{path.name}"
    temporary = copy.with_name(f".~soket-{copy.name}")
    if copy_to is None:
        shutil.copyfile(path, temporary)
    else:
        copy_to(temporary)
    temporary.replace(copy)
    _thin_out(path)
    return copy


def backups_of(path: Path) -> list[Path]:
    """Return the backups of a workbook, oldest first."""
    folder = path.parent / BACKUPS
    found = folder.glob(f"[0-9]*__{_escaped(path.name)}") if folder.is_dir() else ()
    return sorted(found, key=_age)


def _age(backup: Path) -> tuple[str, int]:
    """Return what sorts backups by time: the second, then the number within it."""
    stamp = backup.name.partition("__")[0]
    number = stamp[16:]
    return stamp[:15], int(number) if number.isdigit() else 1


def _escaped(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "[]*?" else letter for letter in name)


def _thin_out(path: Path) -> None:
    """Keep the last backups and the first of each day."""
    found = backups_of(path)
    first_of_day: dict[str, Path] = {}
    for copy in found:
        first_of_day.setdefault(copy.name[:8], copy)
    kept = {*found[-KEPT:], *first_of_day.values()}
    for copy in found:
        if copy not in kept:
            copy.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    _sweep(path.parent)
    handle, name = tempfile.mkstemp(prefix=".~soket-", suffix=path.suffix, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(path, temporary)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sweep(folder: Path) -> None:
    """Remove what a run that was killed left behind over an hour ago."""
    for left in folder.glob(".~soket-*"):
        try:
            if time.time() - left.stat().st_mtime > STALE_AFTER:
                left.unlink()
        except OSError:
            continue


def _move(temporary: Path, path: Path) -> None:
    """Replace `path`, waiting a little where antivirus or the indexer holds it."""
    for attempt in range(ATTEMPTS):
        try:
            temporary.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in HELD or attempt == ATTEMPTS - 1:
                raise
            time.sleep(FIRST_WAIT * 2**attempt)
        else:
            return

"""A tracker saved whole or not at all: backup, temporary file, look again, replace."""

import errno
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from soket_xl.errors import SoketError, WorkbookError, why

BACKUPS = "_luu"
KEPT = 20
ATTEMPTS, FIRST_WAIT = 7, 0.05
LOCKED = (32, 33)
HELD = (5, *LOCKED)
"""Windows' codes for a file that another program holds for a moment; 5 is what an attribute or right forbids, too."""
DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TEMPORARY = ".~soket-"
"""How the names of files begin that are ours and not yet, or no longer, of use."""
STALE_AFTER = 3600
MARK, UNDONE = "goc", "lui"
"""How the names of marks begin: the tracker right after a command, and right after an undo."""
_MARKED = re.compile(r"^[a-z]{3}-\d{8}-\d{6}-\d+__")
_STAMPED = re.compile(r"^\d{8}-\d{6}(-\d+)?__")


def owner_of(path: Path) -> str | None:
    """Return who has the workbook open, by Office's owner file beside it: a name, "" if it has none, None if nobody.

    The file holds the name twice: its length and 54 bytes of the old code page, then its length and UTF-16.
    """
    owner = path.with_name(f"~${path.name}")
    try:
        raw = owner.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return ""
    name = raw[57 : 57 + 2 * raw[55]].decode("utf-16-le", "replace") if len(raw) > 57 else ""
    name = name or raw[1 : 1 + raw[0]].decode("cp1252", "replace") if raw else ""
    return "".join(letter for letter in name if letter.isprintable()).strip()


def check_free(path: Path) -> None:
    """Raise WorkbookError if the workbook is gone, open elsewhere or may not be written.

    One that another program holds at this moment passes: `replace` waits for it.
    """
    who = owner_of(path)
    if who is not None:
        raise WorkbookError("host.open", file=path.name, who=who or "?", owner=f"~${path.name}")
    try:
        with path.open("r+b"):
            pass
    except FileNotFoundError as error:
        raise WorkbookError("host.not_found", file=path) from error
    except OSError as error:
        if not _is_held(error, LOCKED):
            raise WorkbookError("host.not_writable", file=path.name, folder=path.parent) from error
    if not os.access(path.parent, os.W_OK):
        raise WorkbookError("host.not_writable", file=path.name, folder=path.parent)


def is_still(path: Path, content: bytes) -> bool:
    """Tell whether the workbook on disk is as it was read: nobody has saved it since."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other commands from saving this workbook meanwhile; the system frees the lock of a program that dies.

    Raises WorkbookError if another command is saving it now.
    """
    lock = path.with_name(f"{TEMPORARY}{path.name}.lock")
    try:
        stream = lock.open("ab")
    except OSError as error:
        raise WorkbookError("host.not_writable", file=path.name, folder=path.parent) from error
    with stream:
        try:
            _lock(stream.fileno())
        except OSError as error:
            raise WorkbookError("host.other_command", file=path.name) from error
        try:
            yield
        finally:
            _remove(lock)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove(lock: Path) -> None:
    """Remove the lock's file where the system lets go of open files; elsewhere the next sweep does."""
    try:
        lock.unlink()
    except OSError:
        return


def replace(path: Path, content: bytes, now: datetime, verify: Callable[[Path], None]) -> None:
    """Put `content` in place of the workbook, after a backup and after `verify` has read the new file.

    Raises WorkbookError, with the old file as it was, when the disk is full, the folder is closed or `verify` refuses,
    and when another program holds the workbook for long: then the new one lies beside it under the name that is told.
    """
    temporary: Path | None = None
    sweep(path.parent)
    try:
        _patiently(lambda: backup(path, now))
        temporary = made = _write_beside(path, content)
        verify(made)
        _patiently(lambda: made.replace(path))
    except OSError as error:
        if error.errno in DISK_FULL:
            raise WorkbookError("host.disk_full", file=path.name, folder=path.parent) from error
        beside = _put_beside(temporary, path, now) if temporary is not None and _is_held(error) else None
        if beside is not None:
            raise WorkbookError("host.held", file=path.name, beside=beside) from error
        raise WorkbookError("host.not_saved", file=path.name, why=why(error)) from error
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
    temporary = copy.with_name(f"{TEMPORARY}{copy.name}")
    try:
        if copy_to is None:
            shutil.copyfile(path, temporary)
        else:
            copy_to(temporary)
        temporary.replace(copy)
    finally:
        temporary.unlink(missing_ok=True)
    _thin_out(backups_of(path))
    return copy


def backups_of(path: Path) -> list[Path]:
    """Return the backups of a workbook, oldest first."""
    folder = path.parent / BACKUPS
    found = [copy for copy in folder.iterdir() if _is_of(copy, path)] if folder.is_dir() else []
    return sorted(found, key=_age)


def keep_mark(path: Path, now: datetime, copy_to: Callable[[Path], object], kind: str = MARK) -> None:
    """Keep what `copy_to` writes as a mark beside the backups. Where there is no room, there is none: that is all."""
    folder, number = path.parent / BACKUPS, 1
    taken = {mark.name.partition("-")[2] for mark in marks_of(path, MARK, UNDONE)}
    while (name := f"{now:%Y%m%d-%H%M%S}-{number}__{path.name}") in taken:
        number += 1
    mark = folder / f"{kind}-{name}"
    temporary = mark.with_name(f"{TEMPORARY}{mark.name}")
    try:
        folder.mkdir(exist_ok=True)
        copy_to(temporary)
        temporary.replace(mark)
        _thin_out(marks_of(path, kind), len(kind) + 1)
    except (OSError, SoketError):
        temporary.unlink(missing_ok=True)


def marks_of(path: Path, *kinds: str) -> list[Path]:
    """Return the marks of a workbook of these kinds (default: those of commands), oldest first."""
    folder = path.parent / BACKUPS
    found = [mark for kind in kinds or (MARK,) for mark in folder.glob(f"{kind}-*")] if folder.is_dir() else []
    mine = [m for m in found if (stamp := _MARKED.match(m.name)) and m.name[stamp.end() :] == path.name]
    return sorted(mine, key=lambda mark: _age(mark.with_name(mark.name.partition("-")[2])))


def _is_of(copy: Path, path: Path) -> bool:
    stamp = _STAMPED.match(copy.name)
    return stamp is not None and copy.name[stamp.end() :] == path.name


def _age(backup: Path) -> tuple[str, int]:
    """Return what sorts backups by time: the second, then the number within it."""
    stamp = backup.name.partition("__")[0]
    number = stamp[16:]
    return stamp[:15], int(number) if number.isdecimal() else 1


def _thin_out(copies: Sequence[Path], day_at: int = 0) -> None:
    """Keep the last copies and the first of each day, which stands in their names from `day_at` on."""
    first_of_day: dict[str, Path] = {}
    for copy in copies:
        first_of_day.setdefault(copy.name[day_at : day_at + 8], copy)
    kept = {*copies[-KEPT:], *first_of_day.values()}
    for copy in copies:
        if copy not in kept:
            copy.unlink(missing_ok=True)


def _write_beside(path: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY, suffix=path.suffix, dir=path.parent)
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


def sweep(folder: Path) -> None:
    """Remove what a run that was killed left behind over an hour ago."""
    for left in (*folder.glob(f"{TEMPORARY}*"), *folder.glob(f"{BACKUPS}/{TEMPORARY}*")):
        try:
            if time.time() - left.stat().st_mtime > STALE_AFTER:
                left.unlink()
        except OSError:
            continue


def _patiently(action: Callable[[], object]) -> None:
    """Do `action` on a file, waiting a little where antivirus, the indexer or Excel holds it."""
    for attempt in range(ATTEMPTS):
        try:
            action()
        except PermissionError as error:
            if not _is_held(error) or attempt == ATTEMPTS - 1:
                raise
            time.sleep(FIRST_WAIT * 2**attempt)
        else:
            return


def _put_beside(temporary: Path, path: Path, now: datetime) -> str | None:
    """Give what could not be put in place a name of its own beside the workbook, and return the name."""
    beside = path.with_name(f"{path.stem}-chua-luu-{now:%Y%m%d-%H%M%S}{path.suffix}")
    try:
        temporary.replace(beside)
    except OSError:
        return None
    return beside.name


def _is_held(error: OSError, codes: tuple[int, ...] = HELD) -> bool:
    return getattr(error, "winerror", None) in codes

"""What makes a command stop.

- SoketError: the command cannot go on; nothing was changed
  - WorkbookError: the tracker is not as the schema says, or cannot be opened or written
  - FileRefused: a file from outside (report, form, CSV, template) cannot be read safely
  - SetupError: Python, a package or a program of this machine is missing

Rows that are wrong are findings (data with a place), never exceptions.
"""

import errno
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

from soket_xl.texts import say


class SoketError(Exception):
    """A refusal with the Vietnamese sentence that a clerk reads.

    `code` is a key of `soket_xl.texts`; `fields` fill the places of its sentence.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        return say(self.code, **self.fields)


class WorkbookError(SoketError):
    """The tracker lacks a sheet, table or column, or cannot be opened or written."""


class FileRefused(SoketError):
    """A file from outside that is not read; the other files go on."""


class SetupError(SoketError):
    """Something that the program needs is missing on this machine."""


def why(error: OSError) -> str:
    """Return in Vietnamese what the system refuses, without codes and paths."""
    known = {
        errno.ENOSPC: say("common.why_full"),
        errno.EDQUOT: say("common.why_full"),
        errno.EFBIG: say("common.why_full"),
        errno.EACCES: say("common.why_rights"),
        errno.EPERM: say("common.why_rights"),
        errno.EROFS: say("common.why_read_only"),
        errno.ENOENT: say("common.why_gone"),
        errno.ENOTDIR: say("common.why_gone"),
        errno.EISDIR: say("common.why_folder"),
        errno.ENAMETOOLONG: say("common.why_long"),
    }
    return known.get(error.errno or 0) or error.strerror or type(error).__name__


def unforeseen(error: Exception) -> str:
    """Return what to tell of an error that nobody foresaw, after keeping its traceback for the technician.

    lxml says SerialisationError where the disk of the temporary files takes nothing more.
    """
    log = keep_cause(error)
    if isinstance(error, OSError) or type(error).__name__ == "SerialisationError":
        reason = why(error) if isinstance(error, OSError) else say("common.why_full")
        return say("common.system", why=reason)
    return say("common.unexpected", kind=type(error).__name__, log=log)


def keep_cause(error: Exception, about: object = "") -> Path:
    """Write an error's traceback, with what it is `about`, to the technician's log; return where that is."""
    log = Path(tempfile.gettempdir()) / "soket-loi.log"
    with suppress(OSError), log.open("a", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(f"{about}\n" if about else "")
        traceback.print_exception(error, file=stream)
    return log

"""Drafts in the Outlook of this machine, through COM: saved, shown, never sent.

Classic Outlook only; the new Outlook for Windows offers no COM. Only what its guard against programs lets pass without
asking: no address is resolved or read back. Source: learn.microsoft.com, "Outlook object model reference".
"""

import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from soket_xl.errors import SetupError, SoketError
from soket_xl.hosts.excel import is_busy, reason_of
from soket_xl.leaders.mail import Mail

WINDOWS = sys.platform == "win32"
PATIENCE, FIRST_WAIT = 20.0, 0.1
"""Seconds to wait for an Outlook that is still starting or asks something, and the first pause."""
MAIL_ITEM, PLAIN_TEXT, DRAFTS = 0, 1, 16
"""olMailItem, olFormatPlain, olFolderDrafts."""
NOT_THERE = (-2147221005, -2147221164, -2147221021)
"""CO_E_CLASSSTRING, REGDB_E_CLASSNOTREG, MK_E_UNAVAILABLE: no Outlook, or only the new one."""
SHOWN = 3
"""Up to so many drafts are opened; of more, the Drafts folder is."""
_Result = TypeVar("_Result")


class Outlook:
    """The drafts of one run. Raises SetupError where this machine has no Outlook that programs may ask."""

    def __init__(self) -> None:
        if not WINDOWS:
            raise SetupError("machine.outlook_none")
        self._ids: list[str] = []
        self._app: Any = _patiently(_start)

    def save(self, mail: Mail) -> None:
        """Save a mail in the Drafts folder. Raises SoketError if Outlook does not take it; nothing of it stays then."""
        item: Any = _patiently(lambda: self._app.CreateItem(MAIL_ITEM))
        _patiently(lambda: _fill(item, mail))
        for path in mail.attachments:
            _patiently(partial(_attach, item, path))
        _patiently(lambda: item.Save())
        with suppress(SoketError):
            self._ids.append(str(_patiently(lambda: item.EntryID)))

    def show(self) -> None:
        """Open the drafts of this run, or the folder where they are if they are many; they stay there if it fails."""
        with suppress(SoketError):
            if len(self._ids) > SHOWN:
                _patiently(lambda: self._app.Session.GetDefaultFolder(DRAFTS).Display())
                return
            for entry in self._ids:
                _patiently(partial(_open, self._app, entry))

    def withdraw(self) -> None:
        """Take the drafts of this run back, because what belongs to them could not be written."""
        for entry in self._ids:
            with suppress(SoketError):
                _patiently(partial(_delete, self._app, entry))
        self._ids.clear()


def _start() -> Any:
    client: Any = import_module("win32com.client.dynamic")
    return client.Dispatch("Outlook.Application")


def _attach(item: Any, path: Path) -> None:
    item.Attachments.Add(str(path.resolve()))


def _open(app: Any, entry: str) -> None:
    app.Session.GetItemFromID(entry).Display(False)


def _delete(app: Any, entry: str) -> None:
    app.Session.GetItemFromID(entry).Delete()


def _fill(item: Any, mail: Mail) -> None:
    item.BodyFormat = PLAIN_TEXT
    item.To = "; ".join(mail.to)
    item.CC = "; ".join(mail.cc)
    item.Subject = mail.subject
    item.Body = "\r\n".join(mail.lines) + "\r\n"


def _patiently(action: Callable[[], _Result]) -> _Result:
    """Return what `action` returns, trying again while Outlook is busy. Raises SoketError for all that goes wrong."""
    end, wait = time.monotonic() + PATIENCE, FIRST_WAIT
    while True:
        try:
            return action()
        except Exception as error:
            if getattr(error, "hresult", None) in NOT_THERE:
                raise SetupError("machine.outlook_none") from error
            if not is_busy(error):
                raise SoketError("machine.outlook_failed", why=reason_of(error)) from error
            if time.monotonic() + wait > end:
                raise SoketError("machine.outlook_busy", seconds=round(PATIENCE)) from error
        time.sleep(wait)
        wait *= 2

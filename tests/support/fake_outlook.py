"""Classic Outlook as pywin32 shows it, on a machine without it: a Drafts folder, mail items, its guard and its moods.

What a program may not do without asking the user (send, resolve, read addresses or text) fails here, as do properties
that a mail item does not have. Written after the Outlook object model reference; a real one is in the acceptance list.
"""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

CALL_REJECTED, INVALID_CLASS, UNAVAILABLE, ABORTED = -2147418111, -2147221005, -2147221021, -2147467260
NO_FILE, NOT_FOUND, EXCEPTION = -2147024894, -2147221233, -2147352567
WRITABLE = ("To", "CC", "BCC", "Subject", "Body", "BodyFormat")
GUARDED = ("To", "CC", "BCC", "Body", "Recipients", "SenderEmailAddress", "HTMLBody")
MAIL_ITEM, DRAFTS = 0, 16


class ComError(Exception):
    """What pywin32 raises: (hresult, text, excepinfo, argument)."""

    def __init__(self, hresult: int, said: str | None = None) -> None:
        self.excepinfo = (4096, "Microsoft Outlook", said, None, 0, hresult) if said else None
        self.hresult, self.strerror, self.argerror = (EXCEPTION if said else hresult), "", None
        super().__init__(self.hresult, self.strerror, self.excepinfo, None)


class MailItem:
    def __init__(self, outlook: "Outlook") -> None:
        vars(self).update(_outlook=outlook, _cells={}, _files=[], _id="", shown=False)

    def __setattr__(self, name: str, value: Any) -> None:
        self._outlook.asked()
        if name not in WRITABLE:
            raise AttributeError(f"Property '<unknown>.{name}' can not be set.")
        if name != "Body" and not str(value).isprintable():
            raise ComError(EXCEPTION, "Property is read-only")
        self._cells[name] = value

    def __getattr__(self, name: str) -> Any:
        self._outlook.asked()
        if name in GUARDED:
            raise ComError(ABORTED)
        if name in self._cells:
            return self._cells[name]
        raise AttributeError(f"<unknown>.{name}")

    @property
    def EntryID(self) -> str:
        self._outlook.asked()
        return self._id

    @property
    def Attachments(self) -> "MailItem":
        self._outlook.asked()
        return self

    def Add(self, path: str) -> None:
        self._outlook.asked()
        if not Path(path).is_absolute() or not Path(path).is_file():
            raise ComError(NO_FILE, "Cannot find this file.")
        self._files.append(Path(path))

    def Save(self) -> None:
        self._outlook.asked()
        if self._outlook.room == len(self._outlook.drafts):
            raise ComError(EXCEPTION, "The message store is full.")
        vars(self)["_id"] = f"00{id(self):X}"
        self._outlook.drafts.append(self)

    def Display(self, modal: bool = False) -> None:
        self._outlook.asked()
        assert not modal, "a modal window would stop the program"
        vars(self)["shown"] = True

    def Delete(self) -> None:
        self._outlook.asked()
        self._outlook.drafts.remove(self)

    def Send(self) -> None:
        raise AssertionError("a draft was sent")


class Outlook:
    """An Outlook whose Drafts folder takes `room` mails (None: any number)."""

    def __init__(self) -> None:
        self.drafts: list[MailItem] = []
        self.folder_shown = self.rejections = self.started = 0
        self.room: int | None = None
        self.missing: int | None = None
        """The error with which it cannot be started."""

    def asked(self) -> None:
        """Reject the call while busy."""
        if self.rejections:
            self.rejections -= 1
            raise ComError(CALL_REJECTED)

    def Dispatch(self, program: str) -> "Outlook":
        assert program == "Outlook.Application"
        self.asked()
        if self.missing is not None:
            raise ComError(self.missing)
        self.started += 1
        return self

    def CreateItem(self, kind: int) -> MailItem:
        self.asked()
        assert kind == MAIL_ITEM
        return MailItem(self)

    @property
    def Session(self) -> "Outlook":
        self.asked()
        return self

    def GetItemFromID(self, entry: str) -> MailItem:
        self.asked()
        for item in self.drafts:
            if item._id == entry:
                return item
        raise ComError(NOT_FOUND, "The message you specified cannot be found.")

    def GetDefaultFolder(self, number: int) -> "Outlook":
        self.asked()
        assert number == DRAFTS
        return self

    def Display(self) -> None:
        self.asked()
        self.folder_shown += 1

    def told(self) -> list[tuple[str, str, str, str, list[str]]]:
        """Return the drafts as a person sees them: to, copy, subject, text, names of attachments."""
        cells = [(item._cells, item._files) for item in self.drafts]
        return [(c["To"], c["CC"], c["Subject"], c["Body"], [file.name for file in files]) for c, files in cells]


def install(monkeypatch: Any) -> Outlook:
    """Return an Outlook that pywin32 finds until the test ends, as on Windows."""
    outlook = Outlook()
    module = ModuleType("win32com.client.dynamic")
    module.Dispatch = outlook.Dispatch  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr("soket_xl.machine.outlook.WINDOWS", True)
    monkeypatch.setattr("soket_xl.machine.outlook.PATIENCE", 0.3)
    monkeypatch.setattr("soket_xl.machine.outlook.FIRST_WAIT", 0.01)
    return outlook

"""Where mail drafts go: to Outlook where the settings say so and it is there, else into .eml files."""

from pathlib import Path
from types import TracebackType
from typing import Self

from soket_xl.errors import SoketError
from soket_xl.leaders.mail import Mail, draft
from soket_xl.outputs import unused, write_file
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.configured import drafts_in_outlook


class Drafts:
    """The drafts of one command, used in a `with` that also writes the register.

    They are shown when all is written; drafts in Outlook are taken back if it could not be. After the first draft
    that Outlook does not take, the others are files.
    """

    def __init__(self, tracker: Tracker) -> None:
        from soket_xl.machine.outlook import Outlook

        self._outlook: Outlook | None = None
        self._refused = ""
        self._saved = self._written = 0
        if drafts_in_outlook(tracker):
            try:
                self._outlook = Outlook()
            except SoketError as error:
                self._refused = str(error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._outlook is not None:
            if kind is None:
                self._outlook.show()
            else:
                self._outlook.withdraw()

    def add(self, mail: Mail, path: Path, keep: bool = False) -> list[Path]:
        """Make a draft; return the file at `path` that holds it (numbered with `keep`), none if Outlook has it.

        Raises SoketError when the file cannot be written.
        """
        if self._outlook is not None and not self._refused:
            try:
                self._outlook.save(mail)
                self._saved += 1
                return []
            except SoketError as error:
                self._refused = str(error)
        content = draft(mail)
        self._written += 1
        return [write_file(unused(path, content) if keep else path, content)]

    def lines(self) -> list[str]:
        """Return what to tell of Outlook; nothing where only files were asked for."""
        told = [say("machine.outlook_saved", count=self._saved)] if self._saved else []
        if self._refused and self._written:
            told.append(say("machine.outlook_files", why=self._refused, count=self._written))
        return told

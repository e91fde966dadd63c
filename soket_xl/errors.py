"""What makes a command stop.

- SoketError: the command cannot go on; nothing was changed
  - WorkbookError: the tracker is not as the schema says, or cannot be opened or written
  - FileRefused: a file from outside (report, form, CSV, template) cannot be read safely
  - SetupError: Python, a package or a program of this machine is missing

Rows that are wrong are findings (data with a place), never exceptions.
"""

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

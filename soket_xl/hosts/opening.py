"""Which host a path is opened with: the live book when Excel has it open, else the file."""

import sys
from pathlib import Path

from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.file import FileHost


def open_book(path: Path) -> WorkbookHost:
    """Return the host for the tracker at `path`. Nothing is read yet."""
    if sys.platform == "win32":
        from soket_xl.hosts.excel import open_in_excel

        live = open_in_excel(path)
        if live is not None:
            return live
    return FileHost(path)

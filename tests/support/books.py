"""Trackers for tests of the hosts: the real built one, changed by openpyxl before a host sees it."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from soket_xl.build.campaign import read_campaign
from soket_xl.build.tracker import build_tracker

Change = Callable[[Any], object]


@cache
def tracker_bytes() -> bytes:
    """Return the default tracker, built once for all tests."""
    return build_tracker(read_campaign())


def make_book(folder: Path, change: Change | None = None, name: str = "so_theo_doi.xlsm") -> Path:
    """Write the default tracker into `folder`, changed by `change(openpyxl workbook)`, and return its path."""
    path = folder / name
    content = tracker_bytes()
    if change is not None:
        book = openpyxl.load_workbook(BytesIO(content), keep_vba=True)
        change(book)
        book.save(path)
    else:
        path.write_bytes(content)
    return path

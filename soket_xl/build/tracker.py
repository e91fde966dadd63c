"""The tracker as clerks get it: workbook, macros and ribbon in one package."""

import re
from pathlib import Path

from soket_xl.build.campaign import Campaign
from soket_xl.build.package import read_parts, write_parts

STORED = Path(__file__).resolve().parents[2] / "workbook" / "soket_tracker.xlsm"
"""The built tracker that the product ships."""
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
MADE_ON = rb"\g<1>2026-01-01T00:00:00Z\g<2>"


def build_tracker(campaign: Campaign, finished: bytes | None = None) -> bytes:
    """Return the .xlsm of `campaign`; equal campaigns give equal bytes.

    With `finished` its macros are those of that tracker, else they are compiled from source.
    """
    from soket_xl.build.vba import add_macros
    from soket_xl.build.workbook import build_workbook

    parts = read_parts(add_macros(build_workbook(campaign), finished))
    parts["docProps/core.xml"] = _MODIFIED.sub(MADE_ON, parts["docProps/core.xml"])
    return write_parts(parts)

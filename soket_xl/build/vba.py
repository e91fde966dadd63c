"""Macros and ribbon put into a built workbook: ASCII sources in, the same bytes out each time.

The ribbon is the 2006 customUI part under a relationship id of its own, which other programs keep when they save.
"""

import re
import tempfile
from pathlib import Path
from typing import Any

from soket_xl.build.package import read_parts, write_parts
from soket_xl.errors import SetupError

MACROS = Path(__file__).resolve().parents[2] / "macros"
RIBBON_PART = "customUI/customUI.xml"
_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_XLSM = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_RIBBON_RELATION = (
    b'<Relationship Id="rIdCustomUI" '
    b'Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility" '
    b'Target="customUI/customUI.xml"/>'
)
_PROJECT_TYPE = b'<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
_PROJECT_RELATION = (
    b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    b'Target="vbaProject.bin"/>'
)
_NO_CACHE = bytes.fromhex("cc61ffff000000")
"""What [MS-OVBA] 2.3.4.1 asks of a project that was not compiled: Excel compiles it when it opens."""


def add_macros(package: bytes, finished: bytes | None = None) -> bytes:
    """Return the .xlsm of a macro-free workbook package with the VBA project and the ribbon of `macros/`.

    The project is compiled from source, which needs the development pins, or taken over from `finished`, a tracker
    that has it: all trackers have the same sheets, so the same project.
    """
    parts = read_parts(package)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(_XLSX, _XLSM)
    parts = read_parts(_with_project(write_parts(parts))) if finished is None else _taken_over(parts, finished)
    parts[RIBBON_PART] = (MACROS / "customUI.xml").read_bytes()
    relations = parts["_rels/.rels"]
    parts["_rels/.rels"] = relations.replace(b"</Relationships>", _RIBBON_RELATION + b"</Relationships>")
    return write_parts(parts)


def _taken_over(parts: dict[str, bytes], finished: bytes) -> dict[str, bytes]:
    """Return `parts` with the VBA project of `finished`, named where a package names it."""
    parts["xl/vbaProject.bin"] = read_parts(finished)["xl/vbaProject.bin"]
    types, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    parts[types] = parts[types].replace(b"</Types>", _PROJECT_TYPE + b"</Types>")
    parts[relations] = parts[relations].replace(b"</Relationships>", _PROJECT_RELATION + b"</Relationships>")
    return parts


def sources() -> dict[str, str]:
    """Return the VBA modules by name, CRLF, as they stand in `macros/`; UnicodeDecodeError if one is not ASCII."""
    found = {}
    for path in sorted(MACROS.iterdir()):
        if path.suffix in (".bas", ".cls"):
            text = path.read_bytes().decode("ascii").replace("\r\n", "\n").replace("\n", "\r\n")
            found[path.stem] = text
    return found


def _with_project(package: bytes) -> bytes:
    try:
        from pyopenvba import ExcelFile
    except ImportError as error:
        raise SetupError("setup.need_development") from error
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracker.xlsm"
        path.write_bytes(package)
        book = ExcelFile(path)
        project: Any = book.add_vba_project()
        for name, text in sources().items():
            body = re.sub(r"^Attribute VB_Name.*\r\n", "", text)
            if name == "ThisWorkbook":
                book.set_module(name, body)
            else:
                project.add_module(name, body)
        book.save()
        parts = read_parts(path.read_bytes())
    parts["xl/vbaProject.bin"] = _without_cache(parts["xl/vbaProject.bin"])
    return write_parts(parts)


def _without_cache(project: bytes) -> bytes:
    from pyopenvba.cfb import CFB

    container = CFB.from_bytes(project)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    return bytes(container.to_bytes())

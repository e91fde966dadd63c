"""An .xlsm package: what stands where, and copies in which only the named parts are other than before."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from lxml import etree

from soket_xl.errors import WorkbookError, why
from soket_xl.hosts.addresses import cell_place, range_place
from soket_xl.hosts.cells import unescaped
from soket_xl.ooxml.extent import farthest_cell
from soket_xl.ooxml.package import resolve_target
from soket_xl.text.fold import nfc

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORKBOOK = "xl/workbook.xml"
Element = etree._Element

LARGEST_FILE, LARGEST_TOTAL, MOST_ENTRIES = 100_000_000, 1_000_000_000, 2_000
LARGEST_RATIO, RATIO_GRACE = 200, 1_000_000
MOST_CELLS = 60_000_000
"""A sheet whose used rectangle is larger than this (one cell far away) is not read."""
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, NotImplementedError)
"""What the zip reader raises for archives that are cut off, lie about themselves or are packed in an unknown way."""


@dataclass(frozen=True)
class TablePart:
    """Where a table stands: rows and columns are 1-based sheet numbers, `last_row` is the last data row."""

    name: str
    part: str
    sheet: str
    sheet_part: str
    headers: tuple[str, ...]
    formulas: Mapping[int, str]
    top: int
    left: int
    last_row: int
    totals: bool

    @property
    def right(self) -> int:
        """The last column's number."""
        return self.left + len(self.headers) - 1


class Package:
    """The parts of a workbook file, read once. Raises WorkbookError for what is no sound .xlsm."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = _read(path)
        self._archive = _open(path, self.content)

    def part(self, name: str) -> bytes:
        """Return a part's bytes."""
        try:
            return self._archive.read(name)
        except (RuntimeError, *BROKEN) as error:
            raise WorkbookError("host.broken", file=self.path.name, part=name) from error

    def xml(self, name: str) -> Element:
        """Return the root of an XML part; a document type declaration is refused."""
        content = self.part(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise WorkbookError("host.broken", file=self.path.name, part=name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise WorkbookError("host.broken", file=self.path.name, part=name)
        return root

    def has(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return name in self._archive.NameToInfo

    @cached_property
    def workbook(self) -> Element:
        """The root of the workbook part."""
        return self.xml(WORKBOOK)

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """The part of each sheet by the sheet's name."""
        targets = self.relations(WORKBOOK)
        found = {}
        for sheet in self.workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
            found[nfc(sheet.get("name", ""))] = targets.get(sheet.get(f"{RELATIONSHIP}id", ""), "")
        return {name: part for name, part in found.items() if self.has(part)}

    @cached_property
    def tables(self) -> Mapping[str, TablePart]:
        """The tables by object name."""
        found = {}
        for sheet, sheet_part in self.sheets.items():
            for target in self.relations(sheet_part).values():
                if "/tables/" in target and self.has(target):
                    root = self.xml(target)
                    try:
                        table = _table(root, target, sheet, sheet_part)
                    except ValueError as error:
                        raise WorkbookError("host.broken", file=self.path.name, part=target) from error
                    found[table.name] = table
        return found

    @cached_property
    def names(self) -> Mapping[str, tuple[str, int, int]]:
        """The cells that defined names point at: name -> (sheet, row, column)."""
        found = {}
        for name in self.workbook.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            place = _place(name.text or "")
            if place:
                found[name.get("name", "")] = place
        return found

    @property
    def dates_from_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        properties = self.workbook.find(f"{MAIN}workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    def relations(self, part: str) -> Mapping[str, str]:
        """Return the parts that `part` refers to, by relationship id; external ones are left out."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if not self.has(rels):
            return {}
        return {
            rel.get("Id", ""): resolve_target(folder, rel.get("Target", ""))
            for rel in self.xml(rels)
            if rel.get("TargetMode") != "External"
        }

    def check_extent(self, sheet_part: str) -> None:
        """Raise WorkbookError if the sheet's used rectangle is absurd: one cell far away would fill the memory."""
        try:
            rows, columns, far = farthest_cell(self.part(sheet_part))
        except ValueError as error:
            raise WorkbookError("host.broken", file=self.path.name, part=sheet_part) from error
        if rows * columns > MOST_CELLS:
            raise WorkbookError("host.far_cell", file=self.path.name, cell=far)

    def check_whole(self) -> None:
        """Raise WorkbookError if a part cannot be unpacked or is not as its check sum says."""
        for name in self._archive.NameToInfo:
            self.part(name)

    def copy_with(self, changed: Mapping[str, bytes], dropped: frozenset[str] = frozenset()) -> bytes:
        """Return the package with `changed` parts and without `dropped`; all others are copied as they are stored."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._archive.infolist():
                if info.filename in dropped:
                    continue
                if info.filename in changed:
                    target.writestr(_fresh(info), changed[info.filename], compresslevel=6)
                else:
                    _copy_raw(target, info, self.content)
        return stream.getvalue()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise WorkbookError("host.too_large", file=path.name, megabytes=LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorkbookError("host.not_found", file=path) from error
    except OSError as error:
        raise WorkbookError("host.not_readable", file=path, why=why(error)) from error


def _open(path: Path, content: bytes) -> zipfile.ZipFile:
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise WorkbookError("host.password", file=path.name)
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except BROKEN as error:
        raise WorkbookError("host.not_workbook", file=path.name) from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    bloated = any(e.file_size > RATIO_GRACE and e.file_size > LARGEST_RATIO * max(1, e.compress_size) for e in entries)
    if len(entries) > MOST_ENTRIES or total > LARGEST_TOTAL or bloated:
        raise WorkbookError("host.bomb", file=path.name)
    if WORKBOOK not in archive.NameToInfo:
        raise WorkbookError("host.not_workbook", file=path.name)
    return archive


def _table(root: Element, part: str, sheet: str, sheet_part: str) -> TablePart:
    top, left, bottom, _ = range_place(root.get("ref", "A1"))
    columns = root.findall(f"{MAIN}tableColumns/{MAIN}tableColumn")
    formulas = {}
    for number, column in enumerate(columns):
        formula = column.find(f"{MAIN}calculatedColumnFormula")
        if formula is not None and formula.text:
            formulas[number] = formula.text
    totals = root.get("totalsRowCount", "0") not in ("", "0")
    headers = tuple(nfc(unescaped(column.get("name", "")).replace("\n", " ")) for column in columns)
    name = root.get("displayName") or root.get("name") or ""
    return TablePart(name, part, sheet, sheet_part, headers, formulas, top, left, bottom - totals, totals)


def _place(text: str) -> tuple[str, int, int] | None:
    sheet, _, address = text.rpartition("!")
    sheet = sheet.removeprefix("'").removesuffix("'").replace("''", "'")
    try:
        row, column = cell_place(address.split(":")[0])
    except ValueError:
        return None
    return nfc(sheet), row, column


def _fresh(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    fresh.external_attr = info.external_attr
    return fresh


def _copy_raw(target: zipfile.ZipFile, info: zipfile.ZipInfo, content: bytes) -> None:
    """Append an entry's stored bytes as they are: nothing is inflated or deflated again."""
    start = info.header_offset
    name_length = int.from_bytes(content[start + 26 : start + 28], "little")
    extra_length = int.from_bytes(content[start + 28 : start + 30], "little")
    data = start + 30 + name_length + extra_length
    copied = _fresh(info)
    copied.compress_type, copied.CRC = info.compress_type, info.CRC
    copied.compress_size, copied.file_size = info.compress_size, info.file_size
    copied.flag_bits = info.flag_bits & ~0x08
    stream = target.fp
    assert stream is not None
    copied.header_offset = stream.tell()
    stream.write(copied.FileHeader(zip64=False))
    stream.write(content[data : data + info.compress_size])
    target.filelist.append(copied)
    target.NameToInfo[copied.filename] = copied
    target.start_dir = stream.tell()

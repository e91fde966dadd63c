"""Opening a file from a unit safely: everything is judged before anything is parsed.

The numbers come from a count over a thousand honest office files: at most 291 entries, no ratio over 100.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from soket_xl.errors import FileRefused, why

LARGEST_FILE = 50_000_000
LARGEST_TOTAL = 200_000_000
LARGEST_XML = 60_000_000
MOST_ENTRIES = 1_000
LARGEST_RATIO, RATIO_GRACE = 150, 20_000_000
"""Text that repeats itself packs well: below the grace any ratio is honest."""
Element = etree._Element

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
"""ISO Strict names of what Word itself calls otherwise."""


class OfficeFile:
    """The parts of a .docx or .xlsx that passed the checks. Raises FileRefused, naming the file and the remedy."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        content = _read(path)
        _check_kind(path.name, content)
        self._archive = _open(path.name, content)
        self._stored = {name.lower(): name for name in self._archive.namelist()}
        self.warnings: list[str] = []
        self._check_types()

    def has(self, part: str) -> bool:
        """Tell whether there is a part of this name, in whatever case."""
        return part.lower() in self._stored

    def names(self) -> list[str]:
        """Return the names of the parts."""
        return self._archive.namelist()

    def part(self, name: str) -> bytes:
        """Return a part's bytes, never more than its limit whatever the archive says of its size."""
        try:
            with self._archive.open(self._stored[name.lower()]) as stream:
                content = stream.read(LARGEST_XML + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            OSError,
            ValueError,
            EOFError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise FileRefused("intake.read_broken", file=self.name) from error
        except Exception as error:
            if type(error).__module__ in ("zlib", "_lzma", "bz2"):
                raise FileRefused("intake.read_broken", file=self.name) from error
            raise
        if len(content) > LARGEST_XML:
            raise FileRefused("intake.read_bomb", file=self.name)
        return content

    def xml(self, name: str) -> Element:
        """Return the root of an XML part, ISO Strict names turned into the usual ones."""
        content = self.part(name)
        if b"\0" in content[:64]:
            content = etree.tostring(self._parsed(content), encoding="UTF-8")
        if b"purl.oclc.org" in content:
            for strict, usual in _STRICT.items():
                content = content.replace(strict, usual)
        return self._parsed(content)

    def _parsed(self, content: bytes) -> Element:
        try:
            parser = etree.XMLParser(
                resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
            )
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise FileRefused("intake.read_broken", file=self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise FileRefused("intake.read_doctype", file=self.name)
        return root

    def _check_types(self) -> None:
        """Refuse a document type in any XML part, in UTF-16 too: Office writes none, other readers follow them."""
        for name in self.names():
            if name.lower().endswith((".xml", ".rels")):
                content = self.part(name)
                plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
                if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                    raise FileRefused("intake.read_doctype", file=self.name)

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return {id: (type's last word, part)} of what `part` refers to inside the file."""
        return {key: (kind, target) for key, kind, target, external in self._relations(part) if not external}

    def external_targets(self, part: str) -> list[str]:
        """Return what `part` would fetch from outside, hyperlinks aside; nothing of it is ever followed."""
        return [target for _, kind, target, external in self._relations(part) if external and kind != "hyperlink"]

    def _relations(self, part: str) -> list[tuple[str, str, str, bool]]:
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if not self.has(rels):
            return []
        found = []
        for rel in self.xml(rels):
            kind, target = rel.get("Type", "").rpartition("/")[2], rel.get("Target", "")
            external = rel.get("TargetMode") == "External"
            found.append((rel.get("Id", ""), kind, target if external else resolve_target(folder, target), external))
        return found


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FileRefused("intake.read_large", file=path.name, megabytes=LARGEST_FILE // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise FileRefused("intake.read_open", file=path.name, why=why(error)) from error


def _check_kind(name: str, content: bytes) -> None:
    """Refuse, by what it really is, a file that is no Office package."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content:
        raise FileRefused("intake.read_empty", file=name)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise FileRefused("intake.read_password", file=name) if encrypted else FileRefused("intake.read_old", file=name)
    if head.startswith(b"%PDF"):
        raise FileRefused("intake.read_pdf", file=name)
    if head.startswith(b"{\\rtf"):
        raise FileRefused("intake.read_rtf", file=name)
    if re.match(rb"(?i)<(!doctype html|html|\?xml)", head):
        raise FileRefused("intake.read_html", file=name)
    if content[:2] != b"PK":
        raise FileRefused("intake.read_other", file=name)


def _open(name: str, content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise FileRefused("intake.read_broken", file=name) from error
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    bloated = any(e.file_size > RATIO_GRACE and e.file_size > LARGEST_RATIO * max(1, e.compress_size) for e in entries)
    if len(entries) > MOST_ENTRIES or total > LARGEST_TOTAL or bloated:
        raise FileRefused("intake.read_bomb", file=name)
    names = [entry.filename for entry in entries]
    strange = any(n.startswith(("/", "\\")) or ".." in n.replace("\\", "/").split("/") for n in names)
    if strange or len(set(names)) != len(names):
        raise FileRefused("intake.read_strange", file=name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("intake.read_password", file=name)
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused("intake.read_odf", file=name)
    if "[Content_Types].xml" not in names:
        raise FileRefused("intake.read_zip", file=name)
    return archive


def resolve_target(folder: str, target: str) -> str:
    """Return the name of the part that a relationship's `target` means, seen from the part's folder."""
    target = unquote(target).replace("\\", "/")
    if target.startswith("/"):
        return target[1:]
    parts = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in (".", ""):
            parts.append(step)
    return "/".join(parts)

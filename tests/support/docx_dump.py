"""A Word file as readable lines: what stands where, in which style, with which bookmark."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes | Path, name: str = "word/document.xml") -> etree._Element:
    """Return the root of a part."""
    with zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as archive:
        return etree.fromstring(archive.read(name))


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def shown(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def paragraphs(content: bytes) -> list[etree._Element]:
    return list(part(content).iter(f"{W}p"))


def bookmarks(content: bytes, prefix: str = "_SK_") -> list[str]:
    return [
        name for mark in part(content).iter(f"{W}bookmarkStart") if (name := mark.get(f"{W}name")).startswith(prefix)
    ]


def dump(content: bytes) -> str:
    """Return the document as lines: style, bookmark and text of each paragraph, cells by "|", sections by "====="."""
    body = part(content).find(f"{W}body")
    return "\n".join(line for child in body for line in _lines(child)) + "\n"


def _lines(child: etree._Element) -> Iterator[str]:
    if child.tag == f"{W}tbl":
        for row in child.iter(f"{W}tr"):
            cells = [" / ".join(shown(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
            yield "| " + " | ".join(cells) + " |"
    elif child.tag == f"{W}sectPr":
        yield _section(child)
    elif child.tag == f"{W}p":
        names = [mark.get(f"{W}name") for mark in child.iter(f"{W}bookmarkStart")]
        marks = " ".join(name for name in names if name.startswith("_SK_"))
        yield f"[{style(child)}]{f' <{marks}>' if marks else ''} {shown(child)}".rstrip()
        for section in child.iter(f"{W}sectPr"):
            yield _section(section)


def _section(section: etree._Element) -> str:
    size = section.find(f"{W}pgSz")
    start = section.find(f"{W}pgNumType").get(f"{W}start")
    return f"===== {size.get(f'{W}orient', 'portrait')} {size.get(f'{W}w')} x {size.get(f'{W}h')}, pages from {start}"

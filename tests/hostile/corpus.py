"""Packages made to do harm, from a sound one: what lies, swells, points elsewhere or is broken off."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterator

Parts = dict[str, bytes]
Change = Callable[[str], str]
Maker = Callable[[Change], Callable[[Parts], Parts]]
TYPES = "[Content_Types].xml"
MEGABYTE = 1_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LINK = '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/></Relationships>'
NO_LINKS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 30)) + "]>"
)
SECRET = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def cases(package: bytes, main: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of every fault of `package`, whose main part is `main`."""
    yield from _broken_off(package)
    yield from _lying(package, main)
    yield from _swollen(package, main)
    yield from _rewired(package, main)
    for name, change in _rewritten(main).items():
        yield name, packed(change(unpacked(package)))


def unpacked(package: bytes) -> Parts:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """Return a package of `parts`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _broken_off(package: bytes) -> Iterator[tuple[str, bytes]]:
    for part in range(50):
        yield f"broken off at {part}/50", package[: len(package) * part // 50]
    chance = random.Random(50)
    for number in range(30):
        content = bytearray(package)
        for _ in range(chance.choice((1, 5, 50))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        yield f"flipped bytes {number}", bytes(content)


def _lying(package: bytes, main: str) -> Iterator[tuple[str, bytes]]:
    """Yield archives whose directory does not say what is in them."""
    at = package.rindex(b"PK\x01\x02" + package[package.rindex(b"PK\x01\x02") + 4 :][:4])
    yield "size in the directory is a lie", _patched(package, at + 24, struct.pack("<I", 10))
    yield "check sum is a lie", _patched(package, at + 16, b"\0\0\0\0")
    yield "entry says it is encrypted", _patched(package, at + 8, b"\1\0")
    yield "unknown way of packing", _patched(package, at + 10, struct.pack("<H", 77))
    yield "directory points beyond the end", _patched(package, at + 42, b"\xff\xff\xff\x7f")
    yield "junk before the archive", b"#!/bin/sh\n" * 20 + package
    yield "junk after the archive", package + b"\0" * 1000
    for target in ("../../out.xml", "/etc/out.xml", "..\\..\\out.xml", "C:\\out.xml", "word/con"):
        yield f"entry named {target}", packed(unpacked(package) | {target: b"<a/>"})
    stream = io.BytesIO(package)
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo(main)
        archive.NameToInfo.pop(main)
        archive.writestr(info, b"<a/>")
    yield "main part twice", stream.getvalue()
    yield "main part again in capitals", packed(unpacked(package) | {main.upper(): b"<a/>"})


def _patched(package: bytes, at: int, content: bytes) -> bytes:
    return package[:at] + content + package[at + len(content) :]


def _swollen(package: bytes, main: str) -> Iterator[tuple[str, bytes]]:
    parts = unpacked(package)
    yield "one part of 210 MB", packed(parts | {"media/bomb.bin": b"\0" * (210 * MEGABYTE)})
    yield "main part of 210 MB", packed(parts | {main: parts[main] + b" " * (210 * MEGABYTE)})
    yield "many entries", packed(parts | {f"media/{n}.xml": b"<a/>" for n in range(20_000)})
    yield "an archive in the archive", packed(parts | {"media/inner.zip": package})


def _rewired(package: bytes, main: str) -> Iterator[tuple[str, bytes]]:
    folder, _, name = main.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    mode = ' TargetMode="External"'
    wires = [
        ("attachedTemplate", "https://example.invalid/x.dotm", mode),
        ("image", "file:////server.invalid/share/x.png", mode),
        ("externalLinkPath", "file:///c:/secret.xlsx", mode),
        ("oleObject", "https://example.invalid/x.bin", mode),
        ("styles", "../../../etc/hostname", ""),
        ("numbering", "nowhere.xml", ""),
        ("styles", name, ""),
        ("worksheet", "/", ""),
    ]
    for kind, target, ending in wires:
        link = LINK.format(kind=kind, target=target, mode=ending)
        yield (
            f"{kind} leads to {target}",
            _with(package, rels, lambda t, link=link: t.replace("</Relationships>", link)),
        )
    for gone in {TYPES, "_rels/.rels", rels, main} & set(unpacked(package)):
        parts = unpacked(package)
        parts.pop(gone)
        yield f"{gone} is gone", packed(parts)
    yield "content types lie", _with(package, TYPES, lambda t: t.replace("main+xml", "chart+xml"))
    yield "content types are rubbish", packed(unpacked(package) | {TYPES: b"\xff\xfe<"})
    yield "encrypted by Office", OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000
    yield "of Office 97", OLE + b"\0" * 4000
    macro = {f"{folder}/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}
    yield "macros inside", packed(unpacked(package) | macro)


def _with(package: bytes, part: str, change: Callable[[str], str]) -> bytes:
    parts = unpacked(package)
    parts[part] = change(parts.get(part, NO_LINKS).decode()).encode()
    return packed(parts)


def _rewritten(main: str) -> dict[str, Callable[[Parts], Parts]]:
    """Return changes of the main part's text."""

    def text(change: Callable[[str], str], encoding: str = "utf-8") -> Callable[[Parts], Parts]:
        def changed(parts: Parts) -> Parts:
            whole = re.sub(r"^\s*<\?xml.*?\?>", "", parts[main].decode())
            head = f'<?xml version="1.0" encoding="{encoding}"?>'
            return parts | {main: (head + change(whole)).encode(encoding, "surrogatepass")}

        return changed

    def inside(content: str) -> Callable[[str], str]:
        return lambda whole: re.sub(r"(<w:body>|<sheetData>|<sheets>)", lambda m: m[1] + content, whole, count=1)

    deep = "<x>" * 100 + "</x>" * 100
    own = _sheets(text, inside) if main.startswith("xl/") else _documents(text, inside)
    return own | {
        "entities that grow": text(lambda t: LAUGHS + t.replace("<w:t", "<w:t>&a29;</w:t><w:t", 1)),
        "entity from the disk": text(lambda t: SECRET + t),
        "entity from the disk, UTF-16": text(lambda t: SECRET + t, "utf-16"),
        "main part in UTF-16": text(lambda t: t, "utf-16"),
        "nested a hundred deep": text(inside(deep)),
        "nested a hundred thousand deep": text(inside("<x>" * 100_000 + "</x>" * 100_000)),
        "half a surrogate": text(inside("<x>\ud83d</x>")),
        "half a surrogate as a number": text(inside("<x>&#xD83D;</x>")),
        "no character": text(inside("<x>\ufffe</x>")),
        "control characters": text(inside("<x>&#8;&#0;</x>")),
        "not closed": text(lambda t: t[: len(t) * 2 // 3]),
        "another root": text(lambda t: "<a/>"),
        "empty": lambda parts: parts | {main: b""},
        "ten megabytes of attribute": text(inside(f'<x y="{"a" * 10 * MEGABYTE}"/>')),
        "two million elements": text(inside("<x/>" * 2_000_000)),
        "ISO Strict names": text(_strict),
    }


def _sheets(text: Maker, inside: Callable[[str], Change]) -> dict[str, Callable[[Parts], Parts]]:
    """Return what a sheet may pretend; in the list of sheets it is but elements that nobody knows."""
    far = {
        "double quotes": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "single quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        "spaces": '<row r = "1048576"><c  t="n"  r = "XFD1048576" ><v>1</v></c></row>',
        "small letters": '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        "beyond the sheet": '<row r="99999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row>',
        "negative": '<row r="-5"><c r="A-5"><v>1</v></c></row>',
        "no number": '<row r="x"><c r="?"><v>1</v></c></row>',
    }
    found = {f"far cell, {name}": text(inside(rows)) for name, rows in far.items()}
    numbered = "".join(f'<row r="{number}"/>' for number in range(2, 1_000_001))
    return found | {
        "a million empty rows": text(inside(numbered)),
        "a string that is not there": text(inside('<row r="900"><c r="A900" t="s"><v>4000000000</v></c></row>')),
        "numbers that are none": text(
            inside('<row r="900"><c r="A900"><v>1e999</v></c><c r="B900"><v>nan</v></c></row>')
        ),
        "a date beyond time": text(inside('<row r="900"><c r="A900" t="d"><v>99999-99-99</v></c></row>')),
        "a text of ten megabytes": text(inside(_in_a_cell("chữ " * (2 * MEGABYTE)))),
        "no character in a cell": text(inside(_in_a_cell("a\ufffeb"))),
        "half a surrogate in a cell": text(inside(_in_a_cell("a\ud83db"))),
        "escaped controls in a cell": text(inside(_in_a_cell("_x0000__x000D__xD83D_"))),
        "cells joined over the whole sheet": _behind(
            "</sheetData>", "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 3 + "</mergeCells>"
        ),
        "thirty thousand joined cells": _behind(
            "</sheetData>",
            "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:Z{n}"/>' for n in range(1, 30_000)) + "</mergeCells>",
        ),
        "extent that is a lie": _each(
            "xl/worksheets/", r"<dimension[^>]*>|(?=<sheetData>)", '<dimension ref="A1:XFD1048576"/>'
        ),
        "table over the whole sheet": _each("xl/tables/", r'ref="[^"]*"', 'ref="A1:XFD1048576"'),
        "table upside down": _each("xl/tables/", r'ref="[^"]*"', 'ref="Z9:A-1"'),
        "table columns that are gone": _each("xl/tables/", r"<tableColumn .*?(/>|</tableColumn>)", ""),
        "all strings are gone": _each("xl/sharedStrings", r"<si>.*</si>", ""),
        "strings counted wrong": _each("xl/sharedStrings", r'ount="\d+"', 'ount="4000000000"'),
        "formats that are gone": _each("xl/styles", r"<cellXfs.*</cellXfs>", ""),
    }


def _in_a_cell(content: str) -> str:
    return f'<row r="900"><c r="A900" t="inlineStr"><is><t>{content}</t></is></c></row>'


def _each(folder: str, old: str, new: str) -> Callable[[Parts], Parts]:
    """Return a change of all parts whose names begin with `folder`; nothing changes where there are none."""

    def changed(parts: Parts) -> Parts:
        found = {name: content for name, content in parts.items() if name.startswith(folder) and name.endswith(".xml")}
        return parts | {
            name: re.sub(old, lambda _: new, content.decode(), count=1, flags=re.DOTALL).encode()
            for name, content in found.items()
        }

    return changed


def _behind(mark: str, content: str) -> Callable[[Parts], Parts]:
    return _each("xl/worksheets/", mark, mark + content)


def _documents(text: Maker, inside: Callable[[str], Change]) -> dict[str, Callable[[Parts], Parts]]:
    """Return what the body of a Word file may hold; nested deeper, longer, wider than any person writes."""
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    nests = {
        "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        "content controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "insertions": ("<w:ins>", "</w:ins>"),
        "text boxes": ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    }
    found = {
        f"{name} nested {depth} deep": text(inside(begin * depth + said.format("đáy") + end * depth))
        for name, (begin, end) in nests.items()
        for depth in (100, 5_000)
    }
    odd = {
        "paragraph of ten megabytes": said.format("nội dung " * MEGABYTE),
        "word of ten megabytes": said.format("a" * 10 * MEGABYTE),
        "digits of ten megabytes": said.format("1." * 5 * MEGABYTE),
        "spaces of ten megabytes": said.format("a" + " " * 10 * MEGABYTE + "b"),
        "no character in a text": said.format("a\ufffeb\uffff"),
        "half a surrogate in a text": said.format("a\ud83db"),
        "no character as a number": said.format("a&#xFFFE;b"),
        "two hundred thousand empty paragraphs": "<w:p/>" * 200_000,
        "five thousand rows": "<w:tbl>" + f"<w:tr><w:tc>{said.format('1')}</w:tc></w:tr>" * 5_000 + "</w:tbl>",
        "three thousand columns": "<w:tbl><w:tr>" + f"<w:tc>{said.format('1')}</w:tc>" * 3_000 + "</w:tr></w:tbl>",
        "field that never ends": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 100,
        "field that only ends": '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' * 100,
        "table without rows, row without cells": "<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "foreign content": '<w:altChunk r:id="rId1"/><w:subDoc r:id="rId1"/><w:p><w:object/></w:p>',
        "bookmarks without number or end": '<w:p><w:bookmarkStart w:id="x" w:name="sk_1"/><w:bookmarkEnd/></w:p>' * 9,
    }
    for number in ("4000000000", "-5", "1.2.3", "", "9" * 5_000):
        levels = (
            f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{number}"/></w:numPr><w:outlineLvl w:val="{number}"/>'
        )
        cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/></w:tcPr>{said.format("1")}</w:tc>'
        label = number[:10] or "nothing"
        page = f'<w:sectPr><w:pgSz w:w="{number}" w:h="{number}"/><w:pgMar w:left="{number}"/></w:sectPr>'
        odd[f"page of {label}"] = f"<w:p><w:pPr>{page}</w:pPr></w:p>"
        odd[f"levels of {label}"] = f"<w:p><w:pPr>{levels}</w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
        odd[f"cell over {label} columns"] = f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    found |= {name: text(inside(content)) for name, content in odd.items()}
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("Vong1", "Vong2"), ("Vong2", "Vong1"))
    )
    user = text(inside('<w:p><w:pPr><w:pStyle w:val="Vong1"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'))
    styles = _each("word/styles", "</w:styles>", ring + "</w:styles>")
    return found | {"styles that rest on each other": lambda parts: styles(user(parts))}


def _strict(whole: str) -> str:
    usual = "http://schemas.openxmlformats.org/"
    for kind in ("wordprocessingml", "spreadsheetml"):
        whole = whole.replace(f"{usual}{kind}/2006/main", f"http://purl.oclc.org/ooxml/{kind}/main")
    return whole

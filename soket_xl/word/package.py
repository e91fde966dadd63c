"""A .docx as its parts: read from a file, written again the same to the byte for the same parts."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from soket_xl.errors import FileRefused
from soket_xl.ooxml.package import OfficeFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
W = f"{{{WORD}}}"
R = f"{{{RELATIONS}}}"
DOCUMENT = "word/document.xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)

MOST_LETTERS, MOST_PARAGRAPHS = 3_000_000, 100_000
"""A document beyond a thousand pages is no report: it is refused before each of its sentences is looked at."""

Parts = dict[str, bytes]


def read_parts(path: Path) -> Parts:
    """Return the parts of the template or draft at `path`; FileRefused if it is no Word file in .docx form."""
    if not path.exists():
        raise FileRefused("word.template_gone", file=path.name, folder=path.parent)
    file = OfficeFile(path)
    parts = {name: file.part(name) for name in file.names() if not name.endswith("/")}
    if DOCUMENT not in parts or "word/styles.xml" not in parts:
        raise FileRefused("word.not_docx", file=path.name)
    return parts


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return the package of `parts`: content types first, then by name, without the time of day."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            item = zipfile.ZipInfo(name, _EPOCH)
            item.compress_type = zipfile.ZIP_DEFLATED
            item.create_system = 0
            archive.writestr(item, parts[name], compresslevel=6)
    return stream.getvalue()


def parse(content: bytes, file: str) -> etree._Element:
    """Return the root of an XML part; FileRefused if it is not well formed or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefused("word.not_docx", file=file) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused("word.not_docx", file=file)
    return root


def check_length(root: etree._Element, file: str) -> None:
    """Raise FileRefused for a main part `root` that is longer than any report."""
    letters = sum(len(text.text or "") for text in root.iter(f"{W}t"))
    paragraphs = sum(1 for _ in root.iter(f"{W}p"))
    if letters > MOST_LETTERS or paragraphs > MOST_PARAGRAPHS:
        most = {"letters": MOST_LETTERS // 10**6, "paragraphs": MOST_PARAGRAPHS // 1000}
        raise FileRefused("word.too_long", file=file, **most)


def serialise(root: etree._Element) -> bytes:
    """Return the part of `root`."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_part(parts: Parts, name: str, content: bytes, content_type: str, relation: str) -> None:
    """Add a part under word/ with its content type and its relation from the document."""
    parts[name] = content
    types = parse(parts["[Content_Types].xml"], name)
    if all(item.get("PartName") != f"/{name}" for item in types):
        etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
    parts["[Content_Types].xml"] = serialise(types)
    rels = parse(parts["word/_rels/document.xml.rels"], name)
    target = name.removeprefix("word/")
    if all(item.get("Target") != target for item in rels):
        attributes = {"Id": f"rIdSk{len(rels) + 1}", "Type": f"{RELATIONS}/{relation}", "Target": target}
        etree.SubElement(rels, f"{{{PACKAGE_RELATIONS}}}Relationship", attributes)
    parts["word/_rels/document.xml.rels"] = serialise(rels)


def drop_part(parts: Parts, name: str) -> None:
    """Take a part of word/ away with its content type and its relation from the document."""
    del parts[name]
    for holder, key, value in (
        ("[Content_Types].xml", "PartName", f"/{name}"),
        ("word/_rels/document.xml.rels", "Target", name.removeprefix("word/")),
    ):
        root = parse(parts[holder], holder)
        for item in [item for item in root if item.get(key) == value]:
            root.remove(item)
        parts[holder] = serialise(root)

"""What makes Office call a package broken, whatever it holds: parts, their types, their relationships."""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from lxml import etree

RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "[Content_Types].xml"
Roots = Mapping[str, etree._Element]


def roots_of(package: bytes) -> dict[str, etree._Element]:
    """Return the root of every XML part, by its name."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        names = [name for name in dict.fromkeys(archive.namelist()) if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def lint(package: bytes) -> list[str]:
    """Return the faults of the package itself, each as "part: what"."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
    roots = roots_of(package)
    return [f"{name}: part twice" for name in twice(n.lower() for n in names)] + [
        *_types(roots, names),
        *_relationships(roots, names),
        *_references(roots),
    ]


def twice(values: Iterable[str | None]) -> list[str]:
    """Return what stands more than once in `values`."""
    return [str(value) for value, count in Counter(values).items() if count > 1]


def targets(roots: Roots, part: str) -> dict[str, str]:
    """Return {relationship id: part it leads to, or its address where it leads out} of a part ("" is the package)."""
    folder, name = posixpath.split(part)
    rels = roots.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {} if rels is None else {rel.get("Id", ""): _target(rel, folder) for rel in rels}


def _target(rel: etree._Element, folder: str) -> str:
    address = rel.get("Target", "")
    if rel.get("TargetMode") == "External":
        return address
    return address[1:] if address.startswith("/") else posixpath.normpath(posixpath.join(folder, address))


def _types(roots: Roots, names: list[str]) -> Iterator[str]:
    defaults = {e.get("Extension", "").lower() for e in roots[TYPES] if e.tag.endswith("}Default")}
    overrides = [e.get("PartName", "")[1:] for e in roots[TYPES] if e.tag.endswith("}Override")]
    yield from (f"{name}: two content types" for name in twice(overrides))
    yield from (f"{name}: content type of a part that is not there" for name in overrides if name not in names)
    for name in names:
        if name != TYPES and name not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: no content type"


def _relationships(roots: Roots, names: list[str]) -> Iterator[str]:
    for part, root in roots.items():
        if not part.endswith(".rels"):
            continue
        yield from (f"{part}: relationship id {i} twice" for i in twice(rel.get("Id") for rel in root))
        folder = posixpath.dirname(posixpath.dirname(part))
        for rel in root:
            if rel.get("TargetMode") != "External" and _target(rel, folder) not in names:
                yield f"{part}: {rel.get('Id')} leads nowhere"


def _references(roots: Roots) -> Iterator[str]:
    for part, root in roots.items():
        known = targets(roots, part)
        for element in root.iter(etree.Element):
            for name, value in element.attrib.items():
                if str(name).startswith(RELATIONSHIP) and value not in known:
                    yield f"{part}: no relationship {value}"


def outside(roots: Roots) -> list[str]:
    """Return what the file would fetch from elsewhere, hyperlinks aside."""
    return [
        f"{name}: fetches {rel.get('Target')}"
        for name, root in roots.items()
        if name.endswith(".rels")
        for rel in root
        if rel.get("TargetMode") == "External" and not rel.get("Type", "").endswith("/hyperlink")
    ]

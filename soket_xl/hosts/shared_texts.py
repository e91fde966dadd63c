"""Texts that a workbook keeps although no cell shows them any more: a write does not sweep Excel's shared texts."""

from pathlib import Path

from lxml import etree

from soket_xl.hosts.package import MAIN, WORKBOOK, Package

SHARED = "xl/sharedStrings.xml"


def without_leftovers(path: Path) -> bytes:
    """Return the workbook file at `path` with every shared text emptied that no cell refers to."""
    package = Package(path)
    part = next((p for p in package.relations(WORKBOOK).values() if p.lower().endswith("sharedstrings.xml")), SHARED)
    if not package.has(part):
        return package.content
    used = {number for sheet in package.sheets.values() for number in _used(package, sheet)}
    root = package.xml(part)
    for number, entry in enumerate(root.findall(f"{MAIN}si")):
        if number not in used:
            entry[:] = [etree.Element(f"{MAIN}t")]
    return package.copy_with({part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _used(package: Package, sheet: str) -> set[int]:
    cells = (cell for cell in package.xml(sheet).iter(f"{MAIN}c") if cell.get("t") == "s")
    texts = (cell.findtext(f"{MAIN}v") or "" for cell in cells)
    return {int(text) for text in texts if text.strip().isdecimal() and len(text) < 20}

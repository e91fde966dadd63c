"""What Excel notes in a file of the person who saves it: a copy for somebody else is to hold none of it."""

from pathlib import Path

from lxml import etree

from soket_xl.hosts.package import WORKBOOK, Element, Package

PERSONAL = {"docProps/core.xml": "lastModifiedBy", "docProps/app.xml": "Manager"}
"""The properties that name a person, by part."""
FOLDER, CHOICES, SHARING = "absPath", "AlternateContent", "fileSharing"


def without_traces(path: Path) -> bytes:
    """Return the workbook file at `path` without who saved it last and in which folder it lay."""
    package = Package(path)
    changed = {}
    for part in (*PERSONAL, WORKBOOK):
        if package.has(part):
            root = package.xml(part)
            _clear_workbook(root) if part == WORKBOOK else _drop(root, PERSONAL[part])
            changed[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.copy_with(changed)


def _clear_workbook(root: Element) -> None:
    _drop(root, FOLDER)
    for sharing in root.iter(f"{{*}}{SHARING}"):
        sharing.attrib.pop("userName", "")


def _drop(root: Element, name: str) -> None:
    """Take the elements of this local name out, with the choice between versions of Excel that they are in."""
    for element in list(root.iter(f"{{*}}{name}")):
        whole = next(element.iterancestors(f"{{*}}{CHOICES}"), element)
        parent = whole.getparent()
        if parent is not None:
            parent.remove(whole)

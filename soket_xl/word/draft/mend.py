"""What LibreOffice writes otherwise than the standard wants, put right in passing: Word takes it, validators do not."""

from soket_xl.ooxml.effective import is_on
from soket_xl.word.draft.stream import Element
from soket_xl.word.package import W

_ROW_MARKS = (f"{W}cantSplit", f"{W}tblHeader")
_VML = "{urn:schemas-microsoft-com:vml}"
_LARGEST = 2**31 - 1


def mend(root: Element) -> None:
    """Put right switches of rows, a grid's negative spacing, VML ids, the order in a paragraph's properties."""
    for mark in root.iter(*_ROW_MARKS):
        if is_on(mark.get(f"{W}val")):
            mark.attrib.pop(f"{W}val", "")
        else:
            mark.set(f"{W}val", "off")
    for grid in root.iter(f"{W}docGrid"):
        space = grid.get(f"{W}charSpace", "0")
        if space.isdecimal() and len(space) < 11 and int(space) > _LARGEST:
            grid.set(f"{W}charSpace", str(int(space) - 2**32))
    for shape in root.iter(f"{_VML}*"):
        shape.attrib.pop("ID", "")
    for properties in root.iter(f"{W}pPr"):
        place = {f"{W}pStyle": -1, f"{W}rPr": 1, f"{W}sectPr": 2, f"{W}pPrChange": 3}
        properties[:] = sorted(properties, key=lambda child: place.get(str(child.tag), 0))

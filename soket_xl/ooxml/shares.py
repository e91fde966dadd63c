"""Which cells of a workbook Excel shows as percentages: the file holds 0.988 where people read 98,8%."""

import re

from soket_xl.ooxml.package import OfficeFile

_BUILT_IN = frozenset({9, 10})
"""Number formats 0% and 0.00% (ECMA-376 part 1, 18.8.30)."""
_CELL = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_QUOTED = re.compile(r'"[^"]*"|\\\\.')


def share_cells(file: OfficeFile) -> dict[str, frozenset[tuple[int, int]]]:
    """Return the cells shown as percentages by sheet name, as (row, column) from 0; {} where there are none."""
    parts = dict(file.relations("").values())
    main = parts.get("officeDocument", "xl/workbook.xml")
    relations = file.relations(main)
    styles = next((target for kind, target in relations.values() if kind == "styles"), "")
    shares = _share_styles(file, styles)
    if not shares or not file.has(main):
        return {}
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for sheet in file.xml(main).iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = relations.get(str(key), ("", ""))[1]
        if target and file.has(target):
            found[sheet.get("name", "")] = _cells(file, target, shares)
    return found


def _share_styles(file: OfficeFile, part: str) -> frozenset[str]:
    """Return the indexes of cell styles whose number format shows a percentage."""
    if not part or not file.has(part):
        return frozenset()
    root = file.xml(part)
    own = {f.get("numFmtId", "") for f in root.iter("{*}numFmt") if "%" in _QUOTED.sub("", f.get("formatCode", ""))}
    wanted = own | {str(number) for number in _BUILT_IN}
    formats = root.find("{*}cellXfs")
    cells = [] if formats is None else list(formats)
    return frozenset(str(n) for n, look in enumerate(cells) if look.get("numFmtId") in wanted)


def _cells(file: OfficeFile, part: str, shares: frozenset[str]) -> frozenset[tuple[int, int]]:
    found = set()
    for cell in file.xml(part).iter("{*}c"):
        match = _CELL.match(cell.get("r", "")) if cell.get("s") in shares else None
        if match:
            found.add((int(match[2]) - 1, _column(match[1])))
    return frozenset(found)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

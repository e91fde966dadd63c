"""What makes Excel offer a repair and the Open XML SDK does not see: one small check each, over a workbook's parts."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from soket_xl.hosts.package import MAIN, cell_place, range_place

LONGEST_TEXT, LONGEST_LIST, LONGEST_FORMULA = 32_767, 255, 8_192
CUSTOM_UI = "{http://schemas.microsoft.com/office/2006/01/customui}"


def lint(package: bytes) -> list[str]:
    """Return the faults of a workbook, each as "part: what"."""
    with zipfile.ZipFile(BytesIO(package)) as archive:
        names = archive.namelist()
        faults = [f"{name}: part twice" for name, count in Counter(names).items() if count > 1]
        parts = {name: archive.read(name) for name in dict.fromkeys(names)}
    roots = {name: etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".rels"))}
    strings = _shared_strings(roots)
    styles = roots.get("xl/styles.xml")
    for name, root in roots.items():
        if name.startswith("xl/worksheets/sheet"):
            faults += [
                f"{name}: {fault}"
                for fault in _sheet(root, styles, len(strings), "xl/externalLinks/" in "".join(names))
            ]
            faults += [f"{name}: {fault}" for fault in _tables_of(name, root, roots, strings)]
        if name.endswith(".rels"):
            faults += [f"{name}: relationship id {i} twice" for i in _twice(rel.get("Id") for rel in root)]
        if name.startswith("customUI/"):
            faults += [f"{name}: ribbon id {i} twice" for i in _twice(e.get("id") for e in root.iter() if e.get("id"))]
    faults += [f"workbook: defined name {n} twice" for n in _names(roots)]
    return faults


def _shared_strings(roots) -> list[str]:
    root = roots.get("xl/sharedStrings.xml")
    return [] if root is None else ["".join(item.itertext()) for item in root]


def _twice(values) -> list[str]:
    return [str(value) for value, count in Counter(values).items() if count > 1]


def _names(roots) -> list[str]:
    found = roots["xl/workbook.xml"].iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    return _twice((name.get("name", "").lower(), name.get("localSheetId")) for name in found)


def _sheet(root, styles, strings: int, has_links: bool) -> Iterator[str]:
    numbers = [int(row.get("r")) for row in root.iter(f"{MAIN}row")]
    if numbers != sorted(set(numbers)):
        yield "rows out of order"
    yield from (f"cell {a} twice" for a in _twice(cell.get("r") for cell in root.iter(f"{MAIN}c")))
    for row in root.iter(f"{MAIN}row"):
        columns = [cell_place(cell.get("r"))[1] for cell in row]
        if columns != sorted(columns):
            yield f"cells of row {row.get('r')} out of order"
    for cell in root.iter(f"{MAIN}c"):
        yield from _cell(cell, strings)
    for formula in root.iter(f"{MAIN}f"):
        yield from _formula(formula.text or "", has_links)
    yield from _merges(root)
    yield from _lists(root)
    yield from _looks(root, styles)


def _cell(cell, strings: int) -> Iterator[str]:
    value, kind = cell.find(f"{MAIN}v"), cell.get("t", "n")
    if value is not None and kind == "n" and not (value.text is None and cell.find(f"{MAIN}f") is not None):
        try:
            float(value.text)
        except (TypeError, ValueError):
            yield f"{cell.get('r')}: {value.text!r} is no number"
    if value is not None and kind == "s" and not 0 <= int(value.text) < strings:
        yield f"{cell.get('r')}: no shared string {value.text}"
    text = "".join(cell.itertext())
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        yield f"{cell.get('r')}: text too long"


def _formula(text: str, has_links: bool) -> Iterator[str]:
    bare = re.sub(r'"(?:[^"]|"")*"', '""', text)
    outside = re.sub(r"'[^']*'", "", re.sub(r"\[(?:[^\[\]]|\[[^\]]*\])*\]", "", bare))
    if ";" in re.sub(r"\{[^}]*\}", "", outside):
        yield f"semicolon in {text[:40]}"
    if outside.count("(") != outside.count(")") or bare.count('"') % 2:
        yield f"brackets or quotes of {text[:40]}"
    if len(text) > LONGEST_FORMULA:
        yield f"formula too long: {text[:40]}"
    if re.search(r"\[\d+\]", bare) and not has_links:
        yield f"link to another book in {text[:40]}"


def _merges(root) -> Iterator[str]:
    areas = [range_place(m.get("ref")) for m in root.iter(f"{MAIN}mergeCell")]
    for n, (top, left, bottom, right) in enumerate(areas):
        for other in areas[n + 1 :]:
            if top <= other[2] and other[0] <= bottom and left <= other[3] and other[1] <= right:
                yield f"merged cells overlap at row {top}"


def _lists(root) -> Iterator[str]:
    for rule in root.iter(f"{MAIN}dataValidation"):
        formula = rule.findtext(f"{MAIN}formula1") or ""
        if rule.get("type") == "list" and formula.startswith('"') and len(formula) - 2 > LONGEST_LIST:
            yield f"list too long at {rule.get('sqref')}"
        if any(len(rule.get(key, "")) > limit for key, limit in (("prompt", 255), ("error", 255), ("promptTitle", 32))):
            yield f"tip too long at {rule.get('sqref')}"


def _looks(root, styles) -> Iterator[str]:
    formats = styles.find(f"{MAIN}dxfs") if styles is not None else None
    count = 0 if formats is None else len(formats)
    for rule in root.iter(f"{MAIN}cfRule"):
        if rule.get("dxfId") is not None and int(rule.get("dxfId")) >= count:
            yield f"no format {rule.get('dxfId')} for a condition"
    cells = 0 if styles is None else len(styles.find(f"{MAIN}cellXfs"))
    for cell in root.iter(f"{MAIN}c"):
        if int(cell.get("s", "0")) >= cells:
            yield f"{cell.get('r')}: no style {cell.get('s')}"


def _tables_of(name: str, root, roots, strings: list[str]) -> Iterator[str]:
    rels = roots.get(name.replace("worksheets/", "worksheets/_rels/") + ".rels")
    targets = [] if rels is None else [rel.get("Target", "") for rel in rels if "/table" in rel.get("Type", "")]
    shown = {c.get("r"): _shown(c, strings) for c in root.iter(f"{MAIN}c")}
    merges = [range_place(m.get("ref")) for m in root.iter(f"{MAIN}mergeCell")]
    for target in targets:
        table = roots["xl/tables/" + target.rpartition("/")[2]]
        top, left, bottom, right = range_place(table.get("ref"))
        columns = [c.get("name") for c in table.iter(f"{MAIN}tableColumn")]
        if right - left + 1 != len(columns):
            yield f"{table.get('displayName')}: range and columns differ"
        yield from (f"{table.get('displayName')}: column {c} twice" for c in _twice(c.lower() for c in columns))
        for at, column in enumerate(columns, left):
            cell = shown.get(f"{_letters(at)}{top}")
            if cell != column:
                yield f"{table.get('displayName')}: head {column!r} but cell {cell!r}"
        for area in merges:
            if top <= area[2] and area[0] <= bottom and left <= area[3] and area[1] <= right:
                yield f"{table.get('displayName')}: merged cells inside"
        part = table.find(f"{MAIN}autoFilter")
        if part is not None and range_place(part.get("ref"))[:2] != (top, left):
            yield f"{table.get('displayName')}: filter elsewhere"


def _shown(cell, strings: list[str]) -> str:
    value = cell.findtext(f"{MAIN}v")
    return strings[int(value)] if cell.get("t") == "s" and value else "".join(cell.itertext())


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

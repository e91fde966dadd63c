"""What makes Excel offer a repair and the Open XML SDK does not see: one small check each, over a workbook's parts."""

import re
from collections.abc import Iterator
from itertools import pairwise

from soket_xl.hosts.package import MAIN, WORKBOOK, cell_place, range_place
from tests.support import package_lint
from tests.support.package_lint import twice

LONGEST_TEXT, LONGEST_LIST, LONGEST_FORMULA, LONGEST_LABEL = 32_767, 255, 8_192, 1_024
STRUCTURED = re.compile(r"([A-Za-z_]\w*)(\[(?:[^\[\]]|\[[^\[\]]*\])*\])")
"""A table's name and the brackets after it."""
AREA = re.compile(r"[A-Z]{1,3}[1-9]\d*(:[A-Z]{1,3}[1-9]\d*)?|[A-Z]{1,3}:[A-Z]{1,3}|[1-9]\d*:[1-9]\d*")
NEWER = {
    "IFS",
    "SWITCH",
    "CONCAT",
    "TEXTJOIN",
    "MAXIFS",
    "MINIFS",
    "LET",
    "LAMBDA",
    "FILTER",
    "UNIQUE",
    "SORT",
    "SORTBY",
    "SEQUENCE",
    "RANDARRAY",
    "XLOOKUP",
    "XMATCH",
    "TEXTSPLIT",
    "TEXTBEFORE",
    "TEXTAFTER",
    "VSTACK",
    "HSTACK",
    "TOROW",
    "TOCOL",
    "TAKE",
    "DROP",
    "BYROW",
    "BYCOL",
    "MAP",
    "REDUCE",
    "SCAN",
}
"""Functions that Excel 2013 does not know."""


def lint(package: bytes) -> list[str]:
    """Return the faults of a workbook, each as "part: what"."""
    roots = package_lint.roots_of(package)
    book = Book(roots)
    faults = package_lint.lint(package) + package_lint.outside(roots)
    for name, root in roots.items():
        if name.startswith("xl/worksheets/sheet"):
            faults += [f"{name}: {fault}" for fault in [*_sheet(root, book), *_tables_of(name, root, book)]]
        if name.startswith("xl/tables/"):
            faults += [f"{name}: {fault}" for fault in _calculated(root, book)]
        if name.startswith("customUI/"):
            faults += [f"{name}: ribbon id {i} twice" for i in twice(e.get("id") for e in root.iter() if e.get("id"))]
            faults += [f"{name}: text of {e.get('id')} too long" for e in root.iter() if _long_label(e)]
    return faults + [f"workbook: {fault}" for fault in _workbook(roots[WORKBOOK], book)]


class Book:
    """What the checks of a sheet need to know of the rest: texts, looks, names, tables."""

    def __init__(self, roots: package_lint.Roots) -> None:
        self.roots = roots
        strings, styles = roots.get("xl/sharedStrings.xml"), roots.get("xl/styles.xml")
        self.strings = [] if strings is None else ["".join(item.itertext()) for item in strings]
        self.formats = 0 if styles is None else len(styles.findall(f"{MAIN}dxfs/{MAIN}dxf"))
        self.styles = 0 if styles is None else len(styles.findall(f"{MAIN}cellXfs/{MAIN}xf"))
        self.has_links = any(name.startswith("xl/externalLinks/") for name in roots)
        self.names = [n.get("name", "") for n in roots[WORKBOOK].iterfind(f"{MAIN}definedNames/{MAIN}definedName")]
        self.tables = {
            root.get("displayName", "").lower(): {c.get("name", "").lower() for c in root.iter(f"{MAIN}tableColumn")}
            for name, root in roots.items()
            if name.startswith("xl/tables/")
        }


def _long_label(element) -> bool:
    return any(len(element.get(name, "")) > LONGEST_LABEL for name in ("label", "screentip", "supertip"))


def _workbook(root, book: Book) -> Iterator[str]:
    names = [(n.get("name", "").lower(), n.get("localSheetId")) for n in root.iter(f"{MAIN}definedName")]
    yield from (f"defined name {n} twice" for n in twice(map(str, names)))
    yield from (f"name {n} is a cell's" for n, _ in names if re.fullmatch(r"[a-z]{1,3}\d+|r\d*c\d*", n))
    yield from (f"name {n} is a table too" for n in book.tables if (n, None) in names)
    yield from (f"table {n} twice" for n in twice(t.get("displayName", "").lower() for t in _all_tables(book)))
    yield from (f"table id {n} twice" for n in twice(t.get("id") for t in _all_tables(book)))
    for name in root.iter(f"{MAIN}definedName"):
        if "#REF!" in (name.text or ""):
            yield f"defined name {name.get('name')} leads nowhere"
        yield from _formula(name.text or "", book)
    sheets = [sheet.get("name", "") for sheet in root.iter(f"{MAIN}sheet")]
    yield from (f"sheet {n} twice" for n in twice(n.lower() for n in sheets))
    yield from (f"sheet name {n} cannot be" for n in sheets if len(n) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", n))
    if all(sheet.get("state", "visible") != "visible" for sheet in root.iter(f"{MAIN}sheet")):
        yield "no sheet to be seen"
    codes = [r.find(f"{MAIN}sheetPr") for n, r in book.roots.items() if n.startswith("xl/worksheets/sheet")]
    yield from (
        f"code name {n} twice" for n in twice(c.get("codeName") for c in codes if c is not None and c.get("codeName"))
    )


def _all_tables(book: Book):
    return [root for name, root in book.roots.items() if name.startswith("xl/tables/")]


def _calculated(root, book: Book) -> Iterator[str]:
    for column in root.iter(f"{MAIN}tableColumn"):
        yield from _formula(column.findtext(f"{MAIN}calculatedColumnFormula") or "", book)


def _sheet(root, book: Book) -> Iterator[str]:
    numbers = [int(row.get("r")) for row in root.iter(f"{MAIN}row")]
    if numbers != sorted(set(numbers)):
        yield "rows out of order"
    yield from (f"cell {a} twice" for a in twice(cell.get("r") for cell in root.iter(f"{MAIN}c")))
    for row in root.iter(f"{MAIN}row"):
        columns = [cell_place(cell.get("r"))[1] for cell in row]
        if columns != sorted(columns):
            yield f"cells of row {row.get('r')} out of order"
    for cell in root.iter(f"{MAIN}c"):
        yield from _cell(cell, len(book.strings))
    for formula in root.iter(f"{MAIN}f"):
        yield from _formula(formula.text or "", book)
    yield from _merges(root)
    yield from _places(root)
    yield from _rules(root, book)
    yield from _looks(root, book)


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


def _formula(text: str, book: Book) -> Iterator[str]:
    bare = re.sub(r'"(?:[^"]|"")*"', '""', text)
    outside = re.sub(r"'[^']*'", "", STRUCTURED.sub(lambda found: found[1], bare))
    if ";" in re.sub(r"\{[^}]*\}", "", outside):
        yield f"semicolon in {text[:40]}"
    if outside.count("(") != outside.count(")") or bare.count('"') % 2:
        yield f"brackets or quotes of {text[:40]}"
    if len(text) > LONGEST_FORMULA:
        yield f"formula too long: {text[:40]}"
    if re.search(r"\[\d+\]", bare) and not book.has_links:
        yield f"link to another book in {text[:40]}"
    for table, brackets in STRUCTURED.findall(bare):
        yield from _columns(table, brackets, book)
    yield from _words(re.sub(r"#[A-Z/0]+[!?]?", "", outside), book)


def _columns(table: str, brackets: str, book: Book) -> Iterator[str]:
    """Yield the columns in the brackets after a table's name that the table does not have."""
    columns = re.findall(r"\[([^\[\]]*)\]", brackets[1:-1]) or [brackets[1:-1]]
    for column in columns:
        if not column.startswith("#") and column.lower() not in book.tables.get(table.lower(), {column.lower()}):
            yield f"no column {table}[{column}]"


def _words(formula: str, book: Book) -> Iterator[str]:
    """Yield functions that Excel 2013 lacks, and names that the workbook does not have."""
    known = {*(name.lower() for name in book.names), *book.tables, "true", "false"}
    for word, after in re.findall(r"([A-Za-z_][\w.]*)([(!]?)", re.sub(r"\$", "", formula)):
        if after == "(" and (word.upper() in NEWER or word.startswith("_xl")):
            yield f"function {word} is newer than Excel 2013"
        if not after and word.lower() not in known and not re.fullmatch(r"[A-Z]{1,3}\d*", word):
            yield f"no name {word}"


def _merges(root) -> Iterator[str]:
    areas = [range_place(m.get("ref")) for m in root.iter(f"{MAIN}mergeCell")]
    for n, area in enumerate(areas):
        if area[:2] == area[2:]:
            yield f"one cell merged at row {area[0]}"
        if any(_meet(area, other) for other in areas[n + 1 :]):
            yield f"merged cells overlap at row {area[0]}"


def _places(root) -> Iterator[str]:
    """Yield what is laid over columns or cells that it cannot lie over."""
    columns = sorted((int(c.get("min")), int(c.get("max"))) for c in root.iter(f"{MAIN}col"))
    if any(last >= first for (_, last), (first, _) in pairwise(columns)):
        yield "columns over each other"
    for rule in root.iter(f"{MAIN}dataValidation", f"{MAIN}conditionalFormatting"):
        if not all(AREA.fullmatch(part) for part in (rule.get("sqref") or "?").split()):
            yield f"no cells: {rule.get('sqref')}"


def _rules(root, book: Book) -> Iterator[str]:
    for rule in root.iter(f"{MAIN}dataValidation"):
        formula = rule.findtext(f"{MAIN}formula1") or ""
        if rule.get("type") == "list" and formula.startswith('"') and len(formula) - 2 > LONGEST_LIST:
            yield f"list too long at {rule.get('sqref')}"
        limits = (("prompt", 255), ("error", 255), ("promptTitle", 32), ("errorTitle", 32))
        if any(len(rule.get(key, "")) > limit for key, limit in limits):
            yield f"tip too long at {rule.get('sqref')}"
    for name in ("formula", "formula1", "formula2"):
        for formula in root.iter(f"{MAIN}{name}"):
            yield from _formula(formula.text or "", book)
            if STRUCTURED.search(formula.text or ""):
                yield f"a rule may not name a table's column: {(formula.text or '')[:40]}"


def _looks(root, book: Book) -> Iterator[str]:
    for rule in root.iter(f"{MAIN}cfRule"):
        if rule.get("dxfId") is not None and int(rule.get("dxfId")) >= book.formats:
            yield f"no format {rule.get('dxfId')} for a condition"
    for cell in root.iter(f"{MAIN}c"):
        if int(cell.get("s", "0")) >= book.styles:
            yield f"{cell.get('r')}: no style {cell.get('s')}"
    for text in root.iterfind(f"{MAIN}headerFooter/*"):
        if len(text.text or "") > LONGEST_LIST:
            yield "header or footer too long"


def _tables_of(name: str, root, book: Book) -> Iterator[str]:
    reached = package_lint.targets(book.roots, name)
    parts = [reached.get(part.get(f"{package_lint.RELATIONSHIP}id"), "") for part in root.iter(f"{MAIN}tablePart")]
    shown = {c.get("r"): _shown(c, book.strings) for c in root.iter(f"{MAIN}c")}
    tables = [book.roots[part] for part in parts if part in book.roots]
    merges = [range_place(m.get("ref")) for m in root.iter(f"{MAIN}mergeCell")]
    taken = [range_place(table.get("ref")) for table in tables]
    for at, table in enumerate(tables):
        yield from (f"{table.get('displayName')}: {fault}" for fault in _table(table, shown))
        if any(_meet(taken[at], area) for area in merges):
            yield f"{table.get('displayName')}: merged cells inside"
        if any(_meet(taken[at], area) for area in taken[at + 1 :]):
            yield f"{table.get('displayName')}: another table inside"


def _table(table, shown: dict[str, str]) -> Iterator[str]:
    top, left, bottom, right = range_place(table.get("ref"))
    columns = [c.get("name") for c in table.iter(f"{MAIN}tableColumn")]
    if right - left + 1 != len(columns):
        yield "range and columns differ"
    if bottom - int(table.get("totalsRowCount", "0")) <= top:
        yield "no row under the head"
    yield from (f"column {c} twice" for c in twice(c.lower() for c in columns))
    yield from (f"column id {c} twice" for c in twice(c.get("id") for c in table.iter(f"{MAIN}tableColumn")))
    yield from (f"head {c[:20]} too long" for c in columns if len(c) > LONGEST_LIST)
    for at, column in enumerate(columns, left):
        cell = shown.get(f"{_letters(at)}{top}")
        if cell != column.replace("_x000a_", "\n"):
            yield f"head {column!r} but cell {cell!r}"
    part = table.find(f"{MAIN}autoFilter")
    if part is not None and range_place(part.get("ref"))[:2] != (top, left):
        yield "filter elsewhere"


def _meet(area, other) -> bool:
    return area[0] <= other[2] and other[0] <= area[2] and area[1] <= other[3] and other[1] <= area[3]


def _shown(cell, strings: list[str]) -> str:
    value = cell.findtext(f"{MAIN}v")
    if cell.get("t") == "s" and value:
        return strings[int(value)] if int(value) < len(strings) else ""
    return "".join(cell.itertext())


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

"""What makes Word offer a repair, or shows that something was left undone, and the Open XML SDK does not see."""

import re
from collections.abc import Iterator

from tests.support import package_lint
from tests.support.package_lint import twice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$")
LONGEST_NAME = 40
POINTS_TO = (("footnoteReference", "footnotes"), ("endnoteReference", "endnotes"), ("commentReference", "comments"))


def lint(package: bytes) -> list[str]:
    """Return the faults of a Word file, each as "part: what"."""
    roots = package_lint.roots_of(package)
    faults = package_lint.lint(package) + package_lint.outside(roots)
    for name, root in roots.items():
        if STORY.fullmatch(name):
            faults += [f"{name}: {fault}" for fault in _story(root, roots)]
    return faults + [f"document: {fault}" for fault in _document(roots["word/document.xml"], roots)]


def _story(root, roots: package_lint.Roots) -> Iterator[str]:
    yield from _fields(root)
    yield from _tables(root)
    yield from _styles(root, roots)
    text = "".join(t.text or "" for t in root.iter(f"{W}t"))
    yield from (f"placeholder {tag} left" for tag in re.findall(r"\{\{[^}]*\}\}", text))
    if re.search(r"[\uE000-\uF8FF\uFFFD]", text):
        yield "letters that no font shows"


def _fields(root) -> Iterator[str]:
    """Yield fields that do not begin, part and end in this order."""
    open_fields: list[str] = []
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append("begin")
        elif not open_fields or (kind == "separate" and open_fields[-1] == "separate"):
            yield f"field {kind} out of place"
        elif kind == "separate":
            open_fields[-1] = "separate"
        else:
            open_fields.pop()
    if open_fields:
        yield "field without end"


def _tables(root) -> Iterator[str]:
    for cell in root.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield "cell that does not end with a paragraph"
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        rows = table.findall(f"{W}tr")
        if not rows:
            yield "table without a row"
        for row in rows:
            if _width(row) != columns:
                yield f"row of {_width(row)} columns in a table of {columns}"


def _width(row) -> int:
    marks = ("trPr/gridBefore", "trPr/gridAfter")
    beside = [row.find("/".join(f"{W}{step}" for step in mark.split("/"))) for mark in marks]
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
    wide = [1 if span is None else int(span.get(f"{W}val")) for span in spans]
    return sum(wide) + sum(int(mark.get(f"{W}val")) for mark in beside if mark is not None)


def _styles(root, roots: package_lint.Roots) -> Iterator[str]:
    styles = roots.get("word/styles.xml")
    known = set() if styles is None else {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for name in ("pStyle", "rStyle", "tblStyle"):
        used = {mark.get(f"{W}val") for mark in root.iter(f"{W}{name}")}
        yield from (f"no style {style}" for style in sorted(used - known))
    numbering = roots.get("word/numbering.xml")
    lists = {"0"} | ({n.get(f"{W}numId") for n in numbering.iter(f"{W}num")} if numbering is not None else set())
    yield from (f"no list {n.get(f'{W}val')}" for n in root.iter(f"{W}numId") if n.get(f"{W}val") not in lists)


def _document(root, roots: package_lint.Roots) -> Iterator[str]:
    body = root.find(f"{W}body")
    if body is None or len(body) == 0 or body[-1].tag != f"{W}sectPr":
        yield "does not end with a section"
    yield from _bookmarks(root)
    yield from (f"drawing id {i} twice" for i in twice(d.get("id") for d in root.iter(DRAWING)))
    for mark, part in POINTS_TO:
        notes = roots.get(f"word/{part}.xml")
        known = set() if notes is None else {note.get(f"{W}id") for note in notes}
        yield from (f"no {part} {m.get(f'{W}id')}" for m in root.iter(f"{W}{mark}") if m.get(f"{W}id") not in known)


def _bookmarks(root) -> Iterator[str]:
    begun = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart")]
    ended = [mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd")]
    if sorted(begun) != sorted(ended) or twice(begun):
        yield "bookmarks do not pair"
    names = [mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")]
    yield from (f"bookmark {name} twice" for name in twice(name.lower() for name in names))
    yield from (f"bookmark name {name} too long" for name in names if len(name) > LONGEST_NAME)

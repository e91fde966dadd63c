"""What a reader of a Word file sees of its XML: which alternative, which rows and cells, which text boxes, once."""

from collections.abc import Iterator

from lxml import etree

from soket_xl.ooxml.effective import Element, W, children_of, is_on, named

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
THROUGH = {
    *(W + n for n in ("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo")),
    *(W + n for n in ("rubyBase", "ruby")),
}
"""Elements whose children are read as if they stood in their place."""
CONTROL, ROW, CELL, GRID_SPAN, V_MERGE = (W + name for name in ("sdt", "tr", "tc", "gridSpan", "vMerge"))
ALTERNATE = f"{MC}AlternateContent"
MATH = (f"{M}oMath", f"{M}oMathPara")
DRAWINGS = ("drawing", "pict", "object")
_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
"""How the names of what Word understands begin (ECMA-376 part 3, 10.2: a choice that is not understood is passed)."""
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_SYMBOLS = {
    "2d": "-",
    "b7": "\u2022",
    "a7": "\u2022",
    "d8": "\u2022",
    "fc": "\u2713",
    "fe": "\u2611",
    "a8": "\u2610",
    "e0": "\u2192",
}


def chosen(alternate: Element) -> Element:
    """Return what a reader is shown of alternatives: the first choice that Word understands, else the fallback."""
    for choice in alternate.iterfind(f"{MC}Choice"):
        needed = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if all(name.startswith(_UNDERSTOOD) for name in needed):
            return choice
    fallback = alternate.find(f"{MC}Fallback")
    return fallback if fallback is not None else etree.Element("none")


def text_boxes(drawing: Element) -> Iterator[Element]:
    """Yield the text boxes in a drawing that stand in no other one, each once; without recursion, however deep."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif element.tag == ALTERNATE:
            waiting.append(chosen(element))
        else:
            waiting += reversed(element)


def is_prompt(control: Element) -> bool:
    """Tell whether a content control shows its prompt: nobody wrote that."""
    showing = control.find(f"{W}sdtPr/{W}showingPlcHdr")
    return showing is not None and is_on(showing.attrib.get(f"{W}val"))


def math_text(formula: Element) -> str:
    """Return the letters of a formula, deleted ones aside."""
    gone = {text for deleted in formula.iter(f"{W}del") for text in deleted.iter(f"{M}t")}
    return "".join(text.text or "" for text in formula.iter(f"{M}t") if text not in gone)


def endless_fields(root: Element) -> list[Element]:
    """Return the beginnings of fields that their text box, or the body, never ends."""
    open_fields: dict[Element | None, list[Element]] = {}
    for mark in root.iter(f"{W}fldChar"):
        story = open_fields.setdefault(next(mark.iterancestors(f"{W}txbxContent"), None), [])
        if mark.get(f"{W}fldCharType") == "begin":
            story.append(mark)
        elif mark.get(f"{W}fldCharType") == "end" and story:
            story.pop()
    return [mark for story in open_fields.values() for mark in story]


def text_of(element: Element, name: str) -> str:
    """Return what a child of a run, whose local name is `name`, shows as text."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = element.get(f"{W}char", "").lower()
        return _SYMBOLS.get(code[-2:], "\u2022")
    if name == "br" and element.get(f"{W}type") in ("page", "column"):
        return ""
    return _BREAKS.get(name, "")


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, those in content controls too."""
    for child in table:
        if child.tag == ROW:
            yield child
        elif child.tag in THROUGH or (child.tag == CONTROL and not is_prompt(child)):
            yield from rows_of(child)


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, those in content controls too."""
    for child in row:
        if child.tag == CELL:
            yield child
        elif child.tag in THROUGH or (child.tag == CONTROL and not is_prompt(child)):
            yield from cells_of(child)


def cell_shape(properties: Element | None) -> tuple[bool, int]:
    """Return whether a cell with these properties (w:tcPr) goes on with the one above, and how many columns it has."""
    children = [] if properties is None else children_of(properties)
    merged = named(children, V_MERGE)
    continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
    return continued, span_of(named(children, GRID_SPAN), 1)


def span_of(element: Element | None, default: int) -> int:
    """Return a span of columns, within what a table can have."""
    try:
        return default if element is None else max(0, min(63, int(element.get(f"{W}val", default))))
    except ValueError:
        return default

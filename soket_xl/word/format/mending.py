"""Corrections to a paragraph, run or section that leave its words alone; children stay in the schema's order."""

from collections.abc import Iterable, Mapping

from lxml import etree

from soket_xl.ooxml.effective import Element, W
from soket_xl.word.format.reading import Line

FONT = "Times New Roman"
_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols"
    " formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange"
)
RUN_ORDER, PARAGRAPH_ORDER, SECTION_ORDER = _RUN.split(), _PARAGRAPH.split(), _SECTION.split()


def set_runs(runs: Iterable[Element], **values: str | bool | None) -> None:
    """Set size ("sz"), bold ("b"), italic ("i"), "font" or "color" on runs; None removes, True and False switch."""
    for run in runs:
        properties = run.find(f"{W}rPr")
        if properties is None:
            properties = etree.Element(f"{W}rPr")
            run.insert(0, properties)
        for name, value in values.items():
            _set_run(properties, name, value)


def _set_run(properties: Element, name: str, value: str | bool | None) -> None:
    if name == "font":
        put(properties, "rFonts", dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT), RUN_ORDER, fresh=True)
    elif value is None:
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
    elif isinstance(value, bool):
        put(properties, name, {} if value else {"val": "0"}, RUN_ORDER, fresh=True)
    else:
        put(properties, name, {"val": value}, RUN_ORDER, fresh=True)
        if name == "sz":
            put(properties, "szCs", {"val": value}, RUN_ORDER, fresh=True)


def set_marker_font(line: Line) -> None:
    """Give the automatic numbers of a line's list level the decree's font, where level or mark names another."""
    for holder in (line.level, line.element.find(f"{W}pPr")):
        properties = None if holder is None else holder.find(f"{W}rPr")
        if properties is not None and properties.find(f"{W}rFonts") is not None:
            _set_run(properties, "font", "")


def set_paragraph(line: Line, name: str, values: Mapping[str, str], drop: Iterable[str] = ()) -> None:
    """Set attributes of a paragraph property, taking those of `drop` away."""
    properties = line.element.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        line.element.insert(0, properties)
    put(properties, name, values, PARAGRAPH_ORDER, drop=drop)


def put(
    parent: Element,
    name: str,
    values: Mapping[str, str],
    order: list[str],
    fresh: bool = False,
    drop: Iterable[str] = (),
) -> Element:
    """Give `parent` the child `name` with these attributes at its place in `order`; `fresh` forgets the old ones."""
    child = parent.find(f"{W}{name}")
    if child is None:
        child = etree.Element(f"{W}{name}")
        later = {W + other for other in order[order.index(name) + 1 :]}
        place = next((i for i, other in enumerate(parent) if other.tag in later), len(parent))
        parent.insert(place, child)
    if fresh:
        child.attrib.clear()
    for key in drop:
        child.attrib.pop(W + key, "")
    for key, value in values.items():
        child.set(W + key, value)
    return child

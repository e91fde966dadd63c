"""The lines under the letterhead: as long as their words, or a share of them (decree, annex I, II.1, II.2, II.5).

A line is a drawing anchored in the last run of its paragraph; its name tells the share, so that it can follow the words
that are filled in.
"""

import re

from lxml import etree

from soket_xl.word.package import W
from soket_xl.word.styles import style_size
from soket_xl.word.widths import text_width

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NAME = re.compile(r"^SK line (\d+)%$")
EMU_PER_MM = 36000
_MM_PER_TWIP = 25.4 / 1440


def line_name(percent: int) -> str:
    """Return the name of a line that is `percent` of its words long."""
    return f"SK line {percent}%"


def fit_lines(root: etree._Element, styles: etree._Element) -> None:
    """Make every line as long as its share of the words above it, which may have wrapped."""
    for mark in root.iter(f"{_WP}docPr"):
        share = _NAME.match(mark.get("name", ""))
        drawing = mark.getparent()
        paragraph = next(mark.iterancestors(f"{W}p"), None)
        if share is None or drawing is None or paragraph is None:
            continue
        width = min(_words(paragraph, styles), room_of(paragraph, root)) * int(share[1]) / 100
        for extent in (*drawing.iter(f"{_WP}extent"), *drawing.iterfind(f".//{_A}xfrm/{_A}ext")):
            extent.set("cx", str(round(width * EMU_PER_MM)))


def _words(paragraph: etree._Element, styles: etree._Element) -> float:
    """Return the width of the last line of a paragraph's words, as far as line breaks tell."""
    text = "".join("\n" if node.tag == f"{W}br" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}br"))
    return text_width(text.rpartition("\n")[2], size_of(paragraph, styles))


def size_of(paragraph: etree._Element, styles: etree._Element) -> float:
    """Return the size of a paragraph's letters in points, as its style sets it."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style_size(styles, style.get(f"{W}val", "")) if style is not None else 14.0


def room_of(paragraph: etree._Element, root: etree._Element) -> float:
    """Return the widest that a line of words can be: the cell's or the page's width, in millimetres."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    width = cell.find(f"{W}tcPr/{W}tcW") if cell is not None else None
    if width is not None and (known := _twips(width, "w", 0)) > 0:
        return known * _MM_PER_TWIP
    section = root.find(f"{W}body/{W}sectPr")
    size, margins = (section.find(f"{W}{name}") if section is not None else None for name in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return 165.0
    room = _twips(size, "w", 11906) - sum(_twips(margins, side, 0) for side in ("left", "right"))
    return room * _MM_PER_TWIP


def _twips(element: etree._Element, name: str, default: int) -> int:
    """Return a measure in twips, `default` where an editor wrote it otherwise ("50%", "2.5cm")."""
    value = element.get(f"{W}{name}", "")
    return int(value) if re.fullmatch(r"-?\d{1,9}", value) else default

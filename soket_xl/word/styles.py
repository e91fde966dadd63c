"""The styles that our templates have and that the writer asks for, by the names that a clerk sees in Word."""

from collections.abc import Mapping

from lxml import etree

from soket_xl.texts import say
from soket_xl.word.package import W

HEADINGS = ("heading 1", "heading 2", "heading 3")
"""Word keeps these names in the file whatever its language."""
BODY, CELL, CELL_HEAD = say("word.style_body"), say("word.style_cell"), say("word.style_cell_head")
ANNEX, ANNEX_TITLE = say("word.style_annex"), say("word.style_annex_title")
ANNEX_REFERENCE, ANNEX_NOTE = say("word.style_annex_reference"), say("word.style_annex_note")
REPORT_STYLES = (*HEADINGS, BODY, CELL, CELL_HEAD, ANNEX, ANNEX_TITLE, ANNEX_REFERENCE, ANNEX_NOTE)


def style_ids(styles: etree._Element) -> Mapping[str, str]:
    """Return the id of each paragraph style by its name in small letters."""
    found = {}
    for style in styles.iterfind(f"{W}style[@{W}type='paragraph']"):
        name = style.find(f"{W}name")
        if name is not None:
            found[name.get(f"{W}val", "").lower()] = style.get(f"{W}styleId", "")
    return found


def style_size(styles: etree._Element, style_id: str) -> float:
    """Return the size in points that the style itself sets, 14 where it sets none."""
    size = styles.find(f"{W}style[@{W}styleId='{style_id}']/{W}rPr/{W}sz")
    return 14.0 if size is None else int(size.get(f"{W}val", "28")) / 2

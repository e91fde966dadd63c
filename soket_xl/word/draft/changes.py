"""The list of changes of a fold: one page in Word, for the person who goes through the new draft."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from lxml import etree

from soket_xl.texts import say
from soket_xl.word import styles as named
from soket_xl.word.package import DOCUMENT, WORD, Parts, W, parse, serialise, write_parts
from soket_xl.word.styles import style_ids
from soket_xl.word.xml import paragraph, run

LINES, LETTERS = 48, 100
"""So many lines of so many letters fit on the page."""
LONGEST = 295
_SIZE = '<w:sz w:val="22"/><w:szCs w:val="22"/>'
_TIGHT = '<w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'


def change_list(template: Parts, title: str, lines: Sequence[str]) -> bytes:
    """Return a one-page .docx of `lines` under `title`, in the template's styles; what does not fit is counted."""
    parts = dict(template)
    root = parse(parts[DOCUMENT], DOCUMENT)
    (body,) = root.iterfind(f"{W}body")
    section = body.find(f"{W}sectPr")
    for child in list(body):
        if child is not section:
            body.remove(child)
    ids = style_ids(parse(parts["word/styles.xml"], "styles.xml"))
    style = escape(ids[named.BODY.lower()])
    written = [paragraph(run(title, "<w:b/>" + _SIZE), style, '<w:ind w:firstLine="0"/><w:jc w:val="center"/>')]
    written += [paragraph(run(line, _SIZE), style, _TIGHT) for line in _on_one_page(lines)]
    made = etree.fromstring(f'<w:body xmlns:w="{WORD}">{"".join(written)}</w:body>')
    for number, child in enumerate(list(made)):
        body.insert(number, child)
    parts[DOCUMENT] = serialise(root)
    return write_parts(parts)


def _on_one_page(lines: Sequence[str]) -> Iterator[str]:
    left = LINES - 1
    for number, line in enumerate(lines):
        shown = line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}..."
        left -= math.ceil(len(shown) / LETTERS)
        if left < 1:
            yield say("trace.list_more", count=len(lines) - number)
            return
        yield shown

"""WordprocessingML as text: the body is made as one string and put into the template once (see notes on speed).

Text from outside is only ever the content of `w:t`, escaped: it can become neither a field nor markup.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from soket_xl.text.wording import without_controls
from soket_xl.word.model import Column, TableRow

BOOKMARK = "_SK_"
"""Prefix of the hidden bookmarks that carry a sentence's id (Word hides names that begin with "_")."""
ROW_BOOKMARK = "_ST_"
"""Prefix of the hidden bookmarks in the first cell of an annex's rows."""
HEADING_BOOKMARK = "_SH_"
"""Prefix of the hidden bookmarks around the headings of the outline."""
Marked = Callable[[str, str], str]
TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def escaped(text: str) -> str:
    """Return `text` as the content of an element."""
    kept = without_controls(text)
    return escape(kept, quote=False) if "&" in kept or "<" in kept or ">" in kept else kept


def run(text: str, properties: str = "") -> str:
    """Return a run of `text`; `properties` is the inside of its `w:rPr`."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def paragraph(content: str, style: str, properties: str = "") -> str:
    """Return a paragraph of runs `content` in the style of id `style` (escaped); `properties` goes into `w:pPr`."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def bookmarked(content: str, number: int, name: str) -> str:
    """Return `content` inside the bookmark `name` (ASCII), whose id in the document is `number`."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def commented(content: str, number: int) -> str:
    """Return `content` as the place of the comment `number`."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int, author: str, moment: str, text: str) -> str:
    """Return the comment `number` as it stands in word/comments.xml; `moment` is ISO 8601."""
    attributes = f'w:id="{number}" w:author="{escape(author)}" w:date="{moment}" w:initials="SK"'
    return f"<w:comment {attributes}><w:p><w:r><w:annotationRef/></w:r>{run(text)}</w:p></w:comment>"


@dataclass(frozen=True)
class TableLook:
    """The ids (escaped) of the styles of a table's cells and of its header."""

    cell: str
    head: str


def table(
    columns: Sequence[Column], rows: Iterable[TableRow], look: TableLook, marked: Marked, head_id: str = ""
) -> str:
    """Return a ruled table: its header row repeats on every page, no row breaks over two pages.

    `marked(content, row id)` puts the bookmark of a row around the text of its first cell.
    """
    widths = [twips(column.width) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = [run(column.header) if column.header else "" for column in columns]
    heads[0] = marked(heads[0], head_id)
    head = _row([_cell(c, w, look.head, "") for c, w in zip(heads, widths, strict=True)], "<w:tblHeader/>")
    aligns = [f'<w:jc w:val="{column.align}"/>' for column in columns]
    body = "".join(_body_row(row, widths, aligns, look, marked) for row in rows)
    return f"<w:tbl>{_table_look(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"


def _body_row(row: TableRow, widths: Sequence[int], aligns: Sequence[str], look: TableLook, marked: Marked) -> str:
    contents = [run(text) if text else "" for text in row.cells]
    contents[0] = marked(contents[0], row.row_id)
    if row.group:
        span = f'<w:gridSpan w:val="{len(widths)}"/>'
        return _row([_cell(contents[0], sum(widths), look.head, '<w:keepNext/><w:jc w:val="left"/>', span)])
    cells = zip(contents, widths, aligns, strict=True)
    return _row([_cell(content, width, look.cell, align) for content, width, align in cells])


def _row(cells: Sequence[str], properties: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, style: str, look: str, span: str = "") -> str:
    shape = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{shape}{paragraph(content, style, look)}</w:tc>"


def _table_look(width: int) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )

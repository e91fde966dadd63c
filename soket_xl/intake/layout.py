"""Tables that only lay text out: a report typed into the cells of a form, turned back into headings and paragraphs.

A table of figures stays a table. What has one filled cell per row is text; so is a table of sections and what is said
of them, where most title cells say a heading of the outline and the cells behind hold sentences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock
from soket_xl.intake.headings import OutlineMatcher
from soket_xl.text.numbers import parse_number

Row = tuple[tuple[Paragraph, ...], ...]
TITLE, TITLES, SENTENCE, FEWEST_ROWS = 0.6, 0.5, 6, 3
"""How like a title must be, the share of rows with one, words of a cell that says something, rows of such a table."""
_MARKER = re.compile(r"^\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-z\u0111])\)?[.)]?$")


def without_layout(document: Document, matcher: OutlineMatcher) -> Document:
    """Return the document with tables that only lay text out taken apart, in document order; nothing is dropped."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += [block] if isinstance(block, Paragraph) else _taken_apart(block, matcher)
    return replace(document, blocks=tuple(blocks))


def _taken_apart(table: TableBlock, matcher: OutlineMatcher) -> Iterator[Block]:
    if all(sum(map(bool, row)) < 2 for row in table.rows):
        yield from (paragraph for row in table.rows for cell in row for paragraph in cell)
    elif _tells(table.rows, matcher):
        for row in table.rows:
            yield from _lines(row, matcher) if _is_told(row) else [TableBlock((row,), table.place)]
    else:
        yield table


def _tells(rows: Sequence[Row], matcher: OutlineMatcher) -> bool:
    """Tell whether a table holds titles of the outline and sentences on them."""
    told = [_titled(row)[1] for row in rows if _is_told(row)]
    enough = TITLES * len(told)
    if len(told) < FEWEST_ROWS or sum(map(_says, rows)) < enough:
        return False
    return sum(_like(title, matcher) >= TITLE for title in told) >= enough


def _is_told(row: Row) -> bool:
    """Tell whether a row has a title in its first cell, or behind a number; what heads columns has short cells."""
    filled = [cell for cell in row if cell]
    marker, title, _ = _titled(row)
    return bool(title) and (len(filled) == 1 or bool(marker) or _says(row))


def _titled(row: Row) -> tuple[str, str, Sequence[tuple[Paragraph, ...]]]:
    """Return a row's number, title and the cells behind the title."""
    filled = [cell for cell in row if cell]
    first = _text(filled[0]) if filled else ""
    if len(filled) > 1 and _MARKER.match(first):
        return first, _text(filled[1]), filled[2:]
    return "", first, filled[1:]


def _says(row: Row) -> bool:
    return any(_is_sentence(_text(cell)) for cell in _titled(row)[2])


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= SENTENCE and parse_number(text) is None


def _like(title: str, matcher: OutlineMatcher) -> float:
    bare = re.sub(r"^\(?(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-z\u0111])\)?[.)]\s*", "", title)
    return max(matcher.scores(bare.rstrip(" .:")).values(), default=0.0)


def _lines(row: Row, matcher: OutlineMatcher) -> Iterator[Paragraph]:
    """Yield a row's title as a heading, its number in front, and the paragraphs behind it."""
    marker, title, behind = _titled(row)
    cells = [cell for cell in row if cell]
    own = cells[1] if marker else cells[0]
    shown = f"{marker.rstrip('.')}. {title}" if marker and not marker.endswith(")") else f"{marker} {title}".strip()
    if len(own) == 1 and (behind or _like(title, matcher) >= TITLE):
        yield replace(own[0], text=shown, bold=1.0)
    else:
        yield replace(own[0], text=f"{shown.removesuffix(title)}{own[0].text}")
        yield from own[1:]
    yield from (paragraph for cell in behind for paragraph in cell)


def _text(cell: Sequence[Paragraph]) -> str:
    return " ".join(p.text for p in cell).strip()

"""A whole report pasted into the paste sheet, as a document: one paragraph a row, whatever Excel made of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from soket_xl.errors import SoketError
from soket_xl.intake.blocks import Document, Paragraph, TableBlock
from soket_xl.intake.figures import heads_column
from soket_xl.intake.headings import split_marker
from soket_xl.model import Cell
from soket_xl.schema import PASTE_SHEET
from soket_xl.tables import ERROR_VALUES
from soket_xl.text.clean import clean_text
from soket_xl.text.dates import short_date
from soket_xl.text.legacy import convert, encoding_of
from soket_xl.texts import say

FIRST_ROW = 7
FULL_CELL = 32_700
"""A cell this long is one that Excel filled up: the next cell goes on with the same paragraph."""


def pasted_document(block: Sequence[Sequence[Cell]]) -> Document:
    """Return what was pasted as a document without formatting.

    Rows with more than two filled cells are rows of a table. Raises SoketError if nothing was pasted, or a cell holds
    an error value (a line that Excel took for a formula), naming its row.
    """
    blocks: list[Paragraph | TableBlock] = []
    table: list[tuple[tuple[Paragraph, ...], ...]] = []
    encoding = encoding_of("\n".join(cell for row in block for cell in row if isinstance(cell, str)))
    texts = [[_text(cell, number, encoding) for cell in row] for number, row in enumerate(block, FIRST_ROW)]
    for at, cells in enumerate(texts):
        number = FIRST_ROW + at
        if _is_table_row(cells) or (table and _is_group_row(cells, texts[at + 1 : at + 2])):
            table.append(tuple(_cell(cell, number) for cell in cells))
            continue
        if table:
            blocks.append(TableBlock(tuple(table), say("intake.place_table", number=number)))
            table = []
        blocks += _paragraphs(cells, number)
    if table:
        blocks.append(TableBlock(tuple(table), say("intake.place_table", number=FIRST_ROW)))
    if not blocks:
        raise SoketError("intake.paste_empty", sheet=PASTE_SHEET)
    warnings = (say("intake.read_converted", count=len(blocks), encoding=encoding),) if encoding else ()
    return Document(tuple(_joined(blocks)), warnings)


def _text(cell: Cell, row: int, encoding: str | None) -> str:
    """Return a cell as text; where the paste as a whole is in an old encoding, short lines are too."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.strip() in ERROR_VALUES:
        raise SoketError("intake.paste_error", sheet=PASTE_SHEET, row=row, value=cell.strip())
    if isinstance(cell, date):
        return short_date(cell)
    text = str(cell)
    return clean_text(convert(text, encoding) if encoding else text)


def _is_table_row(cells: Sequence[str]) -> bool:
    """Three filled cells, or two where the first is no list marker: what Word had as a table."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) != 2:
        return len(filled) > 2
    marker = split_marker(Paragraph(f"{filled[0].strip()} x"))
    return not (marker.kind and marker.text == "x") and len(filled[0]) < FULL_CELL


def _is_group_row(cells: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    """A row that names a group inside a table: the table goes on behind it, under the same head."""
    goes_on = any(_is_table_row(row) and sum(map(heads_column, row)) < 2 for row in following)
    return goes_on and any(cell.strip() for cell in cells) and all(len(cell) < FULL_CELL for cell in cells)


def _cell(text: str, row: int) -> tuple[Paragraph, ...]:
    shown = text.strip()
    return (Paragraph(shown, place=say("intake.place_paragraph", number=row)),) if shown else ()


def _paragraphs(cells: Sequence[str], row: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of a row: marker and text that Excel put into two columns belong together."""
    filled = [cell for cell in cells if cell.strip()]
    full = bool(filled) and len(filled[0]) >= FULL_CELL
    whole = "".join(filled) if full else " ".join(cell.strip() for cell in filled)
    for line in whole.split("\n"):
        if line.strip():
            text = line if full else line.strip()
            yield Paragraph(text, place=say("intake.place_paragraph", number=row))


def _joined(blocks: Sequence[Paragraph | TableBlock]) -> Iterator[Paragraph | TableBlock]:
    """Yield the blocks; a paragraph that filled its cell goes on in the next one."""
    open_text: Paragraph | None = None
    for block in blocks:
        if open_text is not None and isinstance(block, Paragraph):
            block = Paragraph(open_text.text + block.text, place=open_text.place)
        elif open_text is not None:
            yield open_text
        open_text = None
        if isinstance(block, Paragraph) and len(block.text) >= FULL_CELL and len(block.text) % 32_767 < 70:
            open_text = block
        else:
            yield block
    if open_text is not None:
        yield open_text

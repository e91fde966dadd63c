"""The lines of a Word file in which an outline is looked for: of the right annex, frames and tables opened."""

import re
from collections.abc import Iterator, Sequence

from soket_xl.build.outline_marks import mark_of
from soket_xl.intake.blocks import Block, Paragraph, TableBlock
from soket_xl.intake.headings import is_emphatic, split_marker
from soket_xl.intake.lines import lines_of
from soket_xl.text.fold import fold, fold_words, squeeze

_TITLE = re.compile(r"^(?:phu luc\b.{0,20}\s)?(?:mau )?(?:de cuong\b|bao cao mau\b|mau bao cao\b)")
_NUMBERED_ANNEX = re.compile(r"^phu luc\s+(?:so\s+)?(?:[ivx]+|\d+)\b")
_END = re.compile(r"^(?:noi nhan\b|tren day la\b|tm\.|kt\.|t/m\b)")
_LEADER = re.compile(r"(?:\t|[.\u2026_]{2,})\s*\d{1,3}$")
"""How a line of a typed table of contents ends."""
NUMBER_HEADS = ("tt", "stt", "so tt", "muc", "so thu tu", "ma muc", "ky hieu")
LEAST_NUMBERS = 0.5
"""The share of a table's rows whose first cell is a number, from which on it is an outline also without a header."""


def outline_lines(blocks: Sequence[Block]) -> tuple[Sequence[Paragraph], list[str]]:
    """Return the lines between the outline's title and its end, and the titles of further outlines in the same file.

    A plan has more than its annex III; an annex may hold one outline for agencies and another one for communes.
    """
    lines = [line for line in _lines(blocks) if line.kind == "paragraph"]
    if not any(mark_of(line).kind or line.outline is not None for line in lines):
        lines = list(_lines(blocks))  # The whole outline stands in text boxes.
    return _region(lines)


def stands_out(paragraph: Paragraph) -> bool:
    """Tell whether a line is centred, bold, in capitals or a heading by its style."""
    return paragraph.centered or is_emphatic(paragraph, split_marker(paragraph))


def _lines(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the lines of the body, tables of contents left out, and those of a table that holds an outline."""
    for block in lines_of(blocks):
        if isinstance(block, TableBlock):
            yield from _of_table(block)
        elif not block.style.startswith(("toc", "muc luc")) and block.kind in ("paragraph", "textbox"):
            yield block


def _of_table(table: TableBlock) -> Iterator[Paragraph]:
    """Yield a frame's own lines, or the rows "II | Title" of a table with numbers; other tables are forms to fill."""
    if max(map(len, table.rows), default=0) == 1:
        for block in lines_of([paragraph for row in table.rows for cell in row for paragraph in cell]):
            if isinstance(block, Paragraph):
                yield block
        return
    rows = [[_told(cell) for cell in row] for row in table.rows]
    headed = bool(rows and rows[0]) and fold_words(rows[0][0]) in NUMBER_HEADS
    body = rows[1:] if headed else rows
    numbered = sum(_is_number(row[0]) for row in body if row)
    if not headed and (not numbered or numbered < LEAST_NUMBERS * len(body)):
        return
    for row in body:
        yield from _of_row(row)


def _told(cell: Sequence[Paragraph]) -> str:
    return "\n".join(squeeze(f"{p.marker} {p.text}") for p in cell)


def _is_number(text: str) -> bool:
    """Tell whether a cell is nothing but a heading's number."""
    mark = mark_of(Paragraph(f"{_with_stop(text)} x"))
    return bool(text) and mark.text == "x"


def _with_stop(number: str) -> str:
    return number if number.endswith((")", "/", ".", "-", ":")) else f"{number}."


def _of_row(row: Sequence[str]) -> Iterator[Paragraph]:
    """Yield a row's heading and what its other cells ask for; a row with a single text is a heading of its own."""
    texts = [text for text in row if text]
    if not texts:
        return
    if _is_number(texts[0]) and len(texts) > 1:
        yield Paragraph(squeeze(f"{_with_stop(texts[0])} {texts[1]}"))
        more = texts[2:]
    else:
        first, *rest = texts[0].split("\n")
        yield Paragraph(first, bold=float(len(texts) == 1 and bool(row[0])))
        more = [*rest, *texts[1:]]
    for text in more:
        for line in text.split("\n"):
            yield Paragraph(line if line.startswith(("-", "+")) else f"- {line}")


def _region(paragraphs: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], list[str]]:
    titles = [n for n, p in enumerate(paragraphs) if _TITLE.match(fold(p.text)) and stands_out(p)]
    start = titles[0] + 1 if titles else 0
    further = [n for n in titles[1:] if any(mark_of(p).kind for p in paragraphs[start:n])]
    before = paragraphs[max(0, start - 3) : start]
    numbered = any(_NUMBERED_ANNEX.match(fold(p.text)) for p in before)
    end = further[0] if further else len(paragraphs)
    for number in range(start, end):
        folded = fold(paragraphs[number].text)
        if _END.match(folded) or (numbered and _NUMBERED_ANNEX.match(folded) and stands_out(paragraphs[number])):
            end = number
            break
    kept = [p for p in paragraphs[start:end] if not _LEADER.search(p.text.strip()) or not mark_of(p).kind]
    return kept, [squeeze(paragraphs[n].text) for n in further]

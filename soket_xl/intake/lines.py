"""The lines of a report's body: soft line breaks taken apart, headings that break over paragraphs put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from soket_xl.intake.blocks import Block, Paragraph, TableBlock
from soket_xl.intake.headings import BULLETS, Marked, split_marker
from soket_xl.ooxml.numbering import BULLET

NUMBERED = re.compile(
    r"^\s*(?:[-\u2013\u2014+\u2022*\u25cf\u25aa\u27a2\u2713]|\d{1,2}[.)]|[a-z\u0111][.)]|\([a-z0-9]\))\s*\S"
)
FIRST_SENTENCE = re.compile(r"^([^.:;\n]{4,80})\. +(\S.*)$", re.S)
TOP_KINDS = frozenset({"roman", "part", "capital"})
LONGEST_TITLE = 30
"""Words of a heading's second line."""


@dataclass(frozen=True)
class Parts:
    """A title and the text behind it on the same line; `by_stop` where only a full stop parts them."""

    head: str
    text: str
    by_stop: bool = False


def lines_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the tables and lines of a body in order; a bare "Part one" takes the title from the line behind it."""
    bare: Paragraph | None = None
    for block in blocks:
        for line in [block] if isinstance(block, TableBlock) else _lines(block):
            if isinstance(line, Paragraph) and bare is not None and _is_title(line):
                line = replace(line, text=f"{bare.text} {line.text}", marker=bare.marker)
                bare = None
            if bare is not None:
                yield bare
                bare = None
            if isinstance(line, Paragraph) and _is_bare(line):
                bare = line
            else:
                yield line
    if bare is not None:
        yield bare


def written(paragraph: Paragraph, marked: Marked) -> str:
    """Return a paragraph's text as it is kept: bullets dropped, numbers typed or automatic written out."""
    if marked.kind in BULLETS:
        return marked.text
    if paragraph.marker == BULLET:
        return paragraph.text
    return f"{paragraph.marker} {paragraph.text}" if paragraph.marker else paragraph.text


def _is_bare(paragraph: Paragraph) -> bool:
    marked = split_marker(paragraph)
    return marked.kind in ("part", "roman") and not marked.text.strip()


def _is_title(paragraph: Paragraph) -> bool:
    marked = split_marker(paragraph)
    short = 0 < len(marked.text.split()) <= LONGEST_TITLE and marked.text[-1] not in ".;,"
    return not marked.kind and short and paragraph.kind == "paragraph" and "\n" not in marked.text


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield one paragraph per line where every line begins with a bullet or number, else the paragraph as it is."""
    lines = [line.strip() for line in paragraph.text.split("\n") if line.strip()]
    if len(lines) > 1 and _is_heading(paragraph, lines[0]):
        yield replace(paragraph, text=" ".join(lines))
        return
    first = bool(paragraph.marker) or bool(lines and NUMBERED.match(lines[0]))
    if len(lines) < 2 or not first or not all(NUMBERED.match(line) for line in lines[1:]):
        yield paragraph
        return
    for number, line in enumerate(lines):
        yield replace(paragraph, text=line, marker=paragraph.marker if number == 0 else "")


def _is_heading(paragraph: Paragraph, first: str) -> bool:
    """Tell whether a paragraph of several lines is one heading: a bare part marker, or capitals all through."""
    return _is_bare(replace(paragraph, text=first)) or (paragraph.text.isupper() and len(paragraph.text.split()) < 50)


def inline_parts(paragraph: Paragraph, marked: Marked) -> list[Parts]:
    """Return the ways in which a line may hold a title and text: parted by emphasis, a colon, or the first stop."""
    lead = paragraph.lead - (len(paragraph.text) - len(marked.text))
    title = marked.text[: max(lead, 0)].rstrip()
    if title.endswith((".", ". -", ":")):
        return [Parts(title.rstrip(" .:-"), marked.text[lead:].strip())]
    head, _, text = marked.text.partition(":")
    found = [Parts(head, text.strip())] if text.strip() else []
    stop = FIRST_SENTENCE.match(marked.text) if marked.kind and marked.kind not in BULLETS else None
    return found + ([Parts(stop[1], stop[2], by_stop=True)] if stop else [])


def is_plain(blocks: Sequence[Block]) -> bool:
    """Tell whether a report has no emphasis at all: pasted, or typed without any."""
    return not any(isinstance(b, Paragraph) and (b.bold > 0 or b.italic > 0 or b.outline is not None) for b in blocks)


def top_kinds(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the kinds of markers that head a report's parts: "1." where it counts 1., 1.1. and no Roman number."""
    kinds = {split_marker(block).kind for block in blocks if isinstance(block, Paragraph)}
    return frozenset({"decimal"}) if "decimal2" in kinds and not kinds & TOP_KINDS else TOP_KINDS


def parts_of(blocks: Sequence[Block]) -> list[str]:
    """Return the Roman numbers that head a report's parts, as they stand."""
    marked = [split_marker(block) for block in blocks if isinstance(block, Paragraph)]
    return [found.marker.strip(" .)(/:-\u2013") for found in marked if found.kind == "roman"]


def row_text(row: Sequence[Sequence[Paragraph]]) -> str:
    """Return a row of a table as text, its filled cells parted by bars."""
    cells = (" ".join(" ".join(p.text.split()) for p in cell) for cell in row)
    return " | ".join(cell for cell in cells if cell)

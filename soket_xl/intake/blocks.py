"""What is read from a Word file: its visible text in document order, as paragraphs and tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it: clean NFC text, soft line breaks as "\\n", tabs as "\\t".

    `marker` is Word's automatic number or bullet as shown ("1.", "a)", "-"), "" if none; it is not part of `text`.
    `bold` and `italic` are shares of the letters (0-1); `lead` is how many characters at the start are bold or italic
    where what follows is not; `outline` is the effective outline level (0-8) or None;
    `style` is the style's name, folded. `kind` is "paragraph", "footnote" (follows the paragraph that refers to it)
    or "textbox". `place` says where it stands, for messages.
    """

    text: str
    marker: str = ""
    style: str = ""
    outline: int | None = None
    bold: float = 0.0
    italic: float = 0.0
    centered: bool = False
    size: float | None = None
    kind: str = "paragraph"
    place: str = ""
    lead: int = 0


@dataclass(frozen=True)
class TableBlock:
    """A table: each row a tuple of cells, each cell a tuple of paragraphs; merged cells are repeated as ().

    A cell that spans columns stands in its first column and is followed by () cells, so that columns keep their place.
    """

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    place: str = ""


Block = Paragraph | TableBlock


@dataclass(frozen=True)
class Document:
    """A read report: `blocks` in order, `warnings` in Vietnamese (what was converted, refused or not followed).

    `properties` are the custom document properties (our own forms carry the unit's identity there).
    """

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph, those in table cells too, in document order."""
        return iter(paragraphs_of(self.blocks))


def paragraphs_of(blocks: Iterable[Block]) -> list[Paragraph]:
    """Return the paragraphs of some blocks, those in table cells too, in document order."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            found += [paragraph for row in block.rows for cell in row for paragraph in cell]
    return found

"""A Word report read at XML level: what a reader sees, in order, and nothing else.

Read: paragraphs, tables, content controls, text boxes (once), smart tags, fields' results, inserted text, footnotes.
Not read: deleted, moved-away and hidden text, comments, headers and footers, prompts of content controls.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from soket_xl.errors import FileRefused
from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock
from soket_xl.intake.visible import (
    DRAWINGS,
    MATH,
    MC,
    THROUGH,
    cells_of,
    chosen,
    content_of,
    endless_fields,
    is_prompt,
    math_text,
    rows_of,
    span_of,
    text_boxes,
    text_of,
)
from soket_xl.ooxml.effective import Cascade, Element, RunFormat, W
from soket_xl.ooxml.numbering import BULLET
from soket_xl.ooxml.package import OfficeFile
from soket_xl.text.clean import clean_runs
from soket_xl.text.fold import fold
from soket_xl.text.legacy import old_font
from soket_xl.texts import say


def read_document(path: Path) -> Document:
    """Return what a reader of the Word file sees. Raises FileRefused, naming the file and the remedy."""
    file = OfficeFile(path)
    main = _main_part(file)
    try:
        return _Reader(file, main).read()
    except RecursionError as error:
        raise FileRefused("intake.read_broken", file=path.name) from error


@dataclass
class _Piece:
    text: str
    look: RunFormat


@dataclass
class _Field:
    """Where the reader is in complex fields: text between begin and separate is an instruction.

    A field that never ends hides nothing: `endless` holds those.
    """

    endless: frozenset[Element]
    depth: list[bool] = field(default_factory=list)

    def step(self, mark: Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin" and mark not in self.endless:
            self.depth.append(True)
        elif kind == "separate" and self.depth:
            self.depth[-1] = False
        elif kind == "end" and self.depth:
            self.depth.pop()

    @property
    def hidden(self) -> bool:
        return any(self.depth)


class _Reader:
    """Reads one document; keeps the counters of automatic numbers and what it converted."""

    def __init__(self, file: OfficeFile, main: str) -> None:
        self._file = file
        self._main = main
        self._root = file.xml(main)
        self._parts = dict(file.relations(main).values())
        self._cascade = Cascade(self._part("styles"), self._part("numbering"), self._part("theme"))
        self._notes = {kind: self._notes_of(kind) for kind in ("footnote", "endnote")}
        notes = [note for found in self._notes.values() for note in found.values()]
        self._endless = [mark for story in (self._root, *notes) for mark in endless_fields(story)]
        self._field = _Field(frozenset(self._endless))
        self._read_notes: set[tuple[str, str]] = set()
        self._encodings: dict[str, int] = {}
        self._dropped = 0
        self._number = self._tables = 0
        self._chunks = 0
        self._carried: list[_Piece] = []
        self._unmarked = self._root
        """The paragraph whose mark was deleted, so that its text is carried over to the next one."""

    def read(self) -> Document:
        """Return the whole document."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise FileRefused("intake.read_not_word", file=self._file.name)
        blocks = tuple(self._story(body))
        return Document(blocks, tuple(self._warnings()), self._properties())

    def _part(self, kind: str) -> Element | None:
        target = self._parts.get(kind)
        return self._file.xml(target) if target and self._file.has(target) else None

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self._part(f"{kind}s")
        notes = () if root is None else root.iterfind(f"{W}{kind}")
        return {n.get(f"{W}id", ""): n for n in notes if n.get(f"{W}type") in (None, "normal")}

    def _story(self, parent: Element, style: str | None = None, kind: str = "paragraph") -> Iterator[Block]:
        """Yield what stands in a body, cell, text box or note; fields and deleted paragraph marks end with it."""
        outer = self._field, self._carried
        if parent.tag != f"{W}tc":
            self._field = _Field(self._field.endless)
        self._carried = []
        yield from self._blocks(parent, style, kind)
        yield from self._rest(style, kind)
        self._field, self._carried = outer

    def _rest(self, style: str | None, kind: str) -> Iterator[Block]:
        """Yield the paragraph whose mark was deleted and that no other paragraph follows."""
        pieces, self._carried = self._carried, []
        if pieces:
            made = self._made(
                self._unmarked, pieces, "", style, kind, say("intake.place_paragraph", number=self._number)
            )
            yield from () if made is None else (made,)

    def _blocks(self, parent: Element, style: str | None = None, kind: str = "paragraph") -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, style, kind)
            elif tag == f"{W}tbl":
                yield from self._rest(style, kind)
                yield self._table(child)
            elif tag in MATH:
                yield from self._formula(child, kind)
            elif tag == f"{W}sdt":
                if not is_prompt(child):
                    yield from self._blocks(child, style, kind)
            elif tag == f"{W}altChunk":
                self._chunks += 1
            elif tag == f"{MC}AlternateContent":
                yield from self._blocks(chosen(child), style, kind)
            elif tag in THROUGH:
                yield from self._blocks(child, style, kind)

    def _formula(self, formula: Element, kind: str) -> Iterator[Paragraph]:
        self._number += 1
        text = math_text(formula).strip()
        if text:
            yield Paragraph(text, kind=kind, place=say("intake.place_paragraph", number=self._number))

    def _paragraph(self, paragraph: Element, style: str | None, kind: str = "paragraph") -> Iterator[Paragraph]:
        self._number += 1
        place = say("intake.place_paragraph", number=self._number)
        extras: list[Paragraph] = []
        pieces = self._carried + list(self._pieces(paragraph, paragraph, style, extras))
        self._carried = []
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._carried, self._unmarked = pieces, paragraph
            yield from extras
            return
        listed = self._cascade.number_of(paragraph)
        shown = any(piece.text.strip() for piece in pieces)
        in_cell = _alone_in_cell(paragraph)
        marker = self._cascade.numbering.next_marker(*listed) if listed and (shown or in_cell) else ""
        if not shown and marker not in ("", BULLET):
            pieces, marker = [_Piece(marker, self._cascade.mark(paragraph, style))], ""
        made = self._made(paragraph, pieces, marker, style, kind, place)
        if made is not None:
            yield made
        yield from extras

    def _made(
        self, paragraph: Element, pieces: list[_Piece], marker: str, style: str | None, kind: str, place: str
    ) -> Paragraph | None:
        texts, encoding, dropped = clean_runs([(p.text, old_font(p.look.fonts)) for p in pieces])
        texts = [text.upper() if p.look.caps else text for text, p in zip(texts, pieces, strict=True)]
        self._dropped += dropped
        text = "".join(texts).strip()
        if encoding:
            self._encodings[encoding] = self._encodings.get(encoding, 0) + 1
        if not text:
            return None
        letters = [len(text) - text.count(" ") for text in texts]
        total = sum(letters) or 1
        look = self._cascade.paragraph(paragraph, style)
        return Paragraph(
            text=text,
            marker=marker,
            style=fold(look.style),
            outline=look.outline,
            bold=sum(n for n, p in zip(letters, pieces, strict=True) if p.look.bold) / total,
            italic=sum(n for n, p in zip(letters, pieces, strict=True) if p.look.italic) / total,
            centered=look.align == "center",
            size=max((p.look.size for p in pieces if p.text.strip()), default=0) / 2 or None,
            kind=kind,
            place=place,
            lead=_lead([(t, p.look) for t, p in zip(texts, pieces, strict=True) if t]),
        )

    def _pieces(
        self, parent: Element, paragraph: Element, style: str | None, extras: list[Paragraph]
    ) -> Iterator[_Piece]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, paragraph, style, extras)
            elif tag == f"{W}sdt":
                if not is_prompt(child):
                    yield from self._pieces(child, paragraph, style, extras)
            elif tag == f"{MC}AlternateContent":
                yield from self._pieces(chosen(child), paragraph, style, extras)
            elif tag in MATH:
                yield _Piece(math_text(child), self._cascade.mark(paragraph, style))
            elif tag in THROUGH:
                yield from self._pieces(child, paragraph, style, extras)

    def _run(self, run: Element, paragraph: Element, style: str | None, extras: list[Paragraph]) -> Iterator[_Piece]:
        look = self._cascade.run(run, paragraph, style)
        text = ""
        for child in content_of(run):
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                self._field.step(child)
            elif look.hidden or self._field.hidden:
                continue
            elif name in ("footnoteReference", "endnoteReference"):
                extras.extend(self._note(name.removesuffix("Reference"), child.get(f"{W}id", "")))
            elif name == "ruby":
                yield from self._pieces(child, paragraph, style, extras)
            elif name in DRAWINGS:
                extras.extend(self._text_boxes(child))
            else:
                text += text_of(child, name)
        if text:
            yield _Piece(text, look)

    def _note(self, kind: str, note_id: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of a note where it is first referred to."""
        note = self._notes[kind].get(note_id)
        if note is None or (kind, note_id) in self._read_notes:
            return
        self._read_notes.add((kind, note_id))
        for block in self._story(note, None, "footnote"):
            for paragraph in Document((block,)).paragraphs():
                yield replace(paragraph, kind="footnote")

    def _text_boxes(self, drawing: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of the text boxes in a drawing: of the first choice, not its fallback again."""
        for box in text_boxes(drawing):
            for block in self._story(box):
                for paragraph in Document((block,)).paragraphs():
                    yield replace(paragraph, kind="textbox")

    def _table(self, table: Element) -> TableBlock:
        self._tables += 1
        place = say("intake.place_table", number=self._tables)
        named = table.find(f"{W}tblPr/{W}tblStyle")
        style = None if named is None else named.get(f"{W}val")
        rows = [self._row(row, style) for row in rows_of(table) if row.find(f"{W}trPr/{W}del") is None]
        return TableBlock(tuple(rows), place)

    def _row(self, row: Element, style: str | None) -> tuple[tuple[Paragraph, ...], ...]:
        cells: list[tuple[Paragraph, ...]] = [()] * span_of(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in cells_of(row):
            properties = cell.find(f"{W}tcPr")
            merged = None if properties is None else properties.find(f"{W}vMerge")
            continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            read = tuple(self._cell(cell, style))
            cells.append(() if continued and not read else read)
            cells += [()] * (span_of(None if properties is None else properties.find(f"{W}gridSpan"), 1) - 1)
        return tuple(cells)

    def _cell(self, cell: Element, style: str | None) -> Iterator[Paragraph]:
        for block in self._story(cell, style):
            yield from Document((block,)).paragraphs()

    def _properties(self) -> tuple[tuple[str, str], ...]:
        if not self._file.has("docProps/custom.xml"):
            return ()
        root = self._file.xml("docProps/custom.xml")
        return tuple((p.get("name", ""), "".join(str(text) for text in p.itertext())) for p in root)

    def _warnings(self) -> Iterator[str]:
        for encoding, count in self._encodings.items():
            yield say("intake.read_converted", count=count, encoding=encoding)
        if self._dropped:
            yield say("intake.read_hidden", count=self._dropped)
        if self._endless:
            yield say("intake.read_field", count=len(self._endless))
        if self._chunks:
            yield say("intake.read_chunk")
        outside = self._file.external_targets(self._main)
        if outside:
            yield say("intake.read_external", count=len(outside), target=outside[0][:80])


def _alone_in_cell(paragraph: Element) -> bool:
    """Tell whether a paragraph is all that a table's cell has: an automatic number is then what the cell says."""
    cell = paragraph.getparent()
    return cell is not None and cell.tag == f"{W}tc" and len(cell.findall(f"{W}p")) == 1


def _lead(runs: Sequence[tuple[str, RunFormat]]) -> int:
    """Return how many characters at the start stand out (bold, italic, underlined) and end before the text does."""
    length = 0
    for text, look in runs:
        if text.strip() and not (look.bold or look.italic or look.underline != "none"):
            return length
        length += len(text.lstrip() if length == 0 else text)
    return 0


def _main_part(file: OfficeFile) -> str:
    main = next(
        (target for kind, target in file.relations("").values() if kind == "officeDocument"), "word/document.xml"
    )
    if not file.has(main):
        raise FileRefused("intake.read_not_word", file=file.name)
    root = file.xml(main)
    if root.tag != f"{W}document":
        raise FileRefused("intake.read_not_word", file=file.name)
    return main

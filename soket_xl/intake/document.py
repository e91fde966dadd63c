"""A Word report read at XML level: what a reader sees, in order, and nothing else.

Read: paragraphs, tables, content controls, text boxes (once), smart tags, fields' results, inserted text, footnotes.
Not read: deleted, moved-away and hidden text, comments, headers and footers, prompts of content controls.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from soket_xl.errors import FileRefused
from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock
from soket_xl.ooxml.effective import Cascade, Element, RunFormat, W
from soket_xl.ooxml.package import OfficeFile
from soket_xl.text.clean import clean_runs
from soket_xl.text.fold import fold
from soket_xl.texts import say

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_THROUGH = {
    *(W + n for n in ("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo")),
    *(W + n for n in ("rubyBase", "ruby")),
}
"""Elements whose children are read as if they stood in their place."""
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_SYMBOLS = {
    "2d": "-",
    "b7": "\u2022",
    "a7": "\u2022",
    "d8": "\u2022",
    "fc": "\u2713",
    "fe": "\u2611",
    "a8": "\u2610",
    "e0": "\u2192",
}


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
    """Where the reader is in complex fields: text between begin and separate is an instruction."""

    depth: list[bool] = field(default_factory=list)

    def step(self, kind: str | None) -> None:
        if kind == "begin":
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
        self._field = _Field()
        self._encodings: dict[str, int] = {}
        self._dropped = 0
        self._number = 0
        self._chunks = 0
        self._carried: list[_Piece] = []

    def read(self) -> Document:
        """Return the whole document."""
        body = self._root.find(f"{W}body")
        if body is None:
            raise FileRefused("intake.read_not_word", file=self._file.name)
        blocks = tuple(self._blocks(body))
        return Document(blocks, tuple(self._warnings()), self._properties())

    def _part(self, kind: str) -> Element | None:
        target = self._parts.get(kind)
        return self._file.xml(target) if target and self._file.has(target) else None

    def _notes_of(self, kind: str) -> dict[str, Element]:
        root = self._part(f"{kind}s")
        notes = () if root is None else root.iterfind(f"{W}{kind}")
        return {n.get(f"{W}id", ""): n for n in notes if n.get(f"{W}type") in (None, "normal")}

    def _blocks(self, parent: Element, style: str | None = None) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, style)
            elif tag == f"{W}tbl":
                yield self._table(child)
            elif tag == f"{W}sdt":
                yield from self._control(child, style)
            elif tag == f"{W}altChunk":
                self._chunks += 1
            elif tag == f"{MC}AlternateContent":
                yield from self._blocks(_chosen(child), style)
            elif tag in _THROUGH:
                yield from self._blocks(child, style)

    def _control(self, control: Element, style: str | None) -> Iterator[Block]:
        content = control.find(f"{W}sdtContent")
        if content is not None and control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            yield from self._blocks(content, style)

    def _paragraph(self, paragraph: Element, style: str | None, kind: str = "paragraph") -> Iterator[Paragraph]:
        self._number += 1
        place = say("intake.place_paragraph", number=self._number)
        extras: list[Paragraph] = []
        pieces = self._carried + list(self._pieces(paragraph, paragraph, style, extras))
        self._carried = []
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._carried = pieces
            yield from extras
            return
        listed = self._cascade.number_of(paragraph)
        shown = any(piece.text.strip() for piece in pieces)
        marker = self._cascade.numbering.next_marker(*listed) if listed and shown else ""
        made = self._made(paragraph, pieces, marker, style, kind, place)
        if made is not None:
            yield made
        yield from extras

    def _made(
        self, paragraph: Element, pieces: list[_Piece], marker: str, style: str | None, kind: str, place: str
    ) -> Paragraph | None:
        texts, encoding, dropped = clean_runs([(p.text, p.look.fonts.get("ascii")) for p in pieces])
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
        )

    def _pieces(
        self, parent: Element, paragraph: Element, style: str | None, extras: list[Paragraph]
    ) -> Iterator[_Piece]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, paragraph, style, extras)
            elif tag == f"{W}sdt":
                if child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                    yield from self._pieces(child, paragraph, style, extras)
            elif tag == f"{MC}AlternateContent":
                yield from self._pieces(_chosen(child), paragraph, style, extras)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                text = "".join(part.text or "" for part in child.iter(f"{M}t"))
                yield _Piece(text, self._cascade.mark(paragraph, style))
            elif tag in _THROUGH:
                yield from self._pieces(child, paragraph, style, extras)

    def _run(self, run: Element, paragraph: Element, style: str | None, extras: list[Paragraph]) -> Iterator[_Piece]:
        look = self._cascade.run(run, paragraph, style)
        text = ""
        for child in run:
            name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
            if name == "fldChar":
                self._field.step(child.get(f"{W}fldCharType"))
            elif name in ("footnoteReference", "endnoteReference"):
                extras.extend(self._note(name.removesuffix("Reference"), child.get(f"{W}id", "")))
            elif name == "ruby":
                yield from self._pieces(child, paragraph, style, extras)
            elif name in ("drawing", "pict", "object") or child.tag == f"{MC}AlternateContent":
                extras.extend(self._text_boxes(child))
            else:
                text += _text_of(child, name)
        if text and not look.hidden and not self._field.hidden:
            yield _Piece(text, look)

    def _note(self, kind: str, note_id: str) -> Iterator[Paragraph]:
        note = self._notes[kind].get(note_id)
        for paragraph in () if note is None else note.iterfind(f"{W}p"):
            yield from self._paragraph(paragraph, None, kind="footnote")

    def _text_boxes(self, drawing: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of the text boxes in a drawing: of the first choice, not its fallback again."""
        outer = _chosen(drawing) if drawing.tag == f"{MC}AlternateContent" else drawing
        for box in outer.iter(f"{W}txbxContent"):
            between = list(_ancestors_until(box, outer))
            if any(a.tag in (f"{W}txbxContent", f"{MC}Fallback") for a in between):
                continue
            for block in self._blocks(box):
                for paragraph in Document((block,)).paragraphs():
                    yield replace(paragraph, kind="textbox")

    def _table(self, table: Element) -> TableBlock:
        self._number += 1
        place = say("intake.place_table", number=self._number)
        named = table.find(f"{W}tblPr/{W}tblStyle")
        style = None if named is None else named.get(f"{W}val")
        rows = [self._row(row, style) for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
        return TableBlock(tuple(rows), place)

    def _row(self, row: Element, style: str | None) -> tuple[tuple[Paragraph, ...], ...]:
        cells: list[tuple[Paragraph, ...]] = [()] * _span(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            merged = None if properties is None else properties.find(f"{W}vMerge")
            continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            read = tuple(self._cell(cell, style))
            cells.append(() if continued and not read else read)
            cells += [()] * (_span(None if properties is None else properties.find(f"{W}gridSpan"), 1) - 1)
        return tuple(cells)

    def _cell(self, cell: Element, style: str | None) -> Iterator[Paragraph]:
        for block in self._blocks(cell, style):
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
        if self._chunks:
            yield say("intake.read_chunk")
        outside = self._file.external_targets(self._main)
        if outside:
            yield say("intake.read_external", count=len(outside), target=outside[0][:80])


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


def _chosen(alternate: Element) -> Element:
    """Return the choice that a reader is shown: the first one, the fallback only where there is no choice."""
    choice = alternate.find(f"{MC}Choice")
    fallback = alternate.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternate


def _text_of(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = element.get(f"{W}char", "").lower()
        return _SYMBOLS.get(code[-2:], "\u2022")
    if name == "br" and element.get(f"{W}type") in ("page", "column"):
        return ""
    return _BREAKS.get(name, "")


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _THROUGH or child.tag == f"{W}sdt":
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _THROUGH or child.tag == f"{W}sdt":
            yield from _cells(child)


def _span(element: Element | None, default: int) -> int:
    """Return a span of columns, within what a table can have."""
    try:
        return default if element is None else max(0, min(63, int(element.get(f"{W}val", default))))
    except ValueError:
        return default


def _ancestors_until(element: Element, stop: Element) -> Iterator[Element]:
    for ancestor in element.iterancestors():
        if ancestor is stop:
            return
        yield ancestor

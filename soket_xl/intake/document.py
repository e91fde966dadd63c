"""A Word report read at XML level: what a reader sees, in order, and nothing else.

Read: paragraphs, tables, content controls, text boxes (once), smart tags, fields' results, inserted text, footnotes.
Not read: deleted, moved-away and hidden text, comments, headers and footers, prompts of content controls.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from soket_xl.errors import FileRefused
from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock, paragraphs_of
from soket_xl.intake.visible import (
    ALTERNATE,
    CONTROL,
    DRAWINGS,
    MATH,
    THROUGH,
    cell_shape,
    cells_of,
    chosen,
    endless_fields,
    is_prompt,
    math_text,
    rows_of,
    span_of,
    text_boxes,
    text_of,
)
from soket_xl.ooxml.effective import PPR, RPR, Cascade, Element, RunFormat, Setting, W, child_of, children_of, named
from soket_xl.ooxml.numbering import BULLET
from soket_xl.ooxml.package import OfficeFile
from soket_xl.text.clean import clean_runs, is_clean
from soket_xl.text.fold import fold
from soket_xl.texts import say, template

P, R, T, TABLE, TRPR, TCPR = (W + name for name in ("p", "r", "t", "tbl", "trPr", "tcPr"))


def read_document(path: Path) -> Document:
    """Return what a reader of the Word file sees. Raises FileRefused, naming the file and the remedy."""
    file = OfficeFile(path)
    main, root = _main_part(file)
    try:
        return _Reader(file, main, root).read()
    except RecursionError as error:
        raise FileRefused("intake.read_broken", file=path.name) from error


Piece = tuple[str, RunFormat]
"""A run's text and its look."""
Emphasis = tuple[float, float, float | None, int]
"""A paragraph's share of bold and of italic letters, its largest size, and its lead (see `Paragraph`)."""


@dataclass
class _Field:
    """Where the reader is in complex fields: text between begin and separate is an instruction, so it is `hidden`.

    A field that never ends hides nothing: `endless` holds those.
    """

    endless: frozenset[Element]
    hidden: bool = False
    depth: list[bool] = field(default_factory=list)

    def step(self, mark: Element) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin" and mark not in self.endless:
            self.depth.append(True)
        elif kind == "separate" and self.depth:
            self.depth[-1] = False
        elif kind == "end" and self.depth:
            self.depth.pop()
        self.hidden = any(self.depth)


@dataclass(slots=True)
class _Line:
    """A paragraph that is being read: its setting, its runs, and what they bring along: notes and text boxes."""

    setting: Setting
    pieces: list[Piece]
    extras: list[Block] = field(default_factory=list)


class _Reader:
    """Reads one document; keeps the counters of automatic numbers and what it converted.

    Every paragraph goes through here: tags are compared whole, children come as lists, and what paragraphs or runs
    have in common is looked up (`Setting`), not worked out again.
    """

    def __init__(self, file: OfficeFile, main: str, root: Element) -> None:
        self._file = file
        self._main = main
        self._root = root
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
        self._carried: list[Piece] = []
        self._unmarked: Setting | None = None
        """The setting of the paragraph whose mark was deleted, so that its text is carried over to the next one."""
        self._place = template("intake.place_paragraph")

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

    def _story(self, parent: Element, kind: str = "paragraph") -> list[Block]:
        """Return what stands in a body, text box or note; its fields end with it."""
        outer, self._field = self._field, _Field(self._field.endless)
        found = self._within(parent, None, kind)
        self._field = outer
        return found

    def _within(self, children: Iterable[Element], style: str | None, kind: str = "paragraph") -> list[Block]:
        """Return the blocks of a story or cell; text whose paragraph mark was deleted ends with it."""
        found: list[Block] = []
        outer, self._carried = self._carried, []
        self._blocks(children, style, kind, found)
        if self._carried:
            self._rest(kind, found)
        self._carried = outer
        return found

    def _rest(self, kind: str, found: list[Block]) -> None:
        """Add the paragraph whose mark was deleted and that no other paragraph follows."""
        pieces, self._carried = self._carried, []
        if pieces and self._unmarked is not None:
            self._add(self._unmarked, pieces, "", kind, self._number, found)

    def _blocks(self, children: Iterable[Element], style: str | None, kind: str, found: list[Block]) -> None:
        for child in children:
            tag = child.tag
            if tag == P:
                self._paragraph(child, style, kind, found)
            elif tag == TCPR:
                continue
            elif tag == TABLE:
                self._rest(kind, found)
                found.append(self._table(child))
            elif tag in MATH:
                self._formula(child, kind, found)
            elif tag == ALTERNATE:
                self._blocks(chosen(child), style, kind, found)
            elif tag in THROUGH or (tag == CONTROL and not is_prompt(child)):
                self._blocks(child, style, kind, found)
            elif tag == f"{W}altChunk":
                self._chunks += 1

    def _formula(self, formula: Element, kind: str, found: list[Block]) -> None:
        self._number += 1
        text = math_text(formula).strip()
        if text:
            found.append(Paragraph(text, kind=kind, place=self._place.format(number=self._number)))

    def _paragraph(self, paragraph: Element, style: str | None, kind: str, found: list[Block]) -> None:
        self._number += 1
        number, children = self._number, children_of(paragraph)
        setting = self._cascade.setting(named(children, PPR), style)
        line, self._carried = _Line(setting, self._carried), []
        self._spans(children, line)
        if setting.unmarked:
            self._carried, self._unmarked = line.pieces, setting
        elif line.pieces or setting.listed:
            pieces, marker = self._numbered(paragraph, line)
            self._add(setting, pieces, marker, kind, number, found)
        found += line.extras

    def _numbered(self, paragraph: Element, line: _Line) -> tuple[list[Piece], str]:
        """Return a paragraph's runs and its automatic number, counting it; the number of an empty cell is its text."""
        listed = line.setting.listed
        shown = listed is not None and any(text.strip() for text, _ in line.pieces)
        if listed is None or not (shown or _alone_in_cell(paragraph)):
            return line.pieces, ""
        marker = self._cascade.numbering.next_marker(*listed)
        if shown or marker in ("", BULLET):
            return line.pieces, marker
        return [(marker, self._cascade.mark_look(line.setting))], ""

    def _add(
        self, setting: Setting, pieces: list[Piece], marker: str, kind: str, number: int, found: list[Block]
    ) -> None:
        """Add the paragraph of these runs, unless cleaning leaves nothing of it."""
        text, (bold, italic, size, lead) = self._text(pieces)
        if text:
            look, place = setting.format, self._place.format(number=number)
            centered, style = look.align == "center", fold(look.style)
            made = Paragraph(text, marker, style, look.outline, bold, italic, centered, size, kind, place, lead)
            found.append(made)

    def _text(self, pieces: list[Piece]) -> tuple[str, Emphasis]:
        """Return a paragraph's text, clean, and its emphasis; most have one run, which is clean already."""
        if len(pieces) == 1:
            text, look = pieces[0]
            if look.is_plain and is_clean(text):
                return text.strip(), _even(look)
        texts = self._cleaned(pieces)
        return "".join(texts).strip(), _emphasis(texts, pieces)

    def _cleaned(self, pieces: list[Piece]) -> list[str]:
        """Return the texts of a paragraph's runs, clean."""
        texts = [text for text, _ in pieces]
        if is_clean("".join(texts)) and all(look.is_plain for _, look in pieces):
            return texts
        texts, encoding, dropped = clean_runs([(text, look.old_font) for text, look in pieces])
        self._dropped += dropped
        if encoding:
            self._encodings[encoding] = self._encodings.get(encoding, 0) + 1
        return [text.upper() if look.caps else text for text, (_, look) in zip(texts, pieces, strict=True)]

    def _spans(self, children: Iterable[Element], line: _Line) -> None:
        for child in children:
            tag = child.tag
            if tag == R:
                self._run(child, line)
            elif tag == PPR:
                continue
            elif tag == ALTERNATE:
                self._spans(chosen(child), line)
            elif tag in MATH:
                line.pieces.append((math_text(child), self._cascade.mark_look(line.setting)))
            elif tag in THROUGH or (tag == CONTROL and not is_prompt(child)):
                self._spans(child, line)

    def _run(self, run: Element, line: _Line) -> None:
        children = children_of(run)
        look = self._cascade.look(line.setting, named(children, RPR))
        text = ""
        for child in children:
            tag = child.tag
            if tag == T:
                if not (look.hidden or self._field.hidden):
                    text += child.text or ""
            elif tag != RPR:
                text += self._shown(child, look, line)
        if text:
            line.pieces.append((text, look))

    def _shown(self, child: Element, look: RunFormat, line: _Line) -> str:
        """Return what a child of a run shows as text; a note, text box or ruby goes into the line."""
        if child.tag == ALTERNATE:
            return "".join([self._shown(inner, look, line) for inner in chosen(child)])
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name == "fldChar":
            self._field.step(child)
        elif look.hidden or self._field.hidden:
            return ""
        elif name in ("footnoteReference", "endnoteReference"):
            line.extras += self._note(name.removesuffix("Reference"), child.get(f"{W}id", ""))
        elif name == "ruby":
            self._spans(child, line)
        elif name in DRAWINGS:
            line.extras += [paragraph for box in text_boxes(child) for paragraph in self._aside(box, "textbox")]
        else:
            return text_of(child, name)
        return ""

    def _note(self, kind: str, note_id: str) -> list[Paragraph]:
        """Return the paragraphs of a note where it is first referred to."""
        note = self._notes[kind].get(note_id)
        if note is None or (kind, note_id) in self._read_notes:
            return []
        self._read_notes.add((kind, note_id))
        return self._aside(note, "footnote")

    def _aside(self, story: Element, kind: str) -> list[Paragraph]:
        """Return the paragraphs of a note or text box, those in its tables too, as such."""
        return [replace(paragraph, kind=kind) for paragraph in paragraphs_of(self._story(story, kind))]

    def _table(self, table: Element) -> TableBlock:
        self._tables += 1
        place = say("intake.place_table", number=self._tables)
        named_style = child_of(child_of(table, f"{W}tblPr"), f"{W}tblStyle")
        style = None if named_style is None else named_style.get(f"{W}val")
        rows = [self._row(row, style) for row in rows_of(table) if child_of(child_of(row, TRPR), f"{W}del") is None]
        return TableBlock(tuple(rows), place)

    def _row(self, row: Element, style: str | None) -> tuple[tuple[Paragraph, ...], ...]:
        before = child_of(child_of(row, TRPR), f"{W}gridBefore")
        cells: list[tuple[Paragraph, ...]] = [()] * span_of(before, 0)
        for cell in cells_of(row):
            children = children_of(cell)
            continued, span = cell_shape(named(children, TCPR))
            read = self._within(children, style)
            cells.append(() if continued and not read else tuple(paragraphs_of(read)))
            cells += [()] * (span - 1)
        return tuple(cells)

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


def _even(look: RunFormat) -> Emphasis:
    """Return the emphasis of a paragraph that looks the same all through."""
    return float(look.bold), float(look.italic), look.size / 2 or None, 0


def _emphasis(texts: Sequence[str], pieces: Sequence[Piece]) -> Emphasis:
    if pieces and all(look is pieces[0][1] for _, look in pieces):
        return _even(pieces[0][1])
    letters = [len(text) - text.count(" ") for text in texts]
    total = sum(letters) or 1
    bold = sum(n for n, (_, look) in zip(letters, pieces, strict=True) if look.bold) / total
    italic = sum(n for n, (_, look) in zip(letters, pieces, strict=True) if look.italic) / total
    size = max((look.size for text, look in pieces if text.strip()), default=0) / 2 or None
    return bold, italic, size, _lead([(t, look) for t, (_, look) in zip(texts, pieces, strict=True) if t])


def _lead(runs: Sequence[tuple[str, RunFormat]]) -> int:
    """Return how many characters at the start stand out (bold, italic, underlined) and end before the text does."""
    length = 0
    for text, look in runs:
        if text.strip() and not (look.bold or look.italic or look.underline != "none"):
            return length
        length += len(text.lstrip() if length == 0 else text)
    return 0


def _main_part(file: OfficeFile) -> tuple[str, Element]:
    main = next(
        (target for kind, target in file.relations("").values() if kind == "officeDocument"), "word/document.xml"
    )
    if not file.has(main):
        raise FileRefused("intake.read_not_word", file=file.name)
    root = file.xml(main)
    if root.tag != f"{W}document":
        raise FileRefused("intake.read_not_word", file=file.name)
    return main, root

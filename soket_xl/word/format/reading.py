"""A Word document as lines with their effective looks: body, tables, text boxes, headers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from soket_xl.ooxml.effective import Cascade, Element, ParagraphFormat, RunFormat, W
from soket_xl.ooxml.package import OfficeFile
from soket_xl.text.fold import fold, nfc, squeeze

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = {
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
}
_SHOWN = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
LETTERS_IN_LINE, SURELY = 78, 1.1


@dataclass(frozen=True)
class Piece:
    """Text of one run (or of its part before or after a tab, then `shared`), and how it looks."""

    run: Element
    text: str
    look: RunFormat
    shared: bool = False


@dataclass(frozen=True, eq=False)
class Line:
    """A paragraph, or its part before or after a tab (`part`); `number` counts paragraphs from 1, page 0 is unknown."""

    element: Element
    number: int
    page: int
    marker: str
    pieces: tuple[Piece, ...]
    look: ParagraphFormat
    cell: Element | None
    boxed: bool
    section: int
    part: bool = False
    marker_font: str = ""
    level: Element | None = None

    @cached_property
    def raw(self) -> str:
        """The text as it stands, automatic number aside."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def text(self) -> str:
        """The text with its automatic number, white space squeezed."""
        return squeeze(f"{self.marker} {self.raw}")

    @cached_property
    def folded(self) -> str:
        """The text for comparing."""
        return fold(self.text)

    @cached_property
    def worded(self) -> tuple[Piece, ...]:
        """The pieces that hold letters or digits."""
        return tuple(p for p in self.pieces if any(map(str.isalnum, p.text)))

    @cached_property
    def sizes(self) -> list[int]:
        """The sizes of its letters, in half points."""
        return sorted({p.look.size for p in self.worded})

    @property
    def all_bold(self) -> bool:
        """Whether every letter is bold."""
        return bool(self.worded) and all(p.look.bold for p in self.worded)

    @property
    def shown(self) -> str:
        """The text as the reader sees it, small letters set as capitals turned into capitals."""
        return nfc("".join(p.text.upper() if p.look.caps else p.text for p in self.pieces))

    @property
    def upper(self) -> bool:
        """Whether it is shown in capitals."""
        shown = self.shown
        return shown == shown.upper() and any(map(str.isalpha, shown))

    @property
    def has_drawing(self) -> bool:
        """Whether a drawing or VML picture is anchored here."""
        return next(self.element.iter(f"{W}drawing", f"{W}pict"), None) is not None


@dataclass(frozen=True)
class Section:
    """A section's page in twips; `headers` and `footers` map "default", "first" and "even" to part names."""

    element: Element
    width: int
    height: int
    margins: Mapping[str, int]
    title_page: bool
    start: str | None
    number_format: str
    headers: Mapping[str, str]
    footers: Mapping[str, str]


class WordDocument:
    """The parts of a .docx that the rules look at. Raises FileRefused where the file is no such document."""

    def __init__(self, file: OfficeFile, roots: Mapping[str, Element] | None = None) -> None:
        self.file = file
        self.main = next((part for kind, part in file.relations("").values() if kind == "officeDocument"), "")
        self.main = self.main or "word/document.xml"
        self.roots = {} if roots is None else dict(roots)
        self.root = self.part_root(self.main)
        related = dict(file.relations(self.main).values())
        styles, theme = (self._optional(related.get(kind)) for kind in ("styles", "theme"))
        lists = related.get("numbering", "")
        self.cascade = Cascade(styles, self.part_root(lists) if self.file.has(lists) else None, theme)

    def again(self) -> "WordDocument":
        """Return the document read anew from what it is now in memory."""
        return WordDocument(self.file, self.roots)

    def _optional(self, name: str | None) -> Element | None:
        return self.file.xml(name) if name and self.file.has(name) else None

    def part_root(self, name: str) -> Element:
        """Return the root of a header or footer, always the same object."""
        if name not in self.roots:
            self.roots[name] = self.file.xml(name)
        return self.roots[name]

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the body in order, empty ones too."""
        body = self.root.find(f"{W}body")
        return [] if body is None else list(_Reader(self.cascade, _has_pages(self.root)).read(body))

    def lines_of_part(self, name: str) -> list[Line]:
        """Return the lines of a header or footer."""
        return list(_Reader(self.cascade, False).read(self.part_root(name)))

    @cached_property
    def sections(self) -> list[Section]:
        """The sections in order; what one does not say of headers it has from the one before."""
        related = self.file.relations(self.main)
        found: list[Section] = []
        for element in self.root.iter(f"{W}sectPr"):
            parent = element.getparent()
            if parent is None or parent.tag != f"{W}sectPrChange":
                found.append(_section(element, found[-1] if found else None, related))
        return found

    @cached_property
    def many_pages(self) -> bool:
        """Whether it surely has more than one page: told by Word's own marks, else by an estimate."""
        if _has_pages(self.root) or len(self.sections) > 1:
            return True
        section = self.sections[0] if self.sections else None
        room = 14600 if section is None else section.height - section.margins["top"] - section.margins["bottom"]
        return sum(_height(line) for line in self.lines) > room * SURELY


def _height(line: Line) -> float:
    """Return about how high a line stands, in twips; cells of a row stand side by side."""
    size, look = max(line.sizes, default=24), line.look
    single = size * 10 * 1.15
    height = single * look.line / 240 if look.line_rule == "auto" else max(look.line, 0)
    rows = max(1, ceil(len(line.text) / (LETTERS_IN_LINE * 28 / size)))
    return (rows * height + max(look.before, look.after)) * (1 if line.cell is None else 0.4)


def _has_pages(root: Element) -> bool:
    if next(root.iter(f"{W}lastRenderedPageBreak"), None) is not None:
        return True
    return any(br.get(f"{W}type") == "page" for br in root.iter(f"{W}br"))


class _Reader:
    def __init__(self, cascade: Cascade, pages: bool) -> None:
        self._cascade = cascade
        self._number = self._section = 0
        self._page = 1 if pages else 0

    def read(self, parent: Element) -> Iterator[Line]:
        yield from self._blocks(parent, None, None, False)

    def _blocks(self, parent: Element, cell: Element | None, style: str | None, boxed: bool) -> Iterator[Line]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, cell, style, boxed)
            elif child.tag == f"{W}tbl":
                named = child.find(f"{W}tblPr/{W}tblStyle")
                table_style = None if named is None else named.get(f"{W}val")
                for inner in _cells(child):
                    yield from self._blocks(inner, inner, table_style, boxed)
            elif child.tag in _THROUGH:
                yield from self._blocks(child, cell, style, boxed)

    def _paragraph(self, paragraph: Element, cell: Element | None, style: str | None, boxed: bool) -> Iterator[Line]:
        self._number += 1
        if self._page:
            self._page += sum(1 for _ in paragraph.iter(f"{W}lastRenderedPageBreak"))
        number = self._cascade.number_of(paragraph)
        yield Line(
            element=paragraph,
            number=self._number,
            page=self._page,
            marker=self._cascade.numbering.next_marker(*number) if number else "",
            pieces=tuple(self._pieces(paragraph, style)),
            look=self._cascade.paragraph(paragraph, style),
            cell=cell,
            boxed=boxed,
            section=self._section,
            marker_font=self._cascade.marker_font(paragraph, *number) if number else "",
            level=self._cascade.numbering.level(*number) if number else None,
        )
        for box in _boxes(paragraph):
            yield from self._blocks(box, None, None, True)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self._section += 1

    def _pieces(self, paragraph: Element, style: str | None) -> Iterator[Piece]:
        for run in runs_of(paragraph):
            text = visible_text(run)
            if text:
                look = self._cascade.run(run, paragraph, style)
                if not look.hidden:
                    yield Piece(run, text, look)


def _cells(table: Element) -> Iterator[Element]:
    for cell in table.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tbl")) is table:
            yield cell


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in a paragraph, each once: the fallback for old Word repeats them."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = list(box.iterancestors(f"{MC}Fallback", f"{W}p"))
        if above and above[0] is paragraph:
            yield box


def runs_of(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph that a reader sees: not deleted ones, not those inside text boxes."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _THROUGH:
            yield from runs_of(child)


def visible_text(run: Element) -> str:
    """Return the text of a run as shown; page breaks are no text."""
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in _SHOWN and child.get(f"{W}type", "textWrapping") == "textWrapping":
            parts.append(_SHOWN[str(child.tag)])
    return "".join(parts)


def split_line(line: Line) -> list[Line]:
    """Return the parts of a line between tabs and line breaks, the line itself if there is only one."""
    groups: list[list[Piece]] = [[]]
    for piece in line.pieces:
        texts = re.split(r"[\t\n]", piece.text)
        for index, text in enumerate(texts):
            if index:
                groups.append([])
            if text:
                groups[-1].append(Piece(piece.run, text, piece.look, shared=len([t for t in texts if t.strip()]) > 1))
    kept = [tuple(g) for g in groups if any(p.text.strip() for p in g)]
    if len(kept) < 2:
        return [line]
    return [
        Line(line.element, line.number, line.page, "", g, line.look, line.cell, line.boxed, line.section, part=True)
        for g in kept
    ]


def _section(element: Element, before: Section | None, related: Mapping[str, tuple[str, str]]) -> Section:
    size, margins, number = (element.find(f"{W}{n}") for n in ("pgSz", "pgMar", "pgNumType"))
    title = element.find(f"{W}titlePg")
    return Section(
        element=element,
        width=_twips(size, "w", 12240),
        height=_twips(size, "h", 15840),
        margins={side: _twips(margins, side, 0) for side in ("top", "bottom", "left", "right", "gutter")},
        title_page=title is not None and title.get(f"{W}val", "1") not in ("0", "false", "off"),
        start=None if number is None else number.get(f"{W}start"),
        number_format="decimal" if number is None else number.get(f"{W}fmt", "decimal"),
        headers=_edges(element, "header", {} if before is None else before.headers, related),
        footers=_edges(element, "footer", {} if before is None else before.footers, related),
    )


def _edges(
    section: Element, kind: str, inherited: Mapping[str, str], related: Mapping[str, tuple[str, str]]
) -> Mapping[str, str]:
    found = dict(inherited)
    for reference in section.iterfind(f"{W}{kind}Reference"):
        target = related.get(reference.get(f"{R}id", ""))
        if target is not None:
            found[reference.get(f"{W}type", "default")] = target[1]
    return found


def _twips(element: Element | None, name: str, default: int) -> int:
    """Return a measure in twips; it may be written with a unit (ISO Strict, some converters)."""
    value = "" if element is None else element.get(f"{W}{name}", "")
    match = re.fullmatch(r"(-?(?:\d{1,9}(?:\.\d*)?|\.\d+))(mm|cm|in|pt)?", value)
    if match is None:
        return default
    factor = {"mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440, "pt": 20}.get(match[2] or "", 1)
    return round(float(match[1]) * factor)

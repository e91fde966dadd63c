"""A draft's text as its readers see it, letter by letter, with the way back to the XML.

Inserted and moved-here text is read, deleted, moved-away and hidden text is not; a paragraph whose mark was deleted
runs on into the next. Text boxes, headers and footers hold nothing that we wrote and are left out.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from soket_xl.ooxml.effective import is_on
from soket_xl.word.draft.plain import Plain, plain
from soket_xl.word.package import W

Element = etree._Element
Span = tuple[int, int]
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
GONE = {f"{W}{name}" for name in ("del", "moveFrom")}
_PASSED = {
    *(f"{W}{name}" for name in ("pPr", "rPr", "drawing", "pict", "object", "sectPr", "tblPr", "tblGrid", "tcPr")),
    *(f"{W}{name}" for name in ("sdtPr", "sdtEndPr", "instrText", "delText", "rt", "customXmlPr", "tblPrEx")),
    f"{MC}AlternateContent",
}
_FIXED = {
    "tab": "\t",
    "br": " ",
    "cr": " ",
    "ptab": "\t",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
    "sym": "\u2022",
}


@dataclass(frozen=True)
class Atom:
    """A piece of visible text: a `w:t`, or a mark (tab, break) that shows as `text`."""

    node: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return self.start + len(self.text)


@dataclass
class Para:
    """A paragraph: its place in the text, and the table cell that it stands in."""

    element: Element
    start: int
    end: int = 0
    cell: Element | None = None


@dataclass(frozen=True)
class Mark:
    """A bookmark around the letters `start` to `end`."""

    name: str
    start: int
    end: int
    first: Element
    last: Element


@dataclass
class Stream:
    """The visible text of a document. `raw` is as written; spans of callers are places in `plain.text`."""

    root: Element
    atoms: list[Atom] = field(default_factory=list)
    paras: list[Para] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    raw: str = ""

    @cached_property
    def plain(self) -> Plain:
        """The text in plain letters."""
        return plain(self.raw)

    @cached_property
    def para_spans(self) -> list[Span]:
        """The place of each paragraph in the plain text."""
        return [self.to_plain(para.start, para.end) for para in self.paras]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.para_spans]

    def text(self, span: Span) -> str:
        """Return the plain text of a span."""
        return self.plain.text[span[0] : span[1]]

    def to_plain(self, start: int, end: int) -> Span:
        """Return the span of the written letters `start` to `end`, without spaces at its ends."""
        a, b = self.plain.place(start), self.plain.place(end)
        return trimmed(self.plain.text, (min(a, len(self.plain.text)), min(b, len(self.plain.text))))

    def to_raw(self, span: Span) -> Span:
        """Return the place of a span in the text as written."""
        start = self.plain.starts[span[0]]
        last = self.plain.starts[span[1] - 1] if span[1] > span[0] else start
        end = self.plain.starts[span[1]] if span[1] > span[0] else start
        return start, max(min(end, self._letter_end(last)), last)

    def _letter_end(self, raw: int) -> int:
        end = raw + 1
        while end < len(self.raw) and "\u0300" <= self.raw[end] <= "\u036f":
            end += 1
        return end

    def para_at(self, place: int) -> int:
        """Return the number of the paragraph that holds the plain letter `place`."""
        return max(bisect_right(self._starts, place) - 1, 0)

    def atoms_in(self, span: Span) -> list[Atom]:
        """Return the pieces that hold letters of a span."""
        start, end = self.to_raw(span)
        return [atom for atom in self.atoms if atom.start < end and atom.end > start]


def trimmed(text: str, span: Span) -> Span:
    """Return a span without spaces and line feeds at its ends."""
    start, end = span
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    return start, end


def read_stream(root: Element) -> Stream:
    """Return the visible text of the document part `root`."""
    reader = _Reader(root)
    body = root.find(f"{W}body")
    walk = etree.iterwalk(body if body is not None else root, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        if event == "end":
            reader.leave(element)
        elif not reader.enter(element):
            walk.skip_subtree()
            reader.skipped(element)
    return reader.stream()


class _Reader:
    """Collects pieces, paragraphs and bookmarks as the walk meets them."""

    def __init__(self, root: Element) -> None:
        self._stream = Stream(root)
        self._texts: list[str] = []
        self._length = 0
        self._cells: list[Element] = []
        self._open: dict[str, tuple[str, int, Element]] = {}
        self._fields: list[bool] = []
        self._mark_gone = True

    def stream(self) -> Stream:
        self._stream.raw = "".join(self._texts)
        self._stream.marks = [self._from_its_beginning(mark) for mark in self._stream.marks]
        return self._stream

    def _from_its_beginning(self, mark: Mark) -> Mark:
        """Return a bookmark from where it begins: LibreOffice begins one that reaches into a second paragraph twice,
        and ends it once.
        """
        starts = [start for name, start, _ in self._open.values() if name == mark.name and start < mark.start]
        return replace(mark, start=min(starts)) if starts else mark

    def enter(self, element: Element) -> bool:
        """Take note of an element that begins; False if what is inside is not read."""
        tag = element.tag
        if tag in GONE or tag in _PASSED or _is_unseen(element):
            return False
        if tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}tc":
            self._cells.append(element)
            self._mark_gone = False
        elif tag == f"{W}t":
            self._add(element, element.text or "")
        elif tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType", ""))
        elif tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            self._bookmark(element)
        else:
            self._fixed(element)
        return True

    def leave(self, element: Element) -> None:
        if element.tag == f"{W}p" and self._stream.paras and self._stream.paras[-1].element is element:
            self._stream.paras[-1].end = self._length
            self._mark_gone = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        elif element.tag == f"{W}tc" and self._cells and self._cells[-1] is element:
            self._cells.pop()
            self._mark_gone = False

    def skipped(self, element: Element) -> None:
        """Keep the bookmarks that begin or end in what is not read."""
        if element.tag not in _PASSED or element.tag == f"{W}tr":
            for mark in element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._bookmark(mark)

    def _paragraph(self, element: Element) -> None:
        if self._stream.paras and not self._mark_gone:
            self._texts.append("\n")
            self._length += 1
        self._fields = [False] * len(self._fields)
        cell = self._cells[-1] if self._cells else None
        self._stream.paras.append(Para(element, self._length, self._length, cell))

    def _add(self, node: Element, text: str) -> None:
        if text and self._stream.paras and not any(self._fields):
            self._stream.atoms.append(Atom(node, self._length, text))
            self._texts.append(text)
            self._length += len(text)

    def _fixed(self, element: Element) -> None:
        name = element.tag.removeprefix(W)
        parent = element.getparent()
        if name in _FIXED and parent is not None and parent.tag == f"{W}r":
            self._add(element, _FIXED[name])

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _bookmark(self, element: Element) -> None:
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            self._open[number] = (element.get(f"{W}name", ""), self._length, element)
        elif number in self._open:
            name, start, first = self._open.pop(number)
            self._stream.marks.append(Mark(name, start, self._length, first, element))


def _is_unseen(element: Element) -> bool:
    """Tell whether readers do not see an element: hidden runs, deleted rows, prompts of content controls."""
    if element.tag == f"{W}r":
        hidden = element.find(f"{W}rPr/{W}vanish")
        return hidden is not None and is_on(hidden.get(f"{W}val"))
    if element.tag == f"{W}tr":
        return element.find(f"{W}trPr/{W}del") is not None
    if element.tag == f"{W}sdt":
        showing = element.find(f"{W}sdtPr/{W}showingPlcHdr")
        return showing is not None and is_on(showing.get(f"{W}val"))
    return False


def rows(root: Element) -> Iterator[Element]:
    """Yield the rows of all tables of a document that are seen."""
    for row in root.iter(f"{W}tr"):
        if not _is_unseen(row):
            yield row

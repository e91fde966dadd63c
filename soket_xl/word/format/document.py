"""A Word document opened for the format check: its lines, sections and headers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from soket_xl.ooxml.effective import Cascade, Element, W
from soket_xl.word.format.anatomy import Line, Role, lines_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True)
class Section:
    """A section's page: lengths in twips; `headers` and `footers` map "default" and "first" to their roots."""

    element: Element
    width: int
    height: int
    landscape: bool
    margins: Mapping[str, int]
    title_page: bool
    page_start: str | None
    page_format: str
    headers: Mapping[str, Element]
    footers: Mapping[str, Element]


class WordDocument:
    """The parts of a .docx that the rules look at; `parts` maps part names to their bytes."""

    def __init__(self, parts: Mapping[str, bytes], main: str = "word/document.xml") -> None:
        self._parts = parts
        self.main = main
        self.root = _parse(parts[main])
        self.body = self.root.find(f"{W}body")
        folder = main.rpartition("/")[0]
        self.cascade = Cascade(
            self._root(f"{folder}/styles.xml"),
            self._root(f"{folder}/numbering.xml"),
            self._root(f"{folder}/theme/theme1.xml"),
        )

    @cached_property
    def lines(self) -> list[Line]:
        """The paragraphs of the body, each with its role."""
        return [] if self.body is None else lines_of(self.body, self.cascade)

    def of(self, *roles: Role) -> list[Line]:
        """Return the lines of these roles, in order."""
        return [line for line in self.lines if line.role in roles]

    @cached_property
    def kind(self) -> str:
        """The kind of document: "party", "report", "proposal", "letter", "other" (has a name) or "plain"."""
        numbers = " ".join(line.text for line in self.of(Role.NUMBER))
        if _is_party(numbers, self.lines):
            return "party"
        names = [line.folded for line in self.of(Role.KIND)]
        if names:
            return {"bao cao": "report", "to trinh": "proposal"}.get(names[0], "other")
        return "letter" if self.of(Role.LETTER_SUBJECT) else "plain"

    @cached_property
    def sections(self) -> list[Section]:
        """The sections in order; headers are inherited from the section before."""
        found: list[Section] = []
        for element in self.root.iter(f"{W}sectPr"):
            parent = element.getparent()
            if parent is not None and parent.tag == f"{W}sectPrChange":
                continue
            found.append(self._section(element, found[-1] if found else None))
        return found

    @cached_property
    def _relationships(self) -> Mapping[str, str]:
        folder, _, name = self.main.rpartition("/")
        root = self._root(f"{folder}/_rels/{name}.rels")
        return (
            {}
            if root is None
            else {r.get("Id", ""): f"{folder}/{r.get('Target', '')}".replace(f"{folder}//", "") for r in root}
        )

    def _section(self, element: Element, before: Section | None) -> Section:
        size, margins, number = element.find(f"{W}pgSz"), element.find(f"{W}pgMar"), element.find(f"{W}pgNumType")
        width, height = _twips(size, "w", 12240), _twips(size, "h", 15840)
        return Section(
            element=element,
            width=width,
            height=height,
            landscape=width > height,
            margins={side: _twips(margins, side, 0) for side in ("top", "bottom", "left", "right", "gutter")},
            title_page=_flag(element.find(f"{W}titlePg")),
            page_start=None if number is None else number.get(f"{W}start"),
            page_format="decimal" if number is None else number.get(f"{W}fmt", "decimal"),
            headers=self._edges(element, "header", {} if before is None else before.headers),
            footers=self._edges(element, "footer", {} if before is None else before.footers),
        )

    def _edges(self, section: Element, kind: str, inherited: Mapping[str, Element]) -> Mapping[str, Element]:
        found = dict(inherited)
        for reference in section.iterfind(f"{W}{kind}Reference"):
            root = self._root(self._relationships.get(reference.get(f"{R}id", ""), ""))
            if root is not None:
                found[reference.get(f"{W}type", "default")] = root
        return found

    def _root(self, name: str) -> Element | None:
        return _parse(self._parts[name]) if name in self._parts else None


def _parse(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def _is_party(numbers: str, lines: list[Line]) -> bool:
    head = " ".join(line.folded for line in lines[:12])
    return any(mark in numbers for mark in ("/\u0110U", "-\u0110U", "/TU", "-TU")) or "dang cong san viet nam" in head


def _twips(element: Element | None, name: str, default: int) -> int:
    try:
        return default if element is None else round(float(element.get(f"{W}{name}", default)))
    except ValueError:
        return default


def _flag(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")

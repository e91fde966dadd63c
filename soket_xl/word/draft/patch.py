"""Changes of a draft's XML that keep what people did: words put in place, tracked changes, comments, bookmarks.

Changes of text are made from the end of the document to its beginning, so that places before them stay true.
"""

import copy
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from lxml import etree

from soket_xl.text.wording import without_controls
from soket_xl.word.draft.plain import plain
from soket_xl.word.draft.stream import Atom, Element, Span, Stream
from soket_xl.word.package import W

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_NOT_KEPT = {f"{W}{name}" for name in ("sectPr", "pPrChange", "keepNext", "rPr", "framePr")}
_LOOKS = {f"{W}{name}" for name in ("rFonts", "sz", "szCs", "lang", "kern", "spacing")}
"""What new text takes over of the look of the text beside it: not its bold, its colour or its highlight."""


class Patch:
    """Changes one document; `author` and `moment` stand on tracked changes and comments."""

    def __init__(self, stream: Stream, author: str, moment: str, first_comment: int) -> None:
        self.stream = stream
        self.author, self.moment = author, moment
        self.comments: list[tuple[int, str]] = []
        self._next_comment = first_comment
        ids = [element.get(f"{W}id", "") for element in stream.root.iter() if isinstance(element.tag, str)]
        self._next_id = max((int(number) for number in ids if number.isdecimal() and len(number) < 10), default=0)

    def replace(self, span: Span, text: str) -> None:
        """Put `text` in the place of a span, word by word, so that what stays the same keeps its look."""
        start, end = self.stream.to_raw(span)
        old, new = _TOKEN.findall(self.stream.raw[start:end]), _TOKEN.findall(without_controls(text))
        places = [start]
        for token in old:
            places.append(places[-1] + len(token))
        atoms = [atom for atom in self.stream.atoms_in(span) if atom.text]
        matcher = SequenceMatcher(None, [_key(token) for token in old], [_key(token) for token in new], autojunk=False)
        for kind, a, b, c, d in reversed(matcher.get_opcodes()):
            if kind != "equal":
                self._put(atoms, places[a], places[b], "".join(new[c:d]))

    def _put(self, atoms: Sequence[Atom], start: int, end: int, text: str) -> None:
        """Put `text` in the place of the written letters `start` to `end`, or between two where they are the same."""
        touched = [atom for atom in atoms if atom.start < end and atom.end > start]
        words = [atom for atom in touched if atom.node.tag == f"{W}t"]
        home = words[0] if words else self._neighbour(atoms, start)
        for atom in reversed(touched):
            if atom.node.tag == f"{W}t":
                a, b = max(start - atom.start, 0), min(end, atom.end) - atom.start
                set_text(atom.node, atom_text(atom)[:a] + (text if atom is home else "") + atom_text(atom)[b:])
            elif (parent := atom.node.getparent()) is not None:
                parent.remove(atom.node)
        if not words:
            at = min(max(start - home.start, 0), len(home.text))
            set_text(home.node, atom_text(home)[:at] + text + atom_text(home)[at:])

    def _neighbour(self, atoms: Sequence[Atom], place: int) -> Atom:
        """Return the piece of text that ends at a place, else the one that begins there, else the nearest."""
        words = [atom for atom in atoms if atom.node.tag == f"{W}t"]
        before = [atom for atom in words if atom.start < place <= atom.end]
        return (before or sorted(words, key=lambda atom: abs(atom.start - place)))[0]

    def delete(self, span: Span) -> None:
        """Strike a span out as a tracked deletion; a paragraph that holds nothing else goes with it."""
        paras = {self.stream.para_at(span[0]), self.stream.para_at(max(span[1] - 1, span[0]))}
        for run in self._runs(span):
            for text in list(run.iter(f"{W}t")):
                text.tag = f"{W}delText"
            _wrap(run, self._tracked("del"))
        for number in paras:
            para, (start, end) = self.stream.paras[number], self.stream.para_spans[number]
            if span[0] - start < 4 and span[1] >= end and _may_go(para.element):
                mark_paragraph(para.element, self._tracked("del"))

    def comment(self, span: Span, text: str) -> None:
        """Put a comment on a span."""
        atoms = self.stream.atoms_in(span)
        if atoms:
            self._commented(_in_paragraph(atoms[0].node), _in_paragraph(atoms[-1].node), text)

    def comment_cell(self, cell: Element, text: str) -> None:
        """Put a comment on a table cell, which may be empty."""
        paragraph = cell.find(f".//{W}p")
        if paragraph is None:
            return
        inside = [child for child in paragraph if child.tag != f"{W}pPr"]
        if not inside:
            paragraph.append(etree.Element(f"{W}r"))
            inside = [paragraph[-1]]
        self._commented(inside[0], inside[-1], text)

    def _commented(self, first: Element, last: Element, text: str) -> None:
        number = self._next_comment
        self._next_comment += 1
        self.comments.append((number, text))
        key = {f"{W}id": str(number)}
        first.addprevious(etree.Element(f"{W}commentRangeStart", key))
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}commentReference", key)
        last.addnext(run)
        last.addnext(etree.Element(f"{W}commentRangeEnd", key))

    def paragraph(self, text: str, like: Element, bookmark: str) -> Element:
        """Return a new paragraph, tracked as inserted, that looks like the paragraph `like`."""
        made = etree.Element(f"{W}p")
        properties = like.find(f"{W}pPr")
        own = etree.SubElement(made, f"{W}pPr")
        for child in () if properties is None else properties:
            if child.tag not in _NOT_KEPT:
                own.append(copy.deepcopy(child))
        mark_paragraph(made, self._tracked("ins"))
        made.append(self._inserted(text, like))
        self._mark(made[-1], made[-1], bookmark)
        return made

    def row(self, like: Element, texts: Sequence[str], bookmark: str) -> Element:
        """Return a new table row, tracked as inserted, that looks like the row `like`."""
        made = copy.deepcopy(like)
        properties = made.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            before = made.find(f"{W}tblPrEx")
            made.insert(0 if before is None else 1, properties)
        for old in properties.findall(f"{W}ins") + properties.findall(f"{W}del") + properties.findall(f"{W}trPrChange"):
            properties.remove(old)
        properties.append(self._tracked("ins"))
        for number, (cell, text) in enumerate(zip(made.findall(f"{W}tc"), texts, strict=True)):
            first, *others = cell.findall(f"{W}p")
            for other in others:
                cell.remove(other)
            run = self._inserted(text, first)
            for child in [child for child in first if child.tag != f"{W}pPr"]:
                first.remove(child)
            first.append(run)
            if number == 0:
                self._mark(run, run, bookmark)
        return made

    def bookmark(self, span: Span, name: str) -> None:
        """Put a bookmark around a sentence that has a paragraph of its own, in place of all of that name.

        A sentence among others is left without: it is found by its text again.
        """
        self.drop_bookmarks(name)
        number = self.stream.para_at(span[0])
        start, end = self.stream.para_spans[number]
        inside = [child for child in self.stream.paras[number].element if child.tag != f"{W}pPr"]
        if inside and span[0] - start < 4 and span[1] == end:
            self._mark(inside[0], inside[-1], name)

    def drop_bookmarks(self, name: str) -> None:
        """Take the bookmarks of a name out."""
        for mark in [mark for mark in self.stream.marks if mark.name.lower() == name.lower()]:
            for element in (mark.first, mark.last):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)

    def tidy(self) -> None:
        """Let every bookmark have one beginning, one end and a name of its own, as Word wants them."""
        names: set[str] = set()
        begun: dict[str, list[Element]] = {}
        pairs: list[tuple[Element, Element]] = []
        alone: list[Element] = []
        for mark in self.stream.root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            waiting = begun.setdefault(mark.get(f"{W}id", ""), [])
            if mark.tag == f"{W}bookmarkStart":
                waiting.append(mark)
            elif waiting:
                pairs.append((waiting.pop(0), mark))
            else:
                alone.append(mark)
        alone += [start for waiting in begun.values() for start in waiting]
        used: set[str] = set()
        for start, end in pairs:
            name, number = start.get(f"{W}name", "").lower(), start.get(f"{W}id", "")
            if name in names:
                alone += [start, end]
            elif number in used:
                self._next_id += 1
                start.set(f"{W}id", str(self._next_id))
                end.set(f"{W}id", str(self._next_id))
            names.add(name)
            used.add(number)
        for element in alone:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)

    def fill_cell(self, cell: Element, text: str) -> None:
        """Put `text` into a table cell that is empty."""
        paragraph = cell.find(f".//{W}p")
        if paragraph is not None:
            run = etree.SubElement(paragraph, f"{W}r")
            set_text(etree.SubElement(run, f"{W}t"), without_controls(text))

    def _mark(self, first: Element, last: Element, name: str) -> None:
        self._next_id += 1
        key = {f"{W}id": str(self._next_id)}
        first.addprevious(etree.Element(f"{W}bookmarkStart", {**key, f"{W}name": name}))
        last.addnext(etree.Element(f"{W}bookmarkEnd", key))

    def _inserted(self, text: str, like: Element) -> Element:
        made = self._tracked("ins")
        run = etree.SubElement(made, f"{W}r")
        look = next((r.find(f"{W}rPr") for r in like.iter(f"{W}r")), None)
        kept = [copy.deepcopy(child) for child in (() if look is None else look) if child.tag in _LOOKS]
        if kept:
            etree.SubElement(run, f"{W}rPr").extend(kept)
        set_text(etree.SubElement(run, f"{W}t"), without_controls(text))
        return made

    def _tracked(self, name: str) -> Element:
        self._next_id += 1
        stamp = {f"{W}id": str(self._next_id), f"{W}author": self.author, f"{W}date": self.moment}
        return etree.Element(f"{W}{name}", stamp)

    def _runs(self, span: Span) -> list[Element]:
        """Return the runs that hold just a span, after cutting those that hold more."""
        start, end = self.stream.to_raw(span)
        atoms = self.stream.atoms_in(span)
        if not atoms:
            return []
        _cut(atoms[-1], end - atoms[-1].start)
        nodes = [_cut(atoms[0], start - atoms[0].start, tail=True), *(atom.node for atom in atoms[1:])]
        runs = [node.getparent() for node in nodes]
        return list(dict.fromkeys(run for run in runs if run is not None))


def atom_text(atom: Atom) -> str:
    """Return what a piece of text holds now."""
    return atom.node.text or ""


def set_text(node: Element, text: str) -> None:
    """Give a `w:t` its text; spaces at its ends stay."""
    node.text = text
    node.set(SPACE, "preserve")


def mark_paragraph(paragraph: Element, change: Element) -> None:
    """Track the paragraph's own mark as inserted or deleted."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        after = [child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")]
        properties.insert(len(properties) - len(after), look)
    if look.find(change.tag) is None:
        inserted = look.find(f"{W}ins")
        look.insert(0 if inserted is None else 1, change)


def _cut(atom: Atom, at: int, tail: bool = False) -> Element:
    """Part an atom's run before its letter `at`; return the node of the head, or of the tail."""
    node, run = atom.node, atom.node.getparent()
    if run is None:
        return node
    text = node.text or ""
    if node.tag != f"{W}t" or at <= 0:
        if tail and any(child.tag != f"{W}rPr" for child in node.itersiblings(preceding=True)):
            _move_to_new_run(run, [node, *node.itersiblings()])
        elif not tail:
            _after(run, node)
        return node
    if at >= len(text):
        _after(run, node)
        return node
    rest = copy.copy(node)
    set_text(rest, text[at:])
    set_text(node, text[:at])
    node.addnext(rest)
    _move_to_new_run(run, [rest, *rest.itersiblings()])
    return rest if tail else node


def _after(run: Element, node: Element) -> None:
    following = list(node.itersiblings())
    if following:
        _move_to_new_run(run, following)


def _move_to_new_run(run: Element, children: Sequence[Element]) -> None:
    made = etree.Element(f"{W}r", attrib={str(key): str(value) for key, value in run.attrib.items()})
    look = run.find(f"{W}rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    made.extend(children)
    run.addnext(made)


def _wrap(run: Element, wrapper: Element) -> None:
    run.addprevious(wrapper)
    wrapper.append(run)


def _in_paragraph(node: Element) -> Element:
    """Return the child of the paragraph that holds a node."""
    found = node
    for ancestor in node.iterancestors():
        if ancestor.tag == f"{W}p":
            return found
        found = ancestor
    return found


def _may_go(paragraph: Element) -> bool:
    """Tell whether a paragraph's mark may be deleted: it ends no section, and is not the last of its cell."""
    following = paragraph.getnext()
    ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    return not ends_section and following is not None and following.tag == f"{W}p"


def _key(token: str) -> str:
    return plain(token).text or " "

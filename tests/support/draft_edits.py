"""What people do to a draft in Word, done to its XML: each edit leaves words that must never be lost."""

import copy
import random
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from tests.support.docx_dump import W, shown

DOCUMENT = "word/document.xml"
AUTHOR = {f"{W}author": "Lãnh đạo", f"{W}date": "2026-05-11T08:00:00Z"}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Element = etree._Element


class Editor:
    """A draft being edited: `words` are what people wrote, `gone` the ids of the sentences that they deleted."""

    def __init__(self, content: bytes, seed: int = 0) -> None:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts[DOCUMENT])
        self.chance = random.Random(seed)
        self.words: list[str] = []
        self.gone: list[str] = []
        self.touched: list[str] = []
        self._number = 9000

    def saved(self) -> bytes:
        parts = self.parts | {
            DOCUMENT: etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        }
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        return stream.getvalue()

    def sentences(self) -> list[Element]:
        """Return the paragraphs of the body that hold just one sentence each."""
        body = self.root.find(f"{W}body")
        return [p for p in body.iterchildren(f"{W}p") if len(names_in(p)) == 1 and p.find(f"{W}pPr/{W}sectPr") is None]

    def paragraph(self, line_id: str) -> Element:
        return next(p for p in self.root.iter(f"{W}p") if line_id in names_in(p))

    def new_words(self) -> str:
        self._number += 1
        said = f"lời sửa {chr(97 + self._number % 26)}{self._number} của lãnh đạo"
        self.words.append(said)
        return said

    def attributes(self) -> dict[str, str]:
        self._number += 1
        return {f"{W}id": str(self._number), **AUTHOR}

    # Edits of one paragraph

    def change_word(self, paragraph: Element, tracked: bool = False) -> None:
        """Put new words in place of one in the middle, as Word leaves it: in runs of their own, with proofing marks."""
        run = paragraph.find(f"{W}r")
        text = run.find(f"{W}t").text
        words = text.split(" ")
        at = len(words) // 2
        before, old, after = " ".join(words[:at]) + " ", words[at], " " + " ".join(words[at + 1 :])
        made = [run_of(before), run_of(self.new_words()), run_of(after)]
        if tracked:
            made[1:2] = [self._wrapped("del", [run_of(old, "delText")]), self._wrapped("ins", [made[1]])]
        for new in made:
            run.addprevious(new)
        run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellEnd"}))
        paragraph.remove(run)

    def add_sentence(self, paragraph: Element, tracked: bool = False) -> None:
        """Type one more sentence at the end of the paragraph."""
        run = run_of(f" {self.new_words().capitalize()}.")
        self.words[-1] = self.words[-1].capitalize()
        paragraph.append(self._wrapped("ins", [run]) if tracked else run)

    def split(self, paragraph: Element, tracked: bool = False) -> None:
        """Press Enter in the middle: the bookmark now reaches over two paragraphs."""
        run = paragraph.find(f"{W}r")
        text = run.find(f"{W}t").text
        at = text.find(" ", len(text) // 2)
        rest = copy.deepcopy(paragraph)
        for child in list(rest):
            if child.tag == f"{W}bookmarkStart":
                rest.remove(child)
        for child in list(paragraph):
            if child.tag == f"{W}bookmarkEnd":
                paragraph.remove(child)
        set_text(run, text[:at])
        set_text(rest.find(f"{W}r"), text[at + 1 :])
        if tracked:
            self._mark_of(paragraph, "ins")
        paragraph.addnext(rest)

    def merge(self, paragraph: Element, tracked: bool = False) -> None:
        """Join the paragraph with the next one."""
        following = paragraph.getnext()
        if tracked:
            self._mark_of(paragraph, "del")
            following.insert(1, run_of(" "))
            return
        paragraph.append(run_of(" "))
        for child in list(following):
            if child.tag != f"{W}pPr":
                paragraph.append(child)
        following.getparent().remove(following)

    def move(self, paragraph: Element, after: Element, tracked: bool = False) -> None:
        """Move a paragraph; tracked, Word keeps the old one as moved away, with its bookmark."""
        if not tracked:
            after.addnext(paragraph)
            return
        new = copy.deepcopy(paragraph)
        for mark in list(new.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        new.append(self._wrapped("moveTo", new.findall(f"{W}r")))
        for run in paragraph.findall(f"{W}r"):
            place = paragraph.index(run)
            paragraph.insert(place, self._wrapped("moveFrom", [run]))
        after.addnext(new)

    def delete(self, paragraph: Element, tracked: bool = False) -> None:
        self.gone += names_in(paragraph)
        if not tracked:
            paragraph.getparent().remove(paragraph)
            return
        self._mark_of(paragraph, "del")
        for run in paragraph.findall(f"{W}r"):
            for text in run.findall(f"{W}t"):
                text.tag = f"{W}delText"
            paragraph.insert(paragraph.index(run), self._wrapped("del", [run]))

    def new_paragraph(self, after: Element, tracked: bool = False) -> None:
        run = run_of(f"{self.new_words().capitalize()}.")
        self.words[-1] = self.words[-1].capitalize()
        paragraph = etree.Element(f"{W}p")
        properties = after.find(f"{W}pPr")
        if properties is not None:
            paragraph.append(copy.deepcopy(properties))
        paragraph.append(self._wrapped("ins", [run]) if tracked else run)
        if tracked:
            self._mark_of(paragraph, "ins")
        after.addnext(paragraph)

    # Edits of the whole draft

    def at_random(self, share: float = 0.3) -> None:
        """Edit that share of the sentences in ways drawn by chance."""
        listed = self.sentences()
        chosen = self.chance.sample(listed, max(8, round(share * len(listed))))
        edits: list[Callable[[Element, bool], None]] = [
            self.change_word,
            self.add_sentence,
            self.split,
            self.delete,
            self.new_paragraph,
            self._merge_with_next,
            self._move_anywhere,
        ]
        for number, paragraph in enumerate(chosen):
            if paragraph.getparent() is None or len(names_in(paragraph)) != 1 or paragraph.find(f"{W}r") is None:
                continue
            self.touched += names_in(paragraph)
            edits[number % len(edits)](paragraph, self.chance.random() < 0.5)

    def strip_marks(self, keep: Callable[[str], bool] = lambda name: False) -> None:
        """Lose the bookmarks, as some editors do."""
        for start in list(self.root.iter(f"{W}bookmarkStart")):
            if not keep(start.get(f"{W}name")):
                ends = [e for e in self.root.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == start.get(f"{W}id")]
                for mark in (start, *ends):
                    mark.getparent().remove(mark)

    def _merge_with_next(self, paragraph: Element, tracked: bool) -> None:
        following = paragraph.getnext()
        if following is not None and following in self.sentences():
            self.merge(paragraph, tracked)

    def _move_anywhere(self, paragraph: Element, tracked: bool) -> None:
        others = [p for p in self.sentences() if p is not paragraph]
        self.move(paragraph, self.chance.choice(others), tracked)

    def _wrapped(self, name: str, runs: list[Element]) -> Element:
        made = etree.Element(f"{W}{name}", self.attributes())
        made.extend(runs)
        return made

    def _mark_of(self, paragraph: Element, name: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{W}rPr")
        look.insert(0, etree.Element(f"{W}{name}", self.attributes()))


def names_in(paragraph: Element) -> list[str]:
    """Return the ids of the sentences that begin in a paragraph."""
    names = [mark.get(f"{W}name") for mark in paragraph.iter(f"{W}bookmarkStart")]
    return [name.removeprefix("_SK_") for name in names if name.startswith("_SK_")]


def run_of(text: str, kind: str = "t") -> Element:
    run = etree.Element(f"{W}r", {f"{W}rsidR": "00A1B2C3"})
    node = etree.SubElement(run, f"{W}{kind}", {XML_SPACE: "preserve"})
    node.text = text
    return run


def set_text(run: Element, text: str) -> None:
    node = run.find(f"{W}t")
    node.text = text
    node.set(XML_SPACE, "preserve")


def visible(content: bytes) -> str:
    """Return the text that readers see, paragraph by paragraph: deleted and moved-away text aside."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        root = etree.fromstring(archive.read(DOCUMENT))
    for gone in list(root.iter(f"{W}moveFrom")):
        gone.getparent().remove(gone)
    return "\n".join(_paragraphs(root))


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{W}p"):
        yield shown(paragraph)

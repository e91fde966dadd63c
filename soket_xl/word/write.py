"""The report as a file: the template's frame, filled, with the body and the annexes put in as one piece of text."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

from lxml import etree

from soket_xl.text.wording import clean
from soket_xl.texts import say
from soket_xl.word import styles as named
from soket_xl.word.lines import fit_lines
from soket_xl.word.model import Annex, Heading, Paragraph, ReportModel, Sentence, Source, sentence_id
from soket_xl.word.names import wrapped
from soket_xl.word.package import DOCUMENT, WORD, Parts, W, add_part, drop_part, parse, serialise, write_parts
from soket_xl.word.properties import PROPERTY, set_property
from soket_xl.word.styles import style_ids
from soket_xl.word.tags import BODY_TAG, field_parts, fill, find_tag
from soket_xl.word.xml import (
    BOOKMARK,
    HEADING_BOOKMARK,
    ROW_BOOKMARK,
    TableLook,
    bookmarked,
    comment,
    commented,
    paragraph,
    run,
    table,
)

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_KEEP = "<w:keepNext/>"
_BEFORE_SIGNATURE = '<w:keepNext/><w:spacing w:after="240"/>'
_MARK = "soket-body"
_LANDSCAPE = {"w": "16838", "h": "11906", "orient": "landscape"}
_MARGINS = {"top": "1134", "right": "851", "bottom": "1134", "left": "1701"}
"""20 mm above and below, 30 mm left, 15 mm right: within R03 to R06 for annexes too."""


def write(model: ReportModel, template: Parts, annotated: bool = False, mark: str = "") -> bytes:
    """Return the report as a .docx, the same to the byte for the same model, template and mark.

    `annotated` adds a Word comment with the sources to every sentence that has some; `mark` is the campaign and report
    that a draft tells it belongs to, kept in a document property.
    """
    parts = dict(template)
    styles = parse(parts["word/styles.xml"], "styles.xml")
    for name in field_parts(parts):
        if name != DOCUMENT:
            parts[name] = _filled(parts[name], name, model.fields)
    root = parse(parts[DOCUMENT], DOCUMENT)
    _drop_comments(parts, root)
    _mark_body(root)
    fill(root, wrapped(root, styles, model.fields))
    fit_lines(root, styles)
    writer = _Writer(style_ids(styles), _first_free_id(root), annotated)
    parts[DOCUMENT] = _document(root, model, writer)
    if writer.comments:
        _add_comments(parts, writer.comments, model.day)
    parts["docProps/core.xml"] = _core(model)
    if mark:
        set_property(parts, PROPERTY, mark)
    return write_parts(parts)


@dataclass
class _Writer:
    """Writes blocks, counting bookmarks and collecting comments as it goes."""

    ids: Mapping[str, str]
    next_id: int
    annotated: bool
    comments: list[tuple[int, str]] = field(default_factory=list)
    headings: set[str] = field(default_factory=set)

    def blocks(self, blocks: Sequence[Heading | Paragraph]) -> Iterator[str]:
        """Yield the body; its last paragraph stays on the page of the signature."""
        body = self._style(named.BODY)
        headings = [self._style(name) for name in named.HEADINGS]
        for block in blocks:
            if isinstance(block, Heading):
                yield paragraph(self._heading(block), headings[block.level - 1])
            else:
                together = _BEFORE_SIGNATURE if block is blocks[-1] else _KEEP if block.keep else ""
                yield paragraph(self.sentences(block.sentences), body, together)

    def sentences(self, sentences: Sequence[Sentence]) -> str:
        return run(" ").join(self._sentence(sentence) for sentence in sentences)

    def annexes(self, annexes: Sequence[Annex], section: etree._Element) -> Iterator[str]:
        """Yield the annexes; all but the last close their own page section, the last is closed by the document."""
        for annex in annexes:
            heads = ((annex.label, named.ANNEX), (annex.title, named.ANNEX_TITLE))
            for text, name in (*heads, (annex.reference, named.ANNEX_REFERENCE)):
                yield paragraph(run(text), self._style(name))
            look = TableLook(self._style(named.CELL), self._style(named.CELL_HEAD))
            yield table(annex.columns, annex.rows, look, self._row, annex.head_id)
            for note in annex.notes:
                last = annex is not annexes[-1] and note is annex.notes[-1]
                properties = _plain(section) if last else ""
                yield paragraph(self._sentence(note), self._style(named.ANNEX_NOTE), properties)

    def _sentence(self, sentence: Sentence) -> str:
        if not sentence.sentence_id:
            return run(sentence.text)
        content = self._marked(run(sentence.text), BOOKMARK + sentence.sentence_id)
        if not self.annotated or not sentence.sources:
            return content
        number = len(self.comments)
        self.comments.append((number, say("word.comment", sources=_shown(sentence.sources))))
        return commented(content, number)

    def _heading(self, heading: Heading) -> str:
        name = HEADING_BOOKMARK + sentence_id(heading.code)
        if not heading.code or name.lower() in self.headings:
            return run(heading.text)
        self.headings.add(name.lower())
        return self._marked(run(heading.text), name)

    def _row(self, content: str, row_id: str) -> str:
        return self._marked(content, ROW_BOOKMARK + row_id) if row_id else content

    def _marked(self, content: str, name: str) -> str:
        self.next_id += 1
        return bookmarked(content, self.next_id, name)

    def _style(self, name: str) -> str:
        return escape(self.ids[name.lower()])


def _drop_comments(parts: Parts, root: etree._Element) -> None:
    """Take out what people remarked on the template: it is no part of a report."""
    for mark in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")):
        gone = mark.getparent() if mark.tag == f"{W}commentReference" else mark
        holder = None if gone is None else gone.getparent()
        if gone is not None and holder is not None:
            holder.remove(gone)
    for name in [name for name in parts if name.startswith("word/comments") and name.endswith(".xml")]:
        drop_part(parts, name)


def _mark_body(root: etree._Element) -> None:
    """Put a mark where the body goes, before anything from outside is filled in."""
    place = find_tag(root, BODY_TAG)
    parent = None if place is None else place.getparent()
    if place is None or parent is None:
        raise ValueError(BODY_TAG)
    parent.replace(place, etree.Comment(_MARK))


def _document(root: etree._Element, model: ReportModel, writer: _Writer) -> bytes:
    (body,) = root.iterfind(f"{W}body")
    written = "".join(writer.blocks(model.blocks))
    if not model.annexes:
        before, after = serialise(root).split(f"<!--{_MARK}-->".encode())
        return before + written.encode() + after
    landscape = _split_sections(body)
    annexes = "".join(writer.annexes(model.annexes, landscape))
    body.append(etree.Comment(_MARK))
    body.append(landscape)
    before, between, after = serialise(root).split(f"<!--{_MARK}-->".encode())
    return before + written.encode() + between + annexes.encode() + after


def _split_sections(body: etree._Element) -> etree._Element:
    """Let the template's last paragraph close the upright pages, and return the section of the annexes."""
    section = body.find(f"{W}sectPr")
    if section is None:
        section = etree.SubElement(body, f"{W}sectPr")
    landscape = _landscape(section)
    body.remove(section)
    last = body[-1]
    if last.tag != f"{W}p":
        last = etree.SubElement(body, f"{W}p")
    properties = last.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        last.insert(0, properties)
    properties.append(section)
    return landscape


def _landscape(section: etree._Element) -> etree._Element:
    """Return the section of an annex: A4 lying, margins of the decree, pages counted from 1."""
    found = copy.deepcopy(section)
    size, margins, numbers = (_child(found, name) for name in ("pgSz", "pgMar", "pgNumType"))
    for element, values in ((size, _LANDSCAPE), (margins, _MARGINS), (numbers, {"start": "1"})):
        for name, value in values.items():
            element.set(f"{W}{name}", value)
    return found


_SECTION_ORDER = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc",
                  "pgBorders", "lnNumType", "pgNumType")  # fmt: skip


def _child(section: etree._Element, name: str) -> etree._Element:
    found = section.find(f"{W}{name}")
    if found is None:
        before = {f"{W}{item}" for item in _SECTION_ORDER[: _SECTION_ORDER.index(name)]}
        place = sum(child.tag in before for child in section)
        found = etree.Element(f"{W}{name}")
        section.insert(place, found)
    return found


def _plain(element: etree._Element) -> str:
    """Return `element` as text for a document in which the prefixes are declared already."""
    text = etree.tostring(element, encoding="unicode")
    head, _, tail = text.partition(">")
    declared = [f' xmlns:{prefix}="{uri}"' for prefix, uri in element.nsmap.items() if prefix]
    for declaration in declared:
        head = head.replace(declaration, "")
    return f"{head}>{tail}"


def _filled(content: bytes, name: str, fields: Mapping[str, str | tuple[str, ...]]) -> bytes:
    root = parse(content, name)
    fill(root, fields)
    return serialise(root)


def _first_free_id(root: etree._Element) -> int:
    """Return the highest id of a bookmark in the template, so that ours are new."""
    ids = [mark.get(f"{W}id", "0") for mark in root.iter(f"{W}bookmarkStart")]
    return max((int(number) for number in ids if number.lstrip("-").isdecimal()), default=0)


def _shown(sources: Sequence[Source]) -> str:
    shown = []
    for source in sources:
        file = source.file or source.place
        name = source.unit_name
        shown.append(say("word.comment_unit", unit=name, file=file) if name and source.file else name or file)
    return "; ".join(shown)


def _add_comments(parts: Parts, comments: Sequence[tuple[int, str]], day: date) -> None:
    author, moment = say("word.comment_author"), f"{day.isoformat()}T00:00:00Z"
    written = "".join(comment(number, author, moment, clean(text)) for number, text in comments)
    content = f'{_DECLARATION}<w:comments xmlns:w="{WORD}">{written}</w:comments>'
    add_part(parts, "word/comments.xml", content.encode(), _COMMENTS_TYPE, "comments")


def _core(model: ReportModel) -> bytes:
    moment = f"{model.day.isoformat()}T00:00:00Z"
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
    )
    title, creator = escape(clean(model.title)), escape(model.creator)
    return (
        f"{_DECLARATION}"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dc:language>vi-VN</dc:language>"
        f"<cp:lastModifiedBy>{creator}</cp:lastModifiedBy>{dates}</cp:coreProperties>"
    ).encode()

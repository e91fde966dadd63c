"""Rules on paper, margins and page numbers (R01 to R06, R10, R42)."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from soket_xl.ooxml.effective import Element, W
from soket_xl.texts import say
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding, rules
from soket_xl.word.format.looks import finding, judge
from soket_xl.word.format.mending import SECTION_ORDER, put
from soket_xl.word.format.reading import Line, Piece, Section, WordDocument, runs_of
from soket_xl.word.format.roles import Role, table_of

A4 = (11906, 16838)
MARGINS = (("R03", "top"), ("R04", "bottom"), ("R05", "left"), ("R06", "right"))
TOLERANCE = 6
"""Twips lost when millimetres are rounded by another program."""


def pages(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge every section's paper and margins, and the page numbers."""
    document = anatomy.document
    annexes = {line.section for line in anatomy.of(Role.ANNEX)}
    for index, section in enumerate(document.sections):
        yield from _paper(document, index, section)
        yield from _margins(index, section)
    yield from _numbers(document)
    for index in sorted(annexes):
        yield from _annex_pages(document, index)


def _place(index: int) -> str:
    return say("format.where_section", number=index + 1)


def _paper(document: WordDocument, index: int, section: Section) -> Iterator[FormatFinding]:
    short, long = sorted((section.width, section.height))
    if abs(short - A4[0]) > 20 or abs(long - A4[1]) > 20:
        wide = section.width > section.height
        width, height = A4[::-1] if wide else A4
        text = say("format.paper", width=_millimetres(section.width), height=_millimetres(section.height))
        size = {"w": str(width), "h": str(height)}
        yield finding("R01", _place(index), text, partial(put, section.element, "pgSz", size, SECTION_ORDER))
    if section.width > section.height and not any(
        table_of(line) is not None for line in document.lines if line.section == index
    ):
        yield finding("R02", _place(index), say("format.landscape"), partial(_upright, section))


def _upright(section: Section) -> None:
    size = {"w": str(section.height), "h": str(section.width)}
    put(section.element, "pgSz", size, SECTION_ORDER, drop=("orient",))


def _margins(index: int, section: Section) -> Iterator[FormatFinding]:
    """A turned page may carry its margins round with it: what was the top is then at a side."""
    turned = section.width > section.height
    for rule_id, side in MARGINS:
        rule = rules()[rule_id][0]
        value = section.margins[side] + (section.margins["gutter"] if side == "left" else 0)
        low, high = (850, 1985) if turned else (rule.low or 0, rule.high or 0)
        if not low - TOLERANCE <= value <= high + TOLERANCE:
            right = str(min(max(value, low), high) - (section.margins["gutter"] if side == "left" else 0))
            mend = partial(put, section.element, "pgMar", {side: right}, SECTION_ORDER)
            yield finding(rule_id, _place(index), say("format.millimetres", value=_millimetres(value)), mend)


def _millimetres(twips: int) -> str:
    return f"{twips * 25.4 / 1440:.1f}".replace(".", ",").removesuffix(",0")


def _numbers(document: WordDocument) -> Iterator[FormatFinding]:
    sections = document.sections
    if not sections:
        return
    headers = {n for s in sections for kind, n in s.headers.items() if kind != "first"}
    footers = {n for s in sections for n in s.footers.values()}
    numbered = [name for name in sorted(headers) if _page_lines(document, name)]
    below = [name for name in sorted(footers) if _page_lines(document, name)]
    if below:
        yield finding("R10", say("format.where_footer"), say("format.page_number_footer"))
    meant = any(s.title_page for s in sections) or any(line.text for n in headers for line in document.lines_of_part(n))
    if not numbered and not below and (document.many_pages or meant):
        yield finding("R10", say("format.where_header"), say("format.no_page_number"))
    for name in numbered:
        for line in _page_lines(document, name):
            rule = rules()["R10"][0]
            yield from judge(rule, _without_tabs(_with_field(document, line)))
    if numbered:
        yield from _first_page(document, sections[0])
    yield from _number_format(sections)


def _page_lines(document: WordDocument, name: str) -> list[Line]:
    return [line for line in document.lines_of_part(name) if _has_page_field(line.element)]


def _has_page_field(paragraph: Element) -> bool:
    """Tell whether a paragraph has the page's number itself: one in a text box stands in the box's own paragraph."""
    own = [e for e in paragraph.iter(f"{W}fldSimple", f"{W}instrText") if next(e.iterancestors(f"{W}p")) is paragraph]
    codes = [str(field.get(f"{W}instr", "")) for field in own]
    codes.append("".join(code.text or "" for code in own))
    return any("PAGE" in code.upper().split() for code in codes)


def _with_field(document: WordDocument, line: Line) -> Line:
    """Return the line with the field's own look where no program has filled in a number yet."""
    if line.worded:
        return line
    runs = [run for run in runs_of(line.element) if run.find(f"{W}instrText") is not None]
    pieces = tuple(Piece(run, "1", document.cascade.run(run, line.element)) for run in runs)
    return replace(line, pieces=(*line.pieces, *pieces))


def _without_tabs(line: Line) -> Line:
    """Return the line so that its alignment is judged only where no tab or frame puts it in the middle."""
    placed = "\t" in line.raw or line.element.find(f"{W}pPr/{W}framePr") is not None
    if not placed:
        return line
    return replace(line, boxed=True)


def _first_page(document: WordDocument, section: Section) -> Iterator[FormatFinding]:
    default = section.headers.get("default")
    if default is None or not _page_lines(document, default):
        return
    first = section.headers.get("first")
    in_first = first is not None and bool(_page_lines(document, first))
    conditional = any("IF" in (c.text or "").upper().split() for c in document.part_root(default).iter(f"{W}instrText"))
    if section.title_page and in_first:
        yield finding("R10", say("format.where_header"), say("format.page_number_first"))
    elif not section.title_page and not conditional:
        mend = None if in_first else partial(put, section.element, "titlePg", {}, SECTION_ORDER, fresh=True)
        yield finding("R10", say("format.where_header"), say("format.page_number_first"), mend)


def _number_format(sections: list[Section]) -> Iterator[FormatFinding]:
    for index, section in enumerate(sections):
        if section.number_format not in ("decimal", "numberInDash"):
            mend = partial(put, section.element, "pgNumType", {"fmt": "decimal"}, SECTION_ORDER)
            yield finding("R10", _place(index), say("format.page_number_format"), mend)
    start = sections[0].start
    if start is not None and start != "1":
        mend = partial(put, sections[0].element, "pgNumType", {"start": "1"}, SECTION_ORDER)
        yield finding("R10", _place(0), say("format.page_number_start", start=start), mend)


def _annex_pages(document: WordDocument, index: int) -> Iterator[FormatFinding]:
    if index == 0:
        yield finding("R42", _place(index), say("format.annex_pages"))
    elif document.sections[index].start != "1":
        mend = partial(put, document.sections[index].element, "pgNumType", {"start": "1"}, SECTION_ORDER)
        yield finding("R42", _place(index), say("format.annex_pages"), mend)

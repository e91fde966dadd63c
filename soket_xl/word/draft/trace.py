"""An edited draft held against its sources: what is as written, changed, gone, added, or no longer true."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soket_xl.texts import say
from soket_xl.word.draft.ledger import ROW, SENTENCE, Ledger, Line
from soket_xl.word.draft.match import Headings, Matched, Place, core, find_headings, match
from soket_xl.word.draft.plain import numbers, plain
from soket_xl.word.draft.stream import Element, Span, Stream
from soket_xl.word.draft.tables import RowPlace, Rows, find_rows
from soket_xl.word.package import W

SAME, CHANGED, REMOVED, NO_SOURCE, STALE = "same", "changed", "removed", "no_source", "stale"


@dataclass(frozen=True)
class Mismatch:
    """A number in a changed sentence that is not what the tracker holds; `code` is blank where no one figure is it."""

    code: str
    found: str
    expected: str


@dataclass(frozen=True)
class Traced:
    """A sentence or row of the draft. `now` is what the tracker would say today, None where nobody says it any more.

    `stale` tells that this is not what was written; `copy_of` is the sentence that an added text repeats.
    """

    line_id: str | None
    kind: str
    state: str
    text: str
    line: Line | None = None
    now: str | None = None
    stale: bool = False
    figures: tuple[Mismatch, ...] = ()
    span: Span | None = None
    found_by: str = ""
    copy_of: str = ""

    @property
    def is_error(self) -> bool:
        """Tell whether the draft says something here that the tracker no longer does."""
        return bool(self.figures) or (self.stale and self.state != REMOVED)


@dataclass(frozen=True)
class Draft:
    """A draft with the places of what was written in it."""

    stream: Stream
    headings: Headings
    matched: Matched
    rows: Rows

    def place(self, line_id: str) -> Place | None:
        """Return where a sentence stands, None if it is gone."""
        return self.matched.places.get(line_id)


@dataclass(frozen=True)
class Frame:
    """What belongs to the template: texts (plain) and names of styles (small letters) of letterhead and signature."""

    texts: Collection[str]
    styles: Mapping[str, str]
    """The names of the draft's styles by id."""


def read_draft(root: Element, stream: Stream, ledger: Ledger, headings: Mapping[str, str]) -> Draft:
    """Return where everything that `ledger` lists stands in the draft; `headings` are the outline's, by code."""
    found = find_headings(stream, headings)
    sentences = [line for line in ledger.lines if line.kind == SENTENCE]
    rows = find_rows(stream, [line for line in ledger.lines if line.kind == ROW])
    return Draft(stream, found, match(stream, sentences, found), rows)


def trace(draft: Draft, ledger: Ledger, fresh: Sequence[Line], frame: Frame) -> list[Traced]:
    """Return every sentence and row that was written and every text that a person added, in the order of the draft.

    `fresh` is what the tracker would write today. What was removed stands where it was in the report.
    """
    now = {line.line_id: line for line in fresh}
    found = [_sentence(draft, line, now.get(line.line_id)) for line in ledger.lines if line.kind == SENTENCE]
    found += [_row(draft, line, now.get(line.line_id)) for line in ledger.lines if line.kind == ROW]
    return [*found, *_added(draft, ledger, frame)]


def _sentence(draft: Draft, line: Line, fresh: Line | None) -> Traced:
    place = draft.place(line.line_id)
    now = fresh.text if fresh else None
    said = core(draft.stream.text(place.span)) if place else ""
    written = core(now) if now is not None else None
    stale = written != core(line.text) and said != written
    if place is None:
        return Traced(line.line_id, line.kind, REMOVED, line.text, fresh or line, now, stale)
    text = draft.stream.text(place.span)
    if place.same:
        state = STALE if stale else SAME
        return Traced(line.line_id, line.kind, state, text, fresh or line, now, stale, (), place.span, place.how)
    figures = tuple(mismatches(text, line, fresh))
    return Traced(line.line_id, line.kind, CHANGED, text, fresh or line, now, stale, figures, place.span, place.how)


def _row(draft: Draft, line: Line, fresh: Line | None) -> Traced:
    place = draft.rows.places.get(line.line_id)
    now = fresh.text if fresh else None
    stale = now is None or plain(now).text != plain(line.text).text
    if place is None:
        return Traced(line.line_id, line.kind, REMOVED, line.text, fresh or line, now, stale)
    if place.is_as(line):
        state = STALE if stale else SAME
        return Traced(line.line_id, line.kind, state, place.text, fresh or line, now, stale)
    stale = stale and (fresh is None or not place.is_as(fresh))
    figures = tuple(_cell_mismatches(place, line, fresh))
    return Traced(line.line_id, line.kind, CHANGED, place.text, fresh or line, now, stale, figures)


def _cell_mismatches(place: RowPlace, line: Line, fresh: Line | None) -> Iterator[Mismatch]:
    """Yield the numbers of a figure's row that are not what the tracker holds."""
    if fresh is None or not line.figures or len(place.texts) != len(fresh.cells):
        return
    for said, cell in zip(place.texts, fresh.cells, strict=True):
        if numbers(said) != numbers(cell):
            yield Mismatch(line.figures[0][0], said, cell)


def mismatches(text: str, line: Line, fresh: Line | None) -> Iterator[Mismatch]:
    """Yield the numbers of a changed sentence that the tracker does not hold.

    A number that was written and is not true any more is one; so is a new number while one of the sentence's own is
    missing that no such number stands for. A number that a person just left out is none.
    """
    here, old, new = numbers(text), numbers(line.text), numbers(fresh.text if fresh else "")
    stale = [number for number in here if number in old and number not in new]
    missing = new - here
    unspoken = missing.total() > sum(here[number] for number in stale)
    strange = [number for number in here if number not in old and number not in new] if unspoken else []
    if not stale and not strange:
        return
    own = [(code, value) for code, value in (fresh.figures if fresh else ()) if code != line.claim_id]
    expected = {code: value for code, value in own if not numbers(value) <= here}
    was = dict(line.figures)
    for number in stale:
        code = next((code for code in expected if number in numbers(was.get(code, ""))), "")
        yield Mismatch(code, number, expected.get(code) or ", ".join(missing))
    for number in strange:
        code = next(iter(expected), "")
        yield Mismatch(code, number, expected.get(code) or ", ".join(missing))


def _added(draft: Draft, ledger: Ledger, frame: Frame) -> Iterator[Traced]:
    """Yield what people added: loose text in the body, and rows of the annexes."""
    first, last = _body(draft, ledger)
    known = Counter({core(line.text): 1 for line in ledger.lines if line.kind == SENTENCE})
    ids = {core(line.text): line.line_id for line in ledger.lines if line.kind == SENTENCE}
    headings = {number for number, _ in draft.headings.found}
    for span in draft.matched.loose:
        number = draft.stream.para_at(span[0])
        text = draft.stream.text(span)
        if number in headings or text in frame.texts or _is_framed(draft, number, first <= number <= last, frame):
            continue
        bare = core(text)
        copy = ids[bare] if known[bare] else ""
        yield Traced(None, SENTENCE, NO_SOURCE, text, span=span, copy_of=copy)
    for row in draft.rows.added:
        yield Traced(None, ROW, NO_SOURCE, row.text)


def _is_framed(draft: Draft, number: int, inside: bool, frame: Frame) -> bool:
    """Tell whether a paragraph belongs to letterhead, signature, an annex's head or its table."""
    para = draft.stream.paras[number]
    if para.cell is not None:
        return not inside or any(table in draft.rows.tables for table in para.cell.iterancestors(f"{W}tbl"))
    style = para.element.find(f"{W}pPr/{W}pStyle")
    name = frame.styles.get(style.get(f"{W}val", ""), "") if style is not None else ""
    return name in frame_styles()


def _body(draft: Draft, ledger: Ledger) -> tuple[int, int]:
    """Return the numbers of the first and last paragraph of the report's body."""
    annexes = {line.under for line in ledger.lines if line.kind == ROW}
    own = [line.line_id for line in ledger.lines if line.kind == SENTENCE and line.under not in annexes]
    places = [place for line_id in own if (place := draft.place(line_id))]
    numbers_found = [draft.stream.para_at(place.span[0]) for place in places]
    return min(numbers_found, default=0), max(numbers_found, default=-1)


def frame_styles() -> Collection[str]:
    """Return the names (small letters) of the template's styles that no sentence of a report has."""
    names = (
        say("word.style_to"),
        say("word.style_to_list"),
        say("word.style_authority"),
        say("word.style_parent"),
        say("word.style_nation"),
        say("word.style_motto"),
        say("word.style_number"),
        say("word.style_place_date"),
        say("word.style_kind"),
        say("word.style_subject"),
        say("word.style_signature"),
        say("word.style_signer"),
        say("word.style_recipients"),
        say("word.style_recipient"),
        say("word.style_annex"),
        say("word.style_annex_title"),
        say("word.style_annex_reference"),
        say("word.style_tail"),
    )
    return {name.lower() for name in names}

"""Where a new sentence or row belongs in a draft that people have rearranged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from soket_xl.word.draft.ledger import ROW, SENTENCE, Line
from soket_xl.word.draft.stream import Element
from soket_xl.word.draft.trace import Draft
from soket_xl.word.package import W


@dataclass(frozen=True)
class Spot:
    """A place for a new paragraph: `put` puts it there, `like` is a paragraph that it should look like."""

    put: Callable[[Element], None]
    like: Element


class Places:
    """The paragraphs and rows of a draft by the line that they hold; new ones are added as they are made."""

    def __init__(self, draft: Draft, fresh: Sequence[Line]) -> None:
        self._draft = draft
        self._fresh = list(fresh)
        self._rows = {line_id: place.element for line_id, place in draft.rows.places.items()}
        self._found: dict[str, Element] = {}
        for line in fresh:
            place = draft.place(line.line_id) if line.kind == SENTENCE else None
            if place is not None and self._is_at_home(line, place.span[1] - 1):
                self._found[line.line_id] = draft.stream.paras[draft.stream.para_at(place.span[1] - 1)].element

    def put(self, line: Line, element: Element) -> None:
        """Remember where a new line was put."""
        (self._rows if line.kind == ROW else self._found)[line.line_id] = element

    def spot(self, line: Line) -> Spot | None:
        """Return where a new sentence goes: behind the one before it under the same heading or lead, else behind that
        heading, else before the next one. None where the draft has no such place any more.
        """
        before, after = self._around(line)
        head = self._head(line)
        like = next((element for element in (before, after, *self._found.values()) if element is not None), None)
        if like is None:
            return None
        if before is not None:
            return Spot(_behind(before), before)
        if head is not None:
            return Spot(_behind(head), like)
        if after is not None:
            return Spot(after.addprevious, after)
        if line.line_id.startswith(("E_", "L_")) or not line.section:
            return None
        return self._somewhere(line, like)

    def row_before(self, line: Line) -> Element | None:
        """Return the row behind which a new row goes: one of the same annex with as many cells."""
        found = None
        for other in self._fresh:
            if other.line_id == line.line_id:
                break
            row = self._rows.get(other.line_id)
            if other.under == line.under and row is not None and len(row.findall(f"{W}tc")) == len(line.cells):
                found = row
        return found

    def _around(self, line: Line) -> tuple[Element | None, Element | None]:
        """Return the paragraphs before and after a line under the same heading or lead."""
        at = next(n for n, other in enumerate(self._fresh) if other.line_id == line.line_id)
        found = [(n, o, self._found[o.line_id]) for n, o in enumerate(self._fresh) if o.line_id in self._found]
        above = line.under == line.section
        before = [p for n, o, p in found if n < at and (o.under == line.under or (above and o.section == line.section))]
        after = [p for n, o, p in found if n > at and o.under == line.under]
        return (before[-1] if before else None), (after[0] if after else None)

    def _head(self, line: Line) -> Element | None:
        """Return the lead or heading that a line stands under."""
        if line.under != line.section:
            return self._found.get(line.under)
        number = self._draft.headings.para_of(line.section) if line.section else None
        return None if number is None else self._draft.stream.paras[number].element

    def _somewhere(self, line: Line, like: Element) -> Spot | None:
        """Return a place behind the nearest sentence before a line, under whatever heading."""
        found = None
        for other in self._fresh:
            if other.line_id == line.line_id:
                break
            found = self._found.get(other.line_id, found)
        return None if found is None else Spot(_behind(found), like)

    def _is_at_home(self, line: Line, place: int) -> bool:
        """Tell whether a sentence still stands under its own heading: a moved one is no landmark."""
        section = self._draft.headings.section_of(self._draft.stream.para_at(place))
        return not line.section or section == line.section


def _behind(element: Element) -> Callable[[Element], None]:
    """Return what puts a paragraph behind `element`; one that ends a page section keeps the new one before it."""
    ends = element.find(f"{W}pPr/{W}sectPr") is not None
    return element.addprevious if ends else element.addnext

"""Late reports brought into a draft that people have edited: untouched sentences renewed, the rest only proposed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from soket_xl.texts import say
from soket_xl.word.draft.ledger import ROW, SENTENCE, Ledger, Line
from soket_xl.word.draft.match import core
from soket_xl.word.draft.patch import Patch
from soket_xl.word.draft.places import Places
from soket_xl.word.draft.plain import plain
from soket_xl.word.draft.stream import Element, Span
from soket_xl.word.draft.trace import CHANGED, NO_SOURCE, REMOVED, STALE, Draft, Traced
from soket_xl.word.xml import BOOKMARK, ROW_BOOKMARK

LONGEST = 80
"""Letters of a sentence that the list of changes shows."""


@dataclass
class Folded:
    """What was done, by ids: sentences `updated`, human text `kept`, changes `proposed` beside it in a comment, new
    sentences `inserted` and old ones `struck` as tracked changes; annex rows apart from them.
    """

    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    proposed: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    rows_updated: list[str] = field(default_factory=list)
    rows_proposed: list[str] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    """What a person has to decide, in words, one line each."""
    renewals: list[str] = field(default_factory=list)
    """What was renewed, in words, one line each."""

    @property
    def changes(self) -> list[str]:
        """All that was done, in words: what a person has to decide comes first."""
        return [*self.asks, *self.renewals]


def fold(draft: Draft, ledger: Ledger, fresh: Sequence[Line], found: Sequence[Traced], patch: Patch) -> Folded:
    """Change the draft through `patch` so that it says what `fresh` says, and return what was done.

    `found` is the draft's trace. A text that a person touched is never changed; new sentences and sentences that nobody
    says any more are tracked changes, for a person to accept.
    """
    folder = _Folder(draft, ledger, fresh, patch)
    folder.sentences([item for item in found if item.kind == SENTENCE])
    folder.rows([item for item in found if item.kind == ROW])
    folder.new()
    patch.tidy()
    return folder.done


class _Folder:
    """Does one fold; what it did is in `done`."""

    def __init__(self, draft: Draft, ledger: Ledger, fresh: Sequence[Line], patch: Patch) -> None:
        self.draft, self.patch = draft, patch
        self.old = {line.line_id: line for line in ledger.lines}
        self.new_lines = {line.line_id: line for line in fresh}
        self.places = Places(draft, fresh)
        self.done = Folded()
        self.again: set[str] = set()
        """Sentences that stand under another lead now: struck out where they were, inserted where they belong."""

    def sentences(self, found: Sequence[Traced]) -> None:
        """Renew, propose or strike out, from the end of the draft to its beginning."""
        self.copies = {item.line_id: item for item in found if item.line_id}
        for item in found:
            if item.span is None and item.state == REMOVED:
                self.done.kept.append(str(item.line_id))
        for item in sorted((item for item in found if item.span), key=lambda item: item.span or (0, 0), reverse=True):
            self._sentence(item, item.span or (0, 0))
        self.done.asks.reverse()
        self.done.renewals.reverse()

    def _sentence(self, item: Traced, span: Span) -> None:
        if item.state == NO_SOURCE:
            self._copy(item, span)
            return
        line_id = str(item.line_id)
        fresh = self.new_lines.get(line_id)
        if item.state == CHANGED:
            self.done.kept.append(line_id)
            if item.stale:
                self._propose(line_id, span, item.text, fresh)
        elif fresh is None or fresh.under != self.old[line_id].under:
            self._strike(line_id, span, item.text, again=fresh is not None)
        elif item.state == STALE:
            self._renew(line_id, span, item.text, fresh)
        if item.found_by != "mark" or line_id in self.draft.matched.doubled:
            self.patch.bookmark(span, BOOKMARK + line_id)

    def _renew(self, line_id: str, span: Span, text: str, fresh: Line) -> None:
        self.patch.replace(span, core(fresh.text))
        self.done.updated.append(line_id)
        changed = "; ".join(differences(text, core(fresh.text)))
        self.done.renewals.append(say("trace.did_renew", text=shortened(text), changed=changed))

    def _propose(self, line_id: str, span: Span, text: str, fresh: Line | None) -> None:
        self.done.proposed.append(line_id)
        if fresh is None:
            self.patch.comment(span, say("trace.comment_nobody"))
            self.done.asks.append(say("trace.did_nobody", text=text))
        else:
            units = ", ".join(_new_units(self.old[line_id], fresh))
            note = say("trace.comment_units", units=units) if units else ""
            self.patch.comment(span, say("trace.comment", new=fresh.text) + note)
            self.done.asks.append(say("trace.did_propose", text=shortened(text), new=shortened(fresh.text)))

    def _strike(self, line_id: str, span: Span, text: str, again: bool) -> None:
        self.patch.drop_bookmarks(BOOKMARK + line_id)
        self.patch.delete(span)
        self.done.struck.append(line_id)
        if again:
            self.again.add(line_id)
        self.done.asks.append(say("trace.did_strike", text=text))

    def _copy(self, item: Traced, span: Span) -> None:
        """Propose the change of a sentence beside the copy that a person made of it."""
        source = self.copies.get(item.copy_of)
        if source is not None and source.stale:
            self.patch.comment(
                span, say("trace.comment", new=source.now) if source.now else say("trace.comment_nobody")
            )
            self.done.proposed.append(item.copy_of)

    def rows(self, found: Sequence[Traced]) -> None:
        """Renew the cells of the annexes that nobody touched, and propose the others."""
        for item in reversed(found):
            place = self.draft.rows.places.get(item.line_id or "")
            if place is None or item.line_id is None or not item.stale:
                continue
            old, fresh = self.old[item.line_id], self.new_lines.get(item.line_id)
            if fresh is None:
                self.patch.comment_cell(place.cells[0], say("trace.comment_row_gone"))
                self.done.rows_proposed.append(item.line_id)
            elif len({len(place.texts), len(old.cells), len(fresh.cells)}) == 1:
                self._cells(item.line_id, place.cells, place.texts, old.cells, fresh.cells)
            else:
                self.patch.comment_cell(place.cells[0], say("trace.comment", new=fresh.text))
                self.done.rows_proposed.append(item.line_id)

    def _cells(
        self, line_id: str, cells: Sequence[Element], now: Sequence[str], old: Sequence[str], new: Sequence[str]
    ) -> None:
        updated = proposed = False
        for cell, said, was, wanted in reversed(list(zip(cells, now, old, new, strict=True))):
            if plain(wanted).text in (plain(was).text, said):
                continue
            if said == plain(was).text:
                self._cell(cell, said, wanted)
                updated = True
            else:
                self.patch.comment_cell(cell, say("trace.comment", new=wanted))
                proposed = True
        if updated:
            self.done.rows_updated.append(line_id)
        if proposed:
            self.done.rows_proposed.append(line_id)

    def _cell(self, cell: Element, said: str, wanted: str) -> None:
        stream = self.draft.stream
        spans = [s for p, s in zip(stream.paras, stream.para_spans, strict=True) if p.cell is cell and s[0] < s[1]]
        if said and spans:
            self.patch.replace((spans[0][0], spans[-1][1]), wanted)
        else:
            self.patch.fill_cell(cell, wanted)

    def new(self) -> None:
        """Insert the sentences and rows that were not there, each after the one that comes before it."""
        for line in self.new_lines.values():
            if line.line_id in self.old and line.line_id not in self.again:
                continue
            made = self._new_row(line) if line.kind == ROW else self._new_sentence(line)
            if made is None:
                self.done.homeless.append(line.line_id)
                self.done.asks.append(say("trace.did_not_place", text=line.text))
                continue
            self.places.put(line, made)
            self.done.inserted.append(line.line_id)
            if line.kind == SENTENCE:
                self.done.asks.append(say("trace.did_insert", section=line.section or "-", text=line.text))

    def _new_sentence(self, line: Line) -> Element | None:
        spot = self.places.spot(line)
        if spot is None:
            return None
        made = self.patch.paragraph(line.text, spot.like, BOOKMARK + line.line_id)
        spot.put(made)
        return made

    def _new_row(self, line: Line) -> Element | None:
        before = self.places.row_before(line)
        if before is None:
            return None
        made = self.patch.row(before, line.cells, ROW_BOOKMARK + line.line_id)
        before.addnext(made)
        return made


def differences(old: str, new: str) -> Iterator[str]:
    """Yield the words that differ between two sentences, as "old -> new"."""
    a, b = old.split(), new.split()
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            before, after = (" ".join(part).strip("(),;.") for part in (a[i:j], b[k:m]))
            yield say("trace.did_change", old=before, new=after)


def shortened(text: str) -> str:
    """Return a sentence on one line, its two ends where it is long: many begin alike."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return f"{line[: LONGEST // 3].rsplit(' ', 1)[0]} ... {line[-LONGEST * 2 // 3 :].split(' ', 1)[-1]}"


def _new_units(old: Line, fresh: Line) -> Iterator[str]:
    """Yield the names of the units that say a sentence now and did not before."""
    before = set(old.units)
    for source in dict.fromkeys(fresh.sources):
        if source.unit_id and source.unit_id not in before:
            before.add(source.unit_id)
            yield source.unit_name or source.unit_id

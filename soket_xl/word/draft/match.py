"""Where the sentences of a report stand in the draft that people have edited: by bookmark, by text, by likeness."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from soket_xl.word.draft.ledger import Line, text_hash
from soket_xl.word.draft.plain import BULLET, held, likeness, plain, words
from soket_xl.word.draft.stream import Mark, Span, Stream, trimmed
from soket_xl.word.model import sentence_id
from soket_xl.word.xml import BOOKMARK, HEADING_BOOKMARK

LIKE_HERE, LIKE_ELSEWHERE, HELD = 0.55, 0.7, 0.7
"""From which likeness a text is the edited form of a sentence: under its own heading, under another, inside a longer
one. Below it a person wrote something else."""
_ENDS = ".!?:;\u2026"
_PIECE = re.compile(r"[^\n]+?(?:[.!?;:]+(?= )|(?=\n)|$)")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Place:
    """Where a sentence stands: `same` if nobody touched its text; `how` it was found: "mark", "text" or "near"."""

    span: Span
    same: bool
    how: str


@dataclass(frozen=True)
class Headings:
    """The headings of the outline in a draft, as (number of the paragraph, code), in the order of the draft."""

    found: tuple[tuple[int, str], ...]

    def section_of(self, para: int) -> str:
        """Return the code of the heading over a paragraph, "" before the first."""
        return next((code for number, code in reversed(self.found) if number <= para), "")

    def para_of(self, code: str) -> int | None:
        """Return the number of the paragraph that is the heading of `code`."""
        return next((number for number, found in self.found if found == code), None)


@dataclass(frozen=True)
class Matched:
    """The places of the sentences that were found, by id, what nobody claims, and names that stand twice."""

    places: Mapping[str, Place]
    loose: tuple[Span, ...]
    doubled: tuple[str, ...]


def find_headings(stream: Stream, headings: Mapping[str, str]) -> Headings:
    """Return where the headings {code: text} stand: by bookmark, else by their text."""
    marked = {mark.name.lower(): mark for mark in stream.marks if mark.end > mark.start}
    by_text: dict[str, list[int]] = {}
    for number, span in enumerate(stream.para_spans):
        by_text.setdefault(stream.text(span).lower(), []).append(number)
    found = {}
    for code, text in headings.items():
        mark = marked.get((HEADING_BOOKMARK + sentence_id(code)).lower())
        numbers = [n for n in by_text.get(plain(text).text.lower(), ()) if n not in found]
        if mark is not None:
            found[stream.para_at(stream.to_plain(mark.start, mark.end)[0])] = code
        elif numbers:
            found[numbers[0]] = code
    return Headings(tuple(sorted(found.items())))


def match(stream: Stream, lines: Sequence[Line], headings: Headings) -> Matched:
    """Return where the sentences `lines` stand in the draft."""
    return _Matcher(stream, lines, headings).run()


@lru_cache(maxsize=1 << 14)
def core(text: str) -> str:
    """Return a sentence in plain letters without the bullet that may stand before it."""
    return BULLET.sub("", plain(text).text)


class _Matcher:
    """Claims letters of the draft for sentences, the sure ones first."""

    def __init__(self, stream: Stream, lines: Sequence[Line], headings: Headings) -> None:
        self.stream, self.lines, self.headings = stream, lines, headings
        self.text = stream.plain.text
        self.taken = bytearray(len(self.text))
        self.places: dict[str, Place] = {}
        self.cores = {line.line_id: core(line.text) for line in lines}
        self.alike = Counter(self.cores.values())
        self.starts = frozenset(start for start, _ in stream.para_spans)
        """Where paragraphs begin, those too that run on because the mark before them was deleted."""
        self.bags: dict[Span, Counter[str]] = {}
        self.marks: dict[str, list[Mark]] = {}
        for mark in stream.marks:
            self.marks.setdefault(mark.name.lower(), []).append(mark)

    def run(self) -> Matched:
        for step in (self._marked, self._exact, self._changed, self._near):
            for line in self.lines:
                if line.line_id not in self.places:
                    step(line)
        doubled = [i for i in self.cores if len(self.marks.get((BOOKMARK + i).lower(), ())) > 1]
        return Matched(self.places, tuple(self._loose()), tuple(doubled))

    def _spans(self, line: Line) -> list[Span]:
        found = self.marks.get((BOOKMARK + line.line_id).lower(), ())
        spans = [self._bare(self.stream.to_plain(mark.start, mark.end)) for mark in found]
        return [span for span in spans if span[0] < span[1]]

    def _bare(self, span: Span) -> Span:
        bullet = BULLET.match(self.text[span[0] : span[1]])
        return (span[0] + bullet.end(), span[1]) if bullet else span

    def _is(self, line: Line, span: Span) -> bool:
        text = self.text[span[0] : span[1]]
        return text == self.cores[line.line_id] or (len(text) > 10_000 and text_hash(text) == line.text_hash)

    def _marked(self, line: Line) -> None:
        """Find the sentence as it was written inside its bookmark, with or without more sentences beside it."""
        for span in self._spans(line):
            at = span[0] if self._is(line, span) else self.text.find(self.cores[line.line_id], *span)
            whole = (
                (at, span[1]) if at == span[0] and self._is(line, span) else (at, at + len(self.cores[line.line_id]))
            )
            if at >= 0 and self._fits(whole):
                self._claim(line, whole, True, "mark")
                return

    def _exact(self, line: Line) -> None:
        """Find the sentence as it was written anywhere; one that others share only under its own heading."""
        wanted = self.cores[line.line_id]
        spans = [span for span in self._occurrences(wanted) if self._fits(span)]
        here = [span for span in spans if self._section(span) == line.section]
        chosen = here or (spans if self.alike[wanted] == 1 else [])
        if wanted and chosen:
            self._claim(line, chosen[0], True, "text")

    def _occurrences(self, wanted: str) -> Iterator[Span]:
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield at, at + len(wanted)
            at = self.text.find(wanted, at + 1)

    def _changed(self, line: Line) -> None:
        """Take what its bookmark holds, to the ends of the sentences that it touches."""
        for span in self._spans(line):
            for free in self._free(span):
                if _LETTER.search(self.text, *free):
                    self._claim(line, self._widened(free), False, "mark")
                    return

    def _near(self, line: Line) -> None:
        wanted = words(self.cores[line.line_id])
        alone = self.alike[self.cores[line.line_id]] == 1
        best: tuple[float, Span] = (0.0, (0, 0))
        for span in self._pieces():
            score = likeness(wanted, self._bag(span))
            here = self._section(span) == line.section
            needed = LIKE_HERE if here else LIKE_ELSEWHERE
            if not (here or alone):
                continue
            if score >= needed and score > best[0]:
                best = (score, span)
        if best[0]:
            self._claim(line, best[1], False, "near")
            return
        for place in [place for place in self.places.values() if alone and not place.same]:
            if wanted.total() > 3 and held(wanted, self._bag(place.span)) >= HELD:
                self.places[line.line_id] = Place(place.span, False, "near")
                return

    def _bag(self, span: Span) -> Counter[str]:
        if span not in self.bags:
            self.bags[span] = words(self.text[span[0] : span[1]])
        return self.bags[span]

    def _pieces(self) -> Iterator[Span]:
        """Yield what is free in each paragraph, whole and sentence by sentence."""
        for span in self._loose():
            yield span
            inner = [trimmed(self.text, m.span()) for m in _PIECE.finditer(self.text, *span)]
            if len(inner) > 1:
                yield from inner

    def _loose(self) -> Iterator[Span]:
        for span in self.stream.para_spans:
            if self.taken.find(0, *span) >= 0:
                yield from (free for free in self._free(span) if _LETTER.search(self.text, *free))

    def _free(self, span: Span) -> Iterator[Span]:
        at, end = span
        while at < end:
            start = self.taken.find(0, at, end)
            if start < 0:
                return
            stop = self.taken.find(1, start, end)
            at = end if stop < 0 else stop
            free = trimmed(self.text, (start, at))
            if free[0] < free[1]:
                yield free

    def _fits(self, span: Span) -> bool:
        """Tell whether a span is free and whole sentences."""
        free = self.taken.find(1, *span) < 0
        return free and span[0] < span[1] and self._begins(self._before(span[0])) and self._ends(span[1])

    def _before(self, at: int) -> int:
        """Return where the bullet before a place begins, else the place."""
        start = self.stream.para_spans[self.stream.para_at(at)][0]
        return start if at - start < 4 and BULLET.fullmatch(self.text[start:at]) else at

    def _begins(self, at: int) -> bool:
        if at in self.starts or at == 0 or self.text[at - 1] == "\n" or self.taken[at - 1]:
            return True
        return self.text[at - 1] == " " and at > 1 and (self.text[at - 2] in _ENDS or bool(self.taken[at - 2]))

    def _ends(self, at: int) -> bool:
        if at >= len(self.text) or at in self.starts or self.text[at] == "\n" or self.taken[at]:
            return True
        return self.text[at] == " " and (
            self.text[at - 1] in _ENDS or (at + 1 < len(self.text) and self.taken[at + 1] > 0)
        )

    def _widened(self, span: Span) -> Span:
        start, end = span
        while not self._begins(start):
            start -= 1
        while not self._ends(end):
            end += 1
        return trimmed(self.text, (start, end))

    def _section(self, span: Span) -> str:
        return self.headings.section_of(self.stream.para_at(span[0]))

    def _claim(self, line: Line, span: Span, same: bool, how: str) -> None:
        self.places[line.line_id] = Place(span, same, how)
        start = self._before(span[0])
        self.taken[start : span[1]] = b"\1" * (span[1] - start)

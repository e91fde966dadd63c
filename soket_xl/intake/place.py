"""Which section of the outline each paragraph belongs to: headings are found and matched, text follows its heading.

Units renumber, reword, reorder, merge, add and skip: a heading is matched by its words first, then by what stands
around it, last by its place. What cannot be told is left unplaced with a guess; nothing is dropped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from soket_xl.intake.blocks import Block, Paragraph, TableBlock
from soket_xl.intake.choose import BY_STOP, EXACT, INLINE, LIKELY, LONGEST_TITLE, SURE, Chooser
from soket_xl.intake.headings import (
    BULLETS,
    LONGEST_INLINE,
    Marked,
    heading_kind,
    is_emphatic,
    looks_like_heading,
    only_divides,
    split_marker,
)
from soket_xl.intake.items import Item
from soket_xl.intake.lines import Parts, inline_parts, is_plain, lines_of, parts_of, row_text, top_kinds, written
from soket_xl.intake.sequence import ROMANS, Level, follows, is_short, last_number

ABOVE: Mapping[str, tuple[str, ...]] = {"part": (), "capital": ("part",), "roman": ("part", "capital")}
"""What may stand above a heading of this kind."""


@dataclass
class Placer(Chooser):
    """Walks through a report's body. `items` and `warnings` are what it found."""

    items: list[Item] = field(default_factory=list)
    _heading: str = ""
    _guess: str | None = None
    _last_shouted: bool = False
    _parts: list[tuple[str, str | None]] = field(default_factory=list)
    _closed: list[Level] = field(default_factory=list)
    _plain: bool = False
    _as_many_parts: bool = False

    def place(self, blocks: Sequence[Block]) -> None:
        """Place the blocks of a report's body, in order."""
        self._plain, self._top_kinds = is_plain(blocks), top_kinds(blocks)
        own = [number for s in self.matcher.outline if s.level == 1 and (number := s.marker.rstrip(". ")) in ROMANS]
        self._as_many_parts = own == parts_of(blocks)
        for line in lines_of(blocks):
            if isinstance(line, TableBlock):
                self._table(line)
            else:
                self._line(line)

    @property
    def section(self) -> str | None:
        """The section that text goes to now."""
        return self._open[-1].code if self._open else None

    def _line(self, paragraph: Paragraph) -> None:
        marked = split_marker(paragraph)
        if paragraph.kind == "paragraph":
            if self._continues_heading(paragraph, marked):
                self._aside(paragraph)
                return
            if only_divides(marked.text) and is_emphatic(paragraph, marked):
                self._open, self._guess = [], None
                self._aside(paragraph)
                return
            for taken in (self._inline, self._small_heading, self._plain_title):
                if taken(paragraph, marked):
                    return
            if looks_like_heading(paragraph, marked) and self._take_heading(paragraph, marked):
                return
        self._last_shouted = self._behind_heading = False
        self._text(paragraph, marked)

    def _continues_heading(self, paragraph: Paragraph, marked: Marked) -> bool:
        """A heading in capitals that goes on in the next paragraph, without a marker of its own."""
        shouted = self._last_shouted and marked.text.isupper() and marked.text[-1] not in ".;"
        return shouted and not marked.kind and len(marked.text.split()) < 16 and paragraph.outline is None

    def _inline(self, paragraph: Paragraph, marked: Marked) -> bool:
        """Split "b) Title: text": the title opens its section, the text goes into it."""
        return any(self._split(paragraph, marked, parts) for parts in inline_parts(paragraph, marked))

    def _split(self, paragraph: Paragraph, marked: Marked, parts: Parts) -> bool:
        unmarked = not marked.kind
        if len(parts.head.split()) > LONGEST_TITLE or (
            unmarked and paragraph.lead < len(parts.head) and not self._plain
        ):
            return False
        self._close(marked.kind or "inline")
        loose = unmarked or parts.by_stop or marked.kind in BULLETS
        found = self._match(parts.head, marked, len(self._open), self._least_inline(parts, loose))
        counted = parts.text[:1].isdigit() and found is not None and self.matcher.scores(parts.head)[found] < EXACT
        if found is None or ((loose or counted) and not self._is_part_of_open(found, deep=unmarked or self._again())):
            self._reopen()
            return False
        self._enter(replace(marked, kind=marked.kind or "inline"), found, parts.head)
        self.items.append(Item(f"{marked.marker} {parts.head}:".strip(), None, aside="heading", place=paragraph.place))
        self._text(replace(paragraph, text=parts.text, marker=""), Marked("", "", parts.text))
        return True

    def _least_inline(self, parts: Parts, loose: bool) -> float:
        """Return how like a title before text must be: more where little but its words tells it from a sentence."""
        again = loose and self._again()
        if parts.by_stop:
            return BY_STOP if again else EXACT
        strict = (loose and not again) or len(parts.head.split()) > LONGEST_INLINE
        return EXACT if strict else SURE if parts.text[:1].isdigit() else INLINE

    def _again(self) -> bool:
        """Tell whether a line of the same kind before this one opened a section of the outline."""
        return any(level.known and not level.within for level in self._closed[:1])

    def _plain_title(self, paragraph: Paragraph, marked: Marked) -> bool:
        """Take a short line of a report without any emphasis or marker as a heading below the open part."""
        text = marked.text
        short = not marked.kind and text[:1].isupper() and 1 < len(text.split()) <= LONGEST_INLINE and "\n" not in text
        if not self._plain or not short or text[-1] in ".;,!" or any(map(str.isdigit, text)):
            return False
        self._close("inline")
        found = self._match(text.rstrip(" :"), marked, len(self._open), SURE)
        if found is None or not self._is_part_of_open(found, deep=True):
            self._reopen()
            return False
        self._enter(replace(marked, kind="inline"), found, paragraph.text)
        self._aside(paragraph)
        return True

    def _small_heading(self, paragraph: Paragraph, marked: Marked) -> bool:
        """Take a line behind a bullet as the heading of a part of the open section, if it says its very title."""
        if marked.kind not in BULLETS or len(marked.text.split()) > LONGEST_INLINE:
            return False
        self._close(marked.kind)
        found = self._match(marked.text.rstrip(" .:"), marked, len(self._open), EXACT)
        if found is None or not self._is_part_of_open(found):
            self._reopen()
            return False
        self._enter(marked, found, paragraph.text)
        self._aside(paragraph)
        return True

    def _opens_list(self, marked: Marked) -> bool:
        """Tell whether a short line with a first number stands right behind a heading."""
        return self._behind_heading and is_short(marked) and last_number(marked.marker) == 1

    def _counts_below(self, marked: Marked) -> bool:
        """Tell whether a short line carries the open heading's number and a first one below it: "2." and "2.1."."""
        upper, dot, last = marked.marker.rstrip(" .)").rpartition(".")
        above = self._open[-1].number.strip(" .)/:-") if self._open else ""
        return bool(dot) and last == "1" and upper == above and is_short(marked)

    def _is_part_of_open(self, code: str, *, deep: bool = False) -> bool:
        above = self._known_above()
        return code.startswith(f"{above}.") if deep else code.rpartition(".")[0] == above

    def _take_heading(self, paragraph: Paragraph, marked: Marked) -> bool:
        """Open the section of a heading, or an unknown one; False if the paragraph is text after all."""
        marked = replace(marked, kind=heading_kind(paragraph, marked))
        before = self._before(marked.kind)
        self._close(marked.kind)
        emphatic = is_emphatic(paragraph, marked) or follows(before, marked) or self._counts_below(marked)
        if before is not None and before.emphatic and not emphatic:
            self._reopen()
            return False
        least = LIKELY if emphatic or self._opens_list(marked) else SURE
        found = self._match(marked.text.rstrip(" .:"), marked, len(self._open), least)
        if found is None and not self._unknown(marked, emphatic):
            self._reopen()
            return False
        if found is not None:
            self._enter(marked, found, paragraph.text)
        self._open[-1].emphatic = is_emphatic(paragraph, marked)
        self._last_shouted = marked.text.isupper()
        if self._open[-1].within:
            self._text(paragraph, split_marker(paragraph))
        else:
            self._aside(paragraph)
        return True

    def _unknown(self, marked: Marked, emphatic: bool) -> bool:
        """Open a heading that the outline does not know; False if it is better taken as text."""
        above = self._open[-1] if self._open else None
        if above is None:
            return self._unknown_part(marked, emphatic)
        if above.known and above.code and "." not in above.code:
            if not emphatic or marked.kind in BULLETS:
                return False
            self._enter_unknown(marked, above.code)
            return True
        if not emphatic and marked.kind not in ("decimal", "decimal2", "decimal3", "letter"):
            return False
        self._open.append(Level(marked.kind, above.code, known=False, number=marked.marker, within=True))
        return True

    def _unknown_part(self, marked: Marked, emphatic: bool) -> bool:
        if not emphatic and marked.kind not in ("roman", "part"):
            return False
        by_place = self._by_place(marked)
        if by_place:
            self._enter(marked, by_place, marked.text)
            return True
        scores = self.matcher.scores(marked.text)
        guess = max(scores, key=lambda code: scores[code], default=None)
        if marked.kind in ("roman", "part"):
            self._parts.append((marked.marker, None))
        self._enter_unknown(marked, guess)
        return True

    def _by_place(self, marked: Marked) -> str | None:
        """Return the part with the same number, where all parts before it had the outline's own numbers.

        Its words must be a little alike, unless the report has just as many parts as the outline.
        """
        if marked.kind != "roman":
            return None
        number = marked.marker.rstrip(".) /:-")
        parts = [section for section in self.matcher.outline if section.level == 1]
        wanted = next((s.code for s in parts if s.marker.rstrip(". ") == number), None)
        kept = all((code or "").split(".")[0] == marker.rstrip(".) /:-") for marker, code in self._parts)
        alike = self._as_many_parts or self.matcher.scores(marked.text).get(wanted or "", 0.0) >= 0.25
        return wanted if wanted and kept and (self._parts or self._as_many_parts) and alike else None

    def _enter(self, marked: Marked, code: str, heading: str) -> None:
        if not self._open and marked.kind in ("roman", "part"):
            self._parts.append((marked.marker, code))
        self._open.append(Level(marked.kind, code, known=True, both=self._both, number=marked.marker))
        self._both = ()
        self._used.add(code)
        self._heading, self._guess, self._closed, self._behind_heading = heading, None, [], True

    def _enter_unknown(self, marked: Marked, guess: str | None) -> None:
        self._open.append(Level(marked.kind, None, known=False, number=marked.marker))
        self._heading, self._guess = marked.text, guess

    def _before(self, kind: str) -> Level | None:
        """Return the open heading that a heading of this kind would follow."""
        return next((level for level in self._open if level.kind == kind), None)

    def _close(self, kind: str) -> None:
        """Close open headings down to the one of the same kind, that one included; keep them for `_reopen`.

        A part closes all, Roman numbers all but the parts above them.
        """
        kinds = [level.kind for level in self._open]
        at = len(kinds)
        if kind in kinds:
            at = kinds.index(kind)
        elif kind in ABOVE:
            at = next((n for n, other in enumerate(kinds) if other not in ABOVE[kind]), at)
        self._closed = self._open[at:]
        self._open = self._open[:at]

    def _reopen(self) -> None:
        self._open += self._closed
        self._closed = []

    def _text(self, paragraph: Paragraph, marked: Marked) -> None:
        kind = "footnote" if paragraph.kind == "footnote" else "paragraph"
        text = " ".join(written(paragraph, marked).split())
        if text:
            self._add(text, kind, paragraph.place)

    def _table(self, table: TableBlock) -> None:
        for row in table.rows:
            text = row_text(row)
            if text:
                self._add(text, "table", table.place)

    def _add(self, text: str, kind: str, place: str) -> None:
        both = self._open[-1].both if self._open else ()
        code = (self.matcher.told_first(text, both) if both else None) or self.section
        self.items.append(Item(text, code, self._heading, None if code else self._guess, kind, place, both=both))

    def _aside(self, paragraph: Paragraph) -> None:
        shown = f"{paragraph.marker} {paragraph.text}".strip()
        self.items.append(Item(shown, None, aside="heading", place=paragraph.place))

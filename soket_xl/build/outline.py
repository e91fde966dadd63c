"""An outline from a Word file: its headings by style, by number (typed or automatic) or, where it has neither, by bold.

What stands below a heading and is none becomes the hint of its section: nothing that the file says is lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from soket_xl.build.outline_lines import outline_lines, stands_out
from soket_xl.build.outline_marks import RANKS, UPPER, Mark, made_mark, made_part, mark_of
from soket_xl.errors import FileRefused
from soket_xl.intake.blocks import Paragraph
from soket_xl.intake.document import read_document
from soket_xl.intake.headings import is_emphatic, split_marker
from soket_xl.model import AGENCIES, COMMUNES, Row
from soket_xl.text.fold import fold, squeeze
from soket_xl.texts import say

LONGEST_TITLE, LONGEST_UPPER, LONGEST_BOLD = 45, 70, 26
"""Words of a numbered heading, of one with a Roman number or above, and of one that is only bold."""
LONG_TITLE = 24
"""A longer title is cut at its first colon or bracket; the rest is a hint."""
LONGEST_HINT = 30_000
ANNEX = "PL"
_ANNEX = re.compile(r"^(?:phu luc|phu bieu|bieu so lieu|bieu tong hop|he thong bieu)\b")
_TAIL = re.compile(r"[\s.:;,_\u2026]+$")
_ASKS = re.compile(
    r"^(?:can )?(?:neu|danh gia|trinh bay|bao cao|liet ke|lam ro|phan tich|ghi|mo ta|thong ke|de nghi)\b"
)
"""How what a heading asks for begins, behind its colon: "Limits: tell the causes"."""
_BRACKET = re.compile(r"\(([^()]*)\)")
_OPTIONAL = re.compile(r"\bneu co\b|\bkhong bat buoc\b|\btuy chon\b")
_FOR_AGENCIES = re.compile(r"\bso,? (?:ban,? )?nganh\b|\bcap tinh\b|\bcac so\b|\bco quan chuyen mon\b")
_FOR_COMMUNES = re.compile(r"\bxa,? phuong\b|\bcap xa\b|\bubnd (?:cac )?xa\b|\bcac xa\b")
_ONLY_FOR = re.compile(r"\b(?:doi voi|danh cho|ap dung|chi|phan cua|do)\b")


@dataclass(frozen=True)
class WordOutline:
    """The sections as rows of the outline's table, and what the clerk should look at."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    """A paragraph with its number; `rank` tells how deep it stands, None for text."""

    paragraph: Paragraph
    mark: Mark
    rank: float | None = None


@dataclass
class _Node:
    """A section being made."""

    code: str
    level: int
    rank: float
    marker: str
    title: str
    hints: list[str]
    obligation: dict[str, str]
    children: list[str] = field(default_factory=list)


def read_outline(path: Path) -> WordOutline:
    """Return the outline that the headings of a Word file make. Raises FileRefused if it has none."""
    paragraphs, further = outline_lines(read_document(path).blocks)
    ranked = _ranked([_Line(p, mark_of(p)) for p in paragraphs])
    builder = _Builder()
    for line in ranked:
        builder.take(line)
    if not builder.nodes:
        raise FileRefused("build.outline_none", file=path.name)
    notes = [say("build.outline_read", file=path.name, count=len(builder.nodes)), *builder.notes(path.name)]
    if further:
        notes.append(say("build.outline_further", file=path.name, titles="; ".join(title[:80] for title in further)))
    return WordOutline(tuple(_row(node) for node in builder.nodes), tuple(notes))


def _is_styled(line: _Line) -> bool:
    return line.paragraph.outline is not None


def _ranked(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines with the rank of each heading: by style where styles are used for levels, else by number."""
    styled = [line for line in lines if _is_styled(line)]
    kinds: dict[int, set[str]] = {}
    for line in styled:
        kinds.setdefault(line.paragraph.outline or 0, set()).add(line.mark.kind)
    by_style = len(styled) > 1 and all(len(found - {""}) < 2 for found in kinds.values())
    if by_style:
        return _without_title(_by_style(lines, {kind for found in kinds.values() for kind in found}))
    return _by_number(lines) if any(_numbered(line) for line in lines) else _by_look(lines)


def _by_style(lines: Sequence[_Line], used: set[str]) -> list[_Line]:
    """Rank styled headings by their level; numbered lines below them, of kinds that no style has, by their number."""
    found = []
    for line in lines:
        rank: float | None = None
        if _is_styled(line):
            rank = float(line.paragraph.outline or 0)
        elif _numbered(line) and line.mark.kind not in used:
            rank = float(line.mark.rank)
        found.append(_Line(line.paragraph, line.mark, rank))
    return found


def _without_title(lines: list[_Line]) -> list[_Line]:
    """Take away the rank of the document's own title: the only heading of its level, first, without a number."""
    ranks = [line.rank for line in lines if line.rank is not None]
    first = next((n for n, line in enumerate(lines) if line.rank is not None), None)
    if first is None or lines[first].mark.kind or ranks.count(ranks[0]) > 1 or min(ranks) < ranks[0]:
        return lines
    numbered = any(line.mark.kind for line in lines if line.rank is not None)
    centered = lines[first].paragraph.centered
    return [*lines[:first], *lines[first + 1 :]] if len(ranks) > 1 and (numbered or centered) else lines


def _numbered(line: _Line) -> bool:
    """Tell whether a line's number makes it a heading: not where it is a long text."""
    longest = LONGEST_UPPER if line.mark.kind in UPPER else LONGEST_TITLE
    said = line.mark.text
    if line.mark.kind == "paren" and said[-1:] in (".", ";"):
        return False  # "(1) Tell how many offices;" asks for something.
    return bool(line.mark.kind) and 0 < len(said.split()) <= longest and said[0] not in ".,;"


def _by_number(lines: Sequence[_Line]) -> list[_Line]:
    """Rank numbered lines; bold ones without a number stand below them where the file numbers only its parts."""
    kinds = [line.mark.kind for line in lines if _numbered(line)]
    ranks = {kind: float(rank) for kind, rank in RANKS.items()}
    if "roman" in kinds and "capital" in kinds and kinds.index("roman") < kinds.index("capital"):
        ranks["capital"], ranks["roman"] = ranks["roman"], ranks["capital"]
    upper = set(kinds) <= set(UPPER)
    first = min((n for n, line in enumerate(lines) if _numbered(line) and line.mark.kind in UPPER), default=0)
    capitals = {} if set(kinds) & set(UPPER) else _capitals(lines)
    found = []
    for number, line in enumerate(lines):
        rank = ranks[line.mark.kind] if _numbered(line) and number >= first else capitals.get(number)
        if rank is None and upper and number > first and _is_bold(line):
            rank = 30.0
        found.append(_Line(line.paragraph, line.mark, rank))
    return found


def _capitals(lines: Sequence[_Line]) -> dict[int, float]:
    """Return the rank of bold capitals without a number that head the parts: the count begins anew below them."""
    found = [
        n for n, line in enumerate(lines) if not line.mark.kind and _is_bold(line) and line.paragraph.text.isupper()
    ]
    firsts = [n for n, line in enumerate(lines) if _numbered(line) and line.mark.part == "1"]
    below = {max((c for c in found if c < n), default=-1) for n in firsts}
    return dict.fromkeys(found, 15.0) if len(found) > 1 and len(below) > 1 else {}


def _by_look(lines: Sequence[_Line]) -> list[_Line]:
    """Rank bold lines of a file without numbers and styles: capitals, then bold, then bold italics."""
    found = []
    for line in lines:
        rank: float | None = None
        if _is_bold(line) and not line.paragraph.centered:
            capitals = line.paragraph.text.upper() == line.paragraph.text
            rank = 30.0 if capitals else 32.0 if line.paragraph.italic > 0.5 else 31.0
        found.append(_Line(line.paragraph, line.mark, rank))
    return found


def _is_bold(line: _Line) -> bool:
    text = line.paragraph.text.strip()
    bullet = bool(split_marker(line.paragraph).kind) and not line.mark.kind
    return (
        is_emphatic(line.paragraph, split_marker(line.paragraph))
        and not bullet
        and 1 < len(text.split()) <= LONGEST_BOLD
        and text[-1] not in ".;,"
        and not text.startswith("(")
    )


class _Builder:
    """Builds sections from ranked lines: a heading stands below the last one of a lesser rank."""

    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self._open: list[_Node] = []
        self._top: list[str] = []
        self._renamed: list[str] = []

    def take(self, line: _Line) -> None:
        """Take the next line: a heading opens a section, text is a hint of the open one."""
        annex = _ANNEX.match(fold(line.paragraph.text)) and stands_out(line.paragraph) and self.nodes
        if annex and all(node.code != ANNEX for node in self.nodes):
            self._annex(line)
        elif line.rank is not None and not (self.nodes and self.nodes[-1].code == ANNEX):
            self._heading(line, line.rank)
        elif self.nodes:
            self.nodes[-1].hints.append(f"{line.paragraph.marker} {line.paragraph.text}".strip())

    def notes(self, file: str) -> list[str]:
        """Return what was mended."""
        return [say("build.outline_renamed", file=file, titles="; ".join(self._renamed))] if self._renamed else []

    def _annex(self, line: _Line) -> None:
        title = _TAIL.sub("", squeeze(line.paragraph.text))
        obligation = {AGENCIES: "M", COMMUNES: "M"}
        self.nodes.append(_Node(ANNEX, 1, 0.0, say("build.annex_marker"), title, [], obligation))

    def _heading(self, line: _Line, rank: float) -> None:
        while self._open and self._open[-1].rank >= rank:
            self._open.pop()
        above = self._open[-1] if self._open else None
        level = len(self._open) + 1
        siblings = above.children if above else self._top
        title, rest = _title_of(line)
        part = line.mark.part or made_part(level, len(siblings) + 1)
        part = self._free(part, siblings, level, title)
        siblings.append(part)
        code = f"{above.code}.{part}" if above else part
        marker = line.mark.written or made_mark(level, part)
        node = _Node(code, level, rank, marker, title, rest, _obligation(line.mark.text, above))
        self.nodes.append(node)
        self._open.append(node)

    def _free(self, part: str, siblings: Sequence[str], level: int, title: str) -> str:
        """Return a number that no sibling has: a file that counts wrongly gets the next free one."""
        if part not in siblings:
            return part
        self._renamed.append(title[:60])
        return next(free for n in range(len(siblings) + 1, 999) if (free := _other(part, level, n)) not in siblings)


def _other(part: str, level: int, number: int) -> str:
    return str(number) if part.isdigit() else made_part(level, number) if level in (1, 3) else f"{part}{number}"


def _title_of(line: _Line) -> tuple[str, list[str]]:
    """Return a heading's title without leaders and signs at its end; what it goes on to ask or say is a hint."""
    text = squeeze(line.mark.text)
    head, colon, asked = text.partition(":")
    begun = max(line.paragraph.lead - len(line.paragraph.text) + len(line.mark.text), 0)
    emphatic = 0 < begun <= len(head) + 1
    if colon and head.strip() and asked.strip() and (emphatic or _ASKS.match(fold(asked))):
        return _TAIL.sub("", head) or head, [asked.strip()]
    if len(text.split()) > LONG_TITLE and (cut := re.search(r"[:;(]|\.\s", text[12:])):
        head = _TAIL.sub("", text[: 12 + cut.start()])
        return head, [text[len(head) :].lstrip(" .:;")]
    return _TAIL.sub("", text) or text, []


def _obligation(text: str, above: _Node | None) -> dict[str, str]:
    """Return who must write a section, by what its brackets say; parts inherit from the whole."""
    found = dict(above.obligation) if above else {AGENCIES: "M", COMMUNES: "M"}
    for said in map(fold, _BRACKET.findall(text)):
        if _OPTIONAL.search(said):
            found = {group: "O" if value == "M" else value for group, value in found.items()}
        agencies, communes = bool(_FOR_AGENCIES.search(said)), bool(_FOR_COMMUNES.search(said))
        if _ONLY_FOR.search(said) and agencies != communes:
            found[COMMUNES if agencies else AGENCIES] = "-"
    return found


def _row(node: _Node) -> Row:
    bare = squeeze(_BRACKET.sub(" ", node.title))
    return {
        "code": node.code,
        "level": node.level,
        "marker": node.marker,
        "title": node.title,
        "agencies": node.obligation[AGENCIES],
        "communes": node.obligation[COMMUNES],
        "hint": "\n".join(node.hints)[:LONGEST_HINT] or None,
        "synonyms": bare if bare and bare != node.title else None,
    }

"""The parts of an administrative document (Decree 30/2020, annex I), found in any lawful way of laying them out.

Roles are told by words and place, never by formatting: formatting is what the rules judge.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from soket_xl.ooxml.effective import Cascade, Element, ParagraphFormat, RunFormat, W
from soket_xl.text.fold import fold, squeeze


class Role(StrEnum):
    """What a paragraph is, in the decree's terms."""

    COUNTRY = "country"
    MOTTO = "motto"
    PARENT = "parent"
    ISSUER = "issuer"
    NUMBER = "number"
    PLACE_DATE = "place_date"
    LETTER_SUBJECT = "letter_subject"
    KIND = "kind"
    SUBJECT = "subject"
    TO = "to"
    TO_LINE = "to_line"
    BASIS = "basis"
    PART = "part"
    ROMAN = "roman"
    CLAUSE = "clause"
    POINT = "point"
    BODY = "body"
    CELL = "cell"
    AUTHORITY = "authority"
    SIGNER = "signer"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    ANNEX = "annex"
    ANNEX_TITLE = "annex_title"
    ANNEX_REFERENCE = "annex_reference"
    EMPTY = "empty"


@dataclass(frozen=True)
class Piece:
    """A run with text, and how it looks."""

    element: Element
    text: str
    look: RunFormat


@dataclass(frozen=True)
class Line:
    """A paragraph with its looks and its part in the document; `number` counts paragraphs from 1."""

    element: Element
    number: int
    text: str
    pieces: tuple[Piece, ...]
    look: ParagraphFormat
    cell: Element | None
    section: int
    role: Role = Role.BODY

    @property
    def folded(self) -> str:
        """The text for comparing."""
        return fold(self.text)

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return bool(self.pieces) and all(piece.look.bold for piece in self.pieces if piece.text.strip())

    @property
    def italic(self) -> bool:
        """Whether every letter is italic."""
        return bool(self.pieces) and all(piece.look.italic for piece in self.pieces if piece.text.strip())

    @property
    def any_bold(self) -> bool:
        """Whether any letter is bold."""
        return any(piece.look.bold for piece in self.pieces if piece.text.strip())

    @property
    def any_italic(self) -> bool:
        """Whether any letter is italic."""
        return any(piece.look.italic for piece in self.pieces if piece.text.strip())

    @property
    def sizes(self) -> set[int]:
        """The sizes of its letters, in half points."""
        return {piece.look.size for piece in self.pieces if piece.text.strip()}

    @property
    def upper(self) -> bool:
        """Whether it is shown in capitals."""
        shown = "".join(p.text.upper() if p.look.caps else p.text for p in self.pieces)
        return shown == shown.upper() and any(c.isalpha() for c in shown)


KINDS = (
    "bao cao", "to trinh", "ke hoach", "thong bao", "quyet dinh", "chuong trinh", "de an", "huong dan", "bien ban",
    "giay moi", "cong dien", "nghi quyet", "chi thi", "quy che", "quy dinh", "thong cao", "phuong an", "du an",
    "hop dong", "ban ghi nho", "ban thoa thuan", "giay uy quyen", "giay gioi thieu", "giay nghi phep", "phieu gui",
    "phieu chuyen", "phieu bao",
)  # fmt: skip
_NUMBER = re.compile(r"^so\s*:")
_PLACE_DATE = re.compile(r",\s*ngay\b.*\bthang\b.*\bnam\b")
_AUTHORITY = re.compile(r"^(tm\.|kt\.|tl\.|tuq\.|q\.|t/m|k/t|t/l|tuq|tm |kt |tl )")
_TITLES = re.compile(
    r"^(pho )?(chu tich|giam doc|truong phong|chanh van phong|chanh thanh tra|cuc truong|vu truong|bi thu|truong ban"
    r"|hieu truong|tong giam doc|bo truong|thu truong)\b"
)
_ROMAN = re.compile(r"^[IVXLC]+\s*[.\-:/)]")
_CLAUSE = re.compile(r"^\d+\s*[.)\-/]")
_POINT = re.compile(r"^[a-zA-Z\u0111\u0110]\s*[.)\-]\s")
_PART = re.compile(r"^(phan|chuong)\s+(thu\s+)?([ivxlc]+|\d+|nhat|hai|ba|tu|bon|nam|sau)\b")
_ANNEX = re.compile(r"^phu luc(\s+([ivxlc]+|\d+|so.*))?\s*[.:]?$")
LETTERHEAD_LINES = 40


def lines_of(body: Element, cascade: Cascade) -> list[Line]:
    """Return the paragraphs of a document's body in order, each with its role."""
    read = list(_read(body, cascade))
    return _with_roles(read)


def visible_text(run: Element) -> str:
    """Return the text of a run as shown."""
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            parts.append("\t")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def runs_of(paragraph: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph that a reader sees: not deleted ones, not those inside text boxes."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from runs_of(child)


_TRANSPARENT = {
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir")
}


def _read(body: Element, cascade: Cascade) -> Iterator[Line]:
    section = 0
    for number, (paragraph, cell, table_style) in enumerate(_paragraphs(body, None, None), 1):
        pieces = []
        for run in runs_of(paragraph):
            text = visible_text(run)
            look = cascade.run(run, paragraph, table_style)
            if text and not look.hidden:
                pieces.append(Piece(run, text, look))
        text = squeeze("".join(piece.text for piece in pieces))
        look_of_paragraph = cascade.paragraph(paragraph, table_style)
        yield Line(paragraph, number, text, tuple(pieces), look_of_paragraph, cell, section)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            section += 1


def _paragraphs(
    parent: Element, cell: Element | None, table_style: str | None
) -> Iterator[tuple[Element, Element | None, str | None]]:
    for child in parent:
        if child.tag == f"{W}p":
            yield child, cell, table_style
        elif child.tag == f"{W}tbl":
            style = child.find(f"{W}tblPr/{W}tblStyle")
            name = None if style is None else style.get(f"{W}val")
            for inner in child.iterfind(f".//{W}tc"):
                if next(inner.iterancestors(f"{W}tbl")) is child:
                    yield from _paragraphs(inner, inner, name)
        elif child.tag in _TRANSPARENT:
            yield from _paragraphs(child, cell, table_style)


def _with_roles(lines: Sequence[Line]) -> list[Line]:
    head_end = _letterhead_end(lines)
    sign_start = _signature_start(lines, head_end)
    annex_start = next((i for i in range(sign_start, len(lines)) if _ANNEX.match(lines[i].folded)), len(lines))
    roles = [_role_in_head(lines, i, head_end) for i in range(head_end)]
    roles += _body_roles(lines[head_end:sign_start])
    roles += _signature_roles(lines[sign_start:annex_start])
    roles += _annex_roles(lines[annex_start:])
    return [replace(line, role=role if line.text else Role.EMPTY) for line, role in zip(lines, roles, strict=True)]


def _letterhead_end(lines: Sequence[Line]) -> int:
    """Return the index after the last line of letterhead, kind and subject; 0 where there is no letterhead."""
    marks = [i for i, line in enumerate(lines[:LETTERHEAD_LINES]) if _is_letterhead(line)]
    if not marks:
        return 0
    end = marks[-1] + 1
    table = _table_of(lines[marks[-1]])
    while table is not None and end < len(lines) and _table_of(lines[end]) is table:
        end += 1
    return end


def _table_of(line: Line) -> Element | None:
    return None if line.cell is None else next(line.cell.iterancestors(f"{W}tbl"), None)


def _is_letterhead(line: Line) -> bool:
    folded = line.folded
    return (
        folded.startswith(("cong hoa xa hoi", "doc lap"))
        or bool(_NUMBER.match(folded) and len(folded) < 60)
        or (bool(_PLACE_DATE.search(folded)) and len(folded) < 80)
    )


def _role_in_head(lines: Sequence[Line], index: int, end: int) -> Role:
    line = lines[index]
    folded = line.folded
    if folded.startswith("cong hoa xa hoi chu nghia"):
        return Role.COUNTRY
    if folded.startswith("doc lap"):
        return Role.MOTTO
    if _NUMBER.match(folded):
        return Role.NUMBER
    if _PLACE_DATE.search(folded):
        return Role.PLACE_DATE
    if folded.startswith(("v/v", "ve viec")):
        return Role.LETTER_SUBJECT
    names = [other for other in lines[:end] if other.cell is line.cell and _names_body(other)]
    if line not in names:
        return Role.BODY
    return Role.PARENT if names.index(line) < _first_issuer(names) else Role.ISSUER


_OFFICES = ("so ", "phong ", "ban ", "trung tam", "truong", "tram", "chi cuc", "van phong", "thanh tra", "cuc ", "vu ")
_COMMITTEES = ("uy ban nhan dan", "hoi dong nhan dan", "ubnd", "hdnd", "doan dai bieu")


def _first_issuer(names: Sequence[Line]) -> int:
    """Return which of the letterhead's names is the issuing body's first: those above it are of its parent.

    "UY BAN NHAN DAN / TINH LAI CHAU" is one name in two lines; "UBND TINH LAI CHAU / SO NOI VU" are two bodies.
    """
    for index, line in enumerate(names):
        if index and line.folded.startswith(_OFFICES):
            return index
    if len(names) > 1 and not names[0].any_bold and names[1].any_bold and names[0].folded not in _COMMITTEES:
        return 1
    return 0


def _names_body(line: Line) -> bool:
    folded = line.folded
    return (
        bool(line.text)
        and not _is_letterhead(line)
        and not folded.startswith(("v/v", "ve viec"))
        and any(map(str.isalpha, folded))
    )


def _body_roles(lines: Sequence[Line]) -> list[Role]:
    roles: list[Role] = []
    titled = False
    opening = True
    for line in lines:
        role = _body_role(line, roles, opening, titled)
        titled = titled or role == Role.KIND
        opening = opening and role in _OPENING
        roles.append(role)
    return roles


_OPENING = {Role.KIND, Role.SUBJECT, Role.TO, Role.TO_LINE, Role.EMPTY, Role.BASIS, Role.LETTER_SUBJECT}


def _body_role(line: Line, before: Sequence[Role], opening: bool, titled: bool) -> Role:
    folded = line.folded
    if not line.text:
        return Role.EMPTY
    if opening and (found := _opening_role(line, before, titled)):
        return found
    if line.cell is not None:
        return Role.CELL
    if _PART.match(folded) and len(line.text) < 80:
        return Role.PART
    if _ROMAN.match(line.text):
        return Role.ROMAN
    if _CLAUSE.match(line.text):
        return Role.CLAUSE
    return Role.POINT if _POINT.match(line.text) else Role.BODY


def _opening_role(line: Line, before: Sequence[Role], titled: bool) -> Role | None:
    folded = line.folded
    last = next((role for role in reversed(before) if role != Role.EMPTY), None)
    if not titled and folded in KINDS:
        return Role.KIND
    if folded.startswith("kinh gui"):
        return Role.TO
    if last in (Role.TO, Role.TO_LINE) and line.text.startswith("-"):
        return Role.TO_LINE
    if folded.startswith("can cu ") and len(line.text) < 400:
        return Role.BASIS
    if (
        last in (Role.KIND, Role.SUBJECT)
        and not _ROMAN.match(line.text)
        and len(line.text) < 300
        and line.look.align == "center"
    ):
        return Role.SUBJECT
    return Role.SUBJECT if last == Role.KIND else None


def _signature_start(lines: Sequence[Line], start: int) -> int:
    marks = [
        i
        for i in range(start, len(lines))
        if lines[i].folded.startswith("noi nhan") or (_AUTHORITY.match(lines[i].folded) and len(lines[i].text) < 60)
    ]
    return marks[0] if marks else len(lines)


def _signature_roles(lines: Sequence[Line]) -> list[Role]:
    roles: list[Role] = []
    listing = False
    for line in lines:
        folded = line.folded
        if folded.startswith("noi nhan"):
            listing = True
            roles.append(Role.RECIPIENTS)
        elif _AUTHORITY.match(folded) or _TITLES.match(folded):
            roles.append(Role.AUTHORITY)
        elif listing and line.text.startswith(("-", "\u2013", "+")):
            roles.append(Role.RECIPIENT)
        else:
            roles.append(Role.SIGNER if line.text else Role.EMPTY)
    return roles


def _annex_roles(lines: Sequence[Line]) -> list[Role]:
    roles: list[Role] = []
    for line in lines:
        last = next((role for role in reversed(roles) if role != Role.EMPTY), None)
        if _ANNEX.match(line.folded):
            roles.append(Role.ANNEX)
        elif line.cell is not None:
            roles.append(Role.CELL)
        elif line.folded.startswith("(kem theo"):
            roles.append(Role.ANNEX_REFERENCE)
        elif last in (Role.ANNEX, Role.ANNEX_TITLE) and line.look.align == "center":
            roles.append(Role.ANNEX_TITLE)
        else:
            roles.append(Role.BODY)
    return roles

"""The parts of an administrative document (Decree 30/2020, annex I), found in any lawful way of laying them out.

Parts are told by words and place, never by formatting: formatting is what the rules judge.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property

from soket_xl.ooxml.effective import Element, W
from soket_xl.word.format.reading import Line, WordDocument, split_line


class Role(StrEnum):
    """What a line is, in the decree's terms; the values stand in the table of rules."""

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
    PART_TITLE = "part_title"
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
    RULE = "rule"
    OTHER = "other"
    EMPTY = "empty"


KINDS = {
    "bao cao": "BC", "to trinh": "TTR", "ke hoach": "KH", "thong bao": "TB", "quyet dinh": "QD", "chuong trinh": "CTR",
    "de an": "DA", "huong dan": "HD", "bien ban": "BB", "giay moi": "GM", "cong dien": "CD", "nghi quyet": "NQ",
    "chi thi": "CT", "quy che": "QC", "quy dinh": "QYD", "thong cao": "TC", "phuong an": "PA", "du an": "DA",
    "hop dong": "HD", "ban ghi nho": "BGN", "ban thoa thuan": "BTT", "giay uy quyen": "GUQ",
    "giay gioi thieu": "GGT", "giay nghi phep": "GNP", "phieu gui": "PG", "phieu chuyen": "PC", "phieu bao": "PB",
}  # fmt: skip
"""The named kinds of document and what stands for them in the number (annex III, part I), folded."""
NATION, MOTTO = "cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc"
_NUMBER = re.compile(r"^so\s*[:.]?\s*[\d._\u2026 ]*\s*[/-]\s*[a-z]|^so\s*:")
_PLACE_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b[\s.\d\u2026_]*$")
_AUTHORITY = re.compile(r"^(tm|kt|tl|tuq|q|t/m|k/t|t/l|t/uq)[. ]\s*\S")
_TITLES = re.compile(
    r"^(quyen |pho )?(chu tich|giam doc|truong phong|chanh van phong|chanh thanh tra|cuc truong|vu truong|truong ban"
    r"|hieu truong|tong giam doc|bo truong|thu truong|tong cuc truong|chi cuc truong|chanh an|vien truong|truong)\b"
)
_ROMAN = re.compile(r"^[IVXLC]+\s*[.)\-:/]\s*\S")
_CLAUSE = re.compile(r"^\d{1,2}\s*[.)]\s*\S|^\d{1,2}(\.\d{1,2})+\.?\s")
POINT = re.compile(r"^([a-zA-Z\u0111\u0110])\s*([.)])\s*\S")
_PART = re.compile(r"^(phan|chuong)\s+(thu\s+)?([ivxlc]+|\d+|nhat|hai|ba|tu|bon|nam|sau)\b[.:]?")
ANNEX = re.compile(r"^phu luc(\s+(so\s+)?([ivxlc]+|\d+))?\s*[.:]?$")
_RULE_LINE = re.compile(r"^[-_=*\u2013\u2014\u2500\u2026.\s]{3,}$")
_GEOGRAPHY = re.compile(r"^(tinh|xa|phuong|huyen|thanh pho|thi xa|thi tran|dac khu|quan)\b")
_BODY_OF_STATE = re.compile(
    r"^(uy ban|ubnd|hoi dong|hdnd|so|phong|ban|bo|trung tam|truong|tram|chi cuc|van phong|thanh tra|cuc|vu|benh vien"
    r"|kho bac|bao hiem|cong an|hat|dai|hoi|lien doan|doan|tong cuc|vien|quy|cong ty|ban quan ly|mat tran|toa an|bao)\b"
)
_FULL_SENTENCE = re.compile(
    r", (so|ubnd|uy ban|phong|trung tam|ban|chi cuc) [^,]{2,80} (bao cao|trinh|ban hanh|de nghi|xay dung)"
)
HEAD_LINES = 60


def is_country(folded: str) -> bool:
    """Tell whether a folded line means the country's name, misspelt or not."""
    return SequenceMatcher(None, folded, NATION).ratio() > 0.8


def is_motto(folded: str) -> bool:
    """Tell whether a folded line means the motto, misspelt or not."""
    return len(folded) < 45 and SequenceMatcher(None, folded, MOTTO).ratio() > 0.72


def _is_mark(folded: str) -> bool:
    is_number = len(folded) < 60 and bool(_NUMBER.match(folded))
    return is_country(folded) or is_motto(folded) or is_number or _is_place_date(folded)


def _is_place_date(folded: str) -> bool:
    return len(folded) < 90 and bool(_PLACE_DATE.search(folded)) and not folded.startswith(("(", "kem theo", "can cu"))


def _is_sign(folded: str) -> bool:
    return folded.startswith("noi nhan") or (len(folded) < 70 and bool(_AUTHORITY.match(folded)))


@dataclass(frozen=True)
class Part:
    """A line and what it is."""

    line: Line
    role: Role


class Anatomy:
    """The recognised parts of a document; `parts` holds every line once, in order."""

    def __init__(self, document: WordDocument) -> None:
        self.document = document
        lines = _without_fallback(document.lines)
        self.head_end = _head_end(lines)
        head = [part for line in lines[: self.head_end] for part in split_line(line)]
        rest = lines[self.head_end :]
        annex = next((i for i, line in enumerate(rest) if ANNEX.match(line.folded) and _is_annex(rest, i)), len(rest))
        sign = _sign_start(rest[:annex])
        ending = [part for line in rest[sign:annex] for part in split_line(line)]
        opening = [part for line in rest[:sign] for part in _split_opening(line)]
        self.parts = [
            *_head_roles(head),
            *_main_roles(opening),
            *_ending_roles(ending),
            *_annex_roles(rest[annex:]),
        ]

    def of(self, *roles: Role) -> list[Line]:
        """Return the lines of these roles, in order."""
        return [part.line for part in self.parts if part.role in roles]

    @cached_property
    def kind(self) -> str:
        """The kind: "party", "none" without any letterhead, "cong_van", or the folded name with underscores."""
        if self._is_party():
            return "party"
        if not self.of(Role.COUNTRY, Role.MOTTO, Role.NUMBER):
            return "none"
        names = self.of(Role.KIND)
        if names:
            return next(k for k in KINDS if names[0].folded.startswith(k)).replace(" ", "_")
        return "cong_van"

    def _is_party(self) -> bool:
        head = " ".join(p.line.folded for p in self.parts[:14])
        numbers = " ".join(line.text for line in self.of(Role.NUMBER))
        return "dang cong san viet nam" in head or bool(re.search(r"[/-](\u0110U|TU|TW|HU|\u0110UK)\b", numbers))


def _without_fallback(lines: Sequence[Line]) -> list[Line]:
    """Return the lines but those empty ones that only carry a text box."""
    return [line for line in lines if line.text or line.has_drawing or not line.boxed]


def _head_end(lines: Sequence[Line]) -> int:
    """Return the index after the letterhead; 0 where there is none."""
    marks = [i for i, line in enumerate(lines[:HEAD_LINES]) if any(_is_mark(part.folded) for part in split_line(line))]
    if not marks:
        return 0
    end = marks[-1] + 1
    table = table_of(lines[marks[-1]])
    while end < len(lines):
        line = lines[end]
        in_table = table is not None and table_of(line) is table
        in_box = line.boxed and lines[end - 1].boxed
        if not (in_table or in_box or line.folded.startswith(("v/v", "ve viec"))):
            break
        end += 1
    return end


def table_of(line: Line) -> Element | None:
    """Return the table that a line stands in, None outside tables."""
    return None if line.cell is None else next(line.cell.iterancestors(f"{W}tbl"), None)


def _is_annex(lines: Sequence[Line], index: int) -> bool:
    above = (part for line in lines[:index] for part in split_line(line))
    return lines[index].cell is None and any(_is_sign(part.folded) for part in above)


def _sign_start(lines: Sequence[Line]) -> int:
    """Return where the signature begins: the first row of its table, or its first line."""
    for index, line in enumerate(lines):
        if any(_is_sign(part.folded) for part in split_line(line)):
            return index if line.cell is None else _table_start(lines, index)
    titles = [i for i, line in enumerate(lines) if len(line.text) < 40 and _TITLES.match(line.folded) and line.upper]
    return titles[-1] if titles and titles[-1] > len(lines) / 2 else len(lines)


def _table_start(lines: Sequence[Line], index: int) -> int:
    table = table_of(lines[index])
    return next(i for i in range(index + 1) if table_of(lines[i]) is table)


def _split_opening(line: Line) -> list[Line]:
    folded = line.folded
    if line.cell is None and any(folded.startswith(kind + " ") for kind in KINDS) and "\n" in line.raw:
        return split_line(line)
    return [line]


def _head_roles(lines: Sequence[Line]) -> list[Part]:
    found: list[Part] = []
    for line in lines:
        last = found[-1] if found else None
        found.append(Part(line, _head_role(line, last)))
    names = [i for i, part in enumerate(found) if part.role is Role.OTHER and any(map(str.isalpha, part.line.text))]
    number = next((i for i, part in enumerate(found) if part.role is Role.NUMBER), len(found))
    names = [i for i in names if i < number]
    for index, role in zip(names, _name_roles([found[i].line for i in names]), strict=True):
        found[index] = Part(found[index].line, role)
    return found


def _head_role(line: Line, last: Part | None) -> Role:
    folded = line.folded
    if not line.text:
        return Role.EMPTY
    if _RULE_LINE.match(line.text):
        return Role.RULE
    if is_country(folded):
        return Role.COUNTRY
    if is_motto(folded):
        return Role.MOTTO
    if folded.startswith(("v/v", "ve viec")):
        return Role.LETTER_SUBJECT
    if _NUMBER.match(folded):
        return Role.NUMBER
    if _is_place_date(folded):
        return Role.PLACE_DATE
    if last and last.role is Role.LETTER_SUBJECT and line.cell is last.line.cell and line.cell is not None:
        return Role.LETTER_SUBJECT
    return Role.KIND if folded in KINDS else Role.OTHER


def _name_roles(lines: Sequence[Line]) -> list[Role]:
    """Return for each name in the letterhead whether it is the issuing body's or that of the body above it.

    "UY BAN NHAN DAN / TINH LAI CHAU" is one name in two lines; "UBND TINH LAI CHAU / SO NOI VU" are two bodies.
    """
    starts = [
        i for i, line in enumerate(lines) if i == 0 or (_BODY_OF_STATE.match(line.folded) and not _continues(lines, i))
    ]
    if len(starts) == 1 and len(lines) > 1 and not lines[0].all_bold and lines[-1].all_bold:
        starts += [i for i in (1,) if not _GEOGRAPHY.match(lines[1].folded)]
    first = starts[-1] if starts else 0
    return [Role.PARENT if i < first else Role.ISSUER for i in range(len(lines))]


def _continues(lines: Sequence[Line], index: int) -> bool:
    return lines[index - 1].folded.endswith((" va", ",", " -"))


_OPENING = {Role.KIND, Role.SUBJECT, Role.TO, Role.TO_LINE, Role.EMPTY, Role.BASIS, Role.RULE, Role.LETTER_SUBJECT}


def _main_roles(lines: Sequence[Line]) -> list[Part]:
    found: list[Part] = []
    opening = True
    for index, line in enumerate(lines):
        following = next((other for other in lines[index + 1 :] if other.text), None)
        role = _main_role(line, found, following, opening)
        opening = opening and role in _OPENING
        found.append(Part(line, role))
    return found


def _main_role(line: Line, before: Sequence[Part], following: Line | None, opening: bool) -> Role:
    if not line.text:
        return Role.EMPTY
    if _RULE_LINE.match(line.text):
        return Role.RULE
    if opening and (role := _opening_role(line, before, following)):
        return role
    if line.cell is not None or line.boxed:
        return Role.CELL
    last = next((part.role for part in reversed(before) if part.role is not Role.EMPTY), None)
    if _PART.match(line.folded) and len(line.text) < 60:
        return Role.PART
    if last is Role.PART and len(line.text) < 200 and not _ROMAN.match(line.text):
        return Role.PART_TITLE
    if _ROMAN.match(line.text) and len(line.text) < 300:
        return Role.ROMAN
    if _CLAUSE.match(line.text):
        return Role.CLAUSE
    return Role.POINT if POINT.match(line.text) else Role.BODY


def _opening_role(line: Line, before: Sequence[Part], following: Line | None) -> Role | None:
    folded = line.folded
    last = next((part.role for part in reversed(before) if part.role not in (Role.EMPTY, Role.RULE)), None)
    if last is None and _names_kind(line):
        return Role.KIND
    if folded.startswith("kinh gui"):
        return Role.TO
    if last in (Role.TO, Role.TO_LINE) and _is_addressee(line, before):
        return Role.TO_LINE
    if _is_basis(folded, last, following):
        return Role.BASIS
    starts_body = _ROMAN.match(line.text) or _CLAUSE.match(line.text) or folded.startswith("can cu ")
    if last is Role.KIND and not starts_body and not _PART.match(folded):
        return Role.SUBJECT
    if last is Role.SUBJECT and not starts_body and _looks_like_title(line):
        return Role.OTHER if line.upper else Role.SUBJECT
    return None


def _names_kind(line: Line) -> bool:
    name = next((kind for kind in KINDS if line.folded == kind or line.folded.startswith(kind + " ")), None)
    return name is not None and (line.folded == name or (line.upper and len(line.text) < 200))


def _looks_like_title(line: Line) -> bool:
    return len(line.text) < 200 and line.text[-1] not in ".;:" and (line.look.align == "center" or line.all_bold)


def _is_addressee(line: Line, before: Sequence[Part]) -> bool:
    if line.text.startswith(("-", "\u2013", "+")) and len(line.text) < 200:
        return True
    opened = next(part.line for part in reversed(before) if part.role is Role.TO)
    bare = opened.text.rstrip(" :").casefold() == opened.text.casefold()[:8]
    if line.cell is not None:
        return table_of(line) is table_of(opened)
    return bare and len(line.text) < 120 and not _CLAUSE.match(line.text) and not line.folded.startswith("can cu")


def _is_basis(folded: str, last: Role | None, following: Line | None) -> bool:
    if last is Role.BASIS and folded.startswith(("theo de nghi", "xet de nghi", "thuc hien ")) and len(folded) < 300:
        return folded.endswith((";", ".", ",")) and not _FULL_SENTENCE.search(folded)
    if not folded.startswith("can cu ") or _FULL_SENTENCE.search(folded) or folded.endswith(":"):
        return False
    beside = last is Role.BASIS or (following is not None and following.folded.startswith("can cu "))
    return beside or folded.endswith(";") or len(folded) < 220


def _ending_roles(lines: Sequence[Line]) -> list[Part]:
    found: list[Part] = []
    lists: Element | None = None
    listing = False
    for line in lines:
        role = _ending_role(line, listing and (line.cell is lists or line.cell is None))
        if role is Role.RECIPIENTS:
            listing, lists = True, line.cell
        found.append(Part(line, role))
    return found


def _ending_role(line: Line, listing: bool) -> Role:
    folded = line.folded
    if not line.text:
        return Role.EMPTY
    if _RULE_LINE.match(line.text):
        return Role.RULE
    if folded.startswith("noi nhan"):
        return Role.RECIPIENTS
    if len(folded) < 70 and (_AUTHORITY.match(folded) or _TITLES.match(folded)):
        return Role.AUTHORITY
    if listing and (line.text[0] in "-\u2013+\u2022" or line.cell is not None or folded.startswith(("nhu ", "luu"))):
        return Role.RECIPIENT
    if folded.startswith("(") or len(line.text) > 60:
        return Role.OTHER
    return Role.AUTHORITY if line.upper and _BODY_OF_STATE.match(folded) else Role.SIGNER


def _annex_roles(lines: Sequence[Line]) -> list[Part]:
    found: list[Part] = []
    for line in lines:
        last = next((part.role for part in reversed(found) if part.role is not Role.EMPTY), None)
        found.append(Part(line, _annex_role(line, last)))
    return found


def _annex_role(line: Line, last: Role | None) -> Role:
    if not line.text:
        return Role.EMPTY
    if line.cell is not None or line.boxed:
        return Role.CELL
    if ANNEX.match(line.folded):
        return Role.ANNEX
    if line.folded.startswith(("(kem theo", "(ban hanh kem", "kem theo")):
        return Role.ANNEX_REFERENCE
    if last is Role.ANNEX or (last is Role.ANNEX_TITLE and line.upper and line.look.align == "center"):
        return Role.ANNEX_TITLE
    return Role.RULE if _RULE_LINE.match(line.text) else Role.OTHER

"""What each line of a part of the document is: letterhead, text, signature, annexes."""

import re
from collections.abc import Sequence

from soket_xl.ooxml.effective import Element
from soket_xl.word.format.reading import Line
from soket_xl.word.format.roles import (
    ANNEX,
    AUTHORITY,
    BODY_OF_STATE,
    CLAUSE,
    FULL_SENTENCE,
    GEOGRAPHY,
    KINDS,
    NUMBER,
    PART,
    POINT,
    ROMAN,
    RULE_LINE,
    TITLES,
    URGENCY,
    Part,
    Role,
    is_country,
    is_motto,
    is_place_date,
    names_kind,
    table_of,
)

_UNFINISHED = re.compile(
    r"^(van phong|bo chi huy|bo tu lenh|ban chi huy|ban chi dao|ban quan ly( du an)?|cong ty( co phan)?|trung tam"
    r"|hoi dong|hoi|truong|chi cuc|phong|doan|vien|ban|so)$"
)
"""What no body is called by itself: the next line goes on with the name."""


_SURNAMES = ("doan ", "vu ", "vien ", "quy ", "dai ")
"""Names of people that begin as bodies do."""


def head_roles(lines: Sequence[Line]) -> list[Part]:
    """Return what the lines of the letterhead are."""
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
    if RULE_LINE.match(line.text):
        return Role.RULE
    if is_country(folded):
        return Role.COUNTRY
    if is_motto(folded):
        return Role.MOTTO
    if URGENCY.match(folded):
        return Role.URGENCY
    if folded.startswith(("v/v", "ve viec")):
        return Role.LETTER_SUBJECT
    if NUMBER.match(folded):
        return Role.NUMBER
    if is_place_date(folded):
        return Role.PLACE_DATE
    if last and last.role is Role.LETTER_SUBJECT and line.cell is last.line.cell and line.cell is not None:
        return Role.LETTER_SUBJECT
    return Role.KIND if folded in KINDS else Role.OTHER


def _name_roles(lines: Sequence[Line]) -> list[Role]:
    """Return for each name in the letterhead whether it is the issuing body's or that of the body above it.

    "UY BAN NHAN DAN / TINH LAI CHAU" is one name in two lines; "UBND TINH LAI CHAU / SO NOI VU" are two bodies.
    """
    starts = [
        i for i, line in enumerate(lines) if i == 0 or (BODY_OF_STATE.match(line.folded) and not _continues(lines, i))
    ]
    if len(starts) == 1 and len(lines) > 1 and not lines[0].all_bold and lines[-1].all_bold:
        starts += [i for i in (1,) if not GEOGRAPHY.match(lines[1].folded)]
    first = starts[-1] if starts else 0
    return [Role.PARENT if i < first else Role.ISSUER for i in range(len(lines))]


def _continues(lines: Sequence[Line], index: int) -> bool:
    above = lines[index - 1].folded
    return above.endswith((" va", ",", " -")) or bool(_UNFINISHED.match(above))


_OPENING = {
    Role.KIND, Role.SUBJECT, Role.TO, Role.TO_LINE, Role.EMPTY, Role.BASIS, Role.RULE, Role.LETTER_SUBJECT, Role.OTHER,
}  # fmt: skip


def main_roles(lines: Sequence[Line]) -> list[Part]:
    """Return what the lines of the text between letterhead and signature are."""
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
    if RULE_LINE.match(line.text):
        return Role.RULE
    if opening and (role := _opening_role(line, before, following)):
        return role
    if line.cell is not None or line.boxed:
        return Role.CELL
    last = next((part.role for part in reversed(before) if part.role is not Role.EMPTY), None)
    if PART.match(line.folded) and len(line.text) < 60:
        return Role.PART
    if last is Role.PART and len(line.text) < 200 and not ROMAN.match(line.text):
        return Role.PART_TITLE
    if ROMAN.match(line.text) and len(line.text) < 300:
        return Role.ROMAN
    if CLAUSE.match(line.text):
        return Role.CLAUSE
    return Role.POINT if POINT.match(line.text) else Role.BODY


def _opening_role(line: Line, before: Sequence[Part], following: Line | None) -> Role | None:
    folded = line.folded
    last = next((part.role for part in reversed(before) if part.role not in (Role.EMPTY, Role.RULE)), None)
    if last is None and names_kind(line):
        return Role.KIND
    if folded.startswith("kinh gui"):
        return Role.TO
    if last in (Role.TO, Role.TO_LINE) and _is_addressee(line, before):
        return Role.TO_LINE
    if _is_basis(folded, last, following):
        return Role.BASIS
    starts_body = ROMAN.match(line.text) or CLAUSE.match(line.text) or folded.startswith("can cu ")
    if last is Role.KIND and not starts_body and not PART.match(folded):
        return Role.SUBJECT
    if last is Role.SUBJECT and not starts_body and _looks_like_title(line):
        return Role.OTHER if line.upper else Role.SUBJECT
    return None


def _looks_like_title(line: Line) -> bool:
    return len(line.text) < 200 and line.text[-1] not in ".;:" and (line.look.align == "center" or line.all_bold)


def _is_addressee(line: Line, before: Sequence[Part]) -> bool:
    if line.text.startswith(("-", "\u2013", "+")) and len(line.text) < 200:
        return True
    opened = next(part.line for part in reversed(before) if part.role is Role.TO)
    said = next((part.line.text for part in reversed(before) if part.role is Role.TO_LINE), "")
    ended = said.endswith(".") or (said.startswith("-") and not line.text.startswith("-"))
    if ended or line.text.endswith(":") or ROMAN.match(line.text):
        return False
    bare = opened.text.rstrip(" :").casefold() == opened.text.casefold()[:8]
    if line.cell is not None:
        return table_of(line) is table_of(opened)
    return bare and len(line.text) < 120 and not CLAUSE.match(line.text) and not line.folded.startswith("can cu")


def _is_basis(folded: str, last: Role | None, following: Line | None) -> bool:
    if last is Role.BASIS and folded.startswith(("theo de nghi", "xet de nghi", "thuc hien ")) and len(folded) < 300:
        return folded.endswith((";", ".", ",")) and not FULL_SENTENCE.search(folded)
    if not folded.startswith("can cu ") or FULL_SENTENCE.search(folded) or folded.endswith(":"):
        return False
    beside = last is Role.BASIS or (following is not None and following.folded.startswith("can cu "))
    return beside or folded.endswith(";") or len(folded) < 220


def ending_roles(lines: Sequence[Line]) -> list[Part]:
    """Return what the lines of the signature and the list of recipients are."""
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
    if RULE_LINE.match(line.text):
        return Role.RULE
    if folded.startswith("noi nhan"):
        return Role.RECIPIENTS
    if len(folded) < 70 and (AUTHORITY.match(folded) or TITLES.match(folded)):
        return Role.AUTHORITY
    listed = line.text[0] in "-\u2013+\u2022" or line.text[-1] == ";" or folded.startswith(("nhu ", "luu"))
    if listing and (listed or line.cell is not None):
        return Role.RECIPIENT
    if folded.startswith("(") or len(line.text) > 60:
        return Role.OTHER
    is_name = len(folded.split()) < 5 and folded.startswith(_SURNAMES)
    return Role.AUTHORITY if line.upper and BODY_OF_STATE.match(folded) and not is_name else Role.SIGNER


def annex_roles(lines: Sequence[Line]) -> list[Part]:
    """Return what the lines of the annexes are."""
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
    return Role.RULE if RULE_LINE.match(line.text) else Role.OTHER

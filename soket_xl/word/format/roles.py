"""What a line of an administrative document can be (Decree 30/2020, annexes I and III), and the words that tell."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from soket_xl.ooxml.effective import Element, W
from soket_xl.word.format.reading import Line


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
    URGENCY = "urgency"
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
NUMBER = re.compile(r"^so\s*[:.]?\s*[\d._\u2026 ]*\s*[/-]\s*[a-z]|^so\s*:")
PLACE_DATE = re.compile(r"^(\S+ ){0,6}(\S+,)?ngay\b.{0,12}\bthang\b.{0,12}\bnam\b[\s.\d\u2026_]*$")
AUTHORITY = re.compile(r"^(tm|kt|tl|tuq|q|t/m|k/t|t/l|t/uq)[. ]\s*\S")
TITLES = re.compile(
    r"^(quyen |pho )?(chu tich|giam doc|truong phong|chanh van phong|chanh thanh tra|cuc truong|vu truong|truong ban"
    r"|hieu truong|tong giam doc|bo truong|thu truong|tong cuc truong|chi cuc truong|chanh an|vien truong|truong)\b"
)
ROMAN = re.compile(r"^[IVXLC]+\s*[.)\-:/]\s*\S")
CLAUSE = re.compile(r"^(\u0110i\u1ec1u\s+)?\d{1,3}\s*[.)]\s*\S|^\d{1,2}(\.\d{1,2})+\.?\s")
POINT = re.compile(r"^([a-zA-Z\u0111\u0110])\s*([.)])\s*\S")
PART = re.compile(r"^(phan|chuong)\s+(thu\s+)?([ivxlc]+|\d+|nhat|hai|ba|tu|bon|nam|sau)\b[.:]?")
ANNEX = re.compile(r"^phu luc(\s+(so\s+)?([ivxlc]+|\d+))?\s*[.:]?$")
URGENCY = re.compile(r"^(hoa toc( hen gio)?|thuong khan|khan|mat|toi mat|tuyet mat)$")
RULE_LINE = re.compile(r"^[-_=*\u2013\u2014\u2500\u2026.\s]{3,}$")
GEOGRAPHY = re.compile(r"^(tinh|xa|phuong|huyen|thanh pho|thi xa|thi tran|dac khu|quan)\b")
BODY_OF_STATE = re.compile(
    r"^(uy ban|ubnd|hoi dong|hdnd|so|phong|ban|bo|trung tam|truong|tram|chi cuc|van phong|thanh tra|cuc|vu|benh vien"
    r"|kho bac|bao hiem|cong an|hat|dai|hoi|lien doan|doan|tong cuc|vien|quy|cong ty|ban quan ly|mat tran|toa an|bao)\b"
)
PARTY_BODY = re.compile(
    r"^(dang (bo|uy|doan)|chi bo|ban can su dang|uy ban kiem tra|(\w+ )*(tinh|huyen|thanh|thi) uy)\b"
)
"""Bodies of the Party, whose documents follow rules of their own."""
FULL_SENTENCE = re.compile(
    r", (so|ubnd|uy ban|phong|trung tam|ban|chi cuc) [^,]{2,80} (bao cao|trinh|ban hanh|de nghi|xay dung)"
)


def is_country(folded: str) -> bool:
    """Tell whether a folded line means the country's name, misspelt or not."""
    return SequenceMatcher(None, folded, NATION).ratio() > 0.8


def is_motto(folded: str) -> bool:
    """Tell whether a folded line means the motto, misspelt or not."""
    return len(folded) < 45 and SequenceMatcher(None, folded, MOTTO).ratio() > 0.72


def is_mark(folded: str) -> bool:
    """Tell whether a folded line is one that only a letterhead has."""
    is_number = len(folded) < 60 and bool(NUMBER.match(folded))
    return is_country(folded) or is_motto(folded) or is_number or is_place_date(folded)


def is_place_date(folded: str) -> bool:
    """Tell whether a folded line is the place and date of issue."""
    return len(folded) < 90 and bool(PLACE_DATE.match(folded)) and not folded.startswith(("(", "kem theo", "can cu"))


def is_sign(folded: str) -> bool:
    """Tell whether a folded line is one that only the end of a document has."""
    return folded.startswith("noi nhan") or (len(folded) < 70 and bool(AUTHORITY.match(folded)))


def names_kind(line: Line) -> bool:
    """Tell whether a line is the kind of document: its name alone, or in capitals with more behind it."""
    name = next((kind for kind in KINDS if line.folded == kind or line.folded.startswith(kind + " ")), None)
    return name is not None and (line.folded == name or (line.upper and len(line.text) < 200))


def table_of(line: Line) -> Element | None:
    """Return the table that a line stands in, None outside tables."""
    return None if line.cell is None else next(line.cell.iterancestors(f"{W}tbl"), None)


@dataclass(frozen=True)
class Part:
    """A line and what it is."""

    line: Line
    role: Role

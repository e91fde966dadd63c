"""The frame of an administrative document: letterhead, number, date, title, opening, closing, signature, recipients.

Number, date and unit are taken from it; nothing of it is content. Told by words and place, never by looks alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock
from soket_xl.intake.headings import OutlineMatcher, looks_like_heading, split_marker
from soket_xl.text.dates import in_range
from soket_xl.text.fold import fold, squeeze

MOST_HEAD_BLOCKS = 40
MOST_SUBJECT_LINES = 4
MOST_ANNEX_LINES, MOST_SIGNATURE_LINES = 16, 39
"""Lines of a table: more than its first ones to be told an annex by, more than a signature has."""
_NUMBER = re.compile(
    r"\b[Ss][\u1ed1\u00f4o\u00f3\u1ed0]\s*:?[\s._\u2026]*(\d+[a-z]?(?:/20\d\d)?)?[\s._\u2026]*/\s*"
    r"((?:TTr|[A-Z\u0110]{2,})[\w&\u0110\u0111]*(?:\s*[-\u2013]\s*[A-Z\u0110][\w&\u0110\u0111]*)*)"
)
_PARTY_NUMBER = re.compile(
    r"\b[Ss][\u1ed1\u00f4o\u00f3\u1ed0]\s*:?\s*(\d+)?\s*-\s*([A-Z\u0110]{2,4}/[A-Z\u0110]{2,}[\w\u0110-]*)"
)
"""Party bodies write the number before a hyphen: 12-BC/\u0110U (Huong dan 05-HD/VPTW)."""
_WIDE_NUMBER = re.compile(r"(\b[Ss][\u1ed1\u00f4o\u00f3\u1ed0]\s*:)(?: {2,}|[ \t]*\t[ \t]*)(?=[\d/])")
_GAPS = re.compile(r"\n|\t+| {4,}")
_DATE = re.compile(r"ngay\s*(\d{1,2})\s*(?:thang|[/.\-])\s*(\d{1,2})\s*(?:nam|[/.\-])\s*(\d{4})")
_WIDE_DATE = re.compile(r"\b(ng\u00e0y|th\u00e1ng)[ \t]{2,}(?=th\u00e1ng|n\u0103m|\d)")
_DATED = re.compile(
    r"\bngay[\s._\u2026]*\d{0,2}[\s._\u2026]*(?:thang|[/.\-])[\s._\u2026]*\d{0,2}[\s._\u2026]*(?:nam|[/.\-])"
)
"""A line of place and date, whose day and month may still be blank."""
_KINDS = re.compile(r"^(bao cao|to trinh|cong van|ke hoach)\b")
_CLOSING = re.compile(
    r"^(tren day la|tren day,? .*bao cao|noi dung tren la|.{0,60}(?:tran trong|kinh) bao cao\s*\.?/?\.?$"
    r"|.{0,260}\bbao cao\b.{0,160}\./\.$)"
)
_SIGNATURE = re.compile(
    r"^(noi nhan\s*:|noi nhan$|tm\s*\.|t/m|kt\s*\.|k/t|tl\s*\.|tuq\s*\.|q\s*\. |nguoi lap|nguoi tong hop|thu truong)"
)
_TITLES = re.compile(
    r"^(?:(?:pho )?(?:chu tich|giam doc|chanh van phong|chanh thanh tra|truong ban|bi thu|truong phong))\b.{0,30}$"
)
_ANNEX = re.compile(r"^(phu luc|phu bieu|bieu so|bieu tong hop|bang tong hop|bieu mau|bieu\b)")
_OPENING = re.compile(
    r"^(can cu|thuc hien|thi hanh|trien khai|tiep theo|theo|de |nham|phuc vu|ngay \d|sau khi"
    r"|uy ban nhan dan|ubnd|so |van phong|thanh tra)\b"
)
_REPORTS = re.compile(r"(bao cao|nhu sau|cu the|ket qua)[^.]{0,160}[:.;]?$")
_HEAD_WORDS = ("cong hoa xa hoi", "doc lap - tu do", "doc lap-tu do", "doc lap \u2013 tu do", "dang cong san viet nam")


@dataclass(frozen=True)
class Frame:
    """A report taken apart: `body` is content, `annex` the tables behind the signature, `aside` the frame's texts.

    `issuer_lines` are the letterhead's lines that may name the unit, `signature_lines` those of the signature.
    `number` is as printed ("12/BC-UBND"), None where it was left blank; `subject` is the summary below the title.
    """

    body: tuple[Block, ...]
    annex: tuple[TableBlock, ...]
    aside: tuple[tuple[str, str], ...]
    issuer_lines: tuple[str, ...]
    signature_lines: tuple[str, ...]
    number: str | None
    symbol: str | None
    dated: date | None
    subject: str | None = None


def take_apart(document: Document, matcher: OutlineMatcher) -> Frame:
    """Return the frame and the body of a report; every paragraph is in exactly one of `body`, `annex`, `aside`."""
    blocks = document.blocks
    start = _body_start(blocks, matcher)
    end = _body_end(blocks, start)
    head, lead = _head(blocks[:start], end)
    aside = [(text, "letterhead") for block in head for text in _texts(block)]
    body, closing = _without_closing([*lead, *blocks[start:end]])
    aside += [(text, "closing") for block in closing for text in _texts(block)]
    annex, signature = _behind(blocks[end:])
    aside += [(text, "signature") for block in signature for text in _texts(block)]
    lines = [line for block in head for line in _split_lines(block)]
    number, symbol = _number(lines)
    return Frame(
        tuple(body),
        tuple(annex),
        tuple(aside),
        tuple(_issuer_lines(lines)),
        tuple(line for block in signature for line in _split_lines(block)),
        number,
        symbol,
        _dated(lines),
        _subject(lines),
    )


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"{block.marker} {block.text}".strip()
    else:
        yield from (p.text for row in block.rows for cell in row for p in cell)


def _split_lines(block: Block) -> Iterator[str]:
    """Yield a block's lines; what tabs or wide gaps set beside each other stands apart, cells column by column."""
    if isinstance(block, TableBlock):
        columns = max((len(row) for row in block.rows), default=0)
        for column in range(columns):
            for row in block.rows:
                for paragraph in row[column] if column < len(row) else ():
                    yield from _split_text(paragraph.text)
    else:
        yield from _split_text(block.text)


def _split_text(text: str) -> Iterator[str]:
    wide = "\n" in text or "\t" in text or "  " in text
    for part in [text] if not wide else _GAPS.split(_WIDE_DATE.sub(r"\1 ", _WIDE_NUMBER.sub(r"\1 ", text))):
        if part.strip():
            yield squeeze(part)


def _is_head(block: Block) -> bool:
    lines = list(_split_lines(block))
    folded = " ".join(fold(line) for line in lines)
    return any(word in folded for word in _HEAD_WORDS) or (len(folded) < 400 and any(map(_NUMBER.match, lines)))


def _join(block: Block) -> str:
    return " ".join(_split_lines(block))


def _body_start(blocks: Sequence[Block], matcher: OutlineMatcher) -> int:
    """Return the index of the first heading of the outline; without one, of the first block behind the title."""
    after_title = max((n for n, block in enumerate(blocks[:MOST_HEAD_BLOCKS]) if _is_head(block)), default=-1) + 1
    spoken = True
    for index in range(after_title, min(len(blocks), 2 * MOST_HEAD_BLOCKS)):
        block = blocks[index]
        folded = fold(_join(block))
        titled = _is_title(block)
        if titled or folded.startswith("kinh gui"):
            after_title, spoken = index + 1, not titled and spoken
        elif isinstance(block, Paragraph):
            if _opens_body(block, matcher, spoken):
                return index
            spoken = spoken or _opening(folded)
    return after_title


def _opens_body(paragraph: Paragraph, matcher: OutlineMatcher, spoken: bool) -> bool:
    """Tell whether a paragraph is the first heading; `spoken` is False right behind the title, whose lines look alike.

    A heading without a marker is told by the outline's own words.
    """
    marked = split_marker(paragraph)
    folded = fold(paragraph.text)
    if _opening(folded) or folded.startswith("v/v"):  # The V of "V/v" is no Roman number.
        return False
    if marked.kind in ("roman", "part", "capital") and len(marked.text.split()) < 40:
        return True
    if not looks_like_heading(paragraph, marked):
        return False
    like = max(matcher.scores(marked.text).values(), default=0.0)
    if marked.kind or paragraph.outline is not None:
        return like > (0.6 if spoken or marked.kind else 0.9)
    return not paragraph.centered and like > (0.85 if spoken else 0.95)


def _head(blocks: Sequence[Block], end: int) -> tuple[list[Block], list[Block]]:
    """Split what stands before the first heading into frame and real content: all down to the title is frame."""
    title = max((n for n, block in enumerate(blocks) if _is_head(block) or _is_title(block)), default=-1)
    head: list[Block] = list(blocks[: title + 1])
    lead: list[Block] = []
    for number, block in enumerate(blocks[title + 1 :]):
        folded = fold(_join(block))
        subject = number == 0 and title >= 0 and len(folded) < 300 and not folded.endswith((".", ";"))
        frame = subject or isinstance(block, TableBlock) or _belongs_to_head(block, folded)
        (head if frame else lead).append(block)
    return head, lead


def _is_title(block: Block) -> bool:
    folded = fold(_join(block))
    return (
        bool(_KINDS.match(folded))
        and len(folded) < 90
        and (_join(block)[:7].isupper() or isinstance(block, TableBlock))
    )


def _belongs_to_head(paragraph: Paragraph, folded: str) -> bool:
    if paragraph.centered or _opening(folded) or folded.startswith(("v/v", "ve viec", "so:", "(", "-----", "___")):
        return True
    if paragraph.kind == "textbox" or (paragraph.bold > 0.9 and len(folded) < 300):
        return True
    return paragraph.text.startswith("-") and len(folded) < 90 and folded.rstrip().endswith((";", "."))


def _opening(folded: str) -> bool:
    """Tell whether a paragraph addresses somebody, names a legal basis, or opens the report."""
    if folded.startswith(("can cu", "kinh gui", "xet de nghi")):
        return True
    if folded.endswith("nhu sau:") and "bao cao" in folded:
        return True
    return bool(_OPENING.match(folded)) and bool(_REPORTS.search(folded))


def _body_end(blocks: Sequence[Block], start: int) -> int:
    """Return the index of the signature: the first one behind the closing, or the last that begins one."""
    closing = next((i for i in range(len(blocks) - 1, start, -1) if _closes(blocks[i])), None)
    marks = [i for i in range(start, len(blocks)) if _signs(blocks[i])]
    behind = [i for i in marks if closing is not None and i > closing]
    if behind:
        return behind[0]
    if closing is not None and not marks:
        return closing + 1
    if not marks:
        return len(blocks)
    first = marks[-1]
    for index in reversed(marks):
        if first - index > 6:
            break
        first = index
    return first


def _closes(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_CLOSING.match(fold(block.text)))


def _signs(block: Block) -> bool:
    if isinstance(block, TableBlock):
        first = list(islice(_split_lines(block), MOST_SIGNATURE_LINES + 1))
        return len(first) <= MOST_SIGNATURE_LINES and any(_SIGNATURE.match(fold(line)) for line in first)
    lines = [fold(line) for line in _split_lines(block)] if len(fold(block.text)) <= 120 else []
    return any(_SIGNATURE.match(line) for line in lines) or (
        bool(lines) and bool(_TITLES.match(lines[0])) and block.text.isupper() and block.bold > 0.5
    )


def _without_closing(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Split off the closing sentence that stands last in the body."""
    body = list(blocks)
    closing: list[Block] = []
    for index in range(len(body) - 1, max(-1, len(body) - 4), -1):
        if _closes(body[index]):
            closing = body[index:]
            body = body[:index]
            break
    return body, closing


def _behind(blocks: Sequence[Block]) -> tuple[list[TableBlock], list[Block]]:
    """Split what stands behind the signature's begin into annex tables and the rest."""
    annex: list[TableBlock] = []
    rest: list[Block] = []
    seen_annex = False
    for block in blocks:
        seen_annex = seen_annex or bool(_ANNEX.match(fold(" ".join(islice(_split_lines(block), MOST_ANNEX_LINES)))))
        if isinstance(block, TableBlock) and not _signs(block) and (seen_annex or len(block.rows) > 2):
            annex.append(block)
        else:
            rest.append(block)
    return annex, rest


def _number(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the document's number as printed, and its symbol; the number None where it was left blank."""
    for line in lines:
        match = _NUMBER.search(line)
        if match and not fold(line).startswith(("can cu", "thuc hien")):
            symbol = re.sub(r"\s*[-\u2013]\s*", "-", match[2])
            return (f"{match[1]}/{symbol}" if match[1] else None), symbol
        party = _PARTY_NUMBER.match(line)
        if party:
            return (f"{party[1]}-{party[2]}" if party[1] else None), party[2]
    return None, None


def _dated(lines: Sequence[str]) -> date | None:
    for line in lines:
        folded = fold(line)
        match = _DATE.search(folded)
        if match and not folded.startswith(("can cu", "thuc hien")):
            try:
                found = date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                continue
            if in_range(found):
                return found
    return None


def _subject(lines: Sequence[str]) -> str | None:
    """Return what the document says it is about: the lines of the title below its kind, else the V/v of a letter."""
    title = next((n for n, line in enumerate(lines) if _KINDS.match(fold(line)) and line[:7].isupper()), None)
    if title is None:
        about = next((line[3:] for line in lines if fold(line).startswith("v/v")), "")
        return about.strip(" :.") or None
    found = [" ".join(lines[title].split()[2:])]
    for line in lines[title + 1 : title + 1 + MOST_SUBJECT_LINES]:
        if _ends_subject(line):
            break
        found.append(line)
    return squeeze(" ".join(found)).strip(" :-*_") or None


def _ends_subject(line: str) -> bool:
    folded = fold(line)
    frame = any(word in folded for word in _HEAD_WORDS) or (bool(_NUMBER.search(line)) and folded.startswith("so"))
    return frame or _opening(folded) or folded.startswith("(") or not any(map(str.isalnum, line))


def _issuer_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of the letterhead down to the title that may name who issues the document."""
    found = []
    for line in lines:
        folded = fold(line)
        if _KINDS.match(folded):
            break
        other = _DATED.search(folded) or any(word in folded for word in _HEAD_WORDS) or _NUMBER.search(line)
        if not other and not folded.startswith(("so:", "so :", "v/v")):
            found.append(line)
    return found

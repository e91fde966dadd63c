"""Rules on the words and lines of the letterhead, the kind and the subject (R11 to R22, R36, R43)."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from soket_xl.ooxml.effective import W
from soket_xl.text.fold import fold, squeeze
from soket_xl.texts import say, template
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding
from soket_xl.word.format.looks import finding
from soket_xl.word.format.mending import set_paragraph, set_runs
from soket_xl.word.format.reading import Line
from soket_xl.word.format.roles import KINDS, Role

NEEDS_ADDRESSEE = ("to_trinh", "cong_van")


def head(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge what stands in the letterhead and what should."""
    yield from _missing(anatomy)
    yield from _names(anatomy)
    yield from _number(anatomy)
    yield from _dates(anatomy)
    yield from _lines_below(anatomy)
    yield from _pairs(anatomy)
    yield from _letter_subject(anatomy)
    yield from _addressees(anatomy)


def _missing(anatomy: Anatomy) -> Iterator[FormatFinding]:
    needed = [("R11", Role.COUNTRY), ("R12", Role.MOTTO), ("R15", Role.ISSUER), ("R16", Role.NUMBER)]
    needed.append(("R18", Role.PLACE_DATE))
    needed.append(("R22", Role.LETTER_SUBJECT) if anatomy.kind == "cong_van" else ("R21", Role.SUBJECT))
    for rule_id, role in needed:
        if not anatomy.of(role):
            yield finding(rule_id, say("format.where_document"), say("format.missing"))


def _names(anatomy: Anatomy) -> Iterator[FormatFinding]:
    for line in anatomy.of(Role.COUNTRY):
        if squeeze(line.raw).upper() not in template("format.nation").split("|"):
            yield finding("R11", line, say("format.wording", text=line.text))
    for line in anatomy.of(Role.MOTTO):
        text = squeeze(line.raw)
        if text != say("format.motto") and not line.upper:
            yield finding("R12", line, say("format.wording", text=text))


def _number(anatomy: Anatomy) -> Iterator[FormatFinding]:
    for line in anatomy.of(Role.NUMBER):
        text = squeeze(line.raw)
        if not re.match(template("format.pattern_number"), text):
            yield finding("R16", line, say("format.wording", text=text))
        symbol = fold(text.partition("/")[2]).upper()
        symbol = symbol.partition("/")[2] if re.match(r"\d{4}/", symbol) else symbol
        first = re.split(r"[-\s]", symbol, maxsplit=1)[0] if symbol else ""
        if first in ("TTR", "CTR") and f"/{first[:2]}r" not in text:
            first = ""
        wanted = KINDS.get(anatomy.kind.replace("_", " "))
        if symbol and ((wanted and first != wanted) or (not wanted and (first in _CODES or "CV" in symbol.split("-")))):
            yield finding("R17", line, say("format.wrong_symbol", symbol=text.partition("/")[2]))


_CODES = {code for code in KINDS.values() if code not in ("HD",)} | {"CV"}


def _dates(anatomy: Anatomy) -> Iterator[FormatFinding]:
    for line in anatomy.of(Role.PLACE_DATE):
        if not re.match(template("format.pattern_place_date"), squeeze(line.raw)) and not _bad_dates(line):
            yield finding("R18", line, say("format.wording", text=line.text))
        for text in _bad_dates(line):
            yield finding("R19", line, say("format.wording", text=text))
    for line in anatomy.of(Role.BODY, Role.CLAUSE, Role.POINT, Role.BASIS, Role.SUBJECT):
        for text in _bad_dates(line):
            yield finding("R19", line, say("format.wording", text=text), warn=True)


def _bad_dates(line: Line) -> list[str]:
    """Return the dates whose day lacks its nought, or whose month has one too many or too few."""
    bad = []
    for match in re.finditer(template("format.pattern_date"), squeeze(line.raw)):
        day, month = match[1], match[2]
        right = f"{int(month):02d}" if int(month) < 3 else str(int(month))
        if len(day) != 2 or month != right:
            bad.append(match[0])
    return bad


def _lines_below(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """A line may be a shape, a border, VML or typed; a shape anchored elsewhere in the letterhead counts for either."""
    head_lines = _zone(anatomy)
    spare = _spare_shapes(anatomy, head_lines)
    wanted = [("R13", anatomy.of(Role.MOTTO)), ("R15", anatomy.of(Role.ISSUER)), ("R21", anatomy.of(Role.SUBJECT))]
    for rule_id, lines in wanted:
        if not lines or (rule_id == "R21" and not anatomy.of(Role.KIND)):
            continue
        last = lines[-1]
        if any(p.look.underline != "none" for p in last.worded):
            yield finding(rule_id, last, say("format.underlined"))
        elif _has_line_below(anatomy, last):
            continue
        elif spare > 0:
            spare -= 1
        else:
            yield finding(rule_id, last, say("format.no_line"), partial(_underline, last) if not last.part else None)


def _underline(line: Line) -> None:
    """Give a paragraph a bottom border as long as the decree wants: drawn under the text by indents is not needed."""
    set_paragraph(line, "pBdr", {})
    border = line.element.find(f"{W}pPr/{W}pBdr")
    if border is not None and border.find(f"{W}bottom") is None:
        bottom = border.makeelement(f"{W}bottom", {})
        for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
            bottom.set(W + key, value)
        place = next((i for i, c in enumerate(border) if c.tag in (f"{W}right", f"{W}between", f"{W}bar")), len(border))
        border.insert(place, bottom)


def _zone(anatomy: Anatomy) -> list[Line]:
    end = next((i for i, p in enumerate(anatomy.parts) if p.role in (Role.BODY, Role.ROMAN, Role.CLAUSE)), 0)
    return [part.line for part in anatomy.parts[: end + 1 if end else len(anatomy.parts)]]


def _has_line_below(anatomy: Anatomy, line: Line) -> bool:
    parts = anatomy.parts
    index = next(i for i, part in enumerate(parts) if part.line is line)
    if line.look.bottom_border or line.has_drawing:
        return True
    for part in parts[index + 1 : index + 5]:
        if part.line.cell is not line.cell:
            break
        if part.role is Role.RULE or part.line.look.bottom_border or part.line.has_drawing or _top_border(part.line):
            return True
        if part.role is not Role.EMPTY:
            break
    return line.cell is not None and line.cell.find(f"{W}tcPr/{W}tcBorders/{W}bottom") is not None


def _top_border(line: Line) -> bool:
    return line.element.find(f"{W}pPr/{W}pBdr/{W}top") is not None


def _spare_shapes(anatomy: Anatomy, lines: Sequence[Line]) -> int:
    """Count shapes that are lines and stand by no part of their own: text boxes and pictures are none."""
    near = {id(line.element) for line in anatomy.of(Role.MOTTO, Role.ISSUER, Role.SUBJECT)}
    count, seen = 0, set[int]()
    for line in lines:
        if id(line.element) in seen:
            continue
        seen.add(id(line.element))
        shapes = [
            s for s in line.element.iter(f"{W}drawing", f"{W}pict") if next(s.iter(f"{W}txbxContent"), None) is None
        ]
        shapes = [s for s in shapes if not any("Fallback" in str(a.tag) for a in s.iterancestors())]
        count += max(0, len(shapes) - (1 if id(line.element) in near else 0))
    return count


def _pairs(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Sizes go together: 13, 14, 14 or 12, 13, 13."""
    country, motto, date = (anatomy.of(role) for role in (Role.COUNTRY, Role.MOTTO, Role.PLACE_DATE))
    if not (country and motto and date):
        return
    sizes = [line[0].sizes[0] if line[0].sizes else 0 for line in (country, motto, date)]
    if sizes[0] not in (24, 26) or any(size not in (26, 28) for size in sizes[1:]):
        return
    right = sizes[0] + 2
    if sizes[1:] != [right, right]:
        found = say("format.sizes_mixed", country=sizes[0] // 2, motto=sizes[1] // 2, date=sizes[2] // 2)
        lines = (motto[0], date[0])
        shared = any(p.shared for line in lines for p in line.pieces)
        runs = [p.run for line in lines for p in line.pieces]
        yield finding("R43", motto[0], found, None if shared else partial(set_runs, runs, sz=str(right)))


def _letter_subject(anatomy: Anatomy) -> Iterator[FormatFinding]:
    if anatomy.kind != "cong_van":
        return
    for line in anatomy.of(Role.LETTER_SUBJECT)[:1]:
        before = [p for p in anatomy.parts[: [p.line for p in anatomy.parts].index(line)] if p.line.cell is line.cell]
        above = before[-1] if before else None
        if above is None or above.role is not Role.NUMBER or line.part or line.boxed:
            continue
        if line.look.align != "center" and line.cell is not None:
            mend = partial(set_paragraph, line, "jc", {"val": "center"})
            yield finding("R22", line, say("format.align_left"), mend)
        if max(line.look.before, above.line.look.after) < 118:
            points = f"{max(line.look.before, above.line.look.after) / 20:g}"
            drop = ("beforeAutospacing", "beforeLines")
            mend = partial(set_paragraph, line, "spacing", {"before": "120"}, drop)
            yield finding("R22", line, say("format.gap", points=points), mend)


def _addressees(anatomy: Anatomy) -> Iterator[FormatFinding]:
    opened, listed = anatomy.of(Role.TO), anatomy.of(Role.TO_LINE)
    if not opened:
        if anatomy.kind in NEEDS_ADDRESSEE or anatomy.kind == "bao_cao":
            warn = anatomy.kind == "bao_cao"
            yield finding("R36", say("format.where_document"), say("format.missing"), warn=warn)
        return
    if len(listed) == 1 and len(opened[0].folded) < 11:
        yield finding("R36", listed[0], say("format.own_line"))
    for index, line in enumerate(listed if len(listed) > 1 else []):
        last = index == len(listed) - 1
        if not line.text.startswith("-"):
            yield finding("R36", line, say("format.not_dashed"))
        if line.text[-1] != (".", ";")[not last]:
            yield finding("R36", line, say("format.ending", end=line.text[-1]))

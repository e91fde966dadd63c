"""Rules on the words and lines of the letterhead, the kind and the subject (R11 to R22, R36, R43)."""

import re
from collections.abc import Iterator
from functools import partial

from soket_xl.text.fold import fold, squeeze
from soket_xl.texts import say, template
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding
from soket_xl.word.format.looks import finding
from soket_xl.word.format.mending import set_paragraph, set_runs
from soket_xl.word.format.reading import Line
from soket_xl.word.format.roles import KINDS, Role
from soket_xl.word.format.strokes import strokes

NEEDS_ADDRESSEE = ("to_trinh", "cong_van")


def head(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge what stands in the letterhead and what should."""
    yield from _missing(anatomy)
    yield from _names(anatomy)
    yield from _number(anatomy)
    yield from _dates(anatomy)
    yield from strokes(anatomy)
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
        written = text.partition("/")[2].strip()
        symbol = fold(written).upper()
        symbol = symbol.partition("/")[2] if re.match(r"\d{4}/", symbol) else symbol
        first = re.split(r"[-\u2013\s]", symbol, maxsplit=1)[0] if symbol else ""
        if KINDS.get(anatomy.kind.replace("_", " ")) and not _is_cased(written):
            first = ""
        wanted = KINDS.get(anatomy.kind.replace("_", " "))
        if (
            first == "TTR"
            and not wanted
            and any(name.folded.startswith("thanh tra") for name in anatomy.of(Role.ISSUER))
        ):
            continue
        if symbol and ((wanted and first != wanted) or (not wanted and (first in _CODES or "CV" in symbol.split("-")))):
            yield finding("R17", line, say("format.wrong_symbol", symbol=written))


def _is_cased(written: str) -> bool:
    """Tell whether the letters for the kind are capitals, but those that annex III writes with a small one."""
    code = re.split(r"[-\u2013\s]", re.sub(r"^\d{4}/", "", written), maxsplit=1)[0]
    return code == code.upper() if fold(code) not in ("ttr", "ctr", "qyd") else code[-1] == "r" or code[1] == "y"


_CODES = {code for code in KINDS.values() if code not in ("HD",)} | {"CV"}


def _dates(anatomy: Anatomy) -> Iterator[FormatFinding]:
    for line in anatomy.of(Role.PLACE_DATE):
        if not re.match(template("format.pattern_place_date"), squeeze(line.raw)) and not _bad_dates(line):
            yield finding("R18", line, say("format.wording", text=line.text))
        for text in _bad_dates(line):
            yield finding("R19", line, say("format.wording", text=text))
    for line in anatomy.of(Role.BODY, Role.CLAUSE, Role.POINT, Role.BASIS, Role.SUBJECT):
        for text in (*_bad_dates(line), *_bad_short_dates(line)):
            yield finding("R19", line, say("format.wording", text=text), warn=True)


def _bad_dates(line: Line) -> list[str]:
    """Return the dates whose day lacks its nought, or whose month has one too many or too few."""
    bad = []
    for match in re.finditer(template("format.pattern_date"), squeeze(line.raw)):
        if not _is_right_date(match[1], match[2]):
            bad.append(match[0])
    return bad


def _is_right_date(day: str | None, month: str) -> bool:
    right = f"{int(month):02d}" if int(month) < 3 else str(int(month))
    return (not day or len(day) == 2) and month == right


def _bad_short_dates(line: Line) -> list[str]:
    """Return the short dates, as 8/05/2026, whose noughts are wrong."""
    found = re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?![\d/])", line.raw)
    return [m[0] for m in found if 0 < int(m[2]) < 13 and 0 < int(m[1]) < 32 and not _is_right_date(m[1], m[2])]


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
            as_above = any(line.folded.lstrip("- ").startswith("nhu tren") for line in anatomy.of(Role.RECIPIENT))
            warn = anatomy.kind == "bao_cao" and not as_above
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

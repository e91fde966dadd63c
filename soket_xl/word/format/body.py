"""Rules on the text between letterhead and signature (R23 to R35, R46)."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from soket_xl.text.fold import squeeze
from soket_xl.texts import say, template
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding, rules
from soket_xl.word.format.looks import finding, judge
from soket_xl.word.format.mending import set_paragraph, set_runs
from soket_xl.word.format.reading import Line
from soket_xl.word.format.roles import POINT, Part, Role

TEXT = (Role.BODY, Role.CLAUSE, Role.POINT)
_MULTILEVEL = re.compile(r"^\d{1,2}(\.\d{1,2})+\.?\s")
_CAPTION = re.compile(r"^(bang|bieu|hinh|so do|bieu do|don vi tinh|nguon|ghi chu|\(|dvt)")
LONGEST_TITLE, LONGEST_CAPTION = 160, 90


def body(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge the text, its headings and its points."""
    parts = [part for part in anatomy.parts if part.role not in (Role.EMPTY, Role.RULE)]
    captions = _captions(parts)
    for index, part in enumerate(parts):
        if part.role in TEXT and not (part.role is Role.BODY and part.line in captions):
            yield from _text(part, parts[index + 1] if index + 1 < len(parts) else None)
    yield from _gaps(anatomy, captions)
    yield from _points(anatomy)
    for line in anatomy.of(Role.ROMAN):
        if not re.match(r"^[IVXLC]+\. ?\S", line.text):
            yield finding("R30", line, say("format.wording", text=line.text.split()[0]))
    yield from _bases(anatomy)
    yield from _wording(anatomy)
    yield from _closing(anatomy)


def _text(part: Part, following: Part | None) -> Iterator[FormatFinding]:
    line = part.line
    if part.role is Role.CLAUSE:
        yield from _clause(line, following)
    titled = _is_title(line, following)
    if not (titled and part.role is Role.CLAUSE):
        yield from (f for f in judge(rules()["R25"][0], line) if not _is_short(line, f))
    sentence = len(line.text) > LONGEST_TITLE or (len(line.text) > LONGEST_CAPTION and line.text[-1] in ".;")
    if part.role is not Role.POINT and line.worded and sentence and not titled:
        yield from _slanted(part)
    yield from _indent(line)
    yield from _line_spacing(line)


def _is_short(line: Line, found: FormatFinding) -> bool:
    """Tell whether the only fault is the alignment of a line too short to show it."""
    return line.look.align in ("left", "start") and len(line.text) < 60 and all(26 <= size <= 28 for size in line.sizes)


def _slanted(part: Part) -> Iterator[FormatFinding]:
    line = part.line
    runs = [p.run for p in line.worded]
    if all(p.look.italic for p in line.worded):
        yield finding("R25", line, say("format.italic"), partial(set_runs, runs, i=False))
    if line.all_bold and part.role is Role.BODY:
        yield finding("R25", line, say("format.bold"), partial(set_runs, runs, b=False))


def _captions(parts: Sequence[Part]) -> set[Line]:
    """Return the lines that name or explain a table or picture: set in the middle, or standing next to a table."""
    found = set()
    for index, part in enumerate(parts):
        beside = any(
            other.role is Role.CELL for other in (*parts[max(index - 1, 0) : index], *parts[index + 1 : index + 2])
        )
        if _is_caption(part.line) or (beside and _CAPTION.match(part.line.folded)):
            found.add(part.line)
    return found


def _is_caption(line: Line) -> bool:
    if len(line.text) > LONGEST_CAPTION:
        return False
    centred = line.look.align in ("center", "right", "end")
    return (centred and line.text[-1] not in ".;") or (bool(_CAPTION.match(line.folded)) and centred) or line.boxed


def _is_title(line: Line, following: Part | None) -> bool:
    if len(line.text) > LONGEST_TITLE or line.text[-1] in ".;:,/":
        return False
    return following is not None and following.role in (Role.BODY, Role.POINT, Role.CELL, Role.CLAUSE)


def _clause(line: Line, following: Part | None) -> Iterator[FormatFinding]:
    if _MULTILEVEL.match(line.text):
        yield finding("R34", line, say("format.multilevel", number=line.text.split()[0]))
        return
    article = line.folded.startswith("dieu ")
    if _is_title(line, following) and (article or line.all_bold or (following and following.role is not Role.CLAUSE)):
        yield from judge(rules()["R31"][0], line)
    elif line.all_bold and line.text[-1] in ".;" and len(line.text) > 60:
        mend = partial(set_runs, [p.run for p in line.worded], b=False)
        yield finding("R32", line, say("format.bold"), mend)


def _indent(line: Line) -> Iterator[FormatFinding]:
    if re.match(r"^(\t|[ \u00a0]{2,})", line.raw):
        yield finding("R26", line, say("format.indent_spaces"))
        return
    look = line.look
    first = look.first_line - look.hanging
    listed = bool(line.marker) or line.text[0] in "-+\u2022\u2013"
    if any(abs(first - right) <= 15 for right in (567, 720)) or (listed and (line.marker or look.hanging)):
        return
    centimetres = f"{first * 2.54 / 1440:.2f}".replace(".", ",")
    drop = ("hanging", "hangingChars", "firstLineChars")
    mend = partial(set_paragraph, line, "ind", {"firstLine": "567"}, drop)
    yield finding("R26", line, say("format.indent", centimetres=centimetres), mend)


def _line_spacing(line: Line) -> Iterator[FormatFinding]:
    look, size = line.look, max(line.sizes, default=28)
    if look.line_rule == "auto":
        wrong = not 238 <= look.line <= 362
        shown = say("format.times", value=f"{look.line / 240:.2f}".replace(".", ","))
    else:
        low = size * 10 * 1.12 if look.line_rule == "exact" else 0
        wrong = not low <= look.line <= size * 10 * 1.75
        shown = say("format.points", value=f"{look.line / 20:g}")
    if wrong:
        right = "360" if look.line_rule == "auto" and look.line > 360 else "240"
        mend = partial(set_paragraph, line, "spacing", {"line": right, "lineRule": "auto"})
        yield finding("R28", line, say("format.line_spacing", value=shown), mend)


def _gaps(anatomy: Anatomy, captions: set[Line]) -> Iterator[FormatFinding]:
    for above, part in zip(anatomy.parts, anatomy.parts[1:], strict=False):
        line, before = part.line, above.line
        if part.role not in TEXT or above.role not in (*TEXT, Role.ROMAN) or captions & {line, before}:
            continue
        joined = line.look.contextual and before.look.style == line.look.style
        joined_above = before.look.contextual and before.look.style == line.look.style
        gap = max(0 if joined else line.look.before, 0 if joined_above else before.look.after)
        if gap < 118:
            yield finding("R27", line, say("format.gap", points=f"{gap / 20:g}"), partial(_open, line))


def _open(line: Line) -> None:
    set_paragraph(line, "spacing", {"before": "120"}, ("beforeAutospacing", "beforeLines"))
    if line.look.contextual:
        set_paragraph(line, "contextualSpacing", {"val": "0"})


def _points(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Points go by the Vietnamese alphabet, from the first again under each clause."""
    alphabet = template("format.alphabet")
    last = ""
    for part in anatomy.parts:
        if part.role in (Role.ROMAN, Role.CLAUSE, Role.PART):
            last = ""
        match = POINT.match(part.line.text) if part.role is Role.POINT else None
        if match is None:
            continue
        letter, mark = match[1], match[2]
        expected = alphabet[(alphabet.index(last) + 1) % len(alphabet)] if last in alphabet and last else alphabet[0]
        if mark != ")" or letter not in alphabet:
            yield finding("R33", part.line, say("format.wording", text=letter + mark))
        elif letter not in (expected, alphabet[0]):
            yield finding("R33", part.line, say("format.point_order", found=letter, before=last or "-"))
        last = letter


def _bases(anatomy: Anatomy) -> Iterator[FormatFinding]:
    lines = anatomy.of(Role.BASIS)
    for index, line in enumerate(lines):
        right = ("." if index == len(lines) - 1 else ";",)
        if line.text[-1] not in right:
            yield finding("R23", line, say("format.ending", end=line.text[-1]))


def _wording(anatomy: Anatomy) -> Iterator[FormatFinding]:
    cited: set[str] = set()
    for line in anatomy.of(*TEXT, Role.BASIS):
        text = squeeze(line.raw)
        for match in re.finditer(template("format.pattern_citation"), text):
            if match[2] not in cited and match[2] not in text[: match.start()]:
                yield finding("R24", line, say("format.no_date_cited", text=match[0]))
        cited |= set(re.findall(r"\d+/[^\s,;.)]+", text))
        for match in re.finditer(template("format.pattern_commune"), text):
            yield finding("R46", line, say("format.capital_commune", text=match[0]))


def _closing(anatomy: Anatomy) -> Iterator[FormatFinding]:
    lines = anatomy.of(*TEXT)
    signed = anatomy.of(Role.AUTHORITY, Role.RECIPIENTS)
    if lines and signed and not lines[-1].text.endswith("./."):
        yield finding("R35", lines[-1], say("format.ending", end=lines[-1].text[-3:]))

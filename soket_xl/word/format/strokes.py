"""The lines under motto, issuing body and subject (R13, R15, R21): found as whatever they are, measured, drawn.

Only a drawn line says how long it is; a border or a row of underscores is taken as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree

from soket_xl.ooxml.effective import Element, W
from soket_xl.texts import say
from soket_xl.word.format.anatomy import Anatomy
from soket_xl.word.format.finding import FormatFinding, Mend
from soket_xl.word.format.looks import finding
from soket_xl.word.format.mending import set_runs
from soket_xl.word.format.reading import Line
from soket_xl.word.format.roles import Part, Role
from soket_xl.word.widths import text_width

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
EMU, MM_PER_TWIP, PAGE_ROOM = 36000, 25.4 / 1440, 160.0
UNKNOWN, THICKEST = 9.0, 3.0
"""Millimetres: a flat picture or box that is higher is no line."""
_UNITS = {"pt": 25.4 / 72, "mm": 1.0, "cm": 10.0, "in": 25.4, "px": 25.4 / 96, "": 25.4 / 96}
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|mm|cm|in|px|)$")
_SHARES = {"R13": (0.4, 1.7, 1.0), "R15": (0.1, 2.5, 0.42), "R21": (0.1, 0.9, 0.42)}
"""Least and greatest share of the words' length that passes, and the share that is drawn (decree: all, 1/3 to 1/2).

Most people place these lines by eye: only one that is plainly too long or too short is worth a word.
"""


@dataclass(eq=False)
class Stroke:
    """A drawn line; `length` in millimetres, 0 where it is not told."""

    element: Element
    paragraph: Element
    length: float
    used: bool = False


def strokes(anatomy: Anatomy) -> Iterator[FormatFinding]:
    """Judge the lines below; one that is anchored elsewhere in the letterhead counts for whichever part lacks its own.

    A drawn line serves one part only.
    """
    drawn = list(_drawn(anatomy))
    lacking: list[tuple[str, Line]] = []
    for rule_id, lines in _wanted(anatomy):
        last = lines[-1]
        own = [s for s in drawn if not s.used and any(s.paragraph is place for place in _places(anatomy, last))]
        if any(p.look.underline != "none" for p in last.worded):
            mend = None if last.part else partial(_redraw, last, rule_id)
            yield finding(rule_id, last, say("format.underlined"), mend)
        elif own:
            best = min(own, key=lambda stroke: _misfit(stroke, rule_id, lines))
            best.used = True
            yield from _measured(best, rule_id, lines)
        elif not _ruled(anatomy, last):
            lacking.append((rule_id, last))
    spare = [stroke for stroke in drawn if not stroke.used]
    for rule_id, last in lacking[len(spare) :]:
        yield finding(rule_id, last, say("format.no_line"), None if last.part else partial(_draw, last, rule_id))


def _wanted(anatomy: Anatomy) -> list[tuple[str, list[Line]]]:
    subject = anatomy.of(Role.SUBJECT) if anatomy.of(Role.KIND) else []
    wanted = [("R13", anatomy.of(Role.MOTTO)), ("R15", anatomy.of(Role.ISSUER)), ("R21", subject)]
    return [(rule_id, lines) for rule_id, lines in wanted if lines]


def _places(anatomy: Anatomy, line: Line) -> list[Element]:
    """Return the paragraph of a line and the empty ones below it, where its stroke may be anchored."""
    found = [line.element]
    for part in _below(anatomy, line):
        if part.role not in (Role.EMPTY, Role.RULE) or part.line.cell is not line.cell:
            break
        found.append(part.line.element)
    return found


def _below(anatomy: Anatomy, line: Line) -> Sequence[Part]:
    index = next(i for i, part in enumerate(anatomy.parts) if part.line is line)
    return anatomy.parts[index + 1 : index + 5]


def _ruled(anatomy: Anatomy, line: Line) -> bool:
    """Tell whether a border or a typed row stands below a line."""
    if line.look.bottom_border:
        return True
    for part in _below(anatomy, line):
        if part.line.cell is not line.cell:
            break
        if part.role is Role.RULE or part.line.look.bottom_border or _top_border(part.line):
            return True
        if part.role is not Role.EMPTY:
            break
    return line.cell is not None and line.cell.find(f"{W}tcPr/{W}tcBorders/{W}bottom") is not None


def _top_border(line: Line) -> bool:
    return line.element.find(f"{W}pPr/{W}pBdr/{W}top") is not None


def _drawn(anatomy: Anatomy) -> Iterator[Stroke]:
    """Yield the drawn lines from the start to where the text begins."""
    end = next((i for i, p in enumerate(anatomy.parts) if p.role in (Role.BODY, Role.ROMAN, Role.CLAUSE)), None)
    seen: set[Element] = set()
    for part in anatomy.parts[: None if end is None else end + 1]:
        paragraph = part.line.element
        if paragraph not in seen:
            seen.add(paragraph)
            yield from _strokes_of(paragraph)


def _strokes_of(paragraph: Element) -> Iterator[Stroke]:
    for shape in paragraph.iter(f"{W}drawing", f"{W}pict", f"{W}object"):
        inside = any(above.tag == f"{MC}Fallback" for above in shape.iterancestors())
        holder = next(shape.iterancestors(f"{W}p"), None)
        if inside or holder is not paragraph or next(shape.iter(f"{W}txbxContent"), None) is not None:
            continue
        length, height = _size(shape)
        if height <= THICKEST:
            yield Stroke(shape, paragraph, length)


def _size(shape: Element) -> tuple[float, float]:
    """Return length and height in millimetres, 0 where the shape does not tell."""
    extent = next(shape.iter(f"{WP}extent"), None)
    if extent is not None:
        return _number(extent.get("cx", "")) / EMU, _number(extent.get("cy", "")) / EMU
    line = next(shape.iter(f"{V}line"), None)
    if line is not None:
        start, stop = (line.get(end, "0,0").split(",") for end in ("from", "to"))
        across, down = (abs(_millimetres(stop[i]) - _millimetres(start[i])) for i in (0, -1))
        return across, down
    styled = next((s for s in shape.iter(f"{V}shape", f"{V}rect", f"{V}group") if s.get("style")), None)
    style = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", "" if styled is None else styled.get("style", "")))
    return _millimetres(style.get("width", "0")), _millimetres(style.get("height", "0"))


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"-?\d+", text) else 0.0


def _millimetres(text: str) -> float:
    match = _LENGTH.match(text.strip())
    return float(match[1]) * _UNITS[match[2]] if match and re.fullmatch(r"-?\d*\.?\d+|-?\d+\.", match[1]) else 0.0


def _bases(lines: Sequence[Line]) -> list[float]:
    """Return how long the words above may be taken for: the last line, the longest, as wrapped or not."""
    room = min((_room(line) for line in lines), default=PAGE_ROOM)
    widths = [text_width(line.shown.strip(), max(line.sizes, default=26) / 2) for line in lines]
    taken = (widths[-1], max(widths))
    return sorted({*taken, *(min(width, room) for width in taken), *(width % room for width in taken)})


def _words(line: Line) -> float:
    return min(text_width(line.shown.strip(), max(line.sizes, default=26) / 2), _room(line))


def _room(line: Line) -> float:
    width = None if line.cell is None else line.cell.find(f"{W}tcPr/{W}tcW")
    if width is None or width.get(f"{W}type", "dxa") != "dxa":
        return PAGE_ROOM
    return _number(width.get(f"{W}w", "")) * MM_PER_TWIP or PAGE_ROOM


def _misfit(stroke: Stroke, rule_id: str, lines: Sequence[Line]) -> float:
    shares = [stroke.length / base for base in _bases(lines) if base]
    return min((abs(share - _SHARES[rule_id][2]) for share in shares), default=0.0) if stroke.length else UNKNOWN


def _measured(stroke: Stroke, rule_id: str, lines: Sequence[Line]) -> Iterator[FormatFinding]:
    low, high, right = _SHARES[rule_id]
    bases = [base for base in _bases(lines) if base]
    if not stroke.length or not bases or any(low <= stroke.length / base <= high for base in bases):
        return
    words = _words(lines[-1])
    found = say("format.line_length", length=f"{stroke.length:.0f}", words=f"{words:.0f}")
    drawn = next(stroke.element.iter(f"{WP}extent"), None) is not None
    mend: Mend | None = partial(_resize, stroke.element, words * right) if drawn else None
    yield finding(rule_id, lines[-1], found, mend)


def _resize(shape: Element, millimetres: float) -> None:
    extents: Iterable[Element] = (*shape.iter(f"{WP}extent"), *shape.iterfind(f".//{A}xfrm/{A}ext"))
    for extent in extents:
        extent.set("cx", str(round(millimetres * EMU)))


def _redraw(line: Line, rule_id: str) -> None:
    """Draw a line in the place of underlined letters."""
    set_runs([p.run for p in line.worded], u="none")
    _draw(line, rule_id)


def _draw(line: Line, rule_id: str) -> None:
    """Put a line under the last row of the words of a paragraph, in the middle of its column."""
    width = round(_words(line) * _SHARES[rule_id][2] * EMU)
    below = round((max(line.sizes, default=26) / 2 * 1.15 * 25.4 / 72 + 0.7) * EMU)
    line.element.append(etree.fromstring(_STROKE.format(width=width, below=below)))


_STROKE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
    'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH>'
    '<wp:positionV relativeFrom="line"><wp:posOffset>{below}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{width}" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
    '<wp:docPr id="{below}" name="Line {width}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
)
"""A thin line as Word 2010 and later draws it."""

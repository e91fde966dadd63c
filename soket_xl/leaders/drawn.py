"""The first page drawn by ourselves as a PDF, for machines without Excel and LibreOffice: same words and order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from soket_xl.leaders.brief import Brief, group_label, shares
from soket_xl.leaders.grid import ALERT, BAND, HEAD, LINE, PALE
from soket_xl.leaders.pdf import MARGIN, WIDTH, Page
from soket_xl.leaders.snapshot import BAR, OWING_HEADS, RATE_HEADS, REST, outside_lines, owing_row
from soket_xl.leaders.truetype import TrueType
from soket_xl.text.dates import short_date
from soket_xl.texts import say

ROOM = WIDTH - 2 * MARGIN
RATE_WIDTHS = (ROOM / 6,) * 6
OWING_WIDTHS = tuple(ROOM * part / 24 for part in (7, 4, 3.4, 4.6, 2, 3))
BAR_ROOM = 76
SIDE, PADDING = 3.0, 3.0


@dataclass
class _Flow:
    """A page filled from top to bottom; `y` is the upper edge of what comes next."""

    page: Page
    y: float = MARGIN

    def line(self, text: str, size: float, bold: bool = False, color: str = "000000", fill: str = "") -> None:
        lines = self.page.lines(text, ROOM - 2 * SIDE, size, bold)
        height = len(lines) * size * 1.25 + PADDING
        if fill:
            self.page.box(MARGIN, self.y, ROOM, height, fill)
        for number, line in enumerate(lines):
            self.page.text(MARGIN + SIDE, self.y + size * (1.25 * number + 1.05), line, size, bold, color)
        self.y += height

    def row(
        self, widths: Sequence[float], texts: Sequence[str], size: float, bold: Callable[[int], bool], fill: str = ""
    ) -> None:
        """Draw a row of framed cells, white letters where it is a head."""
        cells = [
            self.page.lines(t, w - 2 * SIDE, size, bold(n)) for n, (t, w) in enumerate(zip(texts, widths, strict=True))
        ]
        height = max(map(len, cells)) * size * 1.2 + PADDING
        x = MARGIN
        for number, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            self.page.box(x, self.y, width, height, fill, LINE)
            for at, line in enumerate(lines):
                color = "FFFFFF" if fill == HEAD else "000000"
                self.page.text(x + SIDE, self.y + size * (1.2 * at + 1.05), line, size, bold(number), color)
            x += width
        self.y += height


@dataclass(frozen=True)
class Drawn:
    """A drawn page: the PDF, and the letters that its fonts do not have (they show as boxes)."""

    content: bytes
    lacking: frozenset[str]


def draw(brief: Brief, fonts: tuple[TrueType, TrueType]) -> Drawn:
    """Return the first page of `brief`, its letters in `fonts` (plain and bold)."""
    flow = _Flow(Page(fonts))
    flow.line(brief.office.upper(), 10)
    flow.line(say("leaders.title", campaign=brief.campaign), 13, bold=True)
    flow.line(brief.headline, 17, bold=True, color=HEAD)
    flow.line(brief.as_of, 11)
    _milestones(flow, brief)
    _rates(flow, brief)
    if brief.decisions:
        flow.line(say("leaders.decisions_head"), 11, bold=True)
    for number, decision in enumerate(brief.decisions, 1):
        flow.line(f"{number}. {decision}", 11, fill=ALERT)
    flow.y += PADDING
    _pace(flow, brief)
    _owing(flow, brief)
    flow.line(brief.reviewed_line, 10)
    return Drawn(flow.page.finish(brief.campaign), flow.page.lacking)


def _milestones(flow: _Flow, brief: Brief) -> None:
    flow.y += PADDING
    width = ROOM / max(1, len(brief.milestones))
    lines = ((10.0, False), (10.0, False), (14.0, True))
    flow.page.box(MARGIN, flow.y, ROOM, 50, PALE)
    for number, milestone in enumerate(brief.milestones):
        x, y = MARGIN + number * width, flow.y
        flow.page.box(x, y, width, 50, line=LINE)
        for text, (size, bold) in zip((milestone.label, milestone.when, milestone.left), lines, strict=True):
            size *= min(1.0, (width - 2 * SIDE) / flow.page.width(text, size, bold))
            y += size * 1.25
            flow.page.text(
                x + (width - flow.page.width(text, size, bold)) / 2, y, text, size, bold, HEAD if bold else "000000"
            )
    flow.y += 50 + 2 * PADDING


def _rates(flow: _Flow, brief: Brief) -> None:
    flow.row(RATE_WIDTHS, [say(head) for head in RATE_HEADS], 10.5, lambda _: True, HEAD)
    for number, rate in enumerate(brief.rates):
        band = BAND if number == len(brief.rates) - 1 else ""
        flow.row(RATE_WIDTHS, [group_label(rate.group), *shares(rate)], 11, lambda column: column < 2, band)
    flow.y += PADDING


def _pace(flow: _Flow, brief: Brief) -> None:
    pace = brief.pace
    last = next((short_date(day.day) for day in pace.days if day.last), "")
    flow.line(say("leaders.pace_head", last=last), 10, bold=True)
    width, bottom = ROOM / len(pace.days), flow.y + BAR_ROOM
    for number, day in enumerate(pace.days):
        x = MARGIN + number * width
        if not day.working:
            flow.page.box(x, flow.y, width, BAR_ROOM, REST)
        height = (BAR_ROOM - 12) * day.received / pace.most
        if day.received:
            flow.page.box(x + 2, bottom - height, width - 4, height, BAR)
            flow.page.text(x + width / 2 - 4, bottom - height - 2, str(day.received), 8, bold=True)
        flow.page.text(x + width / 2 - 4, bottom + 9, f"{day.day.day:02d}", 8, bold=day.last)
        if day.last:
            flow.page.box(x, flow.y, width, BAR_ROOM, line="C00000")
    flow.y = bottom + 13
    for line in outside_lines(brief):
        flow.line(line, 9)


def _owing(flow: _Flow, brief: Brief) -> None:
    if not brief.waiting:
        flow.line(brief.nobody_waits, 11, bold=True)
        return
    flow.line(brief.waiting_head, 11, bold=True)
    flow.row(OWING_WIDTHS, [say(head) for head in OWING_HEADS], 9.5, lambda _: True, HEAD)
    for unit in brief.foremost:
        flow.row(OWING_WIDTHS, owing_row(unit), 10, lambda column: column == 0)
    if brief.more:
        flow.line(brief.more, 10)

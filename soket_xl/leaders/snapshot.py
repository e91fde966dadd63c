"""The leaders' workbook: a new .xlsx made of values only, one A4 page first, then the list and the findings in short.

The pace is drawn with filled cells: every phone and every mail preview shows those, few of them show a chart.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

from soket_xl.leaders.brief import Brief, Waiting, group_label, shares
from soket_xl.leaders.grid import ALERT, BAND, FRAME, HEAD, LINE, PALE, Grid, Look, set_up
from soket_xl.leaders.pace import DAYS, PaceDay
from soket_xl.text.dates import short_date
from soket_xl.texts import say

FIRST_WIDTHS = (4.6,) * DAYS
SIX = tuple((1 + 4 * number, 4 + 4 * number) for number in range(6))
OWING = ((1, 7), (8, 11), (12, 14), (15, 18), (19, 20), (21, 24))
LIST_WIDTHS = (34, 18, 20, 18, 14, 14, 13)
REVIEW_WIDTHS = (30, 8, 10, 90)
BAR, REST, BAR_STEPS = "2E75B6", "E7E6E6", 8
HEADED = Look(bold=True, color="FFFFFF", fill=HEAD, across="center", border=LINE)
RATE_HEADS = (
    "leaders.head_group", "leaders.head_received", "leaders.head_on_time", "leaders.head_late",
    "leaders.head_overdue", "leaders.head_complete",
)  # fmt: skip
OWING_HEADS = (
    "leaders.head_unit", "leaders.head_state", "leaders.head_group", "leaders.head_officer",
    "leaders.head_reminders", "leaders.head_last_reminder",
)  # fmt: skip
LIST_HEADS = (
    "leaders.head_unit", "leaders.head_group", "leaders.head_state", "leaders.head_number", "leaders.head_dated",
    "leaders.head_received_on", "leaders.head_days",
)  # fmt: skip
REVIEW_HEADS = ("leaders.head_unit", "leaders.head_errors", "leaders.head_warnings", "leaders.head_told")


def write(brief: Brief, made_on: datetime, more: Callable[[Any], None] | None = None) -> bytes:
    """Return the .xlsx of `brief`: no formula, macro, hidden sheet, name, link or personal trace.

    `more` adds sheets to the openpyxl book behind those of the brief.
    """
    from openpyxl import Workbook

    book: Any = Workbook()
    _first_page(book.active, brief)
    _list_page(book.create_sheet(), brief)
    _review_page(book.create_sheet(), brief)
    if more is not None:
        more(book)
    book.properties.creator = book.properties.lastModifiedBy = brief.office
    book.properties.title = brief.campaign
    book.properties.created = book.properties.modified = made_on
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def owing_row(unit: Waiting) -> tuple[str, ...]:
    """Return what the first page tells of a unit that owes."""
    times = say("leaders.reminded_times", count=unit.reminders) if unit.reminders else ""
    last = short_date(unit.last_reminder) if unit.last_reminder else ""
    return (unit.name, unit.standing, unit.group, unit.officer, times, last)


def _first_page(sheet: Any, brief: Brief) -> None:
    sheet.title = say("leaders.sheet_first")
    set_up(sheet, FIRST_WIDTHS, "portrait", 1)
    page = Grid(sheet, FIRST_WIDTHS)
    page.line(brief.office.upper(), Look(size=12))
    page.line(say("leaders.title", campaign=brief.campaign), Look(size=15, bold=True))
    page.line(brief.headline, Look(size=20, bold=True, color=HEAD))
    page.line(brief.as_of, Look(italic=True))
    page.gap()
    _milestones(page, brief)
    page.gap()
    _rates(page, brief)
    _decisions(page, brief)
    page.gap()
    _pace(page, brief)
    page.gap()
    _owing(page, brief)
    page.gap()
    page.line(brief.reviewed_line, Look(italic=True))


def _milestones(page: Grid, brief: Brief) -> None:
    spans = tuple((1 + 8 * number, 8 + 8 * number) for number in range(len(brief.milestones)))
    box = Look(fill=PALE, across="center", border=LINE)
    for texts, look in (
        ([m.label for m in brief.milestones], box),
        ([m.when for m in brief.milestones], box),
        ([m.left for m in brief.milestones], replace(box, size=16, bold=True, color=HEAD)),
    ):
        page.cells(spans, texts, [look] * len(spans))


def _rates(page: Grid, brief: Brief) -> None:
    page.cells(SIX, [say(head) for head in RATE_HEADS], [HEADED] * 6)
    for number, rate in enumerate(brief.rates):
        cell = Look(across="center", border=LINE, fill=BAND if number == len(brief.rates) - 1 else "")
        looks = [replace(cell, across="left", bold=True), replace(cell, bold=True), *[cell] * 4]
        page.cells(SIX, [group_label(rate.group), *shares(rate)], looks)


def _decisions(page: Grid, brief: Brief) -> None:
    if not brief.decisions:
        return
    page.gap()
    page.line(say("leaders.decisions_head"), Look(bold=True))
    for number, decision in enumerate(brief.decisions, 1):
        page.line(f"{number}. {decision}", Look(fill=ALERT))


def _pace(page: Grid, brief: Brief) -> None:
    """Draw a column of cells for each day: filled from below by how much came in, grey where offices are closed."""
    pace = brief.pace
    last = next((short_date(day.day) for day in pace.days if day.last), "")
    page.line(say("leaders.pace_head", last=last), Look(size=12, bold=True))
    for step in range(BAR_STEPS, -1, -1):
        for column, day in enumerate(pace.days, 1):
            level = -(-day.received * BAR_STEPS // pace.most)
            shown = day.received if day.received and step == level else None
            page.put(column, column, shown, _bar(day, filled=step < level, top=step == BAR_STEPS))
        page.end(1, 7)
    for column, day in enumerate(pace.days, 1):
        bold = day.last or not day.working
        page.put(column, column, f"{day.day.day:02d}", Look(size=9, bold=bold, across="center", border=LINE))
    page.end(1, 9)
    outside = outside_lines(brief)
    if outside:
        page.line(" ".join(outside), Look(size=11, italic=True))


def _bar(day: PaceDay, filled: bool, top: bool) -> Look:
    """Return a cell of a day's column; the last good day's is one frame, not a ladder of boxes."""
    color = BAR if filled else "" if day.working else REST
    border = "FFFFFF" if filled else "C00000" if day.last else ""
    edges = FRAME if filled else FRAME[:3] if top else FRAME[:2]
    return Look(size=9, bold=True, across="center", fill=color, border=border, edges=edges)


def outside_lines(brief: Brief) -> list[str]:
    """Return what came in outside of the days that are shown, so that the picture adds up."""
    first, last, pace = brief.pace.days[0].day, brief.pace.days[-1].day, brief.pace
    found = [say("leaders.pace_before", day=short_date(first), count=pace.before)] if pace.before else []
    return found + ([say("leaders.pace_after", day=short_date(last), count=pace.after)] if pace.after else [])


def _owing(page: Grid, brief: Brief) -> None:
    if not brief.waiting:
        page.line(brief.nobody_waits, Look(bold=True))
        return
    page.line(brief.waiting_head, Look(bold=True))
    small = Look(size=12, border=LINE)
    page.cells(OWING, [say(head) for head in OWING_HEADS], [replace(HEADED, size=12)] * 6)
    for unit in brief.foremost:
        page.cells(
            OWING, owing_row(unit), [replace(small, bold=True), *[small] * 3, *[replace(small, across="center")] * 2]
        )
    if brief.more:
        page.line(brief.more, Look(size=12, italic=True))


def _list_page(sheet: Any, brief: Brief) -> None:
    sheet.title = say("leaders.sheet_list")
    rows = [
        (u.name, u.group, u.state, u.document_no, u.document_date, u.received_on, u.days_late or None)
        for u in brief.listed
    ]
    table_page(sheet, LIST_WIDTHS, LIST_HEADS, rows)


def _review_page(sheet: Any, brief: Brief) -> None:
    sheet.title = say("leaders.sheet_review")
    rows = [(r.name, r.errors, r.warnings, "\n".join(f"- {line}" for line in r.told)) for r in brief.reviewed]
    table_page(sheet, REVIEW_WIDTHS, REVIEW_HEADS, rows)
    if not rows:
        Grid(sheet, REVIEW_WIDTHS, row=2).line(brief.reviewed_line, Look(size=12, italic=True))


def table_page(sheet: Any, widths: Sequence[int], heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Fill a sheet with a table: heads by the keys of their texts, rows of values."""
    set_up(sheet, widths, "landscape", 0)
    page = Grid(sheet, widths)
    spans = [(number, number) for number in range(1, len(widths) + 1)]
    page.cells(spans, [say(head) for head in heads], [HEADED] * len(widths))
    for row in rows:
        page.cells(spans, row, [_looks(value, column) for column, value in enumerate(row)])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _looks(value: object, column: int) -> Look:
    middle = isinstance(value, int | float | date) or value is None
    return Look(size=12, bold=column == 0, across="center" if middle else "left", border=LINE)

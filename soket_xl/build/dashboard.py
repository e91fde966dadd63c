"""The sheets that are no tables: overview, paste sheet, guide and the settings of xlwings."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation

from soket_xl.build import formulas
from soket_xl.build.charts import Labels, letters
from soket_xl.build.looks import (
    GREY,
    INK,
    NAVY,
    PALE,
    STATE_FILLS,
    align,
    border,
    fill,
    font,
    formula,
    page,
    put,
    shrunk,
)
from soket_xl.build.pace import add_pace
from soket_xl.schema import ALL_LABEL, GROUP_LABELS, RULE_LABELS, SETTINGS, STATE_LABELS, UNITS
from soket_xl.texts import say

COLUMNS = 12
VIEW_CELL = "K2"
MILESTONE_ROWS = (4, 5, 6)
GROUP_ROW, CHART_ROW, PACE_ROW, OWING_ROW = 8, 13, 22, 36
OWING_BLOCKS, OWING_LINES = 3, 17
MILESTONES = ("review", "report", "submit")
BAR_COLOURS = (("5B9A4B", "FFFFFF"), ("E8A33D", INK), ("BFBFBF", INK), ("C0392B", "FFFFFF"))
"""The colour of each bar and of the figure on it: in time, late, not yet sent, overdue."""
CONF = (
    # The variable is set by the installer for each user, so that the program may lie in any folder.
    ("Interpreter_Win", r"%SOKET_HOME%\runtime\python.exe"),
    ("PYTHONPATH", r"%SOKET_HOME%"),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("TEMP DIR", r"%SOKET_HOME%\log"),
    ("Show Console", "False"),
    ("Use UDF Server", "False"),
)


def add_overview(sheet: Any) -> None:
    """Fill the page that a leader reads in ten seconds: all live formulas, one A4 page."""
    for number in range(1, COLUMNS + 1):
        sheet.column_dimensions["ABCDEFGHIJKL"[number - 1]].width = 9.4
    sheet.sheet_view.showGridLines = False
    _title(sheet)
    for number, name in enumerate(MILESTONES):
        _milestone(sheet, 1 + 4 * number, name)
    _groups(sheet)
    _chart(sheet)
    add_pace(sheet, PACE_ROW)
    _owing(sheet)
    sheet.print_area = f"A1:L{OWING_ROW + OWING_LINES + 2}"
    page(sheet, landscape=False, one_page=True)


def add_paste(sheet: Any) -> None:
    """Fill the sheet where one whole report is pasted."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 90
    put(sheet["A1"], say("build.paste_title"), font(16, bold=True, color=NAVY), align(wrap=False))
    put(sheet["A2"], say("build.paste_about"), font(italic=True), align(wrap=False))
    for row, label in ((3, say("build.paste_unit")), (4, say("build.paste_received"))):
        put(sheet.cell(row, 1), label, font(bold=True))
        cell = put(sheet.cell(row, 2), None, font(12, bold=True))
        cell.fill, cell.border = fill(STATE_FILLS["due_soon"]), border()
    sheet["B4"].number_format = "dd/mm/yyyy"
    units = DataValidation(type="list", formula1="nmUnitNames", allow_blank=True, showErrorMessage=True)
    units.error = say("build.wrong_choice")
    units.add("B3")
    sheet.add_data_validation(units)
    for column in "AB":
        head = put(
            sheet[f"{column}6"], say("build.paste_head") if column == "A" else None, font(bold=True, color="FFFFFF")
        )
        head.fill = fill(NAVY)
        for row in range(7, 3007):
            cell = sheet[f"{column}{row}"]
            cell.number_format, cell.alignment, cell.font = "@", align(up="top"), font()
    sheet.merge_cells("A6:B6")
    sheet.freeze_panes = "A7"
    page(sheet, landscape=False)


def add_guide(sheet: Any) -> None:
    """Fill the guide: the five steps, what to do when, and the hand-shake cell."""
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 5), ("B", 26), ("C", 96)):
        sheet.column_dimensions[letter].width = width
    put(sheet["A1"], say("build.guide_title"), font(18, bold=True, color=NAVY), align(wrap=False))
    put(sheet["B2"], say("build.guide_status"), font(9, italic=True))
    put(sheet["C2"], None, font(9, italic=True))
    row = _guide_block(sheet, 4, say("build.guide_steps"), say("build.guide_lines"))
    _guide_block(sheet, row + 1, say("build.guide_help"), say("build.guide_trouble"))
    page(sheet, landscape=False, one_page=True)


def add_conf(sheet: Any, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Fill the hidden sheet of xlwings settings, and beside it the lists whose words hold commas.

    Returns the reference of each list by the name it is to be known by.
    """
    for number, pair in enumerate(CONF, 1):
        for column, value in enumerate(pair, 1):
            put(sheet.cell(number, column), value, at=align(wrap=False)).number_format = "@"
    references = {}
    for column, (name, values) in enumerate(lists.items(), 5):
        for number, value in enumerate(values, 1):
            put(sheet.cell(number, column), value)
        letter = sheet.cell(1, column).column_letter
        references[name] = f"'{sheet.title}'!${letter}$1:${letter}${len(values)}"
    sheet.sheet_state = "hidden"
    return references


def _merge(sheet: Any, row: int, first: int, last: int) -> Any:
    if last > first:
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    return sheet.cell(row, first)


def _framed(sheet: Any, row: int, first: int, last: int, color: str | None) -> Any:
    """Merge a run of cells with a frame and a fill all round."""
    for number in range(first, last + 1):
        cell = sheet.cell(row, number)
        cell.border = border()
        if color:
            cell.fill = fill(color)
    return _merge(sheet, row, first, last)


def _title(sheet: Any) -> None:
    formula(_merge(sheet, 1, 1, COLUMNS), formulas.setting("campaign_name"), font(15, bold=True, color=NAVY))
    sheet.row_dimensions[1].height = 42
    as_of = f'"{say("build.dash_as_of")}"&{formulas.short_date(VIEW_CELL)}'
    formula(_merge(sheet, 2, 1, 8), as_of, font(12, italic=True), align(wrap=False))
    put(_merge(sheet, 2, 9, 10), say("build.dash_view"), font(9), align("right"))
    view = formulas.setting("view_date")
    cell = formula(
        _merge(sheet, 2, 11, 12), f"IF(ISNUMBER({view}),INT({view}),TODAY())", font(bold=True), align("center")
    )
    cell.number_format = "dd/mm/yyyy"
    sheet.row_dimensions[2].height = 20
    sheet.row_dimensions[3].height = 6


def _milestone(sheet: Any, first: int, name: str) -> None:
    label, date, rule = (formulas.setting(f"{name}_{part}") for part in ("deadline", "deadline", "rule"))
    title = label.replace(formulas.column(SETTINGS, "value"), formulas.column(SETTINGS, "label"))
    exclusive = f"AND({rule}<>{formulas.quoted(RULE_LABELS['by'])},{date}=INT({date}))"
    left = f"(INT({date})-IF({exclusive},1,0)-{VIEW_CELL})"
    words = (
        f'IF({left}>0,"{say("build.dash_left")}"&{left}&"{say("build.dash_days")}",IF({left}=0,'
        f'"{say("build.dash_last")}","{say("build.dash_over")}"&-{left}&"{say("build.dash_days")}"))'
    )
    rows = (
        (title, font(10)),
        (_deadline_words(date, rule), font(10)),
        (words, font(14, bold=True, color=NAVY)),
    )
    for row, (text, looks) in zip(MILESTONE_ROWS, rows, strict=True):
        formula(_framed(sheet, row, first, first + 3, PALE), text, looks, align("center"))
        sheet.row_dimensions[row].height = 20 if row < MILESTONE_ROWS[-1] else 28


def _deadline_words(date: str, rule: str) -> str:
    """Return the formula that writes a deadline as letters do, with its hour where it has one."""
    hour = f'HOUR({date})&"h"&{formulas.two_digits(f"MINUTE({date})")}'
    fields = {"hour": f'"&{hour}&"', "day": f'"&{formulas.short_date(date)}&"'}
    before, by = (f'"{say(code, **fields)}"' for code in ("tracking.before_hour", "tracking.by_hour"))
    with_hour = f"IF({rule}={formulas.quoted(RULE_LABELS['by'])},{by},{before})"
    return f'IF({date}=INT({date}),{rule}&" "&{formulas.short_date(date)},{with_hour})'


def _groups(sheet: Any) -> None:
    heads = (
        (1, 3, say("build.dash_group")), (4, 4, say("build.dash_expected")), (5, 6, say("build.dash_received")),
        (7, 7, say("build.dash_on_time")), (8, 8, say("build.dash_late")), (9, 9, say("build.dash_waiting")),
        (10, 10, say("build.dash_overdue")), (11, 12, say("build.dash_complete")),
    )  # fmt: skip
    for first, last, text in heads:
        put(_framed(sheet, GROUP_ROW, first, last, NAVY), text, font(9, bold=True, color="FFFFFF"), align("center"))
    sheet.row_dimensions[GROUP_ROW].height = 40
    for row, label in enumerate([*GROUP_LABELS.values(), ALL_LABEL], GROUP_ROW + 1):
        _group_row(sheet, row, label)


def _group_row(sheet: Any, row: int, label: str) -> None:
    total = label == ALL_LABEL
    texts = _sums(row) if total else _counts(label)
    looks, back = font(11, bold=total), PALE if total else None
    put(_framed(sheet, row, 1, 3, back), label, font(11, bold=True), align(indent=1))
    received = f"(G{row}+H{row})"
    cells = [(4, 4, texts[0]), (5, 6, formulas.share(received, f"D{row}")), (7, 7, texts[1]), (8, 8, texts[2])]
    cells += [(9, 9, texts[3]), (10, 10, texts[4]), (11, 12, formulas.share(f"({texts[5]})", f"D{row}"))]
    for first, last, text in cells:
        formula(_framed(sheet, row, first, last, back), text, looks, align("center"))
    sheet.row_dimensions[row].height = 22


def _counts(label: str) -> tuple[str, ...]:
    arrived = ("received", "received_late", "returned", "complete")
    expected = formulas.count_units(label, *(state for state in STATE_LABELS if state != "exempt"))
    on_time = formulas.count_units(label, *arrived, on_time=True)
    late = formulas.count_units(label, *arrived, on_time=False)
    waiting = formulas.count_units(label, "not_due", "due_soon")
    return (
        expected,
        on_time,
        late,
        waiting,
        formulas.count_units(label, "overdue"),
        formulas.count_units(label, "complete"),
    )


def _sums(row: int) -> tuple[str, ...]:
    above = [f"SUM({letter}{row - 2}:{letter}{row - 1})" for letter in "DGHIJ"]
    complete = "+".join(formulas.count_units(label, "complete") for label in GROUP_LABELS.values())
    return (*above, complete)


def _chart(sheet: Any) -> None:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "percentStacked", 100, 60
    chart.title = None
    for number, (color, letter) in zip((7, 8, 9, 10), BAR_COLOURS, strict=True):
        values = Reference(sheet, min_col=number, min_row=GROUP_ROW, max_row=GROUP_ROW + 3)
        chart.add_data(values, titles_from_data=True)
        series = chart.series[-1]
        series.graphicalProperties.solidFill = color
        series.graphicalProperties.line.solidFill = color
        series.dLbls = Labels(letter)
    chart.set_categories(Reference(sheet, min_col=1, min_row=GROUP_ROW + 1, max_row=GROUP_ROW + 3))
    chart.legend.position = "b"
    chart.y_axis.delete, chart.x_axis.delete = True, False
    chart.y_axis.majorGridlines = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.txPr, chart.legend.txPr = letters(9), letters(8)
    put(_merge(sheet, CHART_ROW - 1, 1, COLUMNS), None)
    put(_merge(sheet, CHART_ROW, 1, COLUMNS), say("build.dash_chart"), font(11, bold=True, color=NAVY))
    start = AnchorMarker(col=0, row=CHART_ROW)
    chart.anchor = TwoCellAnchor("twoCell", _from=start, to=AnchorMarker(col=COLUMNS, row=PACE_ROW - 2))
    sheet.add_chart(chart)


def _owing(sheet: Any) -> None:
    owing = formulas.column(UNITS, "owing")
    count = f'COUNTIF({owing},">0")'
    none = formulas.quoted(say("build.dash_none"))
    some = formulas.quoted(say("build.dash_owing"))
    head = f"IF({count}=0,{none},{some}&{count})"
    formula(_merge(sheet, OWING_ROW, 1, COLUMNS), head, font(11, bold=True, color=NAVY))
    sheet.row_dimensions[OWING_ROW].height = 20
    for number in range(OWING_BLOCKS * OWING_LINES):
        line, block = divmod(number, OWING_BLOCKS)
        _owing_cell(sheet, OWING_ROW + 1 + line, 1 + 4 * block, number + 1, owing, count)
    more = f'IF({count}>{OWING_BLOCKS * OWING_LINES},{formulas.quoted(say("build.dash_more"))},"")'
    formula(_merge(sheet, OWING_ROW + OWING_LINES + 1, 1, COLUMNS), more, font(9, italic=True))
    area = f"A{OWING_ROW + 1}:L{OWING_ROW + OWING_LINES}"
    sheet.conditional_formatting.add(area, FormulaRule([f'A{OWING_ROW + 1}<>""'], fill=fill(GREY)))


def _owing_cell(sheet: Any, row: int, first: int, rank: int, owing: str, count: str) -> None:
    place = f"MATCH(LARGE({owing},{rank}),{owing},0)"

    def of(key: str) -> str:
        return f"INDEX({formulas.column(UNITS, key)},{place})"

    overdue = f"{of('state')}={formulas.quoted(STATE_LABELS['overdue'])}"
    state = f'{of("state")}&IF({overdue}," "&{of("days_late")}&"{say("build.dash_days")}","")'
    formula(_merge(sheet, row, first, first + 1), f'IF({rank}>{count},"",{of("name")})', font(9), shrunk())
    formula(_merge(sheet, row, first + 2, first + 3), f'IF({rank}>{count},"",{state})', font(9), align(wrap=False))
    sheet.row_dimensions[row].height = 15


def _guide_block(sheet: Any, row: int, title: str, lines: str) -> int:
    put(sheet.cell(row, 1), title, font(13, bold=True, color=NAVY), align(wrap=False))
    for number, line in enumerate(lines.split("\n"), 1):
        head, text = line.split("|")[-2:]
        for column, value in ((1, str(number)), (2, head), (3, text)):
            cell = put(sheet.cell(row + number, column), value, font(11, bold=column < 3), align(up="top"))
            cell.border = border()
        sheet.row_dimensions[row + number].height = 18 * max(len(text) // 88 + 1, len(head) // 22 + 1)
    return row + lines.count("\n") + 2

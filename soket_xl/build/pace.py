"""The pace of the campaign on the overview: reports received by each day against the deadline, and what they are worth.

The cells that feed the chart stand right of the printed page. The deadline is the last day that is still in time.
"""

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import FormulaRule

from soket_xl.build import formulas
from soket_xl.build.charts import letters
from soket_xl.build.looks import GREY, NAVY, STATE_FILLS, align, border, fill, font, formula, put
from soket_xl.schema import DIAGNOSIS_LABELS, HOLIDAY_LABELS, HOLIDAYS, NAME_TODAY, RULE_LABELS, UNITS, YES
from soket_xl.texts import say

DAYS_BEFORE, DAYS_AFTER = 14, 10
FIRST_COLUMN = 14
"""N: day, then days off, the deadline, received and expected; the page ends with L."""
CHART_COLUMNS, CHART_LINES = 8, 12
OFF_COLOUR, DEADLINE_COLOUR, RECEIVED_COLOUR, EXPECTED_COLOUR = "D9D9D9", "E8A33D", "2E75B6", "7F7F7F"


def add_pace(sheet: Any, row: int) -> None:
    """Write the headings in `row`, below them the chart of the pace and beside it the table of diagnoses."""
    for first, last, code in ((1, CHART_COLUMNS, "build.pace_title"), (CHART_COLUMNS + 1, 12, "build.pace_worth")):
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        put(sheet.cell(row, first), say(code), font(11, bold=True, color=NAVY), align(wrap=False))
    _days(sheet, row)
    _chart(sheet, row)
    _diagnoses(sheet, row + 1)


def day_formulas(day: str, expected: str) -> tuple[str, str, str, str]:
    """Return the formulas of a day's row: off, deadline (as high as the chart), received by then, expected."""
    dates, kinds = (formulas.column(HOLIDAYS, key) for key in ("date", "kind"))
    off, worked = (
        f"COUNTIFS({dates},{day},{kinds},{formulas.quoted(HOLIDAY_LABELS[kind])})" for kind in ("off", "work")
    )
    owed = f'{formulas.column(UNITS, "name")},"?*",{formulas.column(UNITS, "exempt")},"<>{YES["yes"]}"'
    received = f'COUNTIFS({formulas.column(UNITS, "received_on")},"<"&({day}+1),{owed})'
    return (
        f"IF(IF(WEEKDAY({day},2)<6,{off}>0,{worked}=0),{expected},0)",
        f"IF({day}={_last_day()},{expected},0)",
        f"IF({day}>{NAME_TODAY},NA(),{received})",
        f"COUNTIFS({owed})",
    )


def _last_day() -> str:
    due = formulas.NAME_DEADLINE
    exclusive = f"AND({formulas.NAME_RULE}<>{formulas.quoted(RULE_LABELS['by'])},{due}=INT({due}))"
    return f"(INT({due})-IF({exclusive},1,0))"


def _days(sheet: Any, row: int) -> None:
    heads = ("build.pace_day", "build.pace_off", "build.pace_deadline", "build.dash_received", "build.dash_expected")
    for number, code in enumerate(heads):
        put(sheet.cell(row, FIRST_COLUMN + number), say(code), font(8, color=EXPECTED_COLOUR), align("center"))
    first = f"IF(ISNUMBER({formulas.NAME_DEADLINE}),{_last_day()}-{DAYS_BEFORE},NA())"
    for line in range(row + 1, row + DAYS_BEFORE + DAYS_AFTER + 2):
        day = sheet.cell(line, FIRST_COLUMN)
        texts = (first if line == row + 1 else f"N{line - 1}+1", *day_formulas(f"$N{line}", f"$R{line}"))
        for number, text in enumerate(texts):
            cell = formula(
                sheet.cell(line, FIRST_COLUMN + number), text, font(8, color=EXPECTED_COLOUR), align("center")
            )
            cell.number_format = "0"
        day.number_format = "d/m"


def _chart(sheet: Any, row: int) -> None:
    last = row + DAYS_BEFORE + DAYS_AFTER + 1
    days = Reference(sheet, min_col=FIRST_COLUMN, min_row=row + 1, max_row=last)
    bars, lines = BarChart(), LineChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "col", "clustered", 100, 0
    colours = (OFF_COLOUR, DEADLINE_COLOUR, RECEIVED_COLOUR, EXPECTED_COLOUR)
    for number, color in enumerate(colours, FIRST_COLUMN + 1):
        part = bars if number < FIRST_COLUMN + 3 else lines
        part.add_data(Reference(sheet, min_col=number, min_row=row, max_row=last), titles_from_data=True)
        _colour(part.series[-1], color, part is lines, dashed=number == FIRST_COLUMN + 4)
    for part in (bars, lines):
        part.set_categories(days)
    _axes(bars)
    bars += lines
    bars.anchor = TwoCellAnchor(
        "twoCell",
        _from=AnchorMarker(col=0, row=row),
        to=AnchorMarker(col=CHART_COLUMNS, colOff=-90000, row=row + CHART_LINES),
    )
    sheet.add_chart(bars)


def _colour(series: Any, color: str, is_line: bool, dashed: bool) -> None:
    looks = series.graphicalProperties
    if not is_line:
        looks.solidFill, looks.line.noFill = color, True
        return
    looks.line.solidFill = color
    series.smooth, series.marker.symbol = False, "none"
    looks.line.width = 15000 if dashed else 32000
    if dashed:
        looks.line.dashStyle = "dash"


def _axes(chart: Any) -> None:
    chart.title, chart.legend.position = None, "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.number_format, chart.y_axis.number_format = "d/m", "0"
    chart.x_axis.tickLblSkip = chart.x_axis.tickMarkSkip = 2
    chart.y_axis.scaling.min = 0
    chart.y_axis.majorGridlines = None
    chart.x_axis.txPr = chart.y_axis.txPr = letters(7)
    chart.legend.txPr = letters(8)


def _diagnoses(sheet: Any, row: int) -> None:
    judged = formulas.column(UNITS, "diagnosis")
    first = CHART_COLUMNS + 1
    for line, (key, label) in enumerate(DIAGNOSIS_LABELS.items(), row):
        for number in range(first, 13):
            sheet.cell(line, number).border = border()
        sheet.merge_cells(start_row=line, start_column=first, end_row=line, end_column=11)
        put(sheet.cell(line, first), label, font(9), align(wrap=False, indent=1))
        count = f"COUNTIF({judged},{formulas.quoted(label)})"
        formula(sheet.cell(line, 12), count, font(10, bold=True), align("center")).number_format = "0"
        if key.startswith(("empty", "nothing_overdue")):
            warn = FormulaRule([f"$L{line}>0"], fill=fill(STATE_FILLS["overdue"]))
            sheet.conditional_formatting.add(f"I{line}:L{line}", warn)
        elif key.startswith("nothing"):
            sheet.cell(line, first).fill = fill(GREY)

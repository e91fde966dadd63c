"""The table sheets: a title, a line of explanation, the table with its lists, formats and colours."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableColumn, TableFormula, TableStyleInfo

from soket_xl.build import formulas
from soket_xl.build.looks import (
    GREY,
    MOMENT_CODE,
    NAVY,
    OPEN_FILLS,
    PALE,
    SEVERITY_FILLS,
    STATE_FILLS,
    align,
    border,
    date_and_hour,
    fill,
    font,
    formula,
    page,
    put,
)
from soket_xl.model import Cell, Row
from soket_xl.schema import (
    CONFLICTS,
    FIGURES,
    FINDINGS,
    MAIL_LABELS,
    MERGE_STATES,
    RECEIPTS,
    RULE_LABELS,
    SETTINGS,
    SEVERITY_LABELS,
    STATE_LABELS,
    UNITS,
    Column,
    Kind,
    TableSpec,
)
from soket_xl.texts import say, template

HEADER_ROW = 4
FIGURES_HEADER_ROW = 11
LAST_ROW = 20_000
"""Lists and colours reach down to here, so that rows added later have them."""
NUMBER_FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.MOMENT: MOMENT_CODE, Kind.TEXT: "@", Kind.CHOICE: "@"}
FROZEN_COLUMNS = {"tblUnits": 2, "tblFigures": 2, "tblEntries": 2, "tblFindings": 3}
WORDS, HIDDEN = ("state", "diagnosis"), ("owing", "version_then")
"""Computed columns of tblUnits that hold words, and those that only serve other formulas."""
PRINTED_TO = "review"
"""The last column of tblUnits that is printed: the rest is for the screen."""


def header_row(spec: TableSpec) -> int:
    """Return the sheet row of a table's header."""
    return FIGURES_HEADER_ROW if spec is FIGURES else HEADER_ROW


def add_table(sheet: Any, spec: TableSpec, rows: Sequence[Row], table_id: int, extra: Sequence[Column] = ()) -> None:
    """Fill `sheet` with the table `spec`, its `rows` by column key and its further columns `extra`."""
    columns = (*spec.columns, *extra)
    top = header_row(spec)
    _heading(sheet, spec, len(columns))
    computed = formulas.unit_formulas() if spec is UNITS else {}
    for number, column in enumerate(columns, 1):
        _column(sheet, spec, column, number, top)
    for offset, row in enumerate(rows or [{}], 1):
        for number, column in enumerate(columns, 1):
            _cell(sheet.cell(top + offset, number), column, row.get(column.key), computed, spec)
    if spec is SETTINGS:
        _settings_values(sheet, rows, top)
    _make_table(sheet, spec, columns, top, max(1, len(rows)), table_id, computed)
    _colours(sheet, spec, top)
    frozen = FROZEN_COLUMNS.get(spec.name, 0)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    page(sheet, footer=say("build.footer"))
    if spec is UNITS:
        last = get_column_letter([c.key for c in spec.columns].index(PRINTED_TO) + 1)
        sheet.print_area = f"A1:{last}{top + max(1, len(rows))}"


def add_figure_totals(sheet: Any, indicators: Sequence[Row], groups: Mapping[str, str]) -> None:
    """Write the totals by live formulas above the header of the figures table, with names and units."""
    first = len(FIGURES.columns) + 1
    labels = [say("build.figures_all"), *groups.values(), say("build.figures_reported")]
    labels += [say("build.figures_name"), say("build.figures_unit")]
    for offset, label in enumerate(labels):
        cell = put(sheet.cell(HEADER_ROW + offset, 1), label, font(bold=True, color=NAVY))
        sheet.merge_cells(start_row=cell.row, start_column=1, end_row=cell.row, end_column=first - 1)
    for number, row in enumerate(indicators, first):
        _totals_of(sheet, number, row, groups)
    sheet.row_dimensions[HEADER_ROW + len(groups) + 2].height = 66


def _totals_of(sheet: Any, number: int, row: Row, groups: Mapping[str, str]) -> None:
    code, aggregate = str(row["code"]), str(row.get("aggregate") or "sum")
    texts = [formulas.total(code, aggregate, None)]
    texts += [formulas.total(code, aggregate, label) for label in groups.values()]
    texts.append(f"COUNT({FIGURES.name}[{code}])")
    for offset, text in enumerate(texts):
        cell = formula(
            sheet.cell(HEADER_ROW + offset, number), text, font(bold=offset == 0), align("right", wrap=False)
        )
        cell.number_format = "0" if offset == len(texts) - 1 else "#,##0.##"
        cell.fill, cell.border = fill(PALE if offset == 0 else GREY), border()
    for offset, key in enumerate(("name", "unit"), len(texts)):
        cell = put(sheet.cell(HEADER_ROW + offset, number), row.get(key), font(9), align("center"))
        cell.border = border()


def _heading(sheet: Any, spec: TableSpec, width: int) -> None:
    put(sheet.cell(1, 1), spec.sheet, font(16, bold=True, color=NAVY), align(wrap=False))
    put(sheet.cell(2, 1), template(f"build.about_{spec.name}"), font(10, italic=True), align(wrap=False))
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 26, 18
    sheet.sheet_view.zoomScale = 100


def _column(sheet: Any, spec: TableSpec, column: Column, number: int, top: int) -> None:
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = column.width + 2
    if column.key in HIDDEN:
        sheet.column_dimensions[letter].hidden = True
    cell = put(sheet.cell(top, number), column.header, font(bold=True, color="FFFFFF"), align("center"))
    cell.fill = fill("7F7F7F" if column.kind is Kind.FORMULA else NAVY)
    cell.border = border("FFFFFF")
    sheet.row_dimensions[top].height = 44
    area = f"{letter}{top + 1}:{letter}{LAST_ROW}"
    if column.hour:
        sheet.conditional_formatting.add(area, date_and_hour(f"{letter}{top + 1}"))
    for rule in _validations(spec, column, letter, top + 1):
        rule.add(area)
        sheet.add_data_validation(rule)


def _validations(spec: TableSpec, column: Column, letter: str, first: int) -> list[DataValidation]:
    tip = {"promptTitle": column.header[:32], "prompt": column.tip[:255], "showInputMessage": bool(column.tip)}
    if column.choices:
        listed = '"' + ",".join(column.choices.values()) + '"'
        strict = column.kind is Kind.CHOICE
        return [_list(listed if "," not in "".join(column.choices.values()) else _range_of(column), tip, strict)]
    if column.kind is Kind.DATE:
        return [_rule("date", "between", "DATE(2020,1,1)", "DATE(2035,12,31)", "build.wrong_date", tip)]
    if spec is UNITS and column.key == "unit_id":
        test = f"COUNTIF(${letter}${first}:${letter}${LAST_ROW},{letter}{first})=1"
        return [_rule("custom", None, test, None, "build.wrong_unit", tip)]
    if spec is RECEIPTS and column.key == "confirmed_unit":
        return [_list("nmUnitNames", tip, strict=True)]
    return [DataValidation(**tip)] if column.tip else []


def _range_of(column: Column) -> str:
    """Choices that hold a comma cannot stand in an inline list: they are kept in a named range."""
    return f"nmChoices_{column.key}"


def _list(source: str, tip: dict[str, Any], strict: bool) -> DataValidation:
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict, **tip)
    rule.errorTitle, rule.error = say("build.choose"), say("build.wrong_choice")
    return rule


def _rule(
    kind: str, operator: str | None, low: str, high: str | None, code: str, tip: dict[str, Any]
) -> DataValidation:
    rule = DataValidation(type=kind, operator=operator, formula1=low, formula2=high, allow_blank=True, **tip)
    rule.showErrorMessage = True
    rule.error = template(code)
    return rule


def _cell(cell: Any, column: Column, value: Cell, computed: Mapping[str, str], spec: TableSpec) -> None:
    number = column.kind in (Kind.INT, Kind.NUMBER, Kind.FORMULA) and column.key not in WORDS
    across = "center" if column.kind in (Kind.DATE, Kind.MOMENT) or number or column.width < 13 else "left"
    at = align(across, up="top" if column.width > 30 else "center")
    if column.key in computed:
        formula(cell, computed[column.key], font(bold=column.key == "state"), at)
        cell.fill = fill(GREY)
    else:
        shown = column.choices.get(value, value) if isinstance(value, str) and column.kind is Kind.CHOICE else value
        put(cell, shown, font(), at)
    cell.border = border()
    cell.number_format = _number_format(column)


def _number_format(column: Column) -> str:
    if column.key == "last_day":
        return "dd/mm/yyyy"
    if column.kind is Kind.FORMULA:
        return "General" if column.key in WORDS else "0"
    return NUMBER_FORMATS.get(column.kind, "General" if column.kind is Kind.NUMBER else "0")


def _settings_values(sheet: Any, rows: Sequence[Row], top: int) -> None:
    """Give each setting's value cell the format and list of its kind: a date stays a date however it is typed."""
    column = [c.key for c in SETTINGS.columns].index("value") + 1
    for offset, row in enumerate(rows, 1):
        cell = sheet.cell(top + offset, column)
        kind = row.get("kind")
        cell.number_format = {"date": "dd/mm/yyyy", "int": "General"}.get(str(kind), "@")
        rule = None
        if kind == "date":
            sheet.conditional_formatting.add(cell.coordinate, date_and_hour(cell.coordinate))
            rule = _rule("date", "between", "DATE(2020,1,1)", "DATE(2035,12,31)", "build.wrong_date", {})
        elif kind == "rule":
            rule = _list('"' + ",".join(RULE_LABELS.values()) + '"', {}, strict=True)
        elif kind == "mail":
            rule = _list('"' + ",".join(MAIL_LABELS.values()) + '"', {}, strict=True)
        if rule is not None:
            rule.add(cell.coordinate)
            sheet.add_data_validation(rule)


def _make_table(
    sheet: Any,
    spec: TableSpec,
    columns: Sequence[Column],
    top: int,
    rows: int,
    table_id: int,
    computed: Mapping[str, str],
) -> None:
    table = Table(displayName=spec.name, name=spec.name, id=table_id)
    table.ref = f"A{top}:{get_column_letter(len(columns))}{top + rows}"
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    table._initialise_columns()
    for made, column in zip(table.tableColumns, columns, strict=True):
        _name_column(made, column, computed)
    sheet.add_table(table)


def _name_column(made: TableColumn, column: Column, computed: Mapping[str, str]) -> None:
    made.name = column.header
    if column.key in computed:
        made.calculatedColumnFormula = TableFormula(attr_text=computed[column.key])


def _colours(sheet: Any, spec: TableSpec, top: int) -> None:
    """Colour states and severities; the word stands there too, so that colour is never alone."""
    labelled = {
        UNITS.name: ("state", STATE_LABELS, STATE_FILLS),
        FINDINGS.name: ("severity", SEVERITY_LABELS, SEVERITY_FILLS),
        CONFLICTS.name: ("state", MERGE_STATES, OPEN_FILLS),
    }
    if spec.name not in labelled:
        return
    key, labels, fills = labelled[spec.name]
    number = [c.key for c in spec.columns].index(key) + 1
    letter = get_column_letter(number)
    for state, color in fills.items():
        test = f'${letter}{top + 1}="{labels[state]}"'
        sheet.conditional_formatting.add(f"{letter}{top + 1}:{letter}{LAST_ROW}", FormulaRule([test], fill=fill(color)))

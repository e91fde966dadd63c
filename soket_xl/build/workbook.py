"""The tracker's workbook without its macros, written from the schema: the same bytes for the same campaign."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from soket_xl.build import formulas
from soket_xl.build.campaign import Campaign
from soket_xl.build.dashboard import VIEW_CELL, add_conf, add_guide, add_overview, add_paste
from soket_xl.build.sheets import add_figure_totals, add_table
from soket_xl.model import Row
from soket_xl.schema import (
    CONF_SHEET,
    FIGURES,
    GROUP_LABELS,
    GUIDE_SHEET,
    NAME_PASTE,
    NAME_PASTE_RECEIVED,
    NAME_PASTE_UNIT,
    NAME_STATUS,
    NAME_TODAY,
    OVERVIEW_SHEET,
    PASTE_SHEET,
    RULE_LABELS,
    SHEET_ORDER,
    TABLES,
    UNITS,
    Column,
    Kind,
)
from soket_xl.texts import say

INBOX_LINES = 200
"""Lines that are ready on the inbox sheet, so that what is pasted lands inside its table."""
MADE_ON = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""One date for every build, so that builds are the same to the byte."""


def build_workbook(campaign: Campaign) -> bytes:
    """Return the macro-free package of a tracker for `campaign`: sheets, tables, lists, formulas, charts, names."""
    book = Workbook()
    book.remove(book.active)
    sheets = {name: book.create_sheet(name) for name in SHEET_ORDER}
    book.code_name = "ThisWorkbook"
    _add_tables(sheets, campaign)
    add_overview(sheets[OVERVIEW_SHEET])
    add_paste(sheets[PASTE_SHEET])
    add_guide(sheets[GUIDE_SHEET])
    lists = {f"nmChoices_{c.key}": tuple(c.choices.values()) for spec in TABLES for c in spec.columns if _has_comma(c)}
    references = add_conf(sheets[CONF_SHEET], lists)
    _add_names(book, references)
    codes = {OVERVIEW_SHEET: "shOverview", PASTE_SHEET: "shPaste", GUIDE_SHEET: "shGuide", CONF_SHEET: "shConf"}
    codes |= {spec.sheet: spec.name.replace("tbl", "sh", 1) for spec in TABLES}
    for name, sheet in sheets.items():
        sheet.sheet_properties.codeName = codes[name]
    book.active = 0
    book.calculation.fullCalcOnLoad = True
    book.properties.creator = book.properties.lastModifiedBy = say("build.creator")
    book.properties.created = book.properties.modified = MADE_ON
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _add_tables(sheets: dict[str, Any], campaign: Campaign) -> None:
    rows: dict[str, Sequence[Row]] = {
        "tblInbox": [{} for _ in range(INBOX_LINES)],
        "tblUnits": [_with_deadline(row, campaign) for row in campaign.units],
        "tblOutline": campaign.outline,
        "tblIndicators": campaign.indicators,
        "tblHolidays": campaign.holidays,
        "tblSettings": campaign.settings,
        "tblLexicon": campaign.lexicon,
        "tblFigures": [_named(row) for row in campaign.units],
    }
    extra = [Column(str(row["code"]), str(row["code"]), Kind.NUMBER, 11) for row in campaign.indicators]
    for number, spec in enumerate(TABLES, 1):
        add_table(sheets[spec.sheet], spec, list(rows.get(spec.name, ())), number, extra if spec is FIGURES else ())
    add_figure_totals(sheets[FIGURES.sheet], campaign.indicators, GROUP_LABELS)


def _with_deadline(row: Row, campaign: Campaign) -> Row:
    settings = {str(s["code"]): s.get("value") for s in campaign.settings}
    rule = next((key for key, label in RULE_LABELS.items() if label == settings.get("report_rule")), "before")
    return {"deadline": settings.get("report_deadline"), "rule": rule} | row


def _named(row: Row) -> Row:
    return {"unit_id": row["unit_id"], "unit_name": row["name"], "group": row["group"]}


def _has_comma(column: Column) -> bool:
    return any("," in label for label in column.choices.values())


def _add_names(book: Any, references: dict[str, str]) -> None:
    absolute = "$" + VIEW_CELL[0] + "$" + VIEW_CELL[1:]
    names = {
        NAME_TODAY: f"'{OVERVIEW_SHEET}'!{absolute}",
        NAME_STATUS: f"'{GUIDE_SHEET}'!$C$2",
        NAME_PASTE: f"'{PASTE_SHEET}'!$A$7",
        NAME_PASTE_UNIT: f"'{PASTE_SHEET}'!$B$3",
        NAME_PASTE_RECEIVED: f"'{PASTE_SHEET}'!$B$4",
        formulas.NAME_DEADLINE: formulas.setting("report_deadline"),
        formulas.NAME_RULE: formulas.setting("report_rule"),
        formulas.NAME_DUE_SOON: formulas.due_soon_days(),
        formulas.NAME_NOW: f"IF({NAME_TODAY}=TODAY(),NOW(),{NAME_TODAY}+0.9999)",
        "nmUnitNames": formulas.column(UNITS, "name"),
        **references,
    }
    for name, text in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=text)

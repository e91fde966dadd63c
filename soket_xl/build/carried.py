"""A campaign that takes over what an older tracker knows: units with contacts, synonyms, lexicon, settings, holidays.

What belongs to the old campaign (receipts, reports, figures, claims, findings, reminders, the log) stays there. A table
of an older structure is read as far as it has today's columns.
"""

from dataclasses import replace
from datetime import date
from typing import cast

from soket_xl.build.campaign import Campaign
from soket_xl.errors import WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.older import OlderHost
from soket_xl.model import Cell, Row
from soket_xl.schema import (
    CONTACT_COLUMNS,
    GROUP_LABELS,
    HOLIDAYS,
    INDICATORS,
    LEXICON,
    OUTLINE,
    SETTINGS,
    UNITS,
    Kind,
    TableSpec,
)
from soket_xl.tables import read_rows, text
from soket_xl.text.dates import parse_date
from soket_xl.text.numbers import parse_number

KEPT_OF_UNITS = ("unit_id", "name", "group", "officer", *CONTACT_COLUMNS, "confirm", "note")
NOT_CARRIED = ("schema_version", "view_date")
"""Settings that are the new tracker's own."""


def carried(host: WorkbookHost, fresh: Campaign) -> Campaign:
    """Return `fresh` with the units, outline, indicators, holidays, lexicon and settings of the tracker behind `host`.

    Raises WorkbookError if the workbook is no tracker.
    """
    rows = {text(row, "unit_id"): row for row in reversed(_rows(host, UNITS)) if _is_unit(row)}
    units = tuple({key: row.get(key) for key in KEPT_OF_UNITS} for row in reversed(rows.values()))
    return replace(
        fresh,
        units=units or fresh.units,
        outline=_plain(host, OUTLINE) or fresh.outline,
        indicators=_plain(host, INDICATORS) or fresh.indicators,
        holidays=_plain(host, HOLIDAYS) or fresh.holidays,
        lexicon=_plain(host, LEXICON),
        settings=_settings(host, fresh),
    )


def _is_unit(row: Row) -> bool:
    return bool(text(row, "unit_id") and text(row, "name") and row.get("group") in GROUP_LABELS)


def _rows(host: WorkbookHost, spec: TableSpec, needed: bool = True) -> list[Row]:
    try:
        rows, _ = read_rows(cast(WorkbookHost, OlderHost(host)), spec)
    except WorkbookError:
        if needed:
            raise
        return []
    return rows


def _plain(host: WorkbookHost, spec: TableSpec) -> tuple[Row, ...]:
    """Return the rows of a table by column key, without columns of a clerk's own and of formulas."""
    keys = [column.key for column in spec.columns if column.kind is not Kind.FORMULA]
    rows = [{key: row.get(key) for key in keys} for row in _rows(host, spec, needed=False)]
    return tuple(row for row in rows if all(row.get(key) is not None for key in spec.key))


def _settings(host: WorkbookHost, fresh: Campaign) -> tuple[Row, ...]:
    old = {str(row["code"]): row.get("value") for row in _rows(host, SETTINGS) if row.get("code")}
    found = []
    for row in fresh.settings:
        code = str(row["code"])
        kept = code in old and code not in NOT_CARRIED
        found.append(row | {"value": _typed(old[code], row.get("kind")) if kept else row.get("value")})
    return tuple(found)


def _typed(value: Cell, kind: Cell) -> Cell:
    """Return an old setting as its kind wants it; what is none of that kind stays as it was typed."""
    if kind == "date":
        found: Cell = value if isinstance(value, date) else parse_date(value)
    else:
        found = parse_number(value, whole=True) if kind == "int" else None
    return value if found is None else found

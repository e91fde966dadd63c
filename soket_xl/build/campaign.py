"""What a campaign is made of: units, outline, indicators, holidays and settings, from lists that people made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from soket_xl.build.indicator_list import IndicatorList, read_indicators
from soket_xl.build.links import linked
from soket_xl.build.listing import Listing, is_word, read_listing
from soket_xl.build.row_values import OBLIGATIONS, check_rows, obligations_of
from soket_xl.errors import FileRefused
from soket_xl.model import AGENCIES, COMMUNES, Row
from soket_xl.schema import CONTACT_COLUMNS
from soket_xl.text.fold import fold

DATA = Path(__file__).resolve().parents[1] / "data"
COMMUNE_TYPES = ("xa", "phuong", "dac khu", "thi tran")
UNIT_NAMES: Mapping[str, Sequence[str]] = {
    "code": ("ma", "ma don vi", "ma dvhc", "ma xa", "ma so", "ma xa phuong", "ky hieu don vi", "unit id"),
    "name": ("ten", "ten don vi", "don vi", "ten co quan don vi", "co quan don vi", "ten xa phuong", "ten dvhc"),
    "type": ("loai", "loai don vi", "khoi", "loai hinh", "cap", "nhom don vi"),
    "officer": ("chuyen vien phu trach", "can bo phu trach", "chuyen vien theo doi", "phu trach"),
    "contact": ("nguoi lien he", "dau moi", "can bo dau moi", "nguoi dau moi"),
    "email": ("thu dien tu", "dia chi thu dien tu", "e mail", "mail", "dia chi email"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dien thoai lien he"),
    "head": ("lanh dao", "lanh dao don vi", "thu truong don vi", "nguoi dung dau"),
    "head_email": ("thu dien tu cua lanh dao", "thu dien tu lanh dao", "email lanh dao"),
    "head_phone": ("dien thoai cua lanh dao", "dien thoai lanh dao", "sdt lanh dao"),
    "confirm": ("xac nhan",),
    "note": ("ghi chu",),
}
OUTLINE_NAMES: Mapping[str, Sequence[str]] = {
    "code": ("ma muc", "ma", "ma so"),
    "title": ("ten muc", "noi dung", "tieu de", "de muc", "ten de muc"),
    "level": ("cap",),
    "marker": ("ky hieu",),
    "indicator_groups": ("nhom chi tieu",),
    "hint": ("goi y", "huong dan"),
    **OBLIGATIONS,
}
_WHOLE = re.compile(r"^'?(\d+)(?:[.,]0+)?$")
_CHANGED = re.compile(r"^\d[\d.,]*e\+?\d+$|^#+$", re.IGNORECASE)


@dataclass(frozen=True)
class Campaign:
    """The rows that a new tracker starts with, by column key."""

    units: tuple[Row, ...]
    outline: tuple[Row, ...]
    indicators: tuple[Row, ...]
    holidays: tuple[Row, ...]
    settings: tuple[Row, ...]
    lexicon: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()
    """What the clerk should look at: what was mended or left out when the lists were read."""


def read_campaign(units: Path | None = None, outline: Path | None = None, indicators: Path | None = None) -> Campaign:
    """Return a campaign from lists (CSV, or a table in an Excel or Word file), the Lai Chau plan where none is given.

    An outline may also be a Word file with headings. Raises FileRefused, naming file, line and header, for a missing
    column, a blank or doubled key, a value that cannot be understood, or an empty file.
    """
    plan = Campaign(
        units=units_of(DATA / "units.csv") if units is None else (),
        outline=outline_of(DATA / "outline.csv")[0],
        indicators=read_indicators(DATA / "indicators.csv").rows,
        holidays=tuple(_holiday(row) for row in _plain("holidays", "date", "kind")),
        settings=tuple(_setting(row) for row in _plain("settings", "code", "label", "group", "value", "kind", "note")),
    )
    return with_lists(plan, units, outline, indicators)


def with_lists(
    campaign: Campaign, units: Path | None = None, outline: Path | None = None, indicators: Path | None = None
) -> Campaign:
    """Return `campaign` with the lists that are given in place of its own; see `read_campaign`.

    Groups of indicators are put to the sections of a new outline; what is not sure, or stands nowhere, is told.
    """
    if units is not None:
        campaign = replace(campaign, units=units_of(units))
    if outline is None and indicators is None:
        return campaign
    given, notes = outline_of(outline) if outline is not None else (campaign.outline, ())
    listed = read_indicators(indicators) if indicators is not None else IndicatorList(campaign.indicators, {})
    before = campaign.outline if outline is not None else ()
    sections, rows, told = linked(given, listed.rows, listed.places, before)
    return replace(campaign, outline=sections, indicators=rows, notes=(*notes, *listed.notes, *told))


def units_of(path: Path) -> tuple[Row, ...]:
    """Return the units of a list; see `read_campaign`."""
    listing = read_listing(path, UNIT_NAMES, ("code", "name", "type"))
    check_rows(listing, ("code", "name"), [_code(row) for row in listing.rows])
    for number, row in zip(listing.lines, listing.rows, strict=True):
        if _CHANGED.match(row["code"]):
            raise FileRefused("build.csv_code", file=listing.file, row=number, value=row["code"])
    return tuple(_unit(row) for row in listing.rows)


def outline_of(path: Path) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return the sections of a list or of a Word file's headings, and what to look at; see `read_campaign`."""
    if is_word(path):
        from soket_xl.build.outline import read_outline

        found = read_outline(path)
        return found.rows, found.notes
    listing = read_listing(path, OUTLINE_NAMES, ("code", "title"))
    check_rows(listing, ("code", "title"), [row["code"] for row in listing.rows])
    return tuple(_section(listing, number) for number in range(len(listing.rows))), ()


def _plain(name: str, *columns: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of one of the program's own lists."""
    return read_listing(DATA / f"{name}.csv", dict.fromkeys((*columns, "name"), ()), columns[:2]).rows


def _code(row: Mapping[str, str]) -> str:
    """Return the unit's code; a commune's leading zero, which Excel eats, is put back."""
    whole = _WHOLE.match(row["code"])
    if whole and _is_commune(row):
        return whole[1].zfill(5)
    return row["code"].lstrip("'")


def _is_commune(row: Mapping[str, str]) -> bool:
    kind = fold(row.get("type", "")) or fold(row["name"])
    return kind.startswith(COMMUNE_TYPES) or "cap xa" in kind


def _unit(row: Mapping[str, str]) -> Row:
    extra = ("officer", *CONTACT_COLUMNS, "confirm", "note")
    found: Row = {key: row[key] for key in extra if row.get(key)}
    return found | {"unit_id": _code(row), "name": row["name"], "group": COMMUNES if _is_commune(row) else AGENCIES}


def _section(listing: Listing, number: int) -> Row:
    row = listing.rows[number]
    level = row.get("level", "")
    known: Row = {
        key: row.get(key) or None for key in ("code", "marker", "title", "indicator_groups", "hint", "synonyms")
    }
    known["level"] = (
        int(level) if level.isdecimal() and len(level) < 3 and 0 < int(level) < 10 else row["code"].count(".") + 1
    )
    return known | obligations_of(listing, number)


def _holiday(row: Mapping[str, str]) -> Row:
    return {"date": date.fromisoformat(row["date"]), "kind": row["kind"], "name": row.get("name")}


def _setting(row: Mapping[str, str]) -> Row:
    value = row.get("value") or None
    kind = row.get("kind")
    typed = int(value) if value and kind == "int" else date.fromisoformat(value) if value and kind == "date" else value
    shown: Row = {key: row[key] or None for key in ("code", "group", "label", "note", "kind")}
    return shown | {"value": typed}

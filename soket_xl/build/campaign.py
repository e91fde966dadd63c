"""What a campaign is made of: units, outline, indicators, holidays and settings, from lists that people made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from soket_xl.build.listing import Listing, is_word, read_listing
from soket_xl.errors import FileRefused
from soket_xl.model import AGENCIES, COMMUNES, Row
from soket_xl.schema import INDICATOR_KINDS, OBLIGATION_LABELS
from soket_xl.text.fold import fold, fold_words

DATA = Path(__file__).resolve().parents[1] / "data"
COMMUNE_TYPES = ("xa", "phuong", "dac khu", "thi tran")
_OBLIGATIONS = {
    "so_nganh": ("so ban nganh", "so nganh", "cac so nganh", "so", "agencies"),
    "xa_phuong": ("xa phuong", "cap xa", "xa", "communes"),
    "synonyms": ("ten goi khac", "cach viet khac", "dong nghia"),
}
UNIT_NAMES: Mapping[str, Sequence[str]] = {
    "code": ("ma", "ma don vi", "ma dvhc", "ma xa", "ma so", "ma xa phuong", "ky hieu don vi", "unit id"),
    "name": ("ten", "ten don vi", "don vi", "ten co quan don vi", "co quan don vi", "ten xa phuong", "ten dvhc"),
    "type": ("loai", "loai don vi", "khoi", "loai hinh", "cap", "nhom don vi"),
    "officer": ("chuyen vien phu trach", "can bo phu trach", "chuyen vien theo doi", "phu trach"),
    "contact": ("nguoi lien he", "dau moi", "can bo dau moi", "nguoi dau moi"),
    "email": ("thu dien tu", "dia chi thu dien tu", "e mail", "mail", "dia chi email"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "dien thoai lien he"),
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
    **_OBLIGATIONS,
}
INDICATOR_NAMES: Mapping[str, Sequence[str]] = {
    "code": ("ma chi tieu", "ma", "ma so"),
    "name": ("ten chi tieu", "chi tieu", "noi dung", "ten"),
    "group": ("nhom", "nhom chi tieu"),
    "unit": ("don vi tinh", "dvt", "don vi"),
    "type": ("kieu so", "kieu", "kind"),
    "aggregate": ("cach tong hop", "tong hop"),
    "check": ("quy tac kiem tra", "kiem tra"),
    **_OBLIGATIONS,
}
_WHOLE = re.compile(r"^'?(\d+)(?:[.,]0+)?$")
_CHANGED = re.compile(r"^\d[\d.,]*e\+?\d+$|^#+$", re.IGNORECASE)
_PER_PREFIX = 99
"""Codes of indicators are letters and two figures; a list without codes gets CT01 to CT99, then CU01 and so on."""


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
    sections, notes = outline_of(outline or DATA / "outline.csv")
    return Campaign(
        units=units_of(units or DATA / "units.csv"),
        outline=sections,
        indicators=indicators_of(indicators or DATA / "indicators.csv"),
        holidays=tuple(_holiday(row) for row in _plain("holidays", "date", "kind")),
        settings=tuple(_setting(row) for row in _plain("settings", "code", "label", "group", "value", "kind", "note")),
        notes=notes,
    )


def units_of(path: Path) -> tuple[Row, ...]:
    """Return the units of a list; see `read_campaign`."""
    listing = read_listing(path, UNIT_NAMES, ("code", "name", "type"))
    _check(listing, ("code", "name"), [_code(row) for row in listing.rows])
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
    _check(listing, ("code", "title"), [row["code"] for row in listing.rows])
    return tuple(_section(listing, number) for number in range(len(listing.rows))), ()


def indicators_of(path: Path) -> tuple[Row, ...]:
    """Return the indicators of a list; one without a column of codes gets codes. See `read_campaign`."""
    listing = _coded(read_listing(path, INDICATOR_NAMES, ("name",)))
    _check(listing, ("code", "name"), [row["code"] for row in listing.rows])
    return tuple(_indicator(listing, number) for number in range(len(listing.rows)))


def _plain(name: str, *columns: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of one of the program's own lists."""
    return read_listing(DATA / f"{name}.csv", dict.fromkeys((*columns, "name"), ()), columns[:2]).rows


def _coded(listing: Listing) -> Listing:
    if "code" in listing.heads:
        return listing
    rows = tuple({"code": _made_code(number)} | row for number, row in enumerate(listing.rows))
    return Listing(listing.file, ("code", *listing.heads), rows, listing.lines)


def _made_code(number: int) -> str:
    prefix, rest = divmod(number, _PER_PREFIX)
    return f"C{chr(ord('T') + prefix % 7)}{rest + 1:02d}"


def _check(listing: Listing, needed: Sequence[str], keys: Sequence[str]) -> None:
    """Refuse a blank cell of a needed column and a key that stands twice, by line."""
    seen: dict[str, int] = {}
    for number, row, key in zip(listing.lines, listing.rows, keys, strict=True):
        blank = next((name for name in needed if not row[name]), None)
        if blank:
            raise FileRefused("build.csv_blank", file=listing.file, row=number, header=blank)
        if key.casefold() in seen:
            raise FileRefused("build.csv_twice", file=listing.file, row=number, value=key, first=seen[key.casefold()])
        seen[key.casefold()] = number


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
    extra = ("officer", "contact", "email", "phone", "confirm", "note")
    found: Row = {key: row[key] for key in extra if row.get(key)}
    return found | {"unit_id": _code(row), "name": row["name"], "group": COMMUNES if _is_commune(row) else AGENCIES}


def _obligations(listing: Listing, number: int) -> Row:
    found: Row = {}
    for key, header in ((AGENCIES, "so_nganh"), (COMMUNES, "xa_phuong")):
        given = listing.rows[number].get(header, "")
        ticked = fold(given) in ("x", "co")
        found[key] = "M" if ticked else _choice(listing, number, header, given, OBLIGATION_LABELS) if given else "O"
    return found


def _choice(listing: Listing, number: int, header: str, given: str, choices: Mapping[str, str]) -> str:
    """Return the id of a value that is given as id or label."""
    wanted = {fold(text): key for key, label in choices.items() for text in (key, label)}
    if fold(given) not in wanted:
        told = "; ".join(f"{key} ({label})" for key, label in choices.items())
        line = listing.lines[number]
        raise FileRefused("build.csv_value", file=listing.file, row=line, header=header, value=given, choices=told)
    return wanted[fold(given)]


def _section(listing: Listing, number: int) -> Row:
    row = listing.rows[number]
    level = row.get("level", "")
    known: Row = {
        key: row.get(key) or None for key in ("code", "marker", "title", "indicator_groups", "hint", "synonyms")
    }
    known["level"] = int(level) if level.isdigit() and 0 < int(level) < 10 else row["code"].count(".") + 1
    return known | _obligations(listing, number)


def _indicator(listing: Listing, number: int) -> Row:
    row = listing.rows[number]
    known: Row = {key: row.get(key) or None for key in ("code", "group", "name", "unit", "check", "synonyms")}
    known["kind"] = _kind(listing, number, row.get("type", ""), row.get("unit", ""))
    known["aggregate"] = row.get("aggregate") or ("ratio" if known["kind"] == "pct" else "sum")
    return known | _obligations(listing, number)


def _kind(listing: Listing, number: int, given: str, measure: str) -> str:
    """Return how a figure is written; where the list does not say, a percentage by its unit of measure."""
    if given:
        return _choice(listing, number, "type", given, INDICATOR_KINDS)
    return "pct" if measure.strip() == "%" or fold_words(measure) == "phan tram" else "dec"


def _holiday(row: Mapping[str, str]) -> Row:
    return {"date": date.fromisoformat(row["date"]), "kind": row["kind"], "name": row.get("name")}


def _setting(row: Mapping[str, str]) -> Row:
    value = row.get("value") or None
    kind = row.get("kind")
    typed = int(value) if value and kind == "int" else date.fromisoformat(value) if value and kind == "date" else value
    shown: Row = {key: row[key] or None for key in ("code", "group", "label", "note", "kind")}
    return shown | {"value": typed}

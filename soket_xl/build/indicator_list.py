"""The indicators of a list, and what the list says of the section that each belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from soket_xl.build.listing import Listing, read_listing
from soket_xl.build.outline_marks import UPPER, Mark, mark_of
from soket_xl.build.row_values import OBLIGATIONS, check_rows, choice, obligations_of
from soket_xl.intake.blocks import Paragraph
from soket_xl.model import Row
from soket_xl.schema import INDICATOR_KINDS
from soket_xl.text.fold import fold_words
from soket_xl.texts import say

INDICATOR_NAMES: Mapping[str, Sequence[str]] = {
    "code": ("ma chi tieu", "ma", "ma so"),
    "name": ("ten chi tieu", "chi tieu", "noi dung", "ten"),
    "group": ("nhom", "nhom chi tieu"),
    "unit": ("don vi tinh", "dvt", "don vi"),
    "type": ("kieu so", "kieu", "kind"),
    "aggregate": ("cach tong hop", "tong hop"),
    "check": ("quy tac kiem tra", "kiem tra"),
    "section": ("muc", "ma muc", "muc de cuong", "thuoc muc", "de muc", "muc bao cao", "muc trong de cuong"),
    "number": ("tt", "stt", "so tt", "so thu tu"),
    **OBLIGATIONS,
}
_PER_PREFIX = 99
"""Codes are letters and two figures: a list without codes gets CT01 to CT99, CU01 and so on to CZ99, then DA01."""
LEAST_UNITS = 0.5
"""The share of rows with a unit of measure from which on a row without one may be a heading."""
_OF_WHICH, _OF_WHICH_WORDS = "trong do", 3


@dataclass(frozen=True)
class Place:
    """What a list says of an indicator's section: the cell of a column for it, and the headings above its row."""

    said: str = ""
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndicatorList:
    """The rows of the indicators' table, the place of each by code, and what the clerk should look at."""

    rows: tuple[Row, ...]
    places: Mapping[str, Place]
    notes: tuple[str, ...] = ()


def read_indicators(path: Path) -> IndicatorList:
    """Return the indicators of a list (all tables of a Word or Excel file that have their columns).

    One without a column of codes gets codes; a row that only heads others is none. Raises FileRefused.
    """
    listing, headings = _without_headings(read_listing(path, INDICATOR_NAMES, ("name",), every=True))
    listing = _coded(listing)
    check_rows(listing, ("code", "name"), [row["code"] for row in listing.rows])
    rows = tuple(_indicator(listing, number) for number in range(len(listing.rows)))
    places = {
        row["code"]: Place(row.get("section", ""), above)
        for row, above in zip(listing.rows, listing.above, strict=True)
    }
    shown = "; ".join(headings[:10])
    notes = (say("build.headings_kept", file=path.name, count=len(headings), titles=shown),) if headings else ()
    return IndicatorList(rows, places, notes)


def _without_headings(listing: Listing) -> tuple[Listing, list[str]]:
    """Return the list without the rows that only head others, each row with those above it; and those rows."""
    from soket_xl.build.headings_above import UNNUMBERED, Headings

    measured = sum(bool(row.get("unit")) for row in listing.rows) >= LEAST_UNITS * len(listing.rows)
    heads = {n for n in range(len(listing.rows)) if measured and _is_heading(listing, n)}
    if not heads or len(heads) == len(listing.rows):
        return listing, []
    kept: list[int] = []
    above: list[tuple[str, ...]] = []
    told: list[str] = []
    opened, outer = Headings(), listing.above[0]
    for number, row in enumerate(listing.rows):
        if listing.above[number] != outer:
            opened, outer = Headings(), listing.above[number]
        if number not in heads:
            kept.append(number)
            above.append((*outer, *opened.above()))
            continue
        told.append(row["name"])
        if not fold_words(row["name"]).startswith(_OF_WHICH):
            mark = _mark(row)
            opened.open(float(mark.rank) if mark.kind else UNNUMBERED, f"{mark.written} {mark.text}")
    rows, lines = tuple(listing.rows[n] for n in kept), tuple(listing.lines[n] for n in kept)
    return replace(listing, rows=rows, lines=lines, above=tuple(above)), told


def _is_heading(listing: Listing, number: int) -> bool:
    """Tell whether a row heads those below it: a name in capitals, with a high number or none, and no unit."""
    row = listing.rows[number]
    if any(row.get(key) for key in ("unit", "code", "type", "aggregate")):
        return False
    name = row["name"]
    if not name or name.startswith(("-", "+")):
        return False
    words = fold_words(name)
    if words.startswith(_OF_WHICH) and len(words.split()) <= _OF_WHICH_WORDS:
        return True
    mark, below = _mark(row), listing.rows[number + 1].get("number", "") if number + 1 < len(listing.rows) else ""
    counted = bool(row.get("number")) and below.startswith(f"{row['number'].rstrip('.')}.")
    unnumbered = "number" in listing.heads and not row["number"]
    return name.isupper() or mark.kind in UPPER or counted or unnumbered


def _mark(row: Mapping[str, str]) -> Mark:
    """Return a row's number, from its own column or before its name."""
    number = row.get("number", "").rstrip(".")
    return mark_of(Paragraph(f"{number}. {row['name']}" if number else row["name"]))


def _coded(listing: Listing) -> Listing:
    if "code" in listing.heads:
        return listing
    rows = tuple({"code": _made_code(number)} | row for number, row in enumerate(listing.rows))
    return replace(listing, heads=("code", *listing.heads), rows=rows)


def _made_code(number: int) -> str:
    prefix, rest = divmod(number, _PER_PREFIX)
    first, second = divmod(prefix + ord("T") - ord("A"), 26)
    return f"{chr(ord('C') + first)}{chr(ord('A') + second)}{rest + 1:02d}"


def _indicator(listing: Listing, number: int) -> Row:
    row = listing.rows[number]
    known: Row = {key: row.get(key) or None for key in ("code", "group", "name", "unit", "check", "synonyms")}
    known["kind"] = _kind(listing, number, row.get("type", ""), row.get("unit", ""))
    known["aggregate"] = row.get("aggregate") or ("ratio" if known["kind"] == "pct" else "sum")
    return known | obligations_of(listing, number)


def _kind(listing: Listing, number: int, given: str, measure: str) -> str:
    """Return how a figure is written; where the list does not say, a percentage by its unit of measure."""
    if given:
        return choice(listing, number, "type", given, INDICATOR_KINDS)
    return "pct" if measure.strip() == "%" or fold_words(measure) == "phan tram" else "dec"

"""What a campaign is made of: units, outline, indicators, holidays and settings, from CSV files."""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from soket_xl.errors import FileRefused, why
from soket_xl.model import AGENCIES, COMMUNES, Row
from soket_xl.text.fold import fold, squeeze

DATA = Path(__file__).resolve().parents[1] / "data"
COMMUNE_TYPES = ("xa", "phuong", "dac khu", "thi tran")
LARGEST_CSV = 5_000_000


@dataclass(frozen=True)
class Campaign:
    """The rows that a new tracker starts with, by column key."""

    units: tuple[Row, ...]
    outline: tuple[Row, ...]
    indicators: tuple[Row, ...]
    holidays: tuple[Row, ...]
    settings: tuple[Row, ...]


def read_campaign(units: Path | None = None, outline: Path | None = None, indicators: Path | None = None) -> Campaign:
    """Return a campaign from CSV files, the Lai Chau plan where none is given.

    CSVs are comma, semicolon or tab separated, UTF-8 (with or without BOM) or UTF-16. Raises FileRefused, naming file,
    row and header, for a missing column, a blank or doubled key, or an empty file.
    """
    return Campaign(
        units=tuple(_unit(line) for line in _lines(units or DATA / "units.csv", ("code", "name", "type"))),
        outline=tuple(_section(line) for line in _lines(outline or DATA / "outline.csv", ("code", "title"))),
        indicators=tuple(_indicator(line) for line in _lines(indicators or DATA / "indicators.csv", ("code", "name"))),
        holidays=tuple(_holiday(line) for line in _lines(DATA / "holidays.csv", ("date", "kind"))),
        settings=tuple(_setting(line) for line in _lines(DATA / "settings.csv", ("code", "label"))),
    )


def _lines(path: Path, needed: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV as trimmed NFC text; the first of `needed` is the key, which may not repeat."""
    text = _decode(path)
    sample = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=sample.count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    heads = [fold(name or "") for name in reader.fieldnames or ()]
    missing = [name for name in needed if name not in heads]
    if missing:
        raise FileRefused("build.csv_column", file=path.name, header=missing[0], found=", ".join(heads) or "-")
    reader.fieldnames = heads
    rows = [{key: squeeze(value or "") for key, value in row.items() if isinstance(key, str)} for row in reader]
    rows = [row for row in rows if any(row.values())]
    _check_keys(path, rows, needed)
    return rows


def _check_keys(path: Path, rows: Sequence[Mapping[str, str]], needed: Sequence[str]) -> None:
    if not rows:
        raise FileRefused("build.csv_empty", file=path.name)
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        blank = next((name for name in needed[:2] if not row[name]), None)
        if blank:
            raise FileRefused("build.csv_blank", file=path.name, row=number, header=blank)
        key = _code(row) if needed[-1] == "type" else row[needed[0]]
        if key in seen:
            raise FileRefused("build.csv_twice", file=path.name, row=number, value=key, first=seen[key])
        seen[key] = number


def _decode(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_CSV:
            raise FileRefused("build.csv_large", file=path.name, megabytes=LARGEST_CSV // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise FileRefused("build.csv_open", file=path, why=why(error)) from error
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content or content[:2] == b"PK":
        raise FileRefused("build.csv_binary", file=path.name)
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileRefused("build.csv_encoding", file=path.name) from error


def _code(line: Mapping[str, str]) -> str:
    """Return the unit's code; a commune's leading zero, which Excel eats, is put back."""
    code = line["code"]
    return code.zfill(5) if code.isdigit() and _is_commune(line) else code


def _is_commune(line: Mapping[str, str]) -> bool:
    kind = fold(line.get("type", "")) or fold(line["name"]).split(" ")[0]
    return kind.startswith(COMMUNE_TYPES)


def _unit(line: Mapping[str, str]) -> Row:
    extra = ("officer", "contact", "email", "phone", "confirm", "note")
    row: Row = {key: line[key] for key in extra if line.get(key)}
    return row | {"unit_id": _code(line), "name": line["name"], "group": COMMUNES if _is_commune(line) else AGENCIES}


def _obligations(line: Mapping[str, str]) -> Row:
    return {AGENCIES: line.get("so_nganh") or "O", COMMUNES: line.get("xa_phuong") or "O"}


def _section(line: Mapping[str, str]) -> Row:
    level = line.get("level", "")
    known: Row = {
        key: line.get(key) or None for key in ("code", "marker", "title", "indicator_groups", "hint", "synonyms")
    }
    return known | {"level": int(level) if level.isdigit() else line["code"].count(".") + 1} | _obligations(line)


def _indicator(line: Mapping[str, str]) -> Row:
    known: Row = {key: line.get(key) or None for key in ("code", "group", "name", "unit", "check", "synonyms")}
    kind = line.get("type", "")
    known |= {"kind": kind if kind in ("int", "dec", "pct") else "dec", "aggregate": line.get("aggregate") or "sum"}
    return known | _obligations(line)


def _holiday(line: Mapping[str, str]) -> Row:
    return {"date": date.fromisoformat(line["date"]), "kind": line["kind"], "name": line.get("name")}


def _setting(line: Mapping[str, str]) -> Row:
    value = line.get("value") or None
    kind = line.get("kind")
    typed = int(value) if value and kind == "int" else date.fromisoformat(value) if value and kind == "date" else value
    shown: Row = {key: line[key] or None for key in ("code", "group", "label", "note", "kind")}
    return shown | {"value": typed}

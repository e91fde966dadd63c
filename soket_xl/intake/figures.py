"""Figures of indicators, read from tables in whatever layout a unit made: by code, else by name and unit of measure.

Blank is not zero: "khong co" is 0; a dash, a cross or "not counted" is no figure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from soket_xl.intake.grids import (
    NOT_VALUES,
    Grid,
    heads_of,
    is_number,
    numbers_columns,
    stated_measure,
    tables_beside,
    total_row,
)
from soket_xl.intake.names import PARENT, IndicatorNames
from soket_xl.intake.prose import Told
from soket_xl.model import Indicator
from soket_xl.text.fold import fold, fold_words
from soket_xl.text.numbers import parse_number
from soket_xl.texts import say

_ABSENT = re.compile(
    r"^(?:-+|\u2013|\u2014|x|\.+|/|\?|n/a|chua (?:thong ke|co so lieu|bao cao|tong hop|xac dinh)"
    r"|khong (?:ro|thong ke|xac dinh|co so lieu|co thong tin|tong hop duoc)"
    r"|dang (?:thong ke|tong hop|ra soat|cap nhat))$"
)
_ZERO = re.compile(r"^(?:khong(?: co)?|0|chua (?:co|phat sinh)|khong phat sinh)$")
_LEAD = re.compile(r"^(?:khoang|uoc(?: dat)?|gan|hon|tren|duoi|dat|la|~|\u2248|:|=)\s*")
_NUMBER = re.compile(r"[-\u2212]?\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|[-\u2212]?\d+(?:[.,]\d+)?")
_COMMAS = re.compile(r"^\d{1,3}(?:,\d{3})+$")
_MILLIONS = re.compile(r"^\d{1,3}(?:,\d{3}){2,}$")
_COMPOUND = re.compile(r"^(ty|ti|trieu)\b[a-z ]*?(\d+) (trieu|nghin|ngan)\b")
_THOUSAND_BELOW = {("ty", "trieu"), ("ti", "trieu"), ("trieu", "nghin"), ("trieu", "ngan")}
MOST_TITLE_ROWS = 15
_THIS_PERIOD = re.compile(
    r"ky bao cao|ky nay|hien co|hien nay|thuc hien|ket qua|so lieu|so luong|gia tri"
    r"|tong so|sau sap xep|sau khi"
)
_OTHER_PERIOD = re.compile(
    r"cung ky|ky truoc|nam truoc|ke hoach|chi tieu giao|duoc giao|tang|giam|so sanh"
    r"|ty le|truoc sap xep|truoc khi|ghi chu|nguon|luy ke"
)
_SCALES = {
    "dong": 1e-6, "vnd": 1e-6, "nghin dong": 1e-3, "ngan dong": 1e-3, "trieu dong": 1.0, "trieu": 1.0,
    "1 000 dong": 1e-3, "1000 dong": 1e-3, "1 000 000 dong": 1.0,
    "tr dong": 1.0, "trd": 1.0, "ty dong": 1e3, "ty": 1e3, "ti dong": 1e3,
}  # fmt: skip
_AREAS = {"ha": 0.01, "hec ta": 0.01, "km2": 1.0, "m2": 1e-6}
_LENGTHS = {"m gia": 1.0, "met gia": 1.0, "met": 1.0, "m": 1.0, "km": 1e3}
_MEASURES = ({"trieu dong": 1.0} | _SCALES, _AREAS, _LENGTHS)


@dataclass(frozen=True)
class Figure:
    """A figure that a unit gave: `written` as it stood, `place` where; `told` in a sentence, not in a table."""

    indicator: str
    value: int | float
    written: str
    place: str
    told: bool = False


@dataclass(frozen=True)
class _Columns:
    """Where a table has this period's figures and the units of measure; `head` is what heads the figures."""

    value: int | None
    unit: int | None
    head: str = ""

    def measure(self, row: Sequence[str]) -> str:
        """Return the unit of measure that a row states."""
        return row[self.unit] if self.unit is not None and self.unit < len(row) else ""


@dataclass
class FigureReader:
    """Reads tables against a list of indicators. The first figure of an indicator counts; others are warned of.

    Of columns for several years that of `year` counts.
    """

    names: IndicatorNames
    year: int
    figures: dict[str, Figure] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    _parent: str = ""
    _money: str = ""

    def read(self, grid: Grid, place: str, measure: str = "") -> None:
        """Read one table; rows that name no indicator are passed over. `measure` is what its money is counted in."""
        rows = [[" ".join(cell.split()) for cell in row] for row in grid]
        stated = (stated_measure(cell) for row in rows[:MOST_TITLE_ROWS] for cell in row)
        self._money = next(filter(None, stated), measure)
        if self._read_across(rows, place):
            return
        head = _head_at(rows)
        for part in tables_beside(rows[head:]):
            self._read_rows(part, place, head + 1)

    def _read_rows(self, rows: Grid, place: str, first: int) -> None:
        value = _value_column(rows, self.year)
        head = " ".join(row[value] for row in rows[:2] if value < len(row)) if value is not None else ""
        columns = _Columns(value, _unit_column(rows), head)
        self._parent = ""
        for number, row in enumerate(rows, first):
            found = self._indicator_of(row, columns)
            if found is None:
                continue
            indicator, named_at = found
            cell = self._value_cell(row, columns.value, named_at, columns.unit)
            if cell is not None:
                self._take(indicator, cell, columns.measure(row), say("intake.figure_place", place=place, row=number))

    def add_told(self, told: Mapping[str, Told]) -> None:
        """Take figures that sentences tell, where no table gives them; one warning names them all."""
        known, warned = set(self.figures), len(self.warnings)
        for figure in [figure for code, figure in told.items() if code not in known]:
            self._take(figure.indicator, figure.written, "", say("intake.figure_told", section=figure.section))
        del self.warnings[warned:]  # Money is told in any measure.
        read = sorted(self.figures.keys() - known)
        for code in read:
            self.figures[code] = replace(self.figures[code], told=True)
        if read:
            self.warnings.append(say("intake.figures_told", count=len(read), codes=", ".join(read)))

    def values(self) -> Mapping[str, int | float]:
        """Return the figures as {indicator code: number}."""
        return {code: figure.value for code, figure in self.figures.items()}

    def _indicator_of(self, row: Sequence[str], columns: _Columns) -> tuple[Indicator, int] | None:
        for column, cell in enumerate(row):
            indicator = self.names.of_code(cell)
            if indicator:
                return indicator, column
        measure = columns.measure(row)
        values = row if columns.value is None else row[columns.value : columns.value + 1]
        for column, cell in enumerate(row):
            if column == columns.value or len(cell) < 4 or parse_number(cell) is not None:
                continue
            indicator = self._named(cell, values, measure) or self._named_with(cell, columns.head, measure)
            if indicator:
                return indicator, column
        return None

    def _named_with(self, cell: str, head: str, measure: str) -> Indicator | None:
        """Return the indicator of a name that the column's head completes: "offices", "after the merger"."""
        tells = cell and re.search(r"\b(?:sau sap xep|hien co|hien nay)\b", fold_words(head))
        return self.names.of_name(f"{cell} {tells[0]}", (), measure) if tells else None

    def _named(self, cell: str, row: Sequence[str], measure: str) -> Indicator | None:
        """Return the indicator of a name; that of a row below another is also tried with the upper one's name."""
        found = self.names.of_name(cell, row, measure)
        if not PARENT.match(cell):
            self._parent = cell
        elif found is None and self._parent:
            found = self.names.of_name(f"{self._parent} {PARENT.sub('', cell).strip(' :')}", row, measure)
        return found

    def _value_cell(
        self, row: Sequence[str], value_column: int | None, named_at: int, unit_column: int | None
    ) -> str | None:
        if value_column is not None and value_column < len(row) and value_column != named_at:
            return row[value_column]
        behind = [cell for n, cell in enumerate(row) if n > named_at and n != unit_column and cell]
        return next(
            (cell for cell in behind if _read(cell)[0] is not None or _is_blank(cell)), behind[-1] if behind else None
        )

    def _take(self, indicator: Indicator, cell: str, measure: str, place: str) -> None:
        value, written_unit, understood = _read_cell(cell)
        if value is None:
            if not understood:
                self.warnings.append(say("intake.figure_unread", place=place, name=indicator.name, cell=cell[:60]))
            return
        if indicator.kind == "int" and _COMMAS.match(cell.strip()):  # A count has no decimals: "1,945" is 1945.
            value = float(cell.strip().replace(",", ""))
        if not measure and self._money and "dong" in fold_words(indicator.unit).split():
            measure = self._money
        value = self._converted(indicator, value, (written_unit, cell) if written_unit else (measure, measure), place)
        if value is None:
            return
        number: int | float = int(value) if float(value).is_integer() else round(value, 6)
        known = self.figures.get(indicator.code)
        if known is None:
            self.figures[indicator.code] = Figure(indicator.code, number, cell, place)
        elif known.value != number:
            self.warnings.append(
                say(
                    "intake.figure_twice",
                    name=indicator.name,
                    first=known.written,
                    place=known.place,
                    second=cell,
                    other=place,
                )
            )

    def _converted(self, indicator: Indicator, value: float, measure: tuple[str, str], place: str) -> float | None:
        """Return the value in the indicator's own unit; None, with a warning, where the units do not go together.

        `measure` is the unit of measure that was given, and how it stands in the table.
        """
        mine, theirs, written = _measure(indicator.unit), _measure(measure[0]), measure[1]
        if not theirs or mine == theirs or indicator.kind == "pct":
            return value
        others = self.names.measures
        for table in _MEASURES:
            if mine in table and theirs in table:
                changed = value * table[theirs] / table[mine]
                if changed != value:
                    self.warnings.append(
                        say(
                            "intake.figure_converted",
                            name=indicator.name,
                            written=written,
                            unit=indicator.unit,
                            place=place,
                        )
                    )
                return changed
            if mine in table and theirs != mine and (_known_measure(theirs) or theirs in others):
                self.warnings.append(
                    say("intake.figure_unit", name=indicator.name, written=written, unit=indicator.unit, place=place)
                )
                return None
        return value

    def _read_across(self, rows: Grid, place: str) -> bool:
        """Read a table whose columns are indicators (names or codes in the head, one or two rows; values below)."""
        for top, row in enumerate(rows[:MOST_TITLE_ROWS]):
            if any(is_number(cell) for cell in row[1:]):
                continue
            named = max((self._named_heads(heads) for heads in heads_of(rows, top)), key=len)
            if len({i.code for i in named.values()}) < 3:
                continue
            below = [r for r in rows[top + 1 :] if sum(bool(_read(c)[0] is not None) for c in r) >= len(named) // 2 + 1]
            below = [r for r in below if not numbers_columns(r)]
            if not below:
                continue
            values = total_row(below)
            if values is None:
                self.warnings.append(say("intake.figure_rows", place=place, count=len(below)))
                return True
            for column, indicator in named.items():
                if column < len(values):
                    self._take(indicator, values[column], "", say("intake.figure_place", place=place, row=top + 2))
            return True
        return False

    def _named_heads(self, heads: Sequence[str]) -> dict[int, Indicator]:
        """Return the indicators that heads name, by column; a bare "received" beside two of files is of files."""
        named = {n: i for n, cell in enumerate(heads) if cell and (i := self._head_indicator(cell))}
        units = {fold_words(i.unit) for i in named.values()}
        if len(named) > 1 and len(units) == 1:
            noun = units.pop()
            more = ((n, self.names.of_name(f"{noun} {fold(cell)}")) for n, cell in enumerate(heads) if cell)
            known = {i.code for i in named.values()}
            named |= {n: i for n, i in more if n not in named and i and i.code not in known}
        return named

    def _head_indicator(self, cell: str) -> Indicator | None:
        return self.names.of_code(cell) or (self.names.of_name(cell) if len(cell) > 5 else None)


def _head_at(rows: Grid) -> int:
    """Return the index of the row that heads the columns, below a sheet's own title; 0 where none is known."""
    heads = [n for n, row in enumerate(rows[:MOST_TITLE_ROWS]) if sum(map(heads_column, row)) > 1]
    return heads[0] if heads else 0


def heads_column(cell: str) -> bool:
    """Tell whether a cell heads a column of a table of figures ("Chi tieu", "DVT")."""
    return bool(NOT_VALUES.match(fold_words(cell)))


def _value_column(rows: Grid, year: int) -> int | None:
    """Return the column of this period's figures, told by the head; else the column with most numbers."""
    width = max((len(row) for row in rows), default=0)
    heads = [fold(" ".join(row[n] for row in rows[:3] if n < len(row) and not is_number(row[n]))) for n in range(width)]
    counts = [sum(_read(row[n])[0] is not None for row in rows[1:] if n < len(row)) for n in range(width)]
    usable = [n for n in range(width) if counts[n] and not _head_of(rows, n, NOT_VALUES) and not _running(rows, n)]
    usable = [n for n in usable if not _may_number_rows(rows, n)] or usable
    if not usable:
        return None
    neutral = [n for n in usable if not _is_of(heads[n], _OTHER_PERIOD, year - 1)]
    named = [n for n in neutral if _is_of(heads[n], _THIS_PERIOD, year)]
    choice = named or neutral or usable
    most = max(counts[n] for n in choice)
    return next(n for n in choice if counts[n] >= 0.6 * most)


def _is_of(head: str, period: re.Pattern[str], year: int) -> bool:
    return period.search(head) is not None or re.search(rf"\b{year}\b", head) is not None


def _unit_column(rows: Grid) -> int | None:
    for row in rows[:3]:
        for number, cell in enumerate(row):
            if fold_words(cell) in ("dvt", "don vi tinh", "don vi", "dv tinh"):
                return number
    return None


def _head_of(rows: Grid, column: int, pattern: re.Pattern[str]) -> bool:
    return any(column < len(row) and pattern.match(fold_words(row[column])) for row in rows[:2])


def _running(rows: Grid, column: int) -> bool:
    """Tell whether a column only numbers the rows."""
    numbers = [parse_number(row[column]) for row in rows if column < len(row)]
    found = [n for n in numbers if n is not None]
    return len(found) > 2 and column < 2 and all(b == a + 1 or b == 1 for a, b in pairwise(found))


def _may_number_rows(rows: Grid, column: int) -> bool:
    """Tell whether a first column could number the rows: small whole numbers, no larger than the table."""
    numbers = [parse_number(row[column]) for row in rows if column < len(row)]
    return column == 0 and all(n is None or n <= len(rows) for n in numbers)


def _read(cell: str) -> tuple[float | None, str]:
    value, unit, _ = _read_cell(cell)
    return value, unit


def _is_blank(cell: str) -> bool:
    folded = fold(cell).strip()
    return not folded or bool(_ABSENT.match(folded))


def _read_cell(cell: str) -> tuple[float | None, str, bool]:
    """Return (number, unit of measure written beside it, whether the cell was understood)."""
    folded = fold(cell).strip(" .;")
    if not folded or _ABSENT.match(fold(cell).strip()) or _ABSENT.match(folded):
        return None, "", True
    if _ZERO.match(folded):
        return 0, "", True
    folded = _LEAD.sub("", folded)
    if _MILLIONS.match(folded):
        return float(folded.replace(",", "")), "", True
    match = _NUMBER.match(folded)
    if not match:
        return None, "", False
    number = parse_number(match[0].replace(" ", ".") if " " in match[0] else match[0])
    rest = re.sub(r"\(.*$", "", folded[match.end() :]).strip()
    if number is None or re.match(r"^[/\-\u2013]\s*\d", rest) or re.match(r"^[.,]?\d", rest):
        return None, "", False
    return _with_rest(float(number), "%" if rest.startswith("%") else fold_words(rest))


def _with_rest(number: float, rest: str) -> tuple[float | None, str, bool]:
    """Return number and unit from what stands behind a number: "1 ty 250 trieu dong" is 1.25 ty."""
    compound = _COMPOUND.match(rest)
    if compound is None:
        return number, rest, True
    if (compound[1], compound[3]) not in _THOUSAND_BELOW or int(compound[2]) > 999:
        return None, "", False
    return number + int(compound[2]) / 1000, compound[1], True


def _measure(text: str) -> str:
    """Return a unit of measure folded; of a phrase that begins with a known one, that one: "ty dong dat 95"."""
    words = fold_words(text.replace("\u00b2", "2")).split()
    for length in range(len(words), 0, -1):
        if _known_measure(" ".join(words[:length])):
            return " ".join(words[:length])
    return " ".join(words)


def _known_measure(measure: str) -> bool:
    return any(measure in table for table in _MEASURES)

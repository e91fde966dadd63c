"""The sheet on which clerks choose: what is open, what they chose, and what was put in place of something else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soket_xl.joining.entries import CURRENT
from soket_xl.joining.model import HERE, OPEN, THERE, Book, Difference, Memory, Place, Tally
from soket_xl.joining.reports import file_name
from soket_xl.joining.rows import NO_ROW
from soket_xl.model import Cell, Row
from soket_xl.schema import ENTRIES, FIGURES, INDICATORS, RECEIPTS, SETTINGS, UNITS, Kind, table_spec
from soket_xl.tables import text, unit_of
from soket_xl.text.dates import short_date
from soket_xl.text.numbers import format_number
from soket_xl.texts import say

LONGEST_SHOWN = 4_000
"""Letters of a value that the list shows; what is taken is always the whole value from the other copy."""
DECIDED = ("kept", "taken", "replaced")


@dataclass(frozen=True)
class Listed:
    """The rows of tblConflicts afterwards, whether they changed, and how many choices were done."""

    rows: list[Row]
    changed: bool
    decided: int


def memory_of(here: Sequence[Row], there: Sequence[Row]) -> Memory:
    """Return what was chosen in our list, and what stands open in theirs.

    A value that was once taken or put aside is not asked about again: where our cell is another now, we changed it.
    """
    chosen = {str(row["code"]): _choice_of(row) for row in here if row.get("code")}
    open_there = {_place(str(row["code"])) for row in there if row.get("code") and _choice_of(row) == OPEN}
    return Memory({code: choice for code, choice in chosen.items() if choice}, frozenset(open_there))


def listed(
    rows: Sequence[Row], tally: Tally, memory: Memory, source: str, now: datetime, names: Mapping[str, str]
) -> Listed:
    """Return the list after a join with the copy `source`; `names` are those of `labels_of`."""
    found = [dict(row) for row in rows]
    conflicts = {difference.code: difference for difference in tally.conflicts}
    before = [dict(row) for row in found]
    for row in found:
        if row.get("state") == OPEN:
            row["state"] = _state_after(row, conflicts, source)
    decided = sum(row["state"] in DECIDED and old["state"] == OPEN for row, old in zip(found, before, strict=True))
    known = {str(row.get("code")) for row in found}
    for difference, state in _new(tally, memory):
        if difference.code not in known:
            found.append(_row(difference, state, source, now, names))
    return Listed(found, found != before, decided)


def spelled(difference: Difference, names: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that tell a clerk of a difference: sheet, row, header and both values.

    `names` are what people know keys by, see `labels_of`.
    """
    spec, place = table_spec(difference.place.table), difference.place
    column = next((c for c in spec.columns if c.key == place.column), None)
    header = column.header if column else place.column or say("joining.whole_row")
    if spec is ENTRIES and place.column == CURRENT:
        header = say("joining.report")
    if spec is FIGURES:
        header = " ".join(part for part in (header, names.get(header)) if part)
    choices = column.choices if column and column.kind is Kind.CHOICE else {}
    here, there = (_shown(cell, choices) for cell in (difference.here, difference.there))
    return {"sheet": spec.sheet, "row": _row_shown(place, names), "header": header, "here": here, "there": there}


def _choice_of(row: Row) -> str:
    state = row.get("state")
    if state == OPEN:
        return str(row.get("choice") or OPEN)
    return HERE if state in DECIDED else ""


def _place(code: str) -> Place:
    table, _, rest = code.partition("|")
    key, column, _ = rest.rsplit("|", 2) if rest.count("|") >= 2 else (rest, "", "")
    return Place(table, key, column)


def _state_after(row: Row, conflicts: Mapping[str, Difference], source: str) -> str:
    """Return what an open row has become: done as chosen, no longer a difference, or still open."""
    if row.get("source") != source or str(row.get("code")) in conflicts:
        return OPEN
    return {THERE: "taken", HERE: "kept"}.get(str(row.get("choice")), "same")


def _new(tally: Tally, memory: Memory) -> Iterator[tuple[Difference, str]]:
    yield from ((difference, OPEN) for difference in tally.conflicts)
    yield from ((difference, "replaced") for difference in tally.replaced if difference.code not in memory.chosen)


def _row(difference: Difference, state: str, source: str, now: datetime, names: Mapping[str, str]) -> Row:
    return {"at": now, "source": source, **spelled(difference, names), "state": state, "code": difference.code}


def _shown(cell: Cell, choices: Mapping[str, str]) -> str:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return say("joining.blank")
    if cell == NO_ROW:
        return say("joining.no_row")
    if isinstance(cell, date):
        return short_date(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return format_number(cell, 6)
    shown = choices.get(cell, cell) if isinstance(cell, str) else str(cell)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "..."


def labels_of(book: Book) -> Mapping[str, str]:
    """Return what people know keys by: units' names by id, settings and indicators by code, files by hash."""
    units = {unit: name for row in book[UNITS.name] if (unit := unit_of(row)) and (name := text(row, "name"))}
    settings = {str(row["code"]): str(row["label"]) for row in book[SETTINGS.name] if row.get("label")}
    figures = {str(row["code"]): str(row["name"]) for row in book[INDICATORS.name] if row.get("name")}
    files = {str(row["sha256"]): file_name(row.get("file")) for row in book[RECEIPTS.name] if row.get("sha256")}
    return files | settings | figures | units


def _row_shown(place: Place, names: Mapping[str, str]) -> str:
    first, _, rest = place.key.partition(" | ")
    if place.table == RECEIPTS.name and first in names:
        return names[first]
    if place.table == ENTRIES.name and rest.count(" | ") == 1:
        rest = say("joining.paragraph", number=rest.partition(" | ")[2].partition(".")[0])
    return " | ".join(part for part in (first, names.get(first, ""), rest) if part)[:250]

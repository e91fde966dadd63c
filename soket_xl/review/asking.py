"""Which units are asked to complete their report, and for what: the clerk's marks, else the errors."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soket_xl.model import Row, Unit
from soket_xl.tables import text
from soket_xl.text.fold import fold


@dataclass(frozen=True)
class Point:
    """One thing that a unit is asked to mend; `key` is the finding's id, "" where the clerk typed the row."""

    key: str
    section: str
    text: str


@dataclass(frozen=True)
class Asked:
    """A unit and its points, in the order of the outline; `settled` were marked once and no longer hold.

    `unworded` have no words for the unit: what the program says of them is meant for the clerk.
    """

    unit: Unit
    points: tuple[Point, ...]
    settled: int = 0
    unworded: int = 0


def asked(
    units: Sequence[Unit], rows: Sequence[Row], holding: Collection[str], chosen: Collection[str], order: Sequence[str]
) -> list[Asked]:
    """Return the units to ask: returned ones, ones with a mark that still holds, and those of id in `chosen`.

    `rows` are those of tblFindings, `holding` the ids that the current reports still give; a marked row of the
    clerk's own counts as it stands. Without marks, a returned or chosen unit is asked for its errors. Units that are
    exempt, have sent nothing, or were accepted since are asked only where they are in `chosen`.
    """
    by_unit: dict[str, list[Row]] = {}
    for row in rows:
        by_unit.setdefault(text(row, "unit_id") or "", []).append(row)
    found = []
    for unit in units:
        own = by_unit.get(unit.unit_id, [])
        marked = [row for row in own if row.get("decision") == "returned"]
        valid = [row for row in marked if _holds(row, holding)]
        picked = unit.unit_id in chosen or (unit.review == "returned" and not unit.exempt)
        if not picked and (not valid or unit.review == "accepted" or unit.exempt or not unit.received_on):
            continue
        used = valid or [row for row in own if _is_open_error(row) and _holds(row, holding)]
        unworded = sum(not _words(row) for row in used)
        found.append(Asked(unit, tuple(_points(used, order)), len(marked) - len(valid), unworded))
    return found


def _is_open_error(row: Row) -> bool:
    return row.get("severity") == "error" and not row.get("decision")


def _holds(row: Row, holding: Collection[str]) -> bool:
    key = text(row, "finding_id")
    return not key or not text(row, "code") or key in holding


def _points(rows: Sequence[Row], order: Sequence[str]) -> Iterator[Point]:
    """Yield each wording once, sections in the order of the outline, what has no section last."""
    places: Mapping[str, int] = {code: number for number, code in enumerate(order)}
    seen = set()
    for row in sorted(rows, key=lambda r: places.get(text(r, "section") or "", len(places))):
        words = _words(row)
        if words and fold(words) not in seen:
            seen.add(fold(words))
            yield Point(text(row, "finding_id") or "", text(row, "section") or "", words)


def _words(row: Row) -> str:
    """Return the wording to the unit; a row that the clerk typed may have it in any column."""
    own = ("request",) if text(row, "code") else ("request", "message", "note")
    return next((words for key in own if (words := text(row, key))), "")

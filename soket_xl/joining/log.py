"""tblLog of two copies: which rows they have in common, and theirs put behind ours so that the chain still holds.

A row that comes from another copy gets a chain of its own here and keeps what it was chained by there, its origin.
So both can be checked: the rows as they stand, and that nothing was taken out of theirs. A row is known by its
origin, else by its chain: however often copies are joined, it is there once.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from soket_xl.model import Row
from soket_xl.tables import ROW, text


def link(before: str, row: Row) -> str:
    """Return what chains a row of tblLog to `before`, the chain of the row above ("" for the first)."""
    moment = row.get("at")
    # Excel keeps a moment as a fraction of a day: what comes back may be a hair off the second.
    at = (
        (moment + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
        if isinstance(moment, datetime)
        else ""
    )
    said = [str(row.get(key) or "") for key in ("who", "command", "summary")]
    said += [f"{key}={row[key]}" for key in ("changed", "origin") if row.get(key)]
    return hashlib.sha256("|".join((before, at, *said)).encode()).hexdigest()[:20]


def first_break(rows: Sequence[Row]) -> Row | None:
    """Return the first row of tblLog that does not follow from the row above it, None if the chain holds."""
    before = ""
    for row in rows:
        if not any(row.get(key) for key in ("at", "command", "chain")):
            continue
        if row.get("chain") != link(before, row):
            return row
        before = str(row["chain"])
    return None


def identities(rows: Sequence[Row]) -> list[str]:
    """Return what each row of a log is known by, from the oldest on."""
    return [found for row in rows if (found := text(row, "origin") or text(row, "chain"))]


def missing_rows(here: Sequence[Row], there: Sequence[Row]) -> list[Row]:
    """Return the rows that only the other log has, in its order."""
    known = set(identities(here))
    return [row for row in there if identities([row]) and identities([row])[0] not in known]


def appended(here: Sequence[Row], rows: Sequence[Row]) -> list[Row]:
    """Return `rows` chained behind the log `here`, each with its origin."""
    before = text(here[-1], "chain") or "" if here else ""
    found = []
    for row in rows:
        made = {key: cell for key, cell in row.items() if key != ROW}
        made["origin"] = text(row, "origin") or text(row, "chain")
        made["chain"] = before = link(before, made)
        found.append(made)
    return found


def is_ancestor(earlier: Sequence[str], now: Sequence[str], common: frozenset[str]) -> bool:
    """Tell whether a state with the log `earlier` is surely older than the parting of two copies.

    That it is when the log `now` of its own line goes on behind it with a row that both copies have.
    """
    if not set(earlier) <= common or len(earlier) >= len(now):
        return False
    return now[: len(earlier)] == list(earlier) and now[len(earlier)] in common

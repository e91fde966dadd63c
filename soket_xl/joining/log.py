"""tblLog of two copies: which rows they have in common, and theirs put behind ours so that the chain still holds.

A row that comes from another copy gets a chain of its own here and keeps what it was chained by there, its origin.
So both can be checked: the rows as they stand, and that nothing was taken out of theirs. A row is known by its
origin, else by its chain: however often copies are joined, it is there once.
"""

from collections.abc import Callable, Sequence

from soket_xl.model import Row
from soket_xl.tables import ROW, text

Link = Callable[[str, Row], str]
"""Chains a row to the chain of the row before: `tracker.link`."""


def identities(rows: Sequence[Row]) -> list[str]:
    """Return what each row of a log is known by, from the oldest on."""
    return [found for row in rows if (found := text(row, "origin") or text(row, "chain"))]


def missing_rows(here: Sequence[Row], there: Sequence[Row]) -> list[Row]:
    """Return the rows that only the other log has, in its order."""
    known = set(identities(here))
    return [row for row in there if identities([row]) and identities([row])[0] not in known]


def appended(here: Sequence[Row], rows: Sequence[Row], link: Link) -> list[Row]:
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

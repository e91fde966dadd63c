"""Earlier states of a tracker, found among its backups and marks by their logs."""

from collections.abc import Sequence
from pathlib import Path

from soket_xl.errors import SoketError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.saving import MARK, UNDONE, backups_of, marks_of
from soket_xl.joining.log import identities, is_ancestor
from soket_xl.joining.model import Book, Evidence
from soket_xl.model import Row
from soket_xl.schema import LOG, TABLES
from soket_xl.tables import read_rows

State = tuple[list[str], Path]
"""What the rows of a state's log are known by, and its file."""


def book_of(host: WorkbookHost) -> Book:
    """Return the typed rows of every table. Columns that Excel computes are left out where they can be told.

    Raises WorkbookError for a table or column that is gone.
    """
    found = {}
    for spec in TABLES:
        rows = read_rows(host, spec)[0]
        computed = host.computed_headers(spec.name) if isinstance(host, FileHost) else frozenset()
        found[spec.name] = [{k: cell for k, cell in row.items() if k not in computed} for row in rows]
    return found


def evidence(here: Path, there: Path, ours: Sequence[str], theirs: Sequence[str]) -> Evidence:
    """Return what is known of the past of the copies `here` and `there`, whose logs are `ours` and `theirs`.

    The base is the latest state that surely is older than the parting. A backup is one if its log goes on with a row
    that both have; a mark (the tracker after a command, or a copy that was joined) if both have all its rows. Near
    states are the first backup of each copy after the last common row: they may hold what was typed after the parting.
    """
    common = frozenset(ours) & frozenset(theirs)
    old_ours, old_theirs = _states(backups_of(here)), _states(backups_of(there))
    sure = [state for state in old_ours if is_ancestor(state[0], ours, common)]
    sure += [state for state in old_theirs if is_ancestor(state[0], theirs, common)]
    sure += [
        s
        for s in _states(sorted([*marks_of(here), *marks_of(there)], key=lambda m: m.name))
        if common and s[0] and set(s[0]) <= common
    ]
    # The first of several with the same log: what is typed between two commands comes after it.
    base = max(sure, key=lambda state: len(state[0]), default=None)
    return Evidence(_read(base), _read(_near(old_ours, ours, common)), _read(_near(old_theirs, theirs, common)))


def rows_gone(book: Path, rows: Sequence[Row]) -> int:
    """Return how many rows of the log are no longer in `rows`, by the mark that the last run left; 0 without one.

    The chain alone does not show that the last rows were taken out.
    """
    known = set(identities(rows))
    last = _states(marks_of(book, MARK, UNDONE)[-1:])
    return len([row for row in last[0][0] if row not in known]) if last else 0


def _states(copies: Sequence[Path]) -> list[State]:
    found = []
    for copy in copies:
        try:
            found.append((identities(read_rows(FileHost(copy), LOG)[0]), copy))
        except SoketError:
            continue
    return found


def _near(states: Sequence[State], now: Sequence[str], common: frozenset[str]) -> State | None:
    """Return the first state of a line with all its common rows and none behind them, while the line has gone on."""
    last = max((number for number, row in enumerate(now, 1) if row in common), default=0)
    found = (s for s in states if s[0] == list(now[:last]) and last < len(now))
    return next(found, None)


def _read(state: State | None) -> Book | None:
    try:
        return None if state is None else book_of(FileHost(state[1]))
    except SoketError:
        return None

"""Which of two values of a cell stands, judged by what the cell held before the copies parted."""

import math
from datetime import date, datetime, time, timedelta

from soket_xl.joining.model import ABSENT, HERE, OPEN, THERE, Difference, Known, Memory, Past, Tally, Verdict
from soket_xl.model import Cell
from soket_xl.text.fold import nfc


def alike(one: Known, other: Known) -> bool:
    """Tell whether two cells say the same: blank is blank, 5 is 5.0, a day is its midnight; unknown equals nothing."""
    if one is ABSENT or other is ABSENT:
        return False
    return _plain(one) == _plain(other)


def is_blank(cell: Known) -> bool:
    """Tell whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def settle(here: Cell, there: Cell, past: Past) -> Verdict:
    """Return what becomes of a cell; swapping the copies swaps KEEP and TAKE.

    A copy that held the other's value after the parting has moved away from it. Else the common state tells who
    changed. Without one a blank gives way to a value, and two values are the clerk's to choose.
    """
    if alike(here, there):
        return Verdict.SAME
    they_moved, we_moved = alike(past.near_there, here), alike(past.near_here, there)
    if they_moved or we_moved:
        return Verdict.CONFLICT if they_moved and we_moved else Verdict.TAKE if they_moved else Verdict.KEEP
    if past.base is not ABSENT:
        if _rested(there, past.base, past.near_there):
            return Verdict.KEEP
        return Verdict.TAKE if _rested(here, past.base, past.near_here) else Verdict.CONFLICT
    if is_blank(here) or is_blank(there):
        return Verdict.TAKE if is_blank(here) else Verdict.KEEP
    return Verdict.CONFLICT


def judge(difference: Difference, past: Past, memory: Memory, tally: Tally) -> bool:
    """Tell whether the other copy's value is to be taken, and write down what came of it.

    What a clerk chose counts before everything; what was left open, in either copy, stays open while it differs.
    """
    verdict = settle(difference.here, difference.there, past)
    if verdict is Verdict.SAME:
        return False
    chosen = memory.chosen.get(difference.code)
    if chosen in (HERE, THERE):
        verdict = Verdict.TAKE if chosen == THERE else Verdict.KEEP
    elif chosen == OPEN or difference.place in memory.open_there:
        verdict = Verdict.CONFLICT
    if verdict is Verdict.CONFLICT:
        tally.conflicts.append(difference)
    elif verdict is Verdict.TAKE:
        tally.taken += 1
        if not is_blank(difference.here) and chosen != THERE:
            tally.replaced.append(difference)
    return verdict is Verdict.TAKE


def _rested(now: Cell, base: Known, near: Known) -> bool:
    return alike(now, base) and (near is ABSENT or alike(near, now))


def _plain(cell: Known) -> object:
    if isinstance(cell, str):
        return nfc(cell).strip() or None
    if isinstance(cell, bool) or cell is None:
        return cell
    if isinstance(cell, int | float):
        return round(cell, 9) if math.isfinite(cell) else str(cell)
    if isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        # Excel keeps a moment as a fraction of a day: a hair off the second is the same second.
        return (moment + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
    return cell

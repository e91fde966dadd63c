"""Figures of a sample unit: drawn at random, but every balance of the indicators holds (but for one planted fault)."""

import random

from soket_xl.model import AGENCIES


def draw_figures(draw: random.Random, group: str, wrong_balance: bool = False) -> dict[str, float]:
    """Return {indicator: value} of one unit; the fault is what a review has to find."""
    agency = group == AGENCIES
    found = _staff(draw, agency) | _procedures(draw) | _property(draw) | _tasks(draw) | _rest(draw, agency)
    if wrong_balance:
        found["TTHC05"] += 37
    return found


def _staff(draw: random.Random, agency: bool) -> dict[str, float]:
    given = draw.randint(48, 110) if agency else draw.randint(32, 58)
    here = given - draw.randint(1, 6)
    retired = draw.randint(3, 14)
    return {
        "BC01": given, "BC02": here, "BC05": draw.randint(1, 4), "BC06": draw.randint(1, 5), "BC07": draw.randint(0, 4),
        "BC03": draw.randint(60, 480), "BC04": draw.randint(50, 60), "CDCS01": retired,
        "CDCS02": retired * draw.randint(380, 720), "CDCS04": draw.randint(4, 15), "DT01": draw.randint(2, 12),
        "DT02": draw.randint(40, 420), "TCBM01": draw.randint(9, 14), "TCBM02": draw.randint(6, 9) if agency else 4,
        "TCBM03": draw.randint(4, 8), "TCBM04": draw.randint(4, 9), "DVSN01": draw.randint(8, 16), "DVSN02": draw.randint(4, 8),
    }  # fmt: skip


def _procedures(draw: random.Random) -> dict[str, float]:
    late, open_ones, in_time = draw.randint(0, 24), draw.randint(5, 80), draw.randint(700, 4200)
    received = in_time + late + open_ones
    online = round(received * draw.uniform(0.4, 0.85))
    return {
        "TTHC01": received, "TTHC02": online, "TTHC03": round(online * draw.uniform(0.3, 0.7)), "TTHC04": in_time + late,
        "TTHC05": in_time, "TTHC06": late, "TTHC07": open_ones, "TTHC08": round(received * draw.uniform(0.5, 0.9)),
        "TTHC09": round(100 * in_time / (in_time + late), 1),
    }  # fmt: skip


def _property(draw: random.Random) -> dict[str, float]:
    kept, moved, spare = draw.randint(14, 60), draw.randint(0, 6), draw.randint(0, 4)
    wanted = draw.randint(8, 42)
    return {
        "TS01": kept + moved + spare, "TS02": kept, "TS03": moved, "TS04": spare, "TS05": draw.randint(0, spare),
        "TS06": draw.randint(0, 3), "TS07": wanted, "TS08": draw.randint(0, wanted // 2),
    }  # fmt: skip


def _tasks(draw: random.Random) -> dict[str, float]:
    given = draw.randint(120, 360)
    stuck = draw.randint(4, 24)
    return {"PCPQ01": given, "PCPQ02": given - stuck - draw.randint(0, 12), "PCPQ03": stuck, "VB01": draw.randint(14, 96),
            "KT01": draw.randint(2, 14), "HS01": draw.randint(8, 64), "HS02": draw.randint(900, 48_000)}  # fmt: skip


def _rest(draw: random.Random, agency: bool) -> dict[str, float]:
    budget = draw.randint(42_000, 186_000)
    money: dict[str, float] = {
        "TC01": budget, "TC02": round(budget * draw.uniform(0.6, 0.95)), "TC04": draw.randint(2_000, 38_000),
        "CDS02": draw.randint(20, 70), "CDS04": round(draw.uniform(82, 100), 1), "CDS03": draw.randint(20, 32), "VM01": draw.randint(4, 14), "KN02": draw.randint(2, 8),
    }  # fmt: skip
    if agency:
        return money
    before = draw.randint(16, 34)
    now = before - draw.randint(1, 7)
    return money | {
        "DVHC01": draw.randint(2, 4), "DVHC02": round(draw.uniform(72.0, 480.0), 1), "DVHC03": draw.randint(4_800, 19_500),
        "DVHC04": before, "DVHC05": now, "CDS01": now - draw.randint(0, 3), "TC03": draw.randint(900, 16_000),
    }  # fmt: skip

"""Nominees whom more than one unit names: perhaps one, perhaps two of the same name; only a person can tell."""

import re
from collections.abc import Mapping, Sequence

from soket_xl.model import Row
from soket_xl.tables import text
from soket_xl.text.fold import fold_words, nfc

_TITLES = re.compile(r"^(?:ong|ba|dong chi|anh|chi)\s+")


def named_twice(rows: Sequence[Row], names: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Return (nominee, units) where several units name the same person, or the same collective by a unit's own name.

    `names` are the units' names by id. "Phong Kinh te" of two communes are two; so are names that differ by a mark.
    """
    units = [f" {fold_words(name)} " for name in names.values()]
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        nominee = text(row, "nominee") or ""
        key = _key(row, nominee, units)
        if key:
            unit_id = text(row, "unit_id") or ""
            found.setdefault((str(row.get("kind")), key), {}).setdefault(unit_id, nominee)
    return [
        (next(iter(named.values())), [names.get(unit_id, unit_id) for unit_id in named])
        for named in found.values()
        if len(named) > 1
    ]


def _key(row: Row, nominee: str, units: Sequence[str]) -> str:
    """Return what the same nominee has in common, "" where a name says nothing: a person's own, with its marks."""
    if row.get("kind") == "person":
        name = nfc(nominee.split(",")[0]).lower()
        return name[len(_title(name)) :].strip()
    folded = f" {fold_words(nominee)} "
    return nfc(nominee).lower().strip() if any(unit in folded for unit in units) else ""


def _title(name: str) -> str:
    """Return the form of address before a name, as it is written there."""
    words = name.split()
    for count in (2, 1):
        head = " ".join(words[:count])
        if len(words) > count and _TITLES.fullmatch(fold_words(head) + " "):
            return head
    return ""

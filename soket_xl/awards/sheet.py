"""The rows of tblAwards: nominations that were read, joined with what the clerk typed, which is never changed."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from soket_xl.awards.passages import Nomination, Why
from soket_xl.awards.words import bare, person_name
from soket_xl.model import Row
from soket_xl.tables import text, unit_of
from soket_xl.text.fold import fold_words
from soket_xl.texts import say

CLERKS = ("kind", "nominee", "form", "achievement", "decision", "note")
"""Columns that are filled when a row is made and belong to the clerk from then on."""


def award_rows(
    before: Sequence[Row], read: Mapping[str, Sequence[Nomination]], names: Mapping[str, str], known: Mapping[str, str]
) -> list[Row]:
    """Return the new rows: those of `before` in their order, then the nominations that are new, unit by unit.

    `names` are the units' names, `known` the facts about them. A row that is not in the reports any more stays, with a
    remark; only one that named nobody and that nobody touched goes.
    """
    rows = [dict(row) for row in before]
    left = list(range(len(rows)))
    fresh: list[Row] = []
    matched: set[int] = set()
    for unit_id, nominations in read.items():
        for made in _once([_row(unit_id, names.get(unit_id, unit_id), one) for one in nominations]):
            own = [n for n in left if n not in matched and unit_of(rows[n]) == unit_id]
            place = _match(rows, own, made)
            if place is None:
                fresh.append(made)
            else:
                matched.add(place)
                rows[place] |= {key: value for key, value in made.items() if key not in CLERKS}
    kept = [row for n, row in enumerate(rows) if n in matched or not _is_gone(row)]
    gone = {id(row) for n, row in enumerate(rows) if n not in matched and text(row, "award_id")}
    return [_remarked(row, id(row) in gone, known) for row in (*kept, *fresh)]


def _row(unit_id: str, name: str, one: Nomination) -> Row:
    nominee = one.nominee
    key = (unit_id, fold_words(one.passage.text), fold_words(nominee.name) if nominee else "")
    return {
        "unit_id": unit_id, "unit_name": name, "kind": nominee.kind if nominee else None,
        "nominee": nominee.name if nominee else None, "form": one.form,
        "achievement": (nominee.achievement or None) if nominee else None,
        "source": Path(one.passage.source).name or None, "passage": one.passage.text,
        "award_id": "K" + hashlib.sha256("|".join(key).encode()).hexdigest()[:8], "remark": one.why,
    }  # fmt: skip


def _once(rows: Sequence[Row]) -> list[Row]:
    """Join the rows of one nominee who stands twice in a report, in a paragraph and in a list; posts may differ."""
    found: list[Row] = []
    for row in rows:
        twin = next((other for other in found if _is_same(other, row)), None)
        if twin is None:
            found.append(row)
            continue
        longer = max((twin, row), key=lambda one: len(str(one["nominee"])))["nominee"]
        twin |= {key: twin.get(key) or row.get(key) for key in ("form", "achievement")} | {"nominee": longer}
        if row["passage"] != twin["passage"]:
            twin["passage"] = f"{twin['passage']}\n{row['passage']}"
    return found


def _is_same(one: Row, other: Row) -> bool:
    if not one.get("nominee") or not other.get("nominee"):
        return one["award_id"] == other["award_id"]
    first, second = _name(one), _name(other)
    posts = [fold_words(str(row["nominee"])).partition(name)[2] for row, name in ((one, first), (other, second))]
    return first == second and one["kind"] == other["kind"] and (posts[0] == posts[1] or "" in posts)


def _name(row: Row) -> str:
    """Return the name alone, without form of address and post, for comparing."""
    written = str(row.get("nominee") or "")
    return fold_words(person_name(written) or bare(written))


def _match(rows: Sequence[Row], own: Sequence[int], made: Row) -> int | None:
    """Return the row of `own` that the nomination is already: by id, by whole name, or by a name that is there once."""
    for n in own:
        if text(rows[n], "award_id") == made["award_id"]:
            return n
    if not made.get("nominee"):
        return None
    whole = [n for n in own if fold_words(str(rows[n].get("nominee") or "")) == fold_words(str(made["nominee"]))]
    same = [n for n in own if _name(rows[n]) == _name(made)]
    return whole[0] if whole else same[0] if len(same) == 1 else None


def _is_gone(row: Row) -> bool:
    """Tell whether an unmatched row is the program's own and nobody has touched it."""
    return bool(text(row, "award_id")) and not any(text(row, key) for key in CLERKS)


def _remarked(row: Row, gone: bool, known: Mapping[str, str]) -> Row:
    unit_id = unit_of(row)
    row["facts"] = known.get(unit_id)
    row["remark"] = _remark(row, gone, unit_id in known)
    return row


def _remark(row: Row, gone: bool, known: bool) -> str | None:
    if not known:
        return say("awards.unknown_unit")
    if gone:
        return say("awards.gone")
    if not text(row, "nominee"):
        said = {Why.COUNTED: say("awards.counted"), Why.DONE: say("awards.done"), Why.UNCLEAR: say("awards.unclear")}
        return next((said[why] for why in Why if why == row.get("remark")), say("awards.nameless"))
    return None if text(row, "form") else say("awards.no_form")

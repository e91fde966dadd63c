"""The rows of tblClaims: what this run found beside what the clerk wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from soket_xl.consolidate.keeping import Kept, destinations, ids
from soket_xl.consolidate.model import Claim, SectionClaims
from soket_xl.consolidate.spread import spreads, written
from soket_xl.model import Finding, Row
from soket_xl.schema import CLAIMS
from soket_xl.tables import ROW, text, whole
from soket_xl.texts import say

CLERKS = ("wording", "decision", "merged_into", "split_out", "note")
"""Columns that only people write; `order` too, once a row has one."""


def claim_rows(sections: Sequence[SectionClaims], before: Sequence[Row]) -> list[Row]:
    """Return the new rows, by section and order.

    What the clerk wrote stays with its claim. A claim that nobody makes any more stays while the clerk's words are in
    it, with no units; the others go.
    """
    known: dict[str, Row] = {}
    for row in before:
        if claim_id := text(row, "claim_id"):
            known.setdefault(claim_id, row)
    rows: list[Row] = []
    for section in sections:
        near = _near(section)
        here = [_row(claim, section, known, near) for claim in section.claims]
        here += [_absorbed(claim, section, known, near) for claim in section.absorbed]
        rows += _ordered(here)
    written = {str(row["claim_id"]) for row in rows}
    return rows + [_orphan(row) for key, row in known.items() if key not in written and _edited(row)]


def problems(sections: Sequence[SectionClaims], kept: Sequence[Kept], before: Sequence[Row]) -> list[Finding]:
    """Return what the clerk asked for in vain: a merge into nothing, a split of a unit that is not there."""
    claims = [claim for section in sections for claim in (*section.claims, *section.absorbed)]
    goes = destinations(kept, {claim.claim_id: claim.section for claim in claims})
    rows = {text(row, "claim_id"): whole(row, ROW) for row in before}
    found = []
    for claim in kept:
        if claim.merged_into and claim.claim_id not in goes:
            found.append(_problem("consolidate.bad_target", rows[claim.claim_id], claim.merged_into, claim.section))
        strange = [unit for unit in claim.split_out if claim.units and unit not in claim.units]
        now = {unit for c in claims if c.section == claim.section for unit in c.units} if strange else set()
        found += [
            _problem("consolidate.bad_unit", rows[claim.claim_id], unit, claim.section)
            for unit in strange
            if unit not in now
        ]
    return found


def _problem(code: str, row: int, value: str, section: str) -> Finding:
    if code == "consolidate.bad_target":
        message = say("consolidate.bad_target", row=row, value=value, section=section)
    else:
        message = say("consolidate.bad_unit", row=row, value=value)
    return Finding("bad_cell", "warning", message, section=section, cell=f"{CLAIMS.sheet}!{row}")


def _near(section: SectionClaims) -> Mapping[str, Mapping[str, None]]:
    """Return for each claim those that it may be one with, the likeliest first."""
    found: dict[str, dict[str, None]] = {}
    for first, second in (suggestion.claims for suggestion in section.suggestions):
        found.setdefault(first, {})[second] = None
        found.setdefault(second, {})[first] = None
    return found


def _row(claim: Claim, section: SectionClaims, known: Mapping[str, Row], near: Mapping[str, Mapping[str, None]]) -> Row:
    old = known.get(claim.claim_id)
    row: Row = dict(old or {})
    row |= {
        "claim_id": claim.claim_id,
        "section": claim.section,
        "order": whole(old, "order") or None if old else None,
        "text": claim.text,
        "proposed": claim.proposed,
        "count": claim.count,
        "reporting": section.reporting,
        "units": "; ".join(claim.units),
        "opposed": "; ".join(claim.opposed) or None,
        "suggestion": "; ".join(near.get(claim.claim_id, ())) or None,
        "change": _change(claim.units, old, bool(known)),
        "spread": written(spreads(claim.statements)),
    }
    return row


def _absorbed(
    claim: Claim, section: SectionClaims, known: Mapping[str, Row], near: Mapping[str, Mapping[str, None]]
) -> Row:
    row = _row(claim, section, known, near)
    row["change"] = say("consolidate.change_absorbed", target=row.get("merged_into"))
    return row


def _change(units: Sequence[str], old: Row | None, rerun: bool) -> str | None:
    if old is None:
        return say("consolidate.change_new") if rerun else None
    before, now = dict.fromkeys(ids(text(old, "units"))), set(units)
    added = [unit for unit in units if unit not in before]
    gone = [unit for unit in before if unit not in now]
    parts = [say("consolidate.change_added", units=", ".join(added))] if added else []
    parts += [say("consolidate.change_gone", units=", ".join(gone))] if gone else []
    return "; ".join(parts) or None


def _ordered(rows: Sequence[Row]) -> list[Row]:
    """Keep the order that rows have; new ones come after them, as they are listed."""
    last = max((whole(row, "order") for row in rows), default=0)
    for row in rows:
        if not row["order"]:
            last += 1
            row["order"] = last
    return sorted(rows, key=lambda row: whole(row, "order"))


def _orphan(row: Row) -> Row:
    return row | {
        "count": 0,
        "units": None,
        "opposed": None,
        "suggestion": None,
        "spread": None,
        "change": say("consolidate.change_nobody"),
    }


def _edited(row: Row) -> bool:
    return any(text(row, key) for key in CLERKS)


def as_json(section: SectionClaims) -> dict[str, object]:
    """Return a section as `contract.md` prints it."""
    return {
        "code": section.code,
        "title": section.title,
        "reporting": section.reporting,
        "claims": [_claim_json(claim) for claim in section.claims],
        "suggestions": [{"claims": list(s.claims), "score": s.score} for s in section.suggestions],
    }


def _claim_json(claim: Claim) -> dict[str, object]:
    return {
        "claim_id": claim.claim_id,
        "text": claim.text,
        "proposed": claim.proposed,
        "count": claim.count,
        "units": list(claim.units),
        "opposed": list(claim.opposed),
        "spread": [asdict(spread) for spread in spreads(claim.statements)],
        "statements": [{"unit_id": s.unit_id, "text": s.text} for s in claim.statements],
    }


def statements_in(sections: Iterable[SectionClaims]) -> int:
    """Return how many statements the claims hold."""
    return sum(len(claim.statements) for section in sections for claim in section.claims)

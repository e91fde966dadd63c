"""What is kept of an earlier run: the clerk's merges, splits and wording, and the ids that claims already have."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from soket_xl.model import Row
from soket_xl.tables import text


@dataclass(frozen=True)
class Kept:
    """A row of tblClaims before this run; `edited` if the clerk wrote or decided in it, or merged another into it."""

    claim_id: str
    section: str
    text: str
    units: tuple[str, ...] = ()
    merged_into: str = ""
    split_out: tuple[str, ...] = ()
    edited: bool = False


def kept_claims(rows: Iterable[Row]) -> list[Kept]:
    """Return the rows of tblClaims that have an id, each id once."""
    listed = list(rows)
    targets = {text(row, "merged_into") for row in listed}
    found: dict[str, Kept] = {}
    for row in listed:
        if claim_id := text(row, "claim_id"):
            found.setdefault(claim_id, _kept(claim_id, row, claim_id in targets))
    return list(found.values())


def ids(value: str | None) -> tuple[str, ...]:
    """Return the ids of a cell: "03388; STC, 3390" is ("03388", "STC", "03390")."""
    parts = (part.strip() for part in (value or "").replace(",", ";").split(";"))
    return tuple(part.zfill(5) if part.isdigit() else part for part in parts if part)


def destinations(kept: Iterable[Kept], known: Mapping[str, str]) -> dict[str, str]:
    """Return where the clerk merged each claim: {claim id: id of the claim that takes it}, chains followed.

    `known` maps the ids that exist now to their section; a target that is gone, in another section, or leads back
    is no merge.
    """
    wanted = {claim.claim_id: claim.merged_into for claim in kept if claim.merged_into}
    found = {}
    for claim_id in wanted:
        target, seen = claim_id, set[str]()
        while target in wanted and target not in seen:
            seen.add(target)
            target = wanted[target]
        same_section = claim_id in known and known.get(target) == known[claim_id]
        if target not in seen and same_section:
            found[claim_id] = target
    return found


def by_section(kept: Iterable[Kept]) -> dict[str, list[Kept]]:
    """Return the kept claims by their section."""
    found: dict[str, list[Kept]] = {}
    for claim in kept:
        found.setdefault(claim.section, []).append(claim)
    return found


def overlap(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of units (0-1) that two claims have in common."""
    either = set(first) | set(second)
    return len(set(first) & set(second)) / len(either) if either else 0.0


def _kept(claim_id: str, row: Row, is_target: bool) -> Kept:
    edits = ("wording", "decision", "merged_into", "split_out", "note")
    return Kept(
        claim_id=claim_id,
        section=text(row, "section") or "",
        text=text(row, "text") or "",
        units=ids(text(row, "units")),
        merged_into=text(row, "merged_into") or "",
        split_out=ids(text(row, "split_out")),
        edited=is_target or any(text(row, key) for key in edits),
    )

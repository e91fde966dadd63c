"""The rows of tblFindings: what this run found beside what the clerk decided."""

import hashlib
from collections.abc import Mapping, Sequence

from soket_xl.model import Finding, Row, Unit
from soket_xl.review.catalogue import why
from soket_xl.review.report import Noted
from soket_xl.tables import text

CLERKS = ("decision", "note")
"""Columns that only people write."""
SETTLED = ("accepted", "shared")
"""Decisions after which a finding is no longer open."""


def finding_rows(found: Sequence[Noted], units: Mapping[str, Unit], before: Sequence[Row]) -> list[Row]:
    """Return the new rows; decision and note stay with their finding.

    A finding that no longer holds goes, unless the clerk decided or noted something in it. A row without an id is the
    clerk's own and stays.
    """
    known: dict[str, Row] = {}
    for row in before:
        if finding_id := text(row, "finding_id"):
            known.setdefault(finding_id, row)
    rows: dict[str, Row] = {}
    for noted in found:
        key = finding_id_of(noted.finding)
        while key in rows:
            key = _hash(key)
        rows[key] = _row(key, noted, units) | _decided(known.get(key, {}))
    kept = [row for key, row in known.items() if key not in rows and any(text(row, k) for k in CLERKS)]
    typed = [row for row in before if not text(row, "finding_id")]
    return [*rows.values(), *kept, *typed]


def finding_id_of(finding: Finding) -> str:
    """Return an id that stays while unit, rule and place stay; the wording of the message does not enter into it."""
    parts = (finding.code, finding.unit_id, finding.section, finding.indicator, finding.other_unit_id)
    return _hash("|".join(part or "" for part in parts))


def accepted(rows: Sequence[Row]) -> set[str]:
    """Return the ids of the findings that the clerk accepted as they are."""
    return {str(row["finding_id"]) for row in rows if row.get("decision") in SETTLED and row.get("finding_id")}


def _hash(value: str) -> str:
    return "R" + hashlib.sha256(value.encode()).hexdigest()[:8]


def _decided(row: Row) -> Row:
    known = (
        "finding_id",
        "unit_id",
        "unit_name",
        "severity",
        "code",
        "section",
        "indicator",
        "message",
        "request",
        "why",
    )
    return {key: value for key, value in row.items() if key not in (*known, "cell", "other_unit_id")}


def _row(key: str, noted: Noted, units: Mapping[str, Unit]) -> Row:
    finding = noted.finding
    unit = units.get(finding.unit_id or "")
    return {
        "finding_id": key,
        "unit_id": finding.unit_id,
        "unit_name": unit.name if unit else None,
        "severity": finding.severity,
        "code": finding.code,
        "section": finding.section,
        "indicator": finding.indicator,
        "message": finding.message,
        "request": noted.request or None,
        "why": why(finding.code),
        "cell": finding.cell,
        "other_unit_id": finding.other_unit_id,
    }

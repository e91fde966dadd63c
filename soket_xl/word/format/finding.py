"""The table of rules, and what a rule finds."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

Mend = Callable[[], object]


@dataclass(frozen=True)
class Rule:
    """A rule of the decree; `low` and `high` in half points for letters, twips for lengths, None where not given."""

    rule_id: str
    severity: str
    clause: str
    text: str
    role: str
    low: int | None
    high: int | None
    bold: bool | None
    italic: bool | None
    case: str
    align: str


@dataclass(frozen=True)
class FormatFinding:
    """A departure from a rule. `mend` corrects the document in memory, None where words would have to change."""

    rule: str
    severity: str
    clause: str
    where: str
    found: str
    expected: str
    mend: Mend | None = field(default=None, compare=False, repr=False)


@cache
def rules() -> Mapping[str, Sequence[Rule]]:
    """Return the rules by id, one for each part of a document that the rule has exact values for."""
    text = (files("soket_xl") / "data" / "nd30_rules.csv").read_text("utf-8")
    found: dict[str, list[Rule]] = {}
    for row in csv.DictReader(text.splitlines()):
        found.setdefault(row["id"], []).append(_rule(row))
    return found


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        rule_id=row["id"],
        severity=row["severity"],
        clause=row["clause"],
        text=row["rule"],
        role=row["role"],
        low=int(row["low"]) if row["low"] else None,
        high=int(row["high"]) if row["high"] else None,
        bold=row["bold"] == "1" if row["bold"] else None,
        italic=row["italic"] == "1" if row["italic"] else None,
        case=row["case"],
        align=row["align"],
    )

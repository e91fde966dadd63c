"""What a format rule finds."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from soket_xl.word.format.anatomy import Line


@dataclass(frozen=True)
class Rule:
    """A rule of the decree, as the table of rules gives it."""

    rule_id: str
    severity: str
    clause: str
    text: str


@dataclass(frozen=True)
class FormatFinding:
    """A departure from a rule: `where` for people, `line` for mending (None where it is about pages)."""

    rule: str
    where: str
    found: str
    expected: str
    line: Line | None = None
    fixed: bool = False


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by id; they live in data, so that another decree's table can take their place."""
    text = (files("soket_xl") / "data" / "nd30_rules.csv").read_text("utf-8")
    return {
        row["id"]: Rule(row["id"], "error" if row["severity"] == "E" else "warning", row["clause"], row["rule"])
        for row in csv.DictReader(text.splitlines())
    }

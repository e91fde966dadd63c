"""The list of rules is that of the code, and the page that explains them is the list."""

import ast
from pathlib import Path

from soket_xl.review.catalogue import SEVERITIES, table, what, why
from soket_xl.schema import SEVERITY_LABELS

ROOT = Path(__file__).parents[2]
MAKERS = ("note", "Finding", "_finding", "_noted")


def made():
    """The codes of all findings that the review makes."""
    for path in (ROOT / "soket_xl" / "review").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = getattr(getattr(node, "func", None), "id", "") in MAKERS and node.args
            if named and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def test_every_rule_is_listed_and_every_listed_rule_is_made():
    assert set(made()) == set(SEVERITIES)
    assert len(SEVERITIES) >= 25


def test_every_rule_says_what_it_looks_at_and_why():
    assert all(what(code) and why(code) for code in SEVERITIES)
    assert why("cell") is None


def test_page_on_the_rules_is_that_list():
    assert table(SEVERITY_LABELS) in (ROOT / "docs" / "ra-soat.md").read_text("utf-8")

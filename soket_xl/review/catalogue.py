"""All rules of review: code and severity; what each looks at and why are sentences of `texts/rules.py`."""

from soket_xl.texts import say

SEVERITIES: dict[str, tuple[str, ...]] = {
    "missing_section": ("error",),
    "too_thin": ("warning",),
    "no_figures": ("warning",),
    "one_sided": ("warning",),
    "no_own_cause": ("warning",),
    "boilerplate": ("warning",),
    "no_document": ("info",),
    "praise_without_proof": ("info",),
    "repeated_paragraph": ("warning",),
    "not_imported": ("info",),
    "copied": ("warning",),
    "circulates": ("info",),
    "figure_rule": ("error", "warning"),
    "figure_value": ("error",),
    "figure_scale": ("error",),
    "figure_outlier": ("warning",),
    "missing_figures": ("info",),
    "copied_figures": ("warning",),
    "province_total": ("warning",),
    "text_vs_figure": ("warning",),
    "percent_mismatch": ("warning",),
    "out_of_period": ("warning",),
    "abolished_level": ("warning",),
    "other_unit": ("warning",),
    "garbled": ("warning",),
    "document_day": ("warning",),
}
"""The severities that a rule's findings can have, by its code."""


def what(code: str) -> str:
    """Return what the rule looks at; KeyError for a code that is no rule."""
    return say(f"rules.{code}")


def why(code: str) -> str | None:
    """Return why the rule matters, None for findings that no rule of review makes (wrong cells of the tracker)."""
    return say(f"rules.{code}_why") if code in SEVERITIES else None


def table(labels: dict[str, str]) -> str:
    """Return the rules as a Markdown table, severities by their Vietnamese `labels`."""
    rows = [
        f"| `{code}` | {', '.join(labels[s] for s in found)} | {what(code)} | {why(code)} |"
        for code, found in SEVERITIES.items()
    ]
    return "\n".join(rows)

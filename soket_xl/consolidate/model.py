"""The nouns of consolidation: what units say, merged into counted claims, and what their figures add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Statement:
    """One point of an entry as the unit wrote it (bullet mark aside); `entry_order` leads back to the entry."""

    unit_id: str
    section: str
    text: str
    entry_order: int


@dataclass(frozen=True)
class Claim:
    """Statements of one section that say the same.

    `text` is one of them, `proposed` the sentence for the report ("" for a line that only introduces a list);
    `units` are the distinct units that say so, `opposed` those that say the opposite, both in the order of the sheet.
    """

    claim_id: str
    section: str
    text: str
    proposed: str
    units: tuple[str, ...]
    opposed: tuple[str, ...]
    statements: tuple[Statement, ...]

    @property
    def count(self) -> int:
        """The number of distinct units."""
        return len(self.units)


@dataclass(frozen=True)
class Suggestion:
    """Two claims of a section that may say the same; `score` is 0-1."""

    claims: tuple[str, str]
    score: float


@dataclass(frozen=True)
class SectionClaims:
    """The claims of a section, most units first; `reporting` counts the units whose report has the section."""

    code: str
    title: str
    reporting: int
    claims: tuple[Claim, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    absorbed: tuple[Claim, ...] = ()
    """Claims that the clerk merged into others: no longer counted, kept on the sheet so that it can be undone."""


@dataclass(frozen=True)
class Beside:
    """An agency's figure of what only communes owe, so one of the whole province, beside the sum of the communes."""

    unit_id: str
    figure: float | int
    communes: float | int
    difference: float | int


@dataclass(frozen=True)
class FigureTotal:
    """An indicator over all units: `total` is None where it cannot be summed or nobody reported.

    `missing` are the units that owe the figure and left it blank; `by_group` holds the total of each group.
    """

    code: str
    name: str
    unit: str
    total: float | int | None
    reported: int
    missing: tuple[str, ...] = ()
    by_group: Mapping[str, float | int | None] = field(default_factory=dict)
    beside: tuple[Beside, ...] = ()

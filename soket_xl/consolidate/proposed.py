"""The sentence that is proposed for the report: who says so, counted, and the point in a unit's own words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from soket_xl.model import AGENCIES, COMMUNES, Unit


@dataclass(frozen=True)
class Scale:
    """From which share (percent) on each word of quantity is used."""

    many: float = 20
    most: float = 50
    nearly_all: float = 80
    words: Mapping[str, str] = field(default_factory=dict)


DEFAULT_SCALE = Scale()


def sentence(text: str, speakers: Sequence[str], reporting: Collection[str], units: Sequence[Unit], scale: Scale) -> str:
    """Return the proposed sentence of a claim, "" for a line that only introduces a list."""
    return text

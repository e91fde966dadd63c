"""The paragraphs of a report with the places they were given."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A paragraph where it belongs: `section` None is unplaced, `aside` says why it is no content ("" if it is).

    `both` are the sections that its heading names, where it names two.
    """

    text: str
    section: str | None
    heading: str = ""
    guess: str | None = None
    kind: str = "paragraph"
    place: str = ""
    aside: str = ""
    both: Sequence[str] = ()

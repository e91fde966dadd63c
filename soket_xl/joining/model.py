"""The nouns of a join: two books as rows by table, what is known of their past, what came of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from soket_xl.model import Cell, Row

Book = Mapping[str, Sequence[Row]]
"""The typed rows of a tracker by table name."""
HERE, THERE, OPEN = "here", "there", "open"
WHOLE_ROW = ""
"""Stands for the column where a row is there in one copy only."""


class Absent(Enum):
    """A cell of a row, or of a state, that is not known."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT
Known = Cell | Absent


class Verdict(Enum):
    """What becomes of a cell or row: equal, ours stays, theirs comes in, or the clerk has to choose."""

    SAME = "same"
    KEEP = "keep"
    TAKE = "take"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Past:
    """What a cell held before: in a state that both copies come from, and in each copy soon after they parted."""

    base: Known = ABSENT
    near_here: Known = ABSENT
    near_there: Known = ABSENT


@dataclass(frozen=True)
class Evidence:
    """Earlier states as books; None where none was kept. `base` is surely older than the parting of the copies."""

    base: Book | None = None
    near_here: Book | None = None
    near_there: Book | None = None


@dataclass(frozen=True)
class Place:
    """A cell by table, key of its row ("03388", "03388 | 12") and column key (`WHOLE_ROW` for the row itself)."""

    table: str
    key: str
    column: str


@dataclass(frozen=True)
class Difference:
    """A cell in which the copies differ, with both values."""

    place: Place
    here: Cell
    there: Cell

    @property
    def code(self) -> str:
        """What a choice is remembered by: the place and the other copy's value."""
        digest = hashlib.sha256(str(self.there).encode("utf-8", "replace")).hexdigest()[:8]
        return f"{self.place.table}|{self.place.key}|{self.place.column}|{digest}"


@dataclass(frozen=True)
class Memory:
    """What clerks chose so far: by code (`HERE`, `THERE`, `OPEN`), and the places open in the other copy."""

    chosen: Mapping[str, str] = field(default_factory=dict)
    open_there: frozenset[Place] = frozenset()


@dataclass
class Tally:
    """What a join did: `taken` rows and cells, `same` rows, what was put in place of another value, and conflicts."""

    taken: int = 0
    same: int = 0
    replaced: list[Difference] = field(default_factory=list)
    conflicts: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Joined:
    """The tables that changed, as rows, and the tally."""

    tables: Mapping[str, list[Row]]
    tally: Tally

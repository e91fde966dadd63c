"""The nouns of the provincial report: what stands in it, and where each sentence comes from."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

LONGEST_ID = 36
"""Word allows 40 characters in a bookmark's name; four of them are `_SK_`."""


@dataclass(frozen=True)
class Source:
    """Where a sentence comes from: a unit and its file, or (without a unit) a sheet of the tracker."""

    unit_id: str
    unit_name: str
    file: str = ""
    place: str = ""


@dataclass(frozen=True)
class Sentence:
    """A generated piece of text that can be traced; `figures` are the indicator codes whose totals it shows.

    `sentence_id` is the same in every run for the same claim, section or indicator group: letters, digits, "_"; it is
    blank in letters, where nothing is traced.
    """

    sentence_id: str
    text: str
    sources: tuple[Source, ...] = ()
    figures: tuple[str, ...] = ()
    claim_id: str = ""


@dataclass(frozen=True)
class Heading:
    """A numbered heading of the outline; `level` 1 to 3, `text` with its typed marker."""

    code: str
    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; one that only leads in the next stays on its page (`keep`)."""

    sentences: tuple[Sentence, ...]
    keep: bool = False


@dataclass(frozen=True)
class Column:
    """A column of an annex table: `width` in mm, `align` "left", "center" or "right"."""

    header: str
    width: float
    align: str = "left"


@dataclass(frozen=True)
class TableRow:
    """A row of an annex table; a `group` row has one cell, over the whole width.

    `row_id` is the same in every run for the same indicator, unit or nomination; blank where nothing is traced.
    `key` is the indicator's code or the unit's id.
    """

    cells: tuple[str, ...]
    group: bool = False
    row_id: str = ""
    key: str = ""


@dataclass(frozen=True)
class Annex:
    """An annex: its label ("Phu luc I" with its marks), title, reference to the report, table and notes.

    `head_id` is the id of the header row, blank in letters.
    """

    label: str
    title: str
    reference: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[Sentence, ...]
    head_id: str = ""


@dataclass(frozen=True)
class ReportModel:
    """The whole report; `fields` are the tags of the template (a list is one paragraph for each item)."""

    fields: Mapping[str, str | tuple[str, ...]]
    blocks: tuple[Heading | Paragraph, ...]
    annexes: tuple[Annex, ...]
    title: str
    creator: str
    day: date
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Claims of sections that the outline does not have: {section code: how many}."""

    def sentences(self) -> Iterator[Sentence]:
        """Yield every generated sentence, in the order of the document."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.sentences
        for annex in self.annexes:
            yield from annex.notes

    def rows(self) -> Iterator[tuple[Annex, TableRow]]:
        """Yield every row of the annexes that can be traced, with its annex, header rows first."""
        for annex in self.annexes:
            head = TableRow(tuple(column.header for column in annex.columns), row_id=annex.head_id)
            yield from ((annex, row) for row in (head, *annex.rows) if row.row_id)


def sentence_id(*parts: str) -> str:
    """Return an id for a bookmark's name from `parts`: ASCII letters, digits and "_", 36 characters at most."""
    return re.sub(r"[^0-9A-Za-z]+", "_", "_".join(parts)).strip("_")[:LONGEST_ID]


def short_hash(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]

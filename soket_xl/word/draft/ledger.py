"""The ledger: what each sentence and annex row of a written report says, and where it comes from."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from soket_xl.consolidate.model import FigureTotal
from soket_xl.schema import FIGURES, UNITS
from soket_xl.word.compose import ReportInputs
from soket_xl.word.draft.plain import plain
from soket_xl.word.figures import shown
from soket_xl.word.model import Annex, Heading, ReportModel, Sentence, Source, TableRow, short_hash

SENTENCE, ROW = "sentence", "row"
CELLS = " | "
"""What parts the cells of an annex row in the ledger."""


@dataclass(frozen=True)
class Line:
    """A sentence or annex row as it was written.

    `section` is the outline's code; `under` the heading, lead or annex that it stands under; `figures` maps indicator
    codes (or the claim's id) to the value as written; `files` and `places` are the cells of the ledger.
    """

    line_id: str
    kind: str
    text: str
    section: str = ""
    under: str = ""
    claim_id: str = ""
    sources: tuple[Source, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    text_hash: str = ""
    files: str = ""
    places: str = ""

    @property
    def units(self) -> list[str]:
        """The ids of the units behind the line, each once."""
        return list(dict.fromkeys(source.unit_id for source in self.sources if source.unit_id))

    @property
    def cells(self) -> list[str]:
        """The cells of a row."""
        return self.text.split(CELLS)

    def is_lead(self) -> bool:
        """Tell whether the line is a lead over the claims of one group."""
        return self.kind == SENTENCE and self.line_id.startswith("L_")


@dataclass(frozen=True)
class Ledger:
    """The lines of one written report: the day and time of day it looks at, its file and the campaign's mark."""

    campaign: str
    report_id: str
    report: str
    on: date | None
    lines: tuple[Line, ...]
    clock: time | None = None

    @property
    def mark(self) -> str:
        """What the file itself says it is."""
        return f"{self.campaign}.{self.report_id}"

    @property
    def moment(self) -> date | None:
        """The day with its time of day, where that was kept."""
        return datetime.combine(self.on, self.clock) if self.on and self.clock else self.on

    @property
    def settled(self) -> Mapping[str, bool]:
        """Whether each section has leads of its own for agencies and communes."""
        found: dict[str, bool] = {}
        for line in self.lines:
            if line.section:
                found[line.section] = found.get(line.section, False) or line.is_lead()
        return found


def text_hash(text: str) -> str:
    """Return what a text is recognised by: quotes, dashes and spaces count as one kind each."""
    return short_hash(plain(text).text)


def report_id(lines: Iterable[Line]) -> str:
    """Return the mark of a report that says just this."""
    said = "\n".join(f"{line.line_id}\t{line.text}" for line in lines)
    return "B" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:11]


def lines_of(model: ReportModel, inputs: ReportInputs) -> list[Line]:
    """Return the lines of a report in the order of the document."""
    totals = {total.code: total for total in inputs.totals}
    return [
        replace(line, text_hash=text_hash(line.text))
        for line in (*_body(model, inputs, totals), *_annexes(model, inputs, totals))
    ]


def _body(model: ReportModel, inputs: ReportInputs, totals: Mapping[str, FigureTotal]) -> Iterator[Line]:
    section = under = ""
    for block in model.blocks:
        if isinstance(block, Heading):
            section = under = block.code
            continue
        for sentence in block.sentences:
            if block is model.blocks[-1]:
                section = under = ""
            line = _sentence(sentence, section, section, inputs, totals)
            if line.is_lead():
                under = line.line_id
            else:
                line = replace(line, under=under)
            yield line


def _annexes(model: ReportModel, inputs: ReportInputs, totals: Mapping[str, FigureTotal]) -> Iterator[Line]:
    rows: dict[str, list[TableRow]] = {}
    for annex, row in model.rows():
        rows.setdefault(annex.head_id, []).append(row)
    for annex in model.annexes:
        for row in rows.get(annex.head_id, ()):
            yield _row(annex, row, inputs, totals)
        for note in annex.notes:
            yield _sentence(note, "", annex.head_id, inputs, totals)


def _sentence(
    sentence: Sentence, section: str, under: str, inputs: ReportInputs, totals: Mapping[str, FigureTotal]
) -> Line:
    figures = [(code, shown(totals[code].total, totals[code].unit)) for code in sentence.figures if code in totals]
    if sentence.claim_id:
        units = len({source.unit_id for source in sentence.sources})
        figures.append((sentence.claim_id, f"{units}/{inputs.reporting.get(section, 0)}"))
    return Line(
        line_id=sentence.sentence_id,
        kind=SENTENCE,
        text=sentence.text,
        section=section,
        under=under,
        claim_id=sentence.claim_id,
        sources=tuple(_placed(sentence, code) for code in sentence.sources),
        figures=tuple(figures),
    )


def _placed(sentence: Sentence, source: Source) -> Source:
    """Return a source of figures with their columns on the sheet."""
    if source.place or not sentence.figures:
        return source
    return replace(source, place=f"{FIGURES.sheet} {', '.join(sentence.figures)}")


def _row(annex: Annex, row: TableRow, inputs: ReportInputs, totals: Mapping[str, FigureTotal]) -> Line:
    figures = [(row.key, shown(totals[row.key].total, totals[row.key].unit))] if row.key in totals else []
    sources = tuple(_row_sources(row, inputs, is_figure=bool(figures)))
    return Line(row.row_id, ROW, CELLS.join(row.cells), under=annex.head_id, sources=sources, figures=tuple(figures))


def _row_sources(row: TableRow, inputs: ReportInputs, is_figure: bool) -> Iterator[Source]:
    for unit in inputs.units:
        if is_figure and (unit.unit_id, row.key) in inputs.figure_files:
            file = inputs.figure_files[unit.unit_id, row.key]
            yield Source(unit.unit_id, unit.name, file, f"{FIGURES.sheet} {row.key}")
        elif unit.unit_id == row.key:
            yield Source(unit.unit_id, unit.name, inputs.unit_files.get(unit.unit_id, ""), UNITS.sheet)

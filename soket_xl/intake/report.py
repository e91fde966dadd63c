"""One unit's report from what was read to what goes into the tracker; no file, no workbook, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from soket_xl.intake.blocks import Document, Paragraph, TableBlock
from soket_xl.intake.figures import Figure, FigureReader
from soket_xl.intake.frame import Frame, take_apart
from soket_xl.intake.grids import stated_measure
from soket_xl.intake.headings import OutlineMatcher
from soket_xl.intake.items import Item
from soket_xl.intake.layout import without_layout
from soket_xl.intake.names import IndicatorNames
from soket_xl.intake.place import Placer
from soket_xl.intake.prose import ProseReader
from soket_xl.intake.sheets import Sheets
from soket_xl.intake.units import UnitMatch, UnitNames
from soket_xl.model import Indicator, Section, Unit
from soket_xl.texts import template

ANNEX = "PL"
LETTERHEAD_ROWS = 12


@dataclass(frozen=True)
class Report:
    """What one file holds: whose it is, its number and date, its paragraphs and figures.

    `items` holds every paragraph once: placed, unplaced, or set aside with the reason.
    """

    match: UnitMatch
    number: str | None
    dated: date | None
    items: tuple[Item, ...]
    figures: Mapping[str, Figure]
    warnings: tuple[str, ...]
    subject: str | None = None

    @property
    def content(self) -> list[Item]:
        """The paragraphs that are content, placed or not."""
        return [item for item in self.items if not item.aside]

    @property
    def is_empty_form(self) -> bool:
        """Whether it is our own form that came back as it was sent."""
        return self.match.how == "form" and not self.content and not self.figures

    @property
    def sections(self) -> dict[str, list[str]]:
        """The placed paragraphs by section, in document order."""
        found: dict[str, list[str]] = {}
        for item in self.content:
            if item.section:
                found.setdefault(item.section, []).append(item.text)
        return found

    @property
    def unplaced(self) -> list[str]:
        """The paragraphs whose section is not known."""
        return [item.text for item in self.content if not item.section]


class ReportReader:
    """Reads reports against one campaign's outline, indicators and units; `year` is the one that they speak of."""

    def __init__(
        self,
        outline: Sequence[Section],
        indicators: Sequence[Indicator],
        units: Sequence[Unit],
        year: int,
        learned: Mapping[str, str] | None = None,
    ) -> None:
        self._outline = outline
        self._indicators = indicators
        self._units = units
        self._year = year
        self._learned = learned

    @cached_property
    def _matcher(self) -> OutlineMatcher:
        return OutlineMatcher(self._outline, self._learned)

    @cached_property
    def _indicator_names(self) -> IndicatorNames:
        return IndicatorNames(self._indicators)

    @cached_property
    def _names(self) -> UnitNames:
        return UnitNames(self._units)

    @cached_property
    def _prose(self) -> ProseReader:
        return ProseReader(self._outline, self._indicators, self._year)

    def read(self, document: Document, file_name: str, confirmed: str | None = None) -> Report:
        """Return the report that a Word document holds."""
        document = without_layout(_without_prompts(document), self._matcher)
        frame = take_apart(document, self._matcher)
        match = self._names.match(frame, file_name, dict(document.properties), confirmed)
        placer = Placer(self._matcher, own_fields=self._names.fields_of(match.unit_id))
        placer.place(frame.body)
        measures = _measures(document)
        figures = FigureReader(self._indicator_names, self._year)
        for table in (*[b for b in frame.body if isinstance(b, TableBlock)], *frame.annex):
            figures.read(_grid(table), table.place, measures.get(id(table), ""))
        figures.add_told(self._prose.read(placer.items))
        items = [*_aside(frame), *placer.items, *self._annex_items(frame)]
        warnings = (
            *document.warnings,
            *([match.warning] if match.warning else []),
            *placer.warnings,
            *figures.warnings,
        )
        return Report(match, frame.number, frame.dated, tuple(items), figures.figures, warnings, frame.subject)

    def read_form(self, sheets: Sheets, file_name: str, confirmed: str | None = None) -> Report:
        """Return the figures that a number form holds; it has no paragraphs."""
        figures = FigureReader(self._indicator_names, self._year)
        for name, grid in sheets.grids:
            figures.read(grid, name)
        lines = tuple(cell for _, grid in sheets.grids for row in _above_table(grid) for cell in row if cell)
        frame = Frame((), (), (), lines[:60], (), None, None, None)
        match = self._names.match(frame, file_name, dict(sheets.properties), confirmed)
        warnings = (*sheets.warnings, *([match.warning] if match.warning else []), *figures.warnings)
        return Report(match, None, None, (), figures.figures, warnings)

    def _annex_items(self, frame: Frame) -> list[Item]:
        """Return the rows of the annex tables, as text of the annex section."""
        if ANNEX not in self._matcher.by_code:
            return []
        placer = Placer(self._matcher)
        placer.place(frame.annex)
        return [Item(i.text, ANNEX, "", None, i.kind, i.place) for i in placer.items]


def _above_table(grid: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows of a sheet that may name who sends it: those above the first row of three filled cells."""
    rows = grid[:LETTERHEAD_ROWS]
    table = (n for n, row in enumerate(rows) if sum(bool(cell) for cell in row) > 2)
    return rows[: next(table, len(rows))]


def _without_prompts(document: Document) -> Document:
    """Return the document without the prompts of our own form that nobody typed over."""
    begin = template("intake.form_prompt").partition("{")[0]
    kept = [
        b for b in document.blocks if not (isinstance(b, Paragraph) and b.text.startswith(begin) and b.text[-1] == "]")
    ]
    return replace(document, blocks=tuple(kept))


def _measures(document: Document) -> dict[int, str]:
    """Return the measures that lines right above tables give for all of their money: "(Unit: billion dong)"."""
    found: dict[int, str] = {}
    above = ""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            above = stated_measure(block.text)
        else:
            found[id(block)], above = above, ""
    return found


def _aside(frame: Frame) -> list[Item]:
    return [Item(text, None, aside=reason) for text, reason in frame.aside]


def _grid(table: TableBlock) -> list[list[str]]:
    return [[" ".join(p.text for p in cell) for cell in row] for row in table.rows]

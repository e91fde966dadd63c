"""The annex tables of a draft: which row is which, and what stands in its cells now."""

from collections.abc import Sequence
from dataclasses import dataclass

from soket_xl.word.draft.ledger import CELLS, Line
from soket_xl.word.draft.plain import plain
from soket_xl.word.draft.stream import Element, Stream, rows
from soket_xl.word.package import W
from soket_xl.word.xml import ROW_BOOKMARK


@dataclass(frozen=True)
class RowPlace:
    """A row of a draft: its element, its cells, and their plain texts."""

    element: Element
    cells: tuple[Element, ...]
    texts: tuple[str, ...]

    def is_as(self, line: Line) -> bool:
        """Tell whether the row says just what was written."""
        return list(self.texts) == [plain(cell).text for cell in line.cells]

    @property
    def text(self) -> str:
        """The row as the ledger writes it."""
        return CELLS.join(self.texts)


@dataclass(frozen=True)
class Rows:
    """The rows found, by the id of their line, and those of the same tables that nobody wrote."""

    places: dict[str, RowPlace]
    added: tuple[RowPlace, ...]
    tables: frozenset[Element]


def find_rows(stream: Stream, lines: Sequence[Line]) -> Rows:
    """Return where the annex rows `lines` stand: by bookmark, else by their text, else by their second cell."""
    all_rows = _all_rows(stream)
    by_name: dict[str, Element] = {}
    for mark in stream.marks:
        row = next(mark.first.iterancestors(f"{W}tr"), None)
        if row is not None and row in all_rows:
            by_name.setdefault(mark.name.lower(), row)
    places: dict[str, RowPlace] = {}
    used: set[Element] = set()
    for line in lines:
        row = by_name.get((ROW_BOOKMARK + line.line_id).lower())
        if row is not None and row not in used:
            places[line.line_id] = all_rows[row]
            used.add(row)
    _find_by_text(lines, all_rows, places, used)
    tables = frozenset(table for row in used if (table := row.getparent()) is not None)
    added = [place for row, place in all_rows.items() if row not in used and row.getparent() in tables]
    return Rows(places, tuple(added), tables)


def _find_by_text(
    lines: Sequence[Line], all_rows: dict[Element, RowPlace], places: dict[str, RowPlace], used: set[Element]
) -> None:
    """Find rows without their bookmark: by all that they say, then by the name in their second cell."""
    for of_line, of_row in ((_said, _row_said), (_named, _row_named)):
        by_key: dict[tuple[str, ...], list[Element]] = {}
        for row, place in all_rows.items():
            if row not in used:
                by_key.setdefault(of_row(place.texts), []).append(row)
        for line in [line for line in lines if line.line_id not in places]:
            found = by_key.get(of_line(line))
            if found:
                row = found.pop(0)
                places[line.line_id] = all_rows[row]
                used.add(row)


def _said(line: Line) -> tuple[str, ...]:
    return tuple(plain(cell).text for cell in line.cells)


def _row_said(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(texts)


def _named(line: Line) -> tuple[str, ...]:
    return _row_named(_said(line))


def _row_named(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the name in the second cell and the number of cells; what no other row has where there is none."""
    return (texts[1], str(len(texts))) if len(texts) > 1 and texts[1] else tuple(texts)


def _all_rows(stream: Stream) -> dict[Element, RowPlace]:
    texts: dict[Element, list[str]] = {}
    for para, span in zip(stream.paras, stream.para_spans, strict=True):
        if para.cell is not None:
            texts.setdefault(para.cell, []).append(stream.text(span))
    found = {}
    for row in rows(stream.root):
        cells = tuple(cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row)
        said = tuple("\n".join(part for part in texts.get(cell, ()) if part) for cell in cells)
        if any(said):
            found[row] = RowPlace(row, cells, said)
    return found

"""The headings under which something stands: the open ones, the outermost first."""

from soket_xl.build.outline_lines import stands_out
from soket_xl.build.outline_marks import mark_of
from soket_xl.intake.blocks import Paragraph
from soket_xl.text.fold import fold, squeeze

LONGEST = 40
"""Words of a line that may be a heading."""
UNNUMBERED = 98.0
ANNEX = "phu luc"
"""An annex begins anew: what was open above it heads nothing in it."""


class Headings:
    """Takes the lines of a file one by one and keeps the headings that are open."""

    def __init__(self) -> None:
        self._open: list[tuple[float, str]] = []

    def take(self, line: Paragraph) -> None:
        """Open a heading, which closes those of its own and of lower ranks; other lines change nothing."""
        mark = mark_of(line)
        if not (mark.kind or line.outline is not None or stands_out(line)) or len(line.text.split()) > LONGEST:
            return
        rank = float(mark.rank) if mark.kind else float(line.outline or 0) if line.outline is not None else UNNUMBERED
        self.open(0.0 if fold(line.text).startswith(ANNEX) else rank, f"{line.marker} {line.text}")

    def open(self, rank: float, text: str) -> None:
        """Open a heading of a known rank: less is higher."""
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        self._open.append((rank, squeeze(text)))

    def above(self) -> tuple[str, ...]:
        """Return the open headings, the outermost first."""
        return tuple(text for _, text in self._open)

"""What the tracker holds of each unit's report: sections with text, figures, and the mandatory sections it lacks."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from soket_xl.model import Unit
from soket_xl.schema import ENTRIES
from soket_xl.tables import text, unit_of, whole
from soket_xl.tracker import Tracker
from soket_xl.tracking.missing import missing_sections


class Contents:
    """The contents of `tracker`, by unit and version; the texts of older versions are kept, of figures the last."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def missing(self, unit: Unit, version: int | None = None) -> Sequence[str]:
        """Return the mandatory sections that a version (the current one by default) has no text for."""
        figures = self._figures(unit, version)
        return missing_sections(self._tracker.outline, unit.group, self._sections(unit, version) - {""}, figures)

    def is_there(self, unit: Unit, version: int | None = None) -> bool:
        """Tell whether there is any text or figure of a version."""
        return bool(self._sections(unit, version) or self._figures(unit, version))

    def _sections(self, unit: Unit, version: int | None) -> set[str]:
        """Return the sections of the paragraphs, "" standing for a paragraph that has none."""
        if version in (None, unit.version):
            return self._current.get(unit.unit_id, set())
        return self._older.get((unit.unit_id, version or 0), set())

    def _figures(self, unit: Unit, version: int | None) -> Mapping[str, float]:
        return self._tracker.figures.get(unit.unit_id, {}) if version in (None, unit.version) else {}

    @cached_property
    def _current(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for entry in self._tracker.entries:
            found.setdefault(entry.unit_id, set()).add(entry.section or "")
        return found

    @cached_property
    def _older(self) -> Mapping[tuple[str, int], set[str]]:
        found: dict[tuple[str, int], set[str]] = {}
        for row in self._tracker.rows(ENTRIES):
            if row.get("kind") != "aside" and text(row, "text"):
                key = (unit_of(row), whole(row, "version"))
                found.setdefault(key, set()).add(text(row, "section_by_hand") or text(row, "section") or "")
        return found

"""A unit's report as the rules look at it, and what they say of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from soket_xl.model import Entry, Finding, Indicator, Section, Unit
from soket_xl.text.fold import fold

_DOCUMENT = re.compile(
    r"(?:\b(?:so|luat|nghi quyet|nghi dinh|thong tu|quyet dinh|ke hoach|cong van|chi thi|ket luan|bao cao"
    r"|to trinh)\s+)?"
    r"(?:so\s+)?\b\d+(?:/\d{4})?[/-][a-z]{1,}[a-z0-9/\-]*(?:\s*,?\s*ngay\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|"
    r"\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}))?"
)
"""A document's number and code, with its date if that follows (on folded text)."""


@dataclass(frozen=True)
class Noted:
    """A finding and the words in which the unit may be asked to mend it ("" where it is the clerk's own affair)."""

    finding: Finding
    request: str = ""


@dataclass(frozen=True)
class Campaign:
    """What all reports are held against: outline, indicators, the period, and passages that everybody may share."""

    outline: Sequence[Section]
    indicators: Sequence[Indicator]
    period_from: date | None = None
    period_to: date | None = None
    shared: Sequence[str] = ()

    @cached_property
    def section_by_code(self) -> Mapping[str, Section]:
        """The outline by code."""
        return {section.code: section for section in self.outline}

    def owed(self, group: str, obligation: str = "M") -> list[Indicator]:
        """Return the indicators that units of `group` must give."""
        return [i for i in self.indicators if i.obligation.get(group) == obligation]


@dataclass(frozen=True)
class UnitReport:
    """What one unit sent: its entries in order and its figures."""

    unit: Unit
    entries: Sequence[Entry] = ()
    figures: Mapping[str, int | float] = field(default_factory=dict)

    @cached_property
    def sections(self) -> Mapping[str, list[Entry]]:
        """The placed entries by section code."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.section:
                found.setdefault(entry.section, []).append(entry)
        return found

    def text(self, code: str) -> str:
        """Return what the unit wrote in a section and the parts of it, one paragraph a line."""
        return "\n".join(e.text for e in self.entries if e.section == code or (e.section or "").startswith(code + "."))


def reports_of(
    units: Iterable[Unit], entries: Iterable[Entry], figures: Mapping[str, Mapping[str, int | float]]
) -> list[UnitReport]:
    """Return the reports that have come in, exempt units aside, in the order of the sheet."""
    by_unit: dict[str, list[Entry]] = {}
    for entry in entries:
        by_unit.setdefault(entry.unit_id, []).append(entry)
    return [
        UnitReport(unit, by_unit.get(unit.unit_id, ()), figures.get(unit.unit_id, {}))
        for unit in units
        if not unit.exempt and (unit.received_on or unit.unit_id in by_unit or figures.get(unit.unit_id))
    ]


def without_documents(text: str) -> str:
    """Return `text` folded, the numbers and dates of cited documents taken out."""
    return _DOCUMENT.sub(" ", fold(text))


def short(text: str, most: int = 120) -> str:
    """Return the beginning of `text` for a message."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 3].rsplit(" ", 1)[0] + "..."


def note(
    code: str, severity: str, report: UnitReport, section: Section | str | None, message: str, request: str = ""
) -> Noted:
    """Return a finding about a section of a report."""
    place = section.code if isinstance(section, Section) else section
    return Noted(Finding(code, severity, message, report.unit.unit_id, place), request)

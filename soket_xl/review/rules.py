"""All rules on the reports that have come in, in the order in which their findings are listed."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from soket_xl.consolidate.lexicon import Lexicon
from soket_xl.model import GROUPS, Unit
from soket_xl.review import copies, figures, prose, sections, wording
from soket_xl.review.report import Campaign, Noted, UnitReport

Rule = Callable[[UnitReport, Campaign], Iterator[Noted]]
SINGLE: tuple[Rule, ...] = (
    sections.missing,
    sections.thin,
    sections.no_figures,
    sections.one_sided,
    sections.form_words,
    sections.no_document,
    sections.praise,
    sections.repeated,
    figures.balance,
    figures.ranges,
    figures.ratios,
    figures.forgotten,
    prose.percentages,
    wording.out_of_period,
    wording.abolished_level,
    wording.garbled,
    wording.document_day,
)
"""Rules that look at one report by itself."""

ONE_FAULT: Mapping[str, frozenset[str]] = {
    "boilerplate": frozenset(("too_thin", "no_figures")),
    "garbled": frozenset(("too_thin", "no_figures", "no_document")),
    "out_of_period": frozenset(("text_vs_figure",)),
    "other_unit": frozenset(("text_vs_figure",)),
}
"""What follows from a finding in the same section and is not told a second time: figures of another year or unit
cannot be those of the annex.
"""


def review_all(
    reports: Sequence[UnitReport], campaign: Campaign, lexicon: Lexicon, units: Sequence[Unit]
) -> list[Noted]:
    """Return what all rules say of the reports, in the order of the units, findings without a unit last."""
    names = wording.by_name(units)
    found: list[Noted] = []
    for report in reports:
        if not report.entries and not report.figures:
            found += sections.not_imported(report, campaign)
            continue
        found += [noted for rule in SINGLE for noted in rule(report, campaign)]
        found += prose.against_annex(report, campaign, lexicon)
        found += wording.other_unit(report, names)
    found += copies.copied(reports, campaign, [unit.name for unit in units])
    found += figures.strange(reports, campaign)
    found += figures.alike(reports)
    found += figures.province(reports, campaign, _expected(units))
    found = _once(found)
    place = {unit.unit_id: number for number, unit in enumerate(units)}
    return sorted(found, key=lambda noted: place.get(noted.finding.unit_id or "", len(units)))


def _once(found: Sequence[Noted]) -> list[Noted]:
    told = {
        (noted.finding.unit_id, noted.finding.section, other)
        for noted in found
        for other in ONE_FAULT.get(noted.finding.code, ())
    }
    return [n for n in found if (n.finding.unit_id, n.finding.section, n.finding.code) not in told]


def _expected(units: Sequence[Unit]) -> Mapping[str, int]:
    return {group: sum(unit.group == group and not unit.exempt for unit in units) for group in GROUPS}

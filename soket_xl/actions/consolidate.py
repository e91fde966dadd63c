"""The command `consolidate`: what units say, merged into counted claims, and what their figures add up to."""

from collections.abc import Sequence
from dataclasses import asdict

from soket_xl.actions.words import lexicon_of
from soket_xl.consolidate.claims import merge
from soket_xl.consolidate.keeping import kept_claims
from soket_xl.consolidate.model import FigureTotal, SectionClaims
from soket_xl.consolidate.proposed import scale_of
from soket_xl.consolidate.sheet import as_json, claim_rows, problems, statements_in
from soket_xl.consolidate.totals import totals
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome
from soket_xl.schema import CLAIMS
from soket_xl.tables import make_table
from soket_xl.texts import say
from soket_xl.tracker import Tracker


def consolidate(host: WorkbookHost, context: Context) -> Outcome:
    """Merge the statements of each section into counted claims, sum the figures and write tblClaims.

    What the clerk wrote on the sheet stays and is followed. Raises WorkbookError if a table or column is gone.
    """
    tracker = Tracker(host)
    sections, figures = consolidated(tracker)
    before = tracker.rows(CLAIMS)
    findings = [*tracker.findings, *problems(sections, kept_claims(before), before)]
    claims = make_table(CLAIMS, claim_rows(sections, before))
    host.write([claims, tracker.log(context, "consolidate", _log(tracker, sections), [claims])])
    data = {
        "sections": [as_json(section) for section in sections],
        "figures": [asdict(figure) for figure in figures],
        "findings": findings,
    }
    lines = [*_lines(tracker, sections, figures), *(finding.message for finding in findings)]
    return Outcome(data, lines, findings=findings)


def consolidated(tracker: Tracker) -> tuple[list[SectionClaims], list[FigureTotal]]:
    """Return the claims and totals of the tracker as it stands; writes nothing."""
    kept = kept_claims(tracker.rows(CLAIMS))
    scale = scale_of(tracker.settings)
    sections = merge(tracker.entries, tracker.outline, tracker.units, lexicon_of(tracker), kept, scale)
    return sections, totals(tracker.figures, tracker.indicators, tracker.units)


def _lines(tracker: Tracker, sections: Sequence[SectionClaims], figures: Sequence[FigureTotal]) -> list[str]:
    claims = [claim for section in sections for claim in section.claims]
    unplaced = sum(entry.section is None for entry in tracker.entries)
    lines = [
        say(
            "consolidate.summary",
            statements=statements_in(sections),
            units=len({unit for claim in claims for unit in claim.units}),
            sections=len(sections),
            claims=len(claims),
            merged=sum(claim.count > 1 for claim in claims),
            suggestions=sum(len(section.suggestions) for section in sections),
        )
    ]
    lines += [
        say("consolidate.section", section=section.code, claims=len(section.claims), reporting=section.reporting)
        for section in sections
    ]
    if unplaced:
        lines.append(say("consolidate.unplaced", count=unplaced))
    complete = sum(not figure.missing for figure in figures)
    return [*lines, say("consolidate.figures", complete=complete, all=len(figures))]


def _log(tracker: Tracker, sections: Sequence[SectionClaims]) -> str:
    claims = [claim for section in sections for claim in section.claims]
    units = len({unit for claim in claims for unit in claim.units})
    return say("consolidate.log", claims=len(claims), statements=statements_in(sections), units=units)

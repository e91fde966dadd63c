"""The command `review`: what is wrong with each report, and what the unit is asked to mend."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from soket_xl.actions.status import missing_by_unit, units_with
from soket_xl.actions.words import lexicon_of
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Finding, Outcome, Table
from soket_xl.review.catalogue import why
from soket_xl.review.report import Campaign, Noted, UnitReport, reports_of
from soket_xl.review.rules import review_all
from soket_xl.review.shared import shared_rows
from soket_xl.review.sheet import accepted, finding_id_of, finding_rows
from soket_xl.schema import FINDINGS, LEXICON
from soket_xl.tables import make_table
from soket_xl.text.dates import parse_date
from soket_xl.texts import say
from soket_xl.tracker import Tracker


def review(host: WorkbookHost, context: Context) -> Outcome:
    """Hold every report that came in against the rules and write tblFindings and the missing sections of tblUnits.

    What the clerk decided stays. Exit code 1 if a finding of severity error is open. Raises WorkbookError if a table
    or column is gone.
    """
    tracker = Tracker(host)
    reports = reports_of(tracker.units, tracker.entries, tracker.figures)
    campaign = campaign_of(tracker)
    learned = shared_rows(tracker.rows(FINDINGS), tracker.entries, campaign.shared)
    campaign = replace(campaign, shared=[*campaign.shared, *(str(row["concept"]) for row in learned)])
    found = [*review_all(reports, campaign, lexicon_of(tracker), tracker.units), *_cells(tracker)]
    rows = finding_rows(found, tracker.unit_by_id, tracker.rows(FINDINGS))
    findings = [replace(n.finding, why=why(n.finding.code), request=n.request or None) for n in found]
    settled = accepted(rows)
    open_errors = [f for f in findings if f.severity == "error" and finding_id_of(f) not in settled]
    tables = [make_table(FINDINGS, rows), _missing(tracker, reports)]
    if learned:
        tables.append(make_table(LEXICON, [*tracker.rows(LEXICON), *learned]))
    log = tracker.log(context, "review", say("review.log", reports=len(reports), findings=len(findings)), tables)
    host.write([*tables, log])
    data = {"findings": findings}
    return Outcome(data, _lines(tracker, reports, found), findings=findings, exit_code=1 if open_errors else 0)


def campaign_of(tracker: Tracker) -> Campaign:
    """Return what the reports of the tracker are held against."""
    return Campaign(
        outline=tracker.outline,
        indicators=tracker.indicators,
        period_from=parse_date(tracker.settings.get("period_from")),
        period_to=parse_date(tracker.settings.get("period_to")),
        shared=lexicon_of(tracker).shared,
    )


def _cells(tracker: Tracker) -> list[Noted]:
    """Return the wrong cells of the tracker itself as findings."""
    return [Noted(finding) for finding in tracker.findings]


def _missing(tracker: Tracker, reports: Sequence[UnitReport]) -> Table:
    """Return tblUnits with the mandatory sections that the reports lack."""
    found = missing_by_unit(tracker)
    here = {report.unit.unit_id for report in reports}
    return units_with(
        tracker,
        {
            unit.unit_id: {"missing": "; ".join(found[unit.unit_id]) or None}
            for unit in tracker.units
            if unit.unit_id in here
        },
    )


def _lines(tracker: Tracker, reports: Sequence[UnitReport], found: Sequence[Noted]) -> list[str]:
    by_unit: dict[str, list[Finding]] = {}
    for noted in found:
        by_unit.setdefault(noted.finding.unit_id or "", []).append(noted.finding)
    severities = Counter(noted.finding.severity for noted in found)
    lines = [
        say(
            "review.summary",
            reports=len(reports),
            findings=len(found),
            errors=severities["error"],
            warnings=severities["warning"],
            infos=severities["info"],
        )
    ]
    for unit_id, findings in by_unit.items():
        unit = tracker.unit_by_id.get(unit_id)
        lines.append(say("review.unit", unit=unit.name if unit else say("review.whole"), count=len(findings)))
        lines += [say("review.line", message=finding.message) for finding in findings]
    return lines

"""The words that lay the provincial report before the province's committee: who has reported, what is in the draft."""

from collections.abc import Mapping, Sequence
from datetime import date

from soket_xl.model import AGENCIES, COMMUNES, Section, State, Unit
from soket_xl.text.capitals import unit_in_sentence
from soket_xl.text.dates import short_date
from soket_xl.text.wording import clean, issuer_name, listed, lower_first
from soket_xl.texts import say
from soket_xl.tracking.missing import ANNEX
from soket_xl.tracking.status import ALL, RECEIVED, UnitStatus, rates

SHOWN_NAMES = 15
"""Units that owe their report are named up to this many; more are counted and stand in the report's annex."""


def proposal_to(settings: Mapping[str, str]) -> list[str]:
    """Return whom the office's proposals go to: the setting, else the body that issues the report."""
    found = listed(settings.get("proposal_to", ""))
    return found or [name for name in [issuer_name(settings)] if name]


def submission_subject(settings: Mapping[str, str]) -> str:
    """Return what the proposal is about, as it goes on after "Ve viec"."""
    return say("letters.submit_about", subject=_subject(settings))


def submission_lines(
    settings: Mapping[str, str],
    units: Sequence[Unit],
    statuses: Sequence[UnitStatus],
    outline: Sequence[Section],
    on: date,
    awards: int = 0,
) -> list[str]:
    """Return the paragraphs of the proposal; `awards` is the number of nominations in the report's annex."""
    to = ", ".join(proposal_to(settings))
    plan = clean(settings.get("plan_reference", "")).strip(" .;,")
    subject = _subject(settings)
    opening = say("letters.submit_plan", plan=plan) if plan else ""
    return [
        opening + say("letters.submit_opening", subject=subject, to=to),
        _received(units, statuses, on),
        *_owing(units, statuses),
        _reviewed(statuses),
        _draft(outline, awards),
        say("letters.submit_enclosed", subject=subject),
        _closing(settings, to),
    ]


def _received(units: Sequence[Unit], statuses: Sequence[UnitStatus], on: date) -> str:
    found = {rate.group: rate for rate in rates(units, statuses)}
    counts = {group: f"{found[group].received}/{found[group].expected}" for group in (ALL, AGENCIES, COMMUNES)}
    return say(
        "letters.submit_received",
        on=short_date(on),
        all=counts[ALL],
        agencies=counts[AGENCIES],
        communes=counts[COMMUNES],
        on_time=found[ALL].on_time,
        late=found[ALL].late,
    )


def _owing(units: Sequence[Unit], statuses: Sequence[UnitStatus]) -> list[str]:
    names = {unit.unit_id: unit_in_sentence(clean(unit.name)) for unit in units}
    owing = [names[s.unit_id] for s in statuses if s.state not in (*RECEIVED, State.EXEMPT)]
    if not owing:
        return []
    shown = ", ".join(owing) if len(owing) <= SHOWN_NAMES else say("letters.submit_in_annex")
    return [say("letters.submit_owing", count=len(owing), names=shown)]


def _reviewed(statuses: Sequence[UnitStatus]) -> str:
    states = [status.state for status in statuses]
    complete, returned = states.count(State.COMPLETE), states.count(State.RETURNED)
    waiting = states.count(State.RECEIVED) + states.count(State.RECEIVED_LATE)
    return say("letters.submit_reviewed", complete=complete, returned=returned, waiting=waiting)


def _draft(outline: Sequence[Section], awards: int) -> str:
    parts = [clean(section.title) for section in outline if section.level == 1 and section.code != ANNEX]
    titles = "; ".join(title.capitalize() if title.isupper() else title for title in parts)
    enclosed = say("letters.submit_awards", count=awards) if awards else ""
    return say("letters.submit_draft", count=f"{len(parts):02d}", titles=titles, awards=enclosed)


def _closing(settings: Mapping[str, str], to: str) -> str:
    recipient = ", ".join(listed(settings.get("recipient", "")))
    return say(
        "letters.submit_closing", to=to, recipient=say("letters.submit_to", recipient=recipient) if recipient else ""
    )


def _subject(settings: Mapping[str, str]) -> str:
    return lower_first(clean(settings.get("report_subject", "") or settings.get("campaign_name", "")))

"""The proposal for awards: how many of whom for which form of reward, and the list as its annex."""

from collections.abc import Mapping, Sequence
from datetime import date

from soket_xl.model import Row
from soket_xl.schema import AWARD_FORMS, AWARD_KINDS
from soket_xl.tables import text
from soket_xl.text.wording import clean
from soket_xl.texts import say
from soket_xl.word.letter import proposal_reference
from soket_xl.word.model import Annex, Column, TableRow
from soket_xl.word.submission import proposal_to

UNKNOWN = ""
ORDER = ("certificate", "ministry", "praise", UNKNOWN, "merit")
"""Rewards of the province first; the office's own letter of praise last: its director decides on it himself."""


def awards_subject(settings: Mapping[str, str]) -> str:
    """Return what the proposal is about, as it goes on after "Ve viec"."""
    campaign = clean(settings.get("campaign_name", ""))
    return say("awards.about", campaign=campaign[:1].lower() + campaign[1:])


def awards_lines(settings: Mapping[str, str], chosen: Sequence[Row], names: Mapping[str, str]) -> list[str]:
    """Return the paragraphs of the proposal; `names` are the units' names by id."""
    to = ", ".join(proposal_to(settings))
    plan = clean(settings.get("plan_reference", "")).strip(" .;,")
    units = len({names.get(text(row, "unit_id") or "", text(row, "unit_name") or "") for row in chosen})
    opening = say("awards.plan", plan=plan) if plan else say("awards.no_plan")
    groups = [(form, found) for form in ORDER if (found := [row for row in chosen if form_key(row) == form])]
    points = [
        say("letters.point", number=number, text=_asked(form, found, to))
        for number, (form, found) in enumerate(groups, 1)
    ]
    return [
        say("awards.opening", reason=opening, units=f"{units:02d}", to=to),
        *points,
        say("awards.list"),
        say("awards.closing", to=to),
    ]


def form_key(row: Row) -> str:
    """Return the known form of reward of a row, `UNKNOWN` where it is blank or another."""
    form = text(row, "form") or UNKNOWN
    return form if form in ORDER else UNKNOWN


def awards_list(settings: Mapping[str, str], on: date, chosen: Sequence[Row], names: Mapping[str, str]) -> Annex:
    """Return the list of nominees: collectives, then persons, with their unit, form, merit and the campaign's facts."""
    rows: list[TableRow] = []
    for kind in ("collective", "person", None):
        found = sorted((row for row in chosen if _kind(row) == kind), key=lambda row: ORDER.index(form_key(row)))
        if not found:
            continue
        label = AWARD_KINDS[kind] if kind else say("awards.other_kind")
        rows.append(TableRow((say("awards.group", kind=label, count=f"{len(found):02d}"),), group=True))
        rows += [_list_row(number, row, names) for number, row in enumerate(found, 1)]
    columns = (
        Column(say("word.head_order"), 12, "center"),
        Column(say("word.head_nominee"), 55),
        Column(say("word.head_name"), 32),
        Column(say("word.head_form"), 40),
        Column(say("word.head_achievement"), 58),
        Column(say("awards.head_facts"), 55),
    )
    title, label = say("word.annex_awards"), say("tracking.list_label")
    return Annex(label, title, proposal_reference(settings, on), columns, tuple(rows), ())


def _kind(row: Row) -> str | None:
    kind = text(row, "kind")
    return kind if kind in AWARD_KINDS else None


def _list_row(number: int, row: Row, names: Mapping[str, str]) -> TableRow:
    unit = names.get(text(row, "unit_id") or "", text(row, "unit_name") or "")
    form = text(row, "form") or ""
    cells = (text(row, "nominee") or "", unit, AWARD_FORMS.get(form, form), text(row, "achievement") or "")
    return TableRow((str(number), *(clean(cell) for cell in cells), clean(text(row, "facts") or "")))


def _asked(form: str, rows: Sequence[Row], to: str) -> str:
    whom = _counted(rows)
    if form == "certificate":
        return say("awards.ask_certificate", whom=whom)
    if form == "ministry":
        return say("awards.ask_ministry", whom=whom)
    if form == "praise":
        return say("awards.ask_praise", whom=whom)
    return say("awards.ask_merit", whom=whom, to=to) if form == "merit" else say("awards.ask_other", whom=whom)


def _counted(rows: Sequence[Row]) -> str:
    counts = [(kind, sum(_kind(row) == kind for row in rows)) for kind in ("collective", "person", None)]
    words = {"collective": say("awards.collectives"), "person": say("awards.persons"), None: say("awards.others")}
    return ", ".join(f"{count:02d} {words[kind]}" for kind, count in counts if count)

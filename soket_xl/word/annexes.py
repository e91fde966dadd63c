"""The annexes of the report as tables: totals with who is missing, units with their state, nominations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from soket_xl.consolidate.model import FigureTotal
from soket_xl.model import AGENCIES, COMMUNES, GROUPS, Indicator, Section, State, Unit
from soket_xl.schema import AWARD_FORMS, AWARD_KINDS, GROUP_LABELS, STATE_LABELS, UNITS
from soket_xl.text.capitals import unit_in_sentence
from soket_xl.text.dates import short_date
from soket_xl.text.wording import clean
from soket_xl.texts import say
from soket_xl.tracking.status import RECEIVED, UnitStatus, rates
from soket_xl.word.figures import computed, home_sections, shown, shown_unit
from soket_xl.word.model import LONGEST_ID, Annex, Column, Sentence, Source, TableRow, sentence_id, short_hash

NUMERALS = ("I", "II", "III")


def figures_annex(
    outline: Sequence[Section],
    indicators: Sequence[Indicator],
    totals: Sequence[FigureTotal],
    units: Sequence[Unit],
    sources: Sequence[Source],
    reference: str,
) -> Annex:
    """Return annex I: a row per indicator under the heading of its group, with the units that gave no figure."""
    names = {unit.unit_id: unit_in_sentence(clean(unit.name)) for unit in units}
    silent = _silent(totals, indicators, units)
    rows = _figure_rows(outline, indicators, totals, names, silent)
    notes = [Sentence("A1_notes", say("word.note_signs"), tuple(sources))]
    if silent:
        listed = ", ".join(names[unit_id] for unit_id in silent)
        found = tuple(Source(unit_id, names[unit_id]) for unit_id in silent)
        notes.append(Sentence("A1_missing", say("word.note_missing", count=len(silent), names=listed), found))
    columns = (
        Column(say("word.head_order"), 10, "center"),
        Column(say("word.head_indicator"), 74),
        Column(say("word.head_unit"), 20, "center"),
        Column(GROUP_LABELS[AGENCIES], 25, "right"),
        Column(GROUP_LABELS[COMMUNES], 27, "right"),
        Column(say("word.head_all"), 28, "right"),
        Column(say("word.head_reported"), 18, "center"),
        Column(say("word.head_missing_besides") if silent else say("word.head_missing"), 50),
    )
    return Annex(_label(0), say("word.annex_figures"), reference, columns, _named(rows, "T1"), tuple(notes), "T1_head")


def units_annex(units: Sequence[Unit], statuses: Sequence[UnitStatus], on: date, reference: str) -> Annex:
    """Return annex II: every unit with the number and days of its report, by group."""
    state = {status.unit_id: status for status in statuses}
    received = {rate.group: rate for rate in rates(units, statuses)}
    rows: list[TableRow] = []
    for group in GROUPS:
        members = [unit for unit in units if unit.group == group]
        rate = received[group]
        counts = {"received": rate.received, "expected": rate.expected}
        label = say("word.group_row", group=GROUP_LABELS[group], **counts)
        rows.append(TableRow((label,), group=True, row_id=f"G_{group}"))
        rows += [_unit_row(number, unit, state[unit.unit_id]) for number, unit in enumerate(members, 1)]
    columns = (
        Column(say("word.head_order"), 12, "center"),
        Column(say("word.head_name"), 74),
        Column(say("word.head_number"), 38),
        Column(say("word.head_sent"), 35, "center"),
        Column(say("word.head_received"), 30, "center"),
        Column(say("word.head_state"), 63),
    )
    note = _units_note(units, statuses, on)
    return Annex(_label(1), say("word.annex_units"), reference, columns, _named(rows, "T2"), (note,), "T2_head")


def awards_annex(given: Sequence[Mapping[str, str]], units: Sequence[Unit], reference: str) -> Annex:
    """Return annex III: the nominations that the clerk put forward; `given` are rows of tblAwards as text."""
    awards = [{key: clean(value) for key, value in row.items()} for row in given]
    names = {unit.unit_id: clean(unit.name) for unit in units}
    rows = [
        TableRow(
            (
                str(number),
                names.get(row["unit_id"], row["unit_name"]),
                AWARD_KINDS.get(row["kind"], row["kind"]),
                row["nominee"],
                AWARD_FORMS.get(row["form"], row["form"]),
                row["achievement"],
            ),
            row_id=f"{row['unit_id']}_{short_hash(row['nominee'])}",
        )
        for number, row in enumerate(awards, 1)
    ]
    columns = (
        Column(say("word.head_order"), 12, "center"),
        Column(say("word.head_name"), 45),
        Column(say("word.head_kind"), 22, "center"),
        Column(say("word.head_nominee"), 50),
        Column(say("word.head_form"), 48),
        Column(say("word.head_achievement"), 75),
    )
    sources = tuple(
        Source(row["unit_id"], names.get(row["unit_id"], row["unit_name"]), row["source"]) for row in awards
    )
    note = Sentence("A3_notes", say("word.note_awards", count=len(rows)), tuple(dict.fromkeys(sources)))
    return Annex(_label(2), say("word.annex_awards"), reference, columns, _named(rows, "T3"), (note,), "T3_head")


def _named(rows: Iterable[TableRow], annex: str) -> tuple[TableRow, ...]:
    """Return the rows with ids fit for bookmarks, each once in the report."""
    used = {f"{annex}_head".lower()}
    found = []
    for row in rows:
        base = sentence_id(annex, row.row_id)
        key, number = base, 1
        while key.lower() in used:
            number += 1
            key = f"{base[: LONGEST_ID - 4]}_{number}"
        used.add(key.lower())
        found.append(replace(row, row_id=key, key=row.row_id))
    return tuple(found)


def _label(place: int) -> str:
    return say("word.annex", number=NUMERALS[place])


def _silent(totals: Sequence[FigureTotal], indicators: Sequence[Indicator], units: Sequence[Unit]) -> list[str]:
    """Return the units that owe figures and gave none at all, in the order of the sheet."""
    given = [indicator for indicator in indicators if not computed(indicator)]
    codes = {indicator.code for indicator in given}
    owed = {group: sum(i.obligation.get(group, "-") != "-" for i in given) for group in GROUPS}
    blank: dict[str, int] = {}
    for total in totals:
        for unit_id in total.missing if total.code in codes else ():
            blank[unit_id] = blank.get(unit_id, 0) + 1
    return [unit.unit_id for unit in units if blank.get(unit.unit_id) and blank[unit.unit_id] >= owed[unit.group]]


def _figure_rows(
    outline: Sequence[Section],
    indicators: Sequence[Indicator],
    totals: Sequence[FigureTotal],
    names: Mapping[str, str],
    silent: Sequence[str],
) -> list[TableRow]:
    home = home_sections(outline)
    titles = {section.code: section.title for section in outline}
    found = {total.code: total for total in totals}
    rows: list[TableRow] = []
    group = None
    number = 0
    for indicator in indicators:
        if indicator.code not in found:
            continue
        if indicator.group != group:
            group, number = indicator.group, 0
            title = titles.get(home.get(group, ""), say("word.other_group"))
            rows.append(TableRow((clean(title),), group=True, row_id=f"G_{group}"))
        number += 1
        rows.append(_figure_row(number, indicator, found[indicator.code], names, silent))
    return rows


def _figure_row(
    number: int, indicator: Indicator, total: FigureTotal, names: Mapping[str, str], silent: Sequence[str]
) -> TableRow:
    unit = "%" if total.unit == "%" else ""
    by_group = [
        _cell(total.by_group.get(group), unit, indicator.obligation.get(group, "-") != "-", indicator.aggregate)
        for group in GROUPS
    ]
    whole = _cell(total.total, unit, True, indicator.aggregate)
    given = ("", say("word.computed")) if computed(indicator) else (str(total.reported), _missing(total, names, silent))
    cells = (str(number), clean(total.name), shown_unit(total.unit), *by_group, whole, *given)
    return TableRow(cells, row_id=indicator.code)


def _cell(number: float | int | None, unit: str, owed: bool, aggregate: str) -> str:
    if number is not None:
        return shown(number, unit)
    if not owed:
        return "-"
    return "x" if aggregate == "ratio" else ""


def _missing(total: FigureTotal, names: Mapping[str, str], silent: Sequence[str]) -> str:
    if total.missing and not total.reported:
        return say("word.missing_nobody")
    return ", ".join(names.get(unit_id, unit_id) for unit_id in total.missing if unit_id not in silent)


def _unit_row(number: int, unit: Unit, status: UnitStatus) -> TableRow:
    here = status.received_on is not None
    sent = short_date(unit.document_date) if here and unit.document_date else ""
    came = short_date(status.received_on) if status.received_on else ""
    number_shown = clean(unit.document_no or "") if here else ""
    return TableRow((str(number), clean(unit.name), number_shown, sent, came, _state(status)), row_id=unit.unit_id)


def _state(status: UnitStatus) -> str:
    label = STATE_LABELS[status.state]
    if not status.days_late:
        return label
    if status.state in (State.RECEIVED_LATE, State.OVERDUE):
        return say("word.state_days", state=label, days=status.days_late)
    return say("word.state_late", state=label, days=status.days_late)


def _units_note(units: Sequence[Unit], statuses: Sequence[UnitStatus], on: date) -> Sentence:
    names = {unit.unit_id: unit_in_sentence(clean(unit.name)) for unit in units}
    owing = [s.unit_id for s in statuses if s.state not in (*RECEIVED, State.EXEMPT)]
    whole = rates(units, statuses)[-1]
    text = say(
        "word.note_units",
        on=short_date(on),
        received=whole.received,
        expected=whole.expected,
        on_time=whole.on_time,
        late=whole.late,
        owing=len(owing),
        names=say("word.note_units_names", names=", ".join(names[u] for u in owing)) if owing else "",
    )
    return Sentence("A2_notes", text, (Source("", "", place=UNITS.sheet),))

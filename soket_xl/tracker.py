"""The tracker's tables as nouns: every step reads the workbook through here, each table once.

A row that is wrong is left out of the nouns and named in `findings`; what a clerk typed stays on the sheet.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from soket_xl.errors import WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.joining.log import appended, link
from soket_xl.model import Arrival, Cell, Context, Deadline, Entry, Finding, Indicator, Row, Section, Table, Unit
from soket_xl.schema import (
    ENTRIES,
    FIGURES,
    GROUP_LABELS,
    HOLIDAYS,
    INDICATORS,
    LOG,
    OUTLINE,
    RECEIPTS,
    RULE_LABELS,
    SCHEMA_VERSION,
    SETTINGS,
    UNITS,
    TableSpec,
    table_spec,
)
from soket_xl.tables import (
    ROW,
    changed_rows,
    day,
    duplicate_key,
    hour,
    make_table,
    padded,
    read_rows,
    text,
    typed_over,
    whole,
)
from soket_xl.text.dates import in_range, parse_date, parse_hour
from soket_xl.text.fold import fold, nfc
from soket_xl.text.numbers import parse_number
from soket_xl.texts import say

KEYS_SHOWN = 60
"""Keys of changed rows that the log spells out per table."""
EARLY = timedelta(days=59)
"""So long into a year reports still sum up the one before: until the end of February."""


class Tracker:
    """A read view of the tracker behind `host`; raises WorkbookError for a table or column that is gone."""

    def __init__(self, host: WorkbookHost) -> None:
        self.host = host
        self.findings: list[Finding] = []
        self._rows: dict[str, list[Row]] = {}
        self._check_version()

    def rows(self, spec: TableSpec) -> list[Row]:
        """Return the typed rows of `spec` (read once); what is wrong with them goes to `findings`."""
        if spec.name not in self._rows:
            self._rows[spec.name], findings = read_rows(self.host, spec)
            self.findings.extend(findings)
        return self._rows[spec.name]

    @cached_property
    def settings(self) -> Mapping[str, Cell]:
        """The settings by code; a blank one is None."""
        return {str(row["code"]): row.get("value") for row in self.rows(SETTINGS) if row.get("code")}

    def setting(self, code: str) -> str:
        """Return the setting as text, "" when blank or not there."""
        value = self.settings.get(code)
        return "" if value is None else str(value).strip()

    @property
    def office(self) -> str:
        """The office that runs the campaign, as running text: spelt as in the list of units where it stands there."""
        shown = self.setting("office")
        named = (unit.name for unit in self.units if unit.name.casefold() == shown.casefold())
        return next(named, _running(shown))

    def deadline(self, name: str) -> Deadline:
        """Return a milestone of the campaign: `name` is "review", "report" or "submit"."""
        value = self.settings.get(f"{name}_deadline")
        found = parse_date(value)
        if found is None or not in_range(found):
            raise WorkbookError("tracking.deadline_missing", label=self.label(f"{name}_deadline"), value=value or "")
        return Deadline(found, _rule(self.settings.get(f"{name}_rule")) or "before", parse_hour(value))

    @property
    def year(self) -> int:
        """The year that the reports speak of: those due in its first two months speak of the year before."""
        return (self.deadline("report").day - EARLY).year

    @property
    def due_soon_days(self) -> int:
        """How many working days before the last good day a unit is due soon."""
        number = parse_number(self.settings.get("due_soon_days"), whole=True)
        return 3 if number is None else int(number)

    @cached_property
    def units(self) -> list[Unit]:
        """The units that owe a report, in the order of the sheet, each id once."""
        campaign = self.deadline("report")
        found: dict[str, Unit] = {}
        for row in self.rows(UNITS):
            unit = self._unit(row, campaign)
            if unit and found.setdefault(unit.unit_id, unit) is not unit:
                self._twice(unit, found[unit.unit_id])
        self.findings += typed_over(self.host, UNITS, self.rows(UNITS))
        return list(found.values())

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        """The units by id."""
        return {unit.unit_id: unit for unit in self.units}

    def find_unit(self, name: str) -> Unit:
        """Return the unit of id or exact name `name` (case aside, and marks where no other unit's name is alike).

        Raises WorkbookError if there is none, or if more than one answers to it.
        """
        if name in self.unit_by_id:
            return self.unit_by_id[name]
        short = name.lstrip("0")
        wanted = fold(name)
        found = [u for u in self.units if wanted in (fold(u.name), fold(u.unit_id)) or u.unit_id.lstrip("0") == short]
        if len(found) > 1:
            found = [u for u in found if nfc(u.name).casefold() == nfc(name).casefold()]
        if len(found) != 1:
            raise WorkbookError("common.unknown_unit", value=name)
        return found[0]

    @cached_property
    def outline(self) -> list[Section]:
        """The outline in the order of the sheet."""
        return [_section(row) for row in self.rows(OUTLINE) if row.get("code") and row.get("title")]

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The indicators in the order of the sheet."""
        return [_indicator(row) for row in self.rows(INDICATORS) if row.get("code") and row.get("name")]

    @cached_property
    def entries(self) -> list[Entry]:
        """What the units wrote in their current version; the clerk's section and wording win, parts are joined."""
        joined: dict[tuple[Cell, ...], Entry] = {}
        for row in self.rows(ENTRIES):
            if row.get("current") == "old" or row.get("kind") == "aside" or not text(row, "unit_id"):
                continue
            key = (row.get("unit_id"), row.get("version"), row.get("order"))
            part = whole(row, "part")
            before = joined.get(key) if part > 1 else None
            entry = _entry(row, before)
            joined[key if key not in joined or before else (*key, row[ROW])] = entry
        return [entry for entry in joined.values() if entry.text]

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, int | float]]:
        """The figures as {unit_id: {indicator: number}}; a blank one is absent."""
        codes = [indicator.code for indicator in self.indicators]
        found: dict[str, dict[str, int | float]] = {}
        for row in self.rows(FIGURES):
            if unit_id := text(row, "unit_id"):
                found[padded(unit_id)] = self._numbers(row, codes)
        return found

    @cached_property
    def receipts(self) -> list[Row]:
        """The rows of tblReceipts."""
        return self.rows(RECEIPTS)

    @cached_property
    def arrivals(self) -> Mapping[str, tuple[Arrival, ...]]:
        """The versions of each unit's report by unit id, from the register; rows of one version are one."""
        found: dict[str, dict[int, Row]] = {}
        for row in self.receipts:
            unit_id, version = text(row, "unit_id"), whole(row, "version")
            if unit_id and version and day(row, "received_on"):
                known = found.setdefault(padded(unit_id), {}).setdefault(version, dict(row))
                known.update({key: value for key, value in row.items() if known.get(key) is None})
        return {unit: tuple(_arrival(rows[number]) for number in sorted(rows)) for unit, rows in found.items()}

    @cached_property
    def holidays(self) -> tuple[frozenset[date], frozenset[date]]:
        """The days off and the days worked instead."""
        rows = self.rows(HOLIDAYS)
        off, worked = (
            frozenset(d for r in rows if r.get("kind") == kind and (d := day(r, "date"))) for kind in ("off", "work")
        )
        return off, worked

    def log(
        self, context: Context, command: str, summary: str, tables: Sequence[Table] = (), joined: Sequence[Row] = ()
    ) -> Table:
        """Return tblLog with one row more, chained by hash to the row before it; `tables` are about to be written.

        `joined` are rows of a colleague's log that come before it.
        """
        rows = [*self.rows(LOG), *appended(self.rows(LOG), joined)]
        before = str(rows[-1].get("chain") or "") if rows else ""
        moment = context.now.replace(microsecond=0)
        row: Row = {"at": moment, "who": context.who, "command": command, "summary": summary}
        row["changed"] = self._changed(tables) or None
        row["chain"] = link(before, row)
        return make_table(LOG, [*rows, row])

    def _changed(self, tables: Sequence[Table]) -> str:
        """Return how many rows of each table become others, with their keys."""
        parts = []
        for table in tables:
            spec = table_spec(table.name)
            count, keys = changed_rows(spec, self.rows(spec), table)
            shown = ", ".join(keys[:KEYS_SHOWN]) + (", ..." if len(keys) > KEYS_SHOWN else "")
            if count:
                parts.append(say("common.log_changed", sheet=spec.sheet, count=count, keys=shown or "-"))
        return "; ".join(parts)

    def _check_version(self) -> None:
        number = parse_number(self.settings.get("schema_version"), whole=True)
        if number != SCHEMA_VERSION:
            raise WorkbookError("host.schema_version", found="?" if number is None else number, expected=SCHEMA_VERSION)

    def label(self, code: str) -> str:
        """Return what the settings sheet calls the setting `code`."""
        return next((str(row.get("label")) for row in self.rows(SETTINGS) if row.get("code") == code), code)

    def _unit(self, row: Row, campaign: Deadline) -> Unit | None:
        unit_id, name = text(row, "unit_id"), text(row, "name")
        if not unit_id or not name or row.get("group") not in GROUP_LABELS:
            self._incomplete(row)
            return None
        rule = row.get("rule") if row.get("rule") in RULE_LABELS else campaign.rule
        due = day(row, "deadline") or campaign.day
        return Unit(
            unit_id=padded(unit_id),
            name=name,
            group=str(row["group"]),
            deadline=Deadline(
                due, str(rule), hour(row, "deadline") or (campaign.hour if due == campaign.day else None)
            ),
            extended_to=day(row, "extended_to"),
            extended_hour=hour(row, "extended_to"),
            extended_on=day(row, "extended_on"),
            exempt=row.get("exempt") == "yes",
            received_on=day(row, "received_on"),
            received_hour=hour(row, "received_on"),
            document_no=text(row, "document_no"),
            document_date=day(row, "document_date"),
            version=whole(row, "version"),
            review=text(row, "review"),
            reviewed_on=day(row, "reviewed_on"),
            return_reason=text(row, "return_reason"),
            held_on=day(row, "held_on"),
            arrivals=self.arrivals.get(padded(unit_id), ()),
            email=text(row, "email"),
            contact=text(row, "contact"),
            phone=text(row, "phone"),
            head=text(row, "head"),
            head_email=text(row, "head_email"),
            head_phone=text(row, "head_phone"),
            officer=text(row, "officer"),
            row=whole(row, ROW),
        )

    def _incomplete(self, row: Row) -> None:
        key = next((k for k in ("unit_id", "name", "group") if not row.get(k)), None)
        if key:
            message = say("common.cell_required", sheet=UNITS.sheet, row=row[ROW], header=UNITS.column(key).header)
            self.findings.append(Finding("bad_cell", "error", message, cell=f"{UNITS.sheet}!{row[ROW]}"))

    def _twice(self, unit: Unit, first: Unit) -> None:
        message = duplicate_key(UNITS, unit.row, unit.unit_id, first.row)
        place = f"{UNITS.sheet}!{unit.row}"
        if all(finding.cell != place for finding in self.findings):
            self.findings.append(Finding("duplicate", "error", message, unit.unit_id, cell=place))

    def _numbers(self, row: Row, codes: Sequence[str]) -> dict[str, int | float]:
        found = {}
        for code in codes:
            value = row.get(code)
            number = parse_number(value)
            if number is not None:
                found[code] = number
            elif value is not None and str(value).strip():
                message = say("common.cell_number", sheet=FIGURES.sheet, row=row[ROW], header=code, value=value)
                self.findings.append(Finding("bad_cell", "error", message, cell=f"{FIGURES.sheet}!{code}{row[ROW]}"))
        return found


def _rule(value: Cell) -> str | None:
    folded = fold(str(value or ""))
    return next((key for key, label in RULE_LABELS.items() if folded in (key, fold(label))), None)


def _arrival(row: Row) -> Arrival:
    return Arrival(
        version=whole(row, "version"),
        received_on=day(row, "received_on"),
        document_no=text(row, "document_no"),
        document_date=day(row, "document_date"),
        channel=text(row, "channel"),
        file=text(row, "file"),
        review=text(row, "review"),
        reviewed_on=day(row, "reviewed_on"),
        reason=text(row, "return_reason"),
    )


def _words(row: Row, key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text(row, key) or "").split(";") if part.strip())


def _obligation(row: Row) -> dict[str, str]:
    return {group: str(row.get(group) or "-") for group in GROUP_LABELS}


def _section(row: Row) -> Section:
    groups = tuple((text(row, "indicator_groups") or "").replace(",", ";").split(";"))
    return Section(
        code=str(text(row, "code")),
        level=whole(row, "level") or str(row["code"]).count(".") + 1,
        marker=text(row, "marker") or "",
        title=str(text(row, "title")),
        obligation=_obligation(row),
        indicator_groups=tuple(g.strip() for g in groups if g.strip() and not g.strip().endswith("?")),
        hint=text(row, "hint") or "",
        synonyms=_words(row, "synonyms"),
    )


def _indicator(row: Row) -> Indicator:
    return Indicator(
        code=str(text(row, "code")),
        group=text(row, "group") or "",
        name=str(text(row, "name")),
        unit=text(row, "unit") or "",
        kind=str(row.get("kind") or "dec"),
        aggregate=text(row, "aggregate") or "sum",
        obligation=_obligation(row),
        check=text(row, "check") or "",
        synonyms=_words(row, "synonyms"),
    )


def _entry(row: Row, before: Entry | None) -> Entry:
    written = str(row.get("text_by_hand") or row.get("text") or "")
    return Entry(
        unit_id=padded(str(text(row, "unit_id"))),
        section=text(row, "section_by_hand") or text(row, "section"),
        text=before.text + written if before else written,
        order=whole(row, "order"),
        version=whole(row, "version") or 1,
        kind=str(row.get("kind") or "paragraph"),
        heading=text(row, "heading") or "",
        guess=text(row, "guess"),
        source=text(row, "source") or "",
        row=before.row if before else whole(row, ROW),
    )


def _running(shown: str) -> str:
    """Return an office in capitals as running text, by the decree's annex II: kind and field begin with a capital."""
    if not shown.isupper():
        return shown
    kind, _, fields = shown.partition(" ")
    if fold(kind) not in ("so", "phong", "ban"):
        return shown.capitalize()
    parts = re.split(r"(, | - | v\u00e0 )", fields.lower())
    joined = "".join(part if number % 2 else part.capitalize() for number, part in enumerate(parts))
    return f"{kind.capitalize()} {joined}"

"""The report as a value: consolidated claims, totals and states in, headings, sentences and annexes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from soket_xl.consolidate.model import FigureTotal
from soket_xl.model import AGENCIES, COMMUNES, Indicator, Section, Unit
from soket_xl.schema import ENTRIES, SETTINGS, UNITS
from soket_xl.text.dates import short_date
from soket_xl.text.wording import clean, date_words, ended, issuer_name, listed, lower_first, recipient_lines
from soket_xl.texts import say
from soket_xl.tracking.missing import ANNEX
from soket_xl.tracking.status import ALL, UnitStatus, rates
from soket_xl.word.annexes import awards_annex, figures_annex, units_annex
from soket_xl.word.figures import figure_sentence, home_sections
from soket_xl.word.model import LONGEST_ID, Annex, Heading, Paragraph, ReportModel, Sentence, Source, sentence_id

LETTERS = "abcd\u0111eghiklmnopqrstuvxy"
"""The Vietnamese alphabet, by which points are numbered (decree, annex I, II.6)."""

APART = 4
"""From how many claims of single groups on a section tells agencies and communes apart under leads of their own."""


@dataclass(frozen=True)
class ReportClaim:
    """What the report says once for the units that say it: the clerk's wording, or the sentence that was proposed."""

    claim_id: str
    section: str
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ReportInputs:
    """All that a report is made from; `reporting` counts the units that wrote in a section.

    `unit_files` maps a unit id, `figure_files` (unit id, indicator) to the file it came in.
    """

    settings: Mapping[str, str]
    on: date
    units: Sequence[Unit]
    statuses: Sequence[UnitStatus]
    outline: Sequence[Section]
    claims: Sequence[ReportClaim]
    reporting: Mapping[str, int]
    indicators: Sequence[Indicator] = ()
    totals: Sequence[FigureTotal] = ()
    unit_files: Mapping[str, str] = field(default_factory=dict)
    figure_files: Mapping[tuple[str, str], str] = field(default_factory=dict)
    awards: Sequence[Mapping[str, str]] = ()
    clock: time | None = None
    """The time of day at which `statuses` were judged, where it was kept."""
    apart: Mapping[str, bool] = field(default_factory=dict)
    """Sections whose layout is settled: whether the claims of agencies and communes stand under leads of their own."""


def compose(inputs: ReportInputs) -> ReportModel:
    """Return the provincial report of `inputs`: every claim of a section of the outline, and every section."""
    body = _Body(inputs)
    subject = clean(inputs.settings.get("report_subject", ""))
    blocks = (*body.opening(), *body.sections(), body.closing())
    return ReportModel(
        fields=_fields(inputs),
        blocks=blocks,
        annexes=_annexes(inputs, body.received_sources()),
        title=f"{say('word.kind')}: {subject}",
        creator=issuer_name(inputs.settings),
        day=inputs.on,
        left_out=body.left_out(),
    )


class _Body:
    """The body of one report; holds what its paragraphs look up."""

    def __init__(self, inputs: ReportInputs) -> None:
        self.inputs = inputs
        self.unit_by_id = {unit.unit_id: unit for unit in inputs.units}
        self.outline = [section for section in inputs.outline if section.code != ANNEX]
        self.by_section: dict[str, list[ReportClaim]] = {}
        for claim in inputs.claims:
            self.by_section.setdefault(claim.section, []).append(claim)
        self.totals = {total.code: total for total in inputs.totals}
        self.homes = home_sections(self.outline)
        self.used = {"a1_notes", "a1_missing", "a2_notes", "a3_notes"}
        self.issuer = issuer_name(inputs.settings)
        self.subject = lower_first(clean(inputs.settings.get("report_subject", "")))

    def opening(self) -> list[Paragraph]:
        by_group = {rate.group: rate for rate in rates(self.inputs.units, self.inputs.statuses)}
        counts = {group: f"{rate.received}/{rate.expected}" for group, rate in by_group.items()}
        plan = clean(self.inputs.settings.get("plan_reference", "")).strip(" .;,")
        shown: dict[str, object] = {"issuer": self.issuer, "on": short_date(self.inputs.on)}
        shown |= {"received": by_group[ALL].received, "expected": by_group[ALL].expected}
        shown |= {"agencies": counts[AGENCIES], "communes": counts[COMMUNES]}
        shown["annexes"] = say("word.see_annexes_awards") if self.inputs.awards else say("word.see_annexes")
        first = say("word.opening", plan=plan, **shown) if plan else say("word.opening_no_plan", **shown)
        sources = self.received_sources()
        second = say("word.opening_subject", issuer=self.issuer, subject=self.subject)
        return [
            Paragraph((Sentence("MO_DAU_1", clean(first), sources),)),
            Paragraph((Sentence("MO_DAU_2", clean(second), self._settings_source("report_subject")),)),
        ]

    def sections(self) -> list[Heading | Paragraph]:
        markers = _markers(self.outline)
        parents = {section.code.rpartition(".")[0] for section in self.outline}
        found: list[Heading | Paragraph] = []
        for section in self.outline:
            title = clean(section.title)
            title = title.upper() if section.level == 1 else title
            found.append(Heading(section.code, min(section.level, 3), f"{markers[section.code]} {title}"))
            paragraphs = self._section(section)
            if not paragraphs and section.code not in parents:
                paragraphs = [Paragraph((self._empty(section),))]
            found += paragraphs
        return found

    def closing(self) -> Paragraph:
        recipients = ", ".join(listed(self.inputs.settings.get("recipient", "")))
        if recipients:
            text = say("word.closing", subject=self.subject, issuer=self.issuer, recipient=recipients)
        else:
            text = say("word.closing_no_recipient", subject=self.subject, issuer=self.issuer)
        return Paragraph((Sentence("KET_THUC", clean(text), self._settings_source("report_subject")),))

    def received_sources(self) -> tuple[Source, ...]:
        received = {status.unit_id for status in self.inputs.statuses if status.received_on}
        files = self.inputs.unit_files
        units = [unit for unit in self.inputs.units if unit.unit_id in received]
        found = tuple(Source(unit.unit_id, clean(unit.name), files.get(unit.unit_id, "")) for unit in units)
        return found or (Source("", "", place=UNITS.sheet),)

    def left_out(self) -> Mapping[str, int]:
        known = {ANNEX, *(section.code for section in self.outline)}
        return {code: len(claims) for code, claims in self.by_section.items() if code not in known}

    def _section(self, section: Section) -> list[Paragraph]:
        """Return the figures, then the claims in the clerk's order; told apart by group where many speak alone."""
        told = [group for group, code in self.homes.items() if code == section.code]
        figures = [Paragraph((sentence,)) for group in told for sentence in self._told(group)]
        claims = [(claim, self._group(claim)) for claim in self.by_section.get(section.code, [])]
        alone = [group for _, group in claims if group]
        if not self.inputs.apart.get(section.code, len(alone) >= APART and len(set(alone)) > 1):
            return figures + [p for claim, _ in claims for p in self._claim(claim)]
        common = [p for claim, group in claims if not group for p in self._claim(claim)]
        apart = [
            p
            for name in (AGENCIES, COMMUNES)
            for p in self._apart(section, name, [claim for claim, group in claims if group == name])
        ]
        return figures + common + apart

    def _apart(self, section: Section, group: str, claims: Sequence[ReportClaim]) -> list[Paragraph]:
        bullets = [p for claim in claims for p in self._claim(claim, bullet=True)]
        return [self._lead(section, group, claims), *bullets] if bullets else []

    def _told(self, group: str) -> list[Sentence]:
        sources = {
            indicator.code: [
                Source(unit.unit_id, clean(unit.name), self.inputs.figure_files[unit.unit_id, indicator.code])
                for unit in self.inputs.units
                if (unit.unit_id, indicator.code) in self.inputs.figure_files
            ]
            for indicator in self.inputs.indicators
            if indicator.group == group
        }
        sentence = figure_sentence(group, self.inputs.indicators, self.totals, sources)
        return [replace(sentence, sentence_id=self._key("F", group))] if sentence else []

    def _group(self, claim: ReportClaim) -> str:
        """Return the group that alone says `claim`, "" if both or nobody known says it."""
        units = [self.unit_by_id.get(source.unit_id) for source in claim.sources]
        groups = {unit.group for unit in units if unit}
        return groups.pop() if len(groups) == 1 else ""

    def _lead(self, section: Section, group: str, claims: Sequence[ReportClaim]) -> Paragraph:
        text = say("word.lead_agencies") if group == AGENCIES else say("word.lead_communes")
        sources = dict.fromkeys(source for claim in claims for source in claim.sources)
        return Paragraph((Sentence(self._key("L", section.code, group), text, tuple(sources)),), keep=True)

    def _claim(self, claim: ReportClaim, bullet: bool = False) -> list[Paragraph]:
        found = []
        for number, line in enumerate((line for line in claim.text.splitlines() if line.strip()), 1):
            text = ended(line)
            text = say("word.bullet", text=text) if bullet and not text.startswith("-") else text
            key = self._key(claim.claim_id) if number == 1 else self._key(claim.claim_id, str(number))
            found.append(Paragraph((Sentence(key, text, claim.sources, claim_id=claim.claim_id),)))
        return found

    def _empty(self, section: Section) -> Sentence:
        nobody = not self.inputs.reporting.get(section.code)
        text = say("word.empty_section") if nobody else say("word.dropped_section")
        return Sentence(self._key("E", section.code), text, (Source("", "", place=ENTRIES.sheet),))

    def _key(self, *parts: str) -> str:
        """Return the id of `parts`, numbered where another sentence has it already (Word ignores case in names)."""
        base = sentence_id(*parts)
        key, number = base, 1
        while key.lower() in self.used:
            number += 1
            key = f"{base[: LONGEST_ID - 4]}_{number}"
        self.used.add(key.lower())
        return key

    def _settings_source(self, code: str) -> tuple[Source, ...]:
        return (Source("", "", place=f"{SETTINGS.sheet} {code}"),)


def _markers(outline: Sequence[Section]) -> Mapping[str, str]:
    """Return the typed number of each heading: the outline's own, or the decree's for its place among its siblings."""
    counts: dict[str, int] = {}
    found = {}
    for section in outline:
        parent = section.code.rpartition(".")[0]
        counts[parent] = counts.get(parent, 0) + 1
        found[section.code] = clean(section.marker) or _marker(section.level, counts[parent])
    return found


def _marker(level: int, number: int) -> str:
    if level == 1:
        return f"{_roman(number)}."
    return f"{number}." if level == 2 else f"{LETTERS[(number - 1) % len(LETTERS)]})"


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _fields(inputs: ReportInputs) -> Mapping[str, str | tuple[str, ...]]:
    settings = {code: clean(value) for code, value in inputs.settings.items()}
    to = listed(settings.get("recipient", ""))
    return {
        "co_quan": settings.get("authority", ""),
        "co_quan_2": settings.get("authority_place", ""),
        "so_ky_hieu": say("word.number", symbol=settings.get("document_code", "")),
        "dia_danh_ngay": say("word.place_date", place=settings.get("place", ""), **date_words(inputs.on)),
        "trich_yeu": settings.get("report_subject", ""),
        "kinh_gui": to[0] if len(to) == 1 else "",
        "kinh_gui_khac": recipient_lines(to) if len(to) > 1 else (),
        "quyen_han": settings.get("signer_authority", ""),
        "thay_mat": settings.get("signer_acting", ""),
        "chuc_vu": settings.get("signer_title", ""),
        "nguoi_ky": settings.get("signer_name", ""),
        "noi_nhan": recipient_lines(listed(settings.get("cc", ""))),
    }


def _annexes(inputs: ReportInputs, received: Sequence[Source]) -> tuple[Annex, ...]:
    symbol = clean(inputs.settings.get("document_code", ""))
    when = say("word.date_in_line", **date_words(inputs.on))
    reference = say("word.annex_reference", symbol=symbol, date=when, issuer=issuer_name(inputs.settings))
    figures = figures_annex(inputs.outline, inputs.indicators, inputs.totals, inputs.units, received, reference)
    found = [figures, units_annex(inputs.units, inputs.statuses, inputs.on, reference)]
    if inputs.awards:
        found.append(awards_annex(inputs.awards, inputs.units, reference))
    return tuple(found)

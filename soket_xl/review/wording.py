"""Rules on what the text speaks of: days outside the period, the abolished district level, other units, bad letters."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from soket_xl.consolidate.statements import split
from soket_xl.model import COMMUNES, Entry, Finding, Unit
from soket_xl.review.report import Campaign, Noted, UnitReport, short, without_documents
from soket_xl.text.dates import short_date
from soket_xl.text.fold import fold, fold_words
from soket_xl.texts import say

PREPARED = timedelta(days=60)
"""Before the period, in which the change was being prepared: such days are spoken of with reason."""
_DAY = re.compile(r"(?<![\d/])(\d{1,2})(?:[/.-]|\s+thang\s+)(\d{1,2})(?:[/.-]|\s+nam\s+)(20\d{2})(?![\d/])")
_MONTH = re.compile(r"(?:thang\s+)(\d{1,2})(?:/|\s+nam\s+)(20\d{2})")
_QUARTER = re.compile(r"quy\s+(i{1,3}|iv|[1-4])(?:/|\s+nam\s+|-)\s*(20\d{2})")
_YEAR = re.compile(r"(?:(?:trong|het|ca|cuoi|dau|ngay tu|tu)\s+)?nam\s+(20\d{2})(?!\s*[-\u2013]\s*20)")
_LONG_AGO = re.compile(r"(?:nam\s+|/)(?:1\d{3}|200\d|201\d)\b")
_OTHER_TIME = re.compile(
    r"so voi|cung ky|giai doan|nhiem ky|luat\b|nghi quyet|nghi dinh|thong tu|quyet dinh|ke hoach|cong van|chi thi|"
    r"huong dan|ket luan|truoc khi|truoc ngay|truoc thang|truoc day|nam truoc|ky truoc|lich su"
    r"|thanh lap tu|xay dung tu|"
    r"duoc xay dung|dau tu tu|su dung tu|tu nam|den nam|du kien|phan dau|muc tieu|truoc nam|chuyen tiep|ban do|do dac"
)
"""Words of a sentence that names a time outside the period with reason."""
_DISTRICT = re.compile(
    r"\b(?:(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|mttq|cong an|thanh tra|dang bo|ban chap hanh dang bo)\s+"
    r"(?:cac\s+)?(?:huyen|thi xa)|huyen uy|thi uy|lanh dao huyen|"
    r"(?:phong|ban|trung tam)\s+(?:[a-z,-]+\s+){1,7}?huyen|cap huyen|(?:chu tich|pho chu tich)\s+huyen"
    r"|thanh pho lai chau)\b"
)
_ACTS = re.compile(
    r"\b(?:chi dao|huong dan|ho tro|phe duyet|giao cho|giao|trinh|bao cao|quan tam|phoi hop|ban hanh"
    r"|quyet dinh|to chuc|"
    r"kiem tra|de nghi|kien nghi|xin y kien|tham dinh|cap kinh phi|bo tri|phan bo|thuc hien|tiep tuc"
    r"|lanh dao|dieu hanh|"
    r"giai quyet|trien khai|tuyen dung|bo nhiem|phan cong|chu tri|cho phep|cho y kien)\b"
)
_GONE = re.compile(
    r"\bcu\b|truoc day|truoc sap xep|truoc khi|truoc ngay|truoc 01|khong to chuc|khong con|bo cap huyen"
    r"|ket thuc|giai the|"
    r"ban giao|tiep nhan tu|chuyen tu|chuyen ve|chuyen giao|nhan tu|tu cap huyen|tu huyen|tu ubnd"
    r"|cham dut|nhiem vu cua|"
    r"tham quyen cua|thuoc cap huyen|sau khi bo|sau sap xep|sap nhap|thoi diem truoc|dieu dong"
    r"|duoc dieu dong|luan chuyen|"
    r"cong tac tai|cap huyen truoc|nguyen la|de lai|don nhan|chuyen xuong|thay cho|phan cap tu"
    r"|phan quyen tu|ton dong tu|"
    r"chuyen den|quan ly truoc|thanh ly|tu phong|tu cac phong|ban chi huy|quan su"
)
_BODY = re.compile(r"(?:ubnd|dang uy|hdnd|uy ban nhan dan)\s+")
_GOES_ON = re.compile(r"\s(?:da|dang|luon|tiep tuc|chi)\b")
_SYMBOLS = re.compile("[\u25a1\ufffd\u00a4\u00b5\u00ae\u00b8\u00b9\u00b6\u00bc\u00bd\u00be\u00a9\u00a7]")
_PRIVATE = ("Co", "Cn", "Cs")


def out_of_period(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield results dated outside the campaign's period (out_of_period), one per section."""
    if not campaign.period_from or not campaign.period_to:
        return
    first, last = campaign.period_from - PREPARED, campaign.period_to
    period = f"{short_date(campaign.period_from)} - {short_date(campaign.period_to)}"
    for entry, sentence in _sentences(report, ("I", "II", "III")):
        folded = fold(sentence)
        plain = without_documents(sentence)
        other_time = bool(_OTHER_TIME.search(folded))
        found = next((word for day, word in _days(plain, other_time, last.year) if not first <= day <= last), None)
        if found:
            where = {"unit": report.unit.name, "section": entry.section, "found": short(sentence), "day": found}
            message = say("review.out_of_period", **where, period=period)
            yield _noted("out_of_period", "warning", report, entry, message, say("review.out_of_period_ask", **where))


def abolished_level(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield sentences in which a district body, abolished on 01/7/2025, still acts (abolished_level)."""
    del campaign
    for entry, sentence in _sentences(report):
        folded = fold(sentence)
        match = _DISTRICT.search(folded)
        if match and not _GONE.search(folded) and _ACTS.search(folded.replace(match[0], " ")):
            where = {"unit": report.unit.name, "section": entry.section, "found": short(sentence)}
            message, request = say("review.abolished_level", **where), say("review.abolished_level_ask", **where)
            yield _noted("abolished_level", "warning", report, entry, message, request)


def by_name(units: Iterable[Unit]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return id and name of the units by their folded name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for unit in units:
        found.setdefault(fold_words(unit.name), []).append((unit.unit_id, unit.name))
    return found


def other_unit(report: UnitReport, names: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Noted]:
    """Yield sentences in which the People's Committee of another commune acts as if it were the sender (other_unit).

    `names` are those of `by_name`.
    """
    if report.unit.group != COMMUNES:
        return
    for entry, sentence in _sentences(report, ("I", "II", "III")):
        for unit_id, name in _acting(fold_words(sentence), names):
            if unit_id != report.unit.unit_id:
                where = {"unit": report.unit.name, "other": name, "section": entry.section, "found": short(sentence)}
                finding = Finding(
                    "other_unit",
                    "warning",
                    say("review.other_unit", **where),
                    report.unit.unit_id,
                    entry.section,
                    other_unit_id=unit_id,
                )
                yield Noted(finding, say("review.other_unit_ask", **where))


def _acting(words: str, names: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    """Yield the units whose body is the subject of a folded sentence."""
    body = _BODY.match(words)
    for verb in _GOES_ON.finditer(words, body.end()) if body else ():
        yield from names.get(words[body.end() : verb.start()].strip() if body else "", ())


def garbled(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield paragraphs with letters of a broken or old encoding (garbled)."""
    del campaign
    for entry in report.entries:
        bad = len(_SYMBOLS.findall(entry.text)) + sum(unicodedata.category(c) in _PRIVATE for c in entry.text)
        if bad >= 3 or "\ufffd" in entry.text:
            where = {"unit": report.unit.name, "section": entry.section or "", "found": short(entry.text)}
            message, request = say("review.garbled", **where), say("review.garbled_ask", **where)
            yield _noted("garbled", "warning", report, entry, message, request)
            return


def document_day(report: UnitReport, campaign: Campaign) -> Iterator[Noted]:
    """Yield a report dated after the day on which it came in (document_day)."""
    del campaign
    unit = report.unit
    if unit.document_date and unit.received_on and unit.document_date > unit.received_on:
        days = {"dated": short_date(unit.document_date), "received": short_date(unit.received_on)}
        message = say("review.document_day", unit=unit.name, **days)
        yield Noted(Finding("document_day", "warning", message, unit.unit_id))


def _sentences(report: UnitReport, roots: Sequence[str] = ()) -> Iterator[tuple[Entry, str]]:
    for entry in report.entries:
        if entry.section and (not roots or entry.section.split(".")[0] in roots):
            for sentence in split(entry.text):
                yield entry, sentence


def _days(plain: str, other_time: bool, last_year: int) -> Iterator[tuple[date, str]]:
    """Yield the days that a sentence speaks of; months and years only where it does not name another time itself.

    A bare year stands for its end before the period's `last_year`, else for its beginning: the period may be a part.
    """
    if other_time:
        return
    plain = _LONG_AGO.sub(" ", plain)
    for match in _DAY.finditer(plain):
        if day := _day(int(match[3]), int(match[2]), int(match[1])):
            yield day, short_date(day)
    rest = _DAY.sub(" ", plain)
    for match in _MONTH.finditer(rest):
        if day := _day(int(match[2]), int(match[1]), 15):
            yield day, f"{int(match[1])}/{match[2]}"
    for match in _QUARTER.finditer(rest):
        number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match[1]) or int(match[1])
        if day := _day(int(match[2]), 3 * number - 1, 15):
            yield day, match[2]
    for match in _YEAR.finditer(_QUARTER.sub(" ", _MONTH.sub(" ", rest))):
        if day := _day(int(match[1]), 12 if int(match[1]) < last_year else 1, 1):
            yield day, match[1]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _noted(code: str, severity: str, report: UnitReport, entry: Entry, message: str, request: str) -> Noted:
    return Noted(Finding(code, severity, message, report.unit.unit_id, entry.section), request)

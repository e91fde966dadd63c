"""What the settings sheet says of reminders; what cannot be understood is a finding, and the default is used."""

import re
from collections.abc import Callable, Iterable

from soket_xl.model import Finding
from soket_xl.schema import MAIL_LABELS, SETTINGS
from soket_xl.tables import ROW
from soket_xl.text.fold import fold, squeeze
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.ladder import DEFAULT_STEPS, THE_DAY, Ladder, Step, day_of
from soket_xl.tracking.messages import step_words

MOST_DAYS = 60
LONGEST_SHOWN = 80
WRONG = "bad_setting"
"""The code of findings on settings."""
_COUNT = r"(?P<count>\d{1,3})"
_WHAT = r"(?P<what>ngay lam viec|ngay lv|ngay|tuan)"
_HAN = r"(?: (?:thoi )?han)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<sign>[+-]?) ?{_COUNT}",
        rf"(?P<sign>[+-]) ?{_COUNT} {_WHAT}",
        rf"(?P<code>[dn]) ?(?P<sign>[+-]) ?{_COUNT}",
        rf"{_COUNT} {_WHAT} (?P<way>truoc|sau|qua){_HAN}",
        rf"(?P<way>truoc|sau|qua){_HAN} {_COUNT} {_WHAT}",
    )
)
_ON_THE_DAY = frozenset({
    "ngay den han", "den han", "dung han", "dung ngay", "dung ngay den han", "ngay han", "ngay cuoi", "ngay cuoi cung",
    "ngay cuoi cung dung han", "han",
})  # fmt: skip
_NEVER = frozenset({"khong", "khong dung", "khong nhac", "khong bao cao"})
_MINUS = re.compile("[\u2010-\u2015\u2212]")
_BETWEEN = re.compile(r"[;\n]|,(?=\s)")


def parse_step(text: str) -> Step | None:
    """Return the step that `text` means, None where it means none or one of more than 60 days.

    A bare number counts working days, negative before; "7 ngay truoc", "-7 ngay", "1 tuan truoc", "N-7" and
    "D-7" count calendar days, "3 ngay lam viec truoc" working days.
    """
    words = fold(_MINUS.sub("-", text)).strip(" .")
    if words in _ON_THE_DAY:
        return THE_DAY
    for form in _FORMS:
        if found := form.fullmatch(words):
            return _step({"what": "", "way": "", "sign": "", "code": ""} | found.groupdict(""))
    return None


def _step(parts: dict[str, str]) -> Step | None:
    days = int(parts["count"]) * (7 if parts["what"] == "tuan" else 1)
    if days > MOST_DAYS:
        return None
    calendar = bool(parts["code"]) or parts["what"] in ("ngay", "tuan")
    sign = -1 if parts["sign"] == "-" or parts["way"] == "truoc" else 1
    return Step(sign * days, calendar) if days else THE_DAY


def ladder_of(tracker: Tracker) -> Ladder:
    """Return the ladder of the settings; findings on what is wrong there go to the tracker's."""
    default = Ladder()
    ladder = Ladder(
        steps=_steps(tracker, "chase_steps"),
        head_from=_start(tracker, "chase_head_from", default.head_from),
        province_from=_start(tracker, "chase_province_from", default.province_from),
    )
    _check_order(tracker, ladder)
    return ladder


def _steps(tracker: Tracker, code: str) -> tuple[Step, ...]:
    parts = [squeeze(part) for part in _BETWEEN.split(tracker.setting(code)) if part.strip()]
    read = {part: parse_step(part) for part in parts}
    steps = tuple(dict.fromkeys(step for step in read.values() if step is not None)) or DEFAULT_STEPS
    if wrong := [part for part, step in read.items() if step is None]:
        used = "; ".join(map(step_words, steps))
        _note(
            tracker, code, lambda place: say("tracking.wrong_steps", **place, value=_shown("; ".join(wrong)), used=used)
        )
    return steps


def _start(tracker: Tracker, code: str, default: Step | None) -> Step | None:
    value = tracker.setting(code)
    if not value:
        return default
    if fold(value) in _NEVER:
        return None
    found = parse_step(value)
    if found is None:
        used = step_words(default) if default else say("tracking.never")
        _note(tracker, code, lambda place: say("tracking.wrong_start", **place, value=_shown(value), used=used))
    return found or default


def drafts_in_outlook(tracker: Tracker) -> bool:
    """Tell whether mail drafts are to go to Outlook; a finding goes to the tracker's where the setting is unclear."""
    value = _shown(tracker.setting("mail_drafts"))
    found = next((key for key, label in MAIL_LABELS.items() if fold(value) in (key, fold(label))), None)
    if value and found is None:
        choices = "; ".join(MAIL_LABELS.values())
        fields = {"value": value, "choices": choices, "used": MAIL_LABELS["file"]}
        _note(tracker, "mail_drafts", lambda place: say("tracking.wrong_choice", **place, **fields))
    return found == "outlook"


def check_settings(tracker: Tracker) -> None:
    """Add the findings on all settings of reminders to the tracker's."""
    ladder_of(tracker)
    drafts_in_outlook(tracker)


def _check_order(tracker: Tracker, ladder: Ladder) -> None:
    """Name a ladder that falls: the province told before the head of the unit."""
    head, province = ladder.head_from, ladder.province_from
    if province is None:
        return
    last, calendar = tracker.deadline("report").last_day, Calendar(*tracker.holidays)
    if head is None or day_of(last, province, calendar) < day_of(last, head, calendar):
        words = step_words(head) if head else say("tracking.never")
        fields = {"province": step_words(province), "head": words}
        _note(tracker, "chase_province_from", lambda place: say("tracking.wrong_order", **place, **fields), "warning")


def _shown(value: str) -> str:
    """Return a setting in one line of bearable length."""
    line = squeeze(value)
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}..."


def _note(tracker: Tracker, code: str, told: Callable[[dict[str, object]], str], severity: str = "error") -> None:
    """Add a finding on a setting: `told` makes its sentence of the cell and the label."""
    row = next((row.get(ROW) for row in tracker.rows(SETTINGS) if row.get("code") == code), None)
    column = "ABCDEFGH"[[c.key for c in SETTINGS.columns].index("value")]
    cell = f"{column}{row}"
    message = told({"sheet": SETTINGS.sheet, "cell": cell, "label": tracker.label(code)})
    tracker.findings.append(Finding(WRONG, severity, message, cell=f"{SETTINGS.sheet}!{cell}"))


def wrong_settings(findings: Iterable[Finding]) -> list[str]:
    """Return what is to be told of settings."""
    return [finding.message for finding in findings if finding.code == WRONG]

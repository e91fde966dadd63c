"""The command that makes the tracker of another campaign, from lists, from an older tracker, or from both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, cast

from soket_xl.actions.status import PREVIOUS
from soket_xl.build.campaign import Campaign, read_campaign, with_lists
from soket_xl.build.carried import carried
from soket_xl.build.tracker import STORED, build_tracker
from soket_xl.errors import SoketError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.older import OlderHost
from soket_xl.model import Cell, Context, Deadline, Outcome
from soket_xl.outputs import safe_name, write_file
from soket_xl.schema import RULE_LABELS
from soket_xl.text.dates import in_range, short_date
from soket_xl.text.deadlines import parse_deadline
from soket_xl.text.fold import squeeze
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.tracking.messages import deadline_words

if TYPE_CHECKING:
    from soket_xl.actions.own_templates import Carried

BOOKS = ("", ".xlsm", ".xlsx", ".xls", ".xlsb")
MILESTONES = ("review", "report", "submit")
FOLDERS = ("inbox_folder", "output_folder", "template_folder")
Changes = dict[str, Cell]


def new(
    context: Context,
    out: Path | None = None,
    units: Path | None = None,
    outline: Path | None = None,
    indicators: Path | None = None,
    base: Path | None = None,
    host: WorkbookHost | None = None,
    name: str | None = None,
    deadline: str | None = None,
    review: str | None = None,
    submit: str | None = None,
) -> Outcome:
    """Make an empty tracker for a campaign: the Lai Chau plan, or what the tracker `base` (or behind `host`) knows.

    Lists that are given win; phrases such as "truoc ngay 08/5/2027" set the deadlines. The old tracker is only read.
    Raises FileRefused for a list that cannot be used, SoketError for an unclear deadline, if `out` is there already
    or cannot be written.
    """
    if base is not None:
        from soket_xl.hosts.opening import open_book

        host = open_book(base)
    target = _target(out, host)
    campaign = _campaign(host, units, outline, indicators)
    phrases = {"review": review, "report": deadline, "submit": submit}
    changes, told = _deadlines(campaign, {key: phrase for key, phrase in phrases.items() if phrase}, context.on)
    named, more = _named(name)
    parted, apart = _folders(campaign, host, target)
    campaign = _with(campaign, changes | named | parted | _before(host, target))
    made = write_file(target, build_tracker(campaign, STORED.read_bytes()))
    templates = _templates(host, campaign, made)
    counts = {"units": len(campaign.units), "sections": len(campaign.outline), "indicators": len(campaign.indicators)}
    lines = [say("build.new_done", file=made, **counts), *campaign.notes, *told, *more, *apart, *_holidays(campaign)]
    if host is not None:
        lines += [*templates.notes, say("build.new_carried", file=host.path.name)]
    return Outcome({"file": made, **counts}, lines, files=[made, *templates.files])


def _target(out: Path | None, host: WorkbookHost | None) -> Path:
    """Return the file to make; beside the old tracker, under a name that is free, where none is given."""
    if out is None:
        if host is None:
            raise SoketError("build.new_where")
        stem = f"{host.path.stem}-dot-moi"
        names = (f"{stem}.xlsm" if number == 1 else f"{stem}-{number}.xlsm" for number in count(1))
        return next(path for name in names if not (path := host.path.with_name(name)).exists())
    target = out.with_suffix(".xlsm") if out.suffix.lower() in BOOKS else out.with_name(f"{out.name}.xlsm")
    if out.exists() or target.exists():
        raise SoketError("build.exists", file=target if target.exists() else out)
    return target


def _campaign(host: WorkbookHost | None, units: Path | None, outline: Path | None, indicators: Path | None) -> Campaign:
    if host is None:
        return read_campaign(units, outline, indicators)
    return with_lists(carried(host, read_campaign()), units, outline, indicators)


def _with(campaign: Campaign, changes: Mapping[str, Cell]) -> Campaign:
    rows = [row | {"value": changes.get(str(row["code"]), row.get("value"))} for row in campaign.settings]
    return replace(campaign, settings=tuple(rows))


def _deadlines(campaign: Campaign, phrases: Mapping[str, str], today: date) -> tuple[Changes, list[str]]:
    """Return the settings of the given deadlines; milestones that nobody gave move along with the report's own."""
    changes: Changes = {}
    labels = {str(row["code"]): str(row.get("label")) for row in campaign.settings}
    told = []
    for key, phrase in phrases.items():
        found = parse_deadline(phrase, today)
        if found is None:
            raise SoketError("build.deadline_unclear", phrase=squeeze(phrase))
        changes |= {f"{key}_deadline": found[0], f"{key}_rule": RULE_LABELS[found[1]]}
        told.append(say("build.deadline_read", label=labels[f"{key}_deadline"], meant=_meant(*found)))
    if "report" not in phrases:
        return changes, told
    before = {str(row["code"]): row.get("value") for row in campaign.settings}
    moved = _moved(before, changes, [key for key in MILESTONES if key not in phrases])
    others = "; ".join(f"{labels[key]}: {short_date(day)}" for key, day in moved.items())
    return {**changes, **moved}, [*told, *([say("build.deadlines_moved", milestones=others)] if others else [])]


def _meant(day: date, rule: str) -> str:
    if isinstance(day, datetime):
        return deadline_words(Deadline(day.date(), rule, day.time()))
    return deadline_words(Deadline(day, rule))


def _moved(before: Mapping[str, Cell], changes: Changes, others: list[str]) -> dict[str, date]:
    """Return the other milestones, as far from the new deadline as they were from the old one."""
    old, new_day = _day(before.get("report_deadline")), _day(changes["report_deadline"])
    found = {}
    for key in others:
        day = _day(before.get(f"{key}_deadline"))
        if old and new_day and day and new_day != old:
            found[f"{key}_deadline"] = day + timedelta(days=(new_day - old).days)
    return {key: day for key, day in found.items() if in_range(day)}


def _day(value: Cell) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _named(name: str | None) -> tuple[Changes, list[str]]:
    """Return the settings that name the campaign: its plan has another title too, which the clerk completes."""
    if not name or not squeeze(name):
        return {}, []
    name = squeeze(name)
    plan = say("build.plan_of", name=name[:1].lower() + name[1:])
    changes: Changes = {"campaign_name": name, "report_subject": name, "plan_reference": plan}
    return changes, [say("build.named", name=name)]


def _folders(campaign: Campaign, host: WorkbookHost | None, target: Path) -> tuple[Changes, list[str]]:
    """Return folders of its own for a tracker beside the old one: it must not read the old campaign's reports."""
    if host is None or target.parent.resolve() != host.path.parent.resolve():
        return {}, []
    before = {str(row["code"]): str(row.get("value") or "") for row in campaign.settings}
    names: Changes = {key: f"{before.get(key) or key}-{safe_name(target.stem)}" for key in FOLDERS}
    return names, [say("build.folders", inbox=names["inbox_folder"], output=names["output_folder"])]


def _templates(host: WorkbookHost | None, campaign: Campaign, made: Path) -> "Carried":
    """Bring the clerk's own Word templates along into the folder of the new campaign, and tell which."""
    from soket_xl.actions.own_templates import SETTING, Carried, carry_templates, plain_folder

    if host is None:
        return Carried()
    named = next((str(row.get("value") or "") for row in campaign.settings if row["code"] == SETTING), "")
    try:
        found = carry_templates(Tracker(cast(WorkbookHost, OlderHost(host))), made.parent / plain_folder(named))
    except SoketError as error:  # The new tracker is made; without the old templates it uses those of the program.
        return Carried(notes=(str(error),))
    notes = list(found.notes)
    for key, files in (("build.templates_carried", found.files), ("build.templates_kept", found.kept)):
        if files:
            notes.append(say(key, folder=files[0].parent.name, files="; ".join(file.name for file in files)))
    return replace(found, notes=tuple(notes))


def _before(host: WorkbookHost | None, target: Path) -> Changes:
    """Return the setting that names the old tracker, so that the campaigns can be held beside each other."""
    if host is None:
        return {}
    old, folder = host.path.resolve(), target.parent.resolve()
    try:
        named = Path(relpath(old, folder)).as_posix()
    except ValueError:  # Another drive.
        named = str(old)
    return {PREVIOUS: named}


def _holidays(campaign: Campaign) -> list[str]:
    """Return a warning where the sheet of holidays knows nothing of the year of the deadline."""
    day = _day(next((row.get("value") for row in campaign.settings if row["code"] == "report_deadline"), None))
    years = {found.year for row in campaign.holidays if (found := _day(row.get("date")))}
    return [say("build.no_holidays", year=day.year)] if day and day.year not in years else []

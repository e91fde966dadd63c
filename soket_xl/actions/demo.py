"""The command that does the whole job on the sample campaign, from unit reports to the provincial Word report."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from soket_xl.actions import COMMANDS
from soket_xl.actions.status import units_with
from soket_xl.build.sample import SampleUnit, sample_settings, sample_units, write_sample
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.opening import open_book
from soket_xl.model import Cell, Context, Outcome, Row
from soket_xl.schema import CHANNELS, SETTINGS
from soket_xl.tables import make_table
from soket_xl.texts import say
from soket_xl.tracker import Tracker

DAY = date(2026, 5, 8)
"""The day that the demo looks at: the first on which a report is late."""
TRACKER, REPORTS, REPORT = "soket_tracker.xlsm", "bao_cao_don_vi", "bao-cao-so-ket-cua-tinh.docx"


def demo(context: Context, folder: Path) -> Outcome:
    """Make the sample campaign under `folder` and run every step on it, telling the seconds of each.

    What an earlier demo left there is replaced. Raises SoketError when the folder cannot be written.
    """
    started = time.perf_counter()
    run = _Run(replace(context, on=DAY), folder)
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        (say("build.demo_new"), run.new),
        (say("build.demo_sample"), run.sample),
        (say("build.demo_intake"), run.intake),
        (say("build.demo_status"), run.status),
        (say("build.demo_review"), run.review),
        (say("build.demo_consolidate"), run.consolidate),
        (say("build.demo_report"), run.report),
        (say("build.demo_brief"), run.brief),
    )
    for label, step in steps:
        before = time.perf_counter()
        step()
        context.progress(say("build.demo_step", label=label, seconds=f"{time.perf_counter() - before:.1f}"))
    seconds = round(time.perf_counter() - started, 1)
    data = {"tracker": run.tracker, "report": run.report_file, "files": run.files, "seconds": seconds}
    return Outcome(data, run.lines(seconds), files=run.files)


class _Run:
    """One run of the demo: the steps in their order, each through the command that a clerk would use."""

    def __init__(self, context: Context, folder: Path) -> None:
        self.context = context
        self.folder = folder
        self.tracker = folder / TRACKER
        self.report_file = folder / REPORT
        self.files: list[Path] = []
        self.said: dict[str, list[str]] = {}

    @property
    def host(self) -> WorkbookHost:
        """The tracker, opened afresh for each step as each command does."""
        return open_book(self.tracker)

    def new(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tracker.unlink(missing_ok=True)
        self._do("new", out=self.tracker)

    def sample(self) -> None:
        write_sample(self.folder / REPORTS)
        host = self.host
        tracker = Tracker(host)
        settings = [
            row | ({"value": sample_settings()[str(row["code"])]} if str(row["code"]) in sample_settings() else {})
            for row in tracker.rows(SETTINGS)
        ]
        changes = {unit.unit_id: _cells(unit) for unit in sample_units()}
        host.write([units_with(tracker, changes), make_table(SETTINGS, settings)])

    def intake(self) -> None:
        self._do("intake", host=self.host, paths=[self.folder / REPORTS])
        self._mark_reviews()

    def status(self) -> None:
        self._do("status", host=self.host)

    def review(self) -> None:
        self._do("review", host=self.host)

    def consolidate(self) -> None:
        self._do("consolidate", host=self.host)

    def report(self) -> None:
        self.files += self._do("report", host=self.host, out=self.report_file).files or [self.report_file]

    def brief(self) -> None:
        self.files += self._do("brief", host=self.host, out=self.folder).files

    def lines(self, seconds: float) -> list[str]:
        """Return what was made, and what to open first."""
        made = [say("build.demo_done", seconds=f"{seconds:.1f}"), say("build.demo_open", file=self.report_file)]
        made += [say("build.demo_file", file=file) for file in (self.tracker, *self.files) if file != self.report_file]
        return [*made, "", *self.said["status"][:2]]

    def _mark_reviews(self) -> None:
        """Write what a clerk decides after reading: accepted and returned reports."""
        host = self.host
        tracker = Tracker(host)
        decided: dict[str, Row] = {
            unit.unit_id: {"review": unit.review, "reviewed_on": DAY} for unit in sample_units() if unit.review
        }
        host.write([units_with(tracker, decided)])

    def _do(self, name: str, **options: object) -> Outcome:
        outcome = COMMANDS[name].load()(context=self.context, **options)
        self.said[name] = list(outcome.lines)
        return outcome


def _cells(unit: SampleUnit) -> Row:
    """Return what the register knows of a sample unit before its report is read."""
    cells: dict[str, Cell] = {
        "officer": unit.officer,
        "contact": unit.contact,
        "email": unit.email,
        "head_email": f"lanhdao.{unit.email}",
        "received_on": unit.received_on,
        "channel": CHANNELS.get(unit.channel or ""),
        "extended_to": unit.extended_to,
        "extension_reason": unit.extension_reason,
        "extended_on": unit.extended_on,
        "exempt": "yes" if unit.exempt_reason else None,
        "exempt_reason": unit.exempt_reason,
    }
    return cells

"""What the ribbon's buttons call in Python: `run(action)` on the workbook that was clicked.

No exception leaves this module: what happened is shown in one message box, in Vietnamese, and the hand-shake cell tells
the macro that Python was here.
"""

import getpass
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from soket_xl.actions import COMMANDS
from soket_xl.errors import SoketError, unforeseen
from soket_xl.lean import keep_xlwings_lean
from soket_xl.model import Context, Outcome
from soket_xl.schema import NAME_STATUS, NAME_TODAY
from soket_xl.texts import say

if TYPE_CHECKING:
    from soket_xl.hosts.excel import ExcelHost

PICKING: Mapping[str, tuple[str, str, str, str]] = {
    "trace": ("draft", "trace.pick_title", "format.pick_filter", "format.no_file"),
    "fold": ("draft", "trace.pick_title", "format.pick_filter", "format.no_file"),
    "format": ("file", "format.pick_title", "format.pick_filter", "format.no_file"),
    "merge": ("other", "joining.pick_title", "joining.pick_filter", "joining.no_file"),
}
"""Commands on a file that the clerk chooses when he clicks: the argument's name, and what the dialog says."""
LONGEST_MESSAGE = 1800
"""Letters that a message box shows whole on a small screen."""
RECORDING = ("receive", "intake", "split", "chase", "merge", "request")
"""Commands that write down when something came in or goes out: always today, whatever day the sheets show."""


def run(action: str) -> None:
    """Run the command `action` on the calling workbook and show what came of it."""
    keep_xlwings_lean()
    try:
        import xlwings

        book = xlwings.Book.caller()
        book.app.alert(_short(_run(action, book)), title=say("setup.title"))
    except Exception as error:
        unforeseen(error)


def _run(action: str, book: object) -> str:
    """Return what to show. The hand-shake cell is written first, and again when the command ended or stopped."""
    from soket_xl.hosts.excel import ExcelHost

    host = ExcelHost(book)
    shaken = _shake(host, say("setup.running", action=action))
    if shaken is not None:
        return str(shaken)
    moment = f"{_now():%d/%m/%Y %H:%M}"
    ending = say("setup.stopped", action=action, moment=moment)
    try:
        text = "\n".join(_call(action, host).lines)
        ending = say("setup.done", action=action, moment=moment)
    except SoketError as error:
        text = str(error)
    except Exception as error:
        text = unforeseen(error)
    _shake(host, ending)
    return text


def _shake(host: "ExcelHost", text: str) -> SoketError | None:
    """Write the hand-shake cell; return why it could not be written. What a command did is told even so."""
    try:
        host.write_status(NAME_STATUS, text)
    except SoketError as error:
        return error
    return None


def _call(action: str, host: "ExcelHost") -> Outcome:
    command = COMMANDS[action]
    on = _now().date() if action in RECORDING or not command.needs_book else _view_day(host)
    context = Context(on=on, now=_now(), who=getpass.getuser())
    function = command.load()
    given: dict[str, object] = {"host": host} if command.needs_book else {}
    if action in PICKING:
        name, title, kinds, none = PICKING[action]
        chosen = host.ask_file(say(title), say(kinds))
        if chosen is None:
            return Outcome({}, [say(none)])
        given[name] = Path(chosen)
    if action == "templates":
        given = {"host": host}
    if action == "new":
        chosen = host.ask_file(say("build.pick_outline"), say("build.pick_filter"))
        given = {"host": host, "outline": Path(chosen) if chosen else None}
    return function(context=context, **given)


def _view_day(host: "ExcelHost") -> date:
    """Return the day that the sheets show: the setting for it, else today."""
    day = host.read_value(NAME_TODAY)
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date) else _now().date()


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(tzinfo=None)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE].rsplit("\n", 1)[0] + "\n..."

"""What the ribbon's buttons call in Python: `run(action)` on the workbook that was clicked.

No exception leaves this module: what happened is shown in one message box, in Vietnamese, and the hand-shake cell tells
the macro that Python was here.
"""

import getpass
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from soket_xl.actions import COMMANDS
from soket_xl.errors import SoketError
from soket_xl.model import Context, Outcome
from soket_xl.schema import NAME_STATUS
from soket_xl.texts import say

LONGEST_MESSAGE = 1800
"""Letters that a message box shows whole on a small screen."""


def run(action: str) -> None:
    """Run the command `action` on the calling workbook and show what came of it."""
    import xlwings

    book = xlwings.Book.caller()
    text = _run(action, book)
    try:
        book.app.alert(_short(text), title=say("setup.title"))
    except Exception:
        _log()


def _run(action: str, book: object) -> str:
    from soket_xl.hosts.excel import ExcelHost

    try:
        host = ExcelHost(book)
        host.write_status(NAME_STATUS, say("setup.running", action=action))
        outcome = _call(action, host)
        host.write_status(NAME_STATUS, say("setup.done", action=action, moment=f"{_now():%d/%m/%Y %H:%M}"))
        return "\n".join(outcome.lines)
    except SoketError as error:
        return str(error)
    except Exception as error:
        return say("common.unexpected", kind=type(error).__name__, log=_log())


def _call(action: str, host: object) -> Outcome:
    command = COMMANDS[action]
    context = Context(on=_now().date(), now=_now(), who=getpass.getuser())
    function = command.load()
    return function(host=host, context=context) if command.needs_book else function(context=context)


def _now() -> datetime:
    return datetime.now(UTC).astimezone().replace(tzinfo=None)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else text[:LONGEST_MESSAGE].rsplit("\n", 1)[0] + "\n..."


def _log() -> Path:
    """Keep the traceback for the technician and return where."""
    log = Path(tempfile.gettempdir()) / "soket-loi.log"
    with log.open("a", encoding="utf-8") as stream:
        traceback.print_exc(file=stream)
    return log

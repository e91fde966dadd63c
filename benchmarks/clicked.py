"""A click that ends at the first line of its action, on a book that answers at once: what Excel takes is not ours.

Imports nothing that a click would not: what this module brings along is counted as part of the click.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

TRACKER = Path(__file__).resolve().parents[1] / "workbook" / "soket_tracker.xlsm"
NOT_REACHED = 3
"""Exit code of a click that ended before its action."""
At = Callable[[], None]


class AnsweringCell:
    """A cell, its sheet and what lies behind them: as much as the hand-shake and the day of the sheets look at."""

    row = column = 1
    number_format = "@"
    value = ((None,),)
    ProtectContents = False

    def __getattr__(self, _name: str) -> "AnsweringCell":
        return self

    def __getitem__(self, _place: object) -> "AnsweringCell":
        return self

    def __call__(self, *_given: object, **_named: object) -> "AnsweringCell":
        return self


def click(command: str, at_first_line: At = lambda: os._exit(0)) -> None:
    """Go the way of a click on the ribbon until the action's first line, then do what `at_first_line` says.

    The add-in imports xlwings before it calls us.
    """
    import xlwings

    from soket_xl import buttons

    xlwings.Book.caller = staticmethod(AnsweringCell)
    _stop_at_first_line(at_first_line)
    buttons.run(command)
    os._exit(NOT_REACHED)


def installed(command: str) -> None:
    """Go the way of a click where our own bundle is installed: its Python keeps xlwings lean from the start."""
    import tools.bundle.sitecustomize  # noqa: F401

    click(command)


def typed(command: str, at_first_line: At = lambda: os._exit(0)) -> None:
    """Go the way of a command on a closed tracker until the action's first line."""
    from soket_xl.__main__ import main

    _stop_at_first_line(at_first_line)
    main([command, str(TRACKER)])
    os._exit(NOT_REACHED)


def _stop_at_first_line(stop: At) -> None:
    from soket_xl.actions import Command

    load = Command.load

    def loaded(command: Command) -> Callable[..., Any]:
        load(command)
        return lambda **_given: stop()

    Command.load = loaded  # type: ignore[method-assign, assignment]

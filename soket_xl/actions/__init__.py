"""What the product can do: one function per command and button, the same for both ways in.

An action reads the tracker, computes and writes once; it shows nothing and asks no clock. The registry names each
function by text, so that starting one command does not import the others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from soket_xl.model import Outcome


@dataclass(frozen=True)
class Command:
    """A command: its function as "module:name" under `soket_xl.actions`, and whether it works on a tracker."""

    function: str
    needs_book: bool = True

    def load(self) -> Callable[..., Outcome]:
        """Import and return the function."""
        module, name = self.function.split(":")
        loaded: Callable[..., Outcome] = getattr(import_module(f"soket_xl.actions.{module}"), name)
        return loaded


COMMANDS: Mapping[str, Command] = {
    "new": Command("new:new", needs_book=False),
    "receive": Command("receive:receive"),
    "status": Command("status:status"),
    "chase": Command("chase:chase"),
    "intake": Command("intake:intake"),
    "split": Command("intake:split"),
    "forms": Command("forms:forms"),
    "review": Command("review:review"),
    "request": Command("request:request"),
    "consolidate": Command("consolidate:consolidate"),
    "report": Command("report:report"),
    "awards": Command("awards:awards"),
    "submit": Command("submit:submit"),
    "trace": Command("trace:trace_draft"),
    "fold": Command("fold:fold_draft"),
    "format": Command("format:format_file", needs_book=False),
    "templates": Command("templates:templates", needs_book=False),
    "brief": Command("brief:brief"),
    "merge": Command("merge:merge"),
    "undo": Command("undo:undo"),
    "upgrade": Command("upgrade:upgrade"),
    "demo": Command("demo:demo", needs_book=False),
    "doctor": Command("doctor:doctor", needs_book=False),
    "build": Command("build:build", needs_book=False),
}

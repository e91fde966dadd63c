"""The command line: `python -m soket_xl COMMAND [BOOK] ... [--json] [--on YYYY-MM-DD]`.

Exit codes: 0 done, 1 done with findings of severity error (review, format, trace, doctor), 2 refused.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from soket_xl.actions import COMMANDS
from soket_xl.errors import SoketError, unforeseen
from soket_xl.model import Context, Outcome
from soket_xl.text.dates import in_range, parse_date, parse_moment
from soket_xl.texts import say

Arguments = Callable[[argparse.ArgumentParser], object]


class _Parser(argparse.ArgumentParser):
    """Speaks Vietnamese, and refuses through the same door as everything else."""

    def error(self, message: str) -> NoReturn:
        raise SoketError("setup.usage", command=self.prog.split()[-1], usage=_usage(self))


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().split(": ", 1)[-1].replace("[-h] ", "").split())


def _day(value: str) -> date:
    found = parse_date(value)
    if found is None:
        raise SoketError("common.not_a_date", value=value)
    if not in_range(found):
        raise SoketError("tracking.received_range", day=value)
    return found


def _moment(value: str) -> date:
    """Return a day, with its time of day where one is given."""
    day = _day(value)
    return parse_moment(value) or day


def _out(required: bool = False) -> Arguments:
    return lambda parser: parser.add_argument("-o", dest="out", type=Path, required=required)


def _several(*arguments: Arguments) -> Arguments:
    return lambda parser: [add(parser) for add in arguments]


def _option(*names: str, **settings: Any) -> Arguments:
    return lambda parser: parser.add_argument(*names, **settings)


ARGUMENTS: Mapping[str, Arguments] = {
    "new": _several(
        _option("out", type=Path, nargs="?"),
        _option("--units", type=Path),
        _option("--outline", type=Path),
        _option("--indicators", type=Path),
        _option("--from", dest="base", type=Path),
        _option("--name"),
        _option("--deadline"),
        _option("--review"),
        _option("--submit"),
    ),
    "receive": _several(
        _option("unit", nargs="?"),
        _option("--date", dest="day", type=_moment),
        _option("--no", dest="number"),
        _option("--dated", type=_day),
        _option("--channel"),
        _option("--file", type=Path),
        _option("--return", dest="returned"),
        _option("--accept", dest="accepted", action="store_true"),
        _option("--block", action="store_true"),
    ),
    "status": _option("--against", type=Path),
    "intake": _several(_option("paths", type=Path, nargs="*"), _option("--received", type=_day)),
    "report": _several(_out(), _option("--annotated", action="store_true")),
    "trace": _option("draft", type=Path),
    "fold": _several(_option("draft", type=Path), _out()),
    "format": _several(_option("file", type=Path), _option("--fix", action="store_true"), _out()),
    "request": _several(_out(), _option("--unit", action="append")),
    "awards": _out(),
    "submit": _out(),
    "templates": _several(_option("folder", type=Path, nargs="?"), _option("--book", type=Path)),
    "chase": _out(),
    "brief": _several(_out(), _option("--tracker", action="store_true")),
    "forms": _out(),
    "merge": _option("other", type=Path),
    "upgrade": _out(),
    "demo": _option("folder", type=Path),
    "doctor": _option("--book", type=Path, default=argparse.SUPPRESS),
    "build": _option("--check", action="store_true"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never lets an exception out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except SoketError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print(say("setup.interrupted"), file=sys.stderr)
    except Exception as error:
        print(unforeseen(error), file=sys.stderr)
    return 2


def _run(words: list[str]) -> int:
    if not words or words[0] not in COMMANDS:
        raise SoketError("setup.unknown_command", given=" ".join(words[:1]), commands=", ".join(COMMANDS))
    parser = _parser(words[0])
    options = vars(parser.parse_args(words[1:]))
    if words[0] == "receive" and not (options["unit"] or options["block"]):
        parser.error("unit")
    as_json, on = options.pop("json"), options.pop("on")
    now = datetime.now().astimezone().replace(tzinfo=None)
    context = Context(on=on or now.date(), now=now, who=_user(), progress=_progress)
    outcome = _call(words[0], options, context)
    print(json.dumps(outcome.data, ensure_ascii=False, default=_plain) if as_json else "\n".join(outcome.lines))
    return outcome.exit_code


def _call(name: str, options: dict[str, object], context: Context) -> Outcome:
    command = COMMANDS[name]
    if command.needs_book:
        from soket_xl.hosts.opening import open_book

        options["host"] = open_book(Path(str(options.pop("book"))))
    return command.load()(context=context, **options)


def _parser(name: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"soket_xl {name}", add_help=True)
    if COMMANDS[name].needs_book:
        parser.add_argument("book", type=Path)
    if name in ARGUMENTS:
        ARGUMENTS[name](parser)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--on", type=_day)
    return parser


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def _plain(value: object) -> object:
    """Return `value` as JSON can hold it: dates as YYYY-MM-DD, paths as text, dataclasses as objects."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset | Sequence):
        return list(value)
    raise TypeError(f"{type(value).__name__} in the JSON of a command")


if __name__ == "__main__":
    sys.exit(main())

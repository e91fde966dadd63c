"""The command `templates`: every Word template held against what the program needs of it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from soket_xl.actions.own_templates import template_file
from soket_xl.errors import FileRefused, SoketError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.opening import open_book
from soket_xl.model import Context, Outcome
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.template import TEMPLATE_KINDS, TEMPLATES, check_template
from soket_xl.word.template_faults import Fault


def templates(
    context: Context, folder: Path | None = None, book: Path | None = None, host: WorkbookHost | None = None
) -> Outcome:
    """Check the templates in `folder` (default: the program's own); exit code 1 if any has a fault.

    With a tracker (`book`, or behind `host`) those that it uses: its campaign's own ones and the program's. Raises
    SoketError if there is no such folder. Files that the program does not use are left aside.
    """
    place = folder or TEMPLATES
    if not place.is_dir():
        raise SoketError("letters.no_folder", folder=place)
    tracker = None if folder is not None else _tracker(book, host)
    files = {name: template_file(tracker, name) if tracker else place / name for name in TEMPLATE_KINDS}
    found = {name: _faults(path) for name, path in files.items()}
    data = {"folder": place, "templates": [_json(name, faults) for name, faults in found.items()]}
    own = [name for name, path in files.items() if path.parent != place]
    more = [say("letters.own_templates", folder=files[own[0]].parent, files="; ".join(own))] if own else []
    return Outcome(data, [*_lines(place, found), *more], exit_code=int(any(found.values())))


def _tracker(book: Path | None, host: WorkbookHost | None) -> Tracker | None:
    if book is not None:
        host = open_book(book)
    return Tracker(host) if host is not None else None


def _faults(path: Path) -> list[Fault]:
    if not path.exists():
        return [Fault("gone", say("letters.template_gone", folder=path.parent), say("letters.fix_gone"))]
    try:
        return check_template(path, TEMPLATE_KINDS[path.name])
    except FileRefused as error:
        return [Fault("unreadable", str(error).rstrip("."), say("letters.fix_unreadable"))]


def _json(name: str, faults: Sequence[Fault]) -> dict[str, object]:
    keys = ("code", "severity", "page", "text", "message", "remedy")
    return {"file": name, "ok": not faults, "findings": [{key: getattr(f, key) for key in keys} for f in faults]}


def _lines(folder: Path, found: Mapping[str, Sequence[Fault]]) -> list[str]:
    good = sum(not faults for faults in found.values())
    lines = [say("letters.template_summary", count=len(found), folder=folder, good=good)]
    for name, faults in found.items():
        count = len(faults)
        lines.append(say("letters.template_faults", file=name, count=count) if count else _good(name))
        lines += [say("letters.template_line", message=fault.message, remedy=fault.remedy) for fault in faults]
    return lines


def _good(name: str) -> str:
    return say("letters.template_good", file=name)

"""The Word templates of one campaign: a clerk's own ones beside the tracker win over those of the program."""

from dataclasses import dataclass
from os.path import exists, isfile
from pathlib import Path, PureWindowsPath

from soket_xl.errors import FileRefused, why
from soket_xl.outputs import write_file
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.package import read_parts
from soket_xl.word.template import TEMPLATE_KINDS, TEMPLATES

SETTING, FOLDER = "template_folder", "mau_word"
LARGEST = 20_000_000


@dataclass(frozen=True)
class Carried:
    """What came of taking the templates over: files written, files that were there already, and what to tell."""

    files: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def plain_folder(named: str) -> str:
    """Return the folder that a setting names if it lies below the tracker's own, else the usual one."""
    path = PureWindowsPath(named.strip())
    inside = bool(path.parts) and not path.drive and not path.root and ".." not in path.parts
    return path.as_posix() if inside else FOLDER


def own_folder(tracker: Tracker) -> Path:
    """Return where the campaign's own templates lie, whether there are any or not."""
    return tracker.host.path.parent / plain_folder(tracker.setting(SETTING))


def template_file(tracker: Tracker, name: str) -> Path:
    """Return the template `name` to fill: the campaign's own, else the program's."""
    own = own_folder(tracker) / name
    return own if isfile(own) else TEMPLATES / name


def carry_templates(before: Tracker, folder: Path) -> Carried:
    """Copy the clerk's templates of the campaign before into `folder`: its own, and those of the program she changed.

    A file that is there stays as it is; one that is no Word file is named and left.
    """
    files, kept, notes = [], [], []
    for name in TEMPLATE_KINDS:
        source, target = template_file(before, name), folder / name
        if exists(target):
            kept += [target] if target != source else []
            continue
        try:
            if source.parent == TEMPLATES and _is_standard(source):
                continue
            files.append(write_file(target, _content(source)))
        except FileRefused as error:
            notes.append(say("letters.not_carried", file=name, why=error))
    return Carried(tuple(files), tuple(kept), tuple(notes))


def _content(path: Path) -> bytes:
    """Return the bytes of a Word file. Raises FileRefused if it is none or too large."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileRefused("build.csv_large", file=path.name, megabytes=LARGEST // 1_000_000)
        read_parts(path)
        return path.read_bytes()
    except OSError as error:
        raise FileRefused("build.csv_open", file=path, why=why(error)) from error


def _is_standard(path: Path) -> bool:
    """Tell whether a template of the program is as the program came; one that is gone is not the clerk's either."""
    if not path.exists():
        return True
    from soket_xl.build.templates import templates

    return path.read_bytes() == templates()[path.name]

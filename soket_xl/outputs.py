"""Files that the product makes beside the tracker: where they go, and how they are written whole or not at all."""

import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from soket_xl.errors import SoketError, why
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Unit
from soket_xl.text.fold import fold
from soket_xl.tracker import Tracker

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
LONGEST_NAME, MOST_NUMBERED = 80, 1000


def output_folder(host: WorkbookHost, tracker: Tracker) -> Path:
    """Return the output folder of the settings, beside the tracker."""
    return host.path.parent / (tracker.setting("output_folder") or "ket_qua")


def safe_name(text: str) -> str:
    """Return `text` as a file name that Windows takes: plain ASCII letters, digits and hyphens, never reserved."""
    name = re.sub(r"[^0-9a-z]+", "-", fold(text)).strip("-")[:LONGEST_NAME].strip("-")
    return f"{name}-" if name in _RESERVED else name or "tep"


def file_names(units: Sequence[Unit]) -> Mapping[str, str]:
    """Return a file name for each unit by id; where names differ by marks or behind their cut only, the id tells."""
    plain = {unit.unit_id: safe_name(unit.name) for unit in units}
    shared = Counter(plain.values())
    return {key: f"{name}-{safe_name(key)}" if shared[name] > 1 else name for key, name in plain.items()}


def docx_target(out: Path, default: str) -> Path:
    """Return the Word file to write: the name `default` in a folder, always with the ending of a Word file."""
    if out.is_dir():
        return out / default
    return out if out.suffix.lower() == ".docx" else out.with_name(f"{out.name}.docx")


def unused(path: Path, content: bytes | None = None) -> Path:
    """Return `path`, or the next numbered name where a file of other content is: somebody may have worked on it."""
    names = (path, *(path.with_name(f"{path.stem} ({n}){path.suffix}") for n in range(2, MOST_NUMBERED)))
    return next((name for name in names if not name.exists() or (content is not None and _holds(name, content))), path)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def write_file(path: Path, content: bytes) -> Path:
    """Write `content` to `path` through a temporary file beside it, and return where it went.

    A target that is held by another program (a report open in Word) is left alone: the new one gets a number behind
    its name. Raises SoketError when the folder cannot be written or the disk is full; nothing half-written stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".~soket-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise SoketError("host.output_folder", folder=path.parent, why=why(error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        return _publish(Path(temporary), path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise SoketError("host.output_failed", file=path.name, folder=path.parent, why=why(error)) from error


def _publish(temporary: Path, path: Path) -> Path:
    temporary.chmod(0o644)
    for target in (path, *(path.with_name(f"{path.stem} ({n}){path.suffix}") for n in range(2, 10))):
        if any((path.parent / owner).exists() for owner in (f"~${target.name}", f"~${target.name[2:]}")):
            continue
        try:
            temporary.replace(target)
        except PermissionError:
            continue
        return target
    raise PermissionError(13, "Permission denied")

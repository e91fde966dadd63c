"""What there is to know of a machine, behind one small door, so that every check can be shown any machine."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

ROOT = Path(__file__).resolve().parents[2]
HOME = "SOKET_HOME"
"""The variable that the sheet xlwings.conf of every tracker starts from: the folder of the program."""
OFFICE = ("16.0", "15.0")
"""The versions under which Excel 2016 to 365 and Excel 2013 keep their settings."""


class Registry(Protocol):
    """The Windows registry. Keys begin with HKCU or HKLM; deleting takes all below a key with it."""

    def get(self, key: str, name: str = "") -> object | None:
        """Return a value, None if it is not there or may not be read."""

    def keys(self, key: str) -> tuple[str, ...]:
        """Return the names of the keys below a key."""

    def put(self, key: str, name: str, value: str | int) -> None:
        """Write a value, making the key if needed. Raises OSError where policy forbids it."""

    def drop(self, key: str, name: str | None = None) -> None:
        """Remove a value, or a key with all below it; nothing happens if it is not there."""


@dataclass(frozen=True)
class Machine:
    """Everything that the checks look at; `folder` is where the clerk works, `root` where the program lies."""

    windows: bool
    python: tuple[int, int, int]
    executable: str
    root: Path
    folder: Path
    environment: Mapping[str, str]
    registry: Registry
    versions: Mapping[str, str] = field(default_factory=dict)
    addin: Path | None = None

    def free(self) -> int:
        """Return the free megabytes where the clerk works."""
        return shutil.disk_usage(self.folder).free // 2**20

    def writable(self, folder: Path) -> bool:
        """Tell whether a file can be made in `folder`."""
        try:
            with tempfile.TemporaryFile(dir=folder):
                return True
        except OSError:
            return False

    def zone(self, path: Path) -> int | None:
        """Return the zone that Windows marked a file with (3 = internet), None without a mark."""
        try:
            text = Path(f"{path}:Zone.Identifier").read_text("utf-8", "replace") if self.windows else ""
        except OSError:
            return None
        found = [line.partition("=")[2].strip() for line in text.splitlines() if line.startswith("ZoneId=")]
        return int(found[0]) if found and found[0].isdecimal() else None

    def place(self, variable: str, *parts: str) -> Path:
        """Return a folder below the one that an environment variable names."""
        return Path(self.environment.get(variable, ""), *parts)


class WindowsRegistry:
    """The registry of this machine."""

    def __init__(self) -> None:
        self._api: Any = import_module("winreg")

    def get(self, key: str, name: str = "") -> object | None:
        """Return a value; see the protocol."""
        try:
            with self._api.OpenKey(*self._split(key), 0, self._api.KEY_READ | self._api.KEY_WOW64_64KEY) as opened:
                value: object = self._api.QueryValueEx(opened, name)[0]
                return value
        except OSError:
            return None

    def keys(self, key: str) -> tuple[str, ...]:
        """Return the names below a key."""
        try:
            with self._api.OpenKey(*self._split(key)) as opened:
                return tuple(self._api.EnumKey(opened, at) for at in range(self._api.QueryInfoKey(opened)[0]))
        except OSError:
            return ()

    def put(self, key: str, name: str, value: str | int) -> None:
        """Write a value."""
        kind = self._api.REG_DWORD if isinstance(value, int) else self._api.REG_SZ
        with self._api.CreateKey(*self._split(key)) as opened:
            self._api.SetValueEx(opened, name, 0, kind, value)

    def drop(self, key: str, name: str | None = None) -> None:
        """Remove a value or a key."""
        try:
            if name is None:
                for below in self.keys(key):
                    self.drop(f"{key}\\{below}")
                self._api.DeleteKey(*self._split(key))
                return
            with self._api.OpenKey(*self._split(key), 0, self._api.KEY_WRITE) as opened:
                self._api.DeleteValue(opened, name)
        except FileNotFoundError:
            return

    def _split(self, key: str) -> tuple[Any, str]:
        hive, _, below = key.partition("\\")
        roots = {"HKCU": self._api.HKEY_CURRENT_USER, "HKLM": self._api.HKEY_LOCAL_MACHINE}
        return roots.get(hive, self._api.HKEY_CLASSES_ROOT), below


class NoRegistry:
    """The registry of a machine that has none."""

    def get(self, key: str, name: str = "") -> object | None:
        """Return nothing."""
        return None

    def keys(self, key: str) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def put(self, key: str, name: str, value: str | int) -> None:
        """Refuse."""
        raise OSError(f"no registry for {key}")

    def drop(self, key: str, name: str | None = None) -> None:
        """Do nothing."""


def this_machine() -> Machine:
    """Return the machine that this runs on."""
    from importlib import metadata

    windows = sys.platform == "win32"
    versions = {str(d.metadata["Name"]).lower().replace("_", "-"): d.version for d in metadata.distributions()}
    addin = Path(str(metadata.distribution("xlwings").locate_file("xlwings/addin/xlwings.xlam")))
    return Machine(
        windows=windows,
        python=(sys.version_info[0], sys.version_info[1], sys.version_info[2]),
        executable=sys.executable,
        root=ROOT,
        folder=Path.cwd(),
        environment=dict(os.environ),
        registry=WindowsRegistry() if windows else NoRegistry(),
        versions=versions,
        addin=addin if addin.exists() else None,
    )


def trusted_key(office: str) -> str:
    """Return the key of the trusted locations that a user may set."""
    return rf"HKCU\Software\Microsoft\Office\{office}\Excel\Security\Trusted Locations"


def policy(machine: Machine, office: str, below: str, name: str) -> object | None:
    """Return what the organisation prescribes for Excel, None if nothing; the machine's rule goes before the user's."""
    for hive in ("HKLM", "HKCU"):
        value = machine.registry.get(rf"{hive}\Software\Policies\Microsoft\Office\{office}\Excel\{below}", name)
        if value is not None:
            return value
    return None

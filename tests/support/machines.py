"""Machines that are only written down: a healthy Windows PC, to be made sick in one place at a time."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from soket_xl.machine.facts import HOME, Machine, trusted_key

EXCEL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"


class Registry:
    """A registry in memory; keys in `locked` refuse to be written, as policy does."""

    def __init__(self, values: Mapping[tuple[str, str], Any] | None = None, locked: tuple[str, ...] = ()) -> None:
        self.values = dict(values or {})
        self.locked = locked

    def get(self, key: str, name: str = "") -> object | None:
        return self.values.get((key, name))

    def keys(self, key: str) -> tuple[str, ...]:
        below = {at.removeprefix(f"{key}\\").split("\\")[0] for at, _ in self.values if at.startswith(f"{key}\\")}
        return tuple(sorted(below))

    def put(self, key: str, name: str, value: str | int) -> None:
        if key.startswith(self.locked):
            raise PermissionError(13, "policy")
        self.values[key, name] = value

    def drop(self, key: str, name: str | None = None) -> None:
        self.values = {
            at: value
            for at, value in self.values.items()
            if not (at == (key, name) or (name is None and (at[0] == key or at[0].startswith(f"{key}\\"))))
        }


def healthy(tmp_path: Path) -> Machine:
    """Return a PC where everything is in order, its folders below `tmp_path`."""
    root, profile = tmp_path / "SoKet", tmp_path / "profile"
    start = profile / "Microsoft" / "Excel" / "XLSTART"
    for folder in (root / "log", root / "ho-so", root / "workbook", start, tmp_path / "Windows" / "Fonts"):
        folder.mkdir(parents=True)
    (root / "requirements.txt").write_text("xlwings==0.37.8\nopenpyxl==3.1.5\n")
    (tmp_path / "Windows" / "Fonts" / "times.ttf").write_bytes(b"font")
    for addin in (tmp_path / "xlwings.xlam", start / "xlwings.xlam"):
        addin.write_bytes(b"add-in of 0.37.8")
    trusted = rf"{trusted_key('16.0')}\Location7"
    values = {
        (EXCEL, ""): r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
        (CLICK_TO_RUN, "VersionToReport"): "16.0.17928.20114",
        (CLICK_TO_RUN, "Platform"): "x64",
        (r"HKCR\Outlook.Application\CLSID", ""): "{0006F03A-0000-0000-C000-000000000046}",
        (r"HKCU\Environment", HOME): str(root),
        (trusted, "Path"): str(root),
        (trusted, "AllowSubFolders"): 1,
    }
    return Machine(
        windows=True,
        python=(3, 12, 9),
        executable=str(root / "runtime" / "python.exe"),
        root=root,
        folder=root / "ho-so",
        environment={"APPDATA": str(profile), "WINDIR": str(tmp_path / "Windows")},
        registry=Registry(values),
        versions={"xlwings": "0.37.8", "openpyxl": "3.1.5"},
        addin=tmp_path / "xlwings.xlam",
    )


def with_value(machine: Machine, key: str, name: str, value: object | None) -> Machine:
    """Return the machine with one value of its registry other, or gone where it is None."""
    assert isinstance(machine.registry, Registry)
    values = {at: old for at, old in machine.registry.values.items() if at != (key, name)}
    if value is not None:
        values[key, name] = value
    return replace(machine, registry=Registry(values))

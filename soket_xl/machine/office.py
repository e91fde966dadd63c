"""The checks of Office on a Windows machine, read from the registry: no program is started for them.

Sources: learn.microsoft.com, "Macros from the internet are blocked by default in Office", "Attack surface reduction
rules reference" and "Trusted locations for Office files".
"""

from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from soket_xl.machine.checks import Check, addin, bad, cloud, font, good, home, log_folder
from soket_xl.machine.facts import OFFICE, Machine, policy, trusted_key
from soket_xl.texts import say

CHILD_RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
"""The rule "Block all Office applications from creating child processes"."""
RULES = (
    r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\Software\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
BLOCK, WARN = 1, 6
NO_MACROS_AT_ALL, ONLY_SIGNED = 4, 3
INTERNET = 3
EXCEL = (r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe",)
CLICK_TO_RUN = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"


def office(machine: Machine) -> Iterator[Check]:
    """Yield the checks of a Windows machine, those that stop the buttons first."""
    yield excel(machine)
    yield addin(machine)
    yield home(machine)
    yield log_folder(machine)
    yield macros(machine)
    yield trusted(machine)
    yield mark(machine)
    yield children(machine)
    yield cloud(machine)
    yield font(machine)
    yield outlook(machine)


def excel(machine: Machine) -> Check:
    """Look for Excel, its version and whether it is the 32- or the 64-bit one (both can start our Python)."""
    program = next((value for key in EXCEL if (value := machine.registry.get(key))), None)
    if program is None:
        return bad("excel", say("machine.excel_missing"))
    version = machine.registry.get(CLICK_TO_RUN, "VersionToReport") or _version_in(str(program))
    bits = {"x64": "64", "x86": "32"}.get(str(machine.registry.get(CLICK_TO_RUN, "Platform")), "?")
    if version and int(str(version).partition(".")[0]) < int(OFFICE[-1].partition(".")[0]):
        return bad("excel", say("machine.excel_old", version=version))
    return good("excel", say("machine.excel", version=version or "?", bits=bits))


def _version_in(program: str) -> str | None:
    """Return the version that the folder of Excel is named after ("...\\Office16\\EXCEL.EXE")."""
    name = PureWindowsPath(program).parent.name.lower()
    return f"{name[6:]}.0" if name.startswith("office") and name[6:].isdigit() else None


def macros(machine: Machine) -> Check:
    """Look whether the organisation or the user forbids all macros."""
    for version in OFFICE:
        rule = policy(machine, version, "Security", "VBAWarnings")
        own = machine.registry.get(rf"HKCU\Software\Microsoft\Office\{version}\Excel\Security", "VBAWarnings")
        if rule in (NO_MACROS_AT_ALL, ONLY_SIGNED):
            return bad("macros", say("machine.macros_policy"))
        if own in (NO_MACROS_AT_ALL, ONLY_SIGNED):
            return bad("macros", say("machine.macros_off"), "warning")
    return good("macros", say("machine.macros"))


def trusted(machine: Machine) -> Check:
    """Look whether the folder where the clerk works is one whose macros Excel runs without asking."""
    for version in OFFICE:
        if policy(machine, version, r"Security\Trusted Locations", "AllLocationsDisabled") == 1:
            return bad("trusted", say("machine.trusted_forbidden"), "warning")
    if any(_holds(place, machine.folder) for place in _trusted_places(machine)):
        return good("trusted", say("machine.trusted", folder=machine.folder))
    return bad("trusted", say("machine.not_trusted", folder=machine.folder, place=machine.root / "ho-so"), "warning")


def _trusted_places(machine: Machine) -> Iterator[tuple[str, bool]]:
    for version in OFFICE:
        for name in machine.registry.keys(trusted_key(version)):
            key = rf"{trusted_key(version)}\{name}"
            if place := machine.registry.get(key, "Path"):
                yield str(place), machine.registry.get(key, "AllowSubFolders") == 1


def _holds(place: tuple[str, bool], folder: Path) -> bool:
    path, with_subfolders = Path(place[0]), place[1]
    return folder == path or (with_subfolders and folder.is_relative_to(path))


def mark(machine: Machine) -> Check:
    """Look for trackers that carry the mark of the web: Excel blocks their macros without a button to allow them."""
    books = [*machine.folder.glob("*.xlsm"), *machine.root.glob("workbook/*.xlsm")]
    marked = [book.name for book in books if (machine.zone(book) or 0) >= INTERNET]
    if marked:
        return bad("mark", say("machine.marked", files=", ".join(marked)))
    return good("mark", say("machine.not_marked"))


def children(machine: Machine) -> Check:
    """Look whether Windows forbids Excel to start Python."""
    for key in RULES:
        value = machine.registry.get(key, CHILD_RULE)
        if str(value) in (str(BLOCK), str(WARN)):
            return bad("children", say("machine.children_blocked"))
    return good("children", say("machine.children"))


def outlook(machine: Machine) -> Check:
    """Look for Outlook: without it the drafts (.eml) are opened by another mail program."""
    if machine.registry.get(r"HKCR\Outlook.Application\CLSID"):
        return good("outlook", say("machine.outlook"))
    return bad("outlook", say("machine.outlook_missing"), "warning")

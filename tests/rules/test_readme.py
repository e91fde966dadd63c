"""README, ribbon and code say the same."""

import re
from pathlib import Path

from lxml import etree

from soket_xl.actions import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
UI = "{http://schemas.microsoft.com/office/2006/01/customui}"


def test_every_button_has_a_line_with_its_command():
    root = etree.fromstring((ROOT / "macros" / "customUI.xml").read_bytes())
    for button in root.iter(f"{UI}button"):
        line = next((line for line in README.splitlines() if line.startswith(f"| **{button.get('label')}** |")), None)
        assert line, f"no line for {button.get('label')}"
        if button.get("tag") in COMMANDS:
            assert f"`{button.get('tag')}`" in line


def test_every_command_is_named():
    assert [name for name in COMMANDS if f"`{name}`" not in README and f"soket.py {name}" not in README] == []


def test_every_command_loads():
    assert all(callable(command.load()) for command in COMMANDS.values())


def test_files_and_pictures_named_are_there():
    for target in re.findall(r"\]\(([^)]+)\)|`((?:[\w.]+/)+[\w.]*)`", README):
        path = next(part for part in target if part)
        if not path.startswith("ket_qua"):
            assert (ROOT / path).exists(), path


def test_readme_begins_with_what_it_does_and_a_picture_before_the_commands():
    picture, commands = README.index("!["), README.index("python3 soket.py demo")
    assert picture < commands

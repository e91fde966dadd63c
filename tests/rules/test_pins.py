"""What is installed is pinned to the version, and its licence is listed; limits that IT is told are those of the code."""

import re
from pathlib import Path

import pytest

from soket_xl.build.listing import LARGEST_CSV
from soket_xl.hosts import package as trackers
from soket_xl.ooxml import package as documents
from soket_xl.word.package import MOST_LETTERS, MOST_PARAGRAPHS

ROOT = Path(__file__).parents[2]
LISTS = ("requirements.txt", "requirements-dev.txt", "requirements-windows.txt", "tools/bundle/requirements.txt")
PIN = re.compile(r"([\w.-]+)==([\w.]+)(\s+--hash=sha256:[0-9a-f]{64})?$")


def pins(name: str) -> list[re.Match[str]]:
    lines = [line.strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    found = [(line, PIN.match(line)) for line in lines if line and not line.startswith(("#", "-r "))]
    assert [line for line, match in found if not match] == [], f"{name}: not pinned"
    return [match for _, match in found if match]


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_and_its_licence_listed(name: str) -> None:
    listed = (ROOT / "docs/licences.md").read_text("utf-8").lower()
    missing = [pin[0] for pin in pins(name) if f"| {pin[1].lower()} | {pin[2]} | " not in listed]
    assert missing == []


def test_no_licence_is_left_open() -> None:
    rows = re.findall(r"^\| (\S+) \| ([\d.]+) \| ([^|]+) \|", (ROOT / "docs/licences.md").read_text("utf-8"), re.M)
    assert len(rows) > 25
    assert [row for row in rows if not re.search(r"(MIT|BSD|PSF|MPL|Apache|AGPL)", row[2])] == []


def test_windows_packages_are_named_with_their_hashes() -> None:
    assert [pin[0] for pin in pins("requirements-windows.txt") if not pin[3]] == []


def test_limits_told_to_it_staff_are_those_of_the_code() -> None:
    said = (ROOT / "SECURITY.md").read_text("utf-8")
    rows = {
        "file size": f"{documents.LARGEST_FILE // 10**6} MB | {trackers.LARGEST_FILE // 10**6} MB",
        "entries in the package": f"{documents.MOST_ENTRIES:,} | {trackers.MOST_ENTRIES:,}",
        "size unpacked, all parts": f"{documents.LARGEST_TOTAL // 10**6} MB | {trackers.LARGEST_TOTAL // 10**6:,} MB",
        "size of one XML part": f"{documents.LARGEST_XML // 10**6} MB |",
        "compression ratio of a part (beyond the first 20 MB, 1 MB)": f"{documents.LARGEST_RATIO} | {trackers.LARGEST_RATIO}",
        "cells of a sheet, as its own extent says": f"| {trackers.MOST_CELLS:,}",
        "letters, paragraphs of a draft and of a document to be checked": f"{MOST_LETTERS:,}; {MOST_PARAGRAPHS:,} |",
        "CSV": f"{LARGEST_CSV // 10**6} MB |",
    }
    assert [label for label, numbers in rows.items() if f"| {label} | {numbers} |" not in said] == []

"""Vietnamese has its homes; everywhere else the code is ASCII."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOMES = ("soket_xl/schema.py", "soket_xl/texts/", "tests/", "soket.py")


def test_code_is_ascii_outside_schema_and_texts():
    paths = [
        p
        for pattern in ("*.py", "soket_xl/**/*.py", "benchmarks/*.py", "macros/*.bas", "macros/*.cls", "*.cmd")
        for p in ROOT.glob(pattern)
    ]
    assert len(paths) > 50
    named = {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in paths}
    assert [name for name, content in named.items() if not content.isascii() and not name.startswith(HOMES)] == []


def test_windows_files_end_their_lines_as_windows_does():
    for path in [*ROOT.glob("macros/*.bas"), *ROOT.glob("macros/*.cls"), *ROOT.glob("*.cmd")]:
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 0, path.name


def test_formats_of_dates_are_those_that_windows_knows():
    named = {p.relative_to(ROOT).as_posix(): p.read_text("utf-8") for p in ROOT.glob("soket_xl/**/*.py")}
    assert [name for name, text in named.items() if re.search(r"%[-#_][a-zA-Z]", text)] == []

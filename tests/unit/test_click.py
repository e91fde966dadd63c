"""What a click has imported when the first line of its action begins: nothing that the action may not need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from soket_xl.actions import COMMANDS

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="clicks are forked off one process")
SLOW = ("openpyxl", "docx", "pandas", "numpy", "python_calamine", "email.message", "http.client", "ssl", "xml.sax",
        "importlib.metadata", "statistics", "asyncio", "unittest")  # fmt: skip
"""What takes milliseconds to import: only inside the step that uses it."""
PACKAGES_READ_OR_WRITTEN = {
    "chase", "intake", "split", "request", "report", "awards", "submit", "trace", "fold", "format", "templates",
    "merge", "upgrade", "demo", "build",
}  # fmt: skip
"""Commands that cannot do without lxml."""
CLICKS = """
import json, os, sys
sys.modules["pandas"] = sys.modules["numpy"] = None  # xlwings goes without them; anybody else who asks for them fails
import xlwings
from benchmarks.clicked import click
before = set(sys.modules)
for command in sys.argv[1:]:
    def tell():
        print(json.dumps([command, sorted(set(sys.modules) - before)]), flush=True)
        os._exit(0)
    child = os.fork()
    if child == 0:
        click(command, tell)
    assert os.waitpid(child, 0)[1] == 0, command
"""


@pytest.fixture(scope="module")
def imported() -> dict[str, list[str]]:
    """Return the modules that each button's click has brought in by the first line of its action."""
    done = subprocess.run([sys.executable, "-c", CLICKS, *COMMANDS], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr == ""
    return dict(json.loads(line) for line in done.stdout.splitlines())


def test_every_command_reaches_its_first_line_without_slow_modules(imported: dict[str, list[str]]) -> None:
    assert set(imported) == set(COMMANDS)
    assert {(command, name) for command, names in imported.items() for name in names if name in SLOW} == set()


def test_only_commands_on_office_files_wait_for_lxml(imported: dict[str, list[str]]) -> None:
    assert {command for command, names in imported.items() if "lxml.etree" in names} <= PACKAGES_READ_OR_WRITTEN


def test_commonest_click_brings_only_what_tells_where_units_stand(imported: dict[str, list[str]]) -> None:
    ours = {name.split(".")[1] for name in imported["status"] if name.startswith("soket_xl.")}
    assert ours == {"actions", "buttons", "errors", "hosts", "joining", "lean", "model", "schema", "tables", "text", "texts",
                    "tracker", "tracking"}  # fmt: skip
    assert {name.split(".")[0] for name in imported["status"]} <= {"soket_xl", *sys.stdlib_module_names}


ADD_IN = (
    "import sys, xlwings.utils; early = [name for name in ('pandas', 'numpy') if name in sys.modules]; "
    "import pandas; print(early, pandas.DataFrame([1]).size)"
)
"""What the add-in's line begins with, and then a step that does need pandas."""


def test_add_in_starts_without_pandas_in_the_bundle_and_steps_find_it_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_bytes((ROOT / "tools" / "bundle" / "sitecustomize.py").read_bytes())
    paths = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    done = subprocess.run([sys.executable, "-c", ADD_IN], env=os.environ | paths, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[] 1\n", "")

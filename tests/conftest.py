"""Heavy gates run where their tools are; where a tool is missing they are left out aloud, and in CI that fails."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
VALIDATOR = ROOT / "tools" / "validator" / "node_modules" / ".bin" / "ooxml-validator"
IN_CI = os.environ.get("CI") == "true" and os.environ.get("SOKET_GATES") == "1"
left_out: list[str] = []


def missing_tool(mark: str) -> str | None:
    """Return what is missing for the tests of a mark, None if all is there."""
    if mark == "ooxml" and not (VALIDATOR.exists() and shutil.which("node")):
        return "npm ci --ignore-scripts --prefix tools/validator"
    if mark == "libreoffice" and not (shutil.which("soffice") and shutil.which("pdfinfo")):
        return "apt-get install libreoffice-calc libreoffice-writer poppler-utils fonts-croscore"
    if mark == "excel" and os.name != "nt":
        return "Windows with Excel"
    return None


def group_of(item: pytest.Item) -> str | None:
    """Return the group of tests that one process must run one after another, as they share what is dear to make."""
    made = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    if "demo" in made:
        return "demo"
    return item.path.name if any(found[-1].scope == "module" for found in made.values()) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = []
    for item in items:
        if group := group_of(item):
            item.add_marker(pytest.mark.xdist_group(group))
        lacks = [
            why
            for mark in ("ooxml", "libreoffice", "excel")
            if item.get_closest_marker(mark) and (why := missing_tool(mark))
        ]
        if lacks and not (IN_CI and item.get_closest_marker("excel") is None):
            left_out.append(f"{item.nodeid} ({lacks[0]})")
        else:
            kept.append(item)
    if len(kept) != len(items):
        config.hook.pytest_deselected(items=[i for i in items if i not in kept])
        items[:] = kept


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a process that ran a share of the tests tell what it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take what a process left out; all of them collect the same tests."""
    left_out[:] = getattr(node, "workeroutput", {}).get("left_out", left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if left_out:
        terminalreporter.write_line(f"NOT RUN for want of a tool: {len(left_out)} tests")
        for line in left_out[:5]:
            terminalreporter.write_line(f"  {line}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one run of the demo, made once for all gates."""
    from soket_xl.__main__ import main

    folder = tmp_path_factory.mktemp("demo") / "kết quả"
    assert main(["demo", str(folder)]) == 0
    return folder


def sdk_errors(path: Path) -> list[str]:
    """Return what the Open XML SDK finds wrong with a file: nothing if it is sound."""
    if missing_tool("ooxml"):
        pytest.fail(f"the validator is not installed: {missing_tool('ooxml')}")
    done = subprocess.run(["node", str(VALIDATOR), str(path)], capture_output=True, text=True, timeout=120)
    result = json.loads(done.stdout)
    return [] if result["ok"] else [str(error) for error in result["errors"]] or ["not valid"]


def reference_faults(path: Path) -> list[str]:
    """Return what ooxml-integrity finds wrong with the references of a Word file: nothing if it is sound."""
    from ooxml_integrity import Severity, check

    return [f"{found.code}: {found.message}" for found in check(str(path)) if found.severity is not Severity.INFO]

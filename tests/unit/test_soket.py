"""The bootstrap: one clear sentence for each thing that can be missing, and no second installation."""

import ast
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def make_environment(module, with_pip):
    """Make what `python -m venv` leaves behind; without pip it is what is left when it is broken off."""
    python = module.python()
    python.parent.mkdir(parents=True)
    python.write_text("")
    (module.VENV / "pyvenv.cfg").write_text(f"version = {sys.version.split()[0]}\n")
    if with_pip:
        record = module.VENV / "lib" / "python3.11" / "site-packages" / "pip-26.0.dist-info" / "RECORD"
        record.parent.mkdir(parents=True)
        record.write_text("")


@pytest.fixture
def soket(tmp_path, monkeypatch):
    """A copy of soket.py in a project of its own, with its commands recorded instead of run."""
    for name in ("soket.py", "requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    spec = importlib.util.spec_from_file_location("soket_copy", tmp_path / "soket.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ran = []

    def run(command, **_options):
        module.ran.append([str(part) for part in command])
        if "venv" in command:
            shutil.rmtree(module.VENV, ignore_errors=True)
            make_environment(module, with_pip=True)
        return subprocess.CompletedProcess(command, 0, b"", b"")

    monkeypatch.setattr(module.subprocess, "run", run)
    monkeypatch.setattr(
        module.subprocess, "call", lambda command, **o: module.ran.append([str(c) for c in command]) or 0
    )
    return module


def test_first_run_makes_the_environment_and_installs_the_pins(soket):
    assert soket.main(["demo"]) == 0
    steps = [" ".join(command) for command in soket.ran]
    assert "venv" in steps[0]
    assert "requirements.txt" in steps[1]
    assert steps[2].endswith("-m soket_xl demo ket_qua")


def test_second_run_installs_nothing(soket):
    soket.main(["demo"])
    soket.ran.clear()
    assert soket.main(["status", "so.xlsm"]) == 0
    assert [command[1:] for command in soket.ran] == [["-m", "soket_xl", "status", "so.xlsm"]]


def test_changed_pins_are_installed_again(soket):
    soket.main(["demo"])
    (soket.ROOT / "requirements.txt").write_text("xlwings==0.0.1\n")
    soket.ran.clear()
    soket.main(["demo"])
    assert ["requirements.txt" in " ".join(command) for command in soket.ran] == [True, False]


def test_demo_after_tests_installs_nothing(soket):
    soket.main(["test"])
    soket.ran.clear()
    assert soket.main(["demo"]) == 0
    assert [command[1:] for command in soket.ran] == [["-m", "soket_xl", "demo", "ket_qua"]]


def test_another_python_makes_the_environment_anew(soket, monkeypatch):
    soket.main(["demo"])
    soket.ran.clear()
    monkeypatch.setattr(soket.sys, "version", "3.99.1 (main)")
    soket.main(["demo"])
    assert ["venv" in command for command in soket.ran] == [True, False, False]


def test_environment_broken_off_before_pip_is_made_anew(soket):
    make_environment(soket, with_pip=False)
    assert soket.main(["demo"]) == 0
    assert ["venv" in command for command in soket.ran] == [True, False, False]


def test_installation_broken_off_is_made_again(soket, monkeypatch):
    good = soket.subprocess.run

    def broken_off(command, **options):
        if "pip" in command:
            raise KeyboardInterrupt
        return good(command, **options)

    monkeypatch.setattr(soket.subprocess, "run", broken_off)
    with pytest.raises(KeyboardInterrupt):
        soket.main(["demo"])
    monkeypatch.setattr(soket.subprocess, "run", good)
    soket.ran.clear()
    assert soket.main(["demo"]) == 0
    assert ["pip" in command for command in soket.ran] == [True, False]


def test_tests_take_the_development_pins_and_pass_words_on(soket):
    soket.main(["test", "-k", "status"])
    assert "requirements-dev.txt" in " ".join(soket.ran[1])
    assert soket.ran[-1][1:3] == ["-m", "pytest"]
    assert soket.ran[-1][-2:] == ["-k", "status"]


@pytest.mark.parametrize(
    ("words", "parallel"),
    [
        ([], True),
        (["-x", "-q"], True),
        (["tests/unit"], True),
        (["tests/unit/test_soket.py"], False),
        (["tests/unit/test_soket.py::test_a"], False),
        (["--version"], False),
        (["--pdb"], False),
        (["-n", "3"], False),
        (["-n3"], False),
    ],
)
def test_tests_use_all_cores_unless_told_otherwise(soket, words, parallel):
    soket.main(["test", *words])
    assert ("--numprocesses=auto" in soket.ran[-1]) is parallel
    assert soket.ran[-1][len(soket.ran[-1]) - len(words) :] == words


def test_bundle_needs_only_the_pins_of_run_time_and_passes_words_on(soket):
    assert soket.main(["bundle", "--out", "khac"]) == 0
    assert soket.ran[1][-1].endswith("requirements.txt")
    assert soket.ran[-1][1:] == [str(soket.ROOT / "tools" / "bundle" / "bundle.py"), "--out", "khac"]


def test_wheels_beside_it_are_used_without_a_network(soket):
    (soket.ROOT / "wheels").mkdir()
    soket.main(["demo"])
    assert "--no-index" in soket.ran[1]


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (b"ERROR: No matching distribution found", "Kiểm tra kết nối mạng"),
        (b"OSError: No space left on device", "Đĩa đã đầy"),
    ],
)
def test_failed_installation_is_one_sentence_and_is_tried_again(soket, monkeypatch, capsys, output, told):
    good = soket.subprocess.run
    monkeypatch.setattr(
        soket.subprocess,
        "run",
        lambda command, **o: (
            subprocess.CompletedProcess(command, 1, output) if "pip" in command else good(command, **o)
        ),
    )
    assert soket.main(["demo"]) == 2
    assert told in capsys.readouterr().err
    monkeypatch.setattr(soket.subprocess, "run", good)
    assert soket.main(["demo"]) == 0


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (b"No module named venv", "python3-venv"),
        (b"The virtual environment was not created successfully because ensurepip is not available.", "python3-venv"),
        (b"Error: [Errno 28] No space left on device", "Đĩa đã đầy"),
        (b"Error: [Errno 122] Disk quota exceeded", "Đĩa đã đầy"),
        (b"Error: [Errno 13] Permission denied: '/srv/soket/.venv'", "Không ghi được vào thư mục"),
    ],
)
def test_environment_that_cannot_be_made_is_one_sentence(soket, monkeypatch, capsys, output, told):
    monkeypatch.setattr(soket.subprocess, "run", lambda command, **o: subprocess.CompletedProcess(command, 1, output))
    assert soket.main(["demo"]) == 2
    progress, sentence = capsys.readouterr().err.splitlines()
    assert progress.endswith("...")
    assert told in sentence


def test_old_python_is_one_sentence(soket, monkeypatch, capsys):
    monkeypatch.setattr(soket.sys, "version_info", (3, 8, 10, "final", 0))
    assert soket.main(["demo"]) == 2
    assert "Cần Python 3.11 trở lên, máy này đang chạy Python 3.8.10" in capsys.readouterr().err


def test_full_disk_is_one_sentence(soket, monkeypatch, capsys):
    monkeypatch.setattr(soket, "disk_is_full", lambda: True)
    assert soket.main(["demo"]) == 2
    assert "Đĩa đã đầy" in capsys.readouterr().err


def test_folder_that_may_not_be_written_is_one_sentence(soket, monkeypatch, capsys):
    def refuse(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(soket.subprocess, "run", refuse)
    assert soket.main(["demo"]) == 2
    assert "Không ghi được vào thư mục" in capsys.readouterr().err


def test_old_pythons_can_read_the_file():
    tree = ast.parse((ROOT / "soket.py").read_text("utf-8"), feature_version=(3, 6))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.NamedExpr | ast.Match)]


def test_code_outside_the_standard_library_is_not_imported():
    tree = ast.parse((ROOT / "soket.py").read_text("utf-8"))
    names = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_script_refuses_an_unwritable_folder_without_a_traceback(tmp_path):
    folder = tmp_path / "chương trình"
    folder.mkdir()
    for name in ("soket.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv").write_text("a file where the environment should be")
    done = subprocess.run([sys.executable, "soket.py", "demo"], cwd=folder, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode("utf-8")
    assert done.stdout == b""


def test_windows_twin_returns_the_exit_code_of_the_command():
    """In a bracketed block cmd.exe puts %errorlevel% in when it reads the block, before the command has run."""
    script = (ROOT / "soket.cmd").read_text("ascii")
    assert not re.search(r"\([^)]*%errorlevel%", script)
    assert not re.search(r"\([^)]*%\*", script)
    targets = set(re.findall(r"goto :?(\w+)", script))
    assert targets == set(re.findall(r"^:(\w+)", script, re.MULTILINE))

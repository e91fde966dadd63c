"""Installing without rights: what is copied, repaired, upgraded, told to Excel, and left alone when it is removed."""

import hashlib
import importlib.util
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from soket_xl.errors import SetupError
from soket_xl.machine import install as installing
from soket_xl.machine.facts import HOME, trusted_key
from soket_xl.machine.install import LIST, USED, check_source, install, starts, unfit
from soket_xl.machine.remove import main as remove_main
from soket_xl.machine.remove import remove
from tests.support.machines import Registry, healthy

ADDIN = ("profile", "Microsoft", "Excel", "XLSTART", "xlwings.xlam")


def bundle(folder, **contents):
    """Write a small bundle with its list and return its folder."""
    files = {
        "soket_xl/a.py": "a",
        "soket_xl/machine/b.py": "b",
        "runtime/python.exe": "p",
        "workbook/soket_tracker.xlsm": "sổ",
        "requirements.txt": "",
        "go-cai-dat.cmd": "g",
        **contents,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    lines = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}" for name, text in files.items()]
    (folder / LIST).write_text("\n".join(lines), "utf-8")
    return folder


@pytest.fixture
def machine(tmp_path):
    pc = healthy(tmp_path)
    tmp_path.joinpath(*ADDIN).unlink()
    source = bundle(tmp_path / "Tải về" / "SoKet")
    places = {"ProgramData": str(tmp_path / "ProgramData"), "LOCALAPPDATA": str(tmp_path / "local")}
    return replace(pc, root=source, registry=Registry(), environment={**pc.environment, **places})


def put(machine, target=None, typed="", starts=True):
    """Install and return (folder, lines told)."""
    told: list[str] = []
    return install(machine, target, lambda _question: typed, told.append, lambda _target: starts), told


def test_first_installation_copies_all_and_tells_excel(machine, tmp_path):
    target, told = put(machine, tmp_path / "So Ket")
    assert (target / "soket_xl" / "a.py").read_text() == "a"
    assert (target / "ho-so" / "soket_tracker.xlsm").read_text("utf-8") == "sổ"
    assert (target / "log").is_dir()
    assert tmp_path.joinpath(*ADDIN).read_bytes() == b"add-in of 0.37.8"
    assert machine.registry.get(r"HKCU\Environment", HOME) == str(target)
    for office in ("15.0", "16.0"):
        assert machine.registry.get(rf"{trusted_key(office)}\SoKet", "Path") == str(target / "ho-so")
    assert any("6 tệp, 0 tệp đã có sẵn" in line for line in told)


def test_again_copies_nothing_and_keeps_what_the_clerk_wrote(machine, tmp_path):
    target, _ = put(machine, tmp_path / "S")
    (target / "ho-so" / "soket_tracker.xlsm").write_text("của chị Hường", "utf-8")
    _, told = put(machine, target)
    assert any("Đã chép 0 tệp" in line for line in told)
    assert (target / "ho-so" / "soket_tracker.xlsm").read_text("utf-8") == "của chị Hường"


def test_damaged_file_is_repaired(machine, tmp_path):
    target, _ = put(machine, tmp_path / "S")
    (target / "soket_xl" / "a.py").write_text("virus")
    (target / "runtime" / "python.exe").unlink()
    _, told = put(machine, target)
    assert any("Đã chép 2 tệp" in line for line in told)
    assert (target / "soket_xl" / "a.py").read_text() == "a"


def test_upgrade_takes_away_only_files_of_the_old_program(machine, tmp_path):
    target, _ = put(machine, tmp_path / "S")
    (target / "soket_xl" / "note.txt").write_text("mine")
    newer = bundle(tmp_path / "new" / "SoKet", **{"soket_xl/c.py": "c"})
    (newer / "soket_xl" / "a.py").unlink()
    lines = [line for line in (newer / LIST).read_text("utf-8").splitlines() if not line.endswith("/a.py")]
    (newer / LIST).write_text("\n".join(lines), "utf-8")
    put(replace(machine, root=newer), target)
    assert not (target / "soket_xl" / "a.py").exists()
    assert (target / "soket_xl" / "c.py").exists()
    assert (target / "soket_xl" / "note.txt").exists()


def test_installing_over_itself_only_sets_up_excel_again(machine, tmp_path):
    target, _ = put(machine, tmp_path / "S")
    tmp_path.joinpath(*ADDIN).unlink()
    put(replace(machine, root=target), target)
    assert tmp_path.joinpath(*ADDIN).exists()


def test_bundle_that_is_not_whole_is_refused_with_the_file(machine):
    (machine.root / "soket_xl" / "a.py").unlink()
    with pytest.raises(SetupError, match=r"soket_xl/a\.py"):
        check_source(machine.root)
    (machine.root / LIST).unlink()
    with pytest.raises(SetupError, match="Giải nén lại"):
        check_source(machine.root)


@pytest.mark.parametrize("folder", ["/Sơ kết", "/a&b", "/100%", "SoKet", ""])
def test_folder_that_excel_cannot_call_is_refused(folder):
    assert unfit(Path(folder)) is not None
    assert unfit(Path(Path.cwd().anchor, "So Ket")) is None


def test_enter_takes_the_usual_folder_and_a_typed_one_goes_before_it(machine, tmp_path):
    assert put(machine)[0] == tmp_path / "ProgramData" / "SoKet"
    assert put(machine, typed=f'"{tmp_path / "khac"}"')[0] == tmp_path / "khac"


def test_usual_folder_that_may_not_be_written_gives_way_to_the_next(machine, tmp_path):
    (tmp_path / "ProgramData").write_text("a file, no folder")
    target, told = put(machine)
    assert target == tmp_path / "local" / "SoKet"
    assert any("thử thư mục khác" in line for line in told)
    (tmp_path / "local" / "x").mkdir(parents=True, exist_ok=True)
    with pytest.raises(SetupError, match="Không ghi được vào thư mục nào"):
        put(replace(machine, environment={"ProgramData": str(tmp_path / "ProgramData")}))


def test_policy_that_locks_the_registry_stops_nothing_else(machine, tmp_path):
    locked = replace(machine, registry=Registry(locked=("HKCU",)))
    target, told = put(locked, tmp_path / "S")
    assert (target / "runtime" / "python.exe").exists()
    assert any("soket.cmd" in line for line in told)


def test_policy_against_trusted_folders_is_told_and_obeyed(machine, tmp_path):
    key = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
    registry = Registry({(key, "AllLocationsDisabled"): 1})
    _, told = put(replace(machine, registry=registry), tmp_path / "S")
    assert any("thư mục tin cậy" in line for line in told)
    assert registry.get(rf"{trusted_key('16.0')}\SoKet", "Path") is None


def test_addin_that_cannot_be_written_is_told_and_the_rest_goes_on(machine, tmp_path):
    start = tmp_path.joinpath(*ADDIN).parent
    start.rmdir()
    start.write_text("no folder")
    target, told = put(machine, tmp_path / "S")
    assert any("Chưa đặt được phần bổ trợ" in line for line in told)
    assert machine.registry.get(r"HKCU\Environment", HOME) == str(target)


def test_file_in_use_stops_with_a_sentence_and_the_next_run_makes_it_whole(machine, tmp_path, monkeypatch):
    target, _ = put(machine, tmp_path / "S")
    newer = bundle(tmp_path / "new" / "SoKet", **{"soket_xl/a.py": "a2", "soket_xl/machine/b.py": "b2"})
    good = installing.shutil.copyfile

    def busy(source, path):
        if Path(path).name == "b.py":
            raise PermissionError(13, "in use")
        return good(source, path)

    monkeypatch.setattr(installing.shutil, "copyfile", busy)
    with pytest.raises(SetupError, match="Đóng Excel"):
        put(replace(machine, root=newer), target)
    monkeypatch.setattr(installing.shutil, "copyfile", good)
    put(replace(machine, root=newer), target)
    assert (target / "soket_xl" / "machine" / "b.py").read_text() == "b2"


def test_removing_leaves_the_clerks_folder_and_other_peoples_settings(machine, tmp_path):
    target, _ = put(machine, tmp_path / "S")
    (target / "ho-so" / "bao-cao.docx").write_text("x")
    cache = target / "soket_xl" / "__pycache__"
    cache.mkdir()
    (cache / "a.cpython-312.pyc").write_bytes(b"")
    machine.registry.put(rf"{trusted_key('16.0')}\Khac", "Path", "C:\\Khac")
    assert remove(replace(machine, root=target)) == 4
    left = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    assert left == {"runtime/python.exe", "go-cai-dat.cmd", "ho-so/soket_tracker.xlsm", "ho-so/bao-cao.docx"}
    assert not (target / "soket_xl").exists()
    assert not tmp_path.joinpath(*ADDIN).exists()
    assert machine.registry.get(r"HKCU\Environment", HOME) is None
    assert machine.registry.keys(trusted_key("16.0")) == ("Khac",)


def test_removing_leaves_an_addin_of_another_version(machine, tmp_path):
    target, _ = put(machine, tmp_path / "S")
    tmp_path.joinpath(*ADDIN).write_bytes(b"another")
    remove(replace(machine, root=target))
    assert tmp_path.joinpath(*ADDIN).read_bytes() == b"another"


def test_programs_end_with_a_sentence_where_there_is_no_bundle(capsys):
    assert installing.main([]) == 2
    assert remove_main() == 2
    out = capsys.readouterr().out
    assert out.count(LIST) == 2
    assert "Traceback" not in out


def test_python_that_may_not_run_is_told_before_excel_is_sent_to_it(machine, tmp_path):
    with pytest.raises(SetupError, match="không chạy được"):
        put(machine, tmp_path / "S", starts=False)
    assert machine.registry.get(r"HKCU\Environment", HOME) is None
    assert not starts(tmp_path / "nowhere")


@pytest.mark.skipif(os.name == "nt", reason="a script plays the copied Python")
def test_trying_leaves_every_module_of_ours_compiled_for_clicks_that_write_none(tmp_path, monkeypatch):
    monkeypatch.setattr("soket_xl.machine.install.USED", ("soket_xl.__main__",))
    for name in ("runtime/python.exe", "soket_xl/__init__.py", "soket_xl/__main__.py", "soket_xl/actions/status.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    script = tmp_path / "runtime" / "python.exe"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    script.chmod(0o755)
    assert starts(tmp_path)
    assert [path.name.split(".")[0] for path in tmp_path.rglob("actions/**/*.pyc")] == ["status"]


def test_modules_that_are_tried_are_there():
    for name in USED:
        assert importlib.util.find_spec(name) is not None

"""Every check of a machine: well on a healthy PC, and each sickness told with what to do, worst first."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PureWindowsPath

import pytest

from soket_xl.actions.doctor import chain_of, doctor
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.saving import marks_of
from soket_xl.machine.facts import HOME, NoRegistry, this_machine
from soket_xl.model import Context
from soket_xl.schema import LOG
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from tests.support.books import make_book
from tests.support.machines import CLICK_TO_RUN, EXCEL, healthy, with_value

NOW = datetime(2026, 5, 4, 8, 30)
CONTEXT = Context(on=NOW.date(), now=NOW, who="huong")
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel"
CHILDREN = r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
OWN = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"


@pytest.fixture
def machine(tmp_path):
    return healthy(tmp_path)


def look(machine, now=NOW):
    """Return {name: check} of the JSON."""
    outcome = doctor(replace(CONTEXT, now=now), machine=machine)
    return {check["name"]: check for check in outcome.data["checks"]}


def sick(machine, now=NOW):
    return {name for name, check in look(machine, now).items() if not check["ok"]}


def test_a_healthy_machine_has_nothing_to_do(machine):
    outcome = doctor(CONTEXT, machine=machine)
    assert sick(machine) == set()
    assert outcome.exit_code == 0
    assert outcome.lines[0] == "Máy sẵn sàng."


REGISTRY = [
    ("excel", EXCEL, "", None, "soket.cmd"),
    ("excel", CLICK_TO_RUN, "VersionToReport", "14.0.7268.5000", "Excel 2013"),
    ("home", r"HKCU\Environment", HOME, None, "cai-dat.cmd"),
    ("home", r"HKCU\Environment", HOME, r"D:\Khac", "cai-dat.cmd"),
    ("macros", rf"{POLICY}\Security", "VBAWarnings", 4, "soket.cmd"),
    ("macros", OWN, "VBAWarnings", 4, "Trust Center"),
    ("trusted", rf"{POLICY}\Security\Trusted Locations", "AllLocationsDisabled", 1, "Enable Content"),
    ("trusted", rf"{OWN}\Trusted Locations\Location7", "Path", r"C:\Khac", "ho-so"),
    ("children", CHILDREN, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "1", "soket.cmd"),
    ("children", CHILDREN, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", 6, "soket.cmd"),
    ("outlook", r"HKCR\Outlook.Application\CLSID", "", None, "chương trình thư khác"),
]


@pytest.mark.parametrize(("name", "key", "value", "is_now", "remedy"), REGISTRY)
def test_sickness_in_the_registry_is_told_alone_with_its_remedy(machine, name, key, value, is_now, remedy):
    found = with_value(machine, key, value, is_now)
    assert sick(found) == {name}
    assert remedy in look(found)[name]["message"]


def test_children_rule_in_audit_is_no_sickness(machine):
    assert sick(with_value(machine, CHILDREN, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", 2)) == set()


def test_missing_and_other_packages_are_told(machine):
    found = look(replace(machine, versions={"xlwings": "0.30.0"}))
    assert "0.30.0" in found["xlwings"]["message"]
    assert "Chưa có openpyxl 3.1.5" in found["openpyxl"]["message"]


def test_old_python_and_wrong_clock_are_told(machine):
    assert sick(replace(machine, python=(3, 8, 10))) == {"python"}
    assert sick(machine, datetime(2012, 1, 1)) == {"clock"}


def test_addin_that_is_gone_or_of_another_version_is_told(machine, tmp_path):
    installed = tmp_path / "profile" / "Microsoft" / "Excel" / "XLSTART" / "xlwings.xlam"
    installed.write_bytes(b"add-in of 0.30.0")
    assert "khác bản đi kèm" in look(machine)["addin"]["message"]
    installed.unlink()
    assert "Chưa có phần bổ trợ" in look(machine)["addin"]["message"]


def test_font_log_folder_and_cloud_are_told(machine, tmp_path):
    (tmp_path / "Windows" / "Fonts" / "times.ttf").unlink()
    (machine.root / "log").rmdir()
    cloud = replace(machine, environment={**machine.environment, "OneDrive": str(tmp_path)})
    assert sick(cloud) == {"font", "log", "cloud"}


def test_paths_with_accents_are_told(machine, tmp_path):
    elsewhere = tmp_path / "Sơ kết"
    elsewhere.mkdir()
    (elsewhere / "requirements.txt").write_text("")
    found = sick(replace(machine, root=elsewhere, executable=str(elsewhere / "python.exe")))
    assert {"path", "log", "home"} <= found


def test_folder_on_another_computer_is_told(machine, monkeypatch):
    monkeypatch.setattr(type(machine), "writable", lambda self, folder: True)
    monkeypatch.setattr(type(machine), "free", lambda self: 10)
    share = replace(machine, folder=Path("//may-chu/chung"))
    assert {"cloud", "disk"} <= sick(share)


def test_tracker_with_the_mark_of_the_web_is_told(machine):
    (machine.folder / "so.xlsm").write_bytes(b"")
    (machine.folder / "so.xlsm:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert "so.xlsm" in look(machine)["mark"]["message"]
    (machine.folder / "so.xlsm:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=1\n")
    assert look(machine)["mark"]["ok"]


def test_what_stops_the_work_comes_before_what_hampers_it(machine, tmp_path):
    (tmp_path / "Windows" / "Fonts" / "times.ttf").unlink()
    found = with_value(machine, r"HKCU\Environment", HOME, None)
    outcome = doctor(CONTEXT, machine=found)
    assert [check["severity"] for check in outcome.data["checks"][:3]] == ["error", "warning", "info"]
    assert outcome.exit_code == 1
    assert outcome.lines[0] == "Có 2 điểm cần xử lý:"
    only_warning = with_value(found, r"HKCU\Environment", HOME, str(machine.root))
    assert doctor(CONTEXT, machine=only_warning).exit_code == 0


def test_this_machine_answers_every_check():
    outcome = doctor(CONTEXT)
    assert {"python", "xlwings", "folder", "disk", "path", "clock", "excel"} <= {
        c["name"] for c in outcome.data["checks"]
    }
    assert this_machine().addin is not None


def test_machine_without_a_registry_has_no_values():
    registry = NoRegistry()
    registry.drop("HKCU\\a")
    assert (registry.get("HKCU\\a"), registry.keys("HKCU\\a")) == (None, ())
    with pytest.raises(OSError, match="registry"):
        registry.put("HKCU\\a", "b", 1)


@pytest.fixture
def logged(tmp_path):
    """A tracker with three runs in its log."""
    path = make_book(tmp_path)
    for number in range(3):
        host = FileHost(path)
        moment = replace(CONTEXT, now=NOW.replace(hour=9 + number, second=17), on=date(2026, 5, 4))
        host.write([Tracker(host).log(moment, "intake", f"{number} báo cáo")])
    return path


def test_log_that_nobody_touched_is_whole(logged):
    assert chain_of(FileHost(logged)).ok
    outcome = doctor(CONTEXT, book=logged)
    assert {key: value for key, value in outcome.data["checks"][-1].items() if key in ("name", "ok")} == {
        "name": "log_chain",
        "ok": True,
    }


@pytest.mark.parametrize("change", ["edit", "remove"])
def test_log_that_was_edited_or_cut_is_told_with_its_row(logged, change):
    host = FileHost(logged)
    rows = read_rows(host, LOG)[0]
    rows = (
        [{**row, "summary": "khác"} if at == 1 else row for at, row in enumerate(rows)]
        if change == "edit"
        else rows[1:]
    )
    host.write([make_table(LOG, rows)])
    check = chain_of(FileHost(logged))
    assert not check.ok
    assert "dòng" in check.message


def test_log_whose_last_rows_were_taken_out_by_hand_is_told(logged):
    host = FileHost(logged)
    rows, marks = read_rows(host, LOG)[0], marks_of(logged)
    host.write([make_table(LOG, rows[:-1])])
    marks_of(logged)[-1].unlink()
    assert marks_of(logged) == marks
    check = chain_of(FileHost(logged))
    assert not check.ok
    assert "thiếu 1 dòng cuối" in check.message


def test_log_after_undo_is_whole(logged):
    FileHost(logged).restore_last()
    assert len(read_rows(FileHost(logged), LOG)[0]) == 2
    assert chain_of(FileHost(logged)).ok


def test_tracker_that_cannot_be_read_is_told_by_its_check(tmp_path):
    outcome = doctor(CONTEXT, book=tmp_path / "khong-co.xlsm")
    assert next(c for c in outcome.data["checks"] if c["name"] == "log_chain")["ok"] is False


def test_version_of_an_excel_without_click_to_run_is_read_from_its_folder(machine):
    found = with_value(machine, CLICK_TO_RUN, "VersionToReport", None)
    old = with_value(found, EXCEL, "", str(PureWindowsPath(r"C:\Program Files\Microsoft Office\Office14\EXCEL.EXE")))
    assert "Excel 16.0" in look(with_value(found, EXCEL, "", r"C:\Office\Office16\EXCEL.EXE"))["excel"]["message"]
    assert sick(old) == {"excel"}

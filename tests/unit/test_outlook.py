"""Drafts in Outlook: saved and shown, never sent; files where Outlook is not there or gives up, nothing lost or twice."""

from datetime import date, datetime

import pytest

from soket_xl.actions.brief import brief
from soket_xl.actions.chase import chase
from soket_xl.actions.request import request
from soket_xl.errors import WorkbookError
from soket_xl.model import Context
from soket_xl.schema import REMINDERS
from soket_xl.tables import read_rows
from tests.support.fake_outlook import INVALID_CLASS, UNAVAILABLE, ComError, install
from tests.support.memory import tracker_in_memory, unit_row
from tests.support.mime import parts_of

AT = Context(on=date(2026, 5, 8), now=datetime(2026, 5, 8, 9, 0), who="thu")
HOSTILE = "b@x.vn; Bcc: c@evil.vn\r\nBcc: d@evil.vn"


@pytest.fixture
def outlook(monkeypatch):
    monkeypatch.setattr("soket_xl.machine.printing.by_libreoffice", lambda *_: None)
    return install(monkeypatch)


def book(count=2, way="Outlook", **cells):
    units = [unit_row(f"{3388 + n:05d}", f"Xã Nậm {n}", email=f"nam{n}@example.vn") for n in range(count)]
    units[0] |= cells
    return tracker_in_memory({"tblUnits": units}, {"mail_drafts": way})


def emails(folder):
    return [parts_of(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


def test_drafts_are_saved_in_outlook_with_what_the_files_would_say(outlook, tmp_path):
    cells = {"head_email": "lanhdao@example.vn", "email": "a@x.vn; b@x.vn"}
    outcome = chase(book(**cells), AT, tmp_path / "1")
    chase(book(way="tệp .eml", **cells), AT, tmp_path / "2")
    files = [
        (h["to"].replace(",", ";"), h.get("cc", "").replace(",", ";"), h["subject"], leaves[0].content.decode())
        for h, leaves in emails(tmp_path / "2")
    ]
    assert [one[:4] for one in outlook.told()] == files
    assert files[0][:2] == ("lanhdao@example.vn", "a@x.vn; b@x.vn")
    assert emails(tmp_path / "1") == []
    assert sorted(p.suffix for p in outcome.files) == [".docx", ".txt"]
    assert any("2 thư nháp nằm trong thư mục Drafts" in line for line in outcome.lines)


@pytest.mark.parametrize(("count", "opened", "folder"), [(1, 1, 0), (3, 3, 0), (4, 0, 1), (40, 0, 1)])
def test_few_drafts_are_opened_of_many_the_folder_once(outlook, tmp_path, count, opened, folder):
    chase(book(count), AT, tmp_path)
    assert (len(outlook.drafts), sum(d.shown for d in outlook.drafts), outlook.folder_shown) == (count, opened, folder)


@pytest.mark.parametrize("missing", [INVALID_CLASS, UNAVAILABLE, None], ids=["none", "new Outlook", "no Windows"])
def test_machine_without_outlook_gets_files_and_is_told(outlook, monkeypatch, tmp_path, missing):
    outlook.missing = missing
    monkeypatch.setattr("soket_xl.machine.outlook.WINDOWS", missing is not None)
    outcome = chase(book(), AT, tmp_path)
    assert len(emails(tmp_path)) == 2
    (told,) = [line for line in outcome.lines if "Outlook" in line]
    assert "không có Outlook" in told
    assert "2 thư nháp được ghi thành tệp .eml" in told


def test_files_are_the_default_and_outlook_is_left_alone(outlook, tmp_path):
    outcome = chase(book(way=None), AT, tmp_path)
    assert (outlook.started, len(emails(tmp_path)), [line for line in outcome.lines if "Outlook" in line]) == (0, 2, [])


def test_unknown_way_is_named_and_files_are_written(outlook, tmp_path):
    lines = chase(book(way="Gmail"), AT, tmp_path).lines
    assert len(emails(tmp_path)) == 2
    assert any('"Gmail"' in line and "Thư nháp soạn vào" in line and "ô C" in line for line in lines)


def test_outlook_that_is_busy_for_a_moment_is_asked_again(outlook, tmp_path):
    outlook.rejections = 4
    chase(book(), AT, tmp_path)
    assert len(outlook.drafts) == 2


def test_outlook_that_stays_busy_gives_way_to_files(outlook, tmp_path):
    outlook.rejections = 999
    lines = chase(book(), AT, tmp_path).lines
    assert len(emails(tmp_path)) == 2
    assert any("Outlook đang bận" in line for line in lines)


def test_drafts_that_outlook_refuses_half_way_become_files(outlook, tmp_path):
    outlook.room = 2
    host = book(5)
    lines = chase(host, AT, tmp_path).lines
    assert (len(outlook.drafts), len(emails(tmp_path))) == (2, 3)
    assert any("The message store is full" in line and "3 thư nháp" in line for line in lines)
    rows, _ = read_rows(host, REMINDERS)
    assert [(r["channel"], r["file"] is None) for r in rows] == [("Thư nháp trong Outlook", True)] * 2 + [
        ("Thư nháp", False)
    ] * 3


def test_drafts_are_taken_back_when_the_register_cannot_be_written(outlook, monkeypatch, tmp_path):
    host = book(4)

    def refuse(*tables, **more):
        raise WorkbookError("host.excel_busy", seconds=8)

    monkeypatch.setattr(host, "write", refuse)
    with pytest.raises(WorkbookError):
        chase(host, AT, tmp_path)
    assert (outlook.drafts, outlook.folder_shown) == ([], 0)


def test_cells_slip_no_addressee_and_no_second_line_into_a_draft(outlook, tmp_path):
    host = book(1, email=HOSTILE, head_email="c@evil.vn<x>; =cmd|x", name="Xã\u2028Nậm\r\nBcc: d@evil.vn")
    outcome = chase(host, AT, tmp_path)
    ((to, cc, subject, _, _),) = outlook.told()
    assert (to, cc) == ("b@x.vn", "")
    assert subject.isprintable()
    assert any("Bcc: c@evil.vn Bcc: d@evil.vn không phải địa chỉ" in line for line in outcome.lines)
    assert any("c@evil.vn<x>; =cmd|x không phải địa chỉ" in line for line in outcome.lines)


def test_request_and_brief_use_the_same_way_with_attachments(outlook, tmp_path):
    unit = unit_row("03390", "Xã Bình Lư", email="a@x.vn", received_on=date(2026, 5, 6), version=1, review="returned")
    entry = {"unit_id": "03390", "section": "I.2", "order": 1, "text": "Đã làm.", "current": "current", "version": 1}
    host = tracker_in_memory({"tblUnits": [unit], "tblEntries": [entry]}, {"mail_drafts": "Outlook"})
    asked = request(host, AT, tmp_path)
    shown = brief(host, AT, tmp_path)
    (first, second) = outlook.told()
    assert first[0] == "a@x.vn"
    assert second[4][0] == "theo-doi_2026-05-08.xlsx"
    assert not list(tmp_path.glob("*.eml"))
    assert all(any("Drafts" in line for line in outcome.lines) for outcome in (asked, shown))


def test_the_fake_guards_what_outlook_guards(outlook):
    item = outlook.CreateItem(0)
    with pytest.raises(ComError):
        _ = item.To
    with pytest.raises(AssertionError, match="sent"):
        item.Send()

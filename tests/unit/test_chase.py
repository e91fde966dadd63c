"""Reminders: only to those who owe, worst first, once a step, and nobody without an address passed over in silence."""

from datetime import date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from soket_xl.actions.chase import chase
from soket_xl.model import Context
from soket_xl.schema import REMINDERS, UNITS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.ladder import due
from soket_xl.tracking.messages import mail_lines
from soket_xl.tracking.status import assess
from tests.conftest import sdk_errors
from tests.support.memory import tracker_in_memory, unit_row


def at(day, hour=9):
    return Context(on=date(2026, 5, day), now=datetime(2026, 5, day, hour, 0), who="thu")


def host():
    rows = (
        unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 6)),
        unit_row("03390", "Xã Bình Lư", email="binhlu@example.vn"),
        unit_row("03394", "Xã Sin Suối Hồ", email="Nguyễn Văn A"),
        unit_row("03405", "Xã Tả Lèng", received_on=date(2026, 5, 5), review="returned"),
        unit_row("03408", "Phường Tân Phong", exempt="yes"),
        unit_row("03424", "Xã Bản Bo", extended_to=date(2026, 5, 12), email="a@example.vn; b@example.vn"),
    )
    return tracker_in_memory({"tblUnits": rows})


def test_late_due_and_returned_are_told_apart(tmp_path):
    data = chase(host(), at(8), tmp_path).data
    assert data["late"] == ["03390", "03394"]
    assert data["due"] == ["03424"]
    assert data["returned"] == ["03405"]
    names = sorted(p.name for p in data["files"])
    assert "cong-van-don-doc_2026-05-08.docx" in names
    assert "2026-05-08_xa-binh-lu.eml" in names
    assert len(names) == 4 + 2


def test_mail_is_an_unsent_draft_with_the_units_own_state(tmp_path):
    chase(host(), at(8), tmp_path)
    message = message_from_bytes((tmp_path / "2026-05-08_xa-binh-lu.eml").read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "binhlu@example.vn"
    assert "Xã Bình Lư" in message["Subject"]
    assert "đã quá 1 ngày" in message.get_body().get_content()
    two = message_from_bytes((tmp_path / "2026-05-08_xa-ban-bo.eml").read_bytes(), policy=default)
    assert two["To"] == "a@example.vn, b@example.vn"
    assert "đã gia hạn đến hết ngày 12/5/2026" in two.get_body().get_content()


def test_unit_with_a_wrong_address_or_none_is_named(tmp_path):
    lines = chase(host(), at(8), tmp_path).lines
    assert any("Xã Sin Suối Hồ" in line and "Nguyễn Văn A" in line for line in lines)
    assert any("Xã Tả Lèng" in line and "chưa có thư điện tử" in line for line in lines)


def test_second_run_of_a_step_makes_nothing_the_next_step_does(tmp_path):
    book = host()
    chase(book, at(8), tmp_path / "1")
    again = chase(book, at(8, hour=15), tmp_path / "2")
    assert again.data["files"] == []
    assert again.data["late"] == ["03390", "03394"]
    assert not (tmp_path / "2").exists()
    later = chase(book, at(12), tmp_path / "3")
    assert "2026-05-12_xa-binh-lu.eml" in {p.name for p in later.data["files"]}
    rows, _ = read_rows(book, REMINDERS)
    assert [r["step"] for r in rows if r["unit_id"] == "03390"] == [
        "Quá hạn 1 ngày làm việc",
        "Quá hạn 3 ngày làm việc",
    ]


def test_before_the_first_step_nobody_is_reminded(tmp_path):
    outcome = chase(tracker_in_memory(), at(3), tmp_path)
    assert (outcome.data["late"], outcome.data["due"], outcome.data["files"]) == ([], [], [])


@pytest.mark.ooxml
def test_letter_is_sound_and_lists_the_units(tmp_path):
    import docx

    chase(host(), at(8), tmp_path)
    letter = tmp_path / "cong-van-don-doc_2026-05-08.docx"
    assert sdk_errors(letter) == []
    document = docx.Document(str(letter))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "hạn cuối là hết ngày 07/5/2026" in text
    assert [row.cells[1].text for row in document.tables[-1].rows][1:] == [
        "Xã Bình Lư",
        "Xã Sin Suối Hồ",
        "Xã Bản Bo",
        "Xã Tả Lèng",
    ]


def test_extension_that_is_granted_later_is_not_told_on_a_day_before_it():
    unit = unit_row("03424", "Xã Bản Bo", extended_to=datetime(2026, 5, 12, 9), extended_on=date(2026, 5, 8))
    told = {}
    for day in (6, 11):
        tracker, on = Tracker(tracker_in_memory({"tblUnits": [unit]})), date(2026, 5, day)
        calendar = Calendar(*tracker.holidays)
        (reminder,) = due(tracker.units, [assess(u, on, calendar, 3) for u in tracker.units], on, calendar)
        told[day] = mail_lines(
            reminder, dict.fromkeys(("campaign", "plan", "office", "contact", "phone", "email"), "")
        )[2]
    assert "trước ngày 08/5/2026" in told[6]
    assert "gia hạn đến 9h00 ngày 12/5/2026" in told[11]


def test_extended_unit_climbs_the_ladder_anew_and_marks_of_the_clerk_stay(tmp_path):
    book = tracker_in_memory({"tblUnits": [unit_row("03390", "Xã Bình Lư", email="a@example.vn")]})
    chase(book, at(4), tmp_path / "1")
    rows, _ = read_rows(book, REMINDERS)
    book.write([make_table(REMINDERS, [rows[0] | {"sent": "yes", "note": "đã gọi"}])])
    units, _ = read_rows(book, UNITS)
    book.write([make_table(UNITS, [units[0] | {"extended_to": date(2026, 5, 14)}])])
    assert chase(book, at(8), tmp_path / "2").data["files"] == []
    assert len(chase(book, at(11), tmp_path / "3").data["files"]) == 3
    rows, _ = read_rows(book, REMINDERS)
    assert [(r["step"], r["sent"], r["note"]) for r in rows] == [
        ("Trước hạn 3 ngày làm việc", "yes", "đã gọi"),
        ("Trước hạn 3 ngày làm việc", None, None),
    ]


def test_correction_is_asked_for_again_and_after_a_new_return_from_the_start(tmp_path):
    unit = unit_row("03405", "Xã Tả Lèng", received_on=date(2026, 5, 5), review="returned")
    unit |= {"reviewed_on": date(2026, 5, 6), "return_reason": "Thiếu phụ lục."}
    book = tracker_in_memory({"tblUnits": [unit]})
    made = [len(chase(book, at(day), tmp_path / str(day)).data["files"]) for day in (6, 6, 7, 8, 11, 12)]
    assert made == [3, 0, 3, 0, 3, 0]
    message = message_from_bytes((tmp_path / "6" / "2026-05-06_xa-ta-leng.eml").read_bytes(), policy=default)
    assert "Thiếu phụ lục." in message.get_body().get_content()


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "chưa có thư điện tử và điện thoại"),
        ({"phone": "0912"}, "chưa có thư điện tử;"),
        ({"email": "a@x.vn; b@x.vn"}, "nhiều địa chỉ"),
        ({"email": "a@x"}, "a@x không phải"),
        ({"contact": "lo.a@x.vn"}, "nằm ở cột tên"),
    ],
)
def test_odd_contact_is_named(tmp_path, cells, said):
    book = tracker_in_memory({"tblUnits": [unit_row("03390", "Xã Bình Lư", **cells)]})
    assert any(said in line and "Xã Bình Lư" in line for line in chase(book, at(8), tmp_path).lines)


def test_letter_quotes_only_reminders_marked_as_sent_each_beside_its_unit(tmp_path):
    import docx

    book = host()
    rows = [
        {"at": datetime(2026, 5, 4, 8), "unit_id": "03390", "step": "Trước hạn", "sent": "yes"},
        {"at": datetime(2026, 5, 5, 8), "unit_id": "03394", "step": "Trước hạn"},
        {"at": datetime(2026, 5, 6, 8), "unit_id": "03405", "step": "Yêu cầu", "sent": "yes", "points": "a"},
        {"at": datetime(2026, 5, 3, 8), "unit_id": "03388", "step": "Trước hạn", "sent": "yes"},
    ]
    book.write([make_table(REMINDERS, rows)])
    chase(book, at(8), tmp_path)
    document = docx.Document(str(tmp_path / "cong-van-don-doc_2026-05-08.docx"))
    said = "\n".join(p.text for p in document.paragraphs)
    assert "đã đôn đốc vào các ngày: 04/5/2026." in said
    listed = {row.cells[1].text: row.cells[-1].text for row in document.tables[-1].rows}
    assert listed["Xã Bình Lư"] == "04/5/2026"
    assert [listed[name] for name in ("Xã Sin Suối Hồ", "Xã Tả Lèng")] == ["", ""]

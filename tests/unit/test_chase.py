"""Reminders: only to those who owe, worst first, once a step, and nobody without an address passed over in silence."""

from datetime import date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from soket_xl.actions.chase import chase
from soket_xl.actions.request import request
from soket_xl.hosts.cells import check_columns
from soket_xl.model import Context, Table
from soket_xl.schema import REMINDERS, UNITS
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.ladder import due
from soket_xl.tracking.messages import mail_lines
from soket_xl.tracking.status import assess
from soket_xl.word.format.check import check
from tests.conftest import sdk_errors
from tests.support.docx_dump import dump
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


def test_units_whose_names_differ_by_a_mark_have_a_draft_each(tmp_path):
    rows = [unit_row("03390", "Xã Tà Lèng"), unit_row("03391", "Xã Tả Lèng"), unit_row("SYT", "Sở Y tế", "sở")]
    made = chase(tracker_in_memory({"tblUnits": rows}), at(8), tmp_path).files
    assert sorted(path.name[11:] for path in made if path.suffix == ".eml") == [
        "so-y-te.eml", "xa-ta-leng-03390.eml", "xa-ta-leng-03391.eml",
    ]  # fmt: skip
    assert all(path.exists() for path in made)


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
        ({"email": "a@x.vn\nb@x.vn"}, "nhiều địa chỉ thư: a@x.vn; b@x.vn"),
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


def test_register_keeps_the_true_moment_and_the_day_that_a_reminder_is_for(tmp_path):
    book = host()
    moment = datetime(2026, 5, 20, 14, 30, 15)
    for day in (8, 8, 12):
        chase(book, Context(on=date(2026, 5, day), now=moment, who="thu"), tmp_path)
    rows, _ = read_rows(book, REMINDERS)
    assert {row["at"] for row in rows} == {moment}
    assert [row["on"].day for row in rows if row["unit_id"] == "03390"] == [8, 12]
    back = unit_row("03405", "Xã Tả Lèng", received_on=date(2026, 5, 5), review="returned", version=1)
    entry = {"unit_id": "03405", "section": "I.2", "order": 1, "text": "Đã làm.", "current": "current", "version": 1}
    other = tracker_in_memory({"tblUnits": [back], "tblEntries": [entry]})
    request(other, Context(on=date(2026, 5, 8), now=moment, who="thu"), tmp_path)
    assert [(row["at"], row["on"]) for row in read_rows(other, REMINDERS)[0]] == [(moment, date(2026, 5, 8))]


def test_addressee_rises_with_the_ladder_and_a_head_without_an_address_is_named(tmp_path):
    contact = {"email": "a@x.vn", "contact": "Lò Thị Mẩy", "phone": "0912"}
    head = {"head": "Giàng A Páo", "head_email": "h@x.vn", "head_phone": "0988"}
    units = [unit_row("03390", "Xã Bình Lư", **contact, **head), unit_row("03394", "Xã Tả Lèng", **contact)]
    book = tracker_in_memory({"tblUnits": units})
    said = {day: chase(book, at(day), tmp_path / str(day)).lines for day in (6, 8, 12)}
    mails = {
        (day, name): message_from_bytes(
            (tmp_path / str(day) / f"2026-05-{day:02d}_{name}.eml").read_bytes(), policy=default
        )
        for day in said
        for name in ("xa-binh-lu", "xa-ta-leng")
    }
    assert [(m["To"], m["Cc"]) for m in mails.values()] == [
        ("a@x.vn", None), ("a@x.vn", None), ("h@x.vn", "a@x.vn"), ("a@x.vn", None), ("h@x.vn", "a@x.vn"), ("a@x.vn", None),
    ]  # fmt: skip
    texts = {key: mail.get_body().get_content() for key, mail in mails.items()}
    assert texts[6, "xa-binh-lu"].startswith("Kính gửi: Ủy ban nhân dân xã Bình Lư\r\n")
    assert texts[8, "xa-ta-leng"].startswith("Kính gửi: Lãnh đạo Ủy ban nhân dân xã Tả Lèng\r\n")
    assert ["báo cáo Ủy ban nhân dân tỉnh danh sách" in texts[day, "xa-ta-leng"] for day in said] == [
        False,
        False,
        True,
    ]
    named = [[line for line in lines if "Thư điện tử của lãnh đạo" in line] for lines in said.values()]
    assert [len(lines) for lines in named] == [0, 1, 1]
    assert "1 đơn vị" in named[1][0]
    assert ": Xã Tả Lèng." in named[1][0]
    messages = (tmp_path / "8" / "tin-nhan_2026-05-08.txt").read_text("utf-8-sig")
    assert "[Xã Bình Lư - Giàng A Páo - 0988]" in messages
    assert "[Xã Tả Lèng - Lãnh đạo đơn vị, qua Lò Thị Mẩy 0912]" in messages


def test_deadline_whose_hour_has_passed_is_not_announced_as_to_come(tmp_path):
    hour = unit_row("03390", "Xã Bình Lư", email="a@x.vn") | {"deadline": datetime(2026, 5, 8, 15, 0)}
    data = chase(tracker_in_memory({"tblUnits": [hour]}), at(8, hour=16), tmp_path).data
    assert (data["late"], data["due"]) == (["03390"], [])
    message = message_from_bytes((tmp_path / "2026-05-08_xa-binh-lu.eml").read_bytes(), policy=default)
    assert "thời hạn trước 15h00 ngày 08/5/2026 đã qua" in message.get_body().get_content()


def test_letter_tells_the_province_from_its_step_on_and_has_no_fault_of_form(tmp_path):
    book = tracker_in_memory({"tblUnits": [unit_row("03390", "Xã Bình Lư"), unit_row("SYT", "Sở Y tế", "sở")]})
    shown = {}
    for day in (6, 12):
        chase(book, at(day), tmp_path)
        path = tmp_path / f"cong-van-don-doc_2026-05-{day:02d}.docx"
        shown[day] = dump(path.read_bytes())
        found = check(path)
        assert (found.kind, list(found.findings)) == ("cong_van", [])
    assert "V/v đôn đốc gửi báo cáo sơ kết 01 năm" in shown[6]
    assert "Ủy ban nhân dân xã Bình Lư" in shown[6]
    told = "Sở Nội vụ báo cáo Ủy ban nhân dân tỉnh danh sách 2 cơ quan, đơn vị, địa phương đã quá hạn"
    assert [(told in text, "UBND tỉnh (báo cáo)" in text) for text in shown.values()] == [(False, False), (True, True)]


@pytest.mark.parametrize(
    ("recipient", "stays"),
    [
        ("- UBND tỉnh (b/c)", False), ("Đ/c Chủ tịch, các PCT UBND tỉnh", False), ("Lãnh đạo UBND tỉnh", False),
        ("Thường trực Ủy ban nhân dân tỉnh", False), ("Văn phòng UBND tỉnh", True), ("Các sở thuộc UBND tỉnh", True),
    ],
)  # fmt: skip
def test_recipients_leave_the_province_out_until_it_is_told(recipient, stays, tmp_path):
    settings = {"letter_cc": f"Như trên; {recipient}; Lưu: VT"}
    chase(tracker_in_memory({"tblUnits": [unit_row("03390", "Xã Bình Lư")]}, settings), at(6), tmp_path)
    shown = dump((tmp_path / "cong-van-don-doc_2026-05-06.docx").read_bytes())
    assert (recipient.removeprefix("- ") in shown, "Như trên" in shown) == (stays, True)


def test_tracker_of_before_is_chased_and_its_reminders_count(tmp_path):
    book = host()
    for name, gone in (
        (REMINDERS.name, {"Nhắc cho ngày"}),
        (UNITS.name, {"Lãnh đạo đơn vị", "Thư điện tử của lãnh đạo"}),
    ):
        table = book.tables[name]
        kept = [n for n, header in enumerate(table.headers) if header not in gone]
        cut = [tuple(cells[n] for n in kept) for cells in (table.headers, *table.rows)]
        book.tables[name] = Table(name, cut[0], tuple(cut[1:]), table.first_row)
    write = book.write

    def strict(tables):
        for table in tables:
            check_columns(table, book.tables[table.name].headers, table.name)
        write(tables)

    book.write = strict
    assert len(chase(book, at(8), tmp_path).files) == 6
    assert chase(book, at(8), tmp_path).files == []


def test_letter_names_the_hour_of_a_deadline_that_has_one(tmp_path):
    units = {"tblUnits": [unit_row("03390", "Xã Bình Lư")]}
    chase(tracker_in_memory(units, {"report_deadline": datetime(2026, 5, 8, 17)}), at(12), tmp_path)
    shown = dump((tmp_path / "cong-van-don-doc_2026-05-12.docx").read_bytes())
    assert "gửi báo cáo về Sở Nội vụ trước 17h00 ngày 08/5/2026." in shown
    assert "hết ngày" not in shown

"""Receipts one by one and as a block: versions, reviews and hours are kept, a doubtful line stays with a reason."""

from datetime import date, datetime, time

import pytest

from soket_xl.__main__ import main
from soket_xl.actions.receive import receive
from soket_xl.actions.status import status
from soket_xl.errors import SoketError
from soket_xl.hosts.file import FileHost
from soket_xl.model import Context, Deadline
from soket_xl.schema import INBOX, RECEIPTS
from soket_xl.tables import make_table, read_rows
from soket_xl.text.dates import parse_moment
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory, unit_row

NOW = datetime(2026, 5, 12, 9, 30)


def at(day, month=5):
    return Context(on=date(2026, month, day), now=NOW, who="thu")


def unit_on(host, day, unit_id="03388"):
    return next(u for u in status(host, at(day)).data["units"] if u["unit_id"] == unit_id)


def inbox(*lines):
    keys = ("unit", "number", "dated", "received", "channel")
    return tracker_in_memory({"tblInbox": [dict(zip(keys, line, strict=False)) for line in lines]})


def test_any_past_day_is_shown_again_after_return_and_acceptance():
    host = tracker_in_memory()
    receive(host, at(5), "03388", date(2026, 5, 5), "01/BC-UBND", channel="email")
    receive(host, at(6), "03388", date(2026, 5, 6), returned="Thiếu phụ lục số liệu")
    receive(host, at(11), "03388", date(2026, 5, 11), "02/BC-UBND")
    receive(host, at(12), "03388", date(2026, 5, 12), accepted=True)
    shown = {day: (unit_on(host, day)["state"], unit_on(host, day)["document_no"]) for day in (4, 5, 6, 10, 11, 12)}
    assert shown == {
        4: ("due_soon", None), 5: ("received", "01/BC-UBND"), 6: ("returned", "01/BC-UBND"),
        10: ("returned", "01/BC-UBND"), 11: ("received", "02/BC-UBND"), 12: ("complete", "02/BC-UBND"),
    }  # fmt: skip
    rows, _ = read_rows(host, RECEIPTS)
    assert [(r["version"], r["review"], r["return_reason"]) for r in rows] == [
        (1, "returned", "Thiếu phụ lục số liệu"),
        (2, "accepted", None),
    ]


def test_report_typed_on_the_sheet_only_gets_its_row_when_the_next_one_comes():
    unit = unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 5), review="returned", return_reason="Sơ sài")
    host = tracker_in_memory({"tblUnits": [unit | {"reviewed_on": date(2026, 5, 6)}]})
    receive(host, at(8), "03388", date(2026, 5, 8))
    assert [unit_on(host, day)["state"] for day in (5, 7, 8)] == ["received", "returned", "received"]
    assert [v.version for v in unit_on(host, 8)["versions"]] == [1, 2]


def test_review_needs_a_report_a_later_day_and_a_reason():
    host = tracker_in_memory()
    for said, options in (("chưa có ngày đến", {"accepted": True}), ("Chưa có ngày đến", {})):
        with pytest.raises(SoketError, match=said):
            receive(host, at(8), "03388", None, **options)
    receive(host, at(8), "03388", date(2026, 5, 8))
    for said, options in (("sớm hơn", {"returned": "x", "day": date(2026, 5, 7)}), ("lý do", {"returned": " "})):
        with pytest.raises(SoketError, match=said):
            receive(host, at(8), "03388", **options)
    assert host.writes == 1


def test_same_document_is_not_recorded_twice():
    host = tracker_in_memory()
    receive(host, at(8), "03388", date(2026, 5, 7), "01/BC-UBND")
    outcome = receive(host, at(8), "03388", date(2026, 5, 7), "01/bc-ubnd")
    assert "đã có trong sổ" in outcome.lines[0]
    assert host.writes == 1


def test_good_lines_of_a_block_are_recorded_and_each_bad_one_stays_with_its_reason():
    host = inbox(
        ("Nơi gửi", "Số ký hiệu", "Ngày văn bản", "Ngày đến", "Hình thức"),
        ("UBND xã Bình Lư", "12/BC-UBND", "06/05/2026", "07/05/2026", "email"),
        ("Sở Tài chính", "=1+1", None, "07/5/2026 16:30", "Trục liên thông"),
        ("Xã Bình Lưu", "1", None, "07/5/2026", None),
        ("Đảng ủy xã Bình Lư", "2", None, "07/5/2026", None),
        ("Phường Đoàn Kết", "3", None, None, None),
        ("Phường Đoàn Kết", "3", None, "05/12/2026", None),
        ("Phường Đoàn Kết", "3", None, "31/4/2026", None),
        ("Phường Đoàn Kết", "3", "08/5/2026", "07/5/2026", None),
        (None, "3", None, "07/5/2026", None),
        ("UBND xã Bình Lư", "12/BC-UBND", None, "07/5/2026", None),
    )
    outcome = receive(host, at(12))
    assert [(r["unit_id"], r["state"]) for r in outcome.data["recorded"]] == [
        ("03390", "received"),
        ("STC", "received"),
    ]
    assert [r["row"] for r in outcome.data["rejected"]] == [8, 9, 10, 11, 12, 13, 14, 15]
    reasons = " | ".join(r["reason"] for r in outcome.data["rejected"])
    for said in ("Xã Bình Lư", "Ngày đến để trống", "đảo", "không phải là ngày", "muộn hơn ngày đến", "đã có trong sổ"):
        assert said in reasons
    rows, _ = read_rows(host, INBOX)
    assert len(rows) == 8
    assert all(row["reason"] for row in rows)
    assert Tracker(host).unit_by_id["STC"].received_hour == time(16, 30)


def test_a_second_click_keeps_what_was_left_and_records_nothing_twice():
    host = inbox(("Phường Đoàn Kết", "3", None, "07/5/2026", None), ("?", "4", None, "07/5/2026", None))
    receive(host, at(12))
    outcome = receive(host, at(12))
    assert (outcome.data["recorded"], len(outcome.data["rejected"])) == ([], 1)
    assert len(read_rows(host, RECEIPTS)[0]) == 1


def test_block_in_a_file_leaves_the_sheet_empty(tmp_path, capsys):
    book = tmp_path / "so.xlsm"
    assert main(["new", str(book)]) == 0
    units = [u.name for u in Tracker(FileHost(book)).units]
    lines = [{"unit": name, "number": f"{n}/BC", "received": "07/5/2026"} for n, name in enumerate(units, 1)]
    FileHost(book).write([make_table(INBOX, lines)])
    assert main(["receive", str(book), "--block", "--on", "2026-05-08"]) == 0
    assert "51 văn bản" in capsys.readouterr().out
    assert read_rows(FileHost(book), INBOX)[0] == []
    assert all(unit.received_on == date(2026, 5, 7) for unit in Tracker(FileHost(book)).units)
    assert main(["receive", str(book), "--block"]) == 2


@pytest.mark.parametrize(
    ("rule", "came", "late"),
    [
        ("by", "08/5/2026 17:00", False), ("before", "08/5/2026 17:00", True), ("before", "08/5/2026 16h59", False),
        ("by", "17h01 ngày 08/5/2026", True), ("by", "08/5/2026", False), ("before", "2026-05-09T07:00:00", True),
    ],
)  # fmt: skip
def test_hour_of_the_deadline_is_kept_to_the_minute(rule, came, late):
    moment = parse_moment(came)
    hour = moment.time() if isinstance(moment, datetime) else None
    day = moment.date() if isinstance(moment, datetime) else moment
    assert Deadline(date(2026, 5, 8), rule, time(17)).passed(day, hour) is late


@pytest.mark.parametrize(("came", "kept"), [("08/5/2026 16:59", "received"), ("08/5/2026 17:30", "received_late")])
def test_campaigns_hour_counts_on_its_day(tmp_path, came, kept):
    settings = {"report_deadline": datetime(2026, 5, 8, 17), "report_rule": "chậm nhất ngày"}
    unit = unit_row("03388", "Phường Đoàn Kết", rule="by")
    host = tracker_in_memory({"tblUnits": [unit]}, settings)
    assert receive(host, at(12), "03388", parse_moment(came)).data["state"] == kept
    assert unit_on(host, 12)["days_late"] == (kept == "received_late")


@pytest.mark.parametrize(
    ("cells", "entry", "expected"),
    [
        ({}, None, "nothing_overdue"),
        ({"extended_to": date(2026, 5, 20)}, None, "nothing_yet"),
        ({"received_on": date(2026, 5, 7)}, None, "empty_on_time"),
        ({"received_on": date(2026, 5, 7), "review": "accepted"}, None, "empty_on_time"),
        ({"received_on": date(2026, 5, 8)}, None, "empty_late"),
        ({"received_on": date(2026, 5, 7)}, "I.1", "partial_on_time"),
        ({"received_on": date(2026, 5, 8), "review": "returned"}, "I.1", "partial_late"),
        ({"received_on": date(2026, 5, 7), "review": "accepted"}, "I.1", "good_on_time"),
        ({"received_on": date(2026, 5, 8), "review": "accepted"}, "I.1", "good_late"),
        ({"exempt": "yes"}, None, None),
    ],
)
def test_diagnosis_of_eight(cells, entry, expected):
    entries = [{"unit_id": "03388", "section": entry, "text": "Đã làm.", "kind": "paragraph"}] if entry else []
    host = tracker_in_memory({"tblUnits": [unit_row("03388", "Phường Đoàn Kết", **cells)], "tblEntries": entries})
    assert unit_on(host, 12)["diagnosis"] == expected


def test_report_in_time_but_empty_is_named():
    host = tracker_in_memory({"tblUnits": [unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 6))]})
    lines = status(host, at(8)).lines
    assert "Đúng hạn, chưa có nội dung (1): Phường Đoàn Kết." in lines

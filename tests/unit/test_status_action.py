"""The commands `status` and `receive` over a tracker in memory: the JSON of the contract, days right, nothing lost."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from soket_xl.actions.receive import receive
from soket_xl.actions.status import status
from soket_xl.errors import SoketError, WorkbookError
from soket_xl.model import Context
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory, unit_row

NOW = datetime(2026, 5, 8, 9, 30)
MAY_8 = Context(on=date(2026, 5, 8), now=NOW, who="thu")


def host_with(*rows):
    return tracker_in_memory({"tblUnits": rows})


def test_json_has_the_keys_of_the_contract():
    data = status(tracker_in_memory(), MAY_8).data
    assert data["deadline"] == {"date": date(2026, 5, 8), "rule": "before", "last_day": date(2026, 5, 7)}
    assert [rate["group"] for rate in data["rates"]] == ["agencies", "communes", "all"]
    assert data["rates"][-1]["expected"] == 51
    assert data["rates"][-1]["overdue"] == 51
    keys = {"unit_id", "name", "group", "state", "document_no", "document_date", "received_on", "days_late"}
    assert set(data["units"][0]) >= keys | {"working_days_late", "missing", "diagnosis", "versions"}
    assert [(m["name"], m["days_left"]) for m in data["milestones"]] == [("review", -2), ("report", -1), ("submit", 4)]


def test_unit_that_sent_an_empty_report_in_time_lacks_its_sections():
    data = status(host_with(unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 6))), MAY_8).data
    assert data["units"][0]["state"] == "received"
    assert "III.2" in data["units"][0]["missing"]


def test_past_day_shows_nothing_of_what_came_later():
    host = host_with(unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 8), document_no="05/BC-UBND"))
    unit = status(host, Context(on=date(2026, 5, 7), now=NOW, who="thu")).data["units"][0]
    assert (unit["state"], unit["received_on"], unit["document_no"], unit["missing"]) == ("due_soon", None, None, [])


def test_extension_holds_from_the_day_on_which_it_was_granted():
    cells = {"extended_to": date(2026, 5, 12), "extended_on": date(2026, 5, 8), "received_on": date(2026, 5, 11)}
    host = host_with(
        unit_row("03388", "Phường Đoàn Kết", **cells), unit_row("03390", "Xã Bình Lư", **cells | {"extended_on": None})
    )
    shown = {
        day: [
            (u["state"], str(u["last_day"])[8:])
            for u in status(host, Context(date(2026, 5, day), NOW, "thu")).data["units"]
        ]
        for day in (7, 8, 11)
    }
    assert shown == {
        7: [("due_soon", "07"), ("due_soon", "12")],
        8: [("due_soon", "12"), ("due_soon", "12")],
        11: [("received", "12"), ("received", "12")],
    }


def test_tracker_made_before_the_day_of_an_extension_was_asked_for_is_read_and_written_as_it_is():
    host = host_with(unit_row("03388", "Phường Đoàn Kết", extended_to=date(2026, 5, 12)))
    table = host.tables["tblUnits"]
    at = table.headers.index("Ngày đồng ý gia hạn")
    rows = tuple(row[:at] + row[at + 1 :] for row in table.rows)
    host.tables["tblUnits"] = replace(table, headers=table.headers[:at] + table.headers[at + 1 :], rows=rows)
    assert receive(host, MAY_8, "03388", date(2026, 5, 12)).data["state"] == "received"


def test_status_writes_nothing():
    host = tracker_in_memory()
    status(host, MAY_8)
    assert host.writes == 0


def test_wrong_date_is_a_finding_and_the_rest_goes_on():
    rows = (
        unit_row("03388", "Phường Đoàn Kết", received_on="31/4/2026"),
        unit_row("03390", "Xã Bình Lư", received_on=date(2026, 5, 7)),
    )
    outcome = status(host_with(*rows), MAY_8)
    assert [u["state"] for u in outcome.data["units"]] == ["overdue", "received"]
    assert [f.code for f in outcome.findings] == ["bad_cell"]
    assert any("31/4/2026" in line for line in outcome.lines)


def test_receipt_is_recorded_in_one_write_with_a_line_in_the_log():
    host = tracker_in_memory()
    outcome = receive(host, MAY_8, "3388", date(2026, 5, 7), "05/BC-UBND", date(2026, 5, 6), "email")
    assert outcome.data == {"unit_id": "03388", "state": "received"}
    assert host.writes == 1
    unit = Tracker(host).unit_by_id["03388"]
    assert (unit.received_on, unit.document_no, unit.document_date, unit.version) == (
        date(2026, 5, 7),
        "05/BC-UBND",
        date(2026, 5, 6),
        1,
    )
    assert "03388" in str(host.tables["tblLog"].rows[-1])


def test_second_receipt_keeps_the_first_day_and_reopens_the_review():
    host = host_with(unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 6), version=1, review="returned"))
    assert receive(host, MAY_8, "Phường Đoàn Kết", date(2026, 5, 8)).data["state"] == "received"
    unit = Tracker(host).unit_by_id["03388"]
    assert (unit.received_on, unit.version, unit.review) == (date(2026, 5, 6), 2, None)


def test_receipt_of_an_unknown_unit_or_an_impossible_day_changes_nothing():
    host = tracker_in_memory()
    with pytest.raises(WorkbookError, match="Không có đơn vị"):
        receive(host, MAY_8, "Thị trấn Zzz", date(2026, 5, 7))
    with pytest.raises(WorkbookError, match=r"gần giống: Xã Bình Lư\."):
        receive(host, MAY_8, "Xã Bin Lu", date(2026, 5, 7))
    with pytest.raises(SoketError, match="2020–2035"):
        receive(host, MAY_8, "03388", date(2062, 5, 7))
    assert host.writes == 0


def test_receipt_in_the_future_is_taken_with_a_warning():
    outcome = receive(tracker_in_memory(), MAY_8, "03388", date(2026, 6, 7))
    assert "muộn hơn hôm nay" in outcome.lines[-1]


def test_channel_is_written_in_the_registers_word_or_as_given():
    for given, kept in (
        ("email", "Thư điện tử"),
        ("truc lien thong", "Trục liên thông"),
        ("VNPT-iOffice", "VNPT-iOffice"),
    ):
        host = tracker_in_memory()
        receive(host, MAY_8, "03388", date(2026, 5, 7), channel=given)
        row = next(r for r in host.tables["tblUnits"].rows if r[0] == "03388")
        assert kept in row

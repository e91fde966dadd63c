"""The tracker's tables as nouns, with what clerks really leave in cells."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from soket_xl.errors import WorkbookError
from soket_xl.joining.log import link
from soket_xl.model import Context
from soket_xl.schema import ENTRIES, HOLIDAYS, LOG, UNITS
from soket_xl.tables import ROW, changed_rows, make_table, read_rows, typed_over
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory, unit_row

MAY = Context(on=date(2026, 5, 8), now=datetime(2026, 5, 8, 9, 30), who="thu")


def units_of(*rows):
    tracker = Tracker(tracker_in_memory({"tblUnits": rows}))
    return tracker.units, tracker.findings


def test_default_campaign_has_fifty_one_units_and_no_finding():
    tracker = Tracker(tracker_in_memory())
    assert len(tracker.units) == 51
    assert {u.group for u in tracker.units} == {"agencies", "communes"}
    assert tracker.findings == []


def test_code_whose_leading_zero_excel_ate_is_the_same_unit():
    units, findings = units_of(unit_row(3388, "Phường Đoàn Kết", "phường"))
    assert units[0].unit_id == "03388"
    assert findings == []


def test_unit_entered_twice_is_found_with_both_rows():
    _, findings = units_of(
        unit_row("03388", "Phường Đoàn Kết"), unit_row("03390", "Xã Bình Lư"), unit_row(3388, "Phường ĐK")
    )
    assert [f.code for f in findings] == ["duplicate"]
    assert 'dòng 7, cột "Mã đơn vị": "03388" đã có ở dòng 5' in findings[0].message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8.5.26", date(2026, 5, 8)),
        ("08/5/2026", date(2026, 5, 8)),
        ("08/05/2026", date(2026, 5, 8)),
        ("ngày 08 tháng 5 năm 2026", date(2026, 5, 8)),
        (46150, date(2026, 5, 8)),
        ("46150", date(2026, 5, 8)),
        (datetime(2026, 5, 8, 16, 30), date(2026, 5, 8)),
        ("2026-05-08", date(2026, 5, 8)),
    ],
)
def test_dates_are_read_as_clerks_type_them(typed, meant):
    units, findings = units_of(unit_row("03388", "Phường Đoàn Kết", received_on=typed))
    assert units[0].received_on == meant
    assert [f.severity for f in findings] == (["warning"] if isinstance(typed, str) else [])


@pytest.mark.parametrize("typed", ["31/4/2026", "05/13/2026", "hôm qua", "08/5", 12, "08/5/2019", "08/5/2062"])
def test_date_that_cannot_be_is_named_with_sheet_row_and_header(typed):
    units, findings = units_of(unit_row("03388", "Phường Đoàn Kết", received_on=typed))
    assert units[0].received_on is None
    assert len(findings) == 1
    assert 'Sheet "Theo dõi", dòng 5, cột "Ngày đến"' in findings[0].message


def test_error_value_and_unknown_choice_are_named():
    row = unit_row("03388", "Phường Đoàn Kết", received_on="#REF!", review="tốt")
    _, findings = units_of(row)
    assert len(findings) == 2
    assert "#REF!" in findings[0].message
    assert "Đạt; Trả lại" in findings[1].message


def typed_state(*shown):
    """Return the findings of a tracker whose status column holds `shown` in place of formulas."""
    host = tracker_in_memory({"tblUnits": [unit_row(f"{n:05}", f"Xã {n}") for n in range(len(shown))]})
    table = host.tables["tblUnits"]
    place = table.headers.index(UNITS.column("state").header)
    rows = tuple((*row[:place], typed, *row[place + 1 :]) for row, typed in zip(table.rows, shown, strict=True))
    host.tables["tblUnits"] = replace(table, rows=rows)
    tracker = Tracker(host)
    assert tracker.units[0].received_on is None
    return tracker.findings


@pytest.mark.parametrize("typed", ["xong rồi", "Hoàn thành"])
def test_status_typed_over_the_formula_is_named_and_does_not_count(typed):
    (finding,) = typed_state(None, typed)
    assert (finding.code, finding.unit_id, finding.cell) == ("typed_state", "00001", "Theo dõi!6")
    assert f'dòng 6, cột "Tình trạng": "{typed}"' in finding.message


def test_blank_text_typed_over_a_formula_is_told_as_nothing():
    class Pasted:
        def typed_over(self, _name):
            return {UNITS.column("state").header: [5]}

    (finding,) = typed_over(Pasted(), UNITS, [unit_row("00001", "Xã 1") | {ROW: 5, "state": None}])
    assert '"" được gõ đè' in finding.message


def test_values_pasted_over_a_whole_computed_column_are_one_finding():
    (finding,) = typed_state(*["Hoàn thành"] * 30)
    assert "dòng 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, ...," in finding.message
    assert finding.unit_id is None


def test_row_without_name_is_named_and_left_out():
    units, findings = units_of(unit_row("03388", None), unit_row("03390", "Xã Bình Lư"))
    assert [u.unit_id for u in units] == ["03390"]
    assert 'cột "Tên đơn vị" để trống' in findings[0].message


def test_unit_is_found_by_id_without_zero_or_exact_name_without_marks():
    tracker = Tracker(tracker_in_memory())
    assert tracker.find_unit("3595").name == "Xã Than Uyên"
    assert tracker.find_unit("xa tan uyen").unit_id == "03598"
    with pytest.raises(WorkbookError, match="Không có đơn vị"):
        tracker.find_unit("Xã Than Uyen 2")


def test_marks_tell_apart_two_units_whose_names_are_alike_without_them():
    rows = [unit_row("00001", "Xã Tà Lèng"), unit_row("00002", "Xã Tả Lèng")]
    tracker = Tracker(tracker_in_memory({"tblUnits": rows}))
    assert tracker.find_unit("xã tả lèng").unit_id == "00002"
    with pytest.raises(WorkbookError, match="xa ta leng"):
        tracker.find_unit("xa ta leng")


def test_parts_of_a_long_paragraph_are_joined_and_old_versions_left_out():
    common = {"unit_id": "03388", "section": "III.1", "version": 2, "current": "current", "kind": "paragraph"}
    rows = [
        {**common, "order": 1, "part": 1, "text": "Một đoạn rất dài "},
        {**common, "order": 1, "part": 2, "text": "có phần sau."},
        {**common, "order": 2, "part": 1, "text": "Cũ", "current": "old", "version": 1},
        {**common, "order": 3, "part": 1, "text": "máy", "text_by_hand": "người", "section_by_hand": "III.2"},
    ]
    entries = Tracker(tracker_in_memory({"tblEntries": rows})).entries
    assert [(e.section, e.text) for e in entries] == [("III.1", "Một đoạn rất dài có phần sau."), ("III.2", "người")]


def test_blank_figure_is_absent_and_zero_is_zero():
    host = tracker_in_memory()
    table = host.tables["tblFigures"]
    cells = ["03388", "Phường Đoàn Kết", "Xã, phường", 0, None, "1.945"] + [None] * (len(table.headers) - 6)
    host.tables["tblFigures"] = table.__class__(table.name, table.headers, (tuple(cells),), 5)
    assert Tracker(host).figures == {"03388": {"DVHC01": 0, "DVHC03": 1945}}


def test_older_schema_is_refused_by_name():
    with pytest.raises(WorkbookError, match="phiên bản 0"):
        Tracker(tracker_in_memory(settings={"schema_version": 0}))


def test_deadline_that_is_no_date_is_refused_with_its_label():
    tracker = Tracker(tracker_in_memory(settings={"report_deadline": "31/4/2026"}))
    with pytest.raises(WorkbookError, match="Đơn vị gửi báo cáo về Sở Nội vụ"):
        tracker.deadline("report")


def test_log_grows_by_one_row_chained_to_the_one_before():
    host = tracker_in_memory()
    host.write([Tracker(host).log(MAY, "status", "một")])
    host.write([Tracker(host).log(MAY, "status", "hai")])
    rows, _ = read_rows(host, LOG)
    assert [row["summary"] for row in rows] == ["một", "hai"]
    assert rows[0]["chain"] != rows[1]["chain"]


def test_column_that_a_clerk_added_survives_a_rewrite():
    host = tracker_in_memory({"tblEntries": [{"unit_id": "03388", "text": "a"}]})
    table = host.tables["tblEntries"]
    host.tables["tblEntries"] = table.__class__(table.name, (*table.headers, "Việc riêng"), ((*table.rows[0], "x"),), 5)
    rows, _ = read_rows(host, ENTRIES)
    assert rows[0]["Việc riêng"] == "x"


def test_log_says_who_when_what_and_which_rows_changed():
    host = tracker_in_memory()
    tracker = Tracker(host)
    rows = [dict(row) for row in tracker.rows(UNITS)]
    rows[0]["note"], rows[2]["received_on"] = "gọi lại", date(2026, 5, 7)
    table = tracker.log(MAY, "receive", "hai đơn vị", [make_table(UNITS, rows), make_table(HOLIDAYS, [])])
    host.write([table])
    logged = read_rows(host, LOG)[0][-1]
    assert (logged["at"], logged["who"], logged["command"]) == (MAY.now, "thu", "receive")
    assert logged["changed"] == (
        f"Theo dõi: 2 dòng ({rows[0]['unit_id']}, {rows[2]['unit_id']}); "
        f"Ngày nghỉ: {len(tracker.rows(HOLIDAYS))} dòng ({', '.join(str(row['date']) for row in tracker.rows(HOLIDAYS))})"
    )
    assert logged["chain"] == link("", logged) != link("", logged | {"changed": None})


def test_rows_added_and_gone_are_counted_with_their_keys():
    tracker = Tracker(tracker_in_memory())
    before = [{"unit_id": "03388", "text": "một"}, {"unit_id": "03390", "text": "hai"}]
    after = [before[1], {"unit_id": "STC", "text": "ba"}, {"unit_id": "STC", "text": "bốn"}]
    assert changed_rows(ENTRIES, before, make_table(ENTRIES, after)) == (2, ["STC", "03388"])
    assert changed_rows(ENTRIES, before, make_table(ENTRIES, before)) == (0, [])
    assert tracker.log(MAY, "x", "y", [make_table(ENTRIES, [])]).rows[-1][LOG_CHANGED] is None


LOG_CHANGED = [column.key for column in LOG.columns].index("changed")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("SỞ NỘI VỤ", "Sở Nội vụ"),
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("PHÒNG VĂN HÓA - XÃ HỘI", "Phòng Văn hóa - Xã hội"),
        ("ỦY BAN NHÂN DÂN XÃ", "Ủy ban nhân dân xã"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_office_in_capitals_is_signed_as_the_decree_spells_it_without_being_in_the_list(typed, shown):
    rows = {"tblUnits": [unit_row("03390", "Xã Bình Lư")]}
    assert Tracker(tracker_in_memory(rows, {"office": typed})).office == shown

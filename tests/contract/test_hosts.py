"""What both hosts promise: the same tests for a closed file and for a book that is open in Excel (over the fake)."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl.utils import get_column_letter

from soket_xl.actions.receive import receive
from soket_xl.errors import WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.excel import ExcelHost
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.package import MAIN
from soket_xl.hosts.saving import backups_of, marks_of
from soket_xl.model import Cell, Context, Table
from soket_xl.schema import ENTRIES, NAME_PASTE, NAME_PASTE_RECEIVED, NAME_PASTE_UNIT, UNITS
from soket_xl.tracker import Tracker
from tests.support.books import Change, make_book
from tests.support.fake_xlwings import open_fake

Opened = Callable[..., WorkbookHost]
HEADERS = tuple(column.header for column in UNITS.columns)
HOLIDAYS = ("Ngày", "Loại", "Nội dung")
HOSTILE = (
    "- Đã tổ chức 12 hội nghị", "=1+1", "+84 912 345 678", "@SUM(A1)", "'nháy đầu dòng", "1/5", "31-12", "1E5", "00123",
    "TRUE", "50%", "dòng một\ndòng hai\tcó tab", "  hai đầu có khoảng trắng ", "Ủy ban nhân dân <xã> & \"Bum Tở\"",
    "🙂", "_x000D_", "ma_x0041_so", "#N/A",
)  # fmt: skip


@pytest.fixture(params=["file", "excel"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opened:
    """Return a function that opens the tracker, changed by openpyxl first, with one of the two hosts."""

    def opened(change: Change | None = None, saves: bool = False) -> WorkbookHost:
        path = make_book(tmp_path, change)
        return FileHost(path) if request.param == "file" else ExcelHost(open_fake(path, saves))

    return opened


def column(table: Table, header: str) -> list[Cell]:
    return [row[table.headers.index(header)] for row in table.rows]


def refusal(action: Callable[[], object]) -> WorkbookError:
    with pytest.raises(WorkbookError) as caught:
        action()
    assert str(caught.value)
    return caught.value


def entries(*texts: Cell) -> Table:
    return Table("tblEntries", ("Mã đơn vị", "Nội dung đơn vị viết"), tuple(("00001", text) for text in texts))


def test_units_are_read_with_codes_as_text_and_dates_as_dates(opened: Opened) -> None:
    table = opened().read_table("tblUnits")
    assert table.headers == tuple(c.header for c in UNITS.columns)
    assert len(table.rows) == 51
    assert table.first_row == 5
    assert all(isinstance(code, str) for code in column(table, "Mã đơn vị"))
    assert set(column(table, "Thời hạn")) == {date(2026, 5, 8)}


def test_constants_in_computed_columns_are_told_until_the_table_is_written(opened: Opened) -> None:
    def type_over(book: Any) -> None:
        sheet = book["Theo dõi"]
        for header, row in (("Tình trạng", 7), ("Tình trạng", 9), ("Số ngày muộn", 55)):
            sheet.cell(row, HEADERS.index(header) + 1).value = "Hoàn thành" if header == "Tình trạng" else 0

    host = opened(type_over)
    assert {h: list(rows) for h, rows in host.typed_over("tblUnits").items()} == {
        "Tình trạng": [7, 9],
        "Số ngày muộn": [55],
    }
    assert host.typed_over("tblHolidays") == {}
    assert [f.code for f in Tracker(host).findings] == []
    tracker = Tracker(host)
    assert len(tracker.units) == 51
    assert [(f.code, f.cell) for f in tracker.findings] == [
        ("typed_state", "Theo dõi!7"),
        ("typed_state", "Theo dõi!55"),
    ]
    host.write([host.read_table("tblUnits")])
    assert host.typed_over("tblUnits") == {}


def test_tracker_without_a_column_of_later_is_read_and_written(opened: Opened) -> None:
    def of_before(book: Any) -> None:
        sheet = book["Theo dõi"]
        sheet.tables["tblUnits"].tableColumns[HEADERS.index("Ngày đồng ý gia hạn")].name = "Cột riêng"
        sheet.cell(4, HEADERS.index("Ngày đồng ý gia hạn") + 1).value = "Cột riêng"

    host = opened(of_before)
    came = receive(host, Context(date(2026, 5, 8), datetime(2026, 5, 8, 9), "thu"), "03388", date(2026, 5, 7))
    assert came.data["state"] == "received"
    assert Tracker(host).unit_by_id["03388"].received_on == date(2026, 5, 7)


def test_rows_that_are_written_are_read_back(opened: Opened) -> None:
    rows = ((date(2026, 5, 2), "Nghỉ", "Nghỉ bù"), (date(2026, 9, 2), "Nghỉ", None), (None, None, "chưa rõ ngày"))
    host = opened()
    host.write([Table("tblHolidays", HOLIDAYS, rows)])
    assert host.read_table("tblHolidays").rows == rows


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_whatever_it_looks_like(opened: Opened, text: str) -> None:
    host = opened()
    host.write([entries(text)])
    assert column(host.read_table("tblEntries"), "Nội dung đơn vị viết") == [text]


def test_text_of_the_whole_length_of_a_cell_is_kept(opened: Opened) -> None:
    host, text = opened(), "- " + "ý kiến " * 4680
    host.write([entries("ngắn", text)])
    assert column(host.read_table("tblEntries"), "Nội dung đơn vị viết") == ["ngắn", text]


def test_text_too_long_for_a_cell_is_refused_and_nothing_changes(opened: Opened) -> None:
    host = opened()
    before = host.read_table("tblHolidays")
    holidays = Table("tblHolidays", HOLIDAYS, ())
    error = refusal(lambda: host.write([holidays, entries("ngắn", "🙂" * 16_384)]))
    assert error.code == "host.text_long"
    assert error.fields["cell"] == "G6"
    assert host.read_table("tblHolidays") == before


def test_letters_that_no_workbook_holds_are_dropped(opened: Opened) -> None:
    host = opened()
    host.write([entries("a\x00b\x0bc\ufffed")])
    assert column(host.read_table("tblEntries"), "Nội dung đơn vị viết") == ["abcd"]


def test_text_in_decomposed_letters_is_read_composed(opened: Opened) -> None:
    def decompose(book: Any) -> None:
        book["Theo dõi"]["B5"] = "Xa\u0303 Bum Tở"

    assert column(opened(decompose).read_table("tblUnits"), "Tên đơn vị")[0] == "Xã Bum Tở"


def test_moments_and_figures_keep_their_kind(opened: Opened) -> None:
    moment, host = datetime(2026, 5, 7, 16, 45), opened()
    host.write([Table("tblLog", ("Thời điểm", "Lệnh"), ((moment, "status"),))])
    host.write([Table("tblFigureSources", ("Mã đơn vị", "Giá trị đã nhập"), (("00001", 12), ("00002", 0.5), ("x", 0)))])
    assert column(host.read_table("tblLog"), "Thời điểm") == [moment]
    figures = column(host.read_table("tblFigureSources"), "Giá trị đã nhập")
    assert figures == [12, 0.5, 0]
    assert [type(figure) for figure in figures] == [int, float, int]


def test_columns_that_are_not_named_keep_their_cells_row_by_row(opened: Opened) -> None:
    host = opened()
    before = host.read_table("tblUnits")
    notes = Table("tblUnits", ("Ghi chú",), tuple((f"dòng {n}",) for n in range(51)))
    host.write([notes])
    after = host.read_table("tblUnits")
    assert column(after, "Ghi chú") == [f"dòng {n}" for n in range(51)]
    for header in ("Mã đơn vị", "Tên đơn vị", "Thời hạn", "Chuyên viên phụ trách"):
        assert column(after, header) == column(before, header)


def test_a_column_that_the_clerk_added_keeps_its_cells(opened: Opened) -> None:
    def add(book: Any) -> None:
        sheet = book["Ngày nghỉ"]
        table = sheet.tables["tblHolidays"]
        last = int(table.ref.partition("D")[2] or table.ref.partition(":C")[2])
        table.ref = f"A4:D{last}"
        sheet["D4"] = "Người nhập"
        for row in range(5, last + 1):
            sheet.cell(row, 4).value = f"người {row}"
        extra = type(table.tableColumns[0])(id=9, name="Người nhập")
        table.tableColumns.append(extra)

    host = opened(add)
    rows = host.read_table("tblHolidays").rows
    host.write([Table("tblHolidays", HOLIDAYS, tuple(row[:3] for row in rows[:3]))])
    after = host.read_table("tblHolidays")
    assert after.headers[-1] == "Người nhập"
    assert column(after, "Người nhập") == ["người 5", "người 6", "người 7"]


def test_a_table_grows_and_shrinks(opened: Opened) -> None:
    host = opened()
    host.write([entries(*(f"ý {n}" for n in range(300)))])
    assert column(host.read_table("tblEntries"), "Nội dung đơn vị viết") == [f"ý {n}" for n in range(300)]
    host.write([entries("một ý")])
    assert column(host.read_table("tblEntries"), "Nội dung đơn vị viết") == ["một ý"]


def test_a_table_without_rows_keeps_one_blank_row(opened: Opened) -> None:
    host = opened()
    host.write([entries("một", "hai")])
    host.write([Table("tblEntries", tuple(c.header for c in ENTRIES.columns), ())])
    rows = host.read_table("tblEntries").rows
    assert rows == ((None,) * len(ENTRIES.columns),)


def test_content_below_a_table_is_refused_with_its_cell(opened: Opened) -> None:
    def note(book: Any) -> None:
        book["Nội dung"]["C9"] = "ghi chú của chuyên viên"

    host = opened(note)
    error = refusal(lambda: host.write([entries(*"abcdef")]))
    assert (error.code, error.fields["cell"]) == ("host.cell_below", "C9")
    assert len(host.read_table("tblEntries").rows) == 1


def test_merged_cells_in_a_table_are_refused(opened: Opened) -> None:
    host = opened(lambda book: book["Nội dung"].merge_cells("B6:C6"))
    assert refusal(lambda: host.write([entries("a", "b")])).code == "host.merged"


def test_a_sheet_with_a_new_name_still_serves(opened: Opened) -> None:
    def rename(book: Any) -> None:
        book["Nội dung"].title = "Nội dung (2)"

    host = opened(rename)
    host.write([entries("a")])
    assert column(host.read_table("tblEntries"), "Nội dung đơn vị viết") == ["a"]


def test_a_table_that_is_gone_is_named_with_its_sheet(opened: Opened) -> None:
    def remove(book: Any) -> None:
        del book["Nội dung"].tables["tblEntries"]

    error = refusal(lambda: opened(remove).read_table("tblEntries"))
    assert error.code == "host.table_missing"
    assert "Nội dung" in str(error)


def test_a_column_that_is_gone_is_named(opened: Opened) -> None:
    def rename(book: Any) -> None:
        book["Theo dõi"].tables["tblUnits"].tableColumns[1].name = "Đơn vị"
        book["Theo dõi"]["B4"] = "Đơn vị"

    error = refusal(lambda: Tracker(opened(rename)).units)
    assert (error.code, error.fields["header"]) == ("host.column_missing", "Tên đơn vị")


def test_error_values_are_read_as_their_text(opened: Opened) -> None:
    def spoil(book: Any) -> None:
        book["Theo dõi"]["C6"] = "#N/A"
        book["Theo dõi"]["C6"].data_type = "e"

    assert column(opened(spoil).read_table("tblUnits"), "Khối")[1] == "#N/A"


def test_named_cells_are_written_and_read(opened: Opened) -> None:
    host = opened()
    host.write(values={NAME_PASTE_UNIT: "Xã Mường Than", NAME_PASTE_RECEIVED: date(2026, 5, 6)})
    assert host.read_value(NAME_PASTE_UNIT) == "Xã Mường Than"
    assert host.read_value(NAME_PASTE_RECEIVED) == date(2026, 5, 6)


def test_a_name_that_is_gone_is_named(opened: Opened) -> None:
    assert refusal(lambda: opened().read_value("nmKhongCo")).code == "host.name_missing"


def test_a_pasted_block_is_read_to_its_last_cells_and_cleared(opened: Opened) -> None:
    def paste(book: Any) -> None:
        sheet = book["Dán báo cáo"]
        sheet["A7"], sheet["A9"], sheet["C8"] = "I. Kết quả", "- ý sau dòng trống", 12

    host = opened(paste)
    assert host.read_block(NAME_PASTE) == (
        ("I. Kết quả", None, None),
        (None, None, 12),
        ("- ý sau dòng trống", None, None),
    )
    host.write(clear=[NAME_PASTE])
    assert host.read_block(NAME_PASTE) == ()


def test_a_formula_column_reaches_the_last_row(opened: Opened) -> None:
    host = opened()
    table = host.read_table("tblUnits")
    rows = (*(row[:2] for row in table.rows), ("99999", "Xã mới"))
    host.write([Table("tblUnits", table.headers[:2], rows)])
    assert formula_of(host, "D5") == formula_of(host, "D56")
    assert "tblUnits" in formula_of(host, "D56")


def test_a_status_that_somebody_typed_becomes_a_formula_again(opened: Opened) -> None:
    def type_over(book: Any) -> None:
        book["Theo dõi"]["D7"] = "Xong"

    host = opened(type_over)
    host.write([Table("tblUnits", ("Ghi chú",), (("a",),) * 51)])
    assert formula_of(host, "D7") == formula_of(host, "D6") != ""


def test_a_clerks_formula_stays_where_its_value_does_not_change(opened: Opened) -> None:
    def compute(book: Any) -> None:
        for row in (5, 6):
            cell = book["Theo dõi"].cell(row, HEADERS.index("Ghi chú") + 1)
            cell.number_format = "General"
            cell.value = f'="từ "&B{row}'

    host = with_values(opened(compute), {"Ghi chú": ("từ một", "từ hai")})
    rows = [list(row) for row in host.read_table("tblUnits").rows]
    at = HEADERS.index("Ghi chú")
    assert [row[at] for row in rows[:2]] == ["từ một", "từ hai"]
    rows[1][at] = "người sửa"
    host.write([Table("tblUnits", ("Ghi chú",), tuple((row[at],) for row in rows))])
    letter = get_column_letter(at + 1)
    assert formula_of(host, f"{letter}5") == '="từ "&B5'
    assert host.read_table("tblUnits").rows[1][at] == "người sửa"


def test_something_for_a_column_that_is_not_there_is_refused(opened: Opened) -> None:
    host = opened()
    error = refusal(lambda: host.write([Table("tblEntries", ("Mã đơn vị", "Cột lạ"), (("00001", "x"),))]))
    assert (error.code, error.fields["header"]) == ("host.column_wanted", "Cột lạ")
    host.write([Table("tblEntries", ("Mã đơn vị", "Cột lạ"), (("00001", None),))])
    assert len(host.read_table("tblEntries").rows) == 1


def test_a_write_leaves_a_backup_beside_the_workbook(opened: Opened) -> None:
    host = opened()
    before = host.path.read_bytes()
    host.write([entries("a")])
    backups = backups_of(host.path)
    assert [backup.read_bytes() for backup in backups] == [before]
    assert backups[0].name.endswith(f"__{host.path.name}")


def test_a_write_leaves_a_mark_of_what_came_of_it(opened: Opened) -> None:
    host = opened(saves=True)
    host.write([entries("a")])
    marks = marks_of(host.path)
    assert [FileHost(mark).read_table("tblEntries").rows for mark in marks] == [host.read_table("tblEntries").rows]
    assert host.restore_last() not in marks


def test_the_last_backup_comes_back(opened: Opened) -> None:
    host = opened()
    before = host.read_table("tblHolidays").rows
    host.write([Table("tblHolidays", HOLIDAYS, ((date(2026, 6, 1), "Nghỉ", "thử"),)), entries("a", "b")])
    assert host.restore_last() is not None
    assert host.read_table("tblHolidays").rows == before
    assert len(host.read_table("tblEntries").rows) == 1


def test_without_a_backup_nothing_is_restored(opened: Opened) -> None:
    assert opened().restore_last() is None


def test_a_copy_can_be_opened(opened: Opened, tmp_path: Path) -> None:
    host = opened()
    copy = tmp_path / "bản chụp.xlsm"
    host.save_copy(copy)
    assert FileHost(copy).read_table("tblUnits") == host.read_table("tblUnits")


def with_values(host: WorkbookHost, shown: dict[str, tuple[str, ...]]) -> WorkbookHost:
    """Give formulas of the sheet of units, from its first row, the values that Excel would have computed."""
    for header, texts in shown.items():
        at = HEADERS.index(header) + 1
        for row, text in enumerate(texts, 5):
            if isinstance(host, ExcelHost):
                host._book.sheets["Theo dõi"].impl.cell(row, at).value = text
            else:
                _store_value(host.path, f"{get_column_letter(at)}{row}", text)
    return host


def _store_value(path: Path, address: str, text: str) -> None:
    part = FileHost(path)._package.tables["tblUnits"].sheet_part
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = etree.fromstring(parts[part])
    cell = next(cell for cell in sheet.iter(f"{MAIN}c") if cell.get("r") == address)
    cell.set("t", "str")
    cell.find(f"{MAIN}v").text = text
    parts[part] = etree.tostring(sheet)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def formula_of(host: WorkbookHost, address: str) -> str:
    """Return the formula of a cell of the sheet of units, "" if it has none."""
    from openpyxl import load_workbook
    from openpyxl.utils.cell import coordinate_to_tuple

    if isinstance(host, FileHost):
        return str(load_workbook(host.path)["Theo dõi"][address].value or "")
    assert isinstance(host, ExcelHost)
    return host._book.sheets["Theo dõi"].range(coordinate_to_tuple(address)).formula

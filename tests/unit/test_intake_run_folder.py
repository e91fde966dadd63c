"""Files and folders into the tracker, and the same again: nothing lost, nothing of the clerk's overwritten."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from soket_xl.actions.intake import intake, split
from soket_xl.errors import SoketError
from soket_xl.intake.blocks import Document
from soket_xl.intake.paste import pasted_document
from soket_xl.intake.report import Report, ReportReader
from soket_xl.intake.sheets import read_sheets
from soket_xl.model import Context, Row
from soket_xl.schema import ENTRIES, FIGURE_SOURCES, FIGURES, NAME_PASTE, NAME_PASTE_UNIT, RECEIPTS, UNITS
from soket_xl.tables import make_table, read_rows
from tests.support.memory import MemoryHost, tracker_in_memory

CONTEXT = Context(date(2026, 5, 6), datetime(2026, 5, 6, 9, 30), "Lan")
HEAD = ("ỦY BAN NHÂN DÂN", "XÃ PA TẦN", "Số: 12/BC-UBND", "Pa Tần, ngày 05 tháng 5 năm 2026", "BÁO CÁO")
BODY = (
    "I. KHÁI QUÁT ĐẶC ĐIỂM TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "1. Khái quát đặc điểm, tình hình",
    "Xã có 14 bản.",
    "II. KẾT QUẢ THỰC HIỆN",
    "1. Tổ chức bộ máy",
    "Có 03 phòng.",
    "2. Công tác xây dựng nông thôn mới",
    "Đạt 11 tiêu chí.",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Ưu điểm",
    "Gần dân hơn.",
)


def report(
    path: Path, body: Sequence[str] = BODY, head: Sequence[str] = HEAD, figures: Sequence[Sequence[str]] = ()
) -> Path:
    document = docx.Document()
    for line in (*head, *body):
        run = document.add_paragraph().add_run(line)
        run.bold = line[:2] in ("I.", "II", "1.", "2.") or line.isupper()
    document.add_paragraph("Trên đây là báo cáo./.")
    document.add_paragraph("TM. ỦY BAN NHÂN DÂN")
    if figures:
        document.add_paragraph("PHỤ LỤC")
        table = document.add_table(0, len(figures[0]))
        for row in figures:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    path.parent.mkdir(exist_ok=True, parents=True)
    document.save(str(path))
    return path


def rows(host: MemoryHost, spec: object) -> list[Row]:
    return read_rows(host, spec)[0]


def of_unit(host: MemoryHost, unit_id: str = "03503") -> Row:
    return next(row for row in rows(host, UNITS) if row["unit_id"] == unit_id)


def file(host: MemoryHost, path: Path, received: date | None = None) -> dict[str, object]:
    found = intake(host, CONTEXT, [path], received).data
    json.dumps(found, default=str)
    (one,) = found["files"]
    return dict(one)


def test_report_is_stored_with_its_unit_number_date_and_sections(tmp_path: Path) -> None:
    host = tracker_in_memory()
    found = file(host, report(tmp_path / "a.docx"))
    assert found["outcome"] == "imported"
    assert (found["unit_id"], found["how"], found["document_no"]) == ("03503", "letterhead", "12/BC-UBND")
    assert found["sections"] == {"I.1": ["Xã có 14 bản."], "II.2": ["Có 03 phòng."], "III.1": ["Gần dân hơn."]}
    assert found["unplaced"] == ["Đạt 11 tiêu chí."]
    unit = of_unit(host)
    assert (unit["received_on"], unit["version"], unit["document_no"]) == (CONTEXT.on, 1, "12/BC-UBND")
    assert "II.5" in str(unit["missing"])
    stored = [row for row in rows(host, ENTRIES) if row["kind"] != "aside"]
    assert [row["section"] for row in stored] == ["I.1", "II.2", None, "III.1"]
    assert (stored[2]["guess"], stored[2]["heading"]) == ("II", "Công tác xây dựng nông thôn mới")
    assert host.writes == 1


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        (("BÁO CÁO", "Sơ kết 01 năm sắp xếp", "Kính gửi: Sở Nội vụ"), "Sơ kết 01 năm sắp xếp"),
        (("BÁO CÁO SƠ KẾT", "MỘT NĂM SẮP XẾP", "-------"), "SƠ KẾT MỘT NĂM SẮP XẾP"),
        (("V/v báo cáo sơ kết một năm", "Kính gửi: Sở Nội vụ"), "báo cáo sơ kết một năm"),
        (("BÁO CÁO", "Về kết quả sắp xếp", "Căn cứ Kế hoạch số 45/KH-UBND;"), "Về kết quả sắp xếp"),
    ],
)
def test_register_says_what_the_document_is_about(tmp_path: Path, title: Sequence[str], subject: str) -> None:
    host = tracker_in_memory()
    found = file(host, report(tmp_path / "a.docx", head=(*HEAD[:4], *title)))
    assert found["subject"] == subject
    assert found["unplaced"] == ["Đạt 11 tiêu chí."]
    assert rows(host, RECEIPTS)[0]["subject"] == subject


def test_same_file_again_is_unchanged_and_writes_nothing(tmp_path: Path) -> None:
    host = tracker_in_memory()
    path = report(tmp_path / "a.docx")
    file(host, path)
    assert file(host, path)["outcome"] == "unchanged"
    assert host.writes == 1


def test_two_copies_of_one_file_in_a_folder_are_stored_once(tmp_path: Path) -> None:
    host = tracker_in_memory()
    path = report(tmp_path / "a.docx")
    (tmp_path / "b.docx").write_bytes(path.read_bytes())
    found = intake(host, CONTEXT, [tmp_path]).data["files"]
    assert [one["outcome"] for one in found] == ["imported", "unchanged"]
    assert of_unit(host)["version"] == 1


def test_new_version_keeps_the_old_text_and_what_the_clerk_placed_and_wrote(tmp_path: Path) -> None:
    host = tracker_in_memory()
    file(host, report(tmp_path / "a.docx"))
    changed = rows(host, ENTRIES)
    for row in changed:
        if row["text"] == "Đạt 11 tiêu chí.":
            row["section_by_hand"], row["text_by_hand"] = "II.9", "Đạt 11/19 tiêu chí."
    host.write([make_table(ENTRIES, changed)])
    body = [*BODY, "2. Hạn chế", "Thiếu người."]
    assert file(host, report(tmp_path / "b.docx", body))["outcome"] == "new_version"
    kept = [row for row in rows(host, ENTRIES) if row["text"] == "Đạt 11 tiêu chí."]
    assert [row["current"] for row in kept] == ["old", "current"]
    assert (kept[1]["section_by_hand"], kept[1]["text_by_hand"]) == ("II.9", "Đạt 11/19 tiêu chí.")
    assert of_unit(host)["version"] == 2


def test_heading_that_a_clerk_placed_is_known_in_the_next_report(tmp_path: Path) -> None:
    host = tracker_in_memory()
    file(host, report(tmp_path / "a.docx"))
    changed = rows(host, ENTRIES)
    for row in changed:
        if row["text"] == "Đạt 11 tiêu chí.":
            row["section_by_hand"] = "II.9"
    host.write([make_table(ENTRIES, changed)])
    other = [line.replace("Đạt 11 tiêu chí.", "Đạt 9 tiêu chí.") for line in BODY]
    found = file(host, report(tmp_path / "b.docx", other, ("UBND XÃ MÙ CẢ", *HEAD[2:])))
    assert found["unit_id"] == "03451"
    assert found["sections"]["II.9"] == ["Đạt 9 tiêu chí."]


def test_unit_that_is_not_sure_is_asked_then_remembered_by_the_file(tmp_path: Path) -> None:
    host = tracker_in_memory()
    path = report(tmp_path / "a.docx", head=("UBND XÃ PA TẦNG", *HEAD[2:]))
    found = file(host, path)
    assert (found["outcome"], found["unit_id"], found["sections"]) == ("needs_confirmation", None, {})
    assert "03503" in found["candidates"]
    receipts = rows(host, RECEIPTS)
    receipts[0]["confirmed_unit"] = "Xã Pa Tần"
    host.write([make_table(RECEIPTS, receipts)])
    again = file(host, path)
    assert (again["outcome"], again["unit_id"], again["how"]) == ("imported", "03503", "confirmed")
    assert len(rows(host, RECEIPTS)) == 1


def test_stored_file_moves_to_the_unit_that_the_clerk_confirms_later(tmp_path: Path) -> None:
    host = tracker_in_memory()
    table = [("Chỉ tiêu", "ĐVT", "Số liệu"), ("Dân số", "người", "4.120")]
    path = report(tmp_path / "a.docx", figures=table)
    file(host, path)
    entries, receipts = rows(host, ENTRIES), rows(host, RECEIPTS)
    next(row for row in entries if row["text"] == "Đạt 11 tiêu chí.")["section_by_hand"] = "II.9"
    receipts[0]["confirmed_unit"] = "Xã Mù Cả"
    host.write([make_table(ENTRIES, entries), make_table(RECEIPTS, receipts)])
    found = file(host, path)
    assert (found["outcome"], found["unit_id"]) == ("imported", "03451")
    assert any("Pa Tần" in str(warning) for warning in found["warnings"])
    assert {row["unit_id"] for row in rows(host, ENTRIES)} == {"03451"}
    kept = [r for r in rows(host, ENTRIES) if r["text"] == "Đạt 11 tiêu chí." and r["current"] == "current"]
    assert [row["section_by_hand"] for row in kept] == ["II.9"]
    population = {row["unit_id"]: row.get("DVHC03") for row in rows(host, FIGURES)}
    assert (population["03503"], population["03451"]) == (None, 4120)
    wrong, right = of_unit(host), of_unit(host, "03451")
    assert (wrong["version"], wrong["document_no"], wrong["received_on"]) == (None, None, None)
    assert (right["version"], right["document_no"]) == (1, "12/BC-UBND")
    assert [row["unit_id"] for row in rows(host, RECEIPTS)] == ["03451"]
    assert file(host, path)["outcome"] == "unchanged"


def test_unit_that_loses_a_file_has_its_older_report_again(tmp_path: Path) -> None:
    host = tracker_in_memory()
    file(host, report(tmp_path / "a.docx"))
    body = [line.replace("03 phòng", "04 phòng") for line in BODY]
    path = report(tmp_path / "b.docx", body, (*HEAD[:2], "Số: 13/BC-UBND", *HEAD[3:]))
    assert file(host, path)["outcome"] == "new_version"
    receipts = rows(host, RECEIPTS)
    next(row for row in receipts if row["file"] == str(path))["confirmed_unit"] = "Xã Mù Cả"
    host.write([make_table(RECEIPTS, receipts)])
    assert file(host, path)["unit_id"] == "03451"
    current = {(r["unit_id"], r["text"]) for r in rows(host, ENTRIES) if r["current"] == "current"}
    assert {("03503", "Có 03 phòng."), ("03451", "Có 04 phòng.")} <= current
    assert ("03503", "Có 04 phòng.") not in current
    assert (of_unit(host)["version"], of_unit(host)["document_no"]) == (1, "12/BC-UBND")


def test_clerks_own_figure_is_kept_and_said(tmp_path: Path) -> None:
    host = tracker_in_memory()
    table = [("Chỉ tiêu", "ĐVT", "Số liệu"), ("Dân số", "người", "4.120"), ("Số xe ô tô công", "chiếc", "2")]
    file(host, report(tmp_path / "a.docx", figures=table))
    figures = rows(host, FIGURES)
    row = next(r for r in figures if r["unit_id"] == "03503")
    assert (row["DVHC03"], row["TS06"]) == (4120, 2)
    row["DVHC03"] = 4122
    host.write([make_table(FIGURES, figures)])
    table[1], table[2] = ("Dân số", "người", "4.130"), ("Số xe ô tô công", "chiếc", "3")
    found = file(host, report(tmp_path / "b.docx", figures=table))
    row = next(r for r in rows(host, FIGURES) if r["unit_id"] == "03503")
    assert (row["DVHC03"], row["TS06"]) == (4122, 3)
    assert any("4.122" in str(warning) for warning in found["warnings"])
    told = {r["indicator"] for r in rows(host, FIGURE_SOURCES) if str(r["place"]).startswith("lời văn")}
    assert {r["indicator"] for r in rows(host, FIGURE_SOURCES)} - told == {"DVHC03", "TS06"}
    assert told == {"DVHC05", "TCBM02"}


def test_number_form_adds_figures_and_leaves_the_report(tmp_path: Path) -> None:
    host = tracker_in_memory()
    file(host, report(tmp_path / "a.docx"))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["UBND XÃ PA TẦN"], ["Mã", "Chỉ tiêu", "ĐVT", "Số liệu"], ["BC01", "Biên chế được giao", "người", 41]):
        sheet.append(line)
    book.save(tmp_path / "bieu.xlsx")
    found = file(host, tmp_path / "bieu.xlsx")
    assert (found["outcome"], found["unit_id"], found["figures"]) == ("imported", "03503", {"BC01": 41})
    assert all(row["current"] == "current" for row in rows(host, ENTRIES))


def test_tracker_in_the_folder_is_not_taken_for_a_number_form(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Theo dõi").append(["Mã đơn vị", "Tên đơn vị"])
    book.save(tmp_path / "so.xlsx")
    found = file(tracker_in_memory(), tmp_path / "so.xlsx")
    assert found["outcome"] == "refused"
    assert "sổ theo dõi" in str(found["reason"])


def test_every_file_ends_in_one_outcome_and_bad_ones_stop_nothing(tmp_path: Path) -> None:
    host = tracker_in_memory()
    report(tmp_path / "sub" / "a.docx")
    (tmp_path / "~$a.docx").write_bytes(b"x")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "d.txt").write_text("chữ")
    (tmp_path / "e.docx").write_bytes(b"")
    outcome = intake(host, CONTEXT, [tmp_path, tmp_path / "c.pdf"])
    found = outcome.data["files"]
    assert [one["file"] for one in found] == sorted(one["file"] for one in found)
    assert sorted(one["outcome"] for one in found) == ["imported"] + ["refused"] * 5
    assert all(one["reason"] for one in found if one["outcome"] == "refused")
    counts = outcome.data["paragraphs"]
    assert counts["read"] == counts["placed"] + counts["unplaced"] == 4


@pytest.mark.parametrize("fault", [ValueError("ngày 32"), AttributeError("None.tag"), ZeroDivisionError()])
def test_fault_of_the_program_is_told_as_such_kept_in_the_log_and_stops_no_other_file(
    fault: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bad = report(tmp_path / "in" / "a.docx", head=("UBND XÃ BUM TỞ", *HEAD[2:]))
    report(tmp_path / "in" / "b.docx")
    content, read = bad.read_bytes(), ReportReader.read

    def reading(reader: ReportReader, document: Document, name: str, confirmed: str | None = None) -> Report:
        if name == bad.name:
            raise fault
        return read(reader, document, name, confirmed)

    monkeypatch.setattr(ReportReader, "read", reading)
    found = intake(tracker_in_memory(), CONTEXT, [tmp_path / "in"], None).data["files"]
    assert isinstance(found, list)
    assert [(f["outcome"], f["unit_id"]) for f in found] == [("refused", None), ("imported", "03503")]
    log = tmp_path / "soket-loi.log"
    told = found[0]["reason"]
    assert "a.docx" in told
    assert str(log) in told
    assert "chưa hẳn do tệp hỏng" in told
    assert str(bad) in log.read_text("utf-8")
    assert type(fault).__name__ in log.read_text("utf-8")
    assert bad.read_bytes() == content


def test_later_document_of_two_is_the_newer_version(tmp_path: Path) -> None:
    host = tracker_in_memory()
    head = [line.replace("05 tháng 5", "06 tháng 5").replace("12/BC", "15/BC") for line in HEAD]
    report(tmp_path / "a.docx", head=head)
    report(tmp_path / "b.docx")
    found = intake(host, CONTEXT, [tmp_path]).data["files"]
    assert [one["outcome"] for one in found] == ["new_version", "imported"]
    assert of_unit(host)["document_no"] == "15/BC-UBND"


def test_day_of_arrival_is_the_one_given_and_a_return_is_lifted(tmp_path: Path) -> None:
    host = tracker_in_memory()
    units = rows(host, UNITS)
    next(row for row in units if row["unit_id"] == "03503")["review"] = "returned"
    host.write([make_table(UNITS, units)])
    file(host, report(tmp_path / "a.docx"), date(2026, 5, 4))
    assert (of_unit(host)["received_on"], of_unit(host)["review"]) == (date(2026, 5, 4), None)


def test_long_paragraph_is_kept_whole_over_several_rows(tmp_path: Path) -> None:
    host = tracker_in_memory()
    long = "Xã đã làm nhiều việc. " * 4000
    found = file(host, report(tmp_path / "a.docx", [*BODY[:2], long]))
    assert found["sections"]["I.1"] == [long.strip()]
    parts = [str(row["text"]) for row in rows(host, ENTRIES) if row["section"] == "I.1"]
    assert "".join(parts) == long.strip()
    assert all(len(part) <= 32_767 for part in parts)


def pasted(lines: Sequence[str | tuple[object, ...]], unit: str | None = "Xã Pa Tần") -> MemoryHost:
    host = tracker_in_memory()
    cells = [line if isinstance(line, tuple) else (line,) for line in lines]
    host.blocks[NAME_PASTE] = tuple((*row, *(None,) * (4 - len(row))) for row in cells)
    host.values[NAME_PASTE_UNIT] = unit
    return host


def test_pasted_report_goes_the_same_way_and_the_sheet_is_cleared() -> None:
    host = pasted([*HEAD, *BODY[:2], "- Xã có 14 bản.", ("+", "Bản xa nhất 30 km."), "=3 bản giáp biên"])
    found = split(host, CONTEXT).data["files"][0]
    assert (found["unit_id"], found["how"], found["file"]) == ("03503", "confirmed", "Dán báo cáo")
    assert found["sections"]["I.1"][:2] == ["Xã có 14 bản.", "Bản xa nhất 30 km."]
    assert NAME_PASTE not in host.blocks
    assert host.writes == 1


def test_paste_without_unit_or_with_an_error_value_is_refused_and_kept() -> None:
    host = pasted(BODY, unit=None)
    with pytest.raises(SoketError):
        split(host, CONTEXT)
    broken = pasted([*BODY[:2], "#NAME?"])
    with pytest.raises(SoketError, match="#NAME"):
        split(broken, CONTEXT)
    assert NAME_PASTE in broken.blocks
    assert broken.writes == 0


def test_paragraph_that_filled_its_cell_goes_on_in_the_next() -> None:
    whole = "Nội dung rất dài. " * 2500
    host = pasted([*BODY[:2], whole[:32_767], whole[32_767:]])
    found = split(host, CONTEXT).data["files"][0]
    assert found["sections"]["I.1"] == [whole.strip()]


def test_paste_in_an_old_encoding_is_converted_as_a_whole_and_told() -> None:
    rows = (("Tæ chøc bé m¸y ®· ®­îc kiÖn toµn.",), ("x©y dùng",), ("dùng",))
    document = pasted_document(rows)
    assert [p.text for p in document.paragraphs()] == ["Tổ chức bộ máy đã được kiện toàn.", "xây dựng", "dựng"]
    assert any("TCVN3" in warning for warning in document.warnings)


def test_cells_of_a_form_keep_their_place_and_small_numbers_are_whole(tmp_path: Path) -> None:
    book = Workbook()
    book.active["C4"], book.active["D4"] = "Số hộ", 0.0000001
    book.active["D5"] = 0.1 + 0.2
    book.save(tmp_path / "a.xlsx")
    ((_, grid),) = read_sheets(tmp_path / "a.xlsx").grids
    assert grid[3] == ("", "", "Số hộ", "0,0000001")
    assert grid[4][3] == "0,3"

"""The sheet on awards and the proposal: the clerk's words stay, facts are the campaign's, the list is in the decree's form."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from soket_xl.__main__ import main
from soket_xl.actions.awards import awards
from soket_xl.errors import FileRefused
from soket_xl.hosts.opening import open_book
from soket_xl.model import Cell, Context, Outcome, Row
from soket_xl.schema import AWARDS, ENTRIES, LOG
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from soket_xl.word.format.check import check
from tests.conftest import sdk_errors
from tests.support.books import make_book
from tests.support.docx_dump import dump
from tests.support.memory import MemoryHost, tracker_in_memory, unit_row

CONTEXT = Context(date(2026, 5, 12), datetime(2026, 5, 12, 9, 30), "lan")
ASKED = (
    "Đề nghị Chủ tịch UBND tỉnh tặng Bằng khen cho:",
    "Tập thể: Phòng Kinh tế; Trạm Y tế xã",
    "Cá nhân: ông Lò Văn Ánh, Chủ tịch UBND xã; bà Tẩn Thị Mẩy, công chức",
)


def entries(texts: Sequence[str], unit_id: str = "03390", version: int = 1) -> list[Row]:
    return [
        {"unit_id": unit_id, "section": "V.3", "order": n, "text": text, "version": version, "current": "current",
         "source": "bao_cao/bl.docx"} for n, text in enumerate(texts)
    ]  # fmt: skip


def host(texts: Sequence[str] = ASKED, rows: Sequence[Row] = (), settings: dict[str, Cell] | None = None) -> MemoryHost:
    units = [
        unit_row("03390", "Xã Bình Lư", received_on=date(2026, 5, 9), version=1),
        unit_row("SYT", "Sở Y tế", "sở", received_on=date(2026, 5, 6), review="accepted"),
        unit_row("03445", "Xã Mường Tè"),
    ]
    found = [*entries(texts), *entries(["Đề nghị khen thưởng 02 tập thể"], "SYT")]
    findings: list[Row] = [
        {"finding_id": f"R{n}", "unit_id": "03390", "severity": "error", "code": "x", "decision": decision}
        for n, decision in enumerate((None, None, "accepted"))
    ]
    tables = {"tblUnits": units, "tblEntries": found, "tblAwards": rows, "tblFindings": findings}
    return tracker_in_memory(tables, settings)


def rows_of(book: MemoryHost) -> list[Row]:
    return read_rows(book, AWARDS)[0]


def mark(book: MemoryHost, **cells: Cell) -> None:
    """Write cells into every row that names somebody."""
    book.write([make_table(AWARDS, [row | cells if row["nominee"] else row for row in rows_of(book)])])


def chosen(tmp_path: Path, settings: dict[str, Cell] | None = None, **cells: Cell) -> tuple[Outcome, str]:
    book = host(settings=settings)
    awards(book, CONTEXT, tmp_path)
    mark(book, decision="yes", **cells)
    outcome = awards(book, CONTEXT, tmp_path)
    return outcome, dump(outcome.files[0].read_bytes())


def test_sheet_is_filled_with_nominees_and_what_the_campaign_knows(tmp_path: Path) -> None:
    book = host()
    data = awards(book, CONTEXT, tmp_path).data
    assert (data["nominations"], data["to_look_at"], data["chosen"], data["files"]) == (4, 1, 0, [])
    rows = rows_of(book)
    assert [(row["kind"], row["nominee"], row["form"]) for row in rows[:4]] == [
        ("collective", "Phòng Kinh tế", "certificate"),
        ("collective", "Trạm Y tế xã", "certificate"),
        ("person", "Ông Lò Văn Ánh, Chủ tịch UBND xã", "certificate"),
        ("person", "Bà Tẩn Thị Mẩy, công chức", "certificate"),
    ]
    late = "Gửi muộn 2 ngày (ngày 09/5/2026); đang rà soát; thiếu "
    assert str(rows[0]["facts"]).startswith(late)
    assert str(rows[0]["facts"]).endswith("2 điểm rà soát (2 lỗi)")
    assert str(rows[4]["facts"]).startswith("Gửi đúng hạn (ngày 06/5/2026); hoàn thành; ")
    assert (rows[4]["passage"], rows[4]["nominee"]) == ("Đề nghị khen thưởng 02 tập thể", None)
    assert "chỉ nêu số lượng" in str(rows[4]["remark"])
    assert rows[0]["source"] == "bl.docx"


def test_rerun_changes_nothing_that_the_clerk_typed_and_adds_nothing(tmp_path: Path) -> None:
    typed: Row = {"unit_id": "03445", "kind": "person", "nominee": "Pờ Chí Hừ", "note": "do phòng đề nghị"}
    known: Row = {"unit_id": "03390", "nominee": "Lò Văn Ánh", "form": "praise", "achievement": "Của tôi"}
    book = host(rows=[typed, known])
    awards(book, CONTEXT, tmp_path)
    assert len(rows_of(book)) == 2 + 3 + 1
    rows = rows_of(book)
    rows[2] |= {"nominee": "Phòng Kinh tế xã Bình Lư", "decision": "no", "kind": None}
    rows[5] |= {"nominee": "Khoa Nội", "kind": "collective"}
    book.write([make_table(AWARDS, rows)])
    before = rows_of(book)
    assert awards(book, CONTEXT, tmp_path).data["new"] == 0
    keys = ("unit_id", "kind", "nominee", "form", "achievement", "decision", "note")
    assert [[row[k] for k in keys] for row in rows_of(book)] == [[row[k] for k in keys] for row in before]
    assert rows_of(book)[5]["remark"] == "Chưa rõ hình thức khen thưởng: chọn ở cột Hình thức khen thưởng"
    assert rows_of(book)[0]["facts"] == "Chưa gửi báo cáo, quá hạn 5 ngày"


def test_new_version_adds_who_is_new_and_marks_who_is_gone(tmp_path: Path) -> None:
    book = host()
    awards(book, CONTEXT, tmp_path)
    more = host(["Đề nghị khen thưởng ông Lò Văn Ánh, Bí thư Đảng ủy xã và bà Lù Thị Én"])
    book.tables["tblEntries"] = more.tables["tblEntries"]
    awards(book, CONTEXT, tmp_path)
    found = {str(row["nominee"]): row["remark"] for row in rows_of(book) if row["unit_id"] == "03390"}
    gone = "Không còn trong báo cáo hiện hành của đơn vị: kiểm tra lại"
    assert found["Phòng Kinh tế"] == found["Bà Tẩn Thị Mẩy, công chức"] == gone
    assert found["Ông Lò Văn Ánh, Chủ tịch UBND xã"] is None
    assert "Bà Lù Thị Én" in found
    assert len(found) == 5


def test_two_people_of_one_name_are_two_rows_one_named_twice_is_one(tmp_path: Path) -> None:
    twice = ("Cá nhân:", "Ông Lò Văn Phương, Trưởng bản", "Ông Lò Văn Phương, Bí thư Chi bộ", "Bà Lò Thị Mai",
             "Bà Lò Thị Mai, Chủ tịch Hội Phụ nữ")  # fmt: skip
    book = host(twice)
    for _ in range(2):
        awards(book, CONTEXT, tmp_path)
        assert [row["nominee"] for row in rows_of(book) if row["unit_id"] == "03390"] == [
            "Ông Lò Văn Phương, Trưởng bản",
            "Ông Lò Văn Phương, Bí thư Chi bộ",
            "Bà Lò Thị Mai, Chủ tịch Hội Phụ nữ",
        ]


def test_proposal_counts_by_form_and_lists_collectives_then_persons(tmp_path: Path) -> None:
    outcome, shown = chosen(tmp_path)
    assert outcome.data["chosen"] == 4
    assert "[SkKind] TỜ TRÌNH\n[SkSubject] Về việc khen thưởng tập thể, cá nhân có thành tích nhân dịp sơ kết" in shown
    assert "1. Đề nghị Chủ tịch Ủy ban nhân dân tỉnh tặng Bằng khen cho 02 tập thể, 02 cá nhân.\n" in shown
    assert "của 01 cơ quan, đơn vị, địa phương" in shown
    assert "(Kèm theo Tờ trình số        /TTr-SNV ngày 12 tháng 5 năm 2026 của Sở Nội vụ)" in shown
    lines = shown.splitlines()
    at = lines.index("| Tập thể (02) |")
    assert lines[at + 1].startswith("| 1 | Phòng Kinh tế | Xã Bình Lư | Bằng khen của Chủ tịch UBND tỉnh |")
    assert lines[at + 3] == "| Cá nhân (02) |"


def test_letter_of_the_director_is_reported_not_asked_for_and_no_form_is_left_open(tmp_path: Path) -> None:
    outcome, shown = chosen(tmp_path, form="merit")
    assert "1. Giám đốc Sở Nội vụ tặng Giấy khen theo thẩm quyền cho 02 tập thể, 02 cá nhân" in shown
    assert any("thuộc thẩm quyền của Giám đốc Sở" in line for line in outcome.lines)
    outcome, shown = chosen(tmp_path, form=None)
    assert "1. Xem xét hình thức khen thưởng phù hợp đối với 02 tập thể, 02 cá nhân.\n" in shown
    assert any("4 dòng chưa chọn hình thức" in line for line in outcome.lines)


def test_second_run_writes_the_same_file_and_an_edited_one_is_kept(tmp_path: Path) -> None:
    book = host()
    awards(book, CONTEXT, tmp_path)
    mark(book, decision="yes")
    first = awards(book, CONTEXT, tmp_path).files
    assert awards(book, CONTEXT, tmp_path).files == first
    first[0].write_bytes(b"edited")
    assert awards(book, CONTEXT, tmp_path).files[0].name == "to-trinh-khen-thuong (2).docx"
    assert first[0].read_bytes() == b"edited"
    assert [row["command"] for row in read_rows(book, LOG)[0]] == ["awards"] * 4


def test_chosen_row_without_a_name_is_told(tmp_path: Path) -> None:
    book = host()
    awards(book, CONTEXT, tmp_path)
    book.write([make_table(AWARDS, [row | {"decision": "yes"} for row in rows_of(book)])])
    outcome = awards(book, CONTEXT, tmp_path)
    assert outcome.data["chosen"] == 4
    assert any("1 dòng chọn Có nhưng chưa có tên" in line for line in outcome.lines)


def test_proposal_has_no_fault_of_form(tmp_path: Path) -> None:
    long = {"office": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "letter_signer_name": "Lò Thị Mai", "plan_reference": None}
    for settings in (None, long):
        outcome, shown = chosen(tmp_path, settings)
        found = check(outcome.files[0])
        assert (found.kind, list(found.findings)) == ("to_trinh", [])
        assert "{{" not in shown


def test_template_without_a_needed_style_is_refused_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = host()
    awards(book, CONTEXT, tmp_path)
    mark(book, decision="yes")
    writes = book.writes
    broken = docx.Document()
    broken.save(str(tmp_path / "to_trinh_khen_thuong.docx"))
    monkeypatch.setattr("soket_xl.actions.own_templates.TEMPLATES", tmp_path)
    with pytest.raises(FileRefused, match="SK Nội dung"):
        awards(book, CONTEXT, tmp_path / "ra")
    assert book.writes == writes
    assert not (tmp_path / "ra").exists()


def test_report_goes_from_word_to_the_sheet_through_intake(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    report = docx.Document()
    for line in (
        "ỦY BAN NHÂN DÂN", "XÃ BÌNH LƯ", "Số: 12/BC-UBND", "BÁO CÁO", "V. KIẾN NGHỊ, ĐỀ XUẤT", "2. Với tỉnh",
        "Đề nghị tỉnh bổ sung biên chế cho xã.", "3. Về thi đua, khen thưởng", "a) Tập thể", "- Phòng Kinh tế xã",
        "- Trạm Y tế xã", "b) Cá nhân", "- Ông Lò Văn Ánh, Chủ tịch UBND xã",
    ):  # fmt: skip
        report.add_paragraph(line)
    table = report.add_table(2, 4)
    for row, cells in enumerate(
        (("TT", "Họ và tên", "Chức vụ", "Thành tích"), ("1", "Tẩn Thị Mẩy", "Công chức", "Số hóa hồ sơ"))
    ):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    (tmp_path / "den").mkdir()
    report.save(str(tmp_path / "den" / "xa Binh Lu.docx"))
    assert main(["intake", str(book), str(tmp_path / "den"), "--received", "2026-05-06"]) == 0
    assert main(["awards", str(book), "--on", "2026-05-12"]) == 0
    rows = Tracker(open_book(book)).rows(AWARDS)
    assert [(row["kind"], row["nominee"], row["achievement"]) for row in rows] == [
        ("collective", "Phòng Kinh tế xã", None),
        ("collective", "Trạm Y tế xã", None),
        ("person", "Ông Lò Văn Ánh, Chủ tịch UBND xã", None),
        ("person", "Tẩn Thị Mẩy, Công chức", "Số hóa hồ sơ"),
    ]


def test_nominee_of_two_units_is_told_and_namesakes_of_two_communes_are_not(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"award_id": f"K{number}", "unit_id": unit_id, "kind": kind, "nominee": nominee, "decision": "yes", "form": "certificate"}
        for number, (unit_id, kind, nominee) in enumerate((
            ("03390", "person", "Ông Lò Văn Ánh, Chủ tịch UBND xã"), ("SYT", "person", "đồng chí Lò Văn Ánh"),
            ("03445", "person", "Lò Văn Anh"), ("03390", "collective", "Phòng Kinh tế"),
            ("03445", "collective", "Phòng Kinh tế"), ("SYT", "collective", "Trạm Y tế xã Bình Lư"),
            ("03390", "collective", "Trạm Y tế xã Bình Lư"),
        ))
    ]  # fmt: skip
    outcome = awards(host(texts=(), rows=rows), CONTEXT, tmp_path)
    told = [line for line in outcome.lines if "nhiều đơn vị đề nghị" in line]
    assert [line.split(" được")[0] for line in told] == ["Ông Lò Văn Ánh, Chủ tịch UBND xã", "Trạm Y tế xã Bình Lư"]
    assert "(Xã Bình Lư; Sở Y tế)" in told[0]


def test_sentence_that_asks_for_a_reward_counts_in_any_section(tmp_path: Path) -> None:
    told = (
        "Đề nghị Chủ tịch UBND tỉnh tặng Bằng khen cho ông Lò Văn Ánh, Chủ tịch UBND xã.\n"
        "Đề nghị UBND tỉnh tăng biên chế cho xã; khen thưởng kịp thời.",
        "Đã đề nghị tặng Bằng khen cho ông Sùng A Páo, công chức.",
        "Năm 2025, 05 tập thể được tặng Bằng khen.",
        "Kiến nghị Bộ Nội vụ xem xét, tặng Giấy khen các tập thể tiêu biểu.",
    )
    rows = [row | {"section": "V.2"} for row in entries(told)]
    book = host(texts=())
    book.write([make_table(ENTRIES, rows)])
    awards(book, CONTEXT, tmp_path)
    found = rows_of(book)
    assert [row["nominee"] for row in found] == ["Ông Lò Văn Ánh, Chủ tịch UBND xã", None]
    assert "Giấy khen các tập thể tiêu biểu" in str(found[1]["passage"])


def test_nobody_nominated_makes_no_proposal_and_says_what_to_do(tmp_path: Path) -> None:
    book = host(texts=())
    book.write([make_table(AWARDS, [])])
    outcome = awards(book, CONTEXT, tmp_path)
    assert (outcome.data["chosen"], outcome.files, list(tmp_path.iterdir())) == (0, [], [])
    assert "Chưa lập tờ trình" in outcome.lines[-1]


@pytest.mark.ooxml
def test_proposal_is_sound(tmp_path: Path) -> None:
    assert sdk_errors(chosen(tmp_path)[0].files[0]) == []

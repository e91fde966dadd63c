"""Requests for completion: only what the clerk marked and what still holds, once a version, in three places the same."""

from collections.abc import Sequence
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from soket_xl.actions.request import request
from soket_xl.actions.review import review
from soket_xl.errors import WorkbookError
from soket_xl.model import Context, Row
from soket_xl.schema import FINDINGS, LOG, REMINDERS
from soket_xl.tables import make_table, read_rows
from soket_xl.word.format.check import check
from tests.conftest import sdk_errors
from tests.support.docx_dump import dump
from tests.support.memory import MemoryHost, tracker_in_memory, unit_row

FINE = "Ủy ban nhân dân xã đã ban hành 12 văn bản, giải quyết 1.250 hồ sơ, đạt 98,5 % kế hoạch giao trong kỳ."


def at(day: int) -> Context:
    return Context(on=date(2026, 5, day), now=datetime(2026, 5, day, 9, 0), who="thu")


def host(findings: Sequence[Row] = (), settings: dict[str, object] | None = None, **of_binh_lu: object) -> MemoryHost:
    """Three reports that lack all sections but one; the first came back to its unit."""
    came = {
        "received_on": date(2026, 5, 6),
        "version": 1,
        "document_no": "12/BC-UBND",
        "document_date": date(2026, 5, 4),
    }
    units = [
        unit_row("03390", "Xã Bình Lư", email="binhlu@example.vn", **came, **of_binh_lu),
        unit_row("SYT", "Sở Y tế", "sở", **came, review="accepted"),
        unit_row("03388", "Phường Đoàn Kết", **came),
        unit_row("03445", "Xã Mường Tè"),
    ]
    entries = [
        {"unit_id": key, "section": "I.2", "order": 1, "text": FINE, "current": "current", "version": 1}
        for key in ("03390", "SYT", "03388")
    ]
    rows = {"tblUnits": units, "tblEntries": entries, "tblFindings": findings}
    return tracker_in_memory(rows, settings)


def reviewed(book: MemoryHost, **decisions: str) -> MemoryHost:
    """Return the tracker after a review in which the clerk decided: {"03388_III_3": "returned"} by unit and section."""
    review(book, at(8))
    rows, _ = read_rows(book, FINDINGS)
    for row in rows:
        key = f"{row['unit_id']}_{row['section']}".replace(".", "_")
        row["decision"] = decisions.get(f"u{key}")
    book.write([make_table(FINDINGS, rows)])
    return book


def mail(path: Path) -> tuple[str, str, str]:
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    body = message.get_body()
    assert body is not None
    return message["Subject"], str(message["To"]), body.get_content()


def test_marked_points_alone_are_asked_in_letter_and_mail(tmp_path: Path) -> None:
    book = reviewed(host(review="returned"), u03390_V_2="returned", u03390_II_5="returned")
    outcome = request(book, at(12), tmp_path)
    assert outcome.data["asked"] == ["03390"]
    letter = tmp_path / "yeu-cau-bo-sung_2026-05-12_xa-binh-lu.docx"
    five = "1. Bổ sung mục II.5 (Thủ tục hành chính và hoạt động của Trung tâm Phục vụ hành chính công) theo đề cương."
    two = "2. Bổ sung mục V.2 (Với Tỉnh ủy, HĐND tỉnh, UBND tỉnh và các sở, ban, ngành tỉnh) theo đề cương."
    shown = dump(letter.read_bytes())
    assert f"[SkBody] {five}\n[SkBody] {two}\n[SkBody] Đề nghị Ủy ban nhân dân xã Bình Lư" in shown
    assert "V/v bổ sung báo cáo sơ kết 01 năm" in shown
    assert "[SkTo] Kính gửi: Ủy ban nhân dân xã Bình Lư\n" in shown
    assert "Báo cáo số 12/BC-UBND ngày 04/5/2026 của Ủy ban nhân dân xã Bình Lư" in shown
    subject, to, body = mail(tmp_path / "2026-05-12_xa-binh-lu.eml")
    assert ("Xã Bình Lư" in subject, to) == (True, "binhlu@example.vn")
    assert f"{five}\n{two}" in body.replace("\r\n", "\n")
    assert "còn 2 nội dung cần bổ sung" in (tmp_path / "tin-nhan_2026-05-12.txt").read_text("utf-8-sig")


def test_returned_report_without_marks_is_asked_for_its_errors(tmp_path: Path) -> None:
    outcome = request(host(review="returned"), at(12), tmp_path)
    points = outcome.data["points"]["03390"]
    assert len(points) > 10
    assert all(point.startswith("Bổ sung") for point in points)


def test_mark_chooses_a_report_that_was_not_returned_but_not_one_accepted_since(tmp_path: Path) -> None:
    book = reviewed(host(), u03388_III_4="returned", uSYT_III_4="returned")
    assert request(book, at(12), tmp_path).data["asked"] == ["03388"]


def test_day_to_answer_by_counts_working_days(tmp_path: Path) -> None:
    request(host(review="returned"), at(8), tmp_path)
    assert "chậm nhất ngày 13/5/2026" in mail(tmp_path / "2026-05-08_xa-binh-lu.eml")[2]
    request(host(review="returned", settings={"request_days": "tuần sau"}), at(15), tmp_path)
    assert "chậm nhất ngày 20/5/2026" in mail(tmp_path / "2026-05-15_xa-binh-lu.eml")[2]


def test_second_run_makes_nothing_new_until_more_is_marked_or_a_version_comes(tmp_path: Path) -> None:
    book = reviewed(host(review="returned"), u03390_V_2="returned")
    request(book, at(12), tmp_path / "1")
    again = request(book, at(12), tmp_path / "2")
    assert (again.data["asked"], again.data["before"], again.files) == ([], ["03390"], [])
    assert not (tmp_path / "2").exists()
    reviewed(book, u03390_V_2="returned", u03390_II_5="returned")
    assert len(request(book, at(13), tmp_path / "3").data["points"]["03390"]) == 2
    rows, _ = read_rows(book, REMINDERS)
    assert [row["step"] for row in rows] == ["Yêu cầu bổ sung (lần gửi 1)"] * 2
    log, _ = read_rows(book, LOG)
    assert [row["command"] for row in log].count("request") == 2


def test_point_mended_in_the_new_version_is_not_asked_again(tmp_path: Path) -> None:
    book = reviewed(host(), u03388_V_2="returned", u03388_II_5="returned")
    entries = book.tables["tblEntries"]
    place = {header: n for n, header in enumerate(entries.headers)}
    more = [None] * len(entries.headers)
    for header, value in (
        ("Mã đơn vị", "03388"),
        ("Mục (máy xếp)", "V.2"),
        ("Nội dung đơn vị viết", FINE),
        ("Thứ tự", 2),
    ):
        more[place[header]] = value
    book.tables["tblEntries"] = type(entries)(entries.name, entries.headers, (*entries.rows, tuple(more)), 5)
    outcome = request(book, at(12), tmp_path)
    assert [p[:17] for p in outcome.data["points"]["03388"]] == ["Bổ sung mục II.5 "]
    assert any("Phường Đoàn Kết" in line and "1 điểm đã đánh dấu nay không còn" in line for line in outcome.lines)


def test_clerks_own_row_and_wording_go_into_the_letter_and_outlive_a_review(tmp_path: Path) -> None:
    own: Row = {"unit_id": "03388", "message": "Gửi kèm danh sách thôn, bản", "decision": "returned"}
    book = reviewed(host([own]))
    rows, _ = read_rows(book, FINDINGS)
    (kept,) = [row for row in rows if row["message"] == own["message"]]
    kept["decision"] = "returned"
    reworded = next(r for r in rows if r["unit_id"] == "03388" and r["section"] == "III.4")
    reworded |= {"decision": "returned", "request": "Viết mục III.4 theo đề cương của tỉnh"}
    book.write([make_table(FINDINGS, rows)])
    points = request(book, at(12), tmp_path).data["points"]["03388"]
    assert points == ["Viết mục III.4 theo đề cương của tỉnh", "Gửi kèm danh sách thôn, bản"]


def test_long_rows_of_the_clerk_that_begin_alike_are_two_points(tmp_path: Path) -> None:
    asked = "Gửi kèm danh sách thôn, bản sau sắp xếp có xác nhận của Chủ tịch Ủy ban nhân dân xã và số hộ dân của "
    book = host([{"unit_id": "03388", "message": asked + "từng thôn", "decision": "returned"}])
    assert request(book, at(12), tmp_path / "1").data["asked"] == ["03388"]
    rows, _ = read_rows(book, FINDINGS)
    book.write([make_table(FINDINGS, [*rows, rows[0] | {"message": asked + "từng bản"}])])
    assert request(book, at(13), tmp_path / "2").data["asked"] == ["03388"]
    assert request(book, at(14), tmp_path / "3").data["asked"] == []


def test_finding_without_words_for_the_unit_is_told_to_the_clerk(tmp_path: Path) -> None:
    book = reviewed(host())
    rows, _ = read_rows(book, FINDINGS)
    inner: Row = {
        "finding_id": "Rx",
        "code": "bad_cell",
        "unit_id": "03388",
        "message": "Sheet hỏng",
        "decision": "returned",
    }
    book.write([make_table(FINDINGS, [*rows, inner])])
    outcome = request(book, at(12), tmp_path, ["03388"])
    assert not any("Sheet hỏng" in p for p in outcome.data["points"]["03388"])


def test_unit_is_chosen_by_name_and_one_that_sent_nothing_is_named(tmp_path: Path) -> None:
    outcome = request(host(), at(12), tmp_path, ["phường đoàn kết", "03445"])
    assert outcome.data["asked"] == ["03388"]
    assert outcome.data["without_points"] == ["03445"]
    assert any("Xã Mường Tè" in line and "chưa nhận được báo cáo" in line for line in outcome.lines)
    with pytest.raises(WorkbookError):
        request(host(), at(12), tmp_path, ["xã Không Có"])


def test_nothing_to_ask_says_how_to_choose(tmp_path: Path) -> None:
    outcome = request(host(), at(12), tmp_path)
    assert outcome.files == []
    assert "Trả lại" in outcome.lines[0]
    assert list(tmp_path.iterdir()) == []


def test_blank_settings_are_named_and_leave_no_tag(tmp_path: Path) -> None:
    blank = dict.fromkeys(("office", "letter_code", "plan_reference", "place", "letter_cc", "contact_name"))
    outcome = request(host(review="returned", settings=blank), at(12), tmp_path)
    assert any("Cơ quan thực hiện; " in line for line in outcome.lines)
    shown = dump((tmp_path / "yeu-cau-bo-sung_2026-05-12_xa-binh-lu.docx").read_bytes())
    assert "{{" not in shown
    assert "[SkBody] Sở Nội vụ đã nhận Báo cáo số 12/BC-UBND" in shown


def test_letter_has_no_fault_of_form(tmp_path: Path) -> None:
    long = {"office": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "letter_signer_title": "PHÓ GIÁM ĐỐC PHỤ TRÁCH, ĐIỀU HÀNH SỞ"}
    for settings in (None, long, {"letter_signer_name": "Lò Thị Mai"}):
        request(host(review="returned", settings=settings), at(12), tmp_path)
        found = check(tmp_path / "yeu-cau-bo-sung_2026-05-12_xa-binh-lu.docx")
        assert (found.kind, list(found.findings)) == ("cong_van", [])


@pytest.mark.ooxml
def test_letter_is_sound(tmp_path: Path) -> None:
    request(host(review="returned"), at(12), tmp_path)
    assert sdk_errors(tmp_path / "yeu-cau-bo-sung_2026-05-12_xa-binh-lu.docx") == []


def test_day_to_answer_by_behind_the_provinces_own_deadline_is_told(tmp_path: Path) -> None:
    late = [line for line in request(host(review="returned"), at(12), tmp_path).lines if "Hạn bổ sung" in line]
    assert len(late) == 1
    assert "Hạn bổ sung 15/5/2026 muộn hơn" in late[0]
    assert "(12/5/2026)" in late[0]
    for settings in ({"request_days": "1"}, {"submit_deadline": "chưa rõ"}):
        lines = request(host(review="returned", settings=settings), at(8), tmp_path / str(settings)).lines
        assert not [line for line in lines if "Hạn bổ sung" in line]

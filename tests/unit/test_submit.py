"""The proposal that lays the report before the province: in the decree's form, with the campaign's own figures."""

from datetime import date, datetime
from pathlib import Path

import pytest

from soket_xl.actions.submit import submit
from soket_xl.errors import FileRefused
from soket_xl.model import Context, Outcome
from soket_xl.schema import LOG
from soket_xl.tables import read_rows
from soket_xl.word.format.check import check
from tests.conftest import sdk_errors
from tests.support.docx_dump import dump
from tests.support.memory import MemoryHost, tracker_in_memory, unit_row

CONTEXT = Context(date(2026, 5, 12), datetime(2026, 5, 12, 9, 30), "lan")


def host(settings: dict[str, object] | None = None) -> MemoryHost:
    units = [
        unit_row("SYT", "Sở Y tế", "sở", received_on=date(2026, 5, 6), review="accepted"),
        unit_row("03390", "Xã Bình Lư", received_on=date(2026, 5, 9), review="returned"),
        unit_row("03388", "Phường Đoàn Kết", received_on=date(2026, 5, 7)),
        unit_row("03445", "Xã Mường Tè"),
        unit_row("03408", "Xã Khun Há", exempt="yes"),
    ]
    return tracker_in_memory({"tblUnits": units}, settings)


def run(tmp_path: Path, settings: dict[str, object] | None = None) -> tuple[Outcome, str]:
    outcome = submit(host(settings), CONTEXT, tmp_path)
    return outcome, dump(outcome.files[0].read_bytes())


def test_proposal_reads_as_the_decree_lays_it_out(tmp_path: Path) -> None:
    _, shown = run(tmp_path)
    lines = shown.splitlines()
    assert lines[1] == "| Số:        /TTr-SNV | Lai Châu, ngày 12 tháng 5 năm 2026 |"
    assert lines[2] == "[SkKind] TỜ TRÌNH"
    assert lines[3].startswith("[SkSubject] Về việc ban hành Báo cáo sơ kết 01 năm")
    assert lines[4] == "[SkTo] Kính gửi: Ủy ban nhân dân tỉnh Lai Châu"
    assert lines[-4].endswith("xem xét, ban hành báo cáo gửi Bộ Nội vụ./.")


def test_figures_are_those_of_the_status(tmp_path: Path) -> None:
    _, shown = run(tmp_path)
    assert "3/4 cơ quan, đơn vị, địa phương (sở, ban, ngành 1/1; xã, phường 2/3)" in shown
    assert "2 báo cáo đúng hạn, 1 báo cáo muộn" in shown
    assert "Còn 1 cơ quan, đơn vị, địa phương chưa gửi báo cáo: xã Mường Tè." in shown
    assert "1 báo cáo đạt yêu cầu; 1 báo cáo đã đề nghị bổ sung, chưa gửi lại; 1 báo cáo đang rà soát" in shown


def test_edited_proposal_is_not_written_over_and_each_is_logged(tmp_path: Path) -> None:
    book = host()
    first = submit(book, CONTEXT, tmp_path).files[0]
    first.write_bytes(b"edited")
    second = submit(book, CONTEXT, tmp_path).files[0]
    assert (first.read_bytes(), second.name) == (b"edited", "to-trinh-ubnd-tinh (2).docx")
    assert [row["command"] for row in read_rows(book, LOG)[0]] == ["submit", "submit"]


def test_blank_settings_are_named_and_the_addressee_follows_the_letterhead(tmp_path: Path) -> None:
    blank = dict.fromkeys(("proposal_to", "plan_reference", "recipient", "proposal_code", "parent_authority"))
    outcome, shown = run(tmp_path, blank)
    assert "[SkTo] Kính gửi: Ủy ban nhân dân tỉnh Lai Châu\n" in shown
    assert "[SkBody] Sở Nội vụ đã đôn đốc" in shown
    assert "xem xét, ban hành báo cáo./." in shown
    assert any("Kính gửi (tờ trình của Sở)" in line and "Ký hiệu tờ trình" in line for line in outcome.lines)


def test_proposal_has_no_fault_of_form(tmp_path: Path) -> None:
    long = {"office": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "letter_signer_name": "Lò Thị Mai", "place": "Lai Châu"}
    for settings in (None, long):
        found = check(run(tmp_path, settings)[0].files[0])
        assert (found.kind, list(found.findings)) == ("to_trinh", [])


def test_template_without_a_needed_place_is_refused_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mau").mkdir()
    monkeypatch.setattr("soket_xl.actions.own_templates.TEMPLATES", tmp_path / "mau")
    book = host()
    with pytest.raises(FileRefused, match=r"to_trinh_ubnd\.docx"):
        submit(book, CONTEXT, tmp_path)
    assert book.writes == 0


@pytest.mark.ooxml
def test_proposal_is_sound(tmp_path: Path) -> None:
    assert sdk_errors(run(tmp_path)[0].files[0]) == []

"""The command `report`: from the tracker to the file, through the clerk's own words."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from soket_xl.actions.own_templates import TEMPLATES
from soket_xl.actions.report import report
from soket_xl.errors import FileRefused
from soket_xl.model import Cell, Context, Outcome, Row
from tests.support.docx_dump import W, bookmarks, paragraphs, part, shown
from tests.support.memory import MemoryHost, tracker_in_memory, unit_row

CONTEXT = Context(date(2026, 5, 12), datetime(2026, 5, 12, 9, 30), "lan")
NAMES = {"SYT": "Sở Y tế", "03390": "Xã Bình Lư", "03388": "Phường Đoàn Kết"}
STAFF = "Đội ngũ công chức còn thiếu cán bộ chuyên môn về công nghệ thông tin"


def entry(unit_id: str, section: str, order: int, text: str) -> Row:
    return {"unit_id": unit_id, "section": section, "order": order, "text": text, "kind": "paragraph", "version": 1,
            "current": "current", "source": f"bao_cao/{unit_id}.docx"}  # fmt: skip


def campaign(claims: Sequence[Row] = (), **settings: Cell) -> MemoryHost:
    came = {"received_on": date(2026, 5, 6), "document_no": "12/BC", "version": 1}
    units = [unit_row(key, name, "sở" if key == "SYT" else "xã", **came) for key, name in NAMES.items()]
    units.append(unit_row("03445", "Xã Mường Tè"))
    entries = [entry("SYT", "II.8", 1, "Sở đã số hóa 12.500 hồ sơ bệnh án của ba bệnh viện")]
    entries += [entry(unit_id, "III.2", 2, STAFF) for unit_id in ("03390", "03388")]
    figures = [{"unit_id": "SYT", "BC01": 40}, {"unit_id": "03390", "BC01": 27}]
    rows = {"tblUnits": units, "tblEntries": entries, "tblFigures": figures, "tblClaims": claims}
    return tracker_in_memory(rows, settings)


def run(host: MemoryHost, tmp_path: Path, annotated: bool = False) -> tuple[Outcome, list[str]]:
    outcome = report(host, CONTEXT, tmp_path / "bao cao.docx", annotated)
    return outcome, [shown(p) for p in paragraphs(outcome.files[0].read_bytes())]


def claim_ids(host: MemoryHost, tmp_path: Path) -> dict[str, str]:
    """Return the claim id of each text, as the document's bookmarks tell it."""
    outcome, _ = run(host, tmp_path)
    found = {}
    for mark in part(outcome.files[0]).iter(f"{W}bookmarkStart"):
        found[shown(mark.getparent())] = mark.get(f"{W}name").removeprefix("_SK_")
    return found


def test_report_counts_what_it_wrote_as_the_contract_says(tmp_path: Path) -> None:
    outcome, _ = run(campaign(), tmp_path)
    marks = bookmarks(outcome.files[0].read_bytes())
    assert set(outcome.data) == {"file", "sections", "claims", "sentences", "traced"}
    assert outcome.data["file"] == tmp_path / "bao cao.docx"
    assert outcome.data["sections"] == 38
    assert outcome.data["claims"] == 2
    assert outcome.data["sentences"] == outcome.data["traced"] == len(marks)


def test_claims_stand_under_their_section_and_empty_sections_say_so(tmp_path: Path) -> None:
    _, text = run(campaign(), tmp_path)
    heading = next(i for i, line in enumerate(text) if line.startswith("2. Tồn tại, hạn chế"))
    assert "thiếu cán bộ chuyên môn về công nghệ thông tin" in text[heading + 1]
    heading = text.index("4. Bài học kinh nghiệm")
    assert text[heading + 1] == "Chưa có đơn vị báo cáo nội dung này."


def test_clerks_wording_wins_and_a_dropped_claim_is_left_out(tmp_path: Path) -> None:
    ids = {text: name for text, name in claim_ids(campaign(), tmp_path).items() if name.startswith("Y")}
    staff, health = (next(i for t, i in ids.items() if word in t) for word in ("công nghệ thông tin", "bệnh án"))
    wording = {"claim_id": staff, "section": "III.2", "wording": "Nhân lực công nghệ thông tin còn thiếu"}
    host = campaign([wording, {"claim_id": health, "section": "II.8", "decision": "drop"}])
    outcome, text = run(host, tmp_path)
    assert "Nhân lực công nghệ thông tin còn thiếu." in text
    assert not any("bệnh án" in line for line in text)
    assert outcome.data["claims"] == 1
    heading = next(i for i, line in enumerate(text) if line.startswith("8. Chuyển đổi số"))
    assert not any("Chưa có đơn vị" in line for line in text[heading + 1 : heading + 2])


def test_figures_of_the_sheet_are_told_with_who_has_none(tmp_path: Path) -> None:
    _, text = run(campaign(), tmp_path)
    assert any("biên chế cán bộ, công chức được giao là 67 người (sở, ban, ngành 40; xã, phường 27)" in t for t in text)
    assert any(t.startswith("Chưa có số liệu nào của 2 đơn vị: phường Đoàn Kết, xã Mường Tè") for t in text)


def test_annotated_copy_names_unit_and_file_of_each_claim(tmp_path: Path) -> None:
    outcome, _ = run(campaign(), tmp_path, annotated=True)
    comments = [shown(c) for c in part(outcome.files[0], "word/comments.xml").iter(f"{W}comment")]
    assert "Nguồn: Phường Đoàn Kết (03388.docx); Xã Bình Lư (03390.docx)." in comments or (
        "Nguồn: Xã Bình Lư (03390.docx); Phường Đoàn Kết (03388.docx)." in comments
    )


def test_report_tells_blank_settings_and_logs_one_line(tmp_path: Path) -> None:
    host = campaign(signer_name=None)
    before = len(host.read_table("tblLog").rows)
    outcome, _ = run(host, tmp_path)
    assert any("Họ và tên" in line for line in outcome.lines)
    assert len(host.read_table("tblLog").rows) == before + 1
    assert host.writes == 1


def test_report_that_is_open_in_word_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "bao cao.docx").write_bytes(b"cu")
    (tmp_path / "~$bao cao.docx").write_bytes(b"")
    outcome, _ = run(campaign(), tmp_path)
    assert (tmp_path / "bao cao.docx").read_bytes() == b"cu"
    assert outcome.data["file"] == tmp_path / "bao cao (2).docx"


def test_template_with_a_fault_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "templates"
    broken.mkdir()
    (broken / "bao_cao.docx").write_bytes(b"hong")
    monkeypatch.setattr("soket_xl.actions.own_templates.TEMPLATES", broken)
    host = campaign()
    with pytest.raises(FileRefused):
        report(host, CONTEXT, tmp_path / "ra.docx")
    assert host.writes == 0
    assert not (tmp_path / "ra.docx").exists()


def test_report_leaves_the_template_as_it_is(tmp_path: Path) -> None:
    digest = hashlib.sha256((TEMPLATES / "bao_cao.docx").read_bytes()).hexdigest()
    run(campaign(), tmp_path, annotated=True)
    assert hashlib.sha256((TEMPLATES / "bao_cao.docx").read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    ("given", "made"),
    [("ra.docx", "ra.docx"), ("ra.DOCX", "ra.DOCX"), ("ra.doc", "ra.doc.docx"), (".", "bao-cao-so-ket-cua-tinh.docx")],
)
def test_file_is_always_a_word_file(tmp_path: Path, given: str, made: str) -> None:
    assert report(campaign(), CONTEXT, tmp_path / given).data["file"] == tmp_path / made


def test_without_a_place_the_report_goes_to_the_output_folder_beside_the_tracker(tmp_path: Path) -> None:
    host = campaign()
    host.path = tmp_path / "so.xlsm"
    assert report(host, CONTEXT).data["file"] == tmp_path / "ket_qua" / "bao-cao-so-ket-cua-tinh.docx"


def test_cells_that_are_wrong_are_told(tmp_path: Path) -> None:
    host = campaign()
    rows = [unit_row("03390", "Xã Bình Lư", received_on="31/4/2026")]
    host.tables["tblUnits"] = tracker_in_memory({"tblUnits": rows}).tables["tblUnits"]
    outcome, _ = run(host, tmp_path)
    assert any("31/4/2026" in line for line in outcome.lines)


def test_errors_that_nobody_settled_are_told(tmp_path: Path) -> None:
    host = campaign()
    rows: list[Row] = [
        {"finding_id": n, "severity": "error", "decision": d} for n, d in (("1", None), ("2", "accepted"))
    ]
    host.tables["tblFindings"] = tracker_in_memory({"tblFindings": rows}).tables["tblFindings"]
    outcome, _ = run(host, tmp_path)
    assert any('Sheet "Rà soát" còn 1 lỗi' in line for line in outcome.lines)

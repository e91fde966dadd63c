"""A campaign of eleven units, three of which report after leaders have edited the draft, and what a fold must keep."""

from datetime import date, datetime
from pathlib import Path

from soket_xl.actions.fold import fold_draft
from soket_xl.actions.trace import trace_draft
from soket_xl.model import Context, Row
from soket_xl.schema import table_spec
from soket_xl.tables import read_rows
from tests.support import docx_lint
from tests.support.docx_dump import W, part, shown
from tests.support.draft_edits import visible
from tests.support.memory import MemoryHost, tracker_in_memory, unit_row

LATER = Context(date(2026, 5, 14), datetime(2026, 5, 14, 8, 0), "lan")
AGENCIES = ("SYT", "STC", "STP")
COMMUNES = ("03388", "03390", "03394", "03391", "03400", "03405", "03409", "03412")
LATE = ("03405", "03409", "STP")
SAID = {
    "I.1": ("Đã ban hành kế hoạch thực hiện và phân công nhiệm vụ cho từng thành viên", "Đã tổ chức quán triệt nghị quyết đến toàn thể cán bộ, công chức"),
    "II.1.a": ("Đã kiện toàn tổ chức bộ máy các phòng chuyên môn", "Còn thiếu công chức phụ trách lĩnh vực đất đai"),
    "II.2.a": ("Trung tâm phục vụ hành chính công hoạt động ổn định, giải quyết hồ sơ đúng hạn",),
    "II.8": ("Đã số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", "Đường truyền Internet tại một số thôn, bản chưa ổn định"),
    "III.1": ("Bộ máy tinh gọn, giảm đầu mối trung gian, gần dân hơn",),
    "III.2": ("Đội ngũ công chức còn thiếu cán bộ chuyên môn về công nghệ thông tin", "Trụ sở làm việc chật hẹp, xuống cấp"),
    "III.3": ("Khối lượng công việc tăng nhanh trong khi biên chế không tăng",),
    "V.1": ("Đề nghị cấp trên bổ sung kinh phí mua sắm trang thiết bị", "Đề nghị sớm ban hành định mức biên chế cấp xã"),
}  # fmt: skip
NEW = "Đề nghị ban hành hướng dẫn về chế độ phụ cấp cho người hoạt động không chuyên trách"


def many_units() -> MemoryHost:
    """Return the campaign before the late reports came."""
    units = [_unit(unit_id) for unit_id in (*AGENCIES, *COMMUNES)]
    entries = [row for unit_id in (*AGENCIES, *COMMUNES) if unit_id not in LATE for row in _entries(unit_id)]
    figures = [_figures(unit_id) for unit_id in (*AGENCIES, *COMMUNES) if unit_id not in LATE]
    return tracker_in_memory({"tblUnits": units, "tblEntries": entries, "tblFigures": figures})


def three_late_units(host: MemoryHost) -> None:
    """Let the late units report: what others said, something new, and figures."""
    rows = {name: list(read_rows(host, table_spec(name))[0]) for name in ("tblUnits", "tblEntries", "tblFigures")}
    for row in rows["tblUnits"]:
        if row["unit_id"] in LATE:
            row.update(received_on=date(2026, 5, 13), version=1, document_no="15/BC-UBND")
    for unit_id in LATE:
        rows["tblEntries"] += _entries(unit_id)
        rows["tblFigures"].append(_figures(unit_id))
    rows["tblEntries"].append(_entry(LATE[0], "V.1", 90, NEW))
    fresh = tracker_in_memory(rows)
    for name in rows:
        host.tables[name] = fresh.tables[name]


def check_fold(host: MemoryHost, draft: Path, out: Path, words: list[str]) -> None:
    """Fold and assert that no word of people is lost and each stale sentence was renewed, proposed or struck out."""
    before, human = draft.read_bytes(), visible(draft.read_bytes())
    traced = trace_draft(host, LATER, draft).data
    outcome = fold_draft(host, LATER, draft, out).data
    text = visible(out.read_bytes())
    assert draft.read_bytes() == before
    assert docx_lint.lint(out.read_bytes()) == []
    assert [said for said in words if said in human and said not in text] == []
    sentences = list(traced["sentences"])
    stale = {item["id"] for item in sentences if item["stale"] and item["state"] != "removed"}
    assert len(stale) > 5
    done = {*outcome["updated"], *outcome["proposed"], *outcome["struck"]}
    assert stale <= done
    _assert_human_text_stays(sentences, text)
    _assert_human_deletions_stay(sentences, text)
    remarks = [shown(c) for c in part(out, "word/comments.xml").iter(f"{W}comment")] if outcome["proposed"] else []
    assert len(remarks) >= len(set(outcome["proposed"]))
    assert NEW[20:] in text
    again = trace_draft(host, LATER, out)
    left = [item for item in again.data["sentences"] if item["state"] == "stale"]
    assert left == []


def _assert_human_text_stays(sentences: list[dict[str, str]], text: str) -> None:
    plain = "".join(text.split())
    for item in sentences:
        if item["state"] in ("changed", "no_source"):
            assert all("".join(line.split()) in plain for line in item["text"].split("\n")), item["text"]


def _assert_human_deletions_stay(sentences: list[dict[str, str]], text: str) -> None:
    alone = [item["text"] for item in sentences]
    for item in sentences:
        if item["state"] == "removed" and alone.count(item["text"]) == 1:
            assert item["text"] not in text


def _unit(unit_id: str) -> Row:
    agency = unit_id in AGENCIES
    came = {} if unit_id in LATE else {"received_on": date(2026, 5, 6), "document_no": "12/BC", "version": 1}
    return unit_row(unit_id, f"Sở {unit_id}" if agency else f"Xã Mường {unit_id}", "sở" if agency else "xã", **came)


def _entries(unit_id: str) -> list[Row]:
    """Return what a unit says: some of it what others say too, some with its own numbers."""
    place = (*AGENCIES, *COMMUNES).index(unit_id)
    found = []
    for number, (section, said) in enumerate(SAID.items(), 1):
        for turn, sentence in enumerate(said):
            if (place + number + turn) % 3 != 1:
                found.append(_entry(unit_id, section, number * 2 + turn, sentence))
    found.append(_entry(unit_id, "II.8", 80, f"Đã tiếp nhận {place * 137 + 55} hồ sơ trực tuyến qua cổng dịch vụ công"))
    return found


def _entry(unit_id: str, section: str, order: int, text: str) -> Row:
    return {"unit_id": unit_id, "section": section, "order": order, "text": text, "kind": "paragraph", "version": 1,
            "current": "current", "source": f"bao_cao/{unit_id}.docx"}  # fmt: skip


def _figures(unit_id: str) -> Row:
    place = (*AGENCIES, *COMMUNES).index(unit_id)
    return {"unit_id": unit_id, "BC01": 20 + place, "BC02": 18 + place, "VB01": 3 * place + 1}

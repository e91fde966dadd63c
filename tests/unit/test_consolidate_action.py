"""The command consolidate on a tracker in memory."""

from datetime import date, datetime

from soket_xl.actions.consolidate import consolidate
from soket_xl.model import Context
from soket_xl.schema import CLAIMS
from soket_xl.tables import make_table
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory

CONTEXT = Context(date(2026, 5, 8), datetime(2026, 5, 8, 9), "an")


def entry(unit_id, text, section="III.2", **cells):
    return {"unit_id": unit_id, "section": section, "order": 1, "version": 1, "text": text} | cells


def book(*entries, **tables):
    return tracker_in_memory({"tblEntries": list(entries)} | tables)


def rows(host):
    return {row["text"]: row for row in Tracker(host).rows(CLAIMS)}


def edit(host, text, **cells):
    changed = [row | cells if row["text"] == text else row for row in Tracker(host).rows(CLAIMS)]
    host.tables["tblClaims"] = make_table(CLAIMS, changed)


LAND = entry("03388", "- Thiếu công chức địa chính.")
OFFICE = entry("03390", "- Trụ sở làm việc xuống cấp.")


def test_json_has_the_fixed_keys():
    data = consolidate(book(LAND, OFFICE), CONTEXT).data
    section = data["sections"][0]
    assert {"code", "title", "reporting", "claims", "suggestions"} <= section.keys()
    assert {"claim_id", "text", "count", "units", "opposed", "statements"} <= section["claims"][0].keys()
    assert section["claims"][0]["statements"][0].keys() == {"unit_id", "text"}
    keys = {"code", "name", "unit", "total", "reported", "missing", "by_group"}
    assert keys <= data["figures"][0].keys()


def test_everything_is_written_once_with_a_line_in_the_log():
    host = book(LAND, OFFICE)
    consolidate(host, CONTEXT)
    assert host.writes == 1
    assert host.tables["tblLog"].rows[0][2] == "consolidate"
    assert len(rows(host)) == 2


def test_words_and_decisions_of_the_clerk_survive_a_late_report():
    host = book(LAND, OFFICE)
    consolidate(host, CONTEXT)
    edit(host, "Trụ sở làm việc xuống cấp", wording="Lời của chuyên viên.", decision="use", order=1, note="xem lại")
    before = rows(host)["Trụ sở làm việc xuống cấp"]
    late = book(entry("03394", "- Trụ sở đã cũ, hư hỏng nhiều."), LAND, OFFICE)
    late.tables["tblClaims"] = host.tables["tblClaims"]
    consolidate(late, CONTEXT)
    after = next(row for row in Tracker(late).rows(CLAIMS) if row["claim_id"] == before["claim_id"])
    assert [after[k] for k in ("wording", "decision", "note", "order")] == ["Lời của chuyên viên.", "use", "xem lại", 1]
    assert (after["count"], after["units"], after["change"]) == (2, "03390; 03394", "Thêm: 03394")


def test_claim_that_nobody_makes_any_more_stays_while_the_clerk_wrote_in_it():
    host = book(LAND, OFFICE)
    consolidate(host, CONTEXT)
    edit(host, "Trụ sở làm việc xuống cấp", note="hỏi lại xã")
    again = book(LAND)
    again.tables["tblClaims"] = host.tables["tblClaims"]
    consolidate(again, CONTEXT)
    gone = rows(again)["Trụ sở làm việc xuống cấp"]
    assert (gone["count"], gone["change"], gone["note"]) == (0, "Không còn đơn vị nào nêu", "hỏi lại xã")


def test_merged_claim_keeps_its_row_and_leaves_the_json():
    host = book(LAND, OFFICE)
    consolidate(host, CONTEXT)
    target = rows(host)["Thiếu công chức địa chính"]["claim_id"]
    edit(host, "Trụ sở làm việc xuống cấp", merged_into=target)
    found = consolidate(host, CONTEXT).data["sections"][0]["claims"]
    assert [(c["claim_id"], c["count"]) for c in found] == [(target, 2)]
    assert rows(host)["Trụ sở làm việc xuống cấp"]["change"] == f"Đã gộp vào ý {target}"


def test_merge_into_a_claim_that_does_not_exist_is_named_with_its_row():
    host = book(LAND)
    consolidate(host, CONTEXT)
    edit(host, "Thiếu công chức địa chính", merged_into="Y123")
    findings = consolidate(host, CONTEXT).findings
    assert 'cột "Gộp vào ý"' in findings[0].message
    assert '"Y123"' in findings[0].message


def test_words_that_the_clerk_adds_to_the_dictionary_merge():
    said = [entry("03388", "- Chưa có nhà văn hóa cho bà con."), entry("03390", "- Bản chưa có hội quán.")]
    assert len(consolidate(book(*said), CONTEXT).data["sections"][0]["claims"]) == 2
    own = [{"kind": "object", "concept": "nhà văn hóa", "phrases": "nhà văn hóa; hội quán"}]
    assert len(consolidate(book(*said, tblLexicon=own), CONTEXT).data["sections"][0]["claims"]) == 1


def test_empty_tracker_gives_nothing_and_no_error():
    outcome = consolidate(book(), CONTEXT)
    assert outcome.data["sections"] == []
    assert all(figure["total"] is None for figure in outcome.data["figures"])

"""The command `trace`: what a draft that people edited still has of the report, and what is no longer true in it."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

from soket_xl.actions.report import report
from soket_xl.actions.trace import trace_draft
from soket_xl.errors import FileRefused
from soket_xl.model import Context, Outcome
from soket_xl.schema import LEDGER, table_spec
from soket_xl.tables import read_rows
from tests.support.docx_dump import W
from tests.support.draft_edits import Editor, names_in, run_of
from tests.support.memory import MemoryHost, tracker_in_memory
from tests.unit.test_word_report_action import CONTEXT, STAFF, campaign, entry

LATER = Context(date(2026, 5, 14), datetime(2026, 5, 14, 8, 0), "lan")


@pytest.fixture
def host() -> MemoryHost:
    return campaign()


def draft_of(host: MemoryHost, tmp_path: Path, edit: Callable[[Editor], None] = lambda _: None) -> Path:
    written = report(host, CONTEXT, tmp_path / "bao cao.docx").files[0]
    editor = Editor(written.read_bytes())
    edit(editor)
    draft = tmp_path / "bản sửa.docx"
    draft.write_bytes(editor.saved())
    return draft


def states(outcome: Outcome) -> dict[str, str]:
    return {item["id"]: item["state"] for item in outcome.data["sentences"] if item["id"]}


def item(outcome: Outcome, line_id: str) -> dict:
    return next(item for item in outcome.data["sentences"] if item["id"] == line_id)


def added(outcome: Outcome) -> list[str]:
    return [item["text"] for item in outcome.data["sentences"] if item["state"] == "no_source"]


def claim_of(host: MemoryHost, words: str) -> str:
    return next(str(r["line_id"]) for r in read_rows(host, LEDGER)[0] if r["claim_id"] and words in str(r["text"]))


def late(host: MemoryHost, came: date = date(2026, 5, 13)) -> None:
    """Let one more commune report: the same lack of staff, and a figure."""
    rows = {name: list(read_rows(host, table_spec(name))[0]) for name in ("tblUnits", "tblEntries", "tblFigures")}
    for row in rows["tblUnits"]:
        if row["unit_id"] == "03445":
            row.update(received_on=came, version=1, document_no="15/BC-UBND")
    rows["tblEntries"].append(entry("03445", "III.2", 1, STAFF))
    rows["tblEntries"].append(entry("03445", "V.1", 2, "Đề nghị cấp trên bổ sung kinh phí mua sắm trang thiết bị"))
    rows["tblFigures"].append({"unit_id": "03445", "BC01": 21})
    fresh = tracker_in_memory(rows)
    for name in rows:
        host.tables[name] = fresh.tables[name]


def test_an_untouched_draft_is_the_same_in_every_sentence_and_row(host: MemoryHost, tmp_path: Path) -> None:
    outcome = trace_draft(host, LATER, draft_of(host, tmp_path))
    assert set(states(outcome).values()) == {"same"}
    assert len(states(outcome)) == 34
    assert {row["state"] for row in outcome.data["rows"]} == {"same"}
    assert added(outcome) == []
    assert outcome.exit_code == 0


@pytest.mark.parametrize("tracked", [False, True])
def test_each_kind_of_edit_is_told(host: MemoryHost, tmp_path: Path, tracked: bool) -> None:
    def edit(editor: Editor) -> None:
        paragraphs = editor.sentences()
        ids.extend(names_in(paragraph)[0] for paragraph in paragraphs)
        editor.change_word(paragraphs[0], tracked)
        editor.delete(paragraphs[3], tracked)
        editor.new_paragraph(paragraphs[4], tracked)
        editor.add_sentence(paragraphs[5], tracked)
        editor.move(editor.paragraph("F_BC"), paragraphs[12], tracked)
        editor.split(paragraphs[8], tracked)
        words.extend(editor.words)

    ids: list[str] = []
    words: list[str] = []
    draft = draft_of(host, tmp_path, edit)
    before = draft.read_bytes()
    outcome = trace_draft(host, LATER, draft)
    found = states(outcome)
    wanted = {0: "changed", 3: "removed", 5: "same", 8: "changed", 12: "same"}
    assert found["F_BC"] == "same"
    assert {n: found[ids[n]] for n in wanted} == wanted
    assert [text.rstrip(".") for text in added(outcome)] == words[1:]
    assert draft.read_bytes() == before


def test_two_paragraphs_that_were_joined_are_still_two_sentences(host: MemoryHost, tmp_path: Path) -> None:
    """A deleted paragraph mark joins them without a space between."""

    def join(editor: Editor) -> None:
        paragraph = editor.paragraph("MO_DAU_1")
        editor.merge(paragraph, tracked=True)
        following = paragraph.getnext()
        following.remove(following.find(f"{W}r"))

    found = states(trace_draft(host, LATER, draft_of(host, tmp_path, join)))
    assert (found["MO_DAU_1"], found["MO_DAU_2"]) == ("same", "same")


def test_count_in_a_changed_claim_is_held_against_what_the_tracker_counts(host: MemoryHost, tmp_path: Path) -> None:
    staff: list[str] = []

    def reword(editor: Editor) -> None:
        staff.append(claim_of(host, "công nghệ thông tin"))
        editor.change_word(editor.paragraph(staff[0]))

    draft = draft_of(host, tmp_path, reword)
    late(host)
    found = item(trace_draft(host, LATER, draft), staff[0])
    assert found["state"] == "changed"
    assert found["stale"]
    assert {figure["found"] for figure in found["figures"]} == {"2"}
    assert all("3" in figure["expected"] for figure in found["figures"])


def test_figures_and_counts_that_have_changed_since_are_stale(host: MemoryHost, tmp_path: Path) -> None:
    draft = draft_of(host, tmp_path)
    late(host)
    outcome = trace_draft(host, LATER, draft)
    staff = claim_of(host, "công nghệ thông tin")
    assert {states(outcome)[line] for line in ("MO_DAU_1", "F_BC", staff)} == {"stale"}
    assert states(outcome)["MO_DAU_2"] == "same"
    assert "03445" in item(outcome, staff)["units"]
    assert "88 người" in item(outcome, "F_BC")["now"]
    assert outcome.exit_code == 1


def test_a_number_in_a_changed_sentence_is_held_against_its_cell(host: MemoryHost, tmp_path: Path) -> None:
    def reword(editor: Editor) -> None:
        node = editor.paragraph("F_BC").find(f"{W}r/{W}t")
        node.text = "Toàn tỉnh được giao 67 biên chế, trong đó khối sở 40, khối xã 27."

    draft = draft_of(host, tmp_path, reword)
    assert trace_draft(host, LATER, draft).exit_code == 0
    late(host)
    outcome = trace_draft(host, LATER, draft)
    assert item(outcome, "F_BC")["state"] == "changed"
    assert {"code": "BC01", "found": "67", "expected": "88 người"} in item(outcome, "F_BC")["figures"]
    assert outcome.exit_code == 1


def test_a_number_that_was_typed_wrong_is_told_with_its_cell(host: MemoryHost, tmp_path: Path) -> None:
    def mistype(editor: Editor) -> None:
        node = editor.paragraph("F_BC").find(f"{W}r/{W}t")
        node.text = node.text.replace("67 người", "76 người")

    outcome = trace_draft(host, LATER, draft_of(host, tmp_path, mistype))
    assert item(outcome, "F_BC")["figures"] == [{"code": "BC01", "found": "76", "expected": "67 người"}]
    assert outcome.exit_code == 1


def test_quotes_spaces_and_runs_of_other_editors_are_no_edit(host: MemoryHost, tmp_path: Path) -> None:
    def retyped(editor: Editor) -> None:
        for paragraph in editor.sentences():
            run = paragraph.find(f"{W}r")
            text = run.find(f"{W}t").text
            text = text.replace(" - ", " \u2013 ").replace(" ", "\u00a0", 1)
            for part in (text[:7], text[7:9], text[9:]):
                run.addprevious(run_of(part))
                run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
            paragraph.remove(run)

    assert set(states(trace_draft(host, LATER, draft_of(host, tmp_path, retyped))).values()) == {"same"}


def test_lost_bookmarks_are_found_by_text_and_by_likeness(host: MemoryHost, tmp_path: Path) -> None:
    staff: list[str] = []

    def lose(editor: Editor) -> None:
        staff.append(claim_of(host, "công nghệ thông tin"))
        editor.change_word(editor.paragraph(staff[0]))
        editor.strip_marks()

    outcome = trace_draft(host, LATER, draft_of(host, tmp_path, lose))
    found = states(outcome)
    assert found.pop(staff[0]) == "changed"
    assert set(found.values()) == {"same"}
    assert {row["state"] for row in outcome.data["rows"]} == {"same"}


def test_a_doubled_bookmark_counts_where_the_words_are_still_those(host: MemoryHost, tmp_path: Path) -> None:
    def double(editor: Editor) -> None:
        paragraph = editor.paragraph("MO_DAU_2")
        twin = deepcopy(paragraph)
        for mark in twin.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            mark.set(f"{W}id", "7000")
        paragraph.addnext(twin)
        editor.change_word(paragraph)

    outcome = trace_draft(host, LATER, draft_of(host, tmp_path, double))
    assert states(outcome)["MO_DAU_2"] == "same"
    assert outcome.data["doubled"] == ["MO_DAU_2"]
    assert len(added(outcome)) == 1


def test_draft_of_another_campaign_is_refused_and_nothing_is_written(host: MemoryHost, tmp_path: Path) -> None:
    draft = draft_of(host, tmp_path)
    other = campaign()
    report(other, LATER, tmp_path / "khac.docx")
    writes = other.writes
    with pytest.raises(FileRefused, match="đợt khác"):
        trace_draft(other, LATER, draft)
    with pytest.raises(FileRefused, match="chưa lập báo cáo nào"):
        trace_draft(campaign(), LATER, draft)
    assert other.writes == writes


def test_draft_without_its_mark_is_known_by_its_sentences(host: MemoryHost, tmp_path: Path) -> None:
    def inspect(editor: Editor) -> None:
        editor.parts["docProps/custom.xml"] = editor.parts["docProps/custom.xml"].replace(b"soket_report", b"khac")

    outcome = trace_draft(host, LATER, draft_of(host, tmp_path, inspect))
    assert set(states(outcome).values()) == {"same"}
    assert any("không còn dấu" in line for line in outcome.lines)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"%PDF-1.7"]
)
def test_what_is_no_word_file_is_refused(host: MemoryHost, tmp_path: Path, content: bytes) -> None:
    draft_of(host, tmp_path)
    bad = tmp_path / "lạ.docx"
    bad.write_bytes(content)
    with pytest.raises(FileRefused, match="lạ"):
        trace_draft(host, LATER, bad)


def test_ledger_sheet_tells_what_became_of_each_line(host: MemoryHost, tmp_path: Path) -> None:
    def edit(editor: Editor) -> None:
        editor.change_word(editor.paragraph("MO_DAU_1"))
        editor.new_paragraph(editor.paragraph("MO_DAU_2"))

    trace_draft(host, LATER, draft_of(host, tmp_path, edit))
    rows = read_rows(host, LEDGER)[0]
    assert next(row for row in rows if row["line_id"] == "MO_DAU_1")["state"] == "changed"
    assert [row["kind"] for row in rows if row["state"] == "no_source"] == ["added"]
    assert len({row["report_id"] for row in rows}) == 1
    staff = next(row for row in rows if row["claim_id"] and "công nghệ" in str(row["text"]))
    assert "03390.docx" in str(staff["files"])
    assert "Nội dung III.2" in str(staff["places"])
    assert next(row for row in rows if row["line_id"] == "F_BC")["figures"] == "BC01=67 người"


def test_rerun_of_the_report_replaces_its_rows_and_spares_an_edited_file(host: MemoryHost, tmp_path: Path) -> None:
    first = report(host, CONTEXT, tmp_path / "bao cao.docx").files[0]
    count = len(read_rows(host, LEDGER)[0])
    assert report(host, CONTEXT, tmp_path / "bao cao.docx").files[0] == first
    assert len(read_rows(host, LEDGER)[0]) == count
    editor = Editor(first.read_bytes())
    editor.change_word(editor.paragraph("MO_DAU_2"))
    first.write_bytes(editor.saved())
    assert report(host, CONTEXT, first).files[0] == tmp_path / "bao cao (2).docx"
    assert editor.words[0].encode() in Editor(first.read_bytes()).parts["word/document.xml"]

"""The command `fold`: late reports in a draft that people have edited, and not a word of theirs lost."""

import hashlib
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

from soket_xl.actions.fold import fold_draft
from soket_xl.actions.report import report
from soket_xl.actions.trace import trace_draft
from soket_xl.errors import FileRefused, SoketError
from soket_xl.model import Context, Outcome
from soket_xl.schema import LEDGER, table_spec
from soket_xl.tables import read_rows
from tests.support import docx_lint
from tests.support.docx_dump import W, paragraphs, part, shown
from tests.support.draft_edits import Editor, visible
from tests.support.late_reports import check_fold, many_units, three_late_units
from tests.support.memory import MemoryHost, tracker_in_memory, unit_row
from tests.unit.test_word_draft_trace import LATER, claim_of, draft_of, item, late, states
from tests.unit.test_word_report_action import CONTEXT, campaign


@pytest.fixture
def host() -> MemoryHost:
    return campaign()


def folded(
    host: MemoryHost, tmp_path: Path, edit: Callable[[Editor], None] = lambda _: None
) -> tuple[Outcome, Path, Path]:
    """Return what came of folding a late report into an edited draft, the new file and the draft."""
    draft = draft_of(host, tmp_path, edit)
    before = draft.read_bytes()
    late(host)
    outcome = fold_draft(host, LATER, draft, tmp_path / "mới.docx")
    new = tmp_path / "mới.docx"
    assert draft.read_bytes() == before
    assert docx_lint.lint(new.read_bytes()) == []
    assert docx_lint.lint(outcome.files[1].read_bytes()) == []
    return outcome, new, draft


def comments(path: Path) -> list[str]:
    return [shown(comment) for comment in part(path, "word/comments.xml").iter(f"{W}comment")]


def test_deadline_with_an_hour_is_judged_at_the_moment_of_the_draft_whenever_it_is_folded(tmp_path: Path) -> None:
    five, day = datetime(2026, 5, 12, 17), date(2026, 5, 12)
    units = [unit_row("03388", "Phường Đoàn Kết", deadline=five), unit_row("03390", "Xã Bình Lư", received_on=day)]
    said = {}
    for hour, days in ((16, (12, 20)), (18, (20,))):
        host = tracker_in_memory({"tblUnits": units}, {"report_deadline": five})
        draft = report(host, Context(day, datetime(2026, 5, 12, hour), "lan"), tmp_path / f"{hour}.docx").files[0]
        kept = [row["on"] for row in read_rows(host, LEDGER)[0]]
        assert set(kept) == {datetime(2026, 5, 12, hour)}
        for later in days:
            context = Context(date(2026, 5, later), datetime(2026, 5, later, 20), "lan")
            assert set(states(trace_draft(host, context, draft)).values()) == {"same"}
            outcome = fold_draft(host, context, draft, tmp_path / f"{hour} {later}.docx")
            assert (outcome.data["updated"], outcome.data["rows"]["updated"]) == ([], [])
        said[hour] = visible(draft.read_bytes())
    assert ("Quá hạn" in said[16], "Quá hạn" in said[18]) == (False, True)


def test_report_that_came_later_on_the_day_of_the_draft_is_folded_in(host: MemoryHost, tmp_path: Path) -> None:
    draft = draft_of(host, tmp_path)
    late(host, datetime(2026, 5, 12, 15))
    outcome = fold_draft(host, Context(CONTEXT.on, datetime(2026, 5, 12, 16), "lan"), draft, tmp_path / "moi.docx")
    assert "MO_DAU_1" in outcome.data["updated"]
    assert "A2_notes" in outcome.data["updated"]


def test_untouched_sentences_and_rows_are_renewed_and_new_claims_are_tracked_insertions(
    host: MemoryHost, tmp_path: Path
) -> None:
    outcome, new, _ = folded(host, tmp_path)
    staff = claim_of(host, "công nghệ thông tin")
    assert set(outcome.data) >= {"file", "updated", "kept", "proposed"}
    assert {"MO_DAU_1", "F_BC", staff, "A2_notes"} <= set(outcome.data["updated"])
    assert outcome.data["kept"] == outcome.data["proposed"] == []
    text = visible(new.read_bytes())
    assert "88 người" in text
    assert "67 người" not in text
    inserted = ["".join(shown(run) for run in mark.iter(f"{W}r")) for mark in part(new).iter(f"{W}ins") if len(mark)]
    assert any("kinh phí mua sắm" in words for words in inserted)
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if "kinh phí mua sắm" in line)
    heading = max(n for n, line in enumerate(lines[:at]) if line.startswith("1. "))
    assert at - heading <= 2
    assert {"T1_BC01", "T2_03445"} <= set(outcome.data["rows"]["updated"])


def test_folded_file_is_the_draft_of_the_next_fold(host: MemoryHost, tmp_path: Path) -> None:
    _, new, _ = folded(host, tmp_path)
    traced = trace_draft(host, LATER, new)
    assert set(states(traced).values()) == {"same"}
    assert {row["state"] for row in traced.data["rows"]} == {"same"}
    again = fold_draft(host, LATER, new, tmp_path / "lần hai.docx")
    assert again.data["updated"] == again.data["proposed"] == again.data["inserted"] == []
    assert visible((tmp_path / "lần hai.docx").read_bytes()) == visible(new.read_bytes())


def test_a_sentence_that_a_person_changed_stays_and_the_change_is_proposed_once(
    host: MemoryHost, tmp_path: Path
) -> None:
    words: list[str] = []

    def edit(editor: Editor) -> None:
        editor.change_word(editor.paragraph("F_BC"))
        editor.change_word(editor.paragraph("MO_DAU_2"))
        words.extend(editor.words)

    outcome, new, draft = folded(host, tmp_path, edit)
    assert set(outcome.data["kept"]) == {"F_BC", "MO_DAU_2"}
    assert outcome.data["proposed"] == ["F_BC"]
    text = visible(new.read_bytes())
    assert all(word in text for word in words)
    assert [c for c in comments(new) if "88 người" in c and "Xã Mường Tè" in c]
    again = fold_draft(host, LATER, new, tmp_path / "lần hai.docx")
    assert again.data["proposed"] == []
    assert len(comments(tmp_path / "lần hai.docx")) == len(comments(new))
    assert item(trace_draft(host, LATER, new), "F_BC")["figures"]
    assert draft.exists()


def test_look_of_untouched_words_and_peoples_comments_survive(host: MemoryHost, tmp_path: Path) -> None:
    def edit(editor: Editor) -> None:
        paragraph = editor.paragraph("F_BC")
        run = paragraph.find(f"{W}r")
        text = run.find(f"{W}t").text
        at = text.index("biên chế")
        for piece, bold in ((text[:at], False), ("biên chế", True), (text[at + 8 :], False)):
            made = etree.Element(f"{W}r")
            if bold:
                etree.SubElement(etree.SubElement(made, f"{W}rPr"), f"{W}b")
            etree.SubElement(made, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = piece
            run.addprevious(made)
        paragraph.remove(run)

    _, new, _ = folded(host, tmp_path, edit)
    paragraph = next(p for p in part(new).iter(f"{W}p") if "88 người" in shown(p))
    bold = [shown(run) for run in paragraph.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["biên chế"]


def test_cells_that_people_changed_stay_and_the_others_are_renewed(host: MemoryHost, tmp_path: Path) -> None:
    def edit(editor: Editor) -> None:
        row = next(r for r in editor.root.iter(f"{W}tr") if any(m.get(f"{W}name") == "_ST_T1_BC01" for m in r.iter()))
        cell = list(row.iter(f"{W}tc"))[5]
        cell.find(f".//{W}t").text = "khoảng 67"

    outcome, new, _ = folded(host, tmp_path, edit)
    assert "T1_BC01" in outcome.data["rows"]["proposed"]
    text = visible(new.read_bytes())
    assert "khoảng 67" in text
    assert any(c.endswith(": 88") for c in comments(new))


def test_claim_that_nobody_makes_any_more_is_struck_out_for_a_person_to_accept(
    host: MemoryHost, tmp_path: Path
) -> None:
    draft = draft_of(host, tmp_path)
    health = claim_of(host, "bệnh án")
    rows = [row for row in read_rows(host, table_spec("tblEntries"))[0] if "bệnh án" not in str(row["text"])]
    host.tables["tblEntries"] = tracker_in_memory({"tblEntries": rows}).tables["tblEntries"]
    outcome = fold_draft(host, LATER, draft, tmp_path / "mới.docx")
    new = tmp_path / "mới.docx"
    assert outcome.data["struck"] == [health]
    deleted = " ".join("".join(t.text or "" for t in d.iter(f"{W}delText")) for d in part(new).iter(f"{W}del"))
    assert "bệnh án" in deleted
    assert "Chưa có đơn vị báo cáo nội dung này." in visible(new.read_bytes())
    assert docx_lint.lint(new.read_bytes()) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_edit_is_lost_and_no_stale_figure_is_left_unsaid(tmp_path: Path, seed: int) -> None:
    host = many_units()
    editor = Editor(report(host, CONTEXT, tmp_path / "bao cao.docx").files[0].read_bytes(), seed)
    editor.at_random()
    if seed % 3 == 2:
        editor.strip_marks(lambda name: editor.chance.random() < 0.5)
    draft = tmp_path / "bản sửa.docx"
    draft.write_bytes(editor.saved())
    three_late_units(host)
    check_fold(host, draft, tmp_path / "mới.docx", editor.words)


def test_list_of_changes_is_one_page_that_begins_with_what_a_person_has_to_decide(
    host: MemoryHost, tmp_path: Path
) -> None:
    outcome, _, _ = folded(host, tmp_path, lambda editor: editor.change_word(editor.paragraph("F_BC")))
    lines = [shown(p) for p in paragraphs(outcome.files[1].read_bytes()) if shown(p)]
    assert outcome.files[1].name == "mới-thay-doi.docx"
    assert lines[0] == "THAY ĐỔI KHI BỔ SUNG BÁO CÁO VÀO bản sửa.docx"
    assert "Xã Mường Tè" in lines[1]
    kinds = [line.split(" ")[1] for line in lines[3:]]
    assert kinds[0] == "Đề"
    assert kinds == sorted(kinds, key=lambda kind: kind == "Đã")
    assert any('"3/4" thành "4/4"' in line for line in lines)


def test_half_a_bookmark_of_libreoffice_is_put_right(host: MemoryHost, tmp_path: Path) -> None:
    def edit(editor: Editor) -> None:
        paragraph = editor.paragraph("MO_DAU_2")
        editor.split(paragraph)
        mark = paragraph.find(f"{W}bookmarkStart")
        again = deepcopy(mark)
        again.set(f"{W}id", "8000")
        following = paragraph.getnext()
        following.insert(1, again)
        following.find(f"{W}bookmarkEnd").set(f"{W}id", "8000")

    outcome, new, draft = folded(host, tmp_path, edit)
    assert item(trace_draft(host, LATER, draft), "MO_DAU_2")["state"] == "changed"
    assert "MO_DAU_2" in outcome.data["kept"]
    assert visible(new.read_bytes()).count("như sau:") == 1


def test_bad_wishes_are_refused_and_nothing_is_written(host: MemoryHost, tmp_path: Path) -> None:
    draft = draft_of(host, tmp_path)
    writes, files = host.writes, {path.name for path in tmp_path.iterdir()}
    with pytest.raises(SoketError, match="phải khác tệp"):
        fold_draft(host, LATER, draft, draft)
    with pytest.raises(FileRefused):
        fold_draft(host, LATER, tmp_path / "không có.docx")
    assert (host.writes, {path.name for path in tmp_path.iterdir()}) == (writes, files)


def test_new_file_that_is_open_in_word_gets_a_sibling_and_it_is_said(host: MemoryHost, tmp_path: Path) -> None:
    draft = draft_of(host, tmp_path)
    (tmp_path / "mới.docx").write_bytes(b"cu")
    (tmp_path / "~$mới.docx").write_bytes(b"")
    (tmp_path / "~$bản sửa.docx").write_bytes(b"")
    outcome = fold_draft(host, LATER, draft, tmp_path / "mới.docx")
    assert outcome.data["file"] == tmp_path / "mới (2).docx"
    assert (tmp_path / "mới.docx").read_bytes() == b"cu"
    assert any("có tên khác" in line for line in outcome.lines)
    assert any("đang mở trong Word" in line for line in outcome.lines)


def test_without_a_name_the_new_file_stands_beside_the_draft_and_none_is_overwritten(
    host: MemoryHost, tmp_path: Path
) -> None:
    draft = draft_of(host, tmp_path)
    first = fold_draft(host, LATER, draft).files[0]
    digest = hashlib.sha256(first.read_bytes()).hexdigest()
    second = fold_draft(host, LATER, draft).files[0]
    assert (first.name, second.name) == ("bản sửa-bo-sung.docx", "bản sửa-bo-sung (2).docx")
    assert hashlib.sha256(first.read_bytes()).hexdigest() == digest


def test_ledger_lists_the_new_file_first_and_keeps_the_report(host: MemoryHost, tmp_path: Path) -> None:
    folded(host, tmp_path)
    reports = dict.fromkeys(row["report"] for row in read_rows(host, LEDGER)[0])
    assert list(reports) == ["mới.docx", "bao cao.docx"]
    assert CONTEXT.on < LATER.on

"""Two clerks' copies of a tracker brought together, as files: what is taken, what is asked, what the log says."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings

from soket_xl import buttons
from soket_xl.__main__ import main
from soket_xl.actions.doctor import chain_of
from soket_xl.actions.merge import merge
from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts.excel import ExcelHost
from soket_xl.hosts.file import FileHost
from soket_xl.joining.log import first_break, identities
from soket_xl.model import Cell, Context, Outcome, Row
from soket_xl.schema import (
    AWARDS,
    CLAIMS,
    CONFLICTS,
    ENTRIES,
    FIGURE_SOURCES,
    FIGURES,
    FINDINGS,
    LOG,
    OUTLINE,
    RECEIPTS,
    REMINDERS,
    SETTINGS,
    UNITS,
    TableSpec,
    table_spec,
)
from soket_xl.tables import make_table, read_rows
from soket_xl.tracker import Tracker
from tests.support.fake_xlwings import App, open_fake

UNITS_CSV = "code,name,type\n03388,Than Uyên,xã\n03390,Tân Uyên,xã\n03394,Mường Kim,xã\n"
START = datetime(2026, 5, 4, 8)
Change = Callable[[Row], object]


class Clerk:
    """A clerk with a copy of the tracker in a folder of his own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "so.xlsm"
        self.now = START + timedelta(minutes=len(folder.name))

    def hands_to(self, folder: Path) -> "Clerk":
        """Give a copy of the file as it is; backups stay."""
        folder.mkdir()
        shutil.copyfile(self.path, folder / "so.xlsm")
        return Clerk(folder)

    def receives(self, unit: str, day: str) -> "Clerk":
        assert main(["receive", str(self.path), unit, "--date", day]) == 0
        return self

    def types(self, spec: TableSpec, key: Cell, **cells: Cell) -> "Clerk":
        """Type cells by hand into the row whose first key column is `key`: no command, no backup, no log."""
        rows = self.rows(spec)
        column = (spec.key or (spec.columns[0].key,))[0]
        for row in rows:
            if row[column] == key:
                row.update(cells)
        return self.puts(spec, rows)

    def puts(self, spec: TableSpec, rows: Sequence[Row]) -> "Clerk":
        """Write whole rows by hand, leaving no backup behind."""
        backups = self.path.parent / "_luu"
        before = set(backups.glob("*"))
        FileHost(self.path).write([make_table(spec, rows)])
        for made in set(backups.glob("*")) - before:
            made.unlink()
        return self

    def adds(self, spec: TableSpec, *rows: Row) -> "Clerk":
        return self.puts(spec, [*self.rows(spec), *rows])

    def rows(self, spec: TableSpec) -> list[Row]:
        return read_rows(FileHost(self.path), spec)[0]

    def cell(self, spec: TableSpec, key: Cell, column: str) -> Cell:
        first = (spec.key or (spec.columns[0].key,))[0]
        return next(row[column] for row in self.rows(spec) if row[first] == key)

    def merges(self, other: "Clerk | Path") -> Outcome:
        self.now += timedelta(minutes=1)
        path = other if isinstance(other, Path) else other.path
        return merge(FileHost(self.path), Context(on=self.now.date(), now=self.now, who="lan"), path)


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small tracker on which one command has run."""
    folder = tmp_path_factory.mktemp("seed")
    (folder / "units.csv").write_text(UNITS_CSV, "utf-8")
    assert main(["new", str(folder / "so.xlsm"), "--units", str(folder / "units.csv")]) == 0
    Clerk(folder).receives("03394", "2026-05-04")
    return folder


@pytest.fixture
def lan(seed: Path, tmp_path: Path) -> Clerk:
    shutil.copytree(seed, tmp_path / "lan")
    return Clerk(tmp_path / "lan")


@pytest.fixture
def hoa(lan: Clerk, tmp_path: Path) -> Clerk:
    return lan.hands_to(tmp_path / "hoa")


def cells(outcome: Outcome) -> set[tuple[str, str, str]]:
    return {(str(c["table"]), str(c["key"]), str(c["column"])) for c in outcome.data["conflicts"]}


def test_what_only_they_changed_is_taken_and_what_only_we_changed_stays(lan: Clerk, hoa: Clerk) -> None:
    lan.types(UNITS, "03388", email="lan@x.vn").receives("03388", "2026-05-05")
    hoa.types(UNITS, "03394", officer="Hoa", received_on=date(2026, 5, 3)).receives("03390", "2026-05-06")
    outcome = lan.merges(hoa)
    assert outcome.data["conflicts"] == []
    assert lan.cell(UNITS, "03388", "email") == "lan@x.vn"
    assert lan.cell(UNITS, "03388", "received_on") == date(2026, 5, 5)
    assert lan.cell(UNITS, "03390", "received_on") == date(2026, 5, 6)
    assert lan.cell(UNITS, "03394", "officer") == "Hoa"


def test_what_both_changed_is_listed_with_both_values_and_stays_ours(lan: Clerk, hoa: Clerk) -> None:
    lan.receives("03388", "2026-05-05").types(UNITS, "03388", note="gọi lại")
    hoa.receives("03388", "2026-05-06").types(UNITS, "03388", note="đã gọi")
    outcome = lan.merges(hoa)
    assert cells(outcome) == {("tblUnits", "03388", "received_on"), ("tblUnits", "03388", "note")}
    conflict = next(c for c in outcome.data["conflicts"] if c["column"] == "note")
    assert (conflict["here"], conflict["there"], conflict["header"]) == ("gọi lại", "đã gọi", "Ghi chú")
    assert lan.cell(UNITS, "03388", "note") == "gọi lại"
    asked = {(r["header"], r["here"], r["there"], r["state"]) for r in lan.rows(CONFLICTS)}
    assert asked == {("Ngày đến", "05/5/2026", "06/5/2026", "open"), ("Ghi chú", "gọi lại", "đã gọi", "open")}
    assert 'bản này "gọi lại", bản kia "đã gọi"' in "\n".join(outcome.lines)


def test_choices_are_done_by_the_next_merge_of_the_same_file_and_not_asked_again(lan: Clerk, hoa: Clerk) -> None:
    for clerk, note, officer in ((lan, "gọi lại", "Lan"), (hoa, "đã gọi", "Hoa")):
        clerk.types(UNITS, "03388", note=note, officer=officer)
    lan.merges(hoa)
    listed = lan.rows(CONFLICTS)
    for row in listed:
        row["choice"] = "there" if row["header"] == "Ghi chú" else "here"
    lan.puts(CONFLICTS, listed)
    assert lan.merges(hoa).data["conflicts"] == []
    assert (lan.cell(UNITS, "03388", "note"), lan.cell(UNITS, "03388", "officer")) == ("đã gọi", "Lan")
    assert {row["state"] for row in lan.rows(CONFLICTS)} == {"taken", "kept"}
    before = lan.path.read_bytes()
    assert lan.merges(hoa).data["taken"] == 0
    assert lan.path.read_bytes() == before


def test_merging_the_same_copy_twice_changes_nothing(lan: Clerk, hoa: Clerk) -> None:
    lan.types(UNITS, "03388", note="a")
    hoa.types(UNITS, "03388", note="b").types(SETTINGS, "contact_name", value="Hoa").receives("03390", "2026-05-06")
    first = lan.merges(hoa)
    before = lan.path.read_bytes()
    again = lan.merges(hoa)
    assert again.data["taken"] == again.data["log_rows"] == 0
    assert again.data["conflicts"] == first.data["conflicts"]
    assert lan.path.read_bytes() == before


def test_a_value_put_in_place_of_another_is_listed_with_the_old_one(lan: Clerk, hoa: Clerk) -> None:
    hoa.types(SETTINGS, "place", value="Điện Biên")
    outcome = lan.merges(hoa)
    assert lan.cell(SETTINGS, "place", "value") == "Điện Biên" or cells(outcome) == {("tblSettings", "place", "value")}
    assert [(r["here"], r["there"]) for r in lan.rows(CONFLICTS)] == [("Lai Châu", "Điện Biên")]


def test_daily_exchange_asks_about_nothing_that_only_one_changed(lan: Clerk, hoa: Clerk) -> None:
    for day in range(3):
        hoa.types(UNITS, "03390", note=f"Hoa {day}").receives("03390", f"2026-05-0{5 + day}")
        lan.types(UNITS, "03388", note=f"Lan {day}").receives("03388", f"2026-05-0{5 + day}")
        assert lan.merges(hoa).data["conflicts"] == []
        assert hoa.merges(lan).data["conflicts"] == []
        for spec in (UNITS, SETTINGS):
            assert _plain(lan.rows(spec)) == _plain(hoa.rows(spec))
    assert lan.cell(UNITS, "03390", "note") == "Hoa 2"


def _new(folder: Path, units: str) -> Clerk:
    """Return a clerk with a tracker on which nothing has run."""
    (folder / "moi").mkdir()
    (folder / "units.csv").write_text(units, "utf-8")
    assert main(["new", str(folder / "moi" / "so.xlsm"), "--units", str(folder / "units.csv")]) == 0
    return Clerk(folder / "moi")


def _plain(rows: Sequence[Row]) -> list[Row]:
    return [{key: cell for key, cell in row.items() if key != "_row"} for row in rows]


def test_log_is_joined_not_doubled_and_the_chain_holds_on_both_sides(lan: Clerk, hoa: Clerk) -> None:
    lan.receives("03388", "2026-05-05")
    hoa.receives("03390", "2026-05-05").receives("03390", "2026-05-06")
    theirs = identities(hoa.rows(LOG))
    lan.merges(hoa)
    hoa.merges(lan)
    lan.merges(hoa)
    for clerk in (lan, hoa):
        assert chain_of(FileHost(clerk.path)).ok
        known = identities(clerk.rows(LOG))
        assert len(known) == len(set(known))
        assert set(theirs) <= set(known)
    assert set(identities(hoa.rows(LOG))) <= set(identities(lan.rows(LOG)))
    assert lan.rows(LOG)[-1]["command"] == "merge"
    assert "so.xlsm" in str(lan.rows(LOG)[-1]["summary"])


def test_a_row_that_came_with_a_merge_and_was_changed_breaks_the_chain(lan: Clerk, hoa: Clerk) -> None:
    hoa.receives("03390", "2026-05-05")
    lan.merges(hoa)
    rows = lan.rows(LOG)
    brought = next(row for row in rows if row["origin"])
    brought["origin"] = "0" * 20
    assert first_break(rows) is brought


def test_broken_log_of_the_other_copy_is_told(lan: Clerk, hoa: Clerk) -> None:
    hoa.receives("03388", "2026-05-05").receives("03390", "2026-05-06")
    hoa.puts(LOG, [row for row in hoa.rows(LOG) if "03388" not in str(row["summary"])])
    assert "bị sửa, xóa hoặc chèn" in "\n".join(lan.merges(hoa).lines)


def test_rows_added_by_either_stay_and_reminders_are_not_doubled(lan: Clerk, hoa: Clerk) -> None:
    lan_award, hoa_award = ({"unit_id": "03388", "nominee": n, "kind": "person"} for n in ("Lò A", "Vàng B"))
    reminder = {"unit_id": "03390", "step": "Ngày đến hạn", "channel": "Thư nháp", "addressee": "Chuyên viên"}
    lan.adds(AWARDS, lan_award).adds(REMINDERS, reminder | {"at": datetime(2026, 5, 7, 8), "file": "C:/a.eml"})
    hoa.adds(AWARDS, hoa_award).adds(
        REMINDERS,
        reminder | {"at": datetime(2026, 5, 7, 9), "file": "D:/b.eml", "sent": "yes"},
        reminder | {"at": datetime(2026, 5, 8, 9), "step": "Quá hạn 1 ngày"},
    )
    assert lan.merges(hoa).data["conflicts"] == []
    assert [row["nominee"] for row in lan.rows(AWARDS)] == ["Lò A", "Vàng B"]
    assert [(row["step"], row["sent"]) for row in lan.rows(REMINDERS)] == [
        ("Ngày đến hạn", "yes"),
        ("Quá hạn 1 ngày", None),
    ]


@pytest.mark.parametrize("deleter", ["lan", "hoa"])
@pytest.mark.parametrize("choice", ["here", "there"])
def test_a_row_taken_out_by_one_is_asked_about(deleter: str, choice: str, lan: Clerk, hoa: Clerk) -> None:
    who = lan if deleter == "lan" else hoa
    code = str(lan.rows(OUTLINE)[-1]["code"])
    who.puts(OUTLINE, who.rows(OUTLINE)[:-1])
    outcome = lan.merges(hoa)
    assert cells(outcome) == {("tblOutline", code, "")}
    assert (code in [r["code"] for r in lan.rows(OUTLINE)]) == (deleter == "hoa")
    lan.puts(CONFLICTS, [row | {"choice": choice} for row in lan.rows(CONFLICTS)])
    assert lan.merges(hoa).data["conflicts"] == []
    kept_by = {"here": lan, "there": hoa}[choice]
    assert (code in [r["code"] for r in lan.rows(OUTLINE)]) == (kept_by is not who)


def test_new_section_comes_in_where_it_stood(lan: Clerk, hoa: Clerk) -> None:
    rows = hoa.rows(OUTLINE)
    hoa.puts(OUTLINE, [*rows[:3], rows[2] | {"code": "I.9", "title": "Mục thêm"}, *rows[3:]])
    lan.merges(hoa)
    assert [row["code"] for row in lan.rows(OUTLINE)] == [row["code"] for row in hoa.rows(OUTLINE)]


def test_clerks_words_on_claims_and_findings_come_in_and_the_machines_columns_do_not(lan: Clerk, hoa: Clerk) -> None:
    claim = {"claim_id": "Y1", "section": "I", "text": "ý", "proposed": "Câu.", "count": 1}
    finding = {"finding_id": "R1", "unit_id": "03388", "severity": "error", "code": "copied", "message": "x"}
    lan.adds(CLAIMS, claim).adds(FINDINGS, finding)
    hoa.adds(CLAIMS, claim | {"count": 2, "wording": "Lời của Hoa"}).adds(
        FINDINGS, finding | {"message": "khác", "decision": "accepted"}, finding | {"finding_id": "R2"}
    )
    outcome = lan.merges(hoa)
    assert outcome.data["conflicts"] == []
    assert (lan.cell(CLAIMS, "Y1", "wording"), lan.cell(CLAIMS, "Y1", "count")) == ("Lời của Hoa", 1)
    assert [(r["finding_id"], r["decision"], r["message"]) for r in lan.rows(FINDINGS)] == [
        ("R1", "accepted", "x"),
        ("R2", None, "x"),
    ]
    assert "Rà soát" in outcome.lines[-1]


def report(
    clerk: Clerk, unit: str, sha: str, texts: Sequence[str], version: int = 1, figure: int | None = None
) -> Clerk:
    """Put a unit's report into the tables as intake does."""
    file = f"C:/{clerk.path.parent.name}/{sha}.docx"
    old = [row | {"current": "old"} if row["unit_id"] == unit else row for row in clerk.rows(ENTRIES)]
    made = [
        {"unit_id": unit, "order": n, "part": 1, "text": t, "section": "I", "kind": "paragraph", "version": version,
         "current": "current", "source": file}
        for n, t in enumerate(texts, 1)
    ]  # fmt: skip
    number = f"{sha}/BC-UBND"
    receipt = {"file": file, "sha256": sha, "unit_id": unit, "version": version, "document_no": number}
    outcome = "imported" if version == 1 else "new_version"
    clerk.puts(ENTRIES, [*old, *made]).adds(RECEIPTS, receipt | {"outcome": outcome})
    clerk.types(UNITS, unit, version=version, document_no=number, received_on=date(2026, 5, 5))
    if figure is not None:
        clerk.types(FIGURES, unit, DVHC01=figure)
        rows = [row for row in clerk.rows(FIGURE_SOURCES) if row["unit_id"] != unit]
        clerk.puts(FIGURE_SOURCES, [*rows, {"unit_id": unit, "indicator": "DVHC01", "value": figure, "source": file}])
    return clerk


def current(clerk: Clerk, unit: str) -> list[Cell]:
    return [row["text"] for row in clerk.rows(ENTRIES) if row["unit_id"] == unit and row["current"] == "current"]


def test_report_that_only_they_have_comes_in_whole(lan: Clerk, hoa: Clerk) -> None:
    report(hoa, "03388", "aa", ["một", "hai"], figure=5)
    assert lan.merges(hoa).data["conflicts"] == []
    assert current(lan, "03388") == ["một", "hai"]
    assert lan.cell(FIGURES, "03388", "DVHC01") == 5
    assert [row["sha256"] for row in lan.rows(RECEIPTS) if row["outcome"] != "recorded"] == ["aa"]
    assert lan.cell(UNITS, "03388", "document_no") == "aa/BC-UBND"


def test_newer_report_of_theirs_replaces_ours_with_number_and_figures(lan: Clerk, tmp_path: Path) -> None:
    report(lan, "03388", "aa", ["một", "hai"], figure=5)
    hoa = lan.hands_to(tmp_path / "hoa")
    report(hoa, "03388", "bb", ["một mới"], 2, figure=7)
    lan.types(ENTRIES, "03388", note="Lan xem rồi")
    assert lan.merges(hoa).data["conflicts"] == []
    assert current(lan, "03388") == ["một mới"]
    assert (lan.cell(UNITS, "03388", "version"), lan.cell(UNITS, "03388", "document_no")) == (2, "bb/BC-UBND")
    assert lan.cell(FIGURES, "03388", "DVHC01") == 7
    assert [row["value"] for row in lan.rows(FIGURE_SOURCES)] == [7]
    assert {row["note"] for row in lan.rows(ENTRIES) if row["current"] == "old"} == {"Lan xem rồi"}


def test_two_different_reports_are_asked_about_as_one_and_both_are_kept(lan: Clerk, hoa: Clerk) -> None:
    report(lan, "03388", "aa", ["của Lan"], figure=5)
    report(hoa, "03388", "bb", ["của Hoa"], figure=7)
    assert cells(lan.merges(hoa)) == {("tblEntries", "03388", "current")}
    assert current(lan, "03388") == ["của Lan"]
    assert {(r["text"], r["version"]) for r in lan.rows(ENTRIES)} == {("của Lan", 1), ("của Hoa", 2)}
    assert cells(lan.merges(hoa)) == {("tblEntries", "03388", "current")}
    lan.puts(CONFLICTS, [row | {"choice": "there"} for row in lan.rows(CONFLICTS)])
    assert lan.merges(hoa).data["conflicts"] == []
    assert current(lan, "03388") == ["của Hoa"]
    assert (lan.cell(UNITS, "03388", "document_no"), lan.cell(FIGURES, "03388", "DVHC01")) == ("bb/BC-UBND", 7)
    before = lan.path.read_bytes()
    lan.merges(hoa)
    assert lan.path.read_bytes() == before


def test_clerks_places_in_the_same_report_come_together(lan: Clerk, tmp_path: Path) -> None:
    report(lan, "03388", "aa", ["một", "hai", "ba"])
    hoa = lan.hands_to(tmp_path / "hoa")
    for clerk, number, section in ((lan, 0, "II"), (hoa, 1, "III"), (lan, 2, "IV"), (hoa, 2, "V")):
        rows = clerk.rows(ENTRIES)
        rows[number]["section_by_hand"] = section
        clerk.puts(ENTRIES, rows)
    assert {key.split(" | ")[2] for _, key, _ in cells(lan.merges(hoa))} == {"3.1"}
    assert [row["section_by_hand"] for row in lan.rows(ENTRIES)] == ["II", "III", "IV"]


def test_file_that_the_copies_hold_for_two_units_never_changes_its_unit_by_itself(lan: Clerk, hoa: Clerk) -> None:
    report(lan, "03388", "aa", ["một"], figure=5)
    report(hoa, "03390", "aa", ["một"], figure=5)
    assert cells(lan.merges(hoa)) == {("tblReceipts", "aa", "confirmed_unit")}
    assert current(lan, "03390") == []
    assert lan.cell(FIGURES, "03390", "DVHC01") is None
    assert (lan.cell(UNITS, "03390", "received_on"), lan.cell(UNITS, "03390", "document_no")) == (None, None)


def test_figure_that_a_clerk_typed_over_is_never_replaced_by_a_report(lan: Clerk, tmp_path: Path) -> None:
    report(lan, "03388", "aa", ["một"], figure=5)
    hoa = lan.hands_to(tmp_path / "hoa")
    lan.types(FIGURES, "03388", DVHC01=50)
    report(hoa, "03388", "bb", ["hai"], 2, figure=7)
    assert cells(lan.merges(hoa)) == {("tblFigures", "03388", "DVHC01")}
    assert lan.cell(FIGURES, "03388", "DVHC01") == 50


def test_status_still_reads_a_merged_tracker_and_formulas_stay(lan: Clerk, hoa: Clerk) -> None:
    hoa.receives("03390", "2026-05-06").adds(UNITS, {"unit_id": "03999", "name": "Xã Mới", "group": "communes"})
    lan.merges(hoa)
    assert [unit.unit_id for unit in Tracker(FileHost(lan.path)).units] == ["03388", "03390", "03394", "03999"]
    assert "state" in {c.key for c in UNITS.columns if c.header in FileHost(lan.path).computed_headers(UNITS.name)}


@pytest.mark.parametrize("name", ["campaign_name", "period_to"])
def test_tracker_of_another_campaign_is_refused(name: str, lan: Clerk, tmp_path: Path) -> None:
    other = _new(tmp_path, UNITS_CSV)
    other.types(SETTINGS, name, value="Đợt khác" if name == "campaign_name" else date(2027, 6, 30))
    before = lan.path.read_bytes()
    with pytest.raises(SoketError, match="đợt báo cáo khác"):
        lan.merges(other)
    assert lan.path.read_bytes() == before


def test_tracker_of_other_units_is_refused(lan: Clerk, tmp_path: Path) -> None:
    with pytest.raises(SoketError, match="0/3 đơn vị"):
        lan.merges(_new(tmp_path, "code,name,type\n1,Xã A,xã\n2,Xã B,xã\n"))


def test_copies_made_before_the_first_command_are_joined_too(tmp_path: Path) -> None:
    one = _new(tmp_path, UNITS_CSV)
    two = one.hands_to(tmp_path / "b")
    one.receives("03388", "2026-05-05")
    two.receives("03390", "2026-05-06")
    assert one.merges(two).data["conflicts"] == []
    assert one.cell(UNITS, "03390", "received_on") == date(2026, 5, 6)


def test_the_book_itself_and_what_is_no_tracker_are_refused(
    lan: Clerk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SoketError, match="chính là sổ này"):
        lan.merges(lan)
    text = tmp_path / "thu.xlsm"
    text.write_bytes(b"PK\x03\x04 no workbook")
    for path in (text, tmp_path / "khong-co.xlsm"):
        with pytest.raises(WorkbookError):
            lan.merges(path)
        assert main(["merge", str(lan.path), str(path)]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_hostile_text_of_the_other_copy_stays_text(lan: Clerk, hoa: Clerk) -> None:
    hoa.types(UNITS, "03388", note='=HYPERLINK("http://x","y")')
    lan.merges(hoa)
    assert lan.cell(UNITS, "03388", "note") == '=HYPERLINK("http://x","y")'
    assert "note" not in {c.key for c in UNITS.columns if c.header in FileHost(lan.path).computed_headers(UNITS.name)}


def test_other_copy_and_its_folder_are_not_touched(lan: Clerk, hoa: Clerk) -> None:
    hoa.receives("03390", "2026-05-06")
    before = {path: path.read_bytes() for path in hoa.path.parent.rglob("*") if path.is_file()}
    lan.merges(hoa)
    assert {path: path.read_bytes() for path in hoa.path.parent.rglob("*") if path.is_file()} == before


def test_table_names_of_conflicts_are_known() -> None:
    assert table_spec(CONFLICTS.name).column("code").header == "Mã"


def test_what_an_undo_brought_back_is_no_common_state(lan: Clerk, hoa: Clerk) -> None:
    hoa.types(UNITS, "03388", note="của Hoa")
    hoa.receives("03390", "2026-05-06")
    assert main(["undo", str(hoa.path)]) == 0
    lan.types(UNITS, "03388", note="của Lan")
    assert cells(hoa.merges(lan)) == {("tblUnits", "03388", "note")}
    assert hoa.cell(UNITS, "03388", "note") == "của Hoa"


def test_three_clerks_copies_come_together_whatever_the_order(lan: Clerk, hoa: Clerk, tmp_path: Path) -> None:
    mai = lan.hands_to(tmp_path / "mai")
    for clerk, unit in ((lan, "03388"), (hoa, "03390"), (mai, "03394")):
        clerk.types(UNITS, unit, note=f"xong {unit}").receives(unit, "2026-05-06")
    for clerk, other in ((lan, hoa), (mai, lan), (hoa, mai), (lan, hoa)):
        assert clerk.merges(other).data["conflicts"] == []
    for clerk in (lan, hoa):
        assert [row["note"] for row in clerk.rows(UNITS)] == ["xong 03388", "xong 03390", "xong 03394"]
        assert chain_of(FileHost(clerk.path)).ok


def test_structure_of_the_other_copy_that_does_not_fit_is_told_with_its_name(lan: Clerk, hoa: Clerk) -> None:
    hoa.types(SETTINGS, "schema_version", value=9)
    with pytest.raises(WorkbookError, match=r"Không gộp được so\.xlsm.*phiên bản 9"):
        lan.merges(hoa)


def test_button_merges_the_copy_that_the_clerk_chooses_into_the_open_book(
    lan: Clerk, hoa: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa.receives("03390", "2026-05-06").types(UNITS, "03388", note="của Hoa")
    book, shown = open_fake(lan.path), []
    monkeypatch.setattr(App, "alert", lambda _self, text, *_others: shown.append(text), raising=False)
    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(lambda: book))
    chosen = [str(hoa.path), False]
    dialog = SimpleNamespace(GetOpenFilename=lambda *_asked: chosen.pop(0))
    monkeypatch.setattr(App, "api", dialog, raising=False)
    buttons.run("merge")
    buttons.run("merge")
    assert "Đã gộp so.xlsm" in shown[0]
    assert shown[1] == "Chưa chọn sổ nào."
    rows = read_rows(ExcelHost(book), UNITS)[0]
    assert [(row["note"], row["received_on"]) for row in rows[:2]] == [("của Hoa", None), (None, date(2026, 5, 6))]
    assert first_break(read_rows(ExcelHost(book), LOG)[0]) is None

"""Any two clerks' edits brought together: nothing lost, the same either way, and a second time nothing happens."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soket_xl.joining.cells import alike, settle
from soket_xl.joining.join import join_books
from soket_xl.joining.listing import listed, memory_of
from soket_xl.joining.log import appended, identities, is_ancestor, link, missing_rows
from soket_xl.joining.model import Book, Difference, Evidence, Joined, Past, Verdict
from soket_xl.model import Cell, Row
from soket_xl.schema import AWARDS, CONFLICTS, ENTRIES, FIGURES, LOG, RECEIPTS, SETTINGS, TABLES, UNITS
from soket_xl.tables import ROW

NOW = datetime(2026, 5, 8, 9)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VALUES = st.sampled_from([None, "a", "b", "- dòng", 0, 5, date(2026, 5, 7)])
CELLS = {
    UNITS.name: ("received_on", "note", "officer", "Cột thêm"),
    SETTINGS.name: ("value",),
    FIGURES.name: ("I1", "I2"),
}
KEYS = {UNITS.name: "unit_id", SETTINGS.name: "code", FIGURES.name: "unit_id"}
Edit = tuple[str, int, str, Cell]
Content = dict[tuple[str, str, str], Cell]


def start() -> dict[str, list[Row]]:
    units = [{"unit_id": f"0338{n}", "name": f"Xã {n}", "note": "cũ" if n else None} for n in range(3)]
    return {
        UNITS.name: units,
        SETTINGS.name: [{"code": "place", "value": "Lai Châu"}, {"code": "cc", "value": None}],
        FIGURES.name: [{"unit_id": row["unit_id"], "I1": None, "I2": 3} for row in units],
        AWARDS.name: [],
        ENTRIES.name: [],
        RECEIPTS.name: [],
    }


def cell_edits() -> st.SearchStrategy[Edit]:
    places = [(table, column) for table, columns in CELLS.items() for column in columns]
    return st.tuples(st.sampled_from(places), st.integers(0, 2), VALUES).map(lambda e: (e[0][0], e[1], e[0][1], e[2]))


def other_edits() -> st.SearchStrategy[Edit]:
    return st.tuples(st.sampled_from(["award", "report"]), st.integers(0, 2), st.just(""), st.sampled_from("abc"))


EDITS = st.lists(cell_edits() | other_edits(), max_size=8)


def edited(book: Mapping[str, list[Row]], edits: list[Edit]) -> dict[str, list[Row]]:
    found = {name: [dict(row) for row in rows] for name, rows in book.items()}
    for table, number, column, value in edits:
        unit_id = found[UNITS.name][number]["unit_id"]
        if table == "award":
            found[AWARDS.name].append({"unit_id": unit_id, "nominee": f"Ông {value}"})
        elif table == "report":
            _report(found, str(unit_id), f"{value}{number}")
        else:
            found[table][number % len(found[table])][column] = value
    return found


def _report(book: dict[str, list[Row]], unit_id: str, sha: str) -> None:
    if any(row["sha256"] == sha for row in book[RECEIPTS.name]):
        return
    mine = [row for row in book[ENTRIES.name] if row["unit_id"] == unit_id]
    version = max((int(str(row["version"])) for row in mine), default=0) + 1
    for row in mine:
        row["current"] = "old"
    entry = {"unit_id": unit_id, "version": version, "source": f"{sha}.docx", "current": "current", "part": 1}
    book[ENTRIES.name] += [entry | {"order": n, "text": f"{sha} đoạn {n}"} for n in (1, 2)]
    receipt = {"file": f"{sha}.docx", "sha256": sha, "unit_id": unit_id, "version": version}
    book[RECEIPTS.name].append(receipt | {"outcome": "imported"})


def merged(here: Book, joined: Joined) -> dict[str, list[Row]]:
    return {name: list(rows) for name, rows in here.items()} | dict(joined.tables)


def content(book: Book) -> Content:
    """Return every cell that people know by its place; versions of reports aside, which are numbered by each copy."""
    found: Content = {}
    for table, key in KEYS.items():
        for row in book[table]:
            found |= {(table, str(row[key]), column): row.get(column) for column in CELLS[table]}
    found |= {(AWARDS.name, f"{row['unit_id']} {row['nominee']}", ""): True for row in book[AWARDS.name]}
    found |= {(ENTRIES.name, str(row["text"]), "current"): row["current"] for row in book[ENTRIES.name]}
    return found | {(RECEIPTS.name, str(row["sha256"]), ""): row["unit_id"] for row in book[RECEIPTS.name]}


def asked(joined: Joined) -> dict[tuple[str, str, str], Difference]:
    return {(d.place.table, d.place.key, d.place.column): d for d in joined.tally.conflicts}


def open_units(joined: Joined) -> set[str]:
    return {d.place.key for d in joined.tally.conflicts if d.place.table == ENTRIES.name}


def differing(one: Content, other: Content) -> Iterator[tuple[tuple[str, str, str], Cell, Cell]]:
    for place in one.keys() | other.keys():
        if not alike(one.get(place), other.get(place)):
            yield place, one.get(place), other.get(place)


@QUICK
@given(EDITS, EDITS, EDITS)
def test_each_change_is_in_the_result_or_asked_about(common: list[Edit], ours: list[Edit], theirs: list[Edit]) -> None:
    base = edited(start(), common)
    here, there = edited(base, ours), edited(base, theirs)
    joined = join_books(here, there, Evidence(base))
    before, one, two, result = content(base), content(here), content(there), content(merged(here, joined))
    conflicts = asked(joined)
    for place in one.keys() | two.keys():
        old, mine, their, now = (c.get(place) for c in (before, one, two, result))
        if place[0] in (ENTRIES.name, RECEIPTS.name, AWARDS.name):
            assert place in result
        elif alike(mine, their) or alike(their, old):
            assert alike(now, mine)
        elif alike(mine, old):
            assert alike(now, their)
        else:
            assert alike(now, mine)
            assert (conflicts[place].here, conflicts[place].there) == (mine, their)


@QUICK
@given(EDITS, EDITS, EDITS)
def test_result_is_the_same_either_way_apart_from_what_is_asked(
    common: list[Edit], ours: list[Edit], theirs: list[Edit]
) -> None:
    base = edited(start(), common)
    here, there = edited(base, ours), edited(base, theirs)
    one, two = join_books(here, there, Evidence(base)), join_books(there, here, Evidence(base))
    assert {(p, d.there, d.here) for p, d in asked(one).items()} == {
        (p, d.here, d.there) for p, d in asked(two).items()
    }
    units = open_units(one)
    for place, mine, their in differing(content(merged(here, one)), content(merged(there, two))):
        is_open_report = place[0] == ENTRIES.name and any(f"{u[-1]} đoạn" in place[1] for u in units)
        assert is_open_report or (asked(one)[place].here, asked(one)[place].there) == (mine, their)


@QUICK
@given(EDITS, EDITS, EDITS, st.booleans())
def test_second_time_nothing_happens_and_the_same_is_asked(
    common: list[Edit], ours: list[Edit], theirs: list[Edit], has_base: bool
) -> None:
    base = edited(start(), common)
    here, there = edited(base, ours), edited(base, theirs)
    first = join_books(here, there, Evidence(base) if has_base else Evidence())
    rows = listed([], first.tally, memory_of([], []), "b.xlsm", NOW, {}).rows
    now = merged(here, first)
    for known in (Evidence(there), Evidence(base) if has_base else Evidence()):
        second = join_books(now, there, known, memory_of(rows, []))
        assert second.tables == {}
        assert asked(second).keys() == asked(first).keys()
        assert listed(rows, second.tally, memory_of(rows, []), "b.xlsm", NOW, {}).changed is False


@QUICK
@given(EDITS, EDITS, st.lists(EDITS, min_size=3, max_size=3))
def test_whatever_is_known_of_the_past_no_value_goes_unless_it_is_listed(
    ours: list[Edit], theirs: list[Edit], states: list[list[Edit]]
) -> None:
    here, there = edited(start(), ours), edited(start(), theirs)
    for known in (Evidence(), Evidence(*(edited(start(), state) for state in states))):
        joined = join_books(here, there, known)
        result, told = content(merged(here, joined)), {**asked(joined)}
        told |= {(d.place.table, d.place.key, d.place.column): d for d in joined.tally.replaced}
        for place, cell in content(here).items():
            if place[0] in CELLS and cell not in (None, result[place]):
                assert alike(told[place].here, cell)
        ours_before = [content(book) for book in (known.base, known.near_here) if book is not None]
        for place, cell in content(there).items():
            if place[0] in CELLS and cell is not None and not alike(cell, result[place]):
                was_ours = any(alike(before[place], cell) for before in ours_before)
                assert was_ours or alike(told[place].there, cell)


CELL = st.sampled_from([None, "a", "b", "c"])


@QUICK
@given(CELL, CELL, CELL, CELL, CELL)
def test_swapping_the_copies_swaps_keeping_and_taking(
    here: Cell, there: Cell, base: Cell, one: Cell, two: Cell
) -> None:
    swapped = {Verdict.KEEP: Verdict.TAKE, Verdict.TAKE: Verdict.KEEP}
    for past, other in ((Past(base, one, two), Past(base, two, one)), (Past(), Past()), (Past(base), Past(base))):
        verdict = settle(here, there, past)
        if not (past == Past() and here is None and there is None):
            assert settle(there, here, other) == swapped.get(verdict, verdict)


@pytest.mark.parametrize(
    ("here", "there", "past", "wanted"),
    [
        ("a", "a", Past(), Verdict.SAME),
        (None, "", Past("x"), Verdict.SAME),
        (5, 5.0, Past(), Verdict.SAME),
        (date(2026, 5, 7), datetime(2026, 5, 7), Past(), Verdict.SAME),
        ("a", "b", Past("a"), Verdict.TAKE),
        ("a", "b", Past("b"), Verdict.KEEP),
        ("a", "b", Past("c"), Verdict.CONFLICT),
        ("a", "b", Past(), Verdict.CONFLICT),
        (None, "b", Past(), Verdict.TAKE),
        (None, "b", Past("b"), Verdict.KEEP),
        (None, "b", Past("a"), Verdict.CONFLICT),
        (0, None, Past(), Verdict.KEEP),
        ("a", "b", Past("a", near_here="c"), Verdict.CONFLICT),
        ("a", "b", Past("c", near_here="b"), Verdict.KEEP),
        ("a", "b", Past("c", near_there="a"), Verdict.TAKE),
        ("a", "b", Past("c", near_here="b", near_there="a"), Verdict.CONFLICT),
    ],
)
def test_cell_is_settled_by_its_past(here: Cell, there: Cell, past: Past, wanted: Verdict) -> None:
    assert settle(here, there, past) is wanted


def log_of(*words: str, before: list[Row] | None = None) -> list[Row]:
    rows = list(before or [])
    for number, word in enumerate(words):
        row: Row = {"at": NOW + timedelta(minutes=number), "who": "lan", "command": "receive", "summary": word}
        rows.append(row | {"chain": link(str(rows[-1]["chain"]) if rows else "", row)})
    return rows


@QUICK
@given(*[st.lists(st.sampled_from("abc"), max_size=4)] * 3)
def test_joined_logs_hold_each_row_once_and_chain(common: list[str], ours: list[str], theirs: list[str]) -> None:
    base = log_of(*common)
    here = log_of(*(f"lan {w}" for w in ours), before=base)
    there = log_of(*(f"hoa {w}" for w in theirs), before=base)
    one = here + appended(here, missing_rows(here, there))
    two = there + appended(there, missing_rows(there, one))
    assert set(identities(one)) == set(identities(two)) == set(identities(here)) | set(identities(there))
    for log in (one, two):
        assert len(set(identities(log))) == len(log)
        assert [row["chain"] for row in log] == [
            link(str(log[n - 1]["chain"]) if n else "", row) for n, row in enumerate(log)
        ]
    assert missing_rows(one, two) == missing_rows(two, one) == []


def test_backup_is_the_base_only_when_its_line_goes_on_with_a_common_row() -> None:
    common = frozenset("abc")
    assert is_ancestor(["a", "b"], ["a", "b", "c", "x"], common)
    assert not is_ancestor(["a", "b", "c"], ["a", "b", "c", "x"], common)
    assert not is_ancestor(["a", "x"], ["a", "x", "b"], common)
    assert not is_ancestor(["b"], ["a", "b", "c"], common)


def test_rows_of_one_key_and_rows_without_one_are_all_kept() -> None:
    twice = [{"unit_id": "03388", "nominee": "A", "note": n} for n in ("một", "hai")]
    here = start() | {AWARDS.name: [*twice, {"note": "không có mã"}]}
    there = start() | {AWARDS.name: [*twice, {"note": "cũng không có mã"}]}
    rows = merged(here, join_books(here, there, Evidence()))[AWARDS.name]
    assert [row["note"] for row in rows] == ["một", "hai", "không có mã", "cũng không có mã"]
    assert all(ROW not in row for row in rows)


def test_code_whose_leading_zero_excel_ate_is_the_same_unit() -> None:
    here, there = start(), start()
    here[UNITS.name][0]["unit_id"], there[UNITS.name][0]["note"] = 3380, "mới"
    rows = merged(here, join_books(here, there, Evidence()))[UNITS.name]
    assert [row["note"] for row in rows] == ["mới", "cũ", "cũ"]


def test_list_of_conflicts_is_not_merged() -> None:
    there = start() | {CONFLICTS.name: [{"code": "x", "state": "open"}]}
    assert join_books(start(), there, Evidence()).tables == {}


def test_what_formulas_show_and_names_that_repeat_the_key_are_not_compared() -> None:
    here, there = start(), start()
    here[UNITS.name][0] |= {"state": "Quá hạn", "days_late": 2}
    there[UNITS.name][0] |= {"state": "Hoàn thành", "days_late": 0}
    here[FIGURES.name][0]["unit_name"], there[FIGURES.name][0]["unit_name"] = "Xã 0", "xã  0"
    joined = join_books(here, there, Evidence())
    assert (joined.tables, joined.tally.conflicts) == ({}, [])


def test_arrival_that_was_read_meanwhile_is_there_once() -> None:
    recorded = {"unit_id": "03380", "version": 1, "received_on": date(2026, 5, 5), "outcome": "recorded"}
    here = start() | {RECEIPTS.name: [recorded]}
    there = edited(start(), [("report", 0, "", "a")])
    there[RECEIPTS.name][0]["received_on"] = date(2026, 5, 5)
    one = merged(here, join_books(here, there, Evidence(here)))
    two = merged(there, join_books(there, here, Evidence(here)))
    for rows in (one, two):
        assert [row["outcome"] for row in rows[RECEIPTS.name]] == ["imported"]
    here[RECEIPTS.name][0]["document_no"] = "12/BC-UBND"
    both = merged(here, join_books(here, there, Evidence()))[RECEIPTS.name]
    assert [row["outcome"] for row in both] == ["recorded", "imported"]


def test_every_table_but_the_log_and_the_list_of_conflicts_comes_in() -> None:
    there = start()
    for spec in TABLES:
        there[spec.name] = [*there.get(spec.name, []), {spec.columns[0].key: "mới", "unit_id": "09999"}]
    tables = join_books(start(), there, Evidence()).tables
    assert {spec.name for spec in TABLES} - tables.keys() == {LOG.name, CONFLICTS.name}

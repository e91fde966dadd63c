"""The command that brings a colleague's copy of the same tracker in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from soket_xl.errors import SoketError, WorkbookError
from soket_xl.hosts import WorkbookHost
from soket_xl.hosts.file import FileHost
from soket_xl.hosts.saving import keep_mark, owner_of
from soket_xl.joining.join import join_books
from soket_xl.joining.listing import Listed, labels_of, listed, memory_of, spelled
from soket_xl.joining.log import first_break, identities, missing_rows
from soket_xl.joining.model import WHOLE_ROW, Book, Difference, Joined
from soket_xl.model import Context, Outcome, Row, Table
from soket_xl.past import book_of, evidence
from soket_xl.schema import CLAIMS, CONFLICTS, ENTRIES, FIGURES, FINDINGS, LOG, UNITS, table_spec
from soket_xl.tables import ROW, make_table, unit_of
from soket_xl.text.fold import fold
from soket_xl.texts import say
from soket_xl.tracker import Tracker

LISTED = 8
"""Conflicts that the message spells out; the sheet and JSON have them all."""
CAMPAIGN = ("campaign_name", "period_from", "period_to")


def merge(host: WorkbookHost, context: Context, other: Path) -> Outcome:
    """Take from the tracker `other` what only it has or changed; what both changed is listed and stays as it is here.

    Choices that the clerk made on the sheet of conflicts are done first. A copy that was merged before changes
    nothing. Raises WorkbookError if `other` is no readable tracker, SoketError if it is of another campaign.
    """
    tracker, theirs = Tracker(host), FileHost(other)
    if other.exists() and host.path.exists() and other.samefile(host.path):
        raise SoketError("joining.itself", file=other.name)
    here, there = book_of(host), _book(theirs)
    logs = identities(here[LOG.name]), identities(there[LOG.name])
    _check_campaign(tracker, Tracker(theirs), frozenset(logs[0]) & frozenset(logs[1]), other)
    context.progress(other.name)
    past = evidence(host.path, other, *logs)
    memory = memory_of(here[CONFLICTS.name], there[CONFLICTS.name])
    joined = join_books(here, there, past, memory)
    names = {**labels_of(there), **labels_of(here)}
    rows = listed(here[CONFLICTS.name], joined.tally, memory, other.name, context.now.replace(microsecond=0), names)
    added = missing_rows(here[LOG.name], there[LOG.name])
    if joined.tables or rows.changed or added:
        _write(host, context, other, tracker, joined, rows, added)
        keep_mark(host.path, context.now, theirs.save_copy)
    conflicts = [_as_json(difference, names) for difference in joined.tally.conflicts]
    data = {
        "taken": joined.tally.taken, "same": joined.tally.same, "conflicts": conflicts,
        "replaced": len(joined.tally.replaced), "log_rows": len(added), "base_known": past.base is not None,
    }  # fmt: skip
    lines = [*_warnings(other, there), *_lines(other, joined, added, names, past.base is not None)]
    return Outcome(data, lines)


def _book(host: FileHost) -> Book:
    """Return the other copy's tables; a refusal names its file, for it is not the tracker that the clerk has open."""
    try:
        Tracker(host)
        return book_of(host)
    except WorkbookError as error:
        raise WorkbookError("joining.other_refused", file=host.path.name, why=str(error)) from error


def _check_campaign(here: Tracker, there: Tracker, common: frozenset[str], other: Path) -> None:
    """Raise SoketError unless the logs have a row in common, or both speak of the same campaign and units."""
    if common:
        return
    if any(fold(str(here.settings.get(c) or "")) != fold(str(there.settings.get(c) or "")) for c in CAMPAIGN):
        names = {"here": here.setting("campaign_name"), "there": there.setting("campaign_name")}
        raise SoketError("joining.other_campaign", file=other.name, **names)
    ours, theirs = ({unit_of(row) for row in tracker.rows(UNITS)} for tracker in (here, there))
    if len(ours & theirs) * 2 < len(ours):
        raise SoketError("joining.other_units", file=other.name, common=len(ours & theirs), all=len(ours))


def _write(
    host: WorkbookHost,
    context: Context,
    other: Path,
    tracker: Tracker,
    joined: Joined,
    rows: Listed,
    added: Sequence[Row],
) -> None:
    """Write everything at once; the log gets their rows, then one that tells of the merge."""
    tally = joined.tally
    counts = {"taken": tally.taken, "rows": len(added), "conflicts": len(tally.conflicts), "decided": rows.decided}
    tables: list[Table] = [make_table(table_spec(name), found) for name, found in joined.tables.items()]
    tables += [make_table(CONFLICTS, rows.rows)] if rows.changed else []
    log = tracker.log(context, "merge", say("joining.log", file=other.name, **counts), tables, added)
    host.write([*tables, log])


def _as_json(difference: Difference, names: Mapping[str, str]) -> dict[str, object]:
    told, place = spelled(difference, names), difference.place
    return {
        "table": place.table, "key": place.key, "column": place.column, "here": difference.here,
        "there": difference.there, "sheet": told["sheet"], "header": told["header"],
    }  # fmt: skip


def _warnings(other: Path, there: Book) -> list[str]:
    lines = [say("joining.is_open", file=other.name)] if owner_of(other) is not None else []
    broken = first_break(there[LOG.name])
    if broken is not None:
        lines.append(say("joining.log_broken", file=other.name, sheet=LOG.sheet, row=broken.get(ROW)))
    return lines


def _lines(other: Path, joined: Joined, added: Sequence[Row], names: Mapping[str, str], has_base: bool) -> list[str]:
    tally = joined.tally
    head = say("joining.done", file=other.name, taken=tally.taken, same=tally.same)
    lines = [head if joined.tables else say("joining.nothing", file=other.name)]
    lines += [say("joining.log_rows", count=len(added))] if added else []
    if tally.replaced:
        lines.append(say("joining.replaced", count=len(tally.replaced), sheet=CONFLICTS.sheet))
    if not has_base and (tally.conflicts or joined.tables):
        lines.append(say("joining.no_base"))
    lines += _told(tally.conflicts, names)
    if joined.tables.keys() & {ENTRIES.name, FIGURES.name, CLAIMS.name, FINDINGS.name}:
        lines.append(say("joining.again"))
    return lines


def _told(conflicts: Sequence[Difference], names: Mapping[str, str]) -> list[str]:
    if not conflicts:
        return []
    lines = [say("joining.conflicts", count=len(conflicts))]
    for difference in conflicts[:LISTED]:
        told = {key: value[:80] for key, value in spelled(difference, names).items()}
        if difference.place.column == WHOLE_ROW:
            told.pop("header")
            lines.append(say("joining.conflict_row", **told))
        else:
            lines.append(say("joining.conflict", **told))
    if len(conflicts) > LISTED:
        lines.append(say("joining.more", count=len(conflicts) - LISTED))
    return [*lines, say("joining.choose", header=CONFLICTS.column("choice").header, sheet=CONFLICTS.sheet)]

"""The command that looks at this machine, and at a tracker if one is given: what is wrong, what to do; worst first."""

from pathlib import Path

from soket_xl.errors import SoketError
from soket_xl.hosts import WorkbookHost
from soket_xl.joining.log import first_break
from soket_xl.machine.checks import Check, bad, general, good, worst_first
from soket_xl.machine.facts import Machine, this_machine
from soket_xl.machine.office import office
from soket_xl.model import Context, Outcome
from soket_xl.schema import LOG
from soket_xl.tables import ROW, read_rows
from soket_xl.texts import say


def doctor(context: Context, book: Path | None = None, machine: Machine | None = None) -> Outcome:
    """Check this machine (or `machine`), and the log of the tracker `book`. Exit code 1 if something cannot work."""
    looked_at = machine or this_machine()
    checks = list(general(looked_at, context.now))
    checks += office(looked_at) if looked_at.windows else [good("excel", say("setup.not_windows"))]
    if book is not None:
        checks.append(log_chain(book))
    return told(worst_first(checks))


def told(checks: list[Check]) -> Outcome:
    """Return what a clerk reads of the checks, and their JSON."""
    sick = sum(not check.ok for check in checks)
    lines = [say("setup.sick", count=sick) if sick else say("setup.healthy")]
    lines += [("- " if check.ok else "! ") + check.message for check in checks]
    data = {"checks": [{"name": c.name, "ok": c.ok, "message": c.message, "severity": c.severity} for c in checks]}
    return Outcome(data, lines, exit_code=int(any(check.severity == "error" for check in checks)))


def log_chain(book: Path) -> Check:
    """Look whether every row of the tracker's log still follows from the row above it."""
    from soket_xl.hosts.opening import open_book

    try:
        return chain_of(open_book(book))
    except SoketError as error:
        return bad("log_chain", str(error))


def chain_of(host: WorkbookHost) -> Check:
    """Hold the chain of tblLog against its rows, and its end against the mark that the last command left.

    A row changed, taken out or put in breaks the chain there.
    """
    from soket_xl.past import rows_gone

    rows = read_rows(host, LOG)[0]
    broken = first_break(rows)
    if broken is not None:
        return bad("log_chain", say("machine.log_broken", sheet=LOG.sheet, row=broken[ROW]), "warning")
    gone = rows_gone(host.path, rows)
    if gone:
        return bad("log_chain", say("machine.log_cut", sheet=LOG.sheet, count=gone), "warning")
    return good("log_chain", say("machine.log_whole", sheet=LOG.sheet))

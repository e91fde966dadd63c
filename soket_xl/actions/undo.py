"""The command that brings the tracker back to what it was before the last run."""

from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome
from soket_xl.texts import say


def undo(host: WorkbookHost, context: Context) -> Outcome:
    """Restore the last backup of the tracker; running it twice brings back what was undone."""
    restored = host.restore_last()
    if restored is None:
        return Outcome({"restored": None}, [say("setup.nothing_to_undo", file=host.path.name)])
    return Outcome({"restored": restored}, [say("setup.undone", file=restored.name)])

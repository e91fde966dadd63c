"""The command `build`, which makes the stored workbook anew."""

from soket_xl.build.campaign import read_campaign
from soket_xl.build.package import read_parts
from soket_xl.build.templates import restore_templates
from soket_xl.build.tracker import STORED, build_tracker
from soket_xl.model import Context, Outcome
from soket_xl.outputs import write_file
from soket_xl.texts import say


def build(context: Context, check: bool = False) -> Outcome:
    """Rebuild the stored workbook from source; with `check` only compare (exit code 1 if it differs).

    Word templates that are gone come back too; those that are there may have been changed by a clerk and stay.
    """
    package = build_tracker(read_campaign())
    same = STORED.exists() and read_parts(STORED.read_bytes()) == read_parts(package)
    if not check and not same:
        write_file(STORED, package)
    if not check:
        restore_templates()
    line = say("build.same", file=STORED.name) if same else say("build.differs", file=STORED.name)
    if not check:
        line = say("build.rebuilt", file=STORED.name)
    return Outcome({"file": STORED, "same": same}, [line], exit_code=1 if check and not same else 0)

"""The command `submit`: the office's proposal that lays the provincial report before the province's committee."""

from pathlib import Path

from soket_xl.actions.own_templates import template_file
from soket_xl.actions.status import assess_unit
from soket_xl.hosts import WorkbookHost
from soket_xl.model import Context, Outcome
from soket_xl.outputs import docx_target, output_folder, unused, write_file
from soket_xl.schema import AWARDS
from soket_xl.texts import say
from soket_xl.tracker import Tracker
from soket_xl.word.letter import OFFICE, proposal
from soket_xl.word.reread import check_written
from soket_xl.word.submission import proposal_to, submission_lines, submission_subject
from soket_xl.word.template import LETTER, SUBMIT_TEMPLATE, open_template
from soket_xl.word.write import write

DEFAULT_NAME = "to-trinh-ubnd-tinh.docx"
WANTED = (*OFFICE, "proposal_code", "proposal_to", "proposal_cc", "report_subject", "plan_reference")


def submit(host: WorkbookHost, context: Context, out: Path | None = None) -> Outcome:
    """Write the proposal as of `context.on` to `out` (default: beside the report); one line goes into the log.

    Raises FileRefused for a template that cannot be filled, SoketError when the file cannot be written.
    """
    tracker = Tracker(host)
    settings = {code: tracker.setting(code) for code in tracker.settings}
    statuses = [assess_unit(tracker, unit, context.on, context.now) for unit in tracker.units]
    awards = sum(row.get("decision") == "yes" for row in tracker.rows(AWARDS))
    lines = submission_lines(settings, tracker.units, statuses, tracker.outline, context.on, awards)
    model = proposal(settings, context.on, submission_subject(settings), proposal_to(settings), lines)
    target = docx_target(out or output_folder(host, tracker) / DEFAULT_NAME, DEFAULT_NAME)
    content = write(model, open_template(template_file(tracker, SUBMIT_TEMPLATE), LETTER))
    check_written(content, model, target.name)
    file = write_file(unused(target, content), content)
    host.write([tracker.log(context, "submit", say("letters.submit_log", file=file.name))])
    blank = [tracker.label(code) for code in WANTED if not tracker.setting(code)]
    said = [say("letters.submit_done", file=file)]
    said += [say("letters.blank", labels="; ".join(blank))] if blank else []
    return Outcome({"file": file}, [*said, say("letters.submit_check")], files=[file])

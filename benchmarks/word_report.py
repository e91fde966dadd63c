"""How long the Word report takes beside a bare zip and XML writer, and beside python-docx paragraph by paragraph.

Run: .venv/bin/python -m benchmarks.word_report [units ...]. Work: 30 sections, three claims per unit and section.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape

from soket_xl.build.templates import FOLDER
from soket_xl.model import Deadline, Section, Unit
from soket_xl.tracking.calendar import Calendar
from soket_xl.tracking.status import assess
from soket_xl.word.compose import ReportClaim, ReportInputs, compose
from soket_xl.word.model import Heading, ReportModel, Source
from soket_xl.word.package import DOCUMENT, Parts, write_parts
from soket_xl.word.template import open_template
from soket_xl.word.write import write

SECTIONS, CLAIMS, ROUNDS, LENGTH = 30, 3, 5, 40
ON = date(2026, 5, 8)
LARGEST_FOR_PYTHON_DOCX = 60


def inputs(count: int) -> ReportInputs:
    """Return a campaign of `count` units, each with its own claims in every section."""
    deadline = Deadline(ON, "by")
    units = [Unit(f"{n:05d}", f"Xa {n}", "communes", deadline, received_on=ON) for n in range(count)]
    outline = [Section(f"S{s}", 1, "", f"Muc {s}", {"communes": "M"}) for s in range(SECTIONS)]
    chance = random.Random(706)
    claims = [
        ReportClaim(f"Y{s}x{unit.unit_id}x{c}", f"S{s}", _words(chance), (Source(unit.unit_id, unit.name),))
        for s in range(SECTIONS)
        for unit in units
        for c in range(CLAIMS)
    ]
    statuses = [assess(unit, ON, Calendar(frozenset(), frozenset()), 3) for unit in units]
    reporting = {section.code: count for section in outline}
    return ReportInputs({"report_subject": "So ket"}, ON, units, statuses, outline, claims, reporting)


def _words(chance: random.Random) -> str:
    return " ".join(f"{chance.choice('bcdghklmnt')}{chance.choice(['an', 'oi', 'ung', 'iet'])}" for _ in range(LENGTH))


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of `work` after one run to warm up."""
    work()
    found = []
    for _ in range(rounds):
        before = time.perf_counter()
        work()
        found.append(time.perf_counter() - before)
    return statistics.median(found)


def bare(model: ReportModel, parts: Parts) -> bytes:
    """Write the same paragraphs as plain XML text into a zip, looking at nothing."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="SkBody"/></w:pPr><w:bookmarkStart w:id="{number}" w:name="{s.sentence_id}"/>'
        f'<w:r><w:t xml:space="preserve">{escape(s.text)}</w:t></w:r><w:bookmarkEnd w:id="{number}"/></w:p>'
        for number, s in enumerate(model.sentences())
    )
    return write_parts({**parts, DOCUMENT: body.encode()})


def by_python_docx(model: ReportModel) -> None:
    """Write the same paragraphs as python-docx is usually used."""
    from docx import Document

    document = Document()
    for block in model.blocks:
        if isinstance(block, Heading):
            document.add_paragraph(block.text, style="Heading 1")
        else:
            document.add_paragraph(" ".join(s.text for s in block.sentences), style="Body Text")


def main() -> None:
    """Print a line for each number of units."""
    template = open_template(FOLDER / "bao_cao.docx")
    for count in [int(word) for word in sys.argv[1:]] or [51, 168, 1000, 3321]:
        given = inputs(count)
        model = compose(given)
        content = write(model, template)
        floor = seconds(partial(bare, model, template))
        ours = seconds(partial(write, model, template))
        composing = seconds(partial(compose, given))
        line = f"{count:5d} units {len(content) / 1e6:6.1f} MB: write {ours:.3f} s = {ours / floor:.2f} x bare"
        line += f", compose {composing:.3f} s"
        if count <= LARGEST_FOR_PYTHON_DOCX:
            slow = seconds(partial(by_python_docx, model), rounds=1)
            line += f", python-docx {slow:.2f} s = {slow / ours:.0f} x ours"
        print(line)


if __name__ == "__main__":
    main()

"""Unit reports written by hand with the place of every line, and how many of them intake puts there."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from soket_xl.intake.blocks import Block, Document, Paragraph, TableBlock
from soket_xl.intake.report import Report, ReportReader
from soket_xl.text.fold import squeeze
from soket_xl.tracker import Tracker
from tests.support.memory import tracker_in_memory

DATA = Path(__file__).parents[1] / "data"
BULLET = re.compile(r"^[-+*\u2022]\s+")


@dataclass
class Case:
    """A report as a document, with what intake should make of it."""

    name: str
    file: str
    unit: str
    number: str | None
    dated: date | None
    blocks: list[Block] = field(default_factory=list)
    expected: list[tuple[str, str]] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    @property
    def document(self) -> Document:
        return Document(tuple(self.blocks))


@dataclass
class Score:
    """How many paragraphs and figures came out as written down, and those that did not."""

    right: int = 0
    total: int = 0
    figures_right: int = 0
    figures: int = 0
    wrong: list[str] = field(default_factory=list)


@cache
def reader() -> ReportReader:
    """Return a reader of the default campaign."""
    tracker = Tracker(tracker_in_memory())
    return ReportReader(tracker.outline, tracker.indicators, tracker.units, tracker.year)


def cases(name: str) -> Iterator[Case]:
    """Yield the reports of `tests/data/intake_<name>.txt`."""
    case: Case | None = None
    rows: list[list[str]] = []
    for line in [*(DATA / f"intake_{name}.txt").read_text("utf-8").splitlines(), ""]:
        tag, _, rest = line.partition(" | ")
        if not tag.startswith(("T:", "A")) and rows and case:
            case.blocks.append(_table(rows))
            rows = []
        if line.startswith("[") and (match := re.match(r"\[(.*)\]$", line)):
            if case:
                yield case
            title, file, unit, number, dated = (part.strip() for part in match[1].split("|"))
            day = None if dated == "-" else date.fromisoformat(dated)
            case = Case(title, file, unit, None if number == "-" else number, day)
        elif case and line and not line.startswith("#"):
            _add(case, line, tag, rest, rows)
    if case:
        yield case


def _add(case: Case, line: str, tag: str, rest: str, rows: list[list[str]]) -> None:
    if line.startswith("= "):
        pairs = (pair.split() for pair in line[2:].split(";"))
        case.figures = {code: float(value) for code, value in pairs}
    elif tag == "F":
        columns = [tuple(Paragraph(t.strip()) for t in column.split(" // ")) for column in rest.split(" || ")]
        case.blocks.append(TableBlock((tuple(columns),)))
    elif tag.startswith(("T:", "A")):
        rows.append([cell.strip() for cell in line.split("|")][1:])
        shown = " | ".join(cell for cell in rows[-1] if cell)
        case.expected.append((tag.removeprefix("T:") if tag != "A" else "PL", shown))
    else:
        _paragraph(case, tag, rest)


def _paragraph(case: Case, tag: str, rest: str) -> None:
    code, looks = tag, ""
    if match := re.match(r"^(?:([fh?])\.|([IV.\d]+)!)([bci1-4]+)$", tag):
        code, looks = match[1] or match[2], match[3]
    marker, text = "", rest.replace("\\t", "\t").replace(" // ", "\n")
    if match := re.match(r"^\{(.+?)\} (.*)$", text):
        marker, text = match[1], match[2]
    outline = next((int(c) - 1 for c in looks if c.isdigit()), None)
    case.blocks.append(
        Paragraph(
            text,
            marker=marker,
            bold=1.0 if "b" in looks else 0.0,
            italic=1.0 if "i" in looks else 0.0,
            centered="c" in looks,
            outline=outline,
            style=f"heading {outline + 1}" if outline is not None else "normal",
        )
    )
    if code in "fh":
        return
    shown = f"{marker} {text}" if marker and marker != "-" else text
    if code.endswith(">"):
        shown = text.partition(":")[2]
    case.expected.append((code.rstrip(">"), squeeze(BULLET.sub("", shown))))


def _table(rows: list[list[str]]) -> TableBlock:
    cells = tuple(tuple((Paragraph(c),) if c else () for c in row) for row in rows)
    return TableBlock(cells, "bảng 1")


def score(case: Case, report: Report) -> Score:
    """Hold a report against what was written down for it; text that is expected nowhere counts as wrong too."""
    found = Score()
    placed = [(item.section or "?", item.text) for item in report.content]
    guesses = {item.text: item.guess for item in report.content if not item.section}
    left = Counter(placed)
    for code, text in case.expected:
        found.total += 1
        options = [option if option == "?" or option[-1] != "?" else "?" for option in code.split("/")]
        hit = next((option for option in options if left[(option, text)]), None)
        if hit:
            left[(hit, text)] -= 1
            found.right += 1
        else:
            where = [c for c, t in placed if t == text] or ["nowhere"]
            found.wrong.append(f"{case.name}: {code} is {where} ({guesses.get(text)}): {text[:70]}")
    extra = {t for c, t in case.expected}
    found.wrong += [f"{case.name}: extra {c}: {t[:70]}" for (c, t), n in left.items() if n and t not in extra]
    _score_figures(case, report, found)
    return found


def _score_figures(case: Case, report: Report, found: Score) -> None:
    read = {code: figure.value for code, figure in report.figures.items()}
    for code in sorted({*case.figures, *(read if case.figures else ())}):
        found.figures += 1
        if case.figures.get(code) == read.get(code):
            found.figures_right += 1
        else:
            found.wrong.append(f"{case.name}: figure {code} {read.get(code)} not {case.figures.get(code)}")


def measure(name: str) -> Score:
    """Return the score of all reports of a file together."""
    total = Score()
    for case in cases(name):
        report = reader().read(case.document, case.file)
        one = score(case, report)
        if (report.match.unit_id, report.number, report.dated) != (case.unit, case.number, case.dated):
            one.wrong.append(f"{case.name}: {report.match} {report.number} {report.dated}")
        total.right, total.total = total.right + one.right, total.total + one.total
        total.figures_right, total.figures = total.figures_right + one.figures_right, total.figures + one.figures
        total.wrong += one.wrong
    return total


if __name__ == "__main__":
    import sys

    result = measure(sys.argv[1])
    sys.stdout.write("\n".join([*result.wrong, ""]))
    sys.stdout.write(f"paragraphs {result.right}/{result.total}, figures {result.figures_right}/{result.figures}\n")

"""The whole table, with one command: what each step costs for more and more units, beside its floor and its peers.

    python -m benchmarks [--md FILE] [--step WORDS] [units ...]

Peers come from benchmarks/requirements.txt; one that is not installed is named. Times are processor seconds, each case
in a process of its own; what counts are the ratios within one run.
"""

import argparse
import platform
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import click
from benchmarks.measuring import Measured, exponent, measure

SIZES = (51, 168, 1000, 3321)
FEW, SOME = 60, 200


@dataclass(frozen=True)
class Way:
    """A way to do a step: its case, and the most units it is asked to do (quadratic ways get few)."""

    label: str
    case: str
    most: int = SIZES[-1]
    needs: str = ""


@dataclass(frozen=True)
class Step:
    """A step of the job; the first way is ours, the second the floor (None: there is none), then the peers."""

    label: str
    ours: Way
    floor: Way | None
    peers: tuple[Way, ...] = ()
    most: int = SIZES[-1]


STEPS = (
    Step("read the contents table", Way("ours", "cases:read_ours"), Way("bare zip + lxml", "cases:read_bare"),
         (Way("openpyxl read-only", "cases:read_openpyxl", 1000),)),
    Step("write a column", Way("ours", "cases:write_ours"), Way("bare zip + lxml", "cases:write_bare"),
         (Way("openpyxl load + save", "cases:write_openpyxl"),)),
    Step("status", Way("ours", "cases:status_ours"), Way("its two tables read", "cases:status_bare")),
    Step("read reports", Way("ours", "cases:intake_reading"), Way("bare lxml walk", "cases:intake_bare"),
         (Way("docx2python", "cases:intake_docx2python", SOME, "docx2python"),
          Way("mammoth", "cases:intake_mammoth", FEW, "mammoth"))),
    Step("intake", Way("ours", "cases:intake_ours"), Way("bare lxml walk", "cases:intake_bare")),
    Step("merge statements", Way("ours", "cases:merge_ours"), None,
         (Way("rapidfuzz, all pairs", "cases:merge_rapidfuzz", FEW, "rapidfuzz"),)),
    Step("merge distinct statements", Way("ours", "cases:merge_distinct"), None),
    Step("merge 200 distinct statements each", Way("ours", "cases:merge_200"), None, (), 51),
    Step("Word report", Way("ours", "cases:report_ours"), Way("bare zip + text", "cases:report_bare"),
         (Way("docxtpl", "cases:report_docxtpl", 1000, "docxtpl"),
          Way("python-docx", "cases:report_python_docx", FEW),
          Way("docxcompose", "cases:report_docxcompose", FEW, "docxcompose"))),
    Step("the whole job", Way("ours (demo)", "cases:demo_ours"), None, (Way("plain script", "cases:demo_plain"),), 51),
)  # fmt: skip


def rows(step: Step, sizes: Sequence[int], folder: Path) -> Iterator[str]:
    """Yield the rows of a step, then what it says of growth."""
    asked = [size for size in sizes if size <= step.most] or [min(sizes)]
    seconds = []
    for size in asked:
        ours = measure(step.ours.case, size, folder)
        seconds.append(ours.seconds)
        floor = measure(step.floor.case, size, folder) if step.floor else None
        yield _row(step, step.ours, size, ours, ours, floor)
        if step.floor and floor:
            yield _row(step, step.floor, size, floor, ours, floor)
        for peer in step.peers:
            if size > peer.most:
                continue
            if peer.needs and not find_spec(peer.needs):
                yield f"| {step.label} | {size} | {peer.label}: not installed | | | | |"
                continue
            try:
                yield _row(step, peer, size, measure(peer.case, size, folder), ours, floor)
            except RuntimeError as error:
                yield f"| {step.label} | {size} | {peer.label}: gave up ({str(error).split(': ', 1)[-1]}) | | | | |"
    if len(asked) > 1:
        yield f"| {step.label} | {asked[0]}-{asked[-1]} | **growth exponent {exponent(asked, seconds):.2f}** | | | | |"


def _row(step: Step, way: Way, units: int, found: Measured, ours: Measured, floor: Measured | None) -> str:
    to_floor = f"{found.seconds / floor.seconds:.2f}" if floor else ""
    return (
        f"| {step.label} | {units} | {way.label} | {found.seconds:.3f} | {found.megabytes:.0f} "
        f"| {to_floor} | {found.seconds / ours.seconds:.2f} |"
    )


def machine() -> str:
    """Return a line on what this was measured with."""
    return f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Print the table row by row; with --md write it to a file as well."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--md", type=Path)
    parser.add_argument("--step", default="", help="only the steps with these words in their name, or `click`")
    given = parser.parse_args()
    lines = [machine(), "", "| step | units | way | processor s | MB | times the floor | times ours |"]
    lines.append("|---|---:|---|---:|---:|---:|---:|")
    print("\n".join(lines), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for step in (step for step in STEPS if given.step in step.label):
            for line in rows(step, given.sizes, Path(folder)):
                print(line, flush=True)
                lines.append(line)
    clicks = ["", *click.lines()] if given.step in "click" else []
    print("\n".join(clicks))
    if given.md:
        given.md.write_text("\n".join([*lines, *clicks]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

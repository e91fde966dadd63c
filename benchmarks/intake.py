"""Intake of 50, 200 and 1,000 reports against a bare lxml walk over the same files, in one run.

    python -m benchmarks.intake [counts ...]

Prints seconds, peak memory, the ratio to the bare walk and the growth exponent between sizes. The three take turns, and
of each the shortest time counts: what else the machine does then touches all alike.
"""

import math
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from soket_xl.build.campaign import read_campaign
from soket_xl.build.sample import write_sample
from soket_xl.build.tracker import STORED
from soket_xl.hosts.file import FileHost
from soket_xl.intake.document import read_document
from soket_xl.intake.report import ReportReader
from soket_xl.tracker import Tracker

FEW, MANY = 200, 5
"""Few reports are read in many rounds."""


def bare_walk(files: Sequence[Path]) -> None:
    """Parse each document's main part and look at every text: the least that reading costs."""
    for file in files:
        with zipfile.ZipFile(file) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        sum(len(text.text or "") for text in root.iter("{*}t"))


def read_all(files: Sequence[Path]) -> None:
    """Read each document as intake does, without placing it."""
    for file in files:
        read_document(file)


def whole_intake(files: Sequence[Path]) -> None:
    """Read, tell the unit, place every paragraph, read the figures; nothing is written."""
    tracker = Tracker(FileHost(STORED))
    reader = ReportReader(tracker.outline, tracker.indicators, tracker.units, tracker.year)
    for file in files:
        reader.read(read_document(file), file.name)


def seconds(work: Callable[[Sequence[Path]], None], files: Sequence[Path]) -> float:
    """Return the processor time of `work`."""
    started = time.process_time()
    work(files)
    return time.process_time() - started


def shortest(files: Sequence[Path]) -> tuple[float, float, float]:
    """Return the processor time of the bare walk, of reading and of the whole intake."""
    rounds = MANY if len(files) <= FEW else 1
    times = [[seconds(work, files) for work in (bare_walk, read_all, whole_intake)] for _ in range(rounds)]
    bare, read, whole = (min(turn) for turn in zip(*times, strict=True))
    return bare, read, whole


def main(counts: Sequence[int]) -> None:
    """Print the table."""
    assert read_campaign().units
    with tempfile.TemporaryDirectory() as folder:
        made = [f.path for f in write_sample(Path(folder)) if f.unit_id]
        print("reports  bare walk  reading  ratio  whole intake  ratio  peak MB")
        earlier: tuple[int, float] | None = None
        for count in counts:
            files = [made[n % len(made)] for n in range(count)]
            bare, read, whole = shortest(files)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            ratios = f"{read:6.2f}s  {read / bare:5.1f}  {whole:11.2f}s  {whole / bare:5.1f}"
            print(f"{count:7}  {bare:8.2f}s  {ratios}  {peak:7.0f}")
            if earlier and earlier[0] != count:
                slope = math.log(whole / earlier[1]) / math.log(count / earlier[0])
                print(f"         growth exponent of the whole intake {slope:.2f}")
            earlier = (count, whole)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [50, 200, 1000])

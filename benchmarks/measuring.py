"""One case of a benchmark in a process of its own, so that its memory is its own: `measure("module:function", units)`.

A case is a function of the number of units and a folder that makes ready and returns the work to be timed. The folder
is the same for all cases of a run: what one has made ready there serves the next.
"""

import gc
import importlib
import json
import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Work = Callable[[], object]
LONG = 2.0
"""Seconds from which a work is timed once; a shorter one three times, and the shortest counts."""


@dataclass(frozen=True)
class Measured:
    """What a case took: processor `seconds` of the work, `megabytes` of the process at its peak meanwhile.

    Processor time, because other work on the machine lengthens a wait and not the work.
    """

    seconds: float
    megabytes: float


def measure(case: str, units: int, folder: Path, limit: int = 1800) -> Measured:
    """Return what `case` takes for `units` units. Raises RuntimeError with its last line if it fails."""
    command = [sys.executable, "-m", "benchmarks.measuring", case, str(units), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit)
    if done.returncode:
        raise RuntimeError(f"{case} {units}: {done.stderr.strip().splitlines()[-1:]}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the slope of log(seconds) over log(size), fitted to all points: 1 is linear growth."""
    x, y = [math.log(size) for size in sizes], [math.log(max(second, 1e-9)) for second in seconds]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    across = sum((a - middle_x) ** 2 for a in x)
    return sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True)) / across


def timed(work: Work) -> float:
    """Return the processor seconds of `work`: the best of three, or one run where that is long."""
    found = []
    while len(found) < 3:
        before = time.process_time()
        work()
        found.append(time.process_time() - before)
        if found[-1] > LONG:
            break
    return min(found)


def _run(case: str, units: int, folder: Path) -> Measured:
    module, name = case.split(":")
    make = getattr(importlib.import_module(f"benchmarks.{module}"), name)
    _elsewhere(lambda: make(units, folder))
    work = make(units, folder)
    gc.collect()
    _forget_peak()
    return Measured(timed(work), _peak())


def _elsewhere(work: Work) -> None:
    """Do `work` in a child, so that what making ready takes of memory is not counted."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _forget_peak() -> None:
    """Let the peak of memory begin again where it stands now (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    """Return the megabytes at the peak of this process since `_forget_peak`."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    print(json.dumps(asdict(_run(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))))

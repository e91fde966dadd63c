"""What a click costs before its work begins: from the start of the process to the first line of an action.

    python -m benchmarks.click [COMMAND ...]

Compared, in one run, with `python -c "import xlwings"`, which no add-in of this kind can do without. No way is charged
with the end of its process.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.measuring import ROOT

ROUNDS = 11


def times(commands: Sequence[str]) -> dict[str, float]:
    """Return the median seconds of each way; the ways take turns, so that a busy machine weighs on all alike."""
    ways = {"python -c pass": "pass", "import xlwings": "import xlwings"}
    ways |= {f"button, first line of `{c}`": f"from benchmarks.clicked import click; click('{c}')" for c in commands}
    ways["command line, first line of `status`"] = "from benchmarks.clicked import typed; typed('status')"
    found: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, code in ways.items():
            before = time.perf_counter()
            subprocess.run([sys.executable, "-c", f"{code}; import os; os._exit(0)"], cwd=ROOT, check=True)
            found[way].append(time.perf_counter() - before)
    return {way: statistics.median(seconds) for way, seconds in found.items()}


def lines(commands: Sequence[str] = ("status",)) -> list[str]:
    """Return a Markdown table of the ways, their seconds and their ratio to the bare import."""
    found = times(commands)
    floor = found["import xlwings"]
    rows = [f"| {way} | {seconds:.2f} | {seconds / floor:.2f} |" for way, seconds in found.items()]
    return ["| way | s | ratio to `import xlwings` |", "|---|---:|---:|", *rows]


if __name__ == "__main__":
    print("\n".join(lines(sys.argv[1:] or ("status",))))

"""What a click costs before its work begins: from the start of the process to the first line of an action.

    python -m benchmarks.click

Compared, in one run, with `python -c "import xlwings"`, which no add-in of this kind can do without.
"""

import statistics
import subprocess
import sys
import time

from benchmarks.measuring import ROOT

ROUNDS = 11
WAYS = {
    "python -c pass": "pass",
    "import xlwings": "import xlwings",
    "button, first line of `status`": (
        "import xlwings; import soket_xl.buttons; from soket_xl.hosts import excel; "
        "from soket_xl.actions import COMMANDS; COMMANDS['status'].load()"
    ),
    "command line, first line of `status`": (
        "import soket_xl.__main__; from soket_xl.hosts import opening; "
        "from soket_xl.actions import COMMANDS; COMMANDS['status'].load()"
    ),
}


def times() -> dict[str, float]:
    """Return the median seconds of each way; the ways take turns, so that a busy machine weighs on all alike."""
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, code in WAYS.items():
            before = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
            found[way].append(time.perf_counter() - before)
    return {way: statistics.median(seconds) for way, seconds in found.items()}


def lines() -> list[str]:
    """Return a Markdown table of the ways, their seconds and their ratio to the bare import."""
    found = times()
    floor = found["import xlwings"]
    rows = [f"| {way} | {seconds:.2f} | {seconds / floor:.2f} |" for way, seconds in found.items()]
    return ["| way | s | ratio to `import xlwings` |", "|---|---:|---:|", *rows]


if __name__ == "__main__":
    print("\n".join(lines()))

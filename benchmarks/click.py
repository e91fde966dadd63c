"""What a click costs before its work begins: from the start of the process to the first line of an action.

    python -m benchmarks.click [COMMAND ...]

Compared, in one run, with `python -c "import xlwings"`, which no add-in of this kind can do without. No way is charged
with the end of its process. Processor time is compared, so that a busy machine weighs less.
"""

import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.measuring import ROOT

ROUNDS = 11


def times(commands: Sequence[str]) -> dict[str, float]:
    """Return the median processor seconds of each way; the ways take turns."""
    ways = {"python -c pass": "pass", "import xlwings": "import xlwings"}
    for name in commands:
        ways[f"button, first line of `{name}`"] = f"from benchmarks.clicked import click; click('{name}')"
    way = "button of the installed bundle, first line of `status`"
    ways[way] = "from benchmarks.clicked import installed; installed('status')"
    ways["command line, first line of `status`"] = "from benchmarks.clicked import typed; typed('status')"
    # As the installer leaves them: the add-in starts Python with -B, which would compile anew at every click.
    subprocess.run([sys.executable, "-m", "compileall", "-q", "soket_xl", "benchmarks", "tools"], cwd=ROOT, check=True)
    found: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(ROUNDS):
        for way, code in ways.items():
            before = _spent()
            subprocess.run([sys.executable, "-c", f"{code}; import os; os._exit(0)"], cwd=ROOT, check=True)
            found[way].append(_spent() - before)
    return {way: statistics.median(seconds) for way, seconds in found.items()}


def _spent() -> float:
    """Return the processor seconds of the processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def lines(commands: Sequence[str] = ("status",)) -> list[str]:
    """Return a Markdown table of the ways, their seconds and their ratio to the bare import."""
    found = times(commands)
    floor = found["import xlwings"]
    rows = [f"| {way} | {seconds:.3f} | {seconds / floor:.2f} |" for way, seconds in found.items()]
    return ["| way | processor s | ratio to `import xlwings` |", "|---|---:|---:|", *rows]


if __name__ == "__main__":
    print("\n".join(lines(sys.argv[1:] or ("status",))))

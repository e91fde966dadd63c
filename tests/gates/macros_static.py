"""Static analysis of the macros by two analysers; both must also catch a planted fault. Run by .ci/run in .venv-vba."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


def analysis(path: Path) -> list[str]:
    """Return what pyvbaanalysis finds: warnings and errors."""
    command = [str(BIN / "pyvbaanalysis"), "--whole-project", "--fail-level", "warning", "--format", "text", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return [line for line in done.stdout.splitlines() if " error " in line or " warning " in line]


def validation(path: Path) -> list[str]:
    """Return what vbalidator finds: errors."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(BIN / "vbalidator"), "--host", "excel", "--quiet", str(path)]
        subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=folder)
        report = json.loads((Path(folder) / "vba_report.json").read_text("utf-8"))
    if not report["summary"]["files_scanned"]:
        return ["nothing was scanned"]
    return [str(issue) for file in report["files"] for issue in file["issues"] if issue.get("severity") == "error"]


def main() -> int:
    """Check the built workbook and the sources, then that both analysers catch an undeclared name."""
    faults = analysis(ROOT / "workbook" / "soket_tracker.xlsm") + validation(ROOT / "macros")
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "modRibbon.bas"
        source = (ROOT / "macros" / "modRibbon.bas").read_bytes()
        broken.write_bytes(source.replace(b"shake.Value = ", b"shook.Value = ", 1))
        if not analysis(broken) or not validation(broken):
            faults.append("an analyser did not catch an undeclared name")
    sys.stdout.write("\n".join(faults) + "\n" if faults else "macros: no fault, and both analysers catch one\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

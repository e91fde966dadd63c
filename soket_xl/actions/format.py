"""The command `format`: a Word document held against Decree 30/2020, and a mended copy on request."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from soket_xl.errors import SoketError
from soket_xl.model import Context, Outcome
from soket_xl.outputs import write_file
from soket_xl.texts import say
from soket_xl.word.format.check import Checked, check, mend
from soket_xl.word.format.finding import FormatFinding

MOST_ALIKE = 3
"""Findings of one rule that the clerk's list spells out; JSON has them all."""


def format_file(context: Context, file: Path, fix: bool = False, out: Path | None = None) -> Outcome:
    """Check `file`; with `fix` write a mended copy to `out`. Exit code 1 while errors are left."""
    if fix and out is None:
        raise SoketError("format.fix_needs_out")
    if out is not None and not fix:
        raise SoketError("format.out_needs_fix")
    if out is not None and out.resolve() == file.resolve():
        raise SoketError("format.same_file", file=file.name)
    context.progress(file.name)
    checked = mend(file) if fix else check(file)
    written = write_file(out, checked.content) if out is not None else None
    errors = sum(found.severity == "error" for found in checked.findings)
    rows = [_row(f, True) for f in checked.mended] + [_row(f, False) for f in checked.findings]
    data = {"file": str(written or file), "kind": checked.kind, "findings": rows}
    return Outcome(data, _lines(file, checked, written), files=[written] if written else [], exit_code=int(errors > 0))


def _row(found: FormatFinding, fixed: bool) -> dict[str, object]:
    return {
        "rule": found.rule,
        "severity": found.severity,
        "clause": found.clause,
        "where": found.where,
        "found": found.found,
        "expected": found.expected,
        "fixed": fixed,
    }


def _lines(file: Path, checked: Checked, written: Path | None) -> list[str]:
    if checked.kind == "party":
        return [say("format.party", file=file.name)]
    if checked.kind == "template":
        return [say("format.template", file=file.name)]
    counted = Counter(found.severity for found in checked.findings)
    kind = _kind(checked.kind)
    lines = [say("format.fixed", count=len(checked.mended), file=written.name)] if written else []
    if not checked.findings:
        return [*lines, say("format.clean", file=file.name, kind=kind)]
    if written:
        lines.append(say("format.left", count=len(checked.findings)))
    else:
        summary = say("format.summary", file=file.name, kind=kind, errors=counted["error"], warnings=counted["warning"])
        lines.append(summary)
    return lines + _spelt_out(checked.findings)


def _spelt_out(findings: Sequence[FormatFinding]) -> list[str]:
    lines: list[str] = []
    counted = Counter(found.rule for found in findings)
    shown: Counter[str] = Counter()
    for found in findings:
        shown[found.rule] += 1
        if shown[found.rule] <= MOST_ALIKE:
            lines.append(
                say(
                    "format.line",
                    rule=found.rule,
                    where=found.where,
                    found=found.found,
                    expected=found.expected,
                    clause=found.clause,
                )
            )
        elif shown[found.rule] == counted[found.rule]:
            lines.append(say("format.more", rule=found.rule, count=counted[found.rule] - MOST_ALIKE))
    return lines


def _kind(kind: str) -> str:
    names = {
        "none": say("format.kind_none"),
        "bao_cao": say("format.kind_bao_cao"),
        "to_trinh": say("format.kind_to_trinh"),
        "ke_hoach": say("format.kind_ke_hoach"),
        "thong_bao": say("format.kind_thong_bao"),
        "quyet_dinh": say("format.kind_quyet_dinh"),
        "cong_van": say("format.kind_cong_van"),
    }
    return names.get(kind, say("format.kind_other"))

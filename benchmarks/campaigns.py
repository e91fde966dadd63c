"""Campaigns of any size to measure on: a tracker with N units, its entries, and N unit reports as Word files."""

import itertools
import random
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from soket_xl.build.campaign import read_campaign
from soket_xl.build.sample import write_sample
from soket_xl.build.tracker import STORED, build_tracker
from soket_xl.hosts.file import FileHost
from soket_xl.model import COMMUNES, Context, Row
from soket_xl.schema import CURRENT_LABELS, ENTRIES
from soket_xl.tables import make_table

SYLLABLES = ("ban", "cap", "chinh", "dat", "dia", "hoat", "kinh", "nhan", "phan", "quan", "sach", "thi", "tru", "xa")
STATEMENTS = Path(__file__).resolve().parents[1] / "tests" / "data" / "statements_tuned.txt"
ON = date(2026, 5, 8)
CONTEXT = Context(on=ON, now=datetime(2026, 5, 8, 8, tzinfo=UTC).replace(tzinfo=None), who="benchmark")


def tracker(units: int, folder: Path, entries: int = 30, letters: int = 600) -> Path:
    """Return a tracker of `units` units with `entries` paragraphs of about `letters` letters each."""
    made: tuple[Row, ...] = tuple(
        {"unit_id": f"{n:05d}", "name": f"X\u00e3 S\u1ed1 {n}", "group": COMMUNES} for n in range(1, units + 1)
    )
    path = folder / f"so-{units}-{entries}-{letters}.xlsm"
    if path.exists():
        return path
    path.write_bytes(build_tracker(replace(read_campaign(), units=made), STORED.read_bytes()))
    chance = random.Random(706)
    codes = [str(row["code"]) for row in read_campaign().outline][:entries]
    rows: list[Row] = [
        {"unit_id": unit["unit_id"], "unit_name": unit["name"], "section": code, "order": order, "part": 1,
         "text": " ".join(chance.choices(SYLLABLES, k=letters // 5)), "kind": "paragraph", "version": 1,
         "current": CURRENT_LABELS["current"]}
        for unit in made
        for order, code in enumerate(itertools.islice(itertools.cycle(codes), entries), 1)
    ]  # fmt: skip
    FileHost(path).write([make_table(ENTRIES, rows)])
    shutil.rmtree(folder / "_luu", ignore_errors=True)
    return path


def reports(units: int, folder: Path) -> list[Path]:
    """Return `units` Word reports: those of the sample campaign, copied under numbered names as often as needed."""
    target = folder / f"bao_cao-{units}"
    if target.exists():
        return sorted(target.iterdir())
    made = [file.path for file in write_sample(folder / "mau") if file.unit_id and file.path.suffix == ".docx"]
    target.mkdir()
    return [
        Path(shutil.copyfile(file, target / f"{number:04d}_{file.name}"))
        for number, file in zip(range(units), itertools.cycle(made), strict=False)
    ]


def statements() -> list[tuple[str, str]]:
    """Return (section, text) of the labelled statements: real wording for the merging of claims."""
    found, section = [], ""
    for line in STATEMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1:].split("] ")[0]
        elif line and not line.startswith("#"):
            found.append((section, line))
    return found

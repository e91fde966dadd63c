"""How well statements are merged, on labelled statements: pairs merged and suggested, opposites, time.

    python benchmarks/merge_quality.py [tests/data/statements_held.txt ...] [--show] [--fit]

`--show` lists wrong and missed pairs (never use it on the held-out file), `--fit` prints weights for `likeness`.
"""

import csv
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from soket_xl.consolidate import likeness
from soket_xl.consolidate.claims import lean_of, merge
from soket_xl.consolidate.lexicon import load
from soket_xl.consolidate.meaning import read
from soket_xl.model import Entry, Section

with (Path(__file__).parents[1] / "soket_xl/data/outline.csv").open(encoding="utf-8", newline="") as stream:
    OUTLINE = [Section(r["code"], int(r["level"]), r["marker"], r["title"], {}) for r in csv.DictReader(stream)]
TITLES = {section.code: section.title for section in OUTLINE}
Labelled = tuple[str, str, str]
"""Section, topic, text."""


def labelled(path: Path) -> Iterator[Labelled]:
    """Yield the statements of a labelled file."""
    section = topic = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section, topic = line[1:].split("] ")
        elif line and not line.startswith("#"):
            yield section, topic, line


def points(topic: str) -> frozenset[str]:
    """Return the points of a statement: "a & b" makes two."""
    return frozenset(topic.split(" & "))


def opposite(a: str, b: str) -> bool:
    """Tell whether two statements say the opposite of each other and nothing in common."""
    if points(a) & points(b):
        return False
    return any(x[:-1] == y[:-1] and {x[-1], y[-1]} == {"+", "-"} for x in points(a) for y in points(b))


def measure(rows: Sequence[Labelled], show: bool = False) -> dict[str, float]:
    """Return precision and recall of merged pairs, recall with suggestions, suggestions read per right one."""
    entries = [Entry(f"u{n}", section, "- " + text, n) for n, (section, _, text) in enumerate(rows)]
    started = time.perf_counter()
    sections = merge(entries, OUTLINE, [], load())
    seconds = time.perf_counter() - started
    claims_of: dict[int, set[str]] = {n: set() for n in range(len(rows))}
    topics: dict[str, frozenset[str]] = {}
    for section in sections:
        for claim in section.claims:
            topics[claim.claim_id] = frozenset().union(*(points(rows[s.entry_order][1]) for s in claim.statements))
            for statement in claim.statements:
                claims_of[statement.entry_order].add(claim.claim_id)
    suggested = {frozenset(s.claims): s.score for section in sections for s in section.suggestions}
    right = wrong = missed = covered = opposed = 0
    for a, b in combinations(range(len(rows)), 2):
        if rows[a][0] != rows[b][0]:
            continue
        same = bool(points(rows[a][1]) & points(rows[b][1]))
        together = bool(claims_of[a] & claims_of[b])
        right += same and together
        wrong += together and not same
        missed += same and not together
        opposed += together and opposite(rows[a][1], rows[b][1])
        near = any(frozenset((x, y)) in suggested for x in claims_of[a] for y in claims_of[b])
        covered += same and (together or near)
        if show and together and not same:
            print("WRONG ", rows[a][1], rows[b][1], "|", rows[a][2], "|", rows[b][2])
        if show and same and not together:
            print("MISSED" if not near else "near  ", rows[a][1], "|", rows[a][2], "|", rows[b][2])
    good = sum(bool(topics[a] & topics[b]) for a, b in map(tuple, suggested))
    return {
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, right + missed),
        "recall_suggested": covered / max(1, right + missed),
        "read_per_right": len(suggested) / max(1, good),
        "suggested": len(suggested),
        "suggested_right": good,
        "opposites_merged": opposed,
        "claims": len(topics),
        "seconds": seconds,
    }


def fit(rows: Sequence[Labelled], ridge: float = 0.02) -> None:
    """Print the weights of a logistic regression over all pairs of a section."""
    lexicon = load()
    stacks, answers = [], []
    for code in {section for section, _, _ in rows}:
        here = [row for row in rows if row[0] == code]
        found = np.array(likeness.features([read(text, lexicon) for _, _, text in here], lean_of(TITLES[code])))
        upper = np.triu_indices(len(here), 1)
        stacks.append(found[:, upper[0], upper[1]].T)
        answers.append(np.array([here[a][1] == here[b][1] for a, b in zip(*upper, strict=True)], dtype=float))
    x, y = np.vstack(stacks).astype(float), np.concatenate(answers)
    x = np.hstack([x, np.ones((len(x), 1))])
    importance = np.where(y == 1, 0.5 * len(y) / y.sum() * 0.35, 1.0)
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x * (importance * p * (1 - p))[:, None]).T @ x + ridge * len(y) * 0.01 * np.eye(len(weights))
        weights -= np.linalg.solve(hessian, x.T @ (importance * (p - y)) + ridge * len(y) * 0.01 * weights)
    for name, weight in zip([*likeness.FEATURES, "bias"], weights, strict=True):
        print(f"{name:20} {weight:6.2f}")


if __name__ == "__main__":
    files = [Path(word) for word in sys.argv[1:] if not word.startswith("--")]
    for file in files:
        listed = list(labelled(file))
        if "--fit" in sys.argv:
            fit(listed)
        print(file.name, len(listed), {k: round(v, 3) for k, v in measure(listed, "--show" in sys.argv).items()})

"""Merging statements beside plain peers, on the labelled files, in one run: quality and time.

    python benchmarks/merge_peers.py [FILE ...] [--many N]

Peers: equal after folding; Jaccard of three-syllable shingles, 0.5 or more; rapidfuzz over all pairs, token set ratio
80 or more, if it is installed (it is no part of the product). `--many` repeats the statements N times, for the time.
"""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.merge_quality import Labelled, labelled, measure, opposite, points
from soket_xl.text.fold import fold_words

DATA = Path(__file__).parents[1] / "tests" / "data"
Alike = Callable[[str, str], bool]


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of three folded syllables."""
    words = fold_words(text).split()
    return frozenset(tuple(words[n : n + 3]) for n in range(max(1, len(words) - 2)))


def peers() -> dict[str, tuple[Callable[[str], object], Callable[[object, object], bool]]]:
    """Return each peer as how it prepares a text and when it calls two prepared texts alike."""

    def jaccard(a: object, b: object) -> bool:
        assert isinstance(a, frozenset)
        assert isinstance(b, frozenset)
        return len(a & b) >= 0.5 * len(a | b)

    found = {"exact": (fold_words, lambda a, b: a == b), "shingles": (shingles, jaccard)}
    try:
        from rapidfuzz.fuzz import token_set_ratio
    except ImportError:
        return found
    return found | {"rapidfuzz": (fold_words, lambda a, b: token_set_ratio(a, b) >= 80)}


def judged(rows: Sequence[Labelled], name: str) -> dict[str, float]:
    """Return precision, recall, opposites called alike and seconds of a peer over all pairs of a section."""
    prepare, alike = peers()[name]
    right = wrong = missed = opposites = 0
    started = time.perf_counter()
    ready = [prepare(text) for _, _, text in rows]
    pairs = [
        (a, b, alike(ready[a], ready[b])) for a, b in combinations(range(len(rows)), 2) if rows[a][0] == rows[b][0]
    ]
    seconds = time.perf_counter() - started
    for a, b, together in pairs:
        same = bool(points(rows[a][1]) & points(rows[b][1]))
        right += same and together
        wrong += together and not same
        missed += same and not together
        opposites += together and opposite(rows[a][1], rows[b][1])
    return {
        "precision": right / max(1, right + wrong),
        "recall": right / max(1, right + missed),
        "opposites_merged": opposites,
        "seconds": seconds,
    }


if __name__ == "__main__":
    words = sys.argv[1:]
    many = int(words.pop(words.index("--many") + 1)) if "--many" in words else 1
    files = [Path(word) for word in words if word != "--many"] or sorted(DATA.glob("statements_held*.txt"))
    for file in files:
        said = list(labelled(file)) * many
        ours = measure(said) if many == 1 else {}
        print(file.name, len(said), "ours", {key: round(value, 3) for key, value in ours.items()})
        for peer in peers():
            print(file.name, len(said), peer, {key: round(value, 3) for key, value in judged(said, peer).items()})

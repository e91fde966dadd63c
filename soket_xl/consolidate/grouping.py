"""Which statements of a section are one claim and which may be: near linear, for statements are compared only with
those that share an object, or a word pair where the dictionary knows no object.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soket_xl.consolidate.clusters import average_link
from soket_xl.consolidate.likeness import likenesses, section_lean
from soket_xl.consolidate.meaning import Meaning

MERGE = 0.46
"""Mean likeness from which statements are one claim (measured: benchmarks/merge_quality.py)."""
SUGGEST = 0.2
"""Mean likeness from which two claims are put before the clerk."""
DOUBTFUL = 0.01
"""Mean likeness from which a claim of few statements is put before the clerk beside the one that is most like it."""
FEW = 2
"""Statements of a claim that may not have found its like."""
UNSETTLED = 0.1
"""Share of statements that stand alone from which a section is not well understood: only there FEW counts."""
WHOLE = 700
"""Up to so many items everything is compared with everything."""
CROWD = 150
"""From so many items of a block on, those all but the same are taken together before grouping."""
SAME = 0.97
"""Likeness from which two items are all but the same."""
STRONG = 0.5
"""Weight from which an object decides with what a statement is compared."""

Pairs = dict[tuple[int, int], float]


@dataclass(frozen=True)
class Groups:
    """Groups of item numbers, and the mean likeness of groups (by their places in `groups`) worth suggesting."""

    groups: list[list[int]]
    suggestions: Pairs


def group(
    meanings: Sequence[Meaning], sizes: Sequence[int], lean: int | None, apart: Iterable[tuple[int, int]] = ()
) -> Groups:
    """Group items by what they mean; `sizes` are the statements that each stands for, `apart` pairs never meet."""
    lean = section_lean(meanings, lean)
    held = {number for pair in apart for number in pair}
    alike = _alike(meanings, held)
    kept = sorted(alike)
    place = {number: position for position, number in enumerate(kept)}
    pairs = _pairs([meanings[number] for number in kept], lean, alike, kept, held)
    live = [position for position, number in enumerate(kept) if number in alike]
    found = average_link(
        [sum(sizes[i] for i in alike.get(number, ())) for number in kept],
        pairs,
        MERGE,
        [(place[a], place[b]) for a, b in apart],
    )
    alive = set(live)
    rows = [[position for position in row if position in alive] for row in found]
    rows = [row for row in rows if row]
    groups = [sorted(i for position in row for i in alike[kept[position]]) for row in rows]
    return Groups(groups, _between(rows, pairs))


def _alike(meanings: Sequence[Meaning], held: set[int]) -> dict[int, list[int]]:
    """Return the items by the first of those that mean exactly the same; held items stay alone."""
    first: dict[object, int] = {}
    alike: dict[int, list[int]] = {}
    for number, meaning in enumerate(meanings):
        key = number if number in held or meaning.empty else meaning.signature
        alike.setdefault(first.setdefault(key, number), []).append(number)
    return alike


def _pairs(
    meanings: Sequence[Meaning], lean: int, alike: dict[int, list[int]], kept: Sequence[int], held: set[int]
) -> Pairs:
    """Return the likenesses worth a suggestion; in large blocks near copies move to their leader in `alike`."""
    pairs: Pairs = {}
    for block in _blocks(meanings):
        for chunk in _chunks([number for number in block if kept[number] in alike]):
            matrix = likenesses([meanings[number] for number in chunk], lean)
            stay = range(len(chunk)) if len(chunk) < CROWD else _absorb(matrix, chunk, alike, kept, held)
            rows = list(stay)
            part = matrix[rows][:, rows]
            above = (part >= (DOUBTFUL if len(meanings) <= WHOLE else SUGGEST)).nonzero()
            for a, b in zip(*(side.tolist() for side in above), strict=True):
                if a < b:
                    first, second = chunk[rows[a]], chunk[rows[b]]
                    pairs[min(first, second), max(first, second)] = float(part[a, b])
    return {pair: value for pair, value in pairs.items() if kept[pair[0]] in alike and kept[pair[1]] in alike}


def _absorb(
    matrix: "object", chunk: Sequence[int], alike: dict[int, list[int]], kept: Sequence[int], held: set[int]
) -> Iterator[int]:
    """Yield the leaders of a block; what is all but the same as a leader goes to it."""
    import numpy as np

    table = np.asarray(matrix)
    taken = np.zeros(len(chunk), dtype=bool)
    for row, number in enumerate(chunk):
        if taken[row]:
            continue
        yield row
        if kept[number] in held:
            continue
        for other in np.flatnonzero((table[row] >= SAME) & ~taken).tolist():
            if other > row and kept[chunk[other]] not in held:
                taken[other] = True
                alike[kept[number]] += alike.pop(kept[chunk[other]])


def _blocks(meanings: Sequence[Meaning]) -> list[list[int]]:
    if len(meanings) <= WHOLE:
        return [list(range(len(meanings)))]
    blocks: dict[str, list[int]] = {}
    for number, meaning in enumerate(meanings):
        for key in _keys(meaning):
            blocks.setdefault(key, []).append(number)
    return [block for block in blocks.values() if len(block) > 1]


def _keys(meaning: Meaning) -> list[str]:
    strong = [name for name, weight in meaning.objects.items() if weight >= STRONG]
    return (
        strong
        or sorted(meaning.objects)
        or [word for word in meaning.words if " " in word][:4]
        or sorted(meaning.words)
    )


def _chunks(block: Sequence[int], most: int = 1600) -> Iterator[Sequence[int]]:
    for start in range(0, len(block), most):
        yield block[start : start + most]


def _between(rows: Sequence[Sequence[int]], pairs: Mapping[tuple[int, int], float]) -> Pairs:
    group_of = {position: number for number, row in enumerate(rows) for position in row}
    sums: Pairs = {}
    for (a, b), value in pairs.items():
        first, second = group_of.get(a), group_of.get(b)
        if first is None or second is None or first == second:
            continue
        key = (min(first, second), max(first, second))
        sums[key] = sums.get(key, 0.0) + value
    means = {key: total / (len(rows[key[0]]) * len(rows[key[1]])) for key, total in sums.items()}
    nearest = _nearest_of_few(rows, means)
    return {key: mean for key, mean in means.items() if mean >= SUGGEST or key in nearest}


def _nearest_of_few(rows: Sequence[Sequence[int]], means: Pairs) -> set[tuple[int, int]]:
    """Return for each small group of an unsettled section its pair with the group that is most like it."""
    if sum(len(row) == 1 for row in rows) < UNSETTLED * sum(len(row) for row in rows):
        return set()
    best: dict[int, tuple[float, tuple[int, int]]] = {}
    for pair, mean in means.items():
        for one in pair:
            if len(rows[one]) <= FEW:
                best[one] = max(best.get(one, (0.0, pair)), (mean, pair))
    return {pair for _, pair in best.values()}

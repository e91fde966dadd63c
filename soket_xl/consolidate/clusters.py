"""Groups of like things from a sparse list of likenesses: average link, a pair without a likeness counting as 0."""

import heapq
from collections.abc import Iterable, Mapping, Sequence

Pairs = Mapping[tuple[int, int], float]


def average_link(
    sizes: Sequence[int], pairs: Pairs, threshold: float, apart: Iterable[tuple[int, int]] = ()
) -> list[list[int]]:
    """Return the groups of items 0..n-1 whose mean likeness is `threshold` or more; pairs of `apart` never meet.

    `sizes` say how many statements an item stands for. Time grows with the number of `pairs`, not with n squared.
    """
    groups = {number: [number] for number in range(len(sizes))}
    weight = dict(enumerate(sizes))
    likeness: dict[int, dict[int, float]] = {number: {} for number in groups}
    for (a, b), value in pairs.items():
        likeness[a][b] = likeness[b][a] = value
    for a, b in apart:
        likeness[a][b] = likeness[b][a] = float("-inf")
    heap = [(-value, a, b) for (a, b), value in pairs.items() if likeness[a][b] >= threshold]
    heapq.heapify(heap)
    fresh = len(sizes)
    while heap:
        value, a, b = heapq.heappop(heap)
        if a in groups and b in groups and likeness[a].get(b) == -value:
            _join(groups, weight, likeness, a, b, fresh)
            for other, near in likeness[fresh].items():
                if near >= threshold:
                    heapq.heappush(heap, (-near, other, fresh))
            fresh += 1
    return [sorted(group) for group in groups.values()]


def _join(
    groups: dict[int, list[int]],
    weight: dict[int, int],
    likeness: dict[int, dict[int, float]],
    a: int,
    b: int,
    fresh: int,
) -> None:
    near_a, near_b = likeness.pop(a), likeness.pop(b)
    groups[fresh] = groups.pop(a) + groups.pop(b)
    share_a, share_b = weight.pop(a), weight.pop(b)
    weight[fresh] = share_a + share_b
    joined: dict[int, float] = {}
    for other in (near_a.keys() | near_b.keys()) - {a, b}:
        total = near_a.get(other, 0.0) * share_a + near_b.get(other, 0.0) * share_b
        joined[other] = total / weight[fresh]
        near = likeness[other]
        near.pop(a, None)
        near.pop(b, None)
        near[fresh] = joined[other]
    likeness[fresh] = joined

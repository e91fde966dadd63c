"""What a unit's figure is held against: the figures of all the others, each time without its own."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache

ROBUST = 1.4826
"""What a median absolute deviation is multiplied by to be a standard deviation, were the figures normal."""


class Others:
    """The figures of a group, sorted once: what the others say is then found by a search, however many there are."""

    def __init__(self, figures: Iterable[float]) -> None:
        self._figures = sorted(figures)
        self._away = cache(lambda middle: sorted(abs(figure - middle) for figure in self._figures))

    def median(self, own: float) -> float:
        """Return the median of the figures without one of `own`, which is among them."""
        return _median_without(self._figures, own)

    def spread(self, own: float) -> float:
        """Return the robust standard deviation of the others from their median."""
        middle = self.median(own)
        return ROBUST * _median_without(self._away(middle), abs(own - middle))


def _median_without(ordered: Sequence[float], own: float) -> float:
    left_out = bisect_left(ordered, own)
    middle, odd = divmod(len(ordered) - 1, 2)
    upper = ordered[middle + (middle >= left_out)]
    return upper if odd else (ordered[middle - 1 + (middle > left_out)] + upper) / 2

"""The others' median and spread are those of the statistics module, for every unit and however many figures agree."""

import itertools
import statistics

from soket_xl.review.others import ROBUST, Others


def test_others_are_told_as_by_leaving_one_out() -> None:
    for count in range(2, 7):
        for figures in itertools.combinations_with_replacement((1.0, 2.0, 3.5, 8.0, 9.25), count):
            others = Others(figures)
            for own in range(count):
                rest = figures[:own] + figures[own + 1 :]
                middle = statistics.median(rest)
                assert others.median(figures[own]) == middle
                assert others.spread(figures[own]) == ROBUST * statistics.median(abs(f - middle) for f in rest)

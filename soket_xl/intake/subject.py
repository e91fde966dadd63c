"""What a report says it is about: whether it is one of the campaign's, or of another period."""

import re
from collections.abc import Sequence
from itertools import pairwise

from soket_xl.intake.headings import telling_words, words_of
from soket_xl.text.fold import fold_words

_PERIOD = re.compile(r"\b(?:quy (?:i{1,3}|iv|[1-4])|thang \d{1,2}|tuan (?:thu )?\d{1,2}|(?:6|sau|9|chin) thang)\b")


def is_of_another(subject: str | None, campaign: Sequence[str | None]) -> bool:
    """Tell whether a subject names a quarter, month or week and nothing that the campaign's own names are about.

    "First quarter of 2026: economy" is another report; "first year of the two-level government, to April" is not.
    """
    words, own = fold_words(subject or ""), [fold_words(name or "") for name in campaign]
    period = _PERIOD.search(words)
    if period is None or not any(own) or any(period[0] in name for name in own):
        return False
    return not _pairs(subject or "") & {pair for name in campaign for pair in _pairs(name or "")}


def _pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of words that tell what a text is about."""
    return {pair for pair in pairwise(telling_words(words_of(text))) if not any(map(str.isdigit, "".join(pair)))}

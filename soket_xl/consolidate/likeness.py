"""How likely two statements say the same: likenesses of objects, fields, predicates and words, weighed together."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from soket_xl.consolidate.meaning import ASKING, Meaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

FEATURES = (
    "objects", "heads", "fields", "fields_apart", "field_alone", "predicates", "opposite", "families_apart",
    "objects_apart", "no_object", "words", "words_no_object", "objects_predicates", "one_signed", "same_sign",
)  # fmt: skip
WEIGHTS = (4.45, 0.05, 2.3, -1.67, -0.8, 1.04, -4.18, -1.92, -3.97, -0.95, 1.25, 0.0, 1.64, 1.18, -0.16)
BIAS = -0.47
LEAST_SIGN = 0.25
"""How much praise or blame counts as such."""
DOUBT = 0.4
"""How far two statements are from sure, at most, when neither speaks of what the other is about."""
SAME_OBJECT = 0.6
"""Likeness of objects from which two statements of opposite sign speak of the same thing."""
OF_FAMILY = 0.7
"""Weight of what a predicate has in common with others of its family: "not enough" and "lacking"."""
NOTHING = "-"
"""Stands for what is said by a statement without a predicate."""
PLANS, MIXED = 0, 2
"""A section of requests, tasks or lessons, where nothing is praised or blamed; one that is not known to lean."""
HAVING = "c\u00f3"
"""Family of there is and there is not: a task names what is short as well as what shall be enough."""
CLEAR_LEAN = 0.5
"""Mean sign of a section from which a statement without a sign is taken to mean the same."""


def likenesses(meanings: Sequence[Meaning], lean: int | None = None) -> "Matrix":
    """Return the n x n likelihoods (0-1) that two statements say the same; 0 for opposites.

    `lean` is what a statement without praise or blame means in this section: 1 a result, -1 a fault, 0 neither,
    None what most of the others mean.
    """
    import numpy as np

    found = features(meanings, lean)
    logits = np.full((len(meanings), len(meanings)), BIAS, dtype=np.float32)
    for weight, feature in zip(WEIGHTS, found, strict=True):
        logits += np.float32(weight) * feature
    apart = np.maximum(found[FEATURES.index("opposite")], found[FEATURES.index("families_apart")])
    named = np.array([bool(meaning.head) for meaning in meanings], dtype=np.float32)
    known = np.outer(named, named)
    doubt = 1 - DOUBT * known * (1 - found[FEATURES.index("heads")])
    return np.asarray(doubt * (1 - apart) / (1 + np.exp(-logits)), dtype=np.float32)


def opposed(meanings: Sequence[Meaning], lean: int | None = None) -> list[tuple[int, int]]:
    """Return the pairs that say the opposite of the same thing."""
    import numpy as np

    lean = section_lean(meanings, lean)
    by_head: dict[str, list[int]] = {}
    signs = _signs(meanings, lean)
    for number, meaning in enumerate(meanings):
        if meaning.head and (signs[number] or meaning.families):
            by_head.setdefault(meaning.head, []).append(number)
    found = []
    for numbers in by_head.values():
        if len({signs[number] for number in numbers if signs[number]}) < 2 and not _ways_differ(
            [meanings[number] for number in numbers]
        ):
            continue
        here = [meanings[number] for number in numbers]
        sign = np.array([signs[number] for number in numbers], dtype=np.float32)
        apart = np.maximum(np.outer(sign, sign) < 0, _families_apart(here, lean))
        apart = apart * (_cosine([meaning.objects for meaning in here]) >= SAME_OBJECT)
        found += [(numbers[a], numbers[b]) for a, b in zip(*(side.tolist() for side in apart.nonzero()), strict=True)]
    return [(a, b) for a, b in found if a < b]


def _ways_differ(meanings: Sequence[Meaning]) -> bool:
    ways = {(family, _sign(way)) for meaning in meanings for family, way in meaning.families.items()}
    return any((family, -way) in ways for family, way in ways if way)


def features(meanings: Sequence[Meaning], lean: int | None = None) -> "list[Matrix]":
    """Return the n x n matrices of FEATURES, each 0-1."""
    import numpy as np

    objects = _cosine([m.objects for m in meanings])
    fields = _cosine([m.fields for m in meanings])
    predicates = _cosine([_said(meaning) for meaning in meanings])
    words = _cosine([m.words for m in meanings])
    heads = _heads(meanings)
    has_field = np.array([float(max(m.fields.values(), default=0) > 0.5) for m in meanings], dtype=np.float32)
    has_object = np.array([float(bool(m.objects)) for m in meanings], dtype=np.float32)
    sign = np.array(_signs(meanings, lean), dtype=np.float32)
    signs = np.outer(sign, sign)
    signed = np.abs(sign)
    no_object = 1 - np.outer(has_object, has_object)
    return [
        objects,
        heads,
        fields,
        np.outer(has_field, has_field) * (1 - fields),
        np.abs(has_field[:, None] - has_field[None, :]),
        predicates,
        (signs < 0).astype(np.float32),
        _families_apart(meanings, lean),
        (1 - no_object) * (1 - objects),
        no_object,
        words,
        words * no_object,
        objects * predicates,
        np.abs(signed[:, None] - signed[None, :]),
        (signs > 0).astype(np.float32),
    ]


def _said(meaning: Meaning) -> dict[str, float]:
    """Return what is said; that it is asked for is no content, and nothing said is alike too."""
    said = {f"{concept}{sign}": w for (concept, sign), w in meaning.predicates.items() if sign != ASKING}
    said |= {
        f"{family}{_sign(way):+}": OF_FAMILY * min(1.0, abs(way))
        for family, way in meaning.families.items()
        if _sign(way)
    }
    return said or {NOTHING: 1.0}


def section_lean(meanings: Sequence[Meaning], lean: int | None) -> int:
    """Return `lean`, where it is None what most of the statements with a sign mean."""
    if lean is not None:
        return lean
    said = [sign for sign in (_sign(meaning.sign) for meaning in meanings) if sign]
    mean = sum(said) / len(said) if said else 0.0
    return MIXED if abs(mean) < CLEAR_LEAN else _sign(mean)


def _signs(meanings: Sequence[Meaning], lean: int | None) -> list[int]:
    plain = section_lean(meanings, lean)
    if plain == PLANS:
        return [0] * len(meanings)
    return [_sign(meaning.sign) or (0 if meaning.asks or plain == MIXED else plain) for meaning in meanings]


def _sign(value: float) -> int:
    return 0 if abs(value) < LEAST_SIGN else 1 if value > 0 else -1


def _heads(meanings: Sequence[Meaning]) -> "Matrix":
    """How much each of two statements speaks of what the other is about, the lesser of both (0-1)."""
    import numpy as np

    columns = {name: number for number, name in enumerate(dict.fromkeys(m.head for m in meanings))}
    weights = np.zeros((len(meanings), len(columns)), dtype=np.float32)
    for row, meaning in enumerate(meanings):
        most = max(meaning.objects.values(), default=1.0)
        for name, weight in meaning.objects.items():
            if name in columns:
                weights[row, columns[name]] = weight / most
    of_head = weights[:, [columns[m.head] for m in meanings]]
    return np.minimum(of_head, of_head.T)


def _families_apart(meanings: Sequence[Meaning], lean: int | None) -> "Matrix":
    """1 where one says of a family of predicates the opposite of what the other says."""
    import numpy as np

    apart = np.zeros((len(meanings), len(meanings)), dtype=np.float32)
    for family in {name for meaning in meanings for name in meaning.families}:
        asks = [family == HAVING and (lean == PLANS or m.asks) for m in meanings]
        found = [0 if wanted else _sign(m.families.get(family, 0.0)) for m, wanted in zip(meanings, asks, strict=True)]
        ways = np.array(found, dtype=np.float32)
        if (ways > 0).any() and (ways < 0).any():
            np.maximum(apart, np.outer(ways, ways) < 0, out=apart)
    return apart


def _cosine(bags: Sequence[Mapping[Any, float]]) -> "Matrix":
    """Return the n x n cosines of the weighted bags; two empty bags are 0 alike."""
    import numpy as np

    columns: dict[Any, int] = {}
    for bag in bags:
        for key in bag:
            columns.setdefault(key, len(columns))
    matrix = np.zeros((len(bags), max(1, len(columns))), dtype=np.float32)
    for row, bag in enumerate(bags):
        for key, weight in bag.items():
            matrix[row, columns[key]] = weight
    norms = np.sqrt((matrix * matrix).sum(axis=1, keepdims=True))
    matrix /= np.where(norms > 0, norms, 1)
    return matrix @ matrix.T

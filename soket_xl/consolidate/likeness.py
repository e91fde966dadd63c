"""How likely two statements say the same: likenesses of objects, fields, predicates and words, weighed together."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from soket_xl.consolidate.meaning import Meaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

FEATURES = (
    "objects", "fields", "fields_apart", "field_alone", "predicates", "opposite", "objects_apart", "words",
    "objects_predicates", "objects_fields",
)  # fmt: skip
WEIGHTS = (4.0, 2.0, -3.0, -1.5, 2.0, -6.0, -2.0, 4.0, 1.5, 1.0)
BIAS = -4.5


def likenesses(meanings: Sequence[Meaning]) -> "Matrix":
    """Return the n x n likelihoods (0-1) that two statements say the same."""
    import numpy as np

    logits = np.full((len(meanings), len(meanings)), BIAS, dtype=np.float32)
    for weight, feature in zip(WEIGHTS, features(meanings), strict=True):
        logits += np.float32(weight) * feature
    return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


def features(meanings: Sequence[Meaning]) -> "list[Matrix]":
    """Return the n x n matrices of FEATURES, each 0-1."""
    import numpy as np

    objects = _cosine([m.objects for m in meanings])
    fields = _cosine([m.fields for m in meanings])
    predicates = _cosine([{f"{c}{s}": w for (c, s), w in m.predicates.items()} for m in meanings])
    words = _cosine([m.words for m in meanings])
    has_field = np.array([float(max(m.fields.values(), default=0) > 0.5) for m in meanings], dtype=np.float32)
    has_object = np.array([float(bool(m.objects)) for m in meanings], dtype=np.float32)
    both_fields = np.outer(has_field, has_field)
    alone = np.abs(has_field[:, None] - has_field[None, :])
    sign = np.array([math.copysign(1, s) if abs(s := m.sign) >= 0.5 else 0 for m in meanings], dtype=np.float32)
    opposite = (np.outer(sign, sign) < 0).astype(np.float32)
    return [
        objects,
        fields,
        both_fields * (1 - fields),
        alone,
        predicates,
        opposite,
        np.outer(has_object, has_object) * (1 - objects),
        words,
        objects * predicates,
        objects * fields,
    ]


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

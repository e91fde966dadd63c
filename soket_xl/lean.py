"""xlwings without the libraries that it would only convert tables and pictures of: four fifths of its start.

xlwings imports pandas, numpy and others if they are there, and goes without where they are not. A click hands it plain
cells only, so while xlwings itself is being imported they are not there; afterwards everybody finds them as always.
"""

import sys
from collections.abc import Sequence

UNUSED = frozenset(("pandas", "numpy", "polars", "matplotlib", "plotly", "PIL"))


class _NotForXlwings:
    """A finder in front of the others that hides the unused libraries as long as xlwings is being imported."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: object = None) -> None:
        """Return None: the other finders look. Raises ModuleNotFoundError for what is hidden."""
        if name in UNUSED and _is_being_imported("xlwings"):
            raise ModuleNotFoundError(f"{name} is not for xlwings", name=name)


def keep_xlwings_lean() -> None:
    """Let xlwings, where it is not imported yet, start without what it does not need here; once is enough."""
    if not any(isinstance(finder, _NotForXlwings) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NotForXlwings())


def _is_being_imported(name: str) -> bool:
    spec = getattr(sys.modules.get(name), "__spec__", None)
    return bool(getattr(spec, "_initializing", False))

"""Which mandatory sections of the outline a unit has not written."""

from collections.abc import Collection, Mapping, Sequence

from soket_xl.model import Section

ANNEX = "PL"


def missing_sections(
    outline: Sequence[Section], group: str, written: Collection[str], figures: Mapping[str, float] | None = None
) -> list[str]:
    """Return the codes of the lowest mandatory sections of `group` that have no text, in the order of the outline.

    `written` are the codes under which the unit wrote something. Text that stands directly under a heading covers the
    parts of it: a unit that wrote "II.3" as a whole does not lack "II.3.a". The annex (PL) is there when any figure is.
    """
    codes = [section.code for section in outline]
    parents = {_parent(code) for code in codes}
    found = []
    for section in outline:
        if section.obligation.get(group) != "M" or section.code in parents:
            continue
        covered = bool(figures) if section.code == ANNEX else _covered(section.code, written)
        if not covered:
            found.append(section.code)
    return found


def _parent(code: str) -> str:
    return code.rpartition(".")[0]


def _covered(code: str, written: Collection[str]) -> bool:
    while code:
        if code in written:
            return True
        code = _parent(code)
    return False

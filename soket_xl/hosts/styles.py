"""The cell formats of a workbook: which ones show dates, and variants of one that differ in a single trait."""

import re
from copy import deepcopy

from lxml import etree

from soket_xl.hosts.package import MAIN, Element

BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Number formats without a definition of their own that show dates or times (ECMA-376 part 1, 18.8.30)."""
DAY, MOMENT, GENERAL, TEXT = 14, 22, 0, 49
_NO_CODE = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]|_.|\*.")


class Styles:
    """The `styles.xml` of a workbook; `changed` tells whether a variant was added."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.changed = False
        found = root.find(f"{MAIN}cellXfs")
        self._formats = etree.SubElement(root, f"{MAIN}cellXfs") if found is None else found
        self._codes = {
            int(code.get("numFmtId", "0")): code.get("formatCode", "")
            for code in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
        }
        self._variants: dict[tuple[str | None, str, str], str] = {}

    def shows_dates(self, style: str | None) -> bool:
        """Tell whether a number in a cell of this style is shown, and read, as a date or time."""
        number = self._number_format(style)
        code = _NO_CODE.sub("", self._codes.get(number, "")).lower()
        return number in BUILT_IN_DATES or any(letter in code for letter in "dmyhs")

    def is_text(self, style: str | None) -> bool:
        """Tell whether the style is Excel's text format."""
        number = self._number_format(style)
        return number == TEXT or self._codes.get(number) == "@"

    def with_number_format(self, style: str | None, number: int) -> str:
        """Return the style that differs from `style` only in its built-in number format."""
        return self._variant(style, "numFmtId", str(number), "applyNumberFormat")

    def quoted(self, style: str | None) -> str:
        """Return the style that keeps a text text when somebody presses Enter in its cell."""
        return self._variant(style, "quotePrefix", "1", "")

    def _number_format(self, style: str | None) -> int:
        found = self._format(style)
        return 0 if found is None else int(found.get("numFmtId", "0"))

    def _format(self, style: str | None) -> Element | None:
        number = int(style or 0)
        return self._formats[number] if number < len(self._formats) else None

    def _variant(self, style: str | None, name: str, value: str, flag: str) -> str:
        made = self._variants.get((style, name, value))
        base = self._format(style)
        if made is None and base is not None:
            variant = deepcopy(base)
            variant.set(name, value)
            if flag:
                variant.set(flag, "1")
            made = self._variants[style, name, value] = self._number_of(variant)
        return made or style or "0"

    def _number_of(self, wanted: Element) -> str:
        """Return the number of a format, which is added if there is none like it."""
        looks = etree.tostring(wanted, method="c14n")
        for number, known in enumerate(self._formats):
            if etree.tostring(known, method="c14n") == looks:
                return str(number)
        self._formats.append(wanted)
        self._formats.set("count", str(len(self._formats)))
        self.changed = True
        return str(len(self._formats) - 1)

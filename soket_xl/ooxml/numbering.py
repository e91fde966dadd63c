"""Automatic numbers of Word paragraphs: the marker that a reader sees (ECMA-376 part 1, 17.9)."""

from collections.abc import Mapping

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = etree._Element
BULLET = "-"
DEEPEST = 9
LARGEST = 32_767
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """The lists of a document. `level` looks up a level; `next_marker` counts, so call it once a paragraph in order."""

    def __init__(self, root: Element | None, styles: Element | None) -> None:
        self._abstract = {} if root is None else {_id(a, "abstractNumId"): a for a in root.iterfind(f"{W}abstractNum")}
        self._numbers = {} if root is None else {_id(n, "numId"): n for n in root.iterfind(f"{W}num")}
        self._style_numbers = _style_numbers(styles)
        self._levels: dict[str, dict[int, Element]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def level(self, number_id: str, level: int) -> Element | None:
        """Return the w:lvl of a list's level, None if the list or level is not defined."""
        return self._levels_of(number_id).get(level)

    def level_of_style(self, number_id: str, style_id: str | None) -> str | None:
        """Return the level of a list that a paragraph style is tied to, None if it is tied to none."""
        for level, definition in self._levels_of(number_id).items():
            if style_id and _value(definition, "pStyle", "") == style_id:
                return str(level)
        return None

    def next_marker(self, number_id: str, level: int) -> str:
        """Count one paragraph of the list and return its marker: "1.", "a)", "-" for a bullet, "" for none."""
        level = min(max(level, 0), DEEPEST - 1)
        definition = self.level(number_id, level)
        if definition is None:
            return ""
        counters = self._counters.setdefault(self._counter_key(number_id), {})
        self._count(counters, number_id, level)
        kind = _value(definition, "numFmt", "decimal")
        text = _value(definition, "lvlText", "")
        hidden = definition.find(f"{W}rPr/{W}vanish")
        if hidden is not None and hidden.get(f"{W}val") not in ("0", "false", "off"):
            return ""
        if kind == "bullet":
            return BULLET
        if kind == "none" and "%" in text:
            text = text.replace(f"%{level + 1}", "")
        return self._filled(text, counters, number_id, definition).strip()

    def _count(self, counters: dict[int, int], number_id: str, level: int) -> None:
        override = self._start_override(number_id, level)
        if override is not None and (number_id, level) not in self._started:
            counters[level] = override
            self._started.add((number_id, level))
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = self._start(number_id, level)
        for deeper in [d for d in counters if d > level]:
            definition = self.level(number_id, deeper)
            restart = None if definition is None else definition.find(f"{W}lvlRestart")
            after = None if restart is None else _whole(restart.get(f"{W}val"), DEEPEST)
            if after is None or after > level:
                del counters[deeper]

    def _filled(self, text: str, counters: dict[int, int], number_id: str, definition: Element) -> str:
        legal = definition.find(f"{W}isLgl") is not None
        for level in range(DEEPEST):
            if f"%{level + 1}" in text:
                counters.setdefault(level, self._start(number_id, level))
                above = self.level(number_id, level)
                kind = "decimal" if legal or above is None else _value(above, "numFmt", "decimal")
                text = text.replace(f"%{level + 1}", _formatted(counters[level], kind))
        return text

    def _counter_key(self, number_id: str) -> str:
        number = self._numbers.get(number_id)
        return number_id if number is None else f"a{_value(number, 'abstractNumId', number_id)}"

    def _start(self, number_id: str, level: int) -> int:
        definition = self.level(number_id, level)
        return 1 if definition is None else _whole(_value(definition, "start", "1"), 1)

    def _start_override(self, number_id: str, level: int) -> int | None:
        number = self._numbers.get(number_id)
        for override in () if number is None else number.iterfind(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if _id(override, "ilvl") == str(level) and start is not None:
                return _whole(start.get(f"{W}val"), 1)
        return None

    def _levels_of(self, number_id: str) -> dict[int, Element]:
        if number_id not in self._levels:
            self._levels[number_id] = self._resolve(number_id, set())
        return self._levels[number_id]

    def _resolve(self, number_id: str, seen: set[str]) -> dict[int, Element]:
        number = self._numbers.get(number_id)
        if number is None or number_id in seen:
            return {}
        abstract = self._abstract.get(_value(number, "abstractNumId", ""))
        found: dict[int, Element] = {}
        if abstract is not None:
            link = abstract.find(f"{W}numStyleLink")
            if link is not None and abstract.find(f"{W}lvl") is None:
                found = dict(self._resolve(self._style_numbers.get(link.get(f"{W}val", ""), ""), seen | {number_id}))
            found |= {_whole(_id(level, "ilvl"), 0): level for level in abstract.iterfind(f"{W}lvl")}
        for level in number.iterfind(f"{W}lvlOverride/{W}lvl"):
            found[_whole(_id(level, "ilvl"), 0)] = level
        return found


def _style_numbers(styles: Element | None) -> Mapping[str, str]:
    found = {}
    for style in () if styles is None else styles.iterfind(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            found[style.get(f"{W}styleId", "")] = number.get(f"{W}val", "")
    return found


def _formatted(number: int, kind: str) -> str:
    """Return a number as its list writes it; letters and Roman numerals end where Word's do."""
    if number < 1 or number > LARGEST:
        return str(number)
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "decimalZero":
        return f"{number:02d}"
    return "" if kind in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_LOW):
        while number >= value:
            text, number = text + letters, number - value
    return text


def _id(element: Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _value(element: Element, name: str, default: str) -> str:
    child = element.find(f"{W}{name}")
    return default if child is None else child.get(f"{W}val", default)


def _whole(text: str | None, default: int) -> int:
    try:
        return default if text is None else int(text)
    except ValueError:
        return default

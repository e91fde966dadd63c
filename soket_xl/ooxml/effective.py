"""What formatting a reader really sees: document defaults, table style, style chains, numbering, direct formatting.

Source: ECMA-376 part 1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from lxml import etree

from soket_xl.ooxml.numbering import Numbering
from soket_xl.text.legacy import font_encoding, old_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
TOGGLES = ("b", "i", "caps", "strike", "vanish")
PPR, RPR, PSTYLE, RSTYLE, NUMPR = (W + name for name in ("pPr", "rPr", "pStyle", "rStyle", "numPr"))
Element = etree._Element
children_of: Callable[[Element], list[Element]] = itemgetter(slice(None))
"""The children of an element as a list: lxml makes it twice as fast as it goes through them one by one."""
Content = tuple[object, ...]
"""What tells two elements of properties apart: their children and grandchildren, with attributes."""


@dataclass(frozen=True)
class RunFormat:
    """The effective formatting of a run: sizes in half points, colours as hex or "auto"."""

    fonts: Mapping[str, str]
    size: int
    bold: bool
    italic: bool
    caps: bool
    hidden: bool
    underline: str
    color: str
    highlight: str
    shading: str

    @cached_property
    def old_font(self) -> str | None:
        """The font of an old encoding among the slots, None if there is none."""
        font = old_font(self.fonts)
        return font if font_encoding(font) else None

    @cached_property
    def is_plain(self) -> bool:
        """Whether text is shown as it stands in the file: in no old encoding, not in capitals."""
        return not self.caps and self.old_font is None


@dataclass(frozen=True)
class ParagraphFormat:
    """The effective formatting of a paragraph: lengths in twips, `line` in 240ths of a line when the rule is auto."""

    align: str
    first_line: int
    hanging: int
    left: int
    before: int
    after: int
    line: int
    line_rule: str
    contextual: bool
    outline: int | None
    style: str
    bottom_border: bool


@dataclass
class _Layer:
    """Properties of one level of the hierarchy, by element name, as the attributes of the element."""

    paragraph: dict[str, dict[str, str]] = field(default_factory=dict)
    run: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What the paragraphs of a document share whose properties are the same, in a table of one style.

    `listed` is the list and level of their automatic number, None for none; `unmarked` tells that the mark was deleted.
    `layers` is what stands above a run's own properties, `looks` the runs that were met.
    """

    format: ParagraphFormat
    listed: tuple[str, int] | None
    unmarked: bool
    properties: Element | None
    layers: list[_Layer]
    looks: dict[Content, RunFormat]


class Cascade:
    """Resolves formatting in one document; parts are the roots of styles, numbering and theme (None if missing).

    What has the same properties looks the same: each kind is resolved once and then looked up by what they hold.
    """

    def __init__(self, styles: Element | None, numbering: Element | None, theme: Element | None) -> None:
        self._styles_root = styles
        self._theme_root = theme
        self.numbering = Numbering(numbering, styles)
        self._chains: dict[str, list[_Layer]] = {}
        self._settings: dict[tuple[str | None, Content], Setting] = {}
        self._looks: dict[tuple[str | None, str | None], dict[Content, RunFormat]] = {}

    def setting(self, properties: Element | None, table_style: str | None = None) -> Setting:
        """Return what a paragraph with these properties (w:pPr) is like."""
        key = (table_style, _content(properties))
        found = self._settings.get(key)
        if found is None:
            found = self._settings[key] = self._resolved(properties, table_style)
        return found

    def look(self, setting: Setting, properties: Element | None) -> RunFormat:
        """Return the effective formatting of a run with these properties (w:rPr) in a paragraph of this setting."""
        key = _content(properties)
        found = setting.looks.get(key)
        if found is None:
            style = _value_of(properties, RSTYLE)
            layers = [*setting.layers, *self._chain(style)]
            found = setting.looks[key] = self._run_format(layers, _layer(None, properties))
        return found

    def mark_look(self, setting: Setting) -> RunFormat:
        """Return the formatting of the paragraph mark, which an empty paragraph is as high as."""
        return self._run_format(setting.layers, _layer(None, child_of(setting.properties, RPR)))

    def paragraph(self, paragraph: Element, table_style: str | None = None) -> ParagraphFormat:
        """Return the effective paragraph formatting of a w:p element."""
        return self.setting(child_of(paragraph, PPR), table_style).format

    def run(self, run: Element, paragraph: Element, table_style: str | None = None) -> RunFormat:
        """Return the effective formatting of a w:r element in its paragraph."""
        return self.look(self.setting(child_of(paragraph, PPR), table_style), child_of(run, RPR))

    def mark(self, paragraph: Element, table_style: str | None = None) -> RunFormat:
        """Return the formatting of a w:p element's mark."""
        return self.mark_look(self.setting(child_of(paragraph, PPR), table_style))

    def number_of(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list and level of a paragraph's automatic number, direct or by style; None if it has none."""
        return self.setting(child_of(paragraph, PPR)).listed

    def marker_font(self, paragraph: Element, number_id: str, level: int) -> str:
        """Return the font given to a paragraph's automatic number by its list level or its mark, "" for none."""
        definition = self.numbering.level(number_id, level)
        mark = _layer(None, child_of(child_of(paragraph, PPR), RPR))
        return self._font(_joined([mark, _layer(None, child_of(definition, RPR))]).run.get("rFonts", {}), "ascii")

    def style_name(self, style_id: str | None) -> str:
        """Return the name of a style, "" if there is none."""
        return _value_of(self._styles.get(style_id or ""), f"{W}name") or ""

    def _resolved(self, properties: Element | None, table_style: str | None) -> Setting:
        own = _value_of(properties, PSTYLE)
        style = own or self._normal
        listed = self._number_of(properties, own)
        level = None if listed is None else self.numbering.level(*listed)
        number = _layer(child_of(level, PPR), None)
        direct = _layer(properties, None)
        upper, chain = [self._defaults, *self._chain(table_style)], self._chain(style)
        above = [*chain, number] if "numPr" in direct.paragraph else [number, *chain]
        merged = _joined([*upper, *above, direct]).paragraph
        return Setting(
            format=_paragraph_format(merged, self.style_name(style)),
            listed=listed,
            unmarked=child_of(child_of(properties, RPR), f"{W}del") is not None,
            properties=properties,
            layers=[*upper, *chain],
            looks=self._looks.setdefault((table_style, own), {}),
        )

    def _run_format(self, layers: list[_Layer], direct: _Layer) -> RunFormat:
        merged: dict[str, dict[str, str]] = {}
        for layer in [*layers, direct]:
            for name, values in layer.run.items():
                merged[name] = _replaced(name, merged.get(name, {}), values)
        return self._as_run(merged, {name: _toggle(name, layers, direct) for name in TOGGLES})

    def _as_run(self, merged: Mapping[str, Mapping[str, str]], toggled: Mapping[str, bool]) -> RunFormat:
        fonts = merged.get("rFonts", {})
        shade = merged.get("shd", {})
        fill = shade.get("fill", "auto") if shade.get("val", "clear") != "nil" else "auto"
        return RunFormat(
            fonts={slot: self._font(fonts, slot) for slot in FONT_SLOTS},
            size=_number(merged.get("sz", {}).get("val"), 20),
            bold=toggled["b"],
            italic=toggled["i"],
            caps=toggled["caps"],
            hidden=toggled["vanish"],
            underline=merged.get("u", {}).get("val", "none"),
            color=merged.get("color", {}).get("val", "auto"),
            highlight=merged.get("highlight", {}).get("val", "none"),
            shading=fill,
        )

    def _font(self, fonts: Mapping[str, str], slot: str) -> str:
        theme = fonts.get("cstheme" if slot == "cs" else f"{slot}Theme")
        return self._theme_fonts.get(theme or "", fonts.get(slot, "")) if theme else fonts.get(slot, "")

    @cached_property
    def _styles(self) -> dict[str, Element]:
        if self._styles_root is None:
            return {}
        return {style.get(f"{W}styleId", ""): style for style in self._styles_root.iterfind(f"{W}style")}

    @cached_property
    def _normal(self) -> str | None:
        for style_id, style in self._styles.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                return style_id
        return None

    @cached_property
    def _defaults(self) -> _Layer:
        root = self._styles_root
        defaults = None if root is None else root.find(f"{W}docDefaults")
        if defaults is None:
            return _Layer()
        return _layer(defaults.find(f"{W}pPrDefault/{W}pPr"), defaults.find(f"{W}rPrDefault/{W}rPr"))

    def _chain(self, style_id: str | None) -> list[_Layer]:
        """Return the layers of a style and those it is based on, the root first; a loop ends where it began."""
        if not style_id:
            return []
        line: list[str] = []
        while style_id and style_id in self._styles and style_id not in self._chains and style_id not in line:
            line.append(style_id)
            based = self._styles[style_id].find(f"{W}basedOn")
            style_id = "" if based is None else based.get(f"{W}val", "")
        layers = self._chains.get(style_id, [])
        for own in reversed(line):
            style = self._styles[own]
            layers = [_joined([*layers, _layer(style.find(f"{W}pPr"), style.find(f"{W}rPr"))])]
            self._chains[own] = layers
        return layers

    def _number_of(self, properties: Element | None, style: str | None) -> tuple[str, int] | None:
        found = _number_of(child_of(properties, NUMPR))
        if found is None or found[0] == "":
            chain = self._chain(style or self._normal)
            values = chain[0].paragraph.get("numPr", {}) if chain else {}
            number = values.get("numId", "")
            by_style = self.numbering.level_of_style(number, style)
            level = found[1] if found else by_style or values.get("ilvl", "0")
            found = (number, level) if number else None
        return None if found is None or found[0] == "0" else (found[0], _number(found[1]))

    @cached_property
    def _theme_fonts(self) -> dict[str, str]:
        root = self._theme_root
        scheme = None if root is None else root.find(f".//{A}fontScheme")
        found = {}
        for kind in ("major", "minor"):
            fonts = None if scheme is None else scheme.find(f"{A}{kind}Font")
            for slot, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
                face = None if fonts is None else fonts.find(f"{A}{slot}")
                for name in names:
                    found[kind + name] = "" if face is None else face.get("typeface", "")
        return found


def named(elements: Iterable[Element], tag: str) -> Element | None:
    """Return the first element of this tag, None if there is none."""
    for element in elements:
        if element.tag == tag:
            return element
    return None


def child_of(parent: Element | None, tag: str) -> Element | None:
    """Return the first child of this tag, None if there is none; for one tag `find` takes three times as long."""
    return None if parent is None else named(children_of(parent), tag)


def _value_of(parent: Element | None, tag: str) -> str | None:
    """Return the w:val of the first child of this tag, None where either is missing."""
    child = child_of(parent, tag)
    return None if child is None else child.get(f"{W}val")


def _content(properties: Element | None) -> Content:
    if properties is None or not len(properties):
        return ()
    return tuple(
        [
            (child.tag, *child.items(), *[(inner.tag, *inner.items()) for inner in children_of(child)])
            if len(child)
            else (child.tag, *child.items())
            for child in children_of(properties)
        ]
    )


def _layer(paragraph: Element | None, run: Element | None) -> _Layer:
    return _Layer(_properties(paragraph), _properties(run))


def _properties(element: Element | None) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for child in () if element is None else element.iterchildren(f"{W}*"):
        name = str(child.tag).removeprefix(W)
        values = {str(key).removeprefix(W): str(value) for key, value in child.attrib.items()}
        if name == "numPr":
            number = _number_of(child)
            values = {} if number is None else {"numId": number[0], "ilvl": number[1]}
        if name == "pBdr":
            values = {str(side.tag).removeprefix(W): side.get(f"{W}val", "nil") for side in child}
        found[name] = values
    return found


def _joined(layers: list[_Layer]) -> _Layer:
    """Return one layer for a style chain: within one kind of style the derived one simply overrides."""
    joined = _Layer()
    for layer in layers:
        for target, source in ((joined.paragraph, layer.paragraph), (joined.run, layer.run)):
            for name, values in source.items():
                target[name] = _replaced(name, target.get(name, {}), values)
    return joined


def _replaced(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Return the property `name` when `new` stands over `old`: attribute by attribute where Word does so."""
    if name == "rFonts":
        merged = dict(old)
        for slot in FONT_SLOTS:
            theme = "cstheme" if slot == "cs" else f"{slot}Theme"
            if slot in new or theme in new:
                merged.pop(slot, None)
                merged.pop(theme, None)
        return merged | dict(new)
    if name == "ind":
        merged = dict(old)
        if {"firstLine", "firstLineChars", "hanging", "hangingChars"} & new.keys():
            for key in ("firstLine", "firstLineChars", "hanging", "hangingChars"):
                merged.pop(key, None)
        return merged | dict(new)
    return dict(old) | dict(new) if name in ("spacing", "pBdr") else dict(new)


def _number_of(element: Element | None) -> tuple[str, str] | None:
    if element is None:
        return None
    number, level = child_of(element, f"{W}numId"), child_of(element, f"{W}ilvl")
    shown = "0" if level is None else level.get(f"{W}val", "0")
    return ("" if number is None else number.get(f"{W}val", "0")), shown


def _toggle(name: str, layers: list[_Layer], direct: _Layer) -> bool:
    """Return a toggle property: set directly, else by the document's defaults, else by an odd number of styles."""
    if name in direct.run:
        return _on(direct.run[name])
    on = [name in layer.run and _on(layer.run[name]) for layer in layers]
    return on[0] or sum(on[1:]) % 2 == 1


def _on(values: Mapping[str, str]) -> bool:
    return is_on(values.get("val"))


def is_on(value: str | None) -> bool:
    """Tell whether a property with this w:val is on: one without a value is."""
    return value not in ("0", "false", "off")


def _number(text: str | None, default: int = 0) -> int:
    try:
        return default if text is None else round(float(text))
    except (ValueError, OverflowError):
        return default


def _paragraph_format(merged: Mapping[str, Mapping[str, str]], style: str) -> ParagraphFormat:
    indent, spacing = merged.get("ind", {}), merged.get("spacing", {})
    outline = merged.get("outlineLvl", {}).get("val")
    level = _number(outline, 9)
    return ParagraphFormat(
        align=merged.get("jc", {}).get("val", "left"),
        first_line=_number(indent.get("firstLine")),
        hanging=_number(indent.get("hanging")),
        left=_number(indent.get("left", indent.get("start"))),
        before=280 if _on_attribute(spacing, "beforeAutospacing") else _number(spacing.get("before")),
        after=280 if _on_attribute(spacing, "afterAutospacing") else _number(spacing.get("after")),
        line=_number(spacing.get("line"), 240),
        line_rule=spacing.get("lineRule", "auto"),
        contextual="contextualSpacing" in merged and _on(merged["contextualSpacing"]),
        outline=level if level < 9 else None,
        style=style,
        bottom_border=merged.get("pBdr", {}).get("bottom", "nil") not in ("nil", "none"),
    )


def _on_attribute(values: Mapping[str, str], name: str) -> bool:
    return values.get(name, "0") in ("1", "true", "on")

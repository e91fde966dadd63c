"""What formatting a reader really sees: document defaults, table style, style chains, numbering, direct formatting.

Source: ECMA-376 part 1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from soket_xl.ooxml.numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FONT_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
TOGGLES = ("b", "i", "caps", "strike", "vanish")
Element = etree._Element


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


class Cascade:
    """Resolves formatting in one document; parts are the roots of styles, numbering and theme (None if missing)."""

    def __init__(self, styles: Element | None, numbering: Element | None, theme: Element | None) -> None:
        self._styles_root = styles
        self._theme_root = theme
        self.numbering = Numbering(numbering, styles)
        self._chains: dict[str, list[_Layer]] = {}
        self._known_runs: dict[tuple[str, str, bytes], RunFormat] = {}
        self._known_paragraphs: dict[tuple[str, bytes], ParagraphFormat] = {}

    def paragraph(self, paragraph: Element, table_style: str | None = None) -> ParagraphFormat:
        """Return the effective paragraph formatting of a w:p element."""
        key = (table_style or "", _content(paragraph.find(f"{W}pPr")))
        if key not in self._known_paragraphs:
            merged: dict[str, dict[str, str]] = {}
            for layer in self._paragraph_layers(paragraph, table_style):
                for name, values in layer.paragraph.items():
                    merged[name] = _replaced(name, merged.get(name, {}), values)
            style = self.style_name(self._style_of(paragraph) or self._normal)
            self._known_paragraphs[key] = _paragraph_format(merged, style)
        return self._known_paragraphs[key]

    def run(self, run: Element, paragraph: Element, table_style: str | None = None) -> RunFormat:
        """Return the effective formatting of a w:r element in its paragraph."""
        properties = run.find(f"{W}rPr")
        key = (self._style_of(paragraph) or "", table_style or "", _content(properties))
        if key not in self._known_runs:
            layers = self._style_layers(paragraph, run, table_style)
            self._known_runs[key] = self._run_format(layers, _layer(None, properties))
        return self._known_runs[key]

    def mark(self, paragraph: Element, table_style: str | None = None) -> RunFormat:
        """Return the formatting of the paragraph mark, which an empty paragraph is as high as."""
        properties = paragraph.find(f"{W}pPr")
        direct = _layer(None, None if properties is None else properties.find(f"{W}rPr"))
        return self._run_format(self._style_layers(paragraph, None, table_style), direct)

    def marker_font(self, paragraph: Element, number_id: str, level: int) -> str:
        """Return the font given to a paragraph's automatic number by its list level or its mark, "" for none."""
        properties, definition = paragraph.find(f"{W}pPr"), self.numbering.level(number_id, level)
        mark = _layer(None, None if properties is None else properties.find(f"{W}rPr"))
        own = _layer(None, None if definition is None else definition.find(f"{W}rPr"))
        return self._font(_joined([mark, own]).run.get("rFonts", {}), "ascii")

    def style_name(self, style_id: str | None) -> str:
        """Return the name of a style, "" if there is none."""
        style = self._styles.get(style_id or "")
        name = None if style is None else style.find(f"{W}name")
        return "" if name is None else name.get(f"{W}val", "")

    def _style_layers(self, paragraph: Element, run: Element | None, table_style: str | None) -> list[_Layer]:
        layers = [self._defaults, *self._chain(table_style), *self._chain(self._style_of(paragraph) or self._normal)]
        properties = None if run is None else run.find(f"{W}rPr")
        style = None if properties is None else properties.find(f"{W}rStyle")
        return layers if style is None else [*layers, *self._chain(style.get(f"{W}val"))]

    def _paragraph_layers(self, paragraph: Element, table_style: str | None) -> Iterator[_Layer]:
        style = self._style_of(paragraph) or self._normal
        properties = paragraph.find(f"{W}pPr")
        yield self._defaults
        yield from self._chain(table_style)
        direct_number = properties is not None and properties.find(f"{W}numPr") is not None
        level = self._level_of(paragraph)
        number = _layer(None if level is None else level.find(f"{W}pPr"), None)
        if not direct_number:
            yield number
        yield from self._chain(style)
        if direct_number:
            yield number
        yield _layer(properties, None)

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

    def _style_of(self, paragraph: Element) -> str | None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return None if style is None else style.get(f"{W}val")

    def number_of(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list and level of a paragraph's automatic number, direct or by style; None if it has none."""
        found = _number_of(paragraph.find(f"{W}pPr/{W}numPr"))
        if found is None or found[0] == "":
            chain = self._chain(self._style_of(paragraph) or self._normal)
            values = chain[0].paragraph.get("numPr", {}) if chain else {}
            number = values.get("numId", "")
            by_style = self.numbering.level_of_style(number, self._style_of(paragraph))
            level = found[1] if found else by_style or values.get("ilvl", "0")
            found = (number, level) if number else None
        return None if found is None or found[0] == "0" else (found[0], _number(found[1]))

    def _level_of(self, paragraph: Element) -> Element | None:
        found = self.number_of(paragraph)
        return None if found is None else self.numbering.level(*found)

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


def _content(element: Element | None) -> bytes:
    """Return what tells two elements of properties apart."""
    return b"" if element is None else etree.tostring(element, with_tail=False)


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
    number, level = element.find(f"{W}numId"), element.find(f"{W}ilvl")
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

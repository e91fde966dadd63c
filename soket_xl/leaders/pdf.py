"""A one-page A4 PDF with text in embedded TrueType fonts, lines and filled boxes (ISO 32000-1): what a brief needs.

Places are in points from the top left corner. What is drawn below the page is not lost: the whole is made smaller.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from soket_xl.leaders.truetype import TrueType

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 34.0
_HEAD = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
_MAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Letters def /CMapType 2 def "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} endcmap CMapName currentdict /CMap defineresource pop "
    "end end"
)


@dataclass
class Page:
    """A page that is drawn on; `fonts` are the plain and the bold one."""

    fonts: tuple[TrueType, TrueType]
    _marks: list[str] = field(default_factory=list)
    _used: tuple[dict[int, str], dict[int, str]] = field(default_factory=lambda: ({}, {}))
    _lowest: float = 0.0

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return how wide `text` is drawn."""
        font = self.fonts[bold]
        return sum(font.width(font.letters.get(ord(letter), 0)) for letter in text) * size / 1000

    def lines(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        """Return `text` broken at spaces into lines of at most `width` points; a longer word is cut."""
        found = [""]
        for word in text.split():
            while self.width(word, size, bold) > width and len(word) > 1:
                room = next(
                    n for n in range(len(word) - 1, 0, -1) if n == 1 or self.width(word[:n], size, bold) < width
                )
                found += [word[:room]]
                word = word[room:]
            longer = f"{found[-1]} {word}".strip()
            if self.width(longer, size, bold) <= width:
                found[-1] = longer
            else:
                found.append(word)
        return [line for line in found if line] or [""]

    def text(self, x: float, y: float, text: str, size: float, bold: bool = False, color: str = "000000") -> None:
        """Draw one line of text whose letters stand on the line `y`."""
        font, used = self.fonts[bold], self._used[bold]
        glyphs = [(font.letters.get(ord(letter), 0), letter) for letter in text]
        used |= {glyph: letter for glyph, letter in glyphs if glyph}
        if missing := "".join(letter for glyph, letter in glyphs if not glyph):
            used[0] = used.get(0, "") + missing
        coded = "".join(f"{glyph:04X}" for glyph, _ in glyphs)
        place = f"{x:.2f} {HEIGHT - y:.2f}"
        self._marks.append(f"BT {_color(color)} rg /F{int(bold)} {size:.2f} Tf {place} Td <{coded}> Tj ET")
        self._lowest = max(self._lowest, y + size / 3)

    def box(self, x: float, y: float, width: float, height: float, fill: str = "", line: str = "") -> None:
        """Draw a box whose top left corner is (x, y), filled, framed or both."""
        area = f"{x:.2f} {HEIGHT - y - height:.2f} {width:.2f} {height:.2f} re"
        if fill:
            self._marks.append(f"{_color(fill)} rg {area} f")
        if line:
            self._marks.append(f"0.6 w {_color(line)} RG {area} S")
        self._lowest = max(self._lowest, y + height)

    @property
    def lacking(self) -> frozenset[str]:
        """The letters drawn so far that the fonts do not have."""
        return frozenset(letter for used in self._used for letter in used.get(0, ""))

    def finish(self, title: str) -> bytes:
        """Return the file; equal drawings give equal bytes, and nothing in it tells who made it or when."""
        objects: list[bytes] = [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R "
            "/Resources << /Font << /F0 6 0 R /F1 11 0 R >> >> >>".encode(),
            _stream(self._drawn().encode()),
            f"<< /Title <FEFF{title.encode('utf-16-be').hex().upper()}> >>".encode(),
        ]
        for bold in (False, True):
            objects += _font(self.fonts[bold], self._used[bold], 6 + 5 * bold)
        return _file(objects)

    def _drawn(self) -> str:
        room = HEIGHT - MARGIN
        if self._lowest <= room:
            return "\n".join(self._marks)
        scale = room / self._lowest
        return f"{scale:.4f} 0 0 {scale:.4f} {WIDTH * (1 - scale) / 2:.2f} {HEIGHT * (1 - scale):.2f} cm\n" + "\n".join(
            self._marks
        )


def _color(color: str) -> str:
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.3f}" for at in (0, 2, 4))


def _font(font: TrueType, used: Mapping[int, str], first: int) -> Sequence[bytes]:
    """Return the five objects of an embedded font, numbered from `first`."""
    scale = 1000 / font.units
    box = " ".join(str(round(edge * scale)) for edge in font.box)
    name = f"SOKET{'AB'[first > 6]}+Letters"
    widths = " ".join(f"{glyph} [{font.width(glyph)}]" for glyph in sorted(used))
    pairs = "".join(
        f"<{glyph:04X}> <{used[glyph].encode('utf-16-be').hex().upper()}>\n" for glyph in sorted(used) if glyph
    )
    content = font.subset(used)
    return [
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H "
        f"/DescendantFonts [{first + 1} 0 R] /ToUnicode {first + 4} 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDToGIDMap /Identity /DW 1000 /W [{widths}] "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {first + 2} 0 R >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{box}] /ItalicAngle 0 /StemV 80 "
        f"/Ascent {round(font.ascent * scale)} /Descent {round(font.descent * scale)} "
        f"/CapHeight {round(font.ascent * scale * 0.75)} /FontFile2 {first + 3} 0 R >>".encode(),
        _stream(content, f"/Length1 {len(content)} "),
        _stream(_MAP.format("".join(_mapped(pairs.splitlines()))).encode()),
    ]


def _mapped(pairs: Sequence[str]) -> Sequence[str]:
    """Return the map from glyphs to letters in the blocks of at most 100 that the format allows."""
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    return [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks]


def _stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    return f"<< /Length {len(packed)} {more}/Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = _HEAD, []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        made
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 5 0 R >>\n"
            f"startxref\n{len(made)}\n%%EOF\n"
        ).encode()
    )

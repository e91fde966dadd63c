"""A TrueType font: which letters it has, how wide they are, and a copy with only the letters that are used.

Tables as in the OpenType specification (cmap formats 4 and 12, composite glyphs). The copy keeps the numbers of the
glyphs; those that are not used become empty, so that an embedded font takes some thousand bytes and not a million.
"""

import struct
from collections.abc import Iterable, Mapping
from functools import cached_property

KEPT = ("cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep")
"""What a font embedded in a PDF must have (ISO 32000-1, 9.9, table 126)."""
_WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO, _MORE = 0x0001, 0x0008, 0x0040, 0x0080, 0x0020


class TrueType:
    """A font file's bytes. Raises ValueError for what is no TrueType font with outlines."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._tables = _directory(content)
            self.units = int.from_bytes(self.table("head")[18:20], "big")
            self.box: tuple[int, int, int, int] = struct.unpack(">4h", self.table("head")[36:44])
            self.ascent, self.descent = struct.unpack(">2h", self.table("hhea")[4:8])
            self._metrics = int.from_bytes(self.table("hhea")[34:36], "big")
            self.glyphs = int.from_bytes(self.table("maxp")[4:6], "big")
        except (struct.error, KeyError) as error:
            raise ValueError("not a TrueType font") from error
        if not self.units or not self._metrics or "glyf" not in self._tables:
            raise ValueError("not a TrueType font")

    def table(self, tag: str) -> bytes:
        """Return a table's bytes; KeyError if the font has none."""
        start, length = self._tables[tag]
        return self._content[start : start + length]

    @cached_property
    def letters(self) -> Mapping[int, int]:
        """The glyph of each Unicode letter that the font has."""
        cmap = self.table("cmap")
        found: dict[int, int] = {}
        for number in range(int.from_bytes(cmap[2:4], "big")):
            platform, encoding, offset = struct.unpack(">HHI", cmap[4 + 8 * number : 12 + 8 * number])
            if platform == 0 or (platform == 3 and encoding in (1, 10)):
                found |= _letters(cmap[offset:])
        return found

    def lacks(self, text: str) -> set[str]:
        """Return the letters of `text` that the font does not have."""
        return {letter for letter in text if ord(letter) not in self.letters}

    def width(self, glyph: int) -> int:
        """Return how far a glyph moves the pen, in thousandths of the font's size."""
        place = 4 * min(glyph, self._metrics - 1)
        return round(int.from_bytes(self.table("hmtx")[place : place + 2], "big") * 1000 / self.units)

    def subset(self, used: Iterable[int]) -> bytes:
        """Return a font file in which only the glyphs `used`, and those that they are made of, have outlines."""
        kept = self._with_parts({0, *used})
        outlines, places = b"", []
        for glyph in range(self.glyphs):
            places.append(len(outlines))
            if glyph in kept:
                outline = self._outline(glyph)
                outlines += outline + b"\0" * (-len(outline) % 4)
        places.append(len(outlines))
        head = bytearray(self.table("head"))
        head[50:52] = b"\0\1"  # loca in long form
        new = {"glyf": outlines, "loca": struct.pack(f">{len(places)}I", *places), "head": bytes(head)}
        return _file({tag: new.get(tag) or self.table(tag) for tag in KEPT if tag in self._tables})

    @cached_property
    def _places(self) -> tuple[int, ...]:
        long = self.table("head")[51]
        loca = self.table("loca")
        count = self.glyphs + 1
        places: tuple[int, ...] = struct.unpack_from(f">{count}{'I' if long else 'H'}", loca)
        return places if long else tuple(2 * place for place in places)

    def _outline(self, glyph: int) -> bytes:
        start = self._tables["glyf"][0]
        return self._content[start + self._places[glyph] : start + self._places[glyph + 1]]

    def _with_parts(self, used: set[int]) -> set[int]:
        found, waiting = set(used), list(used)
        while waiting:
            for part in _parts_of(self._outline(waiting.pop())):
                if part not in found and part < self.glyphs:
                    found.add(part)
                    waiting.append(part)
        return found


def _directory(content: bytes) -> dict[str, tuple[int, int]]:
    if content[:4] not in (b"\0\1\0\0", b"true"):
        raise ValueError("not a TrueType font")
    found = {}
    for number in range(int.from_bytes(content[4:6], "big")):
        tag, _, start, length = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        found[tag.decode("latin-1")] = (start, length)
    return found


def _letters(table: bytes) -> dict[int, int]:
    kind = int.from_bytes(table[:2], "big")
    if kind == 12:
        return _by_groups(table)
    return _by_segments(table) if kind == 4 else {}


def _by_groups(table: bytes) -> dict[int, int]:
    found: dict[int, int] = {}
    for number in range(int.from_bytes(table[12:16], "big")):
        first, last, glyph = struct.unpack_from(">III", table, 16 + 12 * number)
        found |= {code: glyph + code - first for code in range(first, min(last, 0x10FFFF) + 1)}
    return found


def _by_segments(table: bytes) -> dict[int, int]:
    count = int.from_bytes(table[6:8], "big") // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", table, 16 + 4 * count)
    at = 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", table, at)
    found = {}
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                place = at + 2 * number + offsets[number] + 2 * (code - first)
                glyph = int.from_bytes(table[place : place + 2], "big")
            if glyph or not offsets[number]:
                found[code] = (glyph + deltas[number]) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}


def _parts_of(outline: bytes) -> list[int]:
    """Return the glyphs that a composite glyph is made of (a letter and its marks)."""
    if len(outline) < 12 or outline[0] < 0x80:  # the count of contours is negative
        return []
    found, place, flags = [], 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, place)
        found.append(part)
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return found


def _file(tables: Mapping[str, bytes]) -> bytes:
    """Return a font file of `tables` with its directory and check sums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    directory = struct.pack(">4s4H", b"\0\1\0\0", count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    body, start = b"", 12 + 16 * count
    for tag, content in sorted(tables.items()):
        padded = content + b"\0" * (-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sIII", tag.encode(), total, start + len(body), len(content))
        body += padded
    return directory + body

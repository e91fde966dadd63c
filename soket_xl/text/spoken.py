"""Numbers written out in words, as they stand in running text."""

UNITS = {
    "kh\u00f4ng": 0, "m\u1ed9t": 1, "m\u1ed1t": 1, "hai": 2, "ba": 3, "b\u1ed1n": 4, "t\u01b0": 4,
    "n\u0103m": 5, "l\u0103m": 5, "nh\u0103m": 5,
    "s\u00e1u": 6, "b\u1ea3y": 7, "b\u1ea9y": 7, "t\u00e1m": 8, "ch\u00edn": 9,
}  # fmt: skip
TEN, TENS, HUNDRED = "m\u01b0\u1eddi", "m\u01b0\u01a1i", "tr\u0103m"
ZERO = ("linh", "l\u1ebb")
SCALES = {
    "ngh\u00ecn": 1_000, "ng\u00e0n": 1_000, "tri\u1ec7u": 1_000_000,
    "t\u1ef7": 1_000_000_000, "t\u1ec9": 1_000_000_000,
}  # fmt: skip


def spoken_number(words: list[str]) -> tuple[int, int] | None:
    """Return (number, how many words) for the number that `words` begin with ("ba muoi tam" with its marks), or None.

    Only numbers of two words or more, or "muoi", count: "hai" and "nam" alone mean too many other things.
    """
    total = group = used = 0
    digit: int | None = None
    for word in words:
        if word in UNITS and digit is None:
            digit = UNITS[word]
        elif word == TEN and digit is None:
            group += 10
        elif word in (TENS, HUNDRED) and digit is not None:
            group, digit = group + digit * (10 if word == TENS else 100), None
        elif word in SCALES and used:
            total, group, digit = total + (group + (digit or 0)) * SCALES[word], 0, None
        elif word not in ZERO or not used:
            break
        used += 1
    if used == 0 or (used == 1 and words[0] != TEN):
        return None
    return total + group + (digit or 0), used

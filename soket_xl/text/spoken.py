"""Numbers written out in words, as they stand in running text."""

UNITS = {
    "kh\u00f4ng": 0, "m\u1ed9t": 1, "m\u1ed1t": 1, "hai": 2, "ba": 3, "b\u1ed1n": 4, "t\u01b0": 4, "n\u0103m": 5, "l\u0103m": 5, "nh\u0103m": 5,
    "s\u00e1u": 6, "b\u1ea3y": 7, "b\u1ea9y": 7, "t\u00e1m": 8, "ch\u00edn": 9,
}  # fmt: skip
TEN, TENS, HUNDRED = "m\u01b0\u1eddi", "m\u01b0\u01a1i", "tr\u0103m"
ZERO = ("linh", "l\u1ebb")
SCALES = {
    "ngh\u00ecn": 1_000, "ng\u00e0n": 1_000, "tri\u1ec7u": 1_000_000, "t\u1ef7": 1_000_000_000, "t\u1ec9": 1_000_000_000,
}  # fmt: skip


def spoken_number(words: list[str]) -> tuple[int, int] | None:
    """Return (number, how many words) for the number that `words` begin with ("ba muoi tam" with its marks), or None.

    Only numbers of two words or more, or "muoi", count: "hai" and "nam" alone mean too many other things.
    """
    total = part = 0
    used = 0
    for word in words:
        if word in UNITS:
            part = part // 10 * 10 + UNITS[word] if used and words[used - 1] not in UNITS else part
            if not used or words[used - 1] in UNITS:
                if used:
                    break
                part = UNITS[word]
        elif word == TEN:
            part += 10
        elif word == TENS and used:
            part = part // 10 * 10 + part % 10 * 10 if part % 10 else part
        elif word == HUNDRED and used:
            part *= 100
        elif word in SCALES and used:
            total, part = total + part * SCALES[word], 0
        elif word not in ZERO or not used:
            break
        used += 1
    if used == 0 or (used == 1 and words[0] != TEN):
        return None
    return total + part, used

"""Addresses of cells and ranges, as numbers and as Excel writes them; rows and columns count from 1."""

import re
from functools import cache

_ADDRESS = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")


@cache
def column_number(letters: str) -> int:
    """Return 1 for "A", 27 for "AA"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """Return "A" for 1, "AA" for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_place(address: str) -> tuple[int, int]:
    """Return (row, column) of an address such as "B12" or "$B$12"; ValueError if it is none."""
    match = _ADDRESS.match(address)
    if not match:
        raise ValueError(address)
    return int(match[2]), column_number(match[1])


def range_place(ref: str) -> tuple[int, int, int, int]:
    """Return (top, left, bottom, right) of a range such as "A4:C9" or a single cell."""
    first, _, last = ref.partition(":")
    return (*cell_place(first), *cell_place(last or first))

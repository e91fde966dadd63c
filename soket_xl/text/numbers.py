"""Numbers as Vietnamese write them: a dot between thousands, a comma before decimals."""

import re
from math import isfinite

_THOUSANDS = re.compile(r"^\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?$")
_PLAIN = re.compile(r"^\d+(?:[.,]\d+)?$")


def parse_number(value: object, whole: bool = False) -> int | float | None:
    """Return the number that `value` means, or None.

    "1.945" is 1945 and "1.945.000" 1945000; "4,71" and "4.71" are 4.71. A single group "1.945" is read as thousands,
    as Vietnamese write it. A trailing "%" is dropped ("98,8%" is 98.8). `whole` refuses a fraction.
    More digits than a computer counts are no number.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        number: int | float | None = value
    else:
        number = _from_text(value) if isinstance(value, str) else None
    if number is None or isinstance(number, int):
        return number
    if not isfinite(number):
        return None
    if float(number).is_integer():
        return int(number)
    return None if whole else number


def format_number(number: int | float, decimals: int = 1) -> str:
    """Return `number` as Vietnamese write it: 1.945 or 98,8 (at most `decimals` places, trailing zeros dropped)."""
    if float(number).is_integer():
        return f"{int(number):,}".replace(",", ".")
    text = f"{number:,.{decimals}f}".rstrip("0").rstrip(".")
    return text.translate({ord(","): ".", ord("."): ","})


def _from_text(text: str) -> int | float | None:
    text = text.strip().removesuffix("%").strip()
    sign = -1 if text.startswith(("-", "\u2212")) else 1
    digits = text.lstrip("+-\u2212").strip()
    if _THOUSANDS.match(digits):
        return sign * float(re.sub(r"[. \u00a0]", "", digits).replace(",", "."))
    if _PLAIN.match(digits):
        return sign * float(digits.replace(",", "."))
    return None

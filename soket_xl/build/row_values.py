"""What the cells of a list of sections or indicators mean: choices by id or label, who must give what."""

from collections.abc import Mapping, Sequence

from soket_xl.build.listing import Listing
from soket_xl.errors import FileRefused
from soket_xl.model import AGENCIES, COMMUNES, Row
from soket_xl.schema import OBLIGATION_LABELS
from soket_xl.text.fold import fold

OBLIGATIONS: Mapping[str, Sequence[str]] = {
    "so_nganh": ("so ban nganh", "so nganh", "cac so nganh", "so", "agencies"),
    "xa_phuong": ("xa phuong", "cap xa", "xa", "communes"),
    "synonyms": ("ten goi khac", "cach viet khac", "dong nghia"),
}


def check_rows(listing: Listing, needed: Sequence[str], keys: Sequence[str]) -> None:
    """Refuse a blank cell of a needed column and a key that stands twice, by line."""
    seen: dict[str, int] = {}
    for number, row, key in zip(listing.lines, listing.rows, keys, strict=True):
        blank = next((name for name in needed if not row[name]), None)
        if blank:
            raise FileRefused("build.csv_blank", file=listing.file, row=number, header=blank)
        if key.casefold() in seen:
            raise FileRefused("build.csv_twice", file=listing.file, row=number, value=key, first=seen[key.casefold()])
        seen[key.casefold()] = number


def obligations_of(listing: Listing, number: int) -> Row:
    """Return who must give what a row stands for, by group; a tick is "must", a blank "may"."""
    found: Row = {}
    for key, header in ((AGENCIES, "so_nganh"), (COMMUNES, "xa_phuong")):
        given = listing.rows[number].get(header, "")
        ticked = fold(given) in ("x", "co")
        found[key] = "M" if ticked else choice(listing, number, header, given, OBLIGATION_LABELS) if given else "O"
    return found


def choice(listing: Listing, number: int, header: str, given: str, choices: Mapping[str, str]) -> str:
    """Return the id of a value that is given as id or label."""
    wanted = {fold(text): key for key, label in choices.items() for text in (key, label)}
    if fold(given) not in wanted:
        told = "; ".join(f"{key} ({label})" for key, label in choices.items())
        line = listing.lines[number]
        raise FileRefused("build.csv_value", file=listing.file, row=line, header=header, value=given, choices=told)
    return wanted[fold(given)]

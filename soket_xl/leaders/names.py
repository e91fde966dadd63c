"""Names as the first page and the mail show them: a very long one keeps its beginning and its end."""

LONGEST = 60
"""Letters that the column of units holds in two lines; the list behind the page has every name whole."""
END = 20
"""Letters of the end that are kept: names of one kind differ there."""


def short_name(name: str) -> str:
    """Return `name`, its middle left out where it is too long for the page; cut between words where there are any."""
    if len(name) <= LONGEST:
        return name
    head, tail = name[: LONGEST - END - 3], name[-END:]
    head = head.rsplit(" ", 1)[0] if " " in head else head
    tail = tail.split(" ", 1)[1] if " " in tail.strip() else tail
    return f"{head} \u2026 {tail.strip()}"

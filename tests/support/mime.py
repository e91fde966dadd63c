"""A reader of e-mail drafts that is not Python's own: RFC 2045 to 2047 by hand, as far as drafts go."""

import base64
import quopri
import re
from dataclasses import dataclass

_WORD = re.compile(r"=\?([\w-]+)\?([bBqQ])\?([^?]*)\?=")


@dataclass(frozen=True)
class Part:
    """A leaf of the message: its headers (names in lower case) and its bytes."""

    headers: dict[str, str]
    content: bytes


def parts_of(raw: bytes) -> tuple[dict[str, str], list[Part]]:
    """Return the headers of a message, decoded, and its leaves in order."""
    headers, body = _split(raw.decode("ascii"))
    return {name: _decoded(value) for name, value in headers.items()}, _leaves(headers, body)


def _split(text: str) -> tuple[dict[str, str], str]:
    head, _, body = text.partition("\r\n\r\n")
    lines = re.sub(r"\r\n[ \t]+", " ", head).split("\r\n")
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}, body


def _leaves(headers: dict[str, str], body: str) -> list[Part]:
    boundary = re.search(r'boundary="?([^";]+)"?', headers.get("content-type", ""))
    if boundary:
        pieces = re.split(rf"(?:^|\r\n)--{re.escape(boundary[1])}(?:--)?(?:\r\n|$)", body)[1:-1]
        return [leaf for piece in pieces for leaf in _leaves(*_split(piece))]
    how = headers.get("content-transfer-encoding", "7bit").lower()
    ways = {"base64": base64.b64decode, "quoted-printable": quopri.decodestring}
    return [Part(headers, ways.get(how, bytes)(body.encode("ascii")))]


def _decoded(value: str) -> str:
    def turned(match: re.Match[str]) -> str:
        text = match[3].encode("ascii")
        plain = base64.b64decode(text) if match[2] in "bB" else quopri.decodestring(text.replace(b"_", b" "))
        return plain.decode(match[1])

    return _WORD.sub(turned, re.sub(r"\?=\s+=\?", "?==?", value))

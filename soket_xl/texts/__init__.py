"""Every sentence that a clerk or leader sees, by key.

The only other home of Vietnamese in code is `schema.py` (sheet names, headers, choices).
One module per area, so that a newcomer finds the words of a step beside each other;
a test holds the keys used in code, and the fields they are given, to the sentences here.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

AREAS = (
    "common",
    "host",
    "tracking",
    "intake",
    "review",
    "rules",
    "consolidate",
    "word",
    "letters",
    "awards",
    "format",
    "trace",
    "leaders",
    "build",
    "setup",
    "machine",
    "joining",
    "against",
)


@cache
def _area(name: str) -> Mapping[str, str]:
    messages: Mapping[str, str] = import_module(f"soket_xl.texts.{name}").MESSAGES
    return messages


def template(code: str) -> str:
    """Return the sentence of `code` ("area.what") with its places unfilled; KeyError if there is none."""
    return _area(code.split(".", 1)[0])[code]


def say(code: str, **fields: object) -> str:
    """Return the sentence of `code` with `fields` put in their places."""
    return template(code).format(**fields)

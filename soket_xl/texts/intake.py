"""Sentences of intake."""

MESSAGES: dict[str, str] = {}

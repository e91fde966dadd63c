"""Sentences of review."""

MESSAGES: dict[str, str] = {}

"""Sentences of consolidate."""

MESSAGES: dict[str, str] = {}

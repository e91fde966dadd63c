"""Sentences of tracking."""

MESSAGES: dict[str, str] = {}

"""Sentences of word."""

MESSAGES: dict[str, str] = {}

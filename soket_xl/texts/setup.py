"""Sentences of setup."""

MESSAGES: dict[str, str] = {}

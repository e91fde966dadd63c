"""Sentences of build."""

MESSAGES: dict[str, str] = {}

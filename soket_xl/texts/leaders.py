"""Sentences of leaders."""

MESSAGES: dict[str, str] = {}

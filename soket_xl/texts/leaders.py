"""Sentences of leaders."""

MESSAGES = {}

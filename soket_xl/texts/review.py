"""Sentences of review."""

MESSAGES = {}

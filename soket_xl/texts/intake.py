"""Sentences of intake."""

MESSAGES = {}

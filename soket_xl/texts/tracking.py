"""Sentences of tracking."""

MESSAGES = {}

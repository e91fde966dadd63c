"""Sentences of consolidate."""

MESSAGES = {}

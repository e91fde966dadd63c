"""Sentences of setup."""

MESSAGES = {}

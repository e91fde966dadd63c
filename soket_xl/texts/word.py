"""Sentences of word."""

MESSAGES = {}

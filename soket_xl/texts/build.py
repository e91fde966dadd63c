"""Sentences of build."""

MESSAGES = {}

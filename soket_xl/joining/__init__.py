"""Bringing a colleague's copy of the same tracker in: rows by key, cells by what is known of their common past."""

"""Runs when the bundle's Python starts, before the line that the add-in gives it: a click does not wait for pandas."""

from contextlib import suppress

with suppress(Exception):
    from soket_xl.lean import keep_xlwings_lean

    keep_xlwings_lean()

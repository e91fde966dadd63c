"""Word and Excel files at XML level: safe opening, effective formatting, automatic numbers.

Used by intake (what a unit wrote) and by the format check (how a document looks).
"""

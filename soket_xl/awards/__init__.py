"""Nominations for awards: read from what units write, held beside what the campaign knows of them."""

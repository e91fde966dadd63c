"""Speaking with the clerk in a console window.

Python writes to a Windows console in UTF-16, whatever its code page: Vietnamese shows without `chcp`.
"""

import sys


def utf8() -> None:
    """Make Vietnamese pass through pipes and files as well."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def tell(line: str) -> None:
    """Show one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ask(question: str) -> str:
    """Return what is typed after `question`, "" when the input has ended."""
    sys.stdout.write(question)
    sys.stdout.flush()
    return sys.stdin.readline().strip()

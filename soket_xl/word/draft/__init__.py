"""The report after people have edited it: what is still as written, and late reports brought in."""

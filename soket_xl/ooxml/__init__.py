"""Word and Excel files at XML level: safe opening, effective formatting, automatic numbers."""

"""Vietnamese text, dates and numbers as office people write them."""

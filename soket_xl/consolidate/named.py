"""Names of units in texts: looked up word by word, so that a text costs the same however many units there are."""

from collections.abc import Callable, Iterable

from soket_xl.text.fold import fold, fold_words


class UnitNames:
    """The names of the units, compared folded and as whole words."""

    def __init__(self, names: Iterable[str]) -> None:
        listed = [name for name in names if name.strip()]
        self._anywhere, self._spelt = _Phrases(listed, fold_words), _Phrases(listed, fold)

    def is_in(self, text: str) -> bool:
        """Tell whether a unit is named in `text`."""
        words = fold_words(text).split(" ")
        return any(self._anywhere.longest(words[start:]) for start in range(len(words)))

    def leading(self, text: str) -> int:
        """Return the letters of the longest name that `text` begins with and goes on behind, after a comma or not.

        0 if there is none, or where folding changes the number of letters.
        """
        folded = fold(text)
        found = self._spelt.longest(folded.split(" ")) if len(folded) == len(text) else ""
        return len(found) if len(found) < len(text) else 0


class _Phrases:
    """Phrases by their first word; a text is asked only for the lengths that begin with its own."""

    def __init__(self, phrases: Iterable[str], form: Callable[[str], str]) -> None:
        self._phrases = {form(phrase) for phrase in phrases}
        self._lengths: dict[str, set[int]] = {}
        for phrase in self._phrases:
            words = phrase.split(" ")
            self._lengths.setdefault(words[0], set()).add(len(words))

    def longest(self, words: list[str]) -> str:
        """Return the longest phrase that `words` begin with, "" if none; the comma behind it is no part of it."""
        for length in sorted(self._lengths.get(words[0], ()), reverse=True):
            phrase = " ".join(words[:length]).removesuffix(",")
            if phrase in self._phrases:
                return phrase
        return ""

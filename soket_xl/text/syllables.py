"""Vietnamese words as comparable syllables: one spelling for each, numbers as one sign, punctuation kept."""

import re
import unicodedata

NUMBER = "#"
_TOKEN = re.compile(r"\d+(?:[.,/\-]\d+)*\s?%?|[^\W\d_]+|[,;:.!?()]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_LONE_Y = re.compile(r"^(qu|[^aeiouy]+)y([\u0300\u0301\u0303\u0309\u0323]?)$")


def syllables(text: str) -> list[str]:
    """Return the syllables of `text` in order, lower case, in one spelling each ("hoa" with its tone on either vowel,
    "ky"/"ki" alike); any number is "#"; a punctuation mark is a token of its own.
    """
    known = _SPELT.get  # looked up here, not word by word in `syllable`: this is the innermost loop of merging
    return [NUMBER if word[0].isdigit() else known(word) or _spell(word) for word in words(text)]


def words(text: str) -> list[str]:
    """Return the words, numbers and punctuation marks of `text` as they are written, in NFC."""
    return _TOKEN.findall(unicodedata.normalize("NFC", text))


def syllable(word: str) -> str:
    """Return one word of `words` in its comparable spelling."""
    if word[0].isdigit():
        return NUMBER
    return _SPELT.get(word) or _spell(word)


_SPELT: dict[str, str] = {}
"""Syllables already respelt: a language has some thousands of them."""


def _spell(token: str) -> str:
    letters = unicodedata.normalize("NFD", token.lower())
    tone = "".join(c for c in letters if c in _TONES)
    base = "".join(c for c in letters if c not in _TONES)
    spelt = _LONE_Y.sub(r"\1i\2", base) + tone
    if len(_SPELT) < 50_000:
        _SPELT[token] = spelt
    return spelt


_INITIALS = (
    "b|ch|c(?![eiy])|d|\u0111|gh(?=[ei])|"
    "gi|g(?![ey])|h|kh|k(?=[eiy])|l|m|ngh(?=[ei])|ng(?![eiy])|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
)
_RIMES = (
    "a|ai|ao|au|ay|ac|ach|am|an|ang|anh|ap|at|a\u0306[cmnpt]|a\u0306ng|a\u0302[uycmnpt]|a\u0302ng|e|e[ocmnpt]|eng"
    "|e\u0302|e\u0302[umnpt]|e\u0302ch|e\u0302nh|i|i[aumnpt]|ich|inh|ie\u0302[ucmnpt]|ie\u0302ng"
    "|o|o[iaecmnpt]|ong|oong|ooc|oa[iyocmnpt]|oa(ng|nh|ch)|oa\u0306[cmnt]|oa\u0306ng|oe[omnt]|o\u0302|o\u0302[icmnpt]|o\u0302ng"
    "|o\u031b|o\u031b[imnpt]|u|u[aicmnpt]|ung|uo\u0302[icmnt]|uo\u0302ng|ue\u0302|ue\u0302(ch|nh)|uo\u031b|uy|uy[aunt]|uy(ch|nh)"
    "|uye\u0302[nt]|ua\u0302[nty]|ua\u0302ng|u\u031b|u\u031b[auicmnt]|u\u031bng|u\u031bo\u031b[iucmnpt]|u\u031bo\u031bng"
    "|y|ye\u0302[umnt]|ye\u0302ng|ynh|yt"
)
_SYLLABLE = re.compile(f"({_INITIALS})?({_RIMES})")


def is_syllable(word: str) -> bool:
    """Tell whether `word` is spelt as a Vietnamese syllable can be: initial, rime, at most one tone mark."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = sum(letter in _TONES for letter in letters)
    return tones < 2 and bool(_SYLLABLE.fullmatch("".join(letter for letter in letters if letter not in _TONES)))

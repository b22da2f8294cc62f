"""Text that is no Vietnamese: what is not understood is no paragraph, it goes into the residue.

In: the words of an unlabelled paragraph. Out: whether they are foreign. Looks only at the form of syllables, knows no
word; capitals (`PAPI`), addresses of the net and figures say nothing either way.
"""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = re.compile(r"@|://|www\.|\.(?:vn|com|org|net)")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh|ph|th|tr|ch|qu|[bcdđhklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?"  # `nghiêng`, `uy`
)
_SIGNS = re.compile(r"[@#$^~`{}\\]")
_FEWEST = 3  # words; two may be a name
_SHARE = 0.4  # of the words that are syllables in any Vietnamese sentence, whatever it borrows
_MARKED = 0.1  # bytes beyond the first, for each character: Vietnamese has some 0.3


def is_foreign(text: str) -> bool:
    """`@@## qwerty lorem ipsum`, `The quick brown fox jumped`: not `Ứng dụng Chatbot trong Smart City`."""
    if len(text.encode("utf-8", "surrogatepass")) > (1 + _MARKED) * len(text):
        return False
    words = _WORD.findall(" ".join(part for part in text.split() if not _ADDRESS.search(part)))
    told = [w.lower() for w in words if not w.isupper()]
    if len(told) >= _FEWEST:
        return sum(map(_is_syllable, told)) < _SHARE * len(told)
    return not words and len(_SIGNS.findall(text)) >= _FEWEST


def _is_syllable(word: str) -> bool:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return _SYLLABLE.fullmatch(bare) is not None

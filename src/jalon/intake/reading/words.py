"""Words compared as people mean them: no accent, no case, no punctuation."""

import re
import unicodedata
from functools import lru_cache

_SEPARATORS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65_536)
def plain(text: str) -> str:
    """Lower case, no accent, one space between words: " N° d'Allocataire" is "n d allocataire"."""
    if text.isascii():
        return _SEPARATORS.sub(" ", text.lower()).strip()
    text = (
        text.replace("œ", "oe")
        .replace("Œ", "oe")
        .replace("æ", "ae")
        .replace("ß", "ss")
        .replace("°", " ")
    )
    decomposed = unicodedata.normalize("NFKD", text)
    without_accents = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", without_accents.lower()).strip()

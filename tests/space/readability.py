"""How easy the words of the person's pages are to read: Kandel and Moles, and the rules of FALC.

Flesch's formula for French (Kandel and Moles, 1958): 209 - 1.15 x words per sentence
- 68 x syllables per word. 100 is very easy, 30 is for jurists. Syllables are counted by groups of
vowels, without the final e that nobody says.
"""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SPACE: Final = Path("src/jalon/space")
# Words that the person's pages never use; the plain one is in the rule of wording.
JARGON: Final = (
    "bénéficiaire", "usager", "usagère", "allocataire", "préconisation", "modalité", "dispositif",
    "prescription", "prescripteur", "diagnostic", "instruction", "notification", "notifié",
    "partenaire", "problématique", "mobilisation", "employabilité", "levée de freins", "freins",
    "socioprofessionnel", "socio-professionnel", "conventionnement", "recours", "susvisé",
    "conformément", "ci-dessous", "ci-après", "afin de", "veuillez", "nonobstant", "dématérialisé",
    "référencé", "RSA", "CER", "PPAE", "BRSA", "CD", "DTPAS", "SIAE", "RGPD",
)  # fmt: skip
WORD: Final = re.compile(r"[a-zà-öø-ÿœæ]+(?:[’'][a-zà-öø-ÿœæ]+)*", re.IGNORECASE)
MARKED: Final = re.compile(r'\b_\(\s*"((?:[^"\\]|\\.)*)"|ngettext\(\s*"([^"]*)",\s*"([^"]*)"')
GIVEN: Final = re.compile(r"%\(\w+\)s|%%")
VOWELS: Final = re.compile(r"[aeiouyœæ]+")


def texts_of_templates() -> Iterator[tuple[str, str]]:
    """Each sentence that a template says, by the name of its file."""
    for path in sorted(SPACE.rglob("*.html")):
        for found in MARKED.finditer(path.read_text()):
            yield from ((path.name, text) for text in found.groups() if text)


def texts_of_pages() -> Iterator[tuple[str, str]]:
    """What forms and pages say: the literal arguments of the functions that translate."""
    for path in sorted(SPACE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(getattr(node, "func", None), "id", "")
            if isinstance(node, ast.Call) and name in {"_", "_t", "gettext", "ngettext"}:
                told = [one.value for one in node.args if isinstance(one, ast.Constant)]
                yield from ((path.name, text) for text in told if isinstance(text, str))


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a colon ends one, what is put in counts for a word."""
    pieces = re.split(r"[.!?:;]+(?:\s|$)", GIVEN.sub("nom", text))
    return [words for piece in pieces if (words := WORD.findall(piece))]


def syllables(word: str) -> int:
    plain = "".join(
        letter for letter in unicodedata.normalize("NFD", word.lower())
        if not unicodedata.combining(letter)
    )  # fmt: skip
    mute = re.sub(r"(?<=[a-z]{2})(?<!e)e(s|nt)?$", "", word.lower())
    said = plain[: len(mute)]
    return max(1, len(VOWELS.findall(said)))


def ease(texts: list[str]) -> float:
    """Kandel and Moles over all these texts."""
    told = [words for text in texts for words in sentences(text)]
    words = [word for sentence in told for word in sentence]
    rate = sum(map(syllables, words)) / len(words)
    return 209 - 1.15 * len(words) / len(told) - 68 * rate


def jargon(text: str) -> list[str]:
    return [word for word in JARGON if re.search(rf"\b{word}s?\b", text, _case(word))]


def _case(word: str) -> int:
    return 0 if word.isupper() else re.IGNORECASE

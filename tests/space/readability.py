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

from django.utils.translation import override

from jalon.notifications.rules import TABLE

SPACE: Final = Path("src/jalon/space")
# What she reads too, and other parts of Jalon write.
ELSEWHERE: Final = tuple(
    Path("src/jalon") / one
    for one in (
        "contracts/jinja2/contracts/content.html",
        "exchanges/jinja2/exchanges/lines.html",
        "appointments/jinja2/appointments/hours.html",
        "dossiers/jinja2/dossiers/access_letter.html",
        "dossiers/jinja2/dossiers/mail/access_to_person.txt",
        "dossiers/jinja2/dossiers/mail/join_decided_for_person.txt",
        "dossiers/jinja2/dossiers/mail/number_handed.txt",
        "entry/jinja2/entry/mail/orientation_decided.txt",
        "entry/jinja2/entry/mail/reorientation_answered.txt",
        "appointments/jinja2/appointments/mail/message.txt",
    )
)
# Words that the person's pages never use, and what is written instead.
INSTEAD: Final = {
    "bénéficiaire": "vous", "usager": "vous", "usagère": "vous", "allocataire": "vous",
    "préconisation": "conseil", "modalité": "comment", "dispositif": "aide",
    "prescription": "proposition", "prescripteur": "qui vous envoie", "diagnostic": "point",
    "instruction": "étude", "notification": "message", "notifié": "dit", "partenaire": "organisme",
    "problématique": "difficulté", "mobilisation": "élan", "employabilité": "travail",
    "levée de freins": "aide", "freins": "ce qui gêne", "socioprofessionnel": "travail et vie",
    "socio-professionnel": "travail et vie", "conventionnement": "accord",
    "recours": "dire que l'on n'est pas d'accord", "susvisé": "ce", "conformément": "comme",
    "ci-dessous": "ici", "ci-après": "ici", "afin de": "pour", "veuillez": "l'impératif",
    "nonobstant": "même si", "dématérialisé": "par internet", "référencé": "dans la liste",
    "avenant": "changement du contrat", "orientation": "qui vous aide, et comment",
    "réorientation": "une autre aide", "échéance": "date", "échéancier": "dates",
    "habilitation": "droit de lire", "accès exceptionnel": "ouvert en urgence",
    "contrôlé": "vérifié", "donnée": "information", "délai": "temps", "engagement": "promesse",
    "résiliation": "fin", "renouvellement": "suite", "suspension": "pause", "suspendu": "en pause",
    "justificatif": "papier", "démarche": "ce que vous faites", "procédure": "ce qui se passe",
    "parcours": "chemin", "rectification": "correction", "opposition": "refus",
    "faire valoir": "demander", "préalable": "avant", "ultérieurement": "plus tard",
    "RSA": "", "CER": "contrat", "PPAE": "contrat", "BRSA": "", "CD": "département", "DTPAS": "",
    "SIAE": "entreprise qui aide", "RGPD": "la loi",
}  # fmt: skip
# The name of a paper is kept: it is what she has to find again.
NAMES: Final = re.compile("contrat d[’']engagement", re.IGNORECASE)
# « a été décidé », « sera contrôlé »: somebody does it, who is not said.
PASSIVE: Final = re.compile(
    r"\b(?:(?:a|ont|va|vont) (?:été|être)|sera|seront) \w+(?:é|ée|és|ées|it|ite|is|ise|us?|ues?)\b"
)
WORD: Final = re.compile(r"[a-zà-öø-ÿœæ]+(?:[’'][a-zà-öø-ÿœæ]+)*", re.IGNORECASE)
MARKED: Final = re.compile(r'\b_\(\s*"((?:[^"\\]|\\.)*)"|ngettext\(\s*"([^"]*)",\s*"([^"]*)"')
GIVEN: Final = re.compile(r"%\(\w+\)s|%%")
VOWELS: Final = re.compile(r"[aeiouyœæ]+")


def texts_of_templates() -> Iterator[tuple[str, str]]:
    """Each sentence that a template says, by the name of its file."""
    for path in (*sorted(SPACE.rglob("*.html")), *ELSEWHERE):
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


def texts_of_news() -> Iterator[tuple[str, str]]:
    """What she is told when something moves, of the table of notifications."""
    with override("fr"):
        yield from (("rules.py", str(rule.told)) for rule in TABLE if rule.told)


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
    plain = NAMES.sub("", text)
    return [word for word in INSTEAD if re.search(rf"\b{word}s?\b", plain, _case(word))]


def _case(word: str) -> int:
    return 0 if word.isupper() else re.IGNORECASE

"""Words that should not be in a shared note: a social security number, a diagnosis.

A caution is shown before saving; the writer decides. Health is told by what it prevents
("ne peut pas porter de charges"), never by the name of an illness.
"""

import re
from typing import Final

from django.utils.translation import gettext as _
from stdnum.fr import nir

from jalon.ui.words import sorting_key

# Beginnings of words, without accents.
HEALTH_WORDS: Final = (
    "addict", "alcooli", "alzheimer", "anorexi", "antidepress", "autis", "avc", "bipolair",
    "boulimi", "cancer", "chimiotherap", "cirrhose", "demence", "depressi", "diabet", "dialyse",
    "epileps", "fibromyalg", "hepatite", "infarctus", "leucem", "lithium", "lymphome",
    "maniaco", "metastas", "methadone", "neurolept", "opiac", "parkinson", "psychiatr", "psychose",
    "psychoti", "schizo", "sclerose", "seropositi", "sida", "subutex", "suicid", "toxicoman",
    "trisomi", "tuberculos", "tumeur", "vih",
)  # fmt: skip
GAP: Final = r"[ .\u00a0\u202f-]?"
# Sex, year, month, département (2A and 2B are Corsica), commune, rank; the key may be missing.
NUMBER: Final = re.compile(
    rf"(?<!\d)[1-478](?:{GAP}\d){{4}}{GAP}(?:\d{{2}}|2[ab])(?:{GAP}\d){{6}}(?:{GAP}\d{{2}})?(?!\d)",
    re.IGNORECASE,
)
WORD: Final = re.compile(r"[^\W\d_]+")


def cautions(text: str) -> list[str]:
    """What to think of before this text is saved, one sentence each; none for most texts."""
    found = []
    if any(_is_nir(match.group()) for match in NUMBER.finditer(text)):
        found.append(_("Ce texte semble contenir un numéro de sécurité sociale. Retirez-le."))
    words = [word for word in WORD.findall(text) if sorting_key(word).startswith(HEALTH_WORDS)]
    if words:
        found.append(
            _(
                "Ce texte semble parler de santé (« %(word)s »). N'écrivez que ce que cela empêche "
                "de faire, et seulement si la personne est d'accord."
            )
            % {"word": words[0]}
        )
    return found


def _is_nir(text: str) -> bool:
    """Fifteen digits with a right key, or the thirteen without it whose month is possible."""
    compact = re.sub(r"[^0-9ab]", "", text.lower())
    if len(compact) == 15:
        return bool(nir.is_valid(compact.upper()))
    month = int(compact[3:5])
    return len(compact) == 13 and (1 <= month <= 12 or 20 <= month <= 42 or month >= 50)

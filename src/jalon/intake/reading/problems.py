"""What is wrong in a file, a line or a cell, and the French sentence that says what to do.

A problem keeps codes only; the sentence is made when it is shown, from the line that is kept
sealed. The value of a secret column (the NIR) never enters a sentence.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.kernel.errors import Refused

ERROR = "error"  # the line will not be imported
IGNORED = "ignored"  # the cell will not be imported, the rest of the line will


class FileRefused(Refused):
    """The file as a whole cannot be read; `line` is where, when it is known."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(
            _("Ligne %(line)d : %(sentence)s") % {"line": line, "sentence": sentence}
            if line
            else sentence
        )


class BadValue(ValueError):
    """A cell does not hold what its column promises; `code` is a key of SENTENCES."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a code of SENTENCES, the field and the column (counted from 0) if any."""

    code: str
    field: str = ""
    column: int | None = None
    severity: str = ERROR
    other_line: int | None = None  # the line this one repeats


SENTENCES = {
    "missing": gettext_lazy(
        "La cellule est vide ; cette information est nécessaire. Complétez-la."
    ),
    "formula": gettext_lazy(
        "« %(value)s » est une formule, elle n’a pas été calculée. Remplacez-la par la "
        "valeur elle-même."
    ),
    "unreadable": gettext_lazy(
        "« %(value)s » contient des caractères illisibles. Enregistrez le fichier en UTF-8, "
        "ou retapez la valeur."
    ),
    "misdecoded": gettext_lazy(
        "Les accents de « %(value)s » ont été abîmés avant l’envoi. Exportez de nouveau en "
        "UTF-8, ou retapez la valeur."
    ),
    "too_long": gettext_lazy("Le texte est trop long (« %(value)s »…). Raccourcissez-le."),
    "name": gettext_lazy(
        "« %(value)s » ne ressemble pas à un nom ou à un prénom : des lettres sont attendues."
    ),
    "date": gettext_lazy(
        "« %(value)s » n’est pas une date. Écrivez jour/mois/année, par exemple 31/12/1980."
    ),
    "no_such_day": gettext_lazy(
        "« %(value)s » n’existe pas au calendrier. Écrivez jour/mois/année ; pour un jour ou "
        "un mois inconnu, 00/00/1980."
    ),
    "future_date": gettext_lazy("« %(value)s » est dans le futur. Vérifiez l’année."),
    "too_old_date": gettext_lazy("« %(value)s » donnerait plus de 120 ans. Vérifiez l’année."),
    "wording": gettext_lazy(
        "Cette cellule contient ce qui ne s’écrit pas ici (santé, justice, religion, numéro de "
        "sécurité sociale ou de compte…). Elle ne sera pas importée ; le reste de la ligne, si."
    ),
    "phone": gettext_lazy(
        "« %(value)s » n’est pas un numéro de téléphone. Écrivez par exemple 06 12 34 56 78 "
        "ou +352 621 123 456."
    ),
    "email": gettext_lazy(
        "« %(value)s » n’est pas une adresse e-mail. Écrivez par exemple prenom.nom@exemple.fr."
    ),
    "postal_code": gettext_lazy(
        "« %(value)s » n’est pas un code postal : cinq chiffres sont attendus."
    ),
    "yes_no": gettext_lazy("« %(value)s » n’est ni oui ni non. Écrivez Oui, Non, ou laissez vide."),
    "scientific": gettext_lazy(
        "Le tableur a arrondi ce numéro (%(value)s). Mettez la colonne au format Texte et "
        "exportez de nouveau."
    ),
    "number": gettext_lazy("« %(value)s » n’a pas la forme attendue pour ce numéro."),
    "caf_number": gettext_lazy(
        "« %(value)s » n’est pas un numéro allocataire : sept chiffres (CAF), parfois suivis "
        "d’une lettre, ou treize caractères (MSA)."
    ),
    "ft_id": gettext_lazy(
        "« %(value)s » n’est pas un identifiant France Travail : sept chiffres et une lettre "
        "ou un chiffre, ou onze chiffres."
    ),
    "rome": gettext_lazy(
        "« %(value)s » n’est pas un code ROME : une lettre de A à N et quatre chiffres, par "
        "exemple K1304."
    ),
    "choice": gettext_lazy(
        "« %(value)s » n’est pas dans la liste connue. Choisissez une des valeurs proposées."
    ),
    "nir": gettext_lazy(
        "Le numéro de sécurité sociale n’a pas la forme attendue (15 caractères, ou 13 sans "
        "la clé). Il ne sera pas utilisé."
    ),
    "nir_key": gettext_lazy(
        "La clé du numéro de sécurité sociale ne correspond pas. Il ne sera pas utilisé."
    ),
    "nir_birth": gettext_lazy(
        "Le numéro de sécurité sociale ne correspond pas à la date de naissance. Il ne sera "
        "pas utilisé."
    ),
    "no_key": gettext_lazy(
        "Aucun identifiant : il en faut au moins un (identifiant dans votre logiciel, France "
        "Travail, allocataire ou sécurité sociale) pour reconnaître la personne la prochaine "
        "fois."
    ),
    "short_row": gettext_lazy(
        "La ligne a moins de cellules que l’en-tête : le fichier est peut-être coupé ici."
    ),
    "long_row": gettext_lazy(
        "La ligne a plus de cellules que l’en-tête : un séparateur se trouve peut-être dans "
        "un texte sans guillemets."
    ),
    "broken_quotes": gettext_lazy(
        "Un guillemet est mal placé : les cellules de cette ligne ne peuvent pas être "
        "séparées avec certitude."
    ),
    "duplicate": gettext_lazy("Cette personne est déjà à la ligne %(other_line)s du fichier."),
    "duplicate_key": gettext_lazy(
        "Le même numéro est à la ligne %(other_line)s, pour une autre personne. Vérifiez à "
        "qui il appartient."
    ),
    "ambiguous": gettext_lazy(
        "Les identifiants de cette ligne désignent deux personnes différentes. Vérifiez-les "
        ": rien n’est deviné."
    ),
    "other_person": gettext_lazy(
        "L’identifiant est connu pour une personne dont le nom et la naissance sont "
        "différents. Vérifiez-le : rien n’est deviné."
    ),
    "structure": gettext_lazy(
        "Aucune structure ouverte ne s’appelle « %(value)s ». Écrivez son SIRET ou son nom "
        "exact. En attendant, la personne sera suivie par votre organisation."
    ),
    "structure_twice": gettext_lazy(
        "Plusieurs structures s’appellent « %(value)s ». Écrivez son SIRET. En attendant, la "
        "personne sera suivie par votre organisation."
    ),
    "no_structure": gettext_lazy(
        "Votre organisme n’accompagne pas lui-même : indiquez la structure qui suit la personne"
        " (SIRET ou nom exact)."
    ),
    "advisor": gettext_lazy(
        "« %(value)s » n’a pas de rattachement actif dans la structure. La structure tiendra "
        "la place."
    ),
}

SECRET_FIELDS = frozenset({"nir"})
SHOWN_CHARACTERS = 40


def sentence(problem: Problem, cells: list[str]) -> str:
    """The problem in one French sentence, with the value given unless its column is secret."""
    value = ""
    if problem.field not in SECRET_FIELDS and problem.column is not None:
        value = cells[problem.column] if problem.column < len(cells) else ""
    shown = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
    if problem.field in SECRET_FIELDS and problem.code in {
        "formula",
        "unreadable",
        "misdecoded",
        "too_long",
        "scientific",
    }:
        return str(SENTENCES["nir"])
    return str(SENTENCES[problem.code]) % {"value": shown, "other_line": problem.other_line}

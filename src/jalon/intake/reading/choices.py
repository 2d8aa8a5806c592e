"""The closed lists of partners' files: each way of writing a value, and the code it means.

Keys are in the form of `words.plain`; codes are those of the dossier (a test holds them together).
"""

from functools import lru_cache

from jalon.intake.reading.problems import BadValue
from jalon.intake.reading.words import plain

RSA = {
    "pending": "demande en attente|en attente|droit rsa en attente|rsa droit en attente|1",
    "payable": (
        "droit ouvert versable|droit ouvert et versable|ouvert versable|droit ouvert|ouvert"
        "|rsa droit ouvert versable|rsa droit ouvert et versable|oui|payable|2"
    ),
    "suspended": "droit ouvert et suspendu|ouvert et suspendu|suspendu|3",
    "payment_suspended": (
        "droit ouvert mais versement suspendu|ouvert mais versement suspendu|versement suspendu"
        "|droit ouvert versement suspendu|rsa droit ouvert mais versement suspendu|4"
    ),
    "refused": "droit refuse|refuse|demande refusee|rejet|rejete",
    "closed": "droit clos|clos|cloture|radie|radiation|5",
    "closed_before": (
        "droit clos un mois anterieur|droit clos sur mois anterieur|clos sur mois anterieur"
        "|droit clos sur un mois anterieur|clos un mois anterieur|6"
    ),
    "none": "pas de rsa|non beneficiaire|aucun|non|sans",
}
SITUATIONS = {
    "job_search": (
        "en recherche d emploi|recherche d emploi|demandeur d emploi|demandeuse d emploi"
        "|demandeur ou demandeuse d emploi|sans emploi|au chomage|chomage"
    ),
    "training_search": "en recherche de formation|recherche de formation",
    "apprenticeship_search": "en recherche d alternance|recherche d alternance",
    "internship_search": "en recherche de stage|recherche de stage",
    "project": "en construction de projet|construction de projet",
    "business_project": (
        "en projet entrepreneurial|projet entrepreneurial|en projet de creation d entreprise"
        "|creation d entreprise"
    ),
    "permanent_full": "cdi temps complet|cdi a temps complet|cdi temps plein|cdi",
    "permanent_part": "cdi temps partiel|cdi a temps partiel",
    "fixed_full": "cdd temps complet|cdd a temps complet|cdd temps plein|cdd",
    "fixed_part": "cdd temps partiel|cdd a temps partiel",
    "temporary": "en interim|interim|interimaire|travail temporaire",
    "iae": "en iae|iae|en insertion par l activite economique|en insertion|contrat d insertion",
    "employed": "en emploi|emploi|salarie|salariee|en activite",
    "self_employed": (
        "entrepreneur|entrepreneuse|a son compte|independant|independante"
        "|travailleur independant|auto entrepreneur|micro entrepreneur"
    ),
    "farmer": (
        "exploitant agricole|exploitante agricole|exploitant e agricole|"
        "exploitation agricole|agriculteur|agricultrice"
    ),
    "performer": "intermittent|intermittente|intermittent du spectacle|intermittence du spectacle",
    "training": "en formation|formation",
    "apprenticeship": "en alternance|alternance|apprenti|apprentie|apprentissage",
    "internship": "en stage|stage|stagiaire",
    "civic_service": "en service civique|service civique",
    "student": "etudiant|etudiante|etudiant e|etudes",
    "school": "scolarise|scolarisee|scolarite",
    "parental_leave": "conge parental|en conge parental",
    "carer": (
        "aidant familial|aidante familiale|aidant e familial e|aidant e familiale|aidant|"
        "aide d un proche|proche aidant"
    ),
    "at_home": "au foyer|homme au foyer|femme au foyer",
    "sick_leave": "longue maladie|arret maladie|maladie|arret de longue duree|en longue maladie",
    "invalidity": "en invalidite|invalidite",
    "retired": "en retraite pre retraite|retraite|en retraite|pre retraite|retraitee",
    "other": "autre|autres",
}
LEVELS = {
    "AFS": "afs|aucune formation scolaire|aucune|jamais scolarise|sans formation",
    "CP4": "cp4|primaire a 4eme|primaire a 4e|primaire",
    "CFG": "cfg|4eme achevee|4e achevee",
    "C3A": (
        "c3a|bepc 3eme|bepc ou 3eme achevee|3eme achevee|3e achevee ou brevet|brevet|bepc|niveau 2"
    ),
    "C12": "c12|2nd ou 1ere achevee|2nde ou 1ere achevee|seconde ou premiere achevee",
    "NV5": "nv5|cap bep|cap bep et equivalents|cap|bep|cap ou bep|niveau v|niveau 3",
    "NV4": "nv4|bac|bac et equivalents|baccalaureat|bac pro|niveau iv|niveau 4",
    "NV3": "nv3|bac 2|bac 2 et equivalents|bts|dut|deug|niveau iii|niveau 5",
    "NV2": (
        "nv2|bac 3|bac 4|bac 3 bac 4|bac 3 bac 4 et equivalents|bac 3 ou 4|licence|maitrise|"
        "niveau ii|niveau 6"
    ),
    "NV1": (
        "nv1|bac 5|bac 5 et plus|bac 5 et equivalents|bac 5 et plus et equivalents|master|"
        "doctorat|niveau i|niveau 7|niveau 8"
    ),
}
SEXES = {
    "F": "f|femme|feminin|mme|madame|mlle|mademoiselle|2|fille",
    "M": "m|h|homme|masculin|mr|monsieur|1|garcon",
}

Codes = dict[str, str]


def _read(choices: Codes) -> Codes:
    return {word: code for code, words in choices.items() for word in words.split("|")} | {
        plain(code): code for code in choices if not code.isdigit()
    }


LISTS: dict[str, Codes] = {
    "rsa": _read(RSA),
    "situation": _read(SITUATIONS),
    "education_level": _read(LEVELS),
    "sex": _read(SEXES),
}


@lru_cache(maxsize=4096)
def code_of(list_name: str, text: str) -> str:
    """The code a text means in a closed list. Raises BadValue("choice") outside of it."""
    word = plain(text)
    known = LISTS[list_name]
    if word in known:
        return known[word]
    # "NV4 - Bac": an export that gives the code beside the label.
    first = word.split(" ")[0]
    if list_name == "education_level" and first.upper() in LEVELS:
        return known[first]
    raise BadValue("choice")

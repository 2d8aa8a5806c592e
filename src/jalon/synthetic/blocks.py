"""The rows of the blocks of a dossier: household, rights, education, work."""

from dataclasses import dataclass
from random import Random

from jalon.synthetic import proportions as share
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.circumstances import RSA, YOUNG, Circumstances
from jalon.synthetic.dice import Urn
from jalon.synthetic.tables import Tables

HOUSEHOLD_KINDS = [Urn(kinds) for _, _, kinds in share.HOUSEHOLDS]
DEPENDANTS = {kind: Urn(numbers) for kind, numbers in share.DEPENDANTS.items()}
LEVELS = tuple(share.EDUCATION)
FRENCH = (Urn(share.FRENCH_BORN_HERE), Urn(share.FRENCH_BORN_ABROAD))
RSA_STATUS = Urn(share.RSA_STATUS)
EMPLOYED = Urn(share.EMPLOYED)
NOT_EMPLOYED = Urn(share.NOT_EMPLOYED)
TRADES = Urn(share.TRADES)
DIPLOMAS = {
    "C3A": ("Brevet des collèges", ""),
    "NV5": (
        "CAP Cuisine",
        "CAP Employé polyvalent du commerce",
        "BEP Carrières sanitaires et sociales",
        "CAP Maçon",
        "CAP Accompagnant éducatif petite enfance",
        "CAP Maintenance des véhicules",
        "CAP Coiffure",
    ),
    "NV4": (
        "Bac professionnel Gestion-administration",
        "Bac général",
        "Bac professionnel Accompagnement, soins et services à la personne",
        "Bac technologique STMG",
        "Bac professionnel Métiers de l’électricité",
    ),
    "NV3": (
        "BTS Management commercial opérationnel",
        "BTS Gestion de la PME",
        "DUT Techniques de commercialisation",
    ),
    "NV2": ("Licence de sociologie", "Licence professionnelle Logistique", "Licence d’anglais"),
    "NV1": ("Master de droit", "Master de gestion", "Diplôme d’ingénieur"),
}

# What changes of a block once it was filled, and what is asked first.
REVISIONS = {
    "contact": ("phones", "emails", "address_line", "preferred_channel"),
    "work": ("situation", "situation_since", "last_job_ended_on", "sought_job", "has_licence"),
    "rights": ("rsa", "has_activity_bonus", "has_rqth"),
    "household": ("kind", "dependants"),
    "education": ("level", "french", "diploma"),
    "identity": ("usage_name",),
}
FIRST_FIELDS = {
    "contact": ["address_line", "phones", "preferred_channel"],
    "household": ["dependants", "kind"],
    "rights": ["has_duties", "rsa", "rsa_since"],
    "education": ["french", "level"],
    "work": ["situation", "sought_job"],
}


@dataclass(frozen=True, slots=True)
class Someone:
    """One row of the circumstances, as plain values."""

    standing: int
    household: int
    female: bool
    age: int
    entered: int
    education: str
    employed: bool
    last_worked: int
    disabled: bool
    themes: list[str]
    born_abroad: bool
    oriented: bool


def write_household(tables: Tables, dice: Random, dossier: int, who: Someone, today: int) -> None:
    """With whom they live. `today` is the present year."""
    kind = HOUSEHOLD_KINDS[who.household].draw(dice)
    if who.standing == YOUNG and dice.random() < 0.6:
        kind = "with_relatives"
    children = DEPENDANTS[kind].draw(dice)
    born = None
    if children:
        # A parent of a child of that age: at least seventeen when it was born.
        oldest = max(0, min(17, who.age // 365 - 18))
        born = today - (dice.randint(0, 3) if dice.random() < 0.4 else dice.randint(0, oldest))
    tables.add("dossiers_household", dossier, kind, children, born)


def write_rights(
    tables: Tables, dice: Random, dossier: int, who: Someone, calendar: Calendar
) -> None:
    """Their rights; some were never asked about, and stay empty."""
    has_rsa = who.standing == RSA
    status = "none"
    if has_rsa:
        waits = who.entered < 40 and not who.oriented and dice.random() < 0.3
        status = "pending" if waits else RSA_STATUS.draw(dice)
    asked = dice.random() < 0.85
    until = -dice.randrange(-200, 1600) if who.disabled else None
    tables.add(
        "dossiers_rights",
        dossier,
        status,
        calendar.iso(who.entered) if has_rsa else None,
        (dice.random() < share.DUTIES) if has_rsa else None,
        (dice.random() < 0.04) if asked else None,
        who.standing not in {RSA, YOUNG} if asked else None,
        (who.employed and dice.random() < 0.8) if asked else None,
        who.disabled or (False if asked else None),
        calendar.iso(until) if until is not None else None,
    )


def write_education(tables: Tables, dice: Random, dossier: int, who: Someone, today: int) -> str:
    """What they have learnt; returns their level of French."""
    diplomas = DIPLOMAS.get(who.education, ("",))
    diploma = dice.choice(diplomas)
    foreign = who.born_abroad and who.education not in {"AFS", "CP4"} and dice.random() < 0.6
    french = FRENCH[who.born_abroad].draw(dice)
    if "lecture-ecriture-calcul" in who.themes and who.born_abroad and french == "fluent":
        french = "B1"
    age = who.age // 365
    year = today - age + dice.randint(17, 20) if diploma and age >= 21 else None
    tables.add(
        "dossiers_education",
        dossier,
        who.education,
        "" if foreign else diploma,
        None if foreign else year,
        foreign if who.born_abroad else False,
        french,
    )
    return french


def write_work(
    tables: Tables, dice: Random, dossier: int, who: Someone, calendar: Calendar
) -> None:
    """Where they stand with work, and the job they look for."""
    career = max(30, who.age - 18 * 365)
    ended = None if who.employed else min(who.last_worked, career)
    since = dice.randrange(5, 300) if who.employed else min(ended or 30, who.entered + 60)
    situation = EMPLOYED.draw(dice) if who.employed else NOT_EMPLOYED.draw(dice)
    if situation == "parental_leave" and who.household < 2:
        situation = "job_search"
    rome, trade = TRADES.draw(dice) if dice.random() < 0.82 else ("", "")
    walks = "mobilite" in who.themes
    licence = None if dice.random() < 0.06 else dice.random() < (0.36 if walks else 0.72)
    never_worked = ended is not None and ended >= career
    tables.add(
        "dossiers_work",
        dossier,
        situation,
        calendar.iso(since),
        None if ended is None or never_worked else calendar.iso(ended),
        trade,
        rome,
        licence,
        None if licence is None else licence and dice.random() < (0.3 if walks else 0.85),
    )


def someone(
    lives: Circumstances, at: int, *, themes: list[str], born_abroad: bool, oriented: bool
) -> Someone:
    """The circumstances of one person of a batch."""
    return Someone(
        standing=int(lives.standing[at]),
        household=int(lives.household[at]),
        female=bool(lives.female[at]),
        age=int(lives.age[at]),
        entered=int(lives.entered[at]),
        education=LEVELS[int(lives.education[at])],
        employed=bool(lives.employed[at]),
        last_worked=int(lives.last_worked[at]),
        disabled=bool(lives.disabled[at]),
        themes=themes,
        born_abroad=born_abroad,
        oriented=oriented,
    )

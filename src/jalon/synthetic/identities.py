"""Who the invented people are, and how to reach them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jalon.synthetic import fiction
from jalon.synthetic.corpora import Origin, birthplaces, draw_first_names, origins
from jalon.synthetic.dice import Urn
from jalon.territories.models import Territory

STREETS = (
    "rue des Mirabelliers", "rue de la Fensch", "rue du Haut-Fourneau", "rue des Mineurs",
    "rue du Puits-Simon", "place du Marché", "rue de l’École", "rue de l’Église", "rue du Moulin",
    "rue des Jardins", "rue de Verdun", "avenue de la Liberté", "rue Sainte-Barbe", "rue du Canal",
    "impasse des Lilas", "rue des Acacias", "allée des Tilleuls", "rue du Stade", "rue de la Gare",
    "boulevard de Lorraine", "rue du Général-Leclerc", "rue des Faïenciers", "rue des Cristalliers",
    "rue de la Nied", "rue de la Seille", "chemin des Vignes", "rue Jean-Moulin", "rue Marie-Curie",
    "square des Verriers", "rue du Temple",
)  # fmt: skip
EXTRAS = ("", "", "", "", "Appartement 4", "Bâtiment B", "Escalier 2, 3e étage", "Chez un proche")
CHANNELS = Urn({"phone": 34, "sms": 30, "email": 15, "post": 9, "in_person": 6, "": 6})
PAPERS_WITHOUT_A_DAY = frozenset({"AF", "KM", "SO", "ER", "TD", "GN", "ML", "SY", "IQ"})


@dataclass(frozen=True, slots=True)
class Identity:
    """One invented person. An unknown month or day of birth is None."""

    index: int
    origin: str
    language: str
    female: bool
    first_names: str
    birth_name: str
    usage_name: str
    born: tuple[int, int | None, int | None]
    birth_place: str
    birth_country: str
    born_abroad: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach one invented person."""

    phones: str
    emails: str
    address_line: str
    address_extra: str
    postal_code: str
    city: str
    commune_code: str
    is_domiciled: bool
    channel: str


def draw_identity(
    dice: Random, index: int, *, female: bool, age_days: int, today: date
) -> Identity:
    """A name, a birth and a birthplace that go together."""
    origin = origins().draw(dice)
    birth = today - timedelta(days=age_days)
    abroad = dice.random() < origin.born_abroad
    country = dice.choice(origin.countries) if abroad else "FR"
    born_abroad = abroad and country not in {"FR", "YT"}
    return Identity(
        index=index,
        origin=origin.key,
        language=_language(dice, origin, born_abroad),
        female=female,
        first_names=draw_first_names(dice, origin.key, female=female, born=birth.year),
        birth_name=_surname(dice, origin),
        usage_name=_usage_name(dice, origin, female=female, age=age_days // 365),
        born=_as_registered(dice, birth, country),
        birth_place=birthplaces(country).draw(dice),
        birth_country="FR" if country == "YT" else country,
        born_abroad=born_abroad,
    )


def draw_reach(dice: Random, who: Identity, commune: Territory) -> Reach:
    """Telephones, e-mails and address; some have none, some receive their post elsewhere."""
    phones = [fiction.mobile(dice)] if dice.random() < 0.93 else []
    if dice.random() < 0.12:
        phones.append(fiction.landline(dice.randrange(10_000)))
    email = fiction.email(dice, who.first_names, who.birth_name) if dice.random() < 0.76 else ""
    domiciled = dice.random() < 0.05
    street = f"{dice.randrange(1, 140)} {dice.choice(STREETS)}"
    return Reach(
        phones="\n".join(phones),
        emails=email,
        address_line=f"CCAS de {commune.name}, domiciliation" if domiciled else street,
        address_extra="" if domiciled else dice.choice(EXTRAS),
        postal_code=dice.choice(commune.postal_codes),
        city=commune.name,
        commune_code=commune.code,
        is_domiciled=domiciled,
        channel=CHANNELS.draw(dice),
    )


def _surname(dice: Random, origin: Origin) -> str:
    name = origin.surnames.draw(dice)
    if origin.key in {"portuguese", "spanish"} and dice.random() < 0.35:
        other = origin.surnames.draw(dice)
        return f"{name} {other}" if other != name else name
    return name


def _usage_name(dice: Random, origin: Origin, *, female: bool, age: int) -> str:
    """Half the women over forty carry a husband's name; a few people join two names."""
    odds = 0.5 if female and age > 40 else 0.15 if female and age > 27 else 0.01
    if dice.random() > odds:
        return ""
    same = origin if dice.random() < 0.6 else origins().draw(dice)
    return same.surnames.draw(dice)


def _language(dice: Random, origin: Origin, born_abroad: bool) -> str:
    return origin.language if born_abroad and dice.random() < 0.6 else "fr"


def _as_registered(dice: Random, birth: date, country: str) -> tuple[int, int | None, int | None]:
    if country in PAPERS_WITHOUT_A_DAY and dice.random() < 0.2:
        return (birth.year, None, None) if dice.random() < 0.7 else (birth.year, birth.month, None)
    return birth.year, birth.month, birth.day

"""The demonstration territory: the Moselle in the Grand Est, with invented bodies of every kind.

The places are real, the bodies are not: every name says so, every SIRET is impossible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jalon.accounts.kinds import OrganisationKind as Kind
from jalon.accounts.models import Organisation
from jalon.synthetic import fiction
from jalon.synthetic.corpora import read_lines
from jalon.synthetic.dice import person_dice
from jalon.synthetic.tables import public_id
from jalon.territories.models import Territory, TerritoryKind

INVENTED = "(démonstration)"

# Areas of everyday life, from south to north-east to north-west, each with its EPCI.
ZONES: dict[str, tuple[str, ...]] = {
    "sarrebourg": ("200068146", "245700950"),
    "saulnois": ("245701206",),
    "sarreguemines": ("200070746", "200069441"),
    "forbach": ("245700372", "245700398", "245701164"),
    "saint-avold": ("200067502", "245700133", "200067650", "200067486"),
    "metz": ("200039865", "200039907", "200067957", "200039949", "200070738"),
    "thionville": ("245701362", "245701222", "245701271", "245701354", "245700695", "245701404"),
}


@dataclass(frozen=True)
class Body:
    """One invented organisation: `territory` is a kind and a code, `zone` where it works."""

    key: str
    kind: Kind
    name: str
    short_name: str
    territory: tuple[TerritoryKind, str]
    parent: str = ""
    zone: str = ""


def _read_bodies() -> Iterator[Body]:
    for line in read_lines("organisations.txt"):
        key, kind, name, short_name, territory, parent, zone = map(str.strip, line.split("|"))
        level, code = territory.split(":")
        yield Body(key, Kind(kind), name, short_name, (TerritoryKind(level), code), parent, zone)


BODIES = tuple(_read_bodies())


def create_organisations(seed: int, today: date) -> dict[str, Organisation]:
    """Every body of the demonstration, by key; parents come before their children."""
    places = {
        (place.kind, place.code): place
        for place in Territory.objects.current().filter(
            code__in={body.territory[1] for body in BODIES}
        )
    }
    made: dict[str, Organisation] = {}
    for number, body in enumerate(BODIES, start=1):
        made[body.key] = Organisation.objects.create(
            public_id=public_id(today, person_dice(seed, 3_000_000_000 + number)),
            kind=body.kind,
            name=f"{body.name} {INVENTED}",
            short_name=body.short_name,
            siret=fiction.siret(number),
            territory=places[body.territory],
            parent=made.get(body.parent),
            phone=fiction.landline(number),
            email=f"contact@{body.key}.example",
            is_synthetic=True,
        )
    return made

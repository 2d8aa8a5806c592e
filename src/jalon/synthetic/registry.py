"""The rows that say who someone is and how to reach them."""

from random import Random

from jalon.synthetic import fiction
from jalon.synthetic.calendar import Calendar
from jalon.synthetic.identities import Identity, Reach
from jalon.synthetic.tables import Tables, sealed, uuid7
from jalon.vault.sealing import fingerprint

SPEAKS_LITTLE = frozenset({"none", "A1"})


def write_person(
    tables: Tables, dice: Random, pk: int, who: Identity, *, created: int, calendar: Calendar
) -> None:
    """Identity, with an impossible NIR for seven people out of eight."""
    year, month, day = who.born
    nir = None
    if dice.random() < 0.875:
        nir = fiction.nir(who.index, female=who.female, year=year, month=month)
    tables.add(
        "people_person",
        pk,
        uuid7(created, dice),
        who.first_names,
        who.birth_name,
        who.usage_name,
        "F" if who.female else "M",
        year,
        month,
        day,
        who.birth_place,
        who.birth_country,
        sealed(nir) if nir else None,
        fingerprint("nir", nir) if nir else None,
        True,
        calendar.text(created),
    )


def write_contact(
    tables: Tables, dice: Random, pk: int, who: Identity, reach: Reach, french: str
) -> None:
    """How to reach them; an interpreter when they speak little French."""
    tables.add(
        "people_contact",
        pk,
        sealed(reach.phones),
        sealed(reach.emails),
        sealed(reach.address_line),
        sealed(reach.address_extra),
        reach.postal_code,
        reach.city,
        reach.commune_code,
        reach.is_domiciled,
        reach.channel,
        who.language,
        french in SPEAKS_LITTLE and dice.random() < 0.7,
    )


def write_identifiers(
    tables: Tables, dice: Random, pk: int, number: int, *, has_rsa: bool, department: int
) -> None:
    """The numbers under which the département, the CAF and France Travail know them."""
    if has_rsa:
        tables.add("people_identifier", pk, "benefit", None, fiction.benefit_number(number))
        tables.add("people_identifier", pk, "file", department, f"57-SYN-{number:07d}")
    if dice.random() < 0.6:
        tables.add(
            "people_identifier", pk, "france_travail", None, fiction.france_travail_id(number)
        )

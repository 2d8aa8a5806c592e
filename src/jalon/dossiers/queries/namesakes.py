"""People of my dossiers who bear the name and the birth date that I am about to write down."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from jalon.accounts.actor import Actor
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.readable import readable
from jalon.people.models import Person
from jalon.people.queries import Identity
from jalon.territories.models import PlainText
from jalon.ui.words import sorting_key


def namesakes(actor: Actor, identity: Identity) -> QuerySet[Dossier]:
    """Dossiers the actor may read, open or closed, whose person has the same name and birth date.

    The first of the first names, with the name of birth or of use; accents, case and hyphens do
    not count.
    """
    first_name = identity.first_names.replace("-", " ").split(" ")[0]
    family = Concat("person__usage_name", Value(" "), "person__birth_name")
    named_alike = readable(actor).alias(
        first=PlainText("person__first_names"),
        family=_between_spaces(PlainText(family)),
    )
    wanted = _between_spaces(PlainText(Value(identity.birth_name)))
    return (
        named_alike.filter(
            Q(first=PlainText(Value(first_name)))
            | Q(first__startswith=Concat(PlainText(Value(first_name)), Value(" "))),
            family__contains=wanted,
            person__birth_year=identity.birth_year,
            person__birth_month=identity.birth_month,
            person__birth_day=identity.birth_day,
        )
        .select_related("person")
        .order_by("person__sort_name", "public_id")
    )


def _between_spaces(text: PlainText) -> Concat:
    return Concat(Value(" "), text, Value(" "), output_field=TextField())


def is_same_person(person: Person, identity: Identity) -> bool:
    """Whether somebody recognised by a number has the birth date given, and one of the names."""
    born = (identity.birth_year, identity.birth_month, identity.birth_day)
    if born != (person.birth_year, person.birth_month, person.birth_day):
        return False
    known = {_plain(person.birth_name), _plain(person.usage_name)} - {""}
    return bool(known & {_plain(identity.birth_name), _plain(identity.usage_name)})


def have_a_dossier_elsewhere(actor: Actor, people: Sequence[Person]) -> bool:
    """Whether one of these people, recognised by a number, has an open dossier I may not read.

    Asked of `jalon_has_open_dossier` (config.policy): yes or no, and nothing of the dossier.
    """
    mine = readable(actor).filter(person__in=people, closed_at=None).values_list("person_id")
    others = {person.pk for person in people} - {pk for (pk,) in mine}
    with connection.cursor() as cursor:
        cursor.execute("SELECT jalon_has_open_dossier(%s::bigint[])", [sorted(others)])
        [(found,)] = cursor.fetchall()
    return bool(found)


def _plain(text: str) -> str:
    return " ".join(sorting_key(text).replace("-", " ").replace("'", " ").replace("’", " ").split())

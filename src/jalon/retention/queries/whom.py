"""Whom an order is about: exactly the person described, or nobody."""

import json

from django.db.models import Q, Value

from jalon.dossiers.queries.namesakes import is_same_person
from jalon.intake.queries.linking import first_name
from jalon.people.models import Person
from jalon.people.queries import Identity
from jalon.retention.models import Order
from jalon.territories.models import PlainText


def whom(order: Order) -> list[int]:
    """The people an order describes: same names, same birth date, whatever the accents."""
    if order.person_id is not None:
        return list(Person.objects.filter(pk=order.person_id).values_list("pk", flat=True))
    identity = Identity(**json.loads(order.identity))
    named = PlainText(Value(identity.birth_name))
    alike = Person.objects.alias(
        birth=PlainText("birth_name"), usage=PlainText("usage_name")
    ).filter(
        Q(birth=named) | Q(usage=named),
        birth_year=identity.birth_year,
        birth_month=identity.birth_month,
        birth_day=identity.birth_day,
    )
    wanted = first_name(identity.first_names)
    return [
        person.pk
        for person in alike.order_by("pk")
        if is_same_person(person, identity) and first_name(person.first_names) == wanted
    ]

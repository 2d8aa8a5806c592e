"""Whom an order is about: exactly the person described, or nobody."""

import json

from django.db.models import Q, Value

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Organisation
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries.namesakes import is_same_person
from jalon.intake.queries.linking import first_name
from jalon.people.models import Person
from jalon.people.queries import Identity
from jalon.retention.models import Order
from jalon.territories.models import PlainText


def whom(order: Order) -> list[int]:
    """The people an order describes: same names, same birth date, whatever the accents.

    Of the officer of the operator, wherever they are followed; of any other, by their own body.
    """
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
    alike = alike.filter(_protected_by(order.given_by.organisation))
    return [
        person.pk
        for person in alike.order_by("pk")
        if is_same_person(person, identity) and first_name(person.first_names) == wanted
    ]


def _protected_by(body: Organisation) -> Q:
    """Led by this body or one under it; without any dossier, written down by one of theirs."""
    if body.kind == OrganisationKind.OPERATOR:
        return Q()
    bodies = Organisation.objects.filter(Q(pk=body.pk) | Q(parent_id=body.pk))
    led = Dossier.objects.filter(referent__organisation__in=bodies).values("person")
    followed = Dossier.objects.values("person")
    return Q(pk__in=led) | (Q(registered_by__organisation__in=bodies) & ~Q(pk__in=followed))

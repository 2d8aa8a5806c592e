"""People with an account of their own, and what is around them."""

from django.test import Client
from django.utils import timezone

from jalon.accounts.actor import PersonActor
from jalon.accounts.models import Affiliation, User
from jalon.dossiers.models import Dossier
from jalon.people.models import AccessOrigin, Person, PersonalAccess
from tests.factories import AffiliationFactory, PersonFactory, UserFactory, make_dossier


def account_of(person: Person) -> User:
    """The account tied to a person since an hour ago."""
    user: User = UserFactory(
        first_name=person.first_names, last_name=person.birth_name, civility=""
    )
    PersonalAccess.objects.create(
        user=user, person=person, origin=AccessOrigin.IN_PERSON, opened_at=timezone.now()
    )
    return user


def camille(referent: Affiliation | None = None) -> Dossier:
    """Camille Durand, who has an open dossier and whose référent answers the telephone."""
    hat = referent or AffiliationFactory(
        user__last_name="Weber",
        organisation__name="Conseil départemental inventé",
        organisation__short_name="conseil départemental",
        phone="+33387000001",
        job_title="Assistante sociale",
    )
    return make_dossier(
        person=PersonFactory(first_names="Camille", birth_name="Durand"), referent=hat
    )


def person_actor(dossier: Dossier, user: User | None = None) -> PersonActor:
    """The person of a dossier, acting today on their own behalf."""
    account = user or account_of(dossier.person)
    return PersonActor(
        user_id=account.pk,
        name=account.get_full_name(),
        person_id=dossier.person_id,
        today=timezone.localdate(),
    )


def browser_of(user: User) -> Client:
    """A browser signed in with the account of a person, or of anybody without a hat."""
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client

import pytest
from django.utils import timezone

from jalon.accounts.models import User
from jalon.directory.operations import accept_affiliation, refuse_affiliation
from jalon.directory.operations.accept_affiliation import RequestOver
from jalon.kernel.errors import Denied
from tests.directory.requests import EMAIL, ask
from tests.directory.situations import everyone_else, manager_of
from tests.factories import OrganisationFactory
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db


def refuse(asked, by):
    return refuse_affiliation(request=asked, by=by, at=timezone.now())


def test_a_refused_request_gives_nothing_and_says_who_decided():
    organisation = OrganisationFactory()
    by, asked = manager_of(organisation), ask(organisation)

    decided = refuse(asked, by)

    assert (decided.outcome, decided.decided_by_id) == ("refused", by.affiliation_id)
    assert not User.objects.filter(email=EMAIL).exists()
    assert recorded()[1:] == [
        (
            "affiliation_request.refused",
            {"request_id": asked.pk, "organisation_id": organisation.pk},
        )
    ]


def test_what_was_accepted_is_not_refused_afterwards():
    organisation = OrganisationFactory()
    by, asked = manager_of(organisation), ask(organisation)
    accept_affiliation(request=asked, by=by, at=timezone.now())

    with refused(RequestOver, "Cette demande n’est plus à décider."):
        refuse(asked, by)


def test_who_answers_for_nothing_here_refuses_nobody():
    organisation = OrganisationFactory()
    asked = ask(organisation)

    sentence = (
        "Seule une personne responsable de cet organisme répond aux demandes de rattachement."
    )
    for someone in everyone_else(organisation):
        with refused(Denied, sentence):
            refuse(asked, someone)

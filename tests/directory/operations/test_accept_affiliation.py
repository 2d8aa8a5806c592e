import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole, FederatedIdentity, User
from jalon.directory.operations import accept_affiliation
from jalon.directory.operations.accept_affiliation import AccountElsewhere, RequestOver
from jalon.kernel.errors import Denied
from tests.directory.requests import EMAIL, ask, linked
from tests.directory.situations import everyone_else, manager_of
from tests.factories import AffiliationFactory, OrganisationFactory
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db

ELSEWHERE = (
    "Cette adresse a déjà un compte. La personne se connecte avec son mot de passe, relie "
    "ProConnect depuis « Mon compte », puis vous acceptez sa demande."
)
NOT_YOURS = "Seule une personne responsable de cet organisme répond aux demandes de rattachement."


def accept(asked, by):
    return accept_affiliation(request=asked, by=by, at=timezone.now())


def places(email: str = EMAIL) -> set[tuple[int, str]]:
    hats = Affiliation.objects.filter(user__email=email)
    return set(hats.values_list("organisation_id", "role"))


def test_a_newcomer_gets_an_account_without_password_a_place_to_confirm_and_their_identity():
    organisation = OrganisationFactory()
    by, asked = manager_of(organisation), ask(organisation)

    hat = accept(asked, by)

    assert (hat.user.email, hat.user.has_usable_password()) == (EMAIL, False)
    assert (hat.role, hat.granted_by_id, hat.confirmed_at) == ("professional", by.user_id, None)
    [identity] = FederatedIdentity.objects.all()
    assert (identity.user, identity.subject, identity.idp_id) == (hat.user, "zoe", "idp-one")
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_by_id, asked.user) == (
        "accepted",
        by.affiliation_id,
        hat.user,
    )
    assert [kind for kind, _ in recorded()] == [
        "affiliation.requested",
        "account.opened",
        "affiliation.granted",
        "identity.linked",
        "affiliation_request.accepted",
    ]


def test_a_verified_address_of_this_very_body_keeps_its_account():
    hat = AffiliationFactory(user__email=EMAIL)
    asked = ask(hat.organisation, email_is_verified=True)

    given = accept(asked, manager_of(hat.organisation))

    assert given == hat
    assert FederatedIdentity.objects.get().user == hat.user


def test_an_address_that_nobody_verified_takes_no_account_over():
    hat = AffiliationFactory(user__email=EMAIL)
    asked = ask(hat.organisation, email_is_verified=False)

    with refused(AccountElsewhere, ELSEWHERE):
        accept(asked, manager_of(hat.organisation))

    assert not FederatedIdentity.objects.exists()


@pytest.mark.parametrize("also_here", [False, True])
@pytest.mark.parametrize("confirmed", [False, True])
def test_a_professional_of_another_body_is_not_taken_over(also_here, confirmed):
    """Whoever runs an identity provider may assert any address."""
    elsewhere = AffiliationFactory(
        user__email=EMAIL, confirmed_at=timezone.now() if confirmed else None
    )
    organisation = OrganisationFactory()
    if also_here:
        AffiliationFactory(user=elsewhere.user, organisation=organisation)
    before = places()
    asked = ask(organisation, email_is_verified=True)

    with refused(AccountElsewhere, ELSEWHERE):
        accept(asked, manager_of(organisation))

    assert places() == before
    assert not FederatedIdentity.objects.exists()


def test_an_account_linked_by_its_holder_gets_one_more_hat():
    elsewhere = AffiliationFactory()
    linked(elsewhere.user)
    organisation = OrganisationFactory()
    asked = ask(organisation, user=elsewhere.user)

    hat = accept(asked, manager_of(organisation))

    assert (hat.user, hat.role) == (elsewhere.user, "professional")
    assert User.objects.filter(email=EMAIL).count() == 0
    assert FederatedIdentity.objects.count() == 1


def test_who_asks_does_not_answer_even_when_responsible_there():
    organisation = OrganisationFactory()
    by = manager_of(organisation)
    asked = ask(organisation, user=User.objects.get(pk=by.user_id))

    with refused(Denied, NOT_YOURS):
        accept(asked, by)


def test_who_answers_for_nothing_here_accepts_nobody():
    organisation = OrganisationFactory()
    asked = ask(organisation)

    for someone in everyone_else(organisation):
        with refused(Denied, NOT_YOURS):
            accept(asked, someone)


def test_a_request_is_decided_once_and_in_time(clock):
    organisation = OrganisationFactory()
    by = manager_of(organisation)
    decided, late = ask(organisation), ask(organisation, subject="late", email="late@x.example")
    accept(decided, by)

    with refused(RequestOver, "Cette demande n’est plus à décider."):
        accept(decided, by)
    clock.shift(dt.timedelta(days=30))
    with refused(RequestOver, "Cette demande n’est plus à décider."):
        accept(late, manager_of(organisation))


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_give_one_place(at_once):
    organisation = OrganisationFactory()
    asked = ask(organisation)
    first, second = manager_of(organisation), manager_of(organisation)

    results = at_once(lambda: accept(asked, first), lambda: accept(asked, second))

    assert sorted(type(result).__name__ for result in results) == ["Affiliation", "RequestOver"]
    assert places() == {(organisation.pk, AffiliationRole.PROFESSIONAL.value)}

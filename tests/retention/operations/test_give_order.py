import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.kernel.errors import Denied
from jalon.retention.models import Order, OrderState
from jalon.retention.operations import give_order
from jalon.retention.operations.give_order import WrongGround
from tests.factories import actor, make_dossier
from tests.facts import recorded, refused
from tests.retention.situations import identity_of, officer

pytestmark = pytest.mark.django_db


def give(by, *, kind="erase", ground="request", who=1):
    return give_order(kind=kind, ground=ground, reference="D-12", who=who, by=by, at=timezone.now())


def test_an_order_waits_and_looks_nobody_up():
    dossier = make_dossier()

    order = give(officer(), who=identity_of(dossier))

    assert (order.state, order.person_id) == (OrderState.WAITING, None)
    assert dossier.person.birth_name in order.identity
    assert recorded() == [("order.given", {"order_id": order.pk, "ground": "request"})]


@pytest.mark.parametrize(
    ("kind", "ground"),
    [("erase", "litigation"), ("suspend", "request"), ("restore", "request"), ("resume", "return")],
)
def test_a_reason_fits_the_order(kind, ground):
    with refused(WrongGround, "Ce motif ne convient pas à cet ordre."):
        give(officer(), kind=kind, ground=ground)


@pytest.mark.parametrize(
    "fields",
    [
        {"role": AffiliationRole.MANAGER},
        {"role": AffiliationRole.PROFESSIONAL},
        {"role": AffiliationRole.ADMINISTRATOR, "organisation__kind": OrganisationKind.OPERATOR},
        {
            "role": AffiliationRole.DATA_PROTECTION,
            "organisation__kind": OrganisationKind.ASSOCIATION,
        },
    ],
)
def test_nobody_else_gives_orders(fields):
    sentence = "Seule la protection des données peut effacer, rendre ou suspendre un dossier."
    with refused(Denied, sentence):
        give(actor(**fields))
    assert not Order.objects.exists()

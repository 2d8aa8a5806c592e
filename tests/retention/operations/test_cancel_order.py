import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.kernel.errors import Denied
from jalon.people.models import Person
from jalon.retention.models import OrderState
from jalon.retention.operations import cancel_order, give_order, settle_order
from jalon.retention.operations.cancel_order import AlreadySettled
from tests.factories import actor, make_dossier
from tests.facts import recorded, refused
from tests.retention.situations import identity_of, officer

pytestmark = pytest.mark.django_db


def given(by):
    return give_order(
        kind="erase", ground="request", reference="D-12", who=identity_of(make_dossier()), by=by,
        at=timezone.now(),
    )  # fmt: skip


def test_an_order_called_back_erases_nobody_and_forgets_whom_it_named():
    by = officer()
    order = cancel_order(order=given(by), by=by, at=timezone.now())

    settle_order(order=order, by=None, at=timezone.now() + dt.timedelta(days=30))

    assert (order.state, order.identity) == (OrderState.CANCELLED, "")
    assert Person.objects.count() == 1
    told = {"order_id": order.pk, "status": "cancelled"}
    assert recorded()[-1] == ("order.settled", told)


def test_what_is_settled_is_settled():
    by = officer()
    order = cancel_order(order=given(by), by=by, at=timezone.now())

    with refused(AlreadySettled, "Cet ordre est déjà réglé."):
        cancel_order(order=order, by=by, at=timezone.now())


@pytest.mark.parametrize("role", [AffiliationRole.MANAGER, AffiliationRole.PROFESSIONAL])
def test_nobody_else_calls_it_back(role):
    order = given(officer())

    with refused(Denied, "Seule la protection des données peut annuler un ordre."):
        cancel_order(order=order, by=actor(role=role), at=timezone.now())

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.kernel.errors import Denied
from jalon.retention.models import Order, OrderState
from jalon.retention.operations import cancel_order, give_order, settle_order
from jalon.retention.operations.give_order import WrongGround
from jalon.retention.queries.desk import orders
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded, refused
from tests.retention.situations import identity_of, officer

pytestmark = pytest.mark.django_db
LITIGATION = {"kind": "suspend", "ground": "litigation"}


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


def test_the_officer_of_a_departement_reaches_nobody_followed_elsewhere():
    here, elsewhere = make_dossier(), make_dossier(referent=AffiliationFactory())
    by = officer(organisation=here.referent.organisation)
    sentence = "Seule la protection des données peut effacer, rendre ou suspendre un dossier."

    with refused(Denied, sentence):
        give(by, who=elsewhere.person_id)
    typed = [give(by, who=identity_of(one), **LITIGATION) for one in (elsewhere, here)]
    settled = [settle_order(order=one, by=None, at=timezone.now()).state for one in typed]

    assert settled == [OrderState.NOBODY, OrderState.DONE]
    assert give(by, who=here.person_id).person_id == here.person_id
    # The database says the same, whatever our own code asks.
    with acting(by, at=timezone.now()), pytest.raises(DatabaseError), transaction.atomic():
        Order.objects.create(
            kind="erase", ground="request", person_id=elsewhere.person_id,
            given_by_id=by.affiliation_id, given_at=timezone.now(), due_on=by.today,
        )  # fmt: skip


def test_orders_are_seen_and_called_back_by_the_body_that_gave_them_and_by_the_operator():
    here, elsewhere = make_dossier(), make_dossier(referent=AffiliationFactory())
    ours, theirs = (
        give(officer(organisation=one.referent.organisation), who=one.person_id)
        for one in (here, elsewhere)
    )
    by, at = officer(organisation=here.referent.organisation), timezone.now()

    with acting(by, at=at):
        assert list(orders(by)) == list(Order.objects.all()) == [ours]
        assert Order.objects.filter(pk=theirs.pk).update(state="cancelled") == 0
    with refused(Denied, "Seule la protection des données peut annuler un ordre."):
        cancel_order(order=theirs, by=by, at=at)
    assert cancel_order(order=ours, by=by, at=at).state == OrderState.CANCELLED
    everywhere = officer()
    with acting(everywhere, at=at):
        assert set(orders(everywhere)) == {ours, theirs}
    assert cancel_order(order=theirs, by=everywhere, at=at).state == OrderState.CANCELLED

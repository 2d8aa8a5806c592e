import pytest
from django.utils import timezone

from jalon.dossiers.models import Objection
from jalon.dossiers.operations import ObjectionRefused
from jalon.kernel.errors import Denied
from jalon.protection.models import RequestState
from jalon.protection.operations import accept_request
from jalon.protection.queries.closing import AlreadyClosed, AnswerMissing
from jalon.retention.models import Order
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.facts import recorded
from tests.protection.situations import OFFICER, asked, officer_of
from tests.space.situations import camille, person_actor

pytestmark = pytest.mark.django_db


def test_the_officer_grants_and_says_so_in_words():
    request = asked()
    officer, at = officer_of(request.dossier), timezone.now()

    accept_request(request=request, answer=" Voici la copie. ", by=officer, at=at)

    request.refresh_from_db()
    assert (request.state, request.closed_at) == (RequestState.ACCEPTED, at)
    assert (request.closed_by_id, request.answer) == (officer.affiliation_id, "Voici la copie.")
    assert recorded()[-1] == ("request.accepted", {"request_id": request.pk})
    assert not Objection.objects.exists()


def test_a_granted_objection_closes_at_once_what_was_objected_to():
    dossier = camille()
    body = MembershipFactory(dossier=dossier).organisation
    request = asked(dossier, "objection", organisation=body, block="N")

    accept_request(request=request, answer="C’est fait.", by=officer_of(dossier), at=timezone.now())

    objection = Objection.objects.get()
    assert (objection.dossier, objection.organisation, objection.block) == (dossier, body, "N")
    assert objection.ended_at is None


def test_an_objection_that_cannot_be_granted_leaves_the_request_waiting():
    dossier = camille()
    request = asked(dossier, "objection", organisation=dossier.referent.organisation)

    with pytest.raises(ObjectionRefused):
        accept_request(request=request, answer="Oui.", by=officer_of(dossier), at=timezone.now())

    request.refresh_from_db()
    assert request.is_open


def test_a_granted_erasure_is_ordered_and_waits_until_the_person_read_the_answer():
    request = asked(kind="erasure")
    officer = officer_of(request.dossier)

    accept_request(request=request, answer="C'est accordé.", by=officer, at=timezone.now())

    order = Order.objects.get()
    assert (order.kind, order.ground, order.person_id, order.state) == (
        "erase", "request", request.dossier.person_id, "waiting",
    )  # fmt: skip
    assert (order.due_on - officer.today).days == 7


def test_nobody_else_decides():
    request = asked()
    strangers = [
        actor(role=OFFICER),
        actor(request.dossier.referent.affiliation),
        actor(role="manager", organisation=request.lead_organisation),
        person_actor(request.dossier, request.asked_by),
    ]

    for other in strangers:
        with pytest.raises(Denied):
            accept_request(request=request, answer="Oui.", by=other, at=timezone.now())
    request.refresh_from_db()
    assert request.is_open


def test_the_officer_of_the_operator_and_of_the_body_above_decide():
    first, second = asked(), asked()
    parent = AffiliationFactory(role=OFFICER)
    second.lead_organisation.parent = parent.organisation
    second.lead_organisation.save()
    operator = AffiliationFactory(role=OFFICER, organisation__kind="operator")

    for request, hat in ((first, operator), (second, parent)):
        accept_request(request=request, answer="Oui.", by=actor(hat), at=timezone.now())
        request.refresh_from_db()
        assert request.state == RequestState.ACCEPTED


def test_a_decision_has_words_and_is_taken_once():
    request = asked()
    officer = officer_of(request.dossier)

    with pytest.raises(AnswerMissing):
        accept_request(request=request, answer="  ", by=officer, at=timezone.now())
    accept_request(request=request, answer="Oui.", by=officer, at=timezone.now())
    with pytest.raises(AlreadyClosed):
        accept_request(request=request, answer="Encore.", by=officer, at=timezone.now())

    request.refresh_from_db()
    assert request.answer == "Oui."

import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.protection.models import RequestState
from jalon.protection.operations import refuse_request, withdraw_request
from jalon.protection.queries.closing import AlreadyClosed
from tests.facts import recorded
from tests.protection.situations import asked, officer_of
from tests.space.situations import camille, person_actor

pytestmark = pytest.mark.django_db


def test_the_person_withdraws_what_they_asked():
    request = asked()
    person, at = person_actor(request.dossier, request.asked_by), timezone.now()

    withdraw_request(request=request, by=person, at=at)

    request.refresh_from_db()
    assert (request.state, request.closed_at) == (RequestState.WITHDRAWN, at)
    assert recorded()[-1] == ("request.withdrawn", {"request_id": request.pk})


def test_somebody_else_does_not_withdraw_it():
    request = asked()

    for other in (person_actor(camille()), officer_of(request.dossier)):
        with pytest.raises(Denied):
            withdraw_request(request=request, by=other, at=timezone.now())
    request.refresh_from_db()
    assert request.is_open


def test_an_answered_request_is_not_withdrawn():
    request = asked()
    officer = officer_of(request.dossier)
    refuse_request(request=request, answer="Déjà fait.", by=officer, at=timezone.now())
    person = person_actor(request.dossier, request.asked_by)

    with pytest.raises(AlreadyClosed):
        withdraw_request(request=request, by=person, at=timezone.now())
    request.refresh_from_db()
    assert request.state == RequestState.REFUSED

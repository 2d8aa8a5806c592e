import pytest
from django.utils import timezone

from jalon.dossiers.models import Objection
from jalon.kernel.errors import Denied
from jalon.protection.models import RequestState
from jalon.protection.operations import refuse_request
from jalon.protection.queries.closing import AnswerMissing
from tests.factories import actor
from tests.facts import recorded
from tests.protection.situations import OFFICER, asked, officer_of

pytestmark = pytest.mark.django_db


def test_a_refusal_gives_its_reason_and_closes_nothing_in_the_dossier():
    request = asked(kind="objection", block="N")

    refuse_request(
        request=request,
        answer="La loi nous oblige à la garder.",
        by=officer_of(request.dossier),
        at=timezone.now(),
    )

    request.refresh_from_db()
    assert request.state == RequestState.REFUSED
    assert request.answer == "La loi nous oblige à la garder."
    assert recorded()[-1] == ("request.refused", {"request_id": request.pk})
    assert not Objection.objects.exists()


def test_no_refusal_without_a_word_nor_by_another_officer():
    request = asked()

    with pytest.raises(AnswerMissing):
        refuse_request(
            request=request, answer="", by=officer_of(request.dossier), at=timezone.now()
        )
    with pytest.raises(Denied):
        refuse_request(request=request, answer="Non.", by=actor(role=OFFICER), at=timezone.now())
    request.refresh_from_db()
    assert request.is_open

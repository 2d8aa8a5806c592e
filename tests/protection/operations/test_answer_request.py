import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.protection.models import RequestState
from jalon.protection.operations import answer_request
from jalon.protection.operations.answer_request import NotAQuestion
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded
from tests.protection.situations import MANAGER, OFFICER, asked, officer_of, question
from tests.space.situations import camille

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by_manager", [True, False])
def test_who_answers_for_the_reader_or_the_officer_explains(by_manager):
    request = question(camille())
    manager = actor(role=MANAGER, organisation=request.organisation)
    by, at = (manager if by_manager else officer_of(request.dossier)), timezone.now()

    answer_request(request=request, answer="Elle remplaçait votre référente.", by=by, at=at)

    request.refresh_from_db()
    assert (request.state, request.closed_at) == (RequestState.ANSWERED, at)
    assert request.answer == "Elle remplaçait votre référente."
    assert recorded()[-1] == ("request.answered", {"request_id": request.pk})


def test_nobody_answers_for_themselves():
    hat = AffiliationFactory()
    manager = AffiliationFactory(user=hat.user, organisation=hat.organisation, role=MANAGER)
    request = question(camille(), hat)

    with pytest.raises(Denied):
        answer_request(request=request, answer="C'est moi.", by=actor(manager), at=timezone.now())


def test_another_manager_another_officer_or_a_colleague_does_not_answer():
    request = question(camille())
    strangers = [
        actor(role=MANAGER),
        actor(role=OFFICER),
        actor(organisation=request.organisation),
        actor(role=MANAGER, organisation=request.lead_organisation),
    ]

    for other in strangers:
        with pytest.raises(Denied):
            answer_request(request=request, answer="Voici.", by=other, at=timezone.now())
    request.refresh_from_db()
    assert request.is_open


def test_what_asks_for_a_decision_is_not_explained_away():
    request = asked(kind="erasure")

    with pytest.raises(NotAQuestion):
        answer_request(
            request=request, answer="Non.", by=officer_of(request.dossier), at=timezone.now()
        )

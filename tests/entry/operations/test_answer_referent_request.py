import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.entry.models import ReferentRequest
from jalon.entry.operations import AnsweredAlready, answer_referent_request, request_referent
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.wording.guard import WordsToReview
from tests.factories import AffiliationFactory, actor
from tests.space.situations import account_of, browser_of, camille, person_actor

pytestmark = pytest.mark.django_db
MINE = "/mon-espace/referent"


def manager_of(dossier):
    return AffiliationFactory(
        organisation=dossier.referent.organisation, role=AffiliationRole.MANAGER
    )


def asked(dossier, reason="On ne se comprend pas."):
    return request_referent(
        dossier=dossier, reason=reason, by=person_actor(dossier), at=timezone.now()
    )


def answer(request, hat, reason="Une collègue parle votre langue.", is_accepted=True):
    return answer_referent_request(
        request=request, is_accepted=is_accepted, reason=reason, by=actor(hat), at=timezone.now()
    )


def test_a_manager_of_that_body_answers_once_with_a_reason():
    dossier = camille()
    one, manager = asked(dossier), manager_of(dossier)
    elsewhere = AffiliationFactory(role=AffiliationRole.MANAGER)

    for other in (dossier.referent.affiliation, elsewhere):
        with pytest.raises(Denied):
            answer(one, other)
    with pytest.raises(AnsweredAlready):
        answer(one, manager, " ")
    with pytest.raises(WordsToReview):
        answer(one, manager, "Son cancer demande une autre personne.")
    done = answer(one, manager)

    assert (done.state, done.answered_by) == ("accepted", manager)
    assert Entry.objects.get(kind="referent_request.answered").payload["status"] == "accepted"
    with pytest.raises(AnsweredAlready):
        answer(one, manager, is_accepted=False)


def test_from_her_space_to_the_manager_and_back(sign_in):
    dossier = camille()
    her, manager = browser_of(account_of(dossier.person)), sign_in(manager_of(dossier))
    desk = reverse("referent_requests")

    assert her.post(MINE, {"reason": "On ne se comprend pas."}).url == MINE
    assert her.post(MINE, {"reason": ""}).status_code == 422
    page = reverse("answer_referent_request", args=[ReferentRequest.objects.get().public_id])
    assert dossier.person.name in manager.get(desk).text
    assert "On ne se comprend pas." in manager.get(page).text
    referent = sign_in(dossier.referent.affiliation)
    assert [referent.get(path).status_code for path in (desk, page)] == [403, 404]
    assert "On ne se comprend pas." not in referent.get(f"/dossiers/{dossier.public_id}").text
    said = {"decision": "accept", "reason": "Une collègue parle votre langue."}
    assert manager.post(page, said).url == reverse("hand_over", args=[dossier.public_id])

    assert "Une collègue parle votre langue." in her.get(MINE).text
    assert manager.get(page).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_referent_request_list_asks_the_same_statements_for_1_and_3(
    count, sign_in, django_assert_num_queries
):
    hat = AffiliationFactory()
    manager = AffiliationFactory(organisation=hat.organisation, role=AffiliationRole.MANAGER)
    for _number in range(count):
        asked(camille(AffiliationFactory(organisation=hat.organisation)))
    client = sign_in(manager)
    client.get(reverse("referent_requests"))

    with django_assert_num_queries(4):
        page = client.get(reverse("referent_requests")).text
    assert page.count("On ne se") == 0
    assert page.count("data-list-item") == count

"""The person says who comes around her: in her space, under row-level security."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import JoinRequest, Membership
from jalon.dossiers.operations import RequestOver, accept_join_request, refuse_join_request
from jalon.kernel.errors import Denied
from tests.dossiers.emergencies import known
from tests.dossiers.operations.test_request_to_join import ask
from tests.factories import AffiliationFactory, MembershipFactory
from tests.jobs import delivered
from tests.space.situations import account_of, browser_of, camille, person_actor

pytestmark = pytest.mark.django_db
SPACE = "/mon-espace"


def seen(answer):
    return answer.text.replace("&#39;", "'").replace("\xa0", " ")


def told_the_answer():
    """Who was told that a request has an answer; other mails announced the request itself."""
    return {one.to[0] for one in delivered() if "a reçu une réponse" in one.subject}


def answer_page(request):
    return f"{SPACE}/equipe/{request.public_id}"


def test_she_says_yes_until_a_day_and_everybody_is_told(sign_in):
    dossier, hat = known(), AffiliationFactory(user__last_name="Klein")
    request, browser = ask(hat), browser_of(account_of(dossier.person))
    before = timezone.localdate() - dt.timedelta(days=9)
    MembershipFactory(dossier=dossier, affiliation=hat, started_on=before, until_on=before)
    page = answer_page(request)
    assert page in seen(browser.get(SPACE))
    assert "Klein" in seen(browser.get(page))
    assert browser.post(page, {"decision": "accept", "until_on": ""}).status_code == 422

    until = timezone.localdate() + dt.timedelta(days=60)
    said = {"decision": "accept", "until_on": until.isoformat(), "word": "Bienvenue."}
    assert browser.post(page, said).url == SPACE

    seat = Membership.objects.get(affiliation=hat, ended_at=None)
    assert (seat.role, seat.until_on, seat.dossier_id) == ("partner", until, dossier.pk)
    decided = JoinRequest.objects.get()
    assert (decided.is_decided_by_person, decided.decided_by, decided.answer) == (
        True, None, "Bienvenue.",
    )  # fmt: skip
    assert "C’est votre réponse." in seen(browser.get(SPACE))
    assert browser.get(page).status_code == 404
    assert told_the_answer() == {hat.user.email, dossier.referent.affiliation.user.email}
    assert "Klein" not in "".join(one.body for one in delivered())
    assert "Bienvenue." in seen(sign_in(hat).get("/aujourdhui"))
    assert sign_in(hat).get(f"/dossiers/{dossier.public_id}").status_code == 200
    thread = seen(sign_in(dossier.referent.affiliation).get(f"/dossiers/{dossier.public_id}"))
    assert "rejoint l’équipe" in thread


def test_she_says_no_without_having_to_say_why(sign_in):
    dossier, hat = known(), AffiliationFactory()
    request, browser = ask(hat), browser_of(account_of(dossier.person))

    browser.post(answer_page(request), {"decision": "refuse"})

    request.refresh_from_db()
    assert (request.state, request.is_decided_by_person) == ("refused", True)
    assert sign_in(hat).get(f"/dossiers/{dossier.public_id}").status_code == 404


def test_her_referent_s_answer_is_told_to_her(sign_in):
    dossier, hat = known(), AffiliationFactory()
    account = account_of(dossier.person)
    request = ask(hat)
    decide = f"/dossiers/{dossier.public_id}/equipe/demandes/{request.public_id}"

    lead = dossier.referent.affiliation
    sign_in(lead).post(decide, {"decision": "refuse", "answer": "Pas pour l'instant."})

    assert told_the_answer() == {hat.user.email, account.email}
    assert f"Réponse de {lead.user.name}." in seen(browser_of(account).get(SPACE))


def test_nobody_else_answers_in_her_place_nor_she_for_herself():
    dossier = known()
    own = AffiliationFactory()
    request, by_herself = ask(), ask(own)
    stranger = camille()
    account = account_of(stranger.person)
    herself, at = person_actor(dossier, own.user), timezone.now()

    assert browser_of(account).get(answer_page(request)).status_code == 404
    for asked, by in ((request, person_actor(stranger, account)), (by_herself, herself)):
        with pytest.raises(Denied):
            accept_join_request(request=asked, until_on=by.today, by=by, at=at)
        with pytest.raises(Denied):
            refuse_join_request(request=asked, answer="", by=by, at=at)
    refuse_join_request(request=request, answer="", by=herself, at=at)
    with pytest.raises(RequestOver):
        accept_join_request(request=request, until_on=herself.today, by=herself, at=at)


@pytest.mark.parametrize("many", [1, 3])
def test_who_asks_costs_the_same_for_1_and_3(many, django_assert_num_queries):
    dossier = known()
    browser = browser_of(account_of(dossier.person))
    for _one in range(many):
        ask(AffiliationFactory())
    browser.get(SPACE)

    with django_assert_num_queries(13):
        page = browser.get(SPACE).text
    assert page.count(f"{SPACE}/equipe/") == many

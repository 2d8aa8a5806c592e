"""Invited, asking to join, addressed a part: through the pages, under row-level security."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Invitation, JoinRequest, Membership, Sharing
from jalon.dossiers.operations import end_membership
from tests.dossiers.emergencies import TYPED, known
from tests.dossiers.joining import invited
from tests.dossiers.operations.test_address_block import address as addressed
from tests.dossiers.operations.test_address_block import around
from tests.dossiers.operations.test_request_to_join import ask
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier, swear

pytestmark = pytest.mark.django_db
HOME = "/aujourdhui"
ASK = "/dossiers/demander"
ASKED = {**TYPED, "role": "partner", "reason": "Je la reçois chaque semaine."}


def text_of(answer):
    return answer.content.decode().replace("&#39;", "'").replace("\xa0", " ")


def page_of(dossier):
    return f"/dossiers/{dossier.public_id}"


def test_invited_seen_by_initial_accepted_then_the_page_opens_and_closes_with_the_link(sign_in):
    dossier, guest = known(), AffiliationFactory(user__last_name="Klein")
    referent = sign_in(dossier.referent.affiliation)
    until = timezone.localdate() + dt.timedelta(days=90)
    referent.post(
        f"{page_of(dossier)}/equipe/inviter",
        {"hat": guest.public_id, "role": "partner", "until_on": until.isoformat()},
    )
    invitation = Invitation.objects.get()
    browser, answer = sign_in(guest), f"/invitations/{invitation.public_id}"
    assert browser.get(page_of(dossier)).status_code == 404

    home, asked = text_of(browser.get(HOME)), text_of(browser.get(answer))

    assert answer in home
    for page in (home, asked):
        assert "Camille D." in page
        assert "Durand" not in page
        assert str(dossier.public_id) not in page
    accepted = browser.post(answer, {"decision": "accept"})
    assert accepted.url == page_of(dossier)
    seat = Membership.objects.get(affiliation=guest)
    assert (seat.role, seat.until_on) == ("partner", until)
    assert browser.get(page_of(dossier)).status_code == 200
    assert browser.get(answer).status_code == 404
    end_membership(seat=seat, by=actor(dossier.referent.affiliation), at=timezone.now())
    assert browser.get(page_of(dossier)).status_code == 404


def test_declined_the_page_never_opens(sign_in):
    dossier, guest = known(), AffiliationFactory()
    invitation = invited(dossier, guest)
    browser = sign_in(guest)

    browser.post(f"/invitations/{invitation.public_id}", {"decision": "decline"})

    assert browser.get(page_of(dossier)).status_code == 404
    assert "Invitations reçues" not in text_of(browser.get(HOME))
    invitation.refresh_from_db()
    assert invitation.state == "declined"


def test_withdrawn_or_expired_it_is_answered_by_nobody(sign_in, clock):
    dossier, guest = known(), AffiliationFactory(user__last_name="Klein")
    first = invited(dossier, guest)
    invite = f"{page_of(dossier)}/equipe/inviter"
    referent = sign_in(dossier.referent.affiliation)
    assert "Klein" in text_of(referent.get(invite))

    referent.post(f"{page_of(dossier)}/equipe/invitations/{first.public_id}/retirer")

    assert "Klein" not in text_of(referent.get(invite))
    second = invited(dossier, guest)
    clock.shift(dt.timedelta(days=14))
    for invitation in (first, second):
        address = f"/invitations/{invitation.public_id}"
        assert sign_in(guest).post(address, {"decision": "accept"}).status_code == 404
    assert not Membership.objects.filter(affiliation=guest).exists()


def test_an_invitation_is_for_one_hat_alone(sign_in):
    invitation = invited(known(), AffiliationFactory())
    same_human = AffiliationFactory(user=invitation.affiliation.user)
    for hat in (same_human, invitation.invited_by, AffiliationFactory()):
        browser = sign_in(hat)
        address = f"/invitations/{invitation.public_id}"
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"decision": "accept"}).status_code == 404


def test_asked_then_let_in_until_a_day(sign_in):
    dossier, hat = known(), AffiliationFactory(user__last_name="Klein")
    browser, referent = sign_in(hat), sign_in(dossier.referent.affiliation)

    asked = browser.post(ASK, ASKED)

    request = JoinRequest.objects.get()
    assert asked.url == HOME
    mine = text_of(browser.get(HOME))
    assert "Camille D." in mine
    assert str(dossier.public_id) not in mine
    assert browser.get(page_of(dossier)).status_code == 404
    decide = f"{page_of(dossier)}/equipe/demandes/{request.public_id}"
    assert decide in text_of(referent.get(HOME))
    assert "Je la reçois chaque semaine." in text_of(referent.get(decide))
    until = timezone.localdate() + dt.timedelta(days=60)
    referent.post(decide, {"decision": "accept", "until_on": until.isoformat()})
    assert Membership.objects.get(affiliation=hat).until_on == until
    assert browser.get(page_of(dossier)).status_code == 200


def test_refused_with_a_reason_the_page_stays_closed(sign_in):
    dossier, hat = known(), AffiliationFactory()
    request = ask(hat)
    decide = f"{page_of(dossier)}/equipe/demandes/{request.public_id}"
    referent = sign_in(dossier.referent.affiliation)
    assert referent.post(decide, {"decision": "refuse"}).status_code == 422

    referent.post(decide, {"decision": "refuse", "answer": "Elle ne le souhaite pas."})

    browser = sign_in(hat)
    assert "Elle ne le souhaite pas." in text_of(browser.get(HOME))
    assert browser.get(page_of(dossier)).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"birth_name": "Autre"}, {"france_travail": "7654321B"}, {"france_travail": ""}]
)
def test_asking_tells_nothing_of_whoever_is_not_exactly_known(wrong, sign_in):
    dossier = known()

    answer = sign_in(AffiliationFactory()).post(ASK, {**ASKED, **wrong})

    assert answer.status_code == 422
    assert str(dossier.public_id) not in text_of(answer)
    assert not JoinRequest.objects.exists()


def test_asking_counts_in_the_budget(sign_in):
    browser = sign_in(AffiliationFactory())
    answers = [
        browser.post(ASK, {**ASKED, "france_travail": f"{number:07d}Z"}).status_code
        for number in range(45)
    ]

    assert (answers[0], answers[-1]) == (422, 429)


def test_nobody_but_the_referent_finds_the_request(sign_in):
    dossier, hat = known(), AffiliationFactory()
    request = ask(hat)
    decide = f"{page_of(dossier)}/equipe/demandes/{request.public_id}"
    lead = dossier.referent.organisation
    for one in (
        AffiliationFactory(role=AffiliationRole.ADMINISTRATOR, organisation__kind="operator"),
        AffiliationFactory(role=AffiliationRole.MANAGER, organisation=lead),
        MembershipFactory(dossier=dossier).affiliation,
        hat,
    ):
        browser = sign_in(one)
        assert browser.get(decide).status_code == 404
        assert browser.post(decide, {"decision": "accept"}).status_code == 404


def test_an_existing_dossier_offers_to_ask(sign_in):
    assert reverse("request_to_join") == ASK
    assert sign_in(AffiliationFactory()).get(ASK).status_code == 200


def test_a_part_is_addressed_and_closed_again(sign_in):
    dossier, hat, _by = around()
    swear(hat)
    referent, page = sign_in(dossier.referent.affiliation), f"{page_of(dossier)}/equipe/adresser"
    assert page in text_of(referent.get(page_of(dossier)))

    referent.post(page, {"organisation": hat.organisation.public_id, "block": "S"})

    sharing = Sharing.objects.get()
    assert "Santé" in text_of(referent.get(page))
    barriers = f"{page_of(dossier)}/bloc/barriers"
    assert "Santé" in text_of(sign_in(hat).get(barriers))
    referent.post(f"{page_of(dossier)}/equipe/partages/{sharing.public_id}/fin")
    assert "Santé" not in text_of(sign_in(hat).get(barriers))
    assert sign_in(hat).get(page).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_address_block_costs_the_same_for_1_and_3(many, sign_in, django_assert_num_queries):
    dossier, hat, by = around()
    for letter in "SHF"[:many]:
        addressed(dossier, hat.organisation, by, block=letter)
    browser = sign_in(dossier.referent.affiliation)
    browser.get(f"{page_of(dossier)}/equipe/adresser")

    with django_assert_num_queries(12):  # six more: may they, though she objected?
        page = text_of(browser.get(f"{page_of(dossier)}/equipe/adresser"))
    assert page.count("data-list-item") == many


@pytest.mark.parametrize("many", [1, 3])
def test_ways_in_on_the_first_page_cost_the_same_for_1_and_3(
    many, sign_in, django_assert_num_queries
):
    hat = AffiliationFactory()
    for _number in range(many):
        invited(make_dossier(), hat)
    browser = sign_in(hat)
    browser.get(HOME)

    with django_assert_num_queries(13):
        page = text_of(browser.get(HOME))
    assert page.count("/invitations/") == many

"""« Mon espace »: who follows me, and nobody else's anything."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import ExceptionalAccess, TeamRole
from jalon.journal.models import Channel, Purpose, Reading
from tests.appointments.situations import booked
from tests.factories import AffiliationFactory, MembershipFactory, PersonFactory, UserFactory
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
SPACE = "/mon-espace"


@pytest.fixture(autouse=True)
def second_factor_asked_of_professionals(settings):
    settings.JALON_SECOND_FACTOR_REQUIRED = True


def test_the_person_reads_who_accompanies_them_and_who_to_call():
    dossier = camille()
    MembershipFactory(dossier=dossier, affiliation__user__last_name="Marchal")
    MembershipFactory(
        dossier=dossier, affiliation__user__last_name="Partie", ended_at="2026-01-01T00:00Z"
    )
    stranger = camille(AffiliationFactory(user__last_name="Lointain", phone="+33387000099"))

    page = browser_of(account_of(dossier.person)).get(SPACE).content.decode()

    assert "Bonjour Camille Durand" in page
    assert "Mme Weber" in page
    assert "Mme Marchal" in page
    assert "Mme Partie" not in page
    assert 'href="tel:+33387000001"' in page
    assert "Lointain" not in page
    assert str(stranger.public_id) not in page


def test_a_body_whose_name_is_sensitive_is_not_hidden_from_the_person():
    dossier = camille()
    MembershipFactory(
        dossier=dossier,
        affiliation__organisation__kind="addiction_care",
        affiliation__organisation__name="CSAPA inventé",
        role=TeamRole.PARTNER,
    )

    assert "CSAPA inventé" in browser_of(account_of(dossier.person)).get(SPACE).content.decode()


def test_looking_at_ones_own_dossier_is_on_record_too():
    dossier = camille()
    user = account_of(dossier.person)

    browser_of(user).get(SPACE)

    [reading] = Reading.objects.all()
    assert (reading.stream, reading.user_id, reading.affiliation_id) == (
        dossier.stream,
        user.pk,
        None,
    )
    assert (reading.purpose, reading.channel) == (Purpose.OWN, Channel.PAGE)
    assert reading.blocks == ["team", "plan", "contract", "appointments", "readings"]


def test_a_person_without_a_dossier_is_told_so():
    page = browser_of(account_of(PersonFactory())).get(SPACE).content.decode()

    assert "Vous n’avez pas encore de dossier" in page
    assert not Reading.objects.exists()


def test_a_closed_dossier_is_still_theirs():
    dossier = camille()
    dossier.closed_at = dossier.opened_at
    dossier.referent.ended_at = dossier.opened_at
    dossier.referent.save()
    dossier.save()

    assert browser_of(account_of(dossier.person)).get(SPACE).status_code == 200
    assert Reading.objects.filter(stream=dossier.stream).exists()


@pytest.mark.parametrize("address", ["home", "dossier_list", "organisations", "welcome"])
def test_pages_of_professionals_lead_the_person_back_home(address):
    browser = browser_of(account_of(camille().person))

    answer = browser.get(reverse(address), follow=True)

    assert answer.redirect_chain[-1] == (SPACE, 302)


def test_a_professional_has_no_space(sign_in):
    for role in (AffiliationRole.PROFESSIONAL, AffiliationRole.DATA_PROTECTION):
        answer = sign_in(AffiliationFactory(role=role)).get(SPACE)
        assert (answer.status_code, answer.url) == (302, reverse("home"))


def test_an_account_whose_tie_has_ended_sees_nothing_any_more():
    dossier = camille()
    user = account_of(dossier.person)
    dossier.person.accesses.update(ended_at=dossier.opened_at)

    answer = browser_of(user).get(SPACE)

    assert answer.status_code == 302
    assert not Reading.objects.exists()


def test_an_account_tied_to_nobody_sees_nothing():
    assert browser_of(UserFactory()).get(SPACE).status_code == 302


@pytest.mark.parametrize("seats", [1, 3])
def test_home_asks_the_same_statements_for_seats_and_emergencies_1_and_3(
    seats, django_assert_num_queries
):
    dossier = camille()
    for _number in range(seats - 1):
        MembershipFactory(dossier=dossier)
    now = timezone.now()
    for _number in range(seats):
        hat = AffiliationFactory()
        ExceptionalAccess.objects.create(
            dossier=dossier, affiliation=hat, organisation=hat.organisation, reason="essai",
            opened_at=now, expires_at=now + dt.timedelta(minutes=30),
            review_due_on=timezone.localdate(),
        )  # fmt: skip
    browser = browser_of(account_of(dossier.person))
    browser.get(SPACE)

    with django_assert_num_queries(13):
        browser.get(SPACE)


def test_the_next_appointment_is_said_on_its_day():
    dossier = camille()
    meeting = booked(dossier, dossier.referent.affiliation, timezone.now() + dt.timedelta(days=2))

    page = browser_of(account_of(dossier.person)).get(SPACE).text

    assert "Prochain rendez-vous" in page
    assert f"Rendez-vous : {meeting.organisation}" in page
    assert "Voir le rendez-vous" in page

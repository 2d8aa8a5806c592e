"""« Qui voit quoi »: what the page tells is what the rules decide."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from jalon.accounts.models import Habilitation, HabilitationKind
from jalon.dossiers.models import Objection, Sharing
from tests.factories import AffiliationFactory, MembershipFactory
from tests.space.situations import account_of, browser_of, camille

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/qui-voit-quoi"
HEALTH = "ce que votre santé empêche"
CONTRACT = "votre contrat et vos objectifs"
NOTES = "les notes partagées"


def seat(dossier, name, kind):
    return MembershipFactory(
        dossier=dossier, affiliation__user__last_name=name, affiliation__organisation__kind=kind
    )


def told(dossier):
    """For each of those around: what they write, what they only read, what they do not see."""
    page = browser_of(account_of(dossier.person)).get(PAGE).content.decode()
    sheets = page.split('<section class="j-sheet">')[1:]
    found = {}
    for sheet in sheets:
        name = re.findall(r"<h2>([^<]+)</h2>", sheet)
        lists = {
            title: re.findall(r"<li>([^<]+)</li>", body)
            for title, body in re.findall(
                r"(lire et écrire|seulement lire|Ne voit pas).*?<ul>(.*?)</ul>", sheet, re.S
            )
        }
        if name:
            found[name[0]] = lists
    return found


def test_each_body_sees_its_part():
    dossier = camille()
    seat(dossier, "Emploi", "france_travail")
    seat(dossier, "Paie", "caf")

    seen = told(dossier)

    assert "votre formation et votre travail" in seen["Mme Emploi"]["lire et écrire"]
    assert NOTES in seen["Mme Emploi"]["seulement lire"]
    assert "votre argent" in seen["Mme Emploi"]["Ne voit pas"]
    assert "vos droits et allocations" in seen["Mme Paie"]["lire et écrire"]
    assert NOTES in seen["Mme Paie"]["Ne voit pas"]


def test_health_is_told_only_to_who_swore_secrecy():
    dossier = camille()
    before = told(dossier)["Mme Weber"]
    Habilitation.objects.create(
        affiliation=dossier.referent.affiliation,
        kind=HabilitationKind.SECRECY,
        started_on=timezone.localdate(),
        ended_on=timezone.localdate() + dt.timedelta(days=30),
        granted_by=AffiliationFactory(),
    )
    dossier.person.accesses.all().delete()

    after = told(dossier)["Mme Weber"]

    assert HEALTH in before["Ne voit pas"]
    assert HEALTH in after["lire et écrire"]


def test_what_was_addressed_and_what_was_objected_to_is_counted():
    dossier = camille()
    emploi = seat(dossier, "Emploi", "france_travail")
    Sharing.objects.create(
        dossier=dossier, organisation=emploi.organisation, block="H", shared_at=timezone.now(),
        shared_by=dossier.referent.affiliation,
    )  # fmt: skip
    Objection.objects.create(
        dossier=dossier, organisation=emploi.organisation, block="N", granted_at=timezone.now()
    )

    seen = told(dossier)["Mme Emploi"]

    assert "votre logement" in seen["seulement lire"]
    assert NOTES in seen["Ne voit pas"]


def test_who_pays_is_said_to_see_the_dates_of_a_contract_unless_she_objected():
    dossier = camille()
    paie = seat(dossier, "Paie", "caf")
    page = browser_of(account_of(dossier.person)).get(PAGE).text
    told_of_dates = "Voit si vous avez un contrat, et ses dates"
    assert page.count(told_of_dates) == 1
    dossier.person.accesses.all().delete()
    assert CONTRACT not in told(dossier)["Mme Paie"]["Ne voit pas"]
    dossier.person.accesses.all().delete()
    Objection.objects.create(
        dossier=dossier, organisation=paie.organisation, block="K", granted_at=timezone.now()
    )

    assert CONTRACT in told(dossier)["Mme Paie"]["Ne voit pas"]


def test_the_page_says_nothing_of_those_around_somebody_else():
    dossier, other = camille(), camille()
    seat(other, "Lointain", "caf")

    assert set(told(dossier)) == {"Mme Weber"}

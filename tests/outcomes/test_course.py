"""What the page of a dossier says of its course, and who reads why it stands still."""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory, swear
from tests.outcomes.situations import addressed, followed, halted
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db


def at(name, dossier, *more):
    return reverse(name, args=[dossier.public_id, *more])


def test_the_referent_says_it_all_from_the_page(sign_in, clock):
    dossier, hat = followed()
    addressed(dossier)
    client, page = sign_in(hat), at("dossier_page", dossier)

    client.post(at("conclude_assessment", dossier))
    wrong = client.post(at("suspend_support", dossier), {"reason": "hospital", "from_on": ""})
    client.post(at("suspend_support", dossier), {"reason": "absence", "from_on": "2026-11-20"})
    halted_page = client.get(page).text
    suspension = dossier.suspensions.get().public_id
    early = client.post(at("prolong_support", dossier, suspension), {"expected_on": "2026-11-24"})
    client.post(at("prolong_support", dossier, suspension), {"expected_on": "2026-12-24"})
    longer = client.get(page).text
    hers = browser_of(account_of(dossier.person)).get(reverse("space_path")).text
    client.post(at("resume_support", dossier, suspension), {"resumed_on": "2026-11-23"})
    resumed = client.get(page).text
    client.post(at("withdraw_suspension", dossier, suspension))
    client.post(at("reopen_assessment", dossier, dossier.conclusions.get().public_id))
    after = client.get(page).text

    assert wrong.status_code == 422
    assert "hospitalisation" not in wrong.text.replace("Une hospitalisation se note", "")
    assert halted_page.count("accompagnement suspendu") >= 2  # the header, then the part
    assert "absence annoncée" in halted_page
    assert "Diagnostic partagé établi le" in halted_page
    assert early.status_code == 422
    assert "Suspension prolongée : retour prévu le 24 décembre 2026" in longer
    assert "Retour prévu le jeudi 24 décembre" in hers
    assert "Accompagnement repris le 23 novembre 2026" in resumed
    assert "Suspension notée par erreur" in after
    assert "n’est pas encore établi" in after
    assert client.get(at("resume_support", dossier, suspension)).status_code == 404


def test_who_may_not_know_of_health_reads_that_it_stands_still_and_not_why(sign_in, clock):
    dossier, hat = followed()
    swear(hat)
    halted(dossier, reason="hospital")
    colleague = MembershipFactory(dossier=dossier).affiliation

    page = sign_in(colleague).get(at("dossier_page", dossier)).text

    assert "accompagnement suspendu" in page
    assert "hospitalisation" not in page
    assert "hospitalisation" in sign_in(hat).get(at("dossier_page", dossier)).text


def test_the_person_reads_on_her_path_that_it_waits_for_her(clock):
    dossier, _hat = followed()
    halted(dossier)

    page = browser_of(account_of(dossier.person)).get(reverse("space_path")).text

    assert "Votre accompagnement est en pause" in page

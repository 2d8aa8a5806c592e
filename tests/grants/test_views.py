"""The pages of an agreement, without JavaScript: from the desk to the last signature."""

import csv
import html
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.accounts.acting import acting
from jalon.accounts.models import Affiliation
from jalon.grants.models import Agreement
from jalon.grants.queries.essential import NAMES
from jalon.projects.models import Project
from tests.appraisal.situations import AT
from tests.grants.situations import OVER, PDF, accepted, drafted, in_force, selected, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _after_the_announcement():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def as_(sign_in):
    return lambda who: sign_in(Affiliation.objects.get(pk=who.affiliation_id))


def text(answer):
    found = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(found.replace("\u202f", " ").replace("\u00a0", " ").split())


def values(answer):
    """What the form of a page would send, as it stands."""
    forms = re.findall(r"<form[^>]*novalidate.*?</form>", answer.content.decode(), re.S)
    said = {}
    for tag in re.findall(r"<input[^>]*>", forms[0]):
        given = dict(re.findall(r'(name|value)="([^"]*)"', tag))
        said[given["name"]] = given.get("value", "")
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', forms[0], re.S)
    said |= {name: one.strip() for name, one in areas}
    for name, options in re.findall(
        r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', forms[0], re.S
    ):
        said[name] = re.findall(r'value="([^"]*)" selected', options)[0]
    return {name: html.unescape(one) for name, one in said.items() if "csrf" not in name}


def test_drafted_reviewed_asked_written_again_accepted_signed_twice_amended_and_closed(as_):
    world = selected()
    officer, carrier = as_(world.officer), as_(world.carrier)
    president, head, rival = as_(world.president), as_(world.head), as_(world.rival)

    def at(name):
        return reverse(name, args=[world.project.public_id])

    desk = reverse("grants_desk")
    assert "Commencer la convention" in text(officer.get(desk))
    assert officer.post(at("draft_agreement"), {"reference": ""}).status_code == 422
    assert carrier.get(at("draft_agreement")).status_code == 404
    assert officer.post(at("draft_agreement"), {"reference": "2027-012"}).url == at("agreement")
    assert "1 projet vous attend" in text(officer.get(desk))
    assert carrier.get(at("agreement")).status_code == 404
    assert "Convention" not in text(carrier.get(at("project")))

    # The amount is written to the cent, or nothing is.
    form = values(officer.get(at("revise_schedule")))
    wrong = officer.post(at("revise_schedule"), {**form, "amount_cents": "80 000,02"})
    assert "Les versements font 80 000,01 €" in text(wrong)
    right = {**form, "amount_cents": "80 000", "cents-3": "16 000"}
    assert officer.post(at("revise_schedule"), right).status_code == 302
    refused = officer.post(at("send_agreement"), follow=True)
    assert "ne dit pas le montant de la subvention : 80 000 €" in text(refused)
    form = values(officer.get(at("revise_agreement")))
    officer.post(at("revise_agreement"), {**form, "article-montant": "80 000 euros."})
    officer.post(at("send_agreement"))
    assert "Un texte attend votre réponse" in text(carrier.get(at("project")))
    assert rival.get(at("agreement")).status_code == 404

    # The carrier asks, the State writes, the carrier accepts what it read.
    assert carrier.post(at("answer_agreement"), {}).status_code == 422
    carrier.post(at("answer_agreement"), {"duree": "Dites 36 mois"})
    shown = text(carrier.get(at("agreement")))
    assert "Le texte est repris par l’État" in shown
    assert "80 000" not in shown  # what is being written again is not read
    assert carrier.get(at("agreement_paper")).status_code == 404
    assert carrier.post(at("answer_agreement"), {"duree": "?"}).url == at("agreement")
    assert "Dites 36 mois" in text(officer.get(at("agreement")))
    page = officer.get(at("revise_agreement"))
    assert "Dites 36 mois" in text(page)
    form = values(page)
    officer.post(
        at("revise_agreement"), {**form, "article-duree": f"36 mois. {form['article-duree']}"}
    )
    assert officer.post(at("revise_agreement"), form).status_code == 422  # an older reading
    officer.post(at("send_agreement"))
    assert "36 mois." in text(carrier.get(at("answer_agreement")))
    carrier.post(at("accept_agreement"), {"revision": "3"})
    assert world.version.state == "review"
    carrier.post(at("accept_agreement"), {"revision": "4"})
    assert "Une personne responsable de votre organisme doit signer" in text(
        carrier.get(at("agreement"))
    )

    # In order, each for their side.
    assert head.post(at("sign_agreement")).status_code == 409
    assert carrier.get(at("sign_agreement")).status_code == 403
    assert president.post(at("sign_agreement"), {"revision": "3"}).status_code == 409
    for hat in (president, head):
        assert 'name="revision" value="4"' in hat.get(at("sign_agreement")).content.decode()
        hat.post(at("sign_agreement"), {"revision": "4"})
    shown = text(carrier.get(at("agreement")))
    assert "en vigueur" in shown
    assert carrier.get(at("agreement_paper")).content.startswith(b"%PDF")
    assert rival.get(at("agreement_paper")).status_code == 404

    # Amended, given up, ended.
    officer.post(at("amend_agreement"), {"change": "Un an de plus"})
    assert "Un an de plus" not in text(carrier.get(at("agreement")))
    assert "Un avenant est en préparation" in text(officer.get(at("close_agreement")))
    officer.post(at("discard_amendment"))
    assert officer.get(at("end_agreement")).status_code == 403
    head.post(at("end_agreement"), {"reason": "breach", "words": "Projet arrêté"})
    assert "Projet arrêté" in text(carrier.get(at("agreement")))


def test_given_up_before_it_binds_it_is_still_read_and_has_no_document(as_):
    world = sent()
    page = reverse("agreement", args=[world.project.public_id])
    end = reverse("end_agreement", args=[world.project.public_id])
    as_(world.head).post(end, {"reason": "carrier", "words": "Projet abandonné"})

    shown = as_(world.carrier).get(page)

    assert "Projet abandonné" in text(shown)
    assert "abandonnée" in text(shown)
    assert "ésiliée" not in text(shown)
    assert reverse("agreement_paper", args=[world.project.public_id]) not in shown.content.decode()


def test_desk_costs_the_same_for_1_and_3(as_):
    world = drafted()
    officer = as_(world.officer)

    def cost():
        with CaptureQueriesContext(connection) as found:
            page = text(officer.get(reverse("grants_desk")))
        return len(found), page.count("Un projet inventé")

    cost()
    one = cost()
    for other in (in_force(), in_force()):
        Project.objects.filter(pk=other.project.pk).update(call=world.project.call)

    three = cost()

    assert (one[0], three[0]) == (three[0], one[0])
    assert (one[1], three[1]) == (1, 3)


def test_asked_with_its_documents_certified_paid_reported_and_asked_back(as_):
    world = in_force()
    project = world.project.public_id

    def at(name, *more):
        return reverse(name, args=[project, *more])

    with time_machine.travel(OVER, tick=False):
        officer, carrier, rival = as_(world.officer), as_(world.carrier), as_(world.rival)
        partner = as_(world.partner)
        balance, report = world.payment("balance").public_id, world.report().public_id
        assert "3 versements peuvent être demandés" in text(carrier.get(at("project")))
        ask = at("ask_payment", balance)
        wrong = SimpleUploadedFile("facture.pdf", b"MZ not a pdf")
        refused = carrier.post(ask, {"cents": "100", "file_1": wrong})
        assert "ni un PDF ni une image" in text(refused)
        files = {"file_1": SimpleUploadedFile("facture.pdf", PDF)}
        assert officer.get(ask).status_code == 404
        assert carrier.post(ask, {"cents": "16 000,01", "words": "Solde", **files}).url == at(
            "agreement"
        )
        assert "1 versement à examiner" in text(officer.get(reverse("grants_desk")))
        examine = at("certify_payment", balance)
        assert "facture.pdf" in text(officer.get(examine))
        paper = at("payment_paper", balance, world.payment("balance").papers.get().public_id)
        assert officer.get(paper).content == PDF
        assert [who.get(paper).status_code for who in (rival, partner)] == [404, 404]
        assert officer.post(at("return_payment", balance), {"reason": ""}).status_code == 422
        officer.post(at("return_payment", balance), {"reason": "Il manque un visa"})
        assert "Il manque un visa" in text(carrier.get(at("agreement")))
        carrier.post(ask, {"cents": "16 000,01"})
        assert officer.post(examine, {"cents": "20 000"}).status_code == 422
        officer.post(examine, {"cents": "15 000"})
        paid = {"reference": "DP-7", "paid_on": OVER.date().isoformat()}
        officer.post(at("enter_payment", balance), paid)
        shown = text(carrier.get(at("agreement")))
        assert "DP-7" in shown
        assert "Versé 15 000 €" in shown

        # A report, with what was measured; returned once, then accepted.
        page = at("report", report)
        assert "Accompagnements commencés" in text(carrier.get(page))
        carrier.post(at("give_report", report))
        assert "en retard" in text(carrier.get(page))
        said = {"spent_cents": "90 000", "means": "Deux", "results": "Dix", "impact": "Mieux"}
        wrong = carrier.post(page, {"revision": "1", **said, "fte": "30 000 000"})
        assert "Écrivez un nombre" in text(wrong)
        carrier.post(page, {"revision": "1", **said})
        assert "90 000 €" not in text(officer.get(page))  # not given yet
        carrier.post(at("give_report", report))
        assert officer.post(at("return_report", report), {"reason": ""}).status_code == 422
        officer.post(at("return_report", report), {"reason": "Détaillez"})
        assert "Détaillez" in text(carrier.get(page))
        carrier.post(at("give_report", report))
        officer.post(at("accept_report", report))
        assert "accepté" in text(carrier.get(page))

        # Too much was paid: no more than that is asked back.
        back = {"cents": "15 000,01", "reason": "Non dépensé", "reference": "TP-1"}
        assert officer.post(at("ask_repayment"), back).status_code == 422
        officer.post(at("ask_repayment"), {**back, "cents": "500"})
        repayment = world.agreement.repayments.get().public_id
        officer.post(at("settle_repayment", repayment), {"settled_on": OVER.date().isoformat()})
        assert "remboursé" in text(carrier.get(at("agreement")))


def test_the_essential_data_are_read_by_everybody_one_line_for_each_beneficiary(client):
    world, other = in_force(), accepted()
    Agreement.objects.filter(pk=world.agreement.pk).update(
        state="ended", end_reason="breach", ended_at=AT
    )  # once signed, it stays published
    Project.objects.filter(pk=other.project.pk).update(call=world.project.call)
    call = world.project.call.public_id

    with acting(None, at=AT):
        page = text(client.get(reverse("call_subsidies", args=[call])))
        lines = client.get(reverse("call_subsidies_csv", args=[call])).content.decode().splitlines()
        [said] = client.get(reverse("call_subsidies_json", args=[call])).json()

    assert "80 000,01 €" in page
    assert lines[0].split(",") == list(NAMES)
    assert len(lines) == 2  # what is not signed by both is not there
    [row] = csv.DictReader(lines)
    carrier = world.project.carrier
    assert (row["nomBeneficiaire"], row["idBeneficiaire"]) == (carrier.name, carrier.siret)
    assert (row["montant"], row["dateConvention"]) == ("80000.01", AT.date().isoformat())
    assert row["datesPeriodeVersement"] == "2027-04-01/2029-05-31"
    assert (row["conditionsVersement"], row["notificationUE"]) == ("échelonné", "non")
    assert (said["montant"], said["pourcentageSubvention"]) == (80000.01, 1)


def test_call_subsidies_cost_the_same_for_1_and_3(client):
    world = in_force()
    page = reverse("call_subsidies", args=[world.project.call.public_id])

    def cost():
        with CaptureQueriesContext(connection) as found:
            shown = text(client.get(page))
        return len(found), shown.count("Un projet inventé")

    cost()
    one = cost()
    for other in (in_force(), in_force()):
        Project.objects.filter(pk=other.project.pk).update(call=world.project.call)

    three = cost()

    assert one[0] == three[0]
    assert (one[1], three[1]) == (1, 3)

"""Handovers through the pages, within row-level security: proposed, accepted, in number."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.entry.models import Absence, Handover
from tests.entry.situations import NOTE, offered, referents
from tests.factories import AffiliationFactory, make_dossier

pytestmark = pytest.mark.django_db


def manager_of(body):
    return AffiliationFactory(organisation=body, role=AffiliationRole.MANAGER)


def test_hand_over_costs_the_same_with_1_and_3(sign_in, django_assert_num_queries):
    dossier = make_dossier()
    client = sign_in(dossier.referent.affiliation)
    address = reverse("hand_over", args=[dossier.public_id])
    client.get(address, {"q": "klein"})
    AffiliationFactory(user__last_name="Klein")
    with CaptureQueriesContext(connection) as asked:
        one = client.get(address, {"q": "klein"})
    for _more in range(2):
        AffiliationFactory(user__last_name="Klein")
    AffiliationFactory(user__last_name="Klein", organisation__kind="caf")
    with django_assert_num_queries(len(asked)):
        three = client.get(address, {"q": "klein"})

    assert (one.text.count("?vers="), three.text.count("?vers=")) == (1, 3)


def test_proposed_read_and_accepted_from_their_pages(sign_in):
    dossier, receiver = make_dossier(), AffiliationFactory()
    client, other = sign_in(dossier.referent.affiliation), sign_in(receiver)
    address = reverse("hand_over", args=[dossier.public_id])

    proposed = client.post(address, {"hat": receiver.public_id, "note": NOTE})
    handover = Handover.objects.get()
    theirs = reverse("answer_handover", args=[handover.public_id])
    shown = other.get(theirs)
    closed = other.get(reverse("dossier_page", args=[dossier.public_id])).status_code
    accepted = other.post(theirs, {"decision": "accept"})

    assert proposed.status_code == accepted.status_code == 302
    assert "Le projet est clair" in shown.text
    assert "Personne" not in shown.text.split("<main")[1].split("</dl>")[0].split("Camille")[1]
    assert closed == 404
    assert referents(dossier) == [receiver.pk]
    assert other.get(reverse("dossier_page", args=[dossier.public_id])).status_code == 200
    assert client.get(address).status_code == 403


def test_handover_list_is_accepted_in_one_go_with_1_and_3(sign_in, django_assert_num_queries):
    receiver = AffiliationFactory()
    client = sign_in(receiver)
    client.get(reverse("handovers"))
    empty = client.get(reverse("handovers"))
    first = offered(receiver)
    with CaptureQueriesContext(connection) as asked:
        one = client.get(reverse("handovers"))
    others = [offered(receiver) for _turn in range(2)]
    with django_assert_num_queries(len(asked)):
        three = client.get(reverse("handovers"))
    chosen = [handover.public_id for handover in (first, *others)]
    client.post(reverse("accept_handovers"), {"handover": chosen})

    assert "Aucun relais" in empty.text
    assert (one.text.count("data-list-item"), three.text.count("data-list-item")) == (1, 3)
    for handover in (first, *others):
        assert referents(handover.dossier) == [receiver.pk]


def test_unaccompanied_list_says_zero_then_who_with_1_and_3(sign_in, django_assert_num_queries):
    dossiers = [make_dossier() for _turn in range(3)]
    body = dossiers[0].referent.organisation
    for dossier in dossiers:
        dossier.referent.affiliation.organisation = dossier.referent.organisation = body
        dossier.referent.affiliation.save()
        dossier.referent.save()
    client = sign_in(manager_of(body))
    address = reverse("unaccompanied")
    client.get(address)
    zero = client.get(address)
    leave(dossiers[0])
    with CaptureQueriesContext(connection) as asked:
        one = client.get(address)
    leave(dossiers[1])
    leave(dossiers[2])
    with django_assert_num_queries(len(asked)):
        three = client.get(address)

    assert "Zéro" in zero.text
    assert (one.text.count("data-list-item"), three.text.count("data-list-item")) == (1, 3)


def leave(dossier):
    hat = dossier.referent.affiliation
    hat.ended_on = timezone.localdate()
    hat.save()


def test_caseload_list_and_its_maximum_with_1_and_3(sign_in, django_assert_num_queries):
    hat = AffiliationFactory()
    make_dossier(referent=hat)
    client = sign_in(manager_of(hat.organisation))
    address = reverse("caseloads")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        one = client.get(address)
    for _more in range(2):
        AffiliationFactory(organisation=hat.organisation)
    with django_assert_num_queries(len(asked)):
        three = client.get(address)
    client.post(reverse("limit_caseload", args=[hat.public_id]), {"most": 0})

    assert (one.text.count("data-list-item"), three.text.count("data-list-item")) == (1, 3)
    assert "au-delà" in client.get(address).text


def test_transfer_list_is_read_first_and_applies_nothing_before_with_1_and_3(sign_in):
    hat = AffiliationFactory()
    receiver = AffiliationFactory(organisation=hat.organisation)
    client = sign_in(manager_of(hat.organisation))
    address = reverse("transfer_caseload", args=[hat.public_id])
    asked = {"receiver": receiver.public_id, "note": "Départ de la collègue en mutation."}
    make_dossier(referent=hat)

    one = client.post(address, asked)
    make_dossier(referent=hat)
    busy = make_dossier(referent=hat)
    three = client.post(address, asked)
    assert not Handover.objects.exists()
    client.post(reverse("hand_over", args=[busy.public_id]),
                {"hat": receiver.public_id, "note": NOTE})  # fmt: skip
    again = client.post(address, asked)
    stale = client.post(address, {**asked, **read(three), "confirm": "1"})
    other = AffiliationFactory(organisation=hat.organisation).public_id
    elsewhere = client.post(address, {**asked, **read(again), "receiver": other, "confirm": "1"})
    assert [stale.status_code, elsewhere.status_code] == [422, 422]
    assert Handover.objects.count() == 1
    client.post(address, {**asked, **read(again), "confirm": "1"})

    assert (one.text.count("data-list-item"), three.text.count("data-list-item")) == (1, 3)
    assert "Un relais est déjà proposé." in again.text.replace("&#39;", "'")
    assert Handover.objects.filter(affiliation=receiver, state="pending").count() == 3
    assert again.text.index("Voir ce qui serait") < again.text.index("Proposer ces relais")


def read(page):
    """What the page says that it shows, as its form sends it back."""
    found = re.findall(r'name="(read|read_for)" value="([^"]+)"', page.text)
    [to] = [value for name, value in found if name == "read_for"]
    return {"read_for": to, "read": [value for name, value in found if name == "read"]}


def test_a_transfer_longer_than_one_go_says_so_and_asks_no_more_statements(sign_in, monkeypatch):
    hat = AffiliationFactory()
    asked = {
        "receiver": AffiliationFactory(organisation=hat.organisation).public_id,
        "note": "Départ de la collègue en mutation.",
    }
    client = sign_in(manager_of(hat.organisation))
    address = reverse("transfer_caseload", args=[hat.public_id])
    make_dossier(referent=hat)
    client.post(address, asked)
    with CaptureQueriesContext(connection) as one:
        client.post(address, asked)
    for _more in range(2):
        make_dossier(referent=hat)
    with CaptureQueriesContext(connection) as three:
        whole = client.post(address, asked)
    monkeypatch.setattr("jalon.entry.views.caseloads.MOST", 2)
    cut = client.post(address, asked)

    assert len(three) == len(one)
    assert (cut.text.count("data-list-item"), "premiers suivis" in cut.text) == (2, True)
    assert "premiers suivis" not in whole.text


def test_an_absence_without_interim_is_on_the_desk_until_it_ends(sign_in):
    dossier = make_dossier()
    hat = dossier.referent.affiliation
    client, manager = sign_in(hat), sign_in(manager_of(hat.organisation))
    address = reverse("declare_absence", args=[hat.public_id])
    days = {"from_on": timezone.localdate(), "until_on": "2031-01-01"}

    noted = client.post(address, days)
    desk = manager.get(reverse("unaccompanied")).text
    shown = client.get(address).text
    client.post(reverse("end_absence", args=[Absence.objects.get().public_id]))

    assert noted.status_code == 302
    assert "sans intérim" in desk
    assert "sans intérim" in shown
    assert "Zéro" in manager.get(reverse("unaccompanied")).text

"""From one département to another, through the pages: asked, previewed, accepted or refused."""

import pytest
from django.urls import reverse

from jalon.entry.models import Transfer
from tests.entry.situations import elsewhere, officer
from tests.factories import make_dossier

pytestmark = pytest.mark.django_db
NOTE = {"agreed_on": "2026-11-20", "note": "Elle arrive en décembre, une garde est à trouver."}


def test_asked_here_refused_then_accepted_there(sign_in, clock):
    dossier, there = make_dossier(), elsewhere()
    referent, other = sign_in(dossier.referent.affiliation), sign_in(there)
    ask = reverse("request_transfer", args=[dossier.public_id])
    page = reverse("dossier_page", args=[dossier.public_id])
    queue = reverse("orientation_queue")
    chosen = {"there": there.organisation.public_id}

    assert there.organisation.name in referent.get(ask).text
    preview = referent.get(ask + f"?vers={there.organisation.public_id}").text
    assert "Une personne de l’équipe n’a plus accès" in preview
    assert referent.post(ask, chosen).status_code == 422
    referent.post(ask, NOTE | chosen)
    answer = reverse("answer_transfer", args=[Transfer.objects.get().public_id])
    shown = other.get(answer).text
    assert NOTE["note"] in shown
    assert dossier.person.birth_name not in shown
    assert other.get(page).status_code == 404
    assert other.post(answer, {"decision": "refuse"}).status_code == 422
    other.post(answer, {"decision": "refuse", "reason": "Sans adresse ici."})
    assert "Sans adresse ici." in referent.get(page).text
    assert sign_in(officer()).get(answer).status_code == 404

    referent.post(ask, NOTE | chosen)
    referent.post(reverse("withdraw_transfer", args=[dossier.public_id]))
    referent.post(ask, NOTE | chosen)
    asked = Transfer.objects.get(state="pending")
    assert asked.shown_as in other.get(queue).text
    other.post(reverse("answer_transfer", args=[asked.public_id]), {"decision": "accept"})

    assert referent.get(page).status_code == 404
    assert "un autre territoire" in other.get(queue).text


@pytest.mark.parametrize("count", [1, 3])
def test_request_transfer_asks_as_many_statements_with_1_and_3(
    sign_in, count, django_assert_max_num_queries
):
    dossier = make_dossier()
    for _one in range(count):
        elsewhere()
    client = sign_in(dossier.referent.affiliation)
    with django_assert_max_num_queries(22):
        page = client.get(reverse("request_transfer", args=[dossier.public_id]))
    assert page.text.count("data-list-item") == count

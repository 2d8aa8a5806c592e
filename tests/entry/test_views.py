"""The queue and one orientation at a time, through the pages, within row-level security."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.entry.models import Notice
from jalon.journal.models import Reading
from tests.entry.situations import REASON, officer, ready_for_work, to_orient
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_orientation_list_names_nobody_and_costs_the_same_with_1_and_3(
    sign_in, django_assert_num_queries
):
    holder = officer()
    client = sign_in(holder)
    address = reverse("orientation_queue")
    client.get(address)
    empty = client.get(address)
    to_orient(holder.organisation, person__birth_name="Zqcanari")
    with CaptureQueriesContext(connection) as asked:
        one = client.get(address)
    for days in (50, 43):
        to_orient(holder.organisation, days_ago=days)
    to_orient(OrganisationFactory(kind="departement"))
    with django_assert_num_queries(len(asked)):
        three = client.get(address)
    late = client.get(address, {"etat": "retard"})

    assert "Personne n’attend" in empty.text
    assert one.text.count("data-list-item") == 1
    assert three.text.count("data-list-item") == 3
    assert three.text.index("8 jours de retard") < three.text.index("1 jour de retard")
    assert "Zqcanari" not in one.text
    assert late.text.count("data-list-item") == 2


def test_take_decide_next_and_send_the_letter(sign_in):
    holder = officer()
    first = to_orient(holder.organisation, days_ago=30)
    second = to_orient(holder.organisation, days_ago=20)
    ready_for_work(first.dossier)
    lead = OrganisationFactory(kind="france_travail")
    client = sign_in(holder)

    opened = client.post(reverse("take_next_orientation"))
    page = client.get(opened.url)
    onward = client.post(
        opened.url,
        {"track": "employment", "lead_organisation": lead.public_id, "reason": REASON, "next": "1"},
    )
    letter = client.get(reverse("orientation_letter", args=[first.public_id]))
    sent = client.post(
        reverse("notify_orientation", args=[first.public_id]), {"how": "letter"}, follow=True
    )

    assert opened.url == reverse("decide_orientation", args=[first.public_id])
    assert "Proposition : parcours emploi" in page.text
    assert 'data-key="1"' in page.text
    assert onward.url == reverse("decide_orientation", args=[second.public_id])
    assert REASON.replace("'", "&#39;") in letter.text
    assert sent.status_code == 200
    first.refresh_from_db()
    assert (first.track, first.notified_how) == ("employment", Notice.LETTER)
    assert first.grounds.differs is False
    assert client.get(reverse("dossier_page", args=[first.dossier.public_id])).status_code == 404
    assert client.get(reverse("dossier_page", args=[second.dossier.public_id])).status_code == 200
    assert Reading.objects.filter(affiliation=holder, channel="list").exists()

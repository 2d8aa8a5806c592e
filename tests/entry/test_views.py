"""The queue and one orientation at a time, through the pages, within row-level security."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.dossiers.models import Dossier
from jalon.entry.models import Notice
from jalon.journal.models import Reading
from tests.entry.situations import REASON, decided, officer, ready_for_work, to_orient
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


def test_a_closed_dossier_leaves_the_queue_until_it_opens_again(sign_in):
    holder = officer()
    closed = to_orient(holder.organisation, days_ago=60)
    second = to_orient(holder.organisation, days_ago=20)
    Dossier.objects.filter(pk=closed.dossier_id).update(closed_at=timezone.now())
    client = sign_in(holder)

    shown = client.get(reverse("orientation_queue"))
    taken = client.post(reverse("take_next_orientation"))
    Dossier.objects.filter(pk=closed.dossier_id).update(closed_at=None)
    again = client.post(reverse("take_next_orientation"))

    assert shown.text.count("data-list-item") == 1
    assert taken.url == reverse("decide_orientation", args=[second.public_id])
    assert again.url == reverse("decide_orientation", args=[closed.public_id])


def test_the_letter_of_somebody_who_left_is_taken_by_a_colleague(sign_in):
    gone = officer()
    waits = decided(gone, person__birth_name="Zqcanari")
    colleague = officer(gone.organisation)
    client, stranger = sign_in(colleague), sign_in(officer())
    take = reverse("take_orientation", args=[waits.public_id])
    queue, letter = (
        reverse("orientation_queue"),
        reverse("orientation_letter", args=[waits.public_id]),
    )
    assert client.post(take).status_code == 404  # in the hands of somebody who works there
    gone.ended_on = timezone.localdate()
    gone.save()

    before = client.get(queue).text
    refused = [stranger.post(take).status_code, client.get(letter).status_code]
    taken = client.post(take)
    shown = client.get(letter).text
    client.post(reverse("notify_orientation", args=[waits.public_id]), {"how": "letter"})

    assert before.count("data-list-item") == 1
    assert "Zqcanari" not in before
    assert refused == [404, 404]
    assert taken.url == letter
    assert "Zqcanari" in shown
    waits.refresh_from_db()
    assert (waits.notified_how, waits.decided_by, waits.taken_by) == ("letter", gone, colleague)
    assert client.get(reverse("dossier_page", args=[waits.dossier.public_id])).status_code == 404

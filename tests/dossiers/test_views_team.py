"""Inviting, handing over, naming, leaving, and taking it back."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Invitation, Membership
from jalon.dossiers.operations import assess_barrier
from jalon.journal.models import Entry
from tests.dossiers.reading_html import text
from tests.dossiers.test_views import HTMX, address, one_dossier
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db


def someone(last_name="Klein", **fields):
    return AffiliationFactory(
        user__last_name=last_name, organisation__name="Logis et Chemins", **fields
    )


def names(answer):
    """The public ids of the hats that a page offers."""
    return re.findall(r'name="hat" value="([^"]+)"', answer.content.decode())


def seats(dossier):
    active = Membership.objects.filter(dossier=dossier, ended_at=None)
    return {seat.affiliation_id: seat.role for seat in active}


def test_a_professional_is_found_by_name_and_organisation(sign_in):
    dossier, hat = one_dossier()
    klein = someone()
    someone("Klein", ended_on=timezone.localdate())
    someone("Klein", role="steering")
    MembershipFactory(dossier=dossier, affiliation=someone("Kleinert"))
    client = sign_in(hat)

    found = {
        words: names(client.get(address(dossier, "invite_member"), {"q": words}))
        for words in ("KLEIN", "klein lógis", "klein metz", "", "%")
    }

    once = [str(klein.public_id)]
    assert found == {"KLEIN": once, "klein lógis": once, "klein metz": [], "": [], "%": []}


def test_invite_member_costs_the_same_with_1_and_3(sign_in, clock, django_assert_num_queries):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    client.get(
        address(dossier, "invite_member"), {"q": "klein"}
    )  # the first of a minute forgets others
    for count in (1, 3):
        while Affiliation.objects.filter(user__last_name="Klein").count() < count:
            someone()
        with django_assert_num_queries(13):  # who; search; dossier; may?, by rights; sent; read
            answer = client.get(address(dossier, "invite_member"), {"q": "klein"})
        assert len(names(answer)) == count


def test_the_referent_invites(sign_in):
    dossier, hat = one_dossier()
    klein = someone()
    until = timezone.localdate() + dt.timedelta(days=90)

    answer = sign_in(hat).post(
        address(dossier, "invite_member"),
        {"hat": klein.public_id, "role": "partner", "until_on": until.isoformat()},
    )

    invitation = Invitation.objects.get(affiliation=klein)
    assert answer.url == address(dossier) + "#equipe"
    assert (invitation.role, invitation.until_on) == ("partner", until)
    assert klein.pk not in seats(dossier)


def test_an_invitation_that_cannot_be_is_said_on_the_form(sign_in):
    dossier, hat = one_dossier()
    klein = MembershipFactory(dossier=dossier).affiliation

    answer = sign_in(hat).post(
        address(dossier, "invite_member"), {"hat": klein.public_id, "role": "partner"}
    )

    assert answer.status_code == 422
    assert "Cette personne est déjà dans l’équipe." in text(answer).replace("&#39;", "'")


def test_a_member_who_is_not_the_referent_invites_nobody(sign_in):
    dossier, _hat = one_dossier()
    member = MembershipFactory(dossier=dossier).affiliation
    klein = someone()

    answer = sign_in(member).post(
        address(dossier, "invite_member"), {"hat": klein.public_id, "role": "partner"}
    )

    assert answer.status_code == 403
    assert klein.pk not in seats(dossier)


def test_a_place_ends_and_comes_back(sign_in):
    dossier, hat = one_dossier()
    seat = MembershipFactory(dossier=dossier, role="partner")
    client = sign_in(hat)

    asked = client.get(address(dossier, "end_seat", seat.public_id))
    client.post(address(dossier, "end_seat", seat.public_id))
    ended = seats(dossier)
    entry = Entry.objects.get(kind="member.left")
    shown = client.get(address(dossier)).content.decode()
    client.post(address(dossier, "undo_fact", entry.position), headers=HTMX)

    assert asked.status_code == 200
    assert ended == {hat.pk: "referent"}
    assert address(dossier, "undo_fact", entry.position) in shown
    assert seats(dossier) == {hat.pk: "referent", seat.affiliation_id: "partner"}


def test_a_member_leaves_and_no_longer_reads(sign_in):
    dossier, hat = one_dossier()
    seat = MembershipFactory(dossier=dossier)
    client = sign_in(seat.affiliation)

    client.post(address(dossier, "end_seat", seat.public_id))

    assert seats(dossier) == {hat.pk: "referent"}
    assert client.get(address(dossier)).status_code == 404


def test_the_referent_cannot_leave(sign_in):
    dossier, hat = one_dossier()

    answer = sign_in(hat).post(address(dossier, "end_seat", dossier.referent.public_id))

    assert (answer.status_code, seats(dossier)) == (409, {hat.pk: "referent"})


def test_the_seat_of_another_dossier_is_not_found(sign_in):
    dossier, hat = one_dossier()
    elsewhere = MembershipFactory(dossier=one_dossier()[0])

    answer = sign_in(hat).post(address(dossier, "end_seat", elsewhere.public_id))

    assert answer.status_code == 404


def test_a_manager_names_a_colleague(sign_in):
    dossier, hat = one_dossier()
    manager = AffiliationFactory(role="manager")
    colleague = AffiliationFactory(organisation=manager.organisation)
    seat = MembershipFactory(
        dossier=dossier, affiliation=None, organisation=manager.organisation, role="partner"
    )
    client = sign_in(manager)

    offered = names(client.get(address(dossier, "name_colleague", seat.public_id)))
    client.post(address(dossier, "name_colleague", seat.public_id), {"hat": colleague.public_id})

    assert set(offered) == {str(manager.public_id), str(colleague.public_id)}
    assert seats(dossier) == {hat.pk: "referent", colleague.pk: "partner"}


def assessed(dossier, hat, at):
    assess_barrier(
        dossier=dossier, theme="mobilite", status="yes", impact="strong",
        before=("not_addressed", "none"), by=actor(hat), at=at,
    )  # fmt: skip
    return Entry.objects.get(kind="barrier.assessed")


def test_ones_own_recent_assessment_is_undone(sign_in):
    dossier, hat = one_dossier()
    entry = assessed(dossier, hat, timezone.now())

    answer = sign_in(hat).post(address(dossier, "undo_fact", entry.position))

    assert answer.status_code == 302
    assert dossier.barriers.get().status == "not_addressed"


def test_neither_the_facts_of_others_nor_old_ones_are_undone(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    entry = assessed(dossier, other, timezone.now())
    theirs = sign_in(hat).post(address(dossier, "undo_fact", entry.position)).status_code
    Entry.objects.update(at=timezone.now() - dt.timedelta(days=2))
    old = sign_in(other).post(address(dossier, "undo_fact", entry.position)).status_code

    assert (theirs, old, dossier.barriers.get().status) == (404, 404, "yes")

"""The page of a dossier: who opens it, what it costs, and what is absent from it."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.dossiers.models import ExceptionalAccess, JoinRequest, Membership, Sharing
from jalon.dossiers.operations import assess_barrier, write_note
from jalon.dossiers.urls import urlpatterns
from jalon.dossiers.views.screen import every_part
from jalon.journal.models import Reading
from tests.dossiers.joining import invited
from tests.dossiers.reading_html import fields
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    actor,
    make_dossier,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NOT_A_REFERENT_S = "contract_outline"  # for who reads the dates of a contract and nothing else


def address(dossier, name="dossier_page", *rest):
    return reverse(name, args=[dossier.public_id, *rest])


def note(dossier, hat, body="Point sur le logement", *, is_private=False, kind="note", at=None):
    by = actor(hat)
    return write_note(
        dossier=dossier,
        kind=kind,
        body=body,
        is_private=is_private,
        happened_on=by.today,
        by=by,
        at=at or timezone.now(),
    )


def one_dossier():
    dossier = make_dossier(person=PersonFactory(first_names="Fatoumata", birth_name="Traoré"))
    return dossier, dossier.referent.affiliation


def without_tokens(answer):
    """The page without its tokens nor the address it was asked at."""
    token = r"(csrfmiddlewaretoken.*?|once.*?|X-CSRFToken.*?)[A-Za-z0-9]{32,64}"
    html = re.sub(token, "", answer.content.decode())
    return re.sub(r"/dossiers/[0-9a-f-]{36}", "", html)


def test_the_team_reads_the_page(sign_in):
    dossier, hat = one_dossier()

    answer = sign_in(hat).get(address(dossier))

    assert answer.status_code == 200
    assert "<h1>Fatoumata Traoré</h1>" in answer.content.decode()
    assert {"body", "kind", "happened_on"} < set(fields(answer))


def test_a_stranger_and_a_wrong_address_get_the_same_answer(sign_in, clock):
    dossier, _hat = one_dossier()
    client = sign_in(AffiliationFactory())

    theirs = client.get(address(dossier))
    nowhere = client.get(reverse("dossier_page", args=[uuid4()]))

    assert (theirs.status_code, nowhere.status_code) == (404, 404)
    assert without_tokens(theirs) == without_tokens(nowhere)


@pytest.mark.parametrize("block", [one for one in every_part() if one != NOT_A_REFERENT_S])
def test_each_block_answers_alone_and_its_reading_is_on_record(sign_in, block):
    dossier, hat = one_dossier()

    answer = sign_in(hat).get(address(dossier, "dossier_block", block), headers=HTMX)

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert list(Reading.objects.values_list("channel", "blocks")) == [("fragment", [block])]


def test_only_the_whole_page_is_a_visit(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)

    for tail in ("", "/contact/modifier", "/barriers/modifier", "/equipe/inviter"):
        client.get(address(dossier) + tail)

    channels = Reading.objects.order_by("pk").values_list("channel", flat=True)
    assert list(channels) == ["page", "fragment", "fragment", "fragment"]


def test_an_unknown_block_is_not_found(sign_in):
    dossier, hat = one_dossier()

    assert sign_in(hat).get(address(dossier, "dossier_block", "nir")).status_code == 404


def others_ways_in(dossier):
    """A part addressed, a request and an emergency of somebody's."""
    hat, now = AffiliationFactory(), timezone.now()
    who = {"dossier": dossier, "organisation": hat.organisation}
    later = now + dt.timedelta(minutes=30)
    made = {
        "sharing_id": Sharing(**who, block="B", shared_by=hat, shared_at=now),
        "request_id": JoinRequest(
            **who, affiliation=hat, role="partner", shown_as="Camille D.", reason="essai",
            requested_at=now, expires_at=later,
        ),
        "access_id": ExceptionalAccess(
            **who, affiliation=hat, reason="essai", opened_at=now, expires_at=later,
            review_due_on=timezone.localdate(),
        ),
    }  # fmt: skip
    for one in made.values():
        one.save()
    return {name: one.public_id for name, one in made.items()}


def every_address(dossier):
    """One address of each route of a dossier, with parts that exist."""
    seat = MembershipFactory(dossier=dossier)
    written = note(dossier, dossier.referent.affiliation)
    parts = {
        "public_id": dossier.public_id,
        "block": "contact",
        "theme": "mobilite",
        "note_id": written.public_id,
        "position": 1,
        "seat_id": seat.public_id,
        "invitation_id": invited(dossier, AffiliationFactory()).public_id,
        **others_ways_in(dossier),
    }
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        if "public_id" in wanted:
            yield reverse(pattern.name, kwargs={name: parts[name] for name in wanted})


def test_every_route_of_a_dossier_is_a_404_for_a_stranger(sign_in):
    dossier, _hat = one_dossier()
    client = sign_in(AffiliationFactory())
    addresses = list(every_address(dossier))

    answers = {
        (verb, where): getattr(client, verb)(where, headers=headers).status_code
        for where in addresses
        for verb in ("get", "post")
        for headers in ({}, HTMX)
    }

    assert len(addresses) >= 11
    # 405: looking at an address that only takes a POST says nothing of the dossier.
    assert {code for (verb, _), code in answers.items() if verb == "post"} <= {404, 405}
    assert set(answers.values()) <= {404, 405, 302}


def test_a_former_member_no_longer_finds_it(sign_in):
    dossier, _hat = one_dossier()
    seat = MembershipFactory(dossier=dossier, ended_at=timezone.now())

    assert sign_in(seat.affiliation).get(address(dossier)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_two_statements(sign_in, django_assert_num_queries, count):
    dossier, hat = one_dossier()
    for number in range(count):
        MembershipFactory(dossier=dossier)
        note(dossier, hat, f"Note {number}")
    client = sign_in(hat)

    with django_assert_num_queries(2):  # who acts; the page, with the trace of its reading
        answer = client.get(address(dossier))

    assert answer.content.decode().count("j-fact--note-written") == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_filtered_page_costs_one_statement_more(sign_in, django_assert_num_queries, count):
    dossier, hat = one_dossier()
    for number in range(count):
        note(dossier, hat, f"Note {number}")
    client = sign_in(hat)

    with django_assert_num_queries(3):
        answer = client.get(address(dossier) + "?fil=notes")

    assert answer.content.decode().count("j-fact--note-written") == count


def test_the_private_note_of_another_organisation_is_nowhere(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    reader = sign_in(hat)
    reader.get(address(dossier))
    Reading.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    note(dossier, other, "Sous le sceau du secret", is_private=True)
    note(dossier, other, "Pour toute l'équipe")

    shown = [
        reader.get(address(dossier) + tail).content.decode()
        for tail in ("", "?fil=notes", "/bloc/timeline", "/bloc/timeline?jusque=1", "/bloc/header")
    ]
    theirs = sign_in(other).get(address(dossier)).content.decode()

    assert ["sceau" in html for html in shown] == [False] * 5
    assert "Un changement depuis votre visite" in shown[0]
    assert "sceau" in theirs


def test_what_people_type_is_inert(sign_in):
    dossier, hat = one_dossier()
    spell = "<script>alert(1)</script>"
    person = dossier.person
    person.birth_name, person.birth_place = spell, f'"{spell}'
    person.save()
    dossier.work.sought_job = spell
    dossier.work.save()
    contact = person.contact
    contact.address_line, contact.emails, contact.city = spell, f'"{spell}@example.org', spell
    contact.save()
    organisation = OrganisationFactory(name=spell)
    seat = MembershipFactory(
        dossier=dossier, affiliation=AffiliationFactory(organisation=organisation)
    )
    note(dossier, seat.affiliation, spell)

    pages = [
        sign_in(hat).get(address(dossier) + tail).content.decode()
        for tail in ("", "/contact/modifier", "/identity/modifier", "/work/modifier")
    ]

    assert ["<script>alert" in html for html in pages] == [False] * 4
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pages[0]


def test_new_facts_are_marked_and_listed_on_top(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    reader = sign_in(hat)
    reader.get(address(dossier))
    Reading.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    assess_barrier(
        dossier=dossier, theme="mobilite", status="yes", impact="strong",
        before=("not_addressed", "none"), by=actor(other), at=timezone.now(),
    )  # fmt: skip

    html = reader.get(address(dossier)).content.decode()

    assert "Mobilité : difficulté, bloque le projet (avant : pas encore abordé)</a>" in html
    assert 'class="j-sheet j-new" id="freins"' in html


def test_not_addressed_is_not_no_difficulty(sign_in):
    dossier, hat = one_dossier()
    assess_barrier(
        dossier=dossier, theme="mobilite", status="no", impact="none",
        before=("not_addressed", "none"), by=actor(hat), at=timezone.now(),
    )  # fmt: skip

    html = sign_in(hat).get(address(dossier)).content.decode()

    rest = html[html.index('class="j-barriers-rest"') :]
    assert (
        rest.index("Pas de difficulté") < rest.index("Mobilité") < rest.index("Pas encore abordé")
    )


def test_the_thread_goes_back_by_position(sign_in):
    dossier, hat = one_dossier()
    for number in range(35):
        note(dossier, hat, f"Note numéro {number} fin")
    reader = sign_in(hat)

    first = reader.get(address(dossier)).content.decode()
    older = reader.get(address(dossier) + "?avant=16").content.decode()
    all_of_it = reader.get(address(dossier, "dossier_block", "timeline") + "?jusque=1")

    assert (first.count("j-fact--note"), "avant=16" in first) == (20, True)
    assert (older.count("j-fact--note"), "Note numéro 14 fin" in older) == (15, True)
    assert all_of_it.content.decode().count("j-fact--note") == 35


def test_a_change_further_back_leads_to_its_place(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    reader = sign_in(hat)
    reader.get(address(dossier))
    Reading.objects.update(at=timezone.now() - dt.timedelta(hours=2))
    for number in range(32):
        note(dossier, other, f"Note {number}")

    html = reader.get(address(dossier)).content.decode()

    assert ('href="#fil-13"' in html, 'href="?avant=13#fil-12"' in html) == (True, True)


def test_a_long_note_is_folded(sign_in):
    dossier, hat = one_dossier()
    note(dossier, hat, "Un long récit. " * 60 + "FIN")

    html = sign_in(hat).get(address(dossier)).content.decode()

    assert html.count("j-fact__long") == 1
    assert "FIN" in html


@pytest.mark.parametrize("block", ["timeline", "contact", "header"])
def test_a_block_costs_two_statements(sign_in, django_assert_num_queries, block):
    dossier, hat = one_dossier()
    note(dossier, hat)
    client = sign_in(hat)

    with django_assert_num_queries(2):
        client.get(address(dossier, "dossier_block", block), headers=HTMX)


def test_the_thread_is_filtered_by_kind_and_by_organisation(sign_in):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    note(dossier, hat, "De la référente")
    note(dossier, other, "De la collègue")
    reader = sign_in(hat)

    of_barriers = reader.get(address(dossier) + "?fil=freins").content.decode()
    of_other = reader.get(
        address(dossier) + f"?fil=notes&organisme={other.organisation.public_id}"
    ).content.decode()
    nonsense = reader.get(address(dossier) + "?fil=%FF&organisme=x&avant=²&jusque=99999999999")

    assert "j-fact--note" not in of_barriers
    assert ("De la référente" in of_other, "De la collègue" in of_other) == (False, True)
    assert nonsense.content.decode().count("j-fact--note") == 2


def test_the_manager_of_an_empty_seat_reads_and_does_not_write(sign_in):
    dossier, _hat = one_dossier()
    manager = AffiliationFactory(role="manager")
    seat = MembershipFactory(
        dossier=dossier, affiliation=None, organisation=manager.organisation, role="partner"
    )
    client = sign_in(manager)

    html = client.get(address(dossier)).content.decode()
    refused = client.post(
        address(dossier, "write_note"), {"body": "x", "kind": "note", "happened_on": "2026-01-05"}
    )

    assert address(dossier, "name_colleague", seat.public_id) in html
    assert ("data-edit" in html, refused.status_code) == (False, 403)


def test_a_visitor_is_asked_to_sign_in():
    dossier, _hat = one_dossier()

    answer = Client().get(address(dossier))

    assert answer.status_code == 302
    assert Membership.objects.count() == 1
    assert not Reading.objects.exists()

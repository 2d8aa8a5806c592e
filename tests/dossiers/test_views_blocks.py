"""Changing a block in place, alone and at two."""

import json

import pytest
from django.utils import timezone

from jalon.dossiers.operations import revise_block
from tests.dossiers.reading_html import fields
from tests.dossiers.test_views import HTMX, address, one_dossier
from tests.factories import MembershipFactory, actor

pytestmark = pytest.mark.django_db


def typed(client, dossier, block, **changes):
    """What a browser would send: the form as it is shown, with some fields typed over."""
    return fields(client.get(address(dossier, "edit_block", block))) | changes


def test_a_block_is_changed_without_javascript(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(client, dossier, "contact", phones="06 39 98 01 45, 0387000099", city="Metz")

    answer = client.post(address(dossier, "edit_block", "contact"), data)

    dossier.person.contact.refresh_from_db()
    assert answer.url == address(dossier) + "#contact"
    assert dossier.person.contact.phones == "+33639980145\n+33387000099"
    assert dossier.person.contact.city == "Metz"


def test_a_block_is_changed_in_place(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(client, dossier, "household", kind="lone_parent", dependants="2")

    answer = client.post(address(dossier, "edit_block", "household"), data, headers=HTMX)

    assert answer.status_code == 200
    assert "parent seul avec enfants" in answer.content.decode()
    assert json.loads(answer["HX-Trigger"]) == {"jalon:changed": {"blocks": ["header", "timeline"]}}


def test_errors_stand_beside_the_field_and_nothing_typed_is_lost(sign_in):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(client, dossier, "work", sought_job="Cuisinière", sought_rome="cuisine")

    answer = client.post(address(dossier, "edit_block", "work"), data)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Un code ROME a une lettre, de A à N, puis quatre chiffres" in html
    assert 'value="Cuisinière"' in html


def test_two_people_change_the_same_field(sign_in):
    dossier, hat = one_dossier()
    weber = MembershipFactory(dossier=dossier, affiliation__user__last_name="Weber").affiliation
    client = sign_in(hat)
    data = typed(client, dossier, "contact", city="Metz", address_line="3 rue Neuve")
    revise_block(
        dossier=dossier, block="contact", before={"city": ""}, after={"city": "Thionville"},
        by=actor(weber), at=timezone.now(),
    )  # fmt: skip

    refused = client.post(address(dossier, "edit_block", "contact"), data)

    html = refused.content.decode()
    dossier.person.contact.refresh_from_db()
    assert refused.status_code == 409
    assert (dossier.person.contact.city, dossier.person.contact.address_line) == ("Thionville", "")
    assert "<strong>Thionville</strong>" in html
    assert "<strong>Metz</strong>" in html
    assert "Mme Weber" in html
    assert 'value="3 rue Neuve"' in html
    assert json.loads(fields(refused)["before"])["city"] == "Thionville"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Metz"), ("theirs", "Thionville")])
def test_the_second_one_chooses(sign_in, choice, kept):
    dossier, hat = one_dossier()
    other = MembershipFactory(dossier=dossier).affiliation
    client = sign_in(hat)
    data = typed(client, dossier, "contact", city="Metz", address_line="3 rue Neuve")
    revise_block(
        dossier=dossier, block="contact", before={"city": ""}, after={"city": "Thionville"},
        by=actor(other), at=timezone.now(),
    )  # fmt: skip
    refused = client.post(address(dossier, "edit_block", "contact"), data, headers=HTMX)

    data = fields(refused) | {"choice_city": choice}
    answer = client.post(address(dossier, "edit_block", "contact"), data, headers=HTMX)

    contact = dossier.person.contact
    contact.refresh_from_db()
    assert (refused.status_code, answer.status_code) == (422, 200)
    assert (contact.city, contact.address_line) == (kept, "3 rue Neuve")


def test_a_third_change_in_between_is_shown_too(sign_in):
    dossier, hat = one_dossier()
    other = actor(MembershipFactory(dossier=dossier).affiliation)
    client = sign_in(hat)
    data = typed(client, dossier, "contact", city="Metz")

    for was, now in (("", "Thionville"), ("Thionville", "Forbach")):
        revise_block(
            dossier=dossier,
            block="contact",
            before={"city": was},
            after={"city": now},
            by=other,
            at=timezone.now(),
        )
        refused = client.post(address(dossier, "edit_block", "contact"), data)
        assert refused.status_code == 409
        assert f"<strong>{now}</strong>" in refused.content.decode()
        data = fields(refused) | {"choice_city": "mine"}

    assert client.post(address(dossier, "edit_block", "contact"), data).status_code == 302


@pytest.mark.parametrize("before", ["", "{}", "[]", "null", '{"city": 3', '"x"'])
def test_a_form_without_what_was_seen_is_refused(sign_in, before):
    dossier, hat = one_dossier()
    client = sign_in(hat)
    data = typed(client, dossier, "contact", city="Metz", before=before)

    answer = client.post(address(dossier, "edit_block", "contact"), data)

    dossier.person.contact.refresh_from_db()
    assert (answer.status_code, dossier.person.contact.city) == (422, "")


def test_only_plain_blocks_have_a_form(sign_in):
    dossier, hat = one_dossier()

    codes = [
        sign_in(hat).get(address(dossier, "edit_block", block)).status_code
        for block in ("team", "timeline", "header", "nir")
    ]

    assert codes == [404] * 4

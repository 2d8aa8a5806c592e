"""A room above adds its part to the page: the same rights, the same statement, the same refresh."""

import pytest
from django.template import engines
from django.urls import reverse

from jalon.access.policy.blocks import Block
from jalon.dossiers import sections
from jalon.dossiers.sections import Section, add_section
from jalon.journal.models import Reading
from tests.factories import AffiliationFactory, MembershipFactory, make_dossier

pytestmark = pytest.mark.django_db

SQL = """SELECT json_agg(role ORDER BY role) FROM dossiers_membership
         WHERE dossier_id = subject.id AND started_on <= %(today)s"""


@pytest.fixture
def added(monkeypatch, tmp_path):
    """One more section, about the contract, whose template stands in a folder of this test."""
    monkeypatch.setattr(engines["jinja2"].env.loader, "searchpath", [
        *engines["jinja2"].env.loader.searchpath, str(tmp_path),
    ])  # fmt: skip
    (tmp_path / "seats.html").write_text(
        '<section id="essai" data-bloc="{{ section.name }}">'
        "{{ section.value | length }} places</section>"
    )
    section = Section(
        name="seats", anchor="essai", title="Essai", block=Block.CONTRACT, sql=SQL,
        template="seats.html", sentences={"seat.counted": lambda item: "Places comptées"},
    )  # fmt: skip
    add_section(section)
    add_section(section)
    yield section
    sections.sections.remove(section)


def team():
    dossier = make_dossier()
    colleague = AffiliationFactory(organisation__kind="ccas")
    MembershipFactory(dossier=dossier, affiliation=colleague)
    return dossier, dossier.referent.affiliation, colleague


def test_it_is_on_the_page_once_and_alone_at_its_address(added, sign_in):
    dossier, referent, _colleague = team()
    client = sign_in(referent)

    page = client.get(reverse("dossier_page", args=[dossier.public_id]))
    alone = client.get(reverse("dossier_block", args=[dossier.public_id, "seats"]))

    assert page.text.count("2 places") == 1
    assert 'href="#essai"' in page.text
    assert alone.text == '<section id="essai" data-bloc="seats">2 places</section>'
    assert "seats" in Reading.objects.order_by("pk").first().blocks
    assert Reading.objects.order_by("pk").last().blocks == ["seats"]


def test_it_does_not_exist_for_whom_does_not_read_its_block(added, sign_in):
    dossier, _referent, _colleague = team()
    payer = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=dossier, affiliation=payer)
    client = sign_in(payer)

    page = client.get(reverse("dossier_page", args=[dossier.public_id]))
    alone = client.get(reverse("dossier_block", args=[dossier.public_id, "seats"]))

    assert page.status_code == 200
    assert "places" not in page.text
    assert alone.status_code == 404
    assert "seats" not in Reading.objects.order_by("pk").first().blocks


def test_its_facts_are_told_and_filtered(added, sign_in):
    dossier, referent, _colleague = team()

    page = sign_in(referent).get(
        reverse("dossier_page", args=[dossier.public_id]), {"fil": "essai"}
    )

    assert 'aria-current="true">essai</a>' in page.text
    assert "Dossier ouvert" not in page.text

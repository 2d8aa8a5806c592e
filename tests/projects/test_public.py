"""The public of a perimeter: counts that say nothing of anybody, taken or replaced."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from jalon.accounts.acting import acting
from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Objection, Rights
from jalon.people.models import Contact, Person
from jalon.projects.operations import revise_project
from jalon.projects.queries.content import content_of
from jalon.projects.queries.public import figures_of
from jalon.projects.queries.texts import PUBLIC, current
from tests.factories import AffiliationFactory, TerritoryFactory, make_dossier
from tests.projects.situations import AT, begun

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def world():
    """Thirteen people in one commune of the perimeter, two in another; one elsewhere."""
    world = begun()
    region, department = TerritoryFactory(kind="region"), TerritoryFactory(kind="department")
    epci, far = TerritoryFactory(kind="epci", code="940000000"), TerritoryFactory(kind="epci")
    for code, holder in (("94001", epci), ("94002", epci), ("95001", far)):
        TerritoryFactory(
            kind="commune", code=code, name=f"Commune {code}", epci=holder, region=region,
            department=department,
        )  # fmt: skip
    referent = AffiliationFactory()
    lived = ["94001"] * 14 + ["94002"] * 2 + ["95001"]
    for rank, code in enumerate(lived):
        dossier = make_dossier(referent=referent, opened_at=AT - dt.timedelta(days=40))
        Contact.objects.filter(person=dossier.person).update(commune_code=code)
        Person.objects.filter(pk=dossier.person_id).update(sex="F", birth_year=1990)
        Rights.objects.filter(dossier=dossier).update(rsa="payable" if rank % 2 else "")
        if rank == 0:
            Objection.objects.create(dossier=dossier, granted_at=AT)
    revise_project(
        project=world.project, changes={"places": [epci]}, seen=1, by=world.carrier, at=AT
    )
    return world


def test_few_people_are_never_counted_and_the_others_are_rounded(world):
    with acting(world.carrier, at=AT):
        found = figures_of(world.project, TODAY)
        with connection.cursor() as cursor:  # the database keeps its own floor
            cursor.execute("SELECT * FROM jalon_public_of(%s, %s, 1)", [world.project.pk, TODAY])
            counted = {(one, code): people for one, code, people in cursor.fetchall()}

    assert (found.total, found.least) == (15, 11)
    assert dict(found.rows)["Communes"] == [("Commune 94001", 15)]  # the other is not named
    assert dict(found.rows)["Sexe"] == [("femmes", 15)]
    assert counted["commune", "94002"] is None
    assert counted["benefit", "rsa"] is None
    assert "moins de 11" in str(found)
    for who in (world.partner, world.rival, world.state):
        with acting(who, at=AT):
            assert figures_of(world.project, TODAY) is None


def test_the_carrier_takes_them_marked_with_their_day_or_writes_its_own(world, sign_in):
    here = (world.project.public_id,)
    with time_machine.travel(AT, tick=False):
        browser = sign_in(Affiliation.objects.get(pk=world.carrier.affiliation_id))
        page = browser.get(reverse("write_text", args=[*here, PUBLIC])).content.decode()
        assert "Reprendre ces chiffres" in page
        assert browser.post(reverse("take_figures", args=here)).status_code == 302
        assert (
            "chiffres de la plateforme"
            in browser.get(reverse("project", args=here)).content.decode()
        )
        taken = content_of(world.now())
        own = {"body": "Notre enquête : 40 personnes.", "revision": 1}
        browser.post(reverse("write_text", args=[*here, PUBLIC]), own)

    assert taken["measured"] == {PUBLIC: TODAY.isoformat()}
    assert "Ensemble : 15" in taken["texts"][PUBLIC]
    assert (current(world.project)[PUBLIC].measured_on, content_of(world.now())["measured"]) == (
        None,
        {},
    )
    partner = sign_in(Affiliation.objects.get(pk=world.partner.affiliation_id))
    assert partner.post(reverse("take_figures", args=here)).status_code == 403

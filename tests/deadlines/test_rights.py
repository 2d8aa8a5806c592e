"""Milestones and deadlines are read under their block, in the database too, and written by none."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.deadlines.bulk.projection import refresh
from jalon.deadlines.models import Deadline, DossierMilestone
from tests.deadlines.model import Promise, Said
from tests.deadlines.situations import adopted, department, dossier_in, say
from tests.factories import AffiliationFactory, MembershipFactory, OrganisationFactory, actor

pytestmark = pytest.mark.django_db
ORIENTED = Promise("contract", "orientation_notified", "contract_signed", (1, "months"))


@pytest.fixture
def dossier():
    place = department("57")
    adopted(place, [ORIENTED])
    dossier = dossier_in(place)
    say(dossier, [Said("orientation_notified", timezone.localdate(), 1)])
    refresh([dossier.pk], at=timezone.now())
    return dossier


def seen_by(hat):
    with acting(actor(hat), at=timezone.now()):
        return DossierMilestone.objects.count(), Deadline.objects.count()


def test_who_reads_the_contract_reads_its_dates_and_nobody_else(dossier):
    landlord = AffiliationFactory(organisation=OrganisationFactory(kind="housing_office"))
    MembershipFactory(dossier=dossier, affiliation=landlord, role="partner")

    assert seen_by(dossier.referent.affiliation) == (1, 1)
    assert seen_by(landlord) == (0, 0)
    assert seen_by(AffiliationFactory()) == (0, 0)


def test_a_body_whose_name_is_sensitive_is_not_seen_through_a_date(dossier):
    body = OrganisationFactory(kind="addiction_care")
    Deadline.objects.update(organisation=body)
    colleague = AffiliationFactory(organisation=OrganisationFactory(kind="france_travail"))
    MembershipFactory(dossier=dossier, affiliation=colleague)

    assert seen_by(colleague) == (1, 0)


@pytest.mark.parametrize("table", ["deadlines_deadline", "deadlines_dossiermilestone"])
def test_no_page_writes_a_date(dossier, table):
    with acting(actor(dossier.referent.affiliation), at=timezone.now()):
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET need = 'K'")
            assert cursor.rowcount == 0
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            DossierMilestone.objects.create(
                dossier=dossier, code="contract_signed", reached_on=timezone.localdate(),
                position=9, at=timezone.now(), need="K",
            )  # fmt: skip

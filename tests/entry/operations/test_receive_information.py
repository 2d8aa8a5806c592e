import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.models import Objection
from jalon.entry.models import Orientation
from jalon.entry.operations import receive_information
from jalon.entry.operations.receive_information import CannotBeOriented
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.entry.situations import officer, to_orient
from tests.factories import AffiliationFactory, OrganisationFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_six_weeks_run_from_the_information():
    body = OrganisationFactory(kind="departement")

    waits = to_orient(body, days_ago=3)

    assert waits.due_on == waits.received_on + dt.timedelta(days=42)
    assert waits.taken_by is None
    told = Entry.objects.get(kind="information.received")
    assert told.payload["received_on"] == waits.received_on.isoformat()
    assert told.need == "R"


def test_an_officer_of_the_body_who_asks_has_it_in_hand():
    hat = officer()
    dossier = make_dossier(referent=hat)

    waits = receive_information(
        dossier=dossier, organisation=hat.organisation, received_on=timezone.localdate(),
        by=actor(hat), at=timezone.now(),
    )  # fmt: skip

    assert waits.taken_by == hat


@pytest.mark.parametrize(
    ("kind", "days", "again"), [("ccas", 0, False), ("caf", -1, False), ("caf", 0, True)]
)
def test_refused(kind, days, again):
    dossier = make_dossier()
    referent = actor(dossier.referent.affiliation)
    asked = {
        "dossier": dossier, "organisation": OrganisationFactory(kind=kind),
        "received_on": timezone.localdate() - dt.timedelta(days=days), "by": referent,
        "at": timezone.now(),
    }  # fmt: skip
    if again:
        receive_information(**asked)

    with pytest.raises(CannotBeOriented):
        receive_information(**asked)

    assert Orientation.objects.count() == int(again)


def test_a_stranger_is_denied():
    dossier = make_dossier()

    with pytest.raises(Denied):
        receive_information(
            dossier=dossier, organisation=OrganisationFactory(), by=actor(AffiliationFactory()),
            received_on=timezone.localdate(), at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("block", ["R", "T"])
def test_nobody_asks_for_what_the_person_keeps_from_them(block):
    dossier = make_dossier()
    hat = dossier.referent.affiliation
    Objection.objects.create(
        dossier=dossier, organisation=None, block=block, granted_at=timezone.now()
    )  # fmt: skip

    with pytest.raises(Denied):
        receive_information(
            dossier=dossier, organisation=OrganisationFactory(kind="caf"),
            received_on=timezone.localdate(), by=actor(hat), at=timezone.now(),
        )  # fmt: skip

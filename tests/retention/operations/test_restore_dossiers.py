import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.queries import readable
from jalon.retention.operations import restore_dossiers
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded
from tests.retention.situations import archived

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def restored():
    return restore_dossiers(by=None, at=timezone.now())


def test_a_referent_who_opens_again_finds_the_former_dossier():
    hat = AffiliationFactory()
    former = archived(referent=hat)
    new = make_dossier(person=former.person, referent=hat, opened_at=timezone.now())

    assert (restored(), restored()) == (1, 0)

    former.refresh_from_db()
    assert (former.archived_at, former.is_open) == (None, None)
    assert set(readable(actor(hat))) == {former, new}
    assert recorded() == [("dossier.restored", {"dossier_id": former.pk, "order_id": None})]


def test_somebody_else_who_opens_finds_nothing_of_it():
    former = archived()
    make_dossier(person=former.person, opened_at=timezone.now())

    assert restored() == 0


def test_a_dossier_opened_long_before_gives_nothing_back():
    hat = AffiliationFactory()
    former = archived(referent=hat)
    before = timezone.now() - dt.timedelta(days=30)
    make_dossier(person=former.person, referent=hat, opened_at=before)

    assert restored() == 0

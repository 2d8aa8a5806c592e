import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.actor import actor_of
from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import start_interim
from jalon.entry.telling import keep_entry
from jalon.journal.models import Entry
from tests.entry.situations import away, referents
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_the_substitute_reads_until_the_day_of_return_and_the_referent_stays():
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    dossiers = [make_dossier(referent=hat) for _turn in range(2)]
    MembershipFactory(dossier=dossiers[1], affiliation=colleague, role="partner")
    absence = away(hat, substitute=colleague)

    keep_entry(timezone.now())
    again = start_interim(absence=absence, by=None, at=timezone.now())

    after = actor_of(colleague, on=timezone.localdate() + dt.timedelta(days=10))
    assert READ_DOSSIER.allows(actor(colleague), dossiers[0])
    assert not READ_DOSSIER.allows(after, dossiers[0])
    assert referents(dossiers[0]) == [hat.pk]
    assert Entry.objects.filter(kind="member.joined").count() == 1
    assert again == 0

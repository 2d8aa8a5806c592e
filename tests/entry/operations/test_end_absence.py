import pytest
from django.utils import timezone

from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.operations import end_absence
from jalon.entry.telling import keep_entry
from jalon.kernel.errors import Denied
from tests.entry.situations import away
from tests.factories import AffiliationFactory, actor, make_dossier

pytestmark = pytest.mark.django_db


def test_back_before_the_day_the_interim_ends_at_once():
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    dossier = make_dossier(referent=hat)
    absence = away(hat, substitute=colleague)
    keep_entry(timezone.now())
    with pytest.raises(Denied):
        end_absence(absence=absence, by=actor(colleague), at=timezone.now())

    for _twice in range(2):
        end_absence(absence=absence, by=actor(hat), at=timezone.now())

    assert not READ_DOSSIER.allows(actor(colleague), dossier)

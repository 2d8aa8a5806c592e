import datetime as dt

import pytest
from django.utils import timezone

from jalon.dossiers.operations import lapse_invitations
from tests.dossiers.joining import invited, joined
from tests.factories import AffiliationFactory, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_what_nobody_answered_in_time_is_over_once(clock):
    dossier = make_dossier()
    invitation = invited(dossier, AffiliationFactory())
    joined(dossier, AffiliationFactory())
    clock.shift(dt.timedelta(days=14))

    assert [lapse_invitations(by=None, at=timezone.now()) for _ in "12"] == [1, 0]

    invitation.refresh_from_db()
    assert invitation.state == "expired"
    assert recorded()[-1][0] == "invitation.expired"

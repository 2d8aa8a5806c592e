import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.dossiers import rules
from jalon.dossiers.models import Limitation
from jalon.dossiers.operations import end_limitation
from jalon.kernel.errors import Denied
from tests.dossiers.operations.test_grant_limitation import OFFICER, limited
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_once_ended_it_is_written_again():
    dossier, referent, officer = limited()
    limitation, at = Limitation.objects.get(), timezone.now()

    end_limitation(limitation=limitation, by=officer, at=at)
    end_limitation(limitation=limitation, by=officer, at=timezone.now())

    limitation.refresh_from_db()
    assert limitation.ended_at == at
    assert rules.writes(referent, dossier, Block.CONTACT)
    assert [kind for kind, _payload in recorded()] == ["limitation.granted", "limitation.ended"]


def test_the_referent_or_another_officer_does_not_end_it():
    _dossier, referent, _officer = limited()

    for by in (referent, actor(role=OFFICER)):
        with pytest.raises(Denied):
            end_limitation(limitation=Limitation.objects.get(), by=by, at=timezone.now())
    assert Limitation.objects.get().ended_at is None

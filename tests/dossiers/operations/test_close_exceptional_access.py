import pytest
from django.utils import timezone

from jalon.dossiers.operations import close_exceptional_access
from jalon.dossiers.rules import READ_DOSSIER
from jalon.kernel.errors import Denied
from tests.dossiers.emergencies import known, now_acting, opened, trusted
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_closed_before_its_time_it_opens_nothing_any_more():
    dossier, hat = known(), trusted()
    access = opened(hat)

    for _twice in range(2):
        close_exceptional_access(access=access, by=now_acting(hat), at=timezone.now())

    assert not READ_DOSSIER.allows(now_acting(hat), dossier)
    kinds = [kind for kind, _payload in recorded()]
    assert kinds == ["exceptional_access.opened", "exceptional_access.closed"]


def test_nobody_else_closes_it():
    dossier = known()
    access = opened()

    for hat in (trusted(), dossier.referent.affiliation):
        with pytest.raises(Denied):
            close_exceptional_access(access=access, by=now_acting(hat), at=timezone.now())

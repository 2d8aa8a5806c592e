import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Habilitation
from jalon.directory.operations import end_habilitation, grant_habilitation
from jalon.kernel.errors import Denied
from tests.directory.situations import everyone_else, manager_of
from tests.factories import AffiliationFactory, actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def given(hat):
    until = timezone.localdate() + dt.timedelta(days=90)
    return grant_habilitation(
        affiliation=hat, kind="secrecy", until_on=until, by=manager_of(hat.organisation),
        at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("oneself", [True, False])
def test_the_manager_or_whoever_has_it_ends_it_at_once(oneself):
    hat = AffiliationFactory()
    trust = given(hat)
    by = actor(hat) if oneself else manager_of(hat.organisation)

    for _twice in range(2):
        end_habilitation(habilitation=trust, by=by, at=timezone.now())

    assert not Habilitation.objects.in_force(by.today).exists()
    assert [kind for kind, _payload in recorded()] == ["habilitation.granted", "habilitation.ended"]


def test_nobody_else_ends_it():
    hat = AffiliationFactory()
    trust = given(hat)

    for stranger in everyone_else(hat.organisation):
        with pytest.raises(Denied):
            end_habilitation(habilitation=trust, by=stranger, at=timezone.now())
    assert Habilitation.objects.in_force(timezone.localdate()).exists()

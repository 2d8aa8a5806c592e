import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import refuse_numbers
from jalon.kernel.errors import Denied
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_numbers_that_are_somebody_else_s_are_on_record_against_who_gave_them():
    by = actor()

    refuse_numbers(by=by, at=timezone.now())

    assert recorded() == [("numbers.refused", {"user_id": by.user_id})]


def test_who_opens_nothing_is_refused_nothing():
    with pytest.raises(Denied):
        refuse_numbers(by=actor(role=AffiliationRole.STEERING), at=timezone.now())

    assert recorded() == []

import pytest

from jalon.entry.models import Absence
from jalon.entry.operations import declare_absence
from jalon.entry.operations.declare_absence import CannotBeAway
from jalon.kernel.errors import Denied
from tests.entry.situations import away
from tests.factories import AffiliationFactory, actor

pytestmark = pytest.mark.django_db


def test_days_never_overlap_and_only_a_colleague_stands_in():
    hat = AffiliationFactory()
    colleague = AffiliationFactory(organisation=hat.organisation)
    noted = away(hat, substitute=colleague)

    with pytest.raises(CannotBeAway):
        away(hat)
    with pytest.raises(CannotBeAway):
        away(colleague, substitute=AffiliationFactory())
    with pytest.raises(CannotBeAway):
        away(colleague, days=0)
    assert list(Absence.objects.all()) == [noted]


def test_a_colleague_who_is_no_manager_is_denied():
    hat = AffiliationFactory()
    noted = away(hat)
    asked = {"from_on": noted.until_on, "until_on": noted.until_on.replace(year=2030)}

    with pytest.raises(Denied):
        declare_absence(
            affiliation=hat, substitute=None, **asked, at=noted.declared_at,
            by=actor(AffiliationFactory(organisation=hat.organisation)),
        )  # fmt: skip

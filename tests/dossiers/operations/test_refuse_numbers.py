import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole, User
from jalon.dossiers.operations import refuse_numbers
from jalon.kernel.errors import Denied
from jalon.parameters.queries import integer
from jalon.vigilance.models import Alert, Standing
from jalon.vigilance.telling import tell
from tests.factories import actor
from tests.facts import recorded
from tests.jobs import delivered
from tests.vigilance.situations import colleague

pytestmark = pytest.mark.django_db


def refuse(by, times=1):
    for _time in range(times):
        refuse_numbers(by=by, at=timezone.now())


def test_numbers_that_are_somebody_else_s_are_on_record_against_who_gave_them():
    by = actor()

    refuse(by)

    assert recorded() == [("numbers.refused", {"user_id": by.user_id})]


def test_a_few_are_slips_and_more_in_a_day_are_told_once_to_who_answers_for_the_account(
    settings, clock
):
    settings.JALON_SECURITY_CONTACT = "securite@organisme.example"
    by, other = actor(), actor()
    manager = User.objects.get(pk=colleague(by.organisation_id).user_id)
    most = integer("vigilance.refused_day", on=by.today)
    refuse(other)  # the slips of others are theirs
    refuse(by, most)
    clock.shift(24 * 3600 + 1)
    refuse(by, most)
    tell(timezone.now())
    assert (Alert.objects.count(), delivered()) == (0, [])

    refuse(by, 3)
    tell(timezone.now())
    tell(timezone.now())

    alert = Alert.objects.get()
    assert (alert.user_id, alert.step, alert.measure) == (by.user_id, "notice", "refused")
    assert (alert.counted, alert.budget) == (most + 1, most)
    assert {mail.to[0] for mail in delivered()} == {"securite@organisme.example", manager.email}
    assert f"{most + 1} en un jour" in delivered()[0].body
    assert "Rien n’est ralenti ni suspendu" in delivered()[0].body
    assert not Standing.objects.filter(user_id=by.user_id, stopped_at__isnull=False).exists()


def test_who_opens_nothing_is_refused_nothing():
    with pytest.raises(Denied):
        refuse_numbers(by=actor(role=AffiliationRole.STEERING), at=timezone.now())

    assert recorded() == []

import datetime as dt

import pytest
from django.utils import timezone

from jalon.kernel.errors import Denied
from jalon.protection.operations import AlreadyExtended, extend_request
from jalon.protection.queries.closing import AnswerMissing
from tests.factories import actor
from tests.facts import recorded
from tests.protection.situations import OFFICER, asked, officer_of

pytestmark = pytest.mark.django_db


def test_the_delay_is_two_months_longer_once_with_a_reason(clock):
    request = asked()
    officer = officer_of(request.dossier)

    extend_request(request=request, reason="Cinq organismes.", by=officer, at=timezone.now())

    request.refresh_from_db()
    assert request.due_on == dt.date(2027, 2, 24)
    assert request.extension_reason == "Cinq organismes."
    assert request.is_open
    assert recorded()[-1] == ("request.extended", {"request_id": request.pk})
    with pytest.raises(AlreadyExtended, match="déjà"):
        extend_request(request=request, reason="Encore.", by=officer, at=timezone.now())


def test_a_passed_deadline_is_not_extended(clock):
    request = asked()
    clock.shift(dt.timedelta(days=31))

    with pytest.raises(AlreadyExtended, match="passé"):
        extend_request(
            request=request, reason="Trop tard.", by=officer_of(request.dossier), at=timezone.now()
        )
    request.refresh_from_db()
    assert request.due_on == dt.date(2026, 12, 24)


def test_no_extension_without_reason_nor_by_another_officer():
    request = asked()

    with pytest.raises(AnswerMissing):
        extend_request(
            request=request, reason=" ", by=officer_of(request.dossier), at=timezone.now()
        )
    with pytest.raises(Denied):
        extend_request(request=request, reason="Oui.", by=actor(role=OFFICER), at=timezone.now())

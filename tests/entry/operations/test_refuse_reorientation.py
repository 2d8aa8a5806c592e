import pytest
from django.utils import timezone

from jalon.dossiers.rules import READ_DOSSIER
from jalon.entry.answering import NoReason
from jalon.entry.operations import refuse_reorientation, take_reorientation
from jalon.entry.telling import keep_entry
from jalon.kernel.errors import Denied
from tests.entry.situations import REASON, asked_again, officer
from tests.factories import actor
from tests.jobs import delivered

pytestmark = pytest.mark.django_db


def test_refused_with_a_reason_told_to_both():
    hat = officer()
    asked = take_reorientation(
        reorientation=asked_again(hat, email="camille@exemple.fr"), by=actor(hat),
        at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(NoReason):
        refuse_reorientation(reorientation=asked, reason=" ", by=actor(hat), at=timezone.now())

    refused = refuse_reorientation(
        reorientation=asked, reason=REASON, by=actor(hat), at=timezone.now()
    )
    for _turn in range(2):
        keep_entry(timezone.now())

    referent = asked.requested_by.user.email
    assert sorted(one.to[0] for one in delivered()) == sorted(["camille@exemple.fr", referent])
    assert not any("Camille" in one.body or REASON in one.body for one in delivered())
    assert refused.answer == REASON
    assert not READ_DOSSIER.allows(actor(hat), asked.dossier)


def test_denied_to_who_has_not_taken_it():
    hat = officer()

    with pytest.raises(Denied):
        refuse_reorientation(
            reorientation=asked_again(hat), reason=REASON, by=actor(hat), at=timezone.now()
        )

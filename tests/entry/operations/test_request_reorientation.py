import pytest
from django.utils import timezone

from jalon.accounts.actor import PersonActor
from jalon.entry.models import Reorientation
from jalon.entry.operations import request_reorientation
from jalon.entry.operations.request_reorientation import CannotBeReoriented
from jalon.kernel.errors import Denied
from jalon.wording.guard import WordsToReview
from tests.entry.situations import notified, officer, referent_of, to_orient
from tests.factories import UserFactory, actor

pytestmark = pytest.mark.django_db


def test_by_the_referent_then_by_the_person_once_at_a_time():
    hat = officer()
    known = notified(hat)
    herself = PersonActor(
        user_id=UserFactory().pk, name="Camille", person_id=known.dossier.person_id,
        today=timezone.localdate(),
    )  # fmt: skip

    asked = request_reorientation(
        dossier=known.dossier, reason="Un projet de formation est né.", by=referent_of(known),
        at=timezone.now(),
    )  # fmt: skip

    assert asked.organisation == hat.organisation
    with pytest.raises(CannotBeReoriented):
        request_reorientation(dossier=known.dossier, reason="Non", by=herself, at=timezone.now())
    Reorientation.objects.all().delete()
    mine = request_reorientation(
        dossier=known.dossier, reason="Ma dépression va mieux.", by=herself, at=timezone.now()
    )
    assert mine.requested_by is None


def test_refused_or_denied():
    hat = officer()
    waits = to_orient(hat.organisation)
    asked = {"dossier": waits.dossier, "at": timezone.now(), "reason": "Changement"}
    with pytest.raises(CannotBeReoriented):
        request_reorientation(**asked, by=referent_of(waits))
    with pytest.raises(Denied):
        request_reorientation(**asked, by=actor(hat))
    known = notified(hat)
    with pytest.raises(WordsToReview):
        request_reorientation(
            dossier=known.dossier, reason="Elle est suivie pour sa dépression.",
            by=referent_of(known), at=timezone.now(),
        )  # fmt: skip

import pytest
from django.utils import timezone

from jalon.entry.models import Portrait
from jalon.entry.operations import show_portrait
from tests.entry.operations.test_show_portrait import AT, HERS, photo
from tests.factories import actor, make_dossier
from tests.facts import recorded
from tests.space.situations import account_of, browser_of

pytestmark = pytest.mark.django_db


def test_a_photo_taken_away_is_seen_no_more(sign_in):
    dossier = make_dossier()
    hat = dossier.referent.affiliation
    show_portrait(affiliation=hat, photo=photo(), by=actor(hat), at=timezone.now())

    for _twice in range(2):
        sign_in(hat).post(AT, {"remove": "1"})

    assert not Portrait.objects.exists()
    assert browser_of(account_of(dossier.person)).get(HERS).status_code == 404
    assert [kind for kind, _ in recorded()][-2:] == ["portrait.shown", "portrait.removed"]

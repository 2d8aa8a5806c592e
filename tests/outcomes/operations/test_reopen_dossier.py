import pytest
from django.utils import timezone

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.models import Closing
from jalon.outcomes.operations import CannotReopen, close_dossier, reopen_dossier
from tests.factories import MembershipFactory, actor, make_dossier
from tests.outcomes.situations import followed

pytestmark = pytest.mark.django_db


def closed():
    dossier, hat = followed()
    close_dossier(dossier=dossier, reason="no_news", by=actor(hat), at=timezone.now())
    dossier.refresh_from_db()
    return dossier, hat


def test_the_same_dossier_goes_on():
    dossier, hat = closed()

    for _time in range(2):
        reopen_dossier(dossier=dossier, by=actor(hat), at=timezone.now())

    dossier.refresh_from_db()
    assert dossier.closed_at is None
    assert Closing.objects.get().reopened_by_id == hat.pk
    assert Entry.objects.filter(kind="dossier.reopened").count() == 1


def test_not_while_another_is_open_for_the_person():
    dossier, hat = closed()
    make_dossier(person=dossier.person)

    with pytest.raises(CannotReopen):
        reopen_dossier(dossier=dossier, by=actor(hat), at=timezone.now())
    dossier.refresh_from_db()
    assert dossier.closed_at is not None


def test_only_the_referent_opens_again():
    dossier, _hat = closed()
    colleague = MembershipFactory(dossier=dossier).affiliation

    with pytest.raises(Denied):
        reopen_dossier(dossier=dossier, by=actor(colleague), at=timezone.now())

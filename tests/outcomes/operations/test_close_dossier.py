import pytest
from django.utils import timezone

from jalon.dossiers.queries.caseload import Filters, listing
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.outcomes.models import Closing
from jalon.outcomes.operations import close_dossier
from tests.factories import MembershipFactory, actor
from tests.outcomes.situations import followed

pytestmark = pytest.mark.django_db


def test_it_is_closed_once_and_leaves_the_caseload_its_team_still_reads():
    dossier, hat = followed()

    first = close_dossier(dossier=dossier, reason="employment", by=actor(hat), at=timezone.now())
    again = close_dossier(dossier=dossier, reason="death", by=actor(hat), at=timezone.now())

    dossier.refresh_from_db()
    assert (dossier.is_open, first.reason, again) == (None, "employment", None)
    assert Entry.objects.get(kind="dossier.closed").payload["ground"] == "employment"
    assert listing(actor(hat), Filters()).items == []


def test_only_the_referent_closes():
    dossier, _hat = followed()
    colleague = MembershipFactory(dossier=dossier).affiliation

    with pytest.raises(Denied):
        close_dossier(dossier=dossier, reason="move", by=actor(colleague), at=timezone.now())
    assert not Closing.objects.exists()

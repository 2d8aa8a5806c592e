import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.accounts.models import AffiliationRole
from jalon.dossiers import rules
from jalon.dossiers.models import Limitation
from jalon.dossiers.operations import AlreadyLimited, grant_limitation, withdraw_note, write_note
from jalon.dossiers.queries import writable_in
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, actor, make_dossier
from tests.facts import recorded, refused

pytestmark = pytest.mark.django_db
OFFICER = AffiliationRole.DATA_PROTECTION


def limit(dossier, block):
    officer = actor(role=OFFICER, organisation=dossier.referent.organisation)
    grant_limitation(dossier=dossier, block=block, by=officer, at=timezone.now())
    return officer


def limited(block=""):
    """A dossier kept as it is, its référent, and the officer."""
    hat = AffiliationFactory()
    dossier = make_dossier(referent=hat)
    return dossier, actor(hat), limit(dossier, block)


def test_all_is_read_and_nothing_but_the_team_is_written():
    dossier, referent, _officer = limited()

    given = rules.rights(referent, dossier)

    assert [block for block in Block if given.writes(block)] == [Block.TEAM]
    assert given.reads(Block.CONTACT)
    assert given.is_limited(Block.CONTACT)
    assert not writable_in(referent, Block.CONTACT).exists()
    fact = {"dossier_id": dossier.pk, "limitation_id": Limitation.objects.get().pk}
    assert recorded() == [("limitation.granted", fact)]


def test_one_block_alone_with_a_clear_sentence():
    hat = AffiliationFactory()
    dossier, referent = make_dossier(referent=hat), actor(hat)
    said = {"dossier": dossier, "kind": "note", "body": "Appel.", "is_private": False}
    said |= {"happened_on": referent.today, "by": referent, "at": timezone.now()}
    note = write_note(**said)
    limit(dossier, "N")

    with refused(Denied, str(rules.LIMITED)):
        write_note(**said)
    with pytest.raises(Denied):
        withdraw_note(note=note, by=referent, at=timezone.now())
    assert rules.writes(referent, dossier, Block.CONTACT)


def test_twice_the_same_or_by_somebody_else_is_refused():
    dossier, referent, officer = limited("N")

    with pytest.raises(AlreadyLimited):
        grant_limitation(dossier=dossier, block="N", by=officer, at=timezone.now())
    for by in (referent, actor(role=OFFICER)):
        with pytest.raises(Denied):
            grant_limitation(dossier=dossier, block="C", by=by, at=timezone.now())
    assert Limitation.objects.count() == 1

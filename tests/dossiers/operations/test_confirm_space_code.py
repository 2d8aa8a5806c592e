"""Whose word gives back an account: the officer's, once; with its pages, see
people/operations/test_redeem_space_code.py.
"""

import pytest
from django.utils import timezone

from jalon.dossiers.operations import NoCodeToConfirm, confirm_space_code, hand_space_code
from jalon.kernel.errors import Denied
from tests.factories import actor
from tests.facts import recorded
from tests.protection.situations import officer_of
from tests.space.situations import account_of, camille

pytestmark = pytest.mark.django_db


def test_the_officer_confirms_once_and_nobody_else():
    dossier, at = camille(), timezone.now()
    account_of(dossier.person)
    referent, officer = actor(dossier.referent.affiliation), officer_of(dossier)
    assert hand_space_code(dossier=dossier, by=referent, at=at).awaits_officer

    with pytest.raises(Denied):
        confirm_space_code(dossier=dossier, by=referent, at=at)
    code = confirm_space_code(dossier=dossier, by=officer, at=at)

    assert (code.confirmed_by_id, code.confirmed_at) == (officer.affiliation_id, at)
    assert recorded()[-1] == ("space_code.confirmed", {"dossier_id": dossier.pk})
    with pytest.raises(NoCodeToConfirm):
        confirm_space_code(dossier=dossier, by=officer, at=at)

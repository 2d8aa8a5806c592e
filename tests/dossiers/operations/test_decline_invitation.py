import pytest
from django.utils import timezone

from jalon.dossiers.operations import decline_invitation
from jalon.kernel.errors import Denied
from tests.dossiers.joining import invited
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_declined_it_is_over_and_twice_changes_nothing():
    dossier, guest = make_dossier(), AffiliationFactory()
    invitation = invited(dossier, guest)
    hats = {"guest": guest, "referent": dossier.referent.affiliation}

    for _twice in range(2):
        over = decline_invitation(invitation=invitation, by=actor(hats["guest"]), at=timezone.now())

    assert over.state == "declined"
    assert [kind for kind, _payload in recorded()] == ["member.invited", "invitation.declined"]


def test_nobody_else_does():
    dossier, guest = make_dossier(), AffiliationFactory()
    invitation = invited(dossier, guest)
    hats = {"guest": guest, "referent": dossier.referent.affiliation}
    hats["member"] = MembershipFactory(dossier=dossier).affiliation

    for name, hat in hats.items():
        if name != "guest":
            with pytest.raises(Denied):
                decline_invitation(invitation=invitation, by=actor(hat), at=timezone.now())

import datetime as dt

import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.dossiers.operations import CannotAddress, address_block
from jalon.dossiers.rules import reads
from jalon.kernel.errors import Denied
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    actor,
    make_dossier,
    swear,
)
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def around():
    """A dossier whose référent is sworn, and a social adviser of its team."""
    referent = swear(AffiliationFactory())
    dossier = make_dossier(referent=referent)
    return dossier, MembershipFactory(dossier=dossier).affiliation, actor(referent)


def address(dossier, body, by, *, block="S", until_on=None):
    return address_block(
        dossier=dossier, organisation=body, block=block, until_on=until_on, by=by,
        at=timezone.now(),
    )  # fmt: skip


def test_addressed_the_body_reads_it_until_the_day(clock):
    dossier, hat, by = around()
    swear(hat)
    assert not reads(actor(hat), dossier, Block.HEALTH)

    sharing = address(dossier, hat.organisation, by, until_on=by.today + dt.timedelta(days=3))

    assert reads(actor(hat), dossier, Block.HEALTH)
    assert recorded() == [("block.addressed", {"dossier_id": dossier.pk, "sharing_id": sharing.pk})]
    clock.shift(dt.timedelta(days=3))
    assert not reads(actor(hat), dossier, Block.HEALTH)
    assert address(dossier, hat.organisation, actor(dossier.referent.affiliation))


def test_what_cannot_be_addressed():
    dossier, hat, by = around()
    plain = make_dossier()
    for arguments in (
        {"block": "X"},
        {"block": "I"},
        {"until_on": by.today},
    ):
        with pytest.raises(CannotAddress):
            address(dossier, hat.organisation, by, **arguments)
    with pytest.raises(CannotAddress):
        address(dossier, OrganisationFactory(), by)
    with pytest.raises(CannotAddress):  # a référent who does not read health addresses none
        address(plain, plain.referent.organisation, actor(plain.referent.affiliation))
    address(dossier, hat.organisation, by)
    with pytest.raises(CannotAddress):
        address(dossier, hat.organisation, by)


def test_only_the_referent_addresses():
    dossier, hat, _by = around()

    for who in (hat, AffiliationFactory()):
        with pytest.raises(Denied):
            address(dossier, hat.organisation, actor(who), block="B")

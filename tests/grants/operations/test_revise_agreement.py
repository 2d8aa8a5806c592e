import datetime as dt

import pytest

from jalon.grants.checking import DoesNotAddUp
from jalon.grants.operations import revise_agreement
from jalon.grants.operations.revise_agreement import WrittenMeanwhile
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import CENTS, drafted, kinds_of

pytestmark = pytest.mark.django_db


def test_the_payments_add_up_to_the_cent_and_nobody_overwrites():
    world = drafted()
    said = {"agreement": world.agreement, "by": world.officer, "at": AT}
    with pytest.raises(Denied):
        revise_agreement(changes={}, seen=1, **{**said, "by": world.carrier})
    schedule = world.version.schedule
    with pytest.raises(DoesNotAddUp):
        revise_agreement(changes={"amount_cents": CENTS + 1}, seen=1, **said)
    with pytest.raises(DoesNotAddUp):
        revise_agreement(changes={"ends_on": dt.date(2027, 4, 1)}, seen=1, **said)
    more = [*schedule[:-1], {**schedule[-1], "cents": schedule[-1]["cents"] + 1}]
    for wrong in (
        {"amount_cents": CENTS + 1, "schedule": more},  # more than was decided
        {"amount_cents": 0, "schedule": []},
    ):
        with pytest.raises(DoesNotAddUp):
            revise_agreement(changes=wrong, seen=1, **said)
    schedule[-1]["cents"] -= 1

    changes = {"amount_cents": CENTS - 1, "schedule": schedule}
    version = revise_agreement(changes=changes, seen=1, **said)

    assert (version.revision, version.amount_cents) == (2, CENTS - 1)
    with pytest.raises(WrittenMeanwhile):
        revise_agreement(changes={"amount_cents": CENTS}, seen=1, **said)
    assert revise_agreement(changes=changes, seen=2, **said).revision == 2  # nothing new
    assert kinds_of(world.project)[1:] == ["agreement.revised"]

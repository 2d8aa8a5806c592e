import pytest
from django.db import IntegrityError, transaction

from jalon.grants.operations import accept_agreement
from jalon.grants.operations.accept_agreement import NotWhatWasRead
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import kinds_of, sent

pytestmark = pytest.mark.django_db


def test_what_is_accepted_is_what_was_read_and_stays_as_it_is():
    world = sent()
    said = {"agreement": world.agreement, "by": world.carrier, "at": AT}
    with pytest.raises(Denied):
        accept_agreement(seen=1, **{**said, "by": world.officer})
    with pytest.raises(NotWhatWasRead):
        accept_agreement(seen=2, **said)

    version = accept_agreement(seen=1, **said)

    assert (version.state, len(version.digest)) == ("accepted", 64)
    assert kinds_of(world.project)[-1] == "agreement.accepted"
    rows = type(version).objects.filter(pk=version.pk)
    with pytest.raises(IntegrityError, match="sent never changes"), transaction.atomic():
        rows.update(amount_cents=1)

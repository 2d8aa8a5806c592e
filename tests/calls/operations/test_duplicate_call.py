import pytest

from jalon.accounts.kinds import OrganisationKind
from jalon.calls.operations import duplicate_call
from jalon.calls.queries.drafts import COPIED, OF_ITS_TIME
from jalon.kernel.errors import Denied
from tests.calls.situations import NOW, kinds_of, officer, published, stranger, version_of

pytestmark = pytest.mark.django_db


def test_another_body_of_the_state_repeats_all_but_the_dates():
    call, by = published(officer()), stranger()

    copy = duplicate_call(call=call, title="À mon tour", by=by, at=NOW)

    new, old = version_of(copy), version_of(call)
    assert (copy.organisation_id, copy.based_on, copy.state) == (by.organisation_id, call, "draft")
    assert all(getattr(new, name) is None for name in OF_ITS_TIME)
    kept = set(COPIED) - set(OF_ITS_TIME)
    assert all(getattr(new, name) == getattr(old, name) for name in kept)
    assert kinds_of(copy) == ["call.drafted"]


def test_a_candidate_repeats_nothing():
    with pytest.raises(Denied):
        duplicate_call(
            call=published(officer()), title="AMI", by=officer(kind=OrganisationKind.DEPARTEMENT),
            at=NOW,
        )  # fmt: skip

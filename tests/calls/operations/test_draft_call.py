import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.calls.content import articles, grid
from jalon.calls.operations import draft_call
from jalon.calls.operations.draft_call import NoSuchTemplate
from jalon.calls.queries.readable import readable
from jalon.calls.rules import READ_CALL
from jalon.calls.states import CallState
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.calls.situations import drafted, kinds_of, officer, stranger, version_of

pytestmark = pytest.mark.django_db


def test_a_call_starts_from_the_model_in_force_with_its_dated_figures():
    call = drafted(officer())
    version = version_of(call)

    assert (call.state, version.number) == (CallState.DRAFT, 1)
    assert (version.state_most_cents, version.carrier_least_rate) == (500_000_00, 2000)
    assert (version.territories_wanted, version.grace_minutes) == (30, 60)
    assert [line.weight for line in grid(version.grid)] == [20, 25, 20, 10, 15, 10]
    codes = {one["article"] for one in version.criteria}
    assert codes <= set(articles(version.sections))
    assert kinds_of(call) == ["call.drafted"]


def test_it_may_start_from_nothing():
    version = version_of(drafted(officer(), template=""))

    assert (version.sections, version.criteria, version.state_most_cents) == ([], [], None)


def test_a_model_that_is_not_in_force_is_refused():
    with pytest.raises(NoSuchTemplate):
        drafted(officer(), template="autre")


def test_its_own_body_alone_reads_it_and_knows_of_it():
    by = officer()
    call = drafted(by)

    for one, reads in ((by, True), (stranger(), False), (None, False)):
        assert READ_CALL.allows(one, call) is reads
        assert (call in readable(one)) is reads
    assert set(Entry.objects.filter(stream=f"call/{call.pk}").values_list("audience_id")) == {
        (by.organisation_id,)
    }


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (OrganisationKind.DEPARTEMENT, AffiliationRole.STEERING),
        (OrganisationKind.PREFECTURE, AffiliationRole.PROFESSIONAL),
    ],
)
def test_only_who_answers_for_the_state_calls(kind, role):
    with pytest.raises(Denied):
        draft_call(title="AMI", by=officer(kind=kind, role=role), at=timezone.now())

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Membership
from jalon.retention.models import Notice
from jalon.retention.operations import give_notices
from tests.factories import AffiliationFactory, OrganisationFactory, make_dossier
from tests.retention.situations import contact, silent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def notices(limit=100):
    return dict(give_notices(limit=limit, by=None, at=timezone.now()))


def test_the_referent_is_told_once_of_each_contact():
    hat = AffiliationFactory()
    dossiers = [silent(referent=hat) for _number in range(3)]
    make_dossier(referent=hat)

    assert notices() == {hat.user.email: 3}
    assert notices() == {}
    assert set(Notice.objects.values_list("dossier_id", flat=True)) == {d.pk for d in dossiers}

    contact(dossiers[0], timezone.localdate().replace(year=2024, day=1))
    assert notices() == {hat.user.email: 1}


def test_an_empty_seat_is_told_to_those_who_answer_for_its_organisation():
    organisation = OrganisationFactory()
    manager = AffiliationFactory(organisation=organisation, role=AffiliationRole.MANAGER)
    AffiliationFactory(organisation=organisation)
    AffiliationFactory(role=AffiliationRole.MANAGER)
    dossier = silent()
    Membership.objects.filter(pk=dossier.referent_id).update(
        affiliation=None, organisation=organisation
    )

    assert notices() == {manager.user.email: 1}


def test_who_left_is_not_written_to():
    hat = AffiliationFactory(ended_on=timezone.localdate())
    silent(referent=hat)

    assert notices() == {}
    assert Notice.objects.count() == 1


def test_many_are_told_by_pieces():
    hat = AffiliationFactory()
    for _number in range(3):
        silent(referent=hat)

    assert [notices(limit=2), notices(limit=2), notices(limit=2)] == [
        {hat.user.email: 2}, {hat.user.email: 1}, {},
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_statements_for_1_and_3(count, django_assert_num_queries):
    for _number in range(count):
        silent()

    with django_assert_num_queries(6):  # with a savepoint's two
        notices()

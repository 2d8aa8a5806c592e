import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.operations import close_exceptional_access, review_exceptional_access
from jalon.dossiers.operations.review_exceptional_access import AlreadyReviewed, StillOpen
from jalon.kernel.errors import Denied
from tests.dossiers.emergencies import known, now_acting, opened, trusted
from tests.factories import AffiliationFactory
from tests.facts import recorded

pytestmark = pytest.mark.django_db
OFFICER = AffiliationRole.DATA_PROTECTION


def over(hat=None):
    hat = hat or trusted()
    access = opened(hat)
    return close_exceptional_access(access=access, by=now_acting(hat), at=timezone.now())


def judge(access, hat, outcome="justified"):
    return review_exceptional_access(
        access=access, outcome=outcome, opinion="La situation le demandait.", by=now_acting(hat),
        at=timezone.now(),
    )  # fmt: skip


def officer(dossier, **fields):
    return AffiliationFactory(role=OFFICER, organisation=dossier.referent.organisation, **fields)


def test_the_officer_of_the_referents_body_judges_it_once():
    dossier = known()
    access, hat = over(), officer(dossier)

    judged = judge(access, hat, "unjustified")

    assert (judged.outcome, judged.reviewed_by_id) == ("unjustified", hat.pk)
    fact = {"dossier_id": dossier.pk, "access_id": access.pk, "status": "unjustified"}
    assert recorded()[-1] == ("exceptional_access.reviewed", fact)
    with pytest.raises(AlreadyReviewed):
        judge(access, hat)


def test_it_is_judged_when_it_is_over(clock):
    dossier = known()
    access, hat = opened(), officer(dossier)

    with pytest.raises(StillOpen):
        judge(access, hat)
    clock.shift(dt.timedelta(minutes=30))
    assert judge(access, hat).reviewed_at


def test_nobody_else_judges_it_and_never_who_opened_it():
    dossier, hat = known(), trusted()
    access = over(hat)
    strangers = [
        hat,
        dossier.referent.affiliation,
        AffiliationFactory(role=OFFICER),
        AffiliationFactory(
            role=AffiliationRole.MANAGER, organisation=dossier.referent.organisation
        ),
        officer(dossier, user=hat.user),
    ]

    for one in strangers:
        with pytest.raises(Denied):
            judge(access, one)

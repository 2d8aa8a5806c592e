import datetime as dt
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.models import AffiliationRole, Habilitation
from jalon.dossiers.models import ExceptionalAccess
from jalon.dossiers.operations.open_exceptional_access import (
    AlreadyReader,
    NobodyMet,
    ReasonTooShort,
    TooManyToday,
)
from jalon.dossiers.rules import READ_DOSSIER, rights
from jalon.kernel.errors import Denied
from jalon.people.queries import Keys
from tests.dossiers.emergencies import IDENTITY, NUMBER, known, now_acting, opened, trusted
from tests.factories import AffiliationFactory, MembershipFactory
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_it_opens_for_half_an_hour_in_reading_and_says_so(clock):
    dossier, hat = known(), trusted()

    access = opened(hat)

    assert access.expires_at - access.opened_at == dt.timedelta(minutes=30)
    assert access.review_due_on == timezone.localdate() + dt.timedelta(days=5)
    assert recorded() == [
        ("exceptional_access.opened", {"dossier_id": dossier.pk, "access_id": access.pk})
    ]
    allowed = rights(now_acting(hat), dossier)
    assert {block.value for block in allowed.levels} == set("ICRPBHSKAT")
    assert not any(allowed.writes(block) for block in allowed.levels)
    clock.shift(dt.timedelta(minutes=30))
    assert not READ_DOSSIER.allows(now_acting(hat), dossier)


def test_the_end_of_the_habilitation_closes_what_is_open():
    dossier, hat = known(), trusted()
    opened(hat)
    assert READ_DOSSIER.allows(now_acting(hat), dossier)

    Habilitation.objects.update(ended_on=timezone.localdate())

    assert not READ_DOSSIER.allows(now_acting(hat), dossier)


@pytest.mark.parametrize(
    "wrong",
    [
        {"identity": replace(IDENTITY, birth_name="Autre")},
        {"identity": replace(IDENTITY, birth_year=1985)},
        {"keys": Keys(france_travail="7654321B")},
        {"keys": Keys()},
    ],
)
def test_whoever_is_not_exactly_known_is_not_found_and_nothing_says_why(wrong):
    known()

    with pytest.raises(NobodyMet) as refusal:
        opened(**wrong)
    assert str(refusal.value).startswith("Aucun dossier ouvert ne correspond exactement.")
    assert not ExceptionalAccess.objects.exists()


def test_a_reason_that_explains_nothing_is_refused():
    known()

    with pytest.raises(ReasonTooShort):
        opened(reason="   urgent             ")


def test_without_a_habilitation_in_force_nobody_opens():
    known()
    late = trusted()
    late.habilitations.update(ended_on=timezone.localdate())
    sworn = AffiliationFactory()
    Habilitation.objects.create(
        affiliation=sworn, kind="secrecy", started_on=timezone.localdate(),
        ended_on=timezone.localdate() + dt.timedelta(days=9),
    )  # fmt: skip
    officer = trusted(role=AffiliationRole.DATA_PROTECTION)
    for hat in (AffiliationFactory(), late, sworn, officer):
        with pytest.raises(Denied):
            opened(hat)


def test_whoever_reads_it_already_has_nothing_to_break():
    dossier, hat = known(), trusted()
    MembershipFactory(dossier=dossier, affiliation=hat)

    with pytest.raises(AlreadyReader):
        opened(hat)


def test_the_fourth_of_a_day_waits_for_the_next(clock):
    known()
    hat = trusted()
    for _number in range(3):
        opened(hat)
        clock.shift(dt.timedelta(minutes=31))

    other = trusted(user=hat.user)  # another hat of the same human
    for worn in (hat, other):
        with pytest.raises(TooManyToday), acting(now_acting(worn), at=timezone.now()):
            opened(worn)
    clock.shift(dt.timedelta(days=1))
    assert opened(hat)


def test_the_database_lets_nobody_judge_their_own_emergency_nor_open_one_for_later():
    dossier, hat = known(), trusted()
    access, who, at = opened(hat), now_acting(hat), timezone.now()
    mine = ExceptionalAccess.objects.filter(pk=access.pk)
    judged = {"reviewed_at": at, "reviewed_by": hat, "outcome": "justified"}
    later = at + dt.timedelta(hours=1)

    with acting(who, at=at):
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(**judged)
        with pytest.raises(DatabaseError), transaction.atomic():
            ExceptionalAccess.objects.create(
                dossier=dossier, affiliation=hat, organisation=hat.organisation, reason="essai",
                opened_at=later, expires_at=later + dt.timedelta(minutes=30),
                review_due_on=timezone.localdate(),
            )  # fmt: skip
        assert mine.update(closed_at=at) == 1


def test_the_database_lets_nobody_open_without_a_habilitation_nor_for_longer():
    dossier, hat = known(), trusted()
    at = timezone.now()
    fields = {"dossier_id": dossier.pk, "reason": "essai", "opened_at": at}
    fields |= {"review_due_on": timezone.localdate()}
    for one, minutes in ((AffiliationFactory(), 30), (hat, 31)):
        with (
            pytest.raises(Exception, match=r"row-level security|half_an_hour"),
            transaction.atomic(),
            acting(now_acting(one), at=at),
        ):
            ExceptionalAccess.objects.create(
                **fields, affiliation=one, organisation=one.organisation,
                expires_at=at + dt.timedelta(minutes=minutes),
            )  # fmt: skip
    assert not ExceptionalAccess.objects.exists()


def test_nobody_meets_anybody_without_a_number_even_in_the_database():
    known()
    with acting(now_acting(trusted()), at=timezone.now()), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM jalon_dossiers_met(NULL, NULL, NULL, NULL)")
        assert cursor.fetchall() == []
        cursor.execute("SELECT * FROM jalon_dossiers_met(NULL, %s, NULL, NULL)", [NUMBER])
        assert len(cursor.fetchall()) == 1

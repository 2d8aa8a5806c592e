"""The SQL of the streams says exactly what `dossiers.queries.readable` says."""

import asyncio
import datetime as dt
from itertools import product

import psycopg
import pytest
from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier, Membership
from jalon.dossiers.queries import readable
from jalon.live import readers
from jalon.live.database import Line, connection_parameters
from jalon.live.subscription import Subscription
from jalon.live.tokens import Claim
from tests.factories import AffiliationFactory, MembershipFactory, OrganisationFactory, make_dossier

pytestmark = pytest.mark.usefixtures("committed")


def _situations() -> None:
    """Every role, in and out of force, with seats held, empty, ended, planned to end."""
    today = timezone.localdate()
    day, now = dt.timedelta(days=1), timezone.now()
    organisation = OrganisationFactory()
    hats = [
        AffiliationFactory(role=role, organisation=organisation, started_on=start, ended_on=end)
        for role, (start, end) in product(
            AffiliationRole,
            [(today, None), (today + day, None), (today - day, today), (today - day, today + day)],
        )
    ]
    hats.append(AffiliationFactory(user__is_active=False, organisation=organisation))
    hats.append(AffiliationFactory(organisation=OrganisationFactory(closed_on=today)))
    for until, ended in [(None, None), (today, None), (today + day, None), (None, now)]:
        for hat in hats:
            MembershipFactory(
                dossier=make_dossier(), affiliation=hat, until_on=until, ended_at=ended
            )
        MembershipFactory(
            dossier=make_dossier(),
            affiliation=None,
            organisation=organisation,
            until_on=until,
            ended_at=ended,
        )
    make_dossier(closed_at=now)
    make_dossier(referent=AffiliationFactory(), closed_at=now, archived_at=now)


def _readable() -> set[tuple[int, int]]:
    """(hat, dossier) according to the domain, for hats that may act."""
    today = timezone.localdate()
    acting = Affiliation.objects.in_force(today).select_related("user", "organisation")
    actors: list[Actor] = [actor_of(hat, on=today) for hat in acting]
    return {(who.affiliation_id, dossier.pk) for who in actors for dossier in readable(who)}


def test_a_stream_is_admitted_when_its_dossier_is_readable() -> None:
    _situations()
    asked = [
        Subscription(Claim(hat.user_id, hat.pk, dossier, ""), after=None, expires=0)
        for hat in Affiliation.objects.all()
        for dossier in Dossier.objects.values_list("pk", flat=True)
    ]

    async def ask() -> set[tuple[int, int | None]]:
        line = Line()
        kept = await readers.allowed(line, asked, on=timezone.localdate())
        await line.close()
        return {(stream.affiliation, stream.dossier) for stream in kept}

    assert asyncio.run(ask()) == _readable()
    assert len(_readable()) > 20


def test_a_fact_is_told_to_those_who_may_read_its_dossier() -> None:
    _situations()
    dossiers = list(Dossier.objects.values_list("pk", flat=True))

    with psycopg.connect(**connection_parameters()) as connection:
        granted = readers.grants(connection, dossiers, on=timezone.localdate())

    told = {(hat, dossier) for dossier, grant in granted.items() for hat in grant.hats}
    assert told == _readable()


def test_who_has_just_left_is_known_for_a_few_seconds() -> None:
    recent = MembershipFactory(dossier=make_dossier(), ended_at=timezone.now())
    old = MembershipFactory(
        dossier=recent.dossier, ended_at=timezone.now() - dt.timedelta(minutes=1)
    )

    with psycopg.connect(**connection_parameters()) as connection:
        granted = readers.grants(connection, [recent.dossier_id], on=timezone.localdate())

    assert Membership.objects.filter(pk__in=[recent.pk, old.pk]).count() == 2
    assert granted[recent.dossier_id].left == {recent.affiliation_id}

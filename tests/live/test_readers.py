"""What the streams are told of rights is exactly what the rules of dossiers say, in Python."""

import asyncio
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.utils import timezone

from jalon.access.policy.blocks import Block
from jalon.access.policy.levels import Level
from jalon.access.policy.rights import Rights
from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.config.policy.letters import BARRIER_BLOCKS, OUTLINE_LETTER, TEAM_DEGREES
from jalon.contracts.rules import sees_outline
from jalon.dossiers.models import Dossier, ExceptionalAccess, Membership, Objection
from jalon.dossiers.queries import readable
from jalon.dossiers.rules import rights
from jalon.live import readers
from jalon.live.database import Line, connection_parameters
from jalon.live.subscription import Subscription
from jalon.live.tokens import Claim
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    make_dossier,
    swear,
)
from tests.live.situations import break_glass

pytestmark = pytest.mark.usefixtures("committed")


Pairs = list[tuple[Actor, Dossier]]


@pytest.fixture(scope="module")
def situations(committed: None) -> Pairs:
    """Every role, in and out of force, with seats held, empty, ended, planned to end.

    What is readable according to the domain, by hats that may act.
    """
    today = timezone.localdate()
    day, now = dt.timedelta(days=1), timezone.now()
    organisation = OrganisationFactory()
    hats = [AffiliationFactory(role=role, organisation=organisation) for role in AffiliationRole]
    for start, end in [(today + day, None), (today - day, today), (today - day, today + day)]:
        hats.append(AffiliationFactory(organisation=organisation, started_on=start, ended_on=end))
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

    _ties(organisation, hats[:4])
    return [(who, dossier) for who in _actors() for dossier in readable(who)]


def _ties(organisation: Organisation, hats: list[Affiliation]) -> None:
    """What opens a dossier without a seat, and what closes it despite one."""
    now = timezone.now()
    elsewhere = [AffiliationFactory(role=role) for role in AffiliationRole]
    for hat in (*hats, *elsewhere):
        for minutes in (-1, 10):
            break_glass(hat, make_dossier(), minutes)
        objected = MembershipFactory(dossier=make_dossier(), affiliation=hat)
        part = MembershipFactory(dossier=make_dossier(), affiliation=hat)
        Objection.objects.create(dossier=objected.dossier, block="", granted_at=now)
        Objection.objects.create(
            dossier=part.dossier, organisation=hat.organisation, block="N", granted_at=now
        )
    for kind in OrganisationKind:
        hat = AffiliationFactory(organisation__kind=kind)
        MembershipFactory(dossier=make_dossier(), affiliation=hat)
        make_dossier(referent=hat)
        held = MembershipFactory(dossier=make_dossier(), affiliation=hat)
        Objection.objects.create(
            dossier=held.dossier, organisation=hat.organisation, block="K", granted_at=now
        )
    swear(hats[0])


def _actors() -> list[Actor]:
    now = timezone.now()
    acting = Affiliation.objects.in_force(timezone.localdate(now))
    hats = acting.select_related("user", "organisation")
    return [actor_of(hat, on=timezone.localdate(now), at=now) for hat in hats]


def _letters(rights: Rights) -> frozenset[str]:
    """The same rights, as the database writes them."""
    letters = {"*", *TEAM_DEGREES.get(rights.levels.get(Block.TEAM, Level.NOTHING), ())}
    for block, level in rights.levels.items():
        is_small = level is Level.IMPACT or (level is Level.OWN and block != Block.WORKING_NOTES)
        if block is not Block.TEAM and not is_small:
            letters.add(block.value)
        if is_small or block in BARRIER_BLOCKS:
            letters.add(block.lower())
    return frozenset(letters)


def _dossiers(readable_by: Pairs) -> set[int]:
    """Those of the situations: another test may have made one since."""
    last = max(dossier.pk for _who, dossier in readable_by)
    return set(Dossier.objects.filter(pk__lte=last).values_list("pk", flat=True))


def _near(readable_by: Pairs) -> dict[int, set[int]]:
    """Of each dossier, who reads it, is or was tied to it, and one hat in five of the others."""
    hats = Affiliation.objects.values_list("pk", flat=True)
    near = {
        dossier: {hat for hat in hats if (hat + dossier) % 5 == 0}
        for dossier in _dossiers(readable_by)
    }
    for who, dossier in readable_by:
        near[dossier.pk].add(who.affiliation_id)
    for tie in (Membership, ExceptionalAccess):
        for pk, hat in tie.objects.filter(dossier__in=near).values_list("dossier", "affiliation"):
            near[pk] |= {hat} - {None}
    return near


def test_a_stream_is_admitted_when_its_dossier_is_readable(situations: Pairs) -> None:
    users = dict(Affiliation.objects.values_list("pk", "user"))
    asked = [
        Subscription(Claim(users[hat], hat, dossier, ""), after=None, expires=0)
        for dossier, hats in _near(situations).items()
        for hat in hats
    ]

    async def ask() -> dict[Subscription, readers.Allowed]:
        line = Line()
        kept = await readers.allowed(line, asked, at=timezone.now())
        await line.close()
        return kept

    with ThreadPoolExecutor(1) as pool:  # this thread may already run the loop of a browser
        kept = pool.submit(asyncio.run, ask()).result()

    expected = {(who.affiliation_id, dossier.pk) for who, dossier in situations}
    assert {(stream.affiliation, stream.dossier) for stream in kept} == expected
    assert len(expected) > 100


def test_a_fact_is_told_to_those_who_may_read_its_dossier_and_block_by_block(
    situations: Pairs,
) -> None:
    hats = set(Affiliation.objects.values_list("pk", flat=True))
    dossiers = _dossiers(situations)

    with psycopg.connect(**connection_parameters()) as connection:
        shown = readers.grants(connection, _near(situations), (), at=timezone.now())
        listed = readers.grants(connection, {pk: set() for pk in dossiers}, hats, at=timezone.now())

    expected = {
        (who.affiliation_id, dossier.pk): _letters(rights(who, dossier)) | _outline(who, dossier)
        for who, dossier in situations
    }
    for granted in (shown, listed):
        told = {(hat, pk): one for pk, grant in granted.items() for hat, one in grant.reach.items()}
        assert {pair: reach.letters for pair, reach in told.items()} == expected


def _outline(who: Actor, dossier: Dossier) -> set[str]:
    return {OUTLINE_LETTER} if sees_outline(who, dossier) else set()


def test_who_has_just_left_is_known_for_a_few_seconds() -> None:
    recent = MembershipFactory(dossier=make_dossier(), ended_at=timezone.now())
    old = MembershipFactory(
        dossier=recent.dossier, ended_at=timezone.now() - dt.timedelta(minutes=1)
    )
    lists = [recent.affiliation_id, old.affiliation_id]

    with psycopg.connect(**connection_parameters()) as connection:
        granted = readers.grants(connection, {recent.dossier_id: set()}, lists, at=timezone.now())

    assert Membership.objects.filter(pk__in=[recent.pk, old.pk]).count() == 2
    assert granted[recent.dossier_id].asked == {recent.affiliation_id}
    assert granted[recent.dossier_id].reach == {}

"""A screen is told what its reader may know, and nothing by the silence of the others."""

import datetime as dt
import time
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation
from jalon.directory.operations.end_habilitation import end_habilitation
from jalon.directory.operations.grant_habilitation import grant_habilitation
from jalon.dossiers.events import MemberJoined
from jalon.dossiers.models import Membership
from jalon.dossiers.operations.address_block import address_block
from jalon.dossiers.operations.end_objection import end_objection
from jalon.dossiers.operations.grant_objection import grant_objection
from jalon.journal.record import record
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier, swear
from tests.live.situations import Around, around, assess, break_glass, leave, write
from tests.live.streams import Screen, Streams

pytestmark = pytest.mark.usefixtures("committed")
HOUSING, HEALTH = "logement-hebergement", "sante"


def joined(them: Around, kind: OrganisationKind, **fields: object) -> Membership:
    """A seat of a body of this kind around the same person."""
    hat = AffiliationFactory(organisation__kind=kind, **fields)
    seat: Membership = MembershipFactory(dossier=them.dossier, affiliation=hat)
    return seat


def of(seat: Membership) -> Actor:
    return actor(seat.affiliation)


def kinds(screen: Screen) -> list[str]:
    """The facts told so far."""
    return [event.data["kind"] for event in screen.quiet() if event.name == "fact"]


def officer(them: Around) -> Actor:
    body = Affiliation.objects.get(pk=them.referent.affiliation_id).organisation
    return actor(role="data_protection", organisation=body)


def test_a_fact_is_told_to_those_who_read_its_block(streams: Streams) -> None:
    them = around()
    employment = of(joined(them, OrganisationKind.FRANCE_TRAVAIL))
    knows, ignores = (
        streams.open(them.referent, them.dossier),
        streams.open(employment, them.dossier),
    )
    rows = streams.open(employment)
    rows.until("resync")

    assess(them.dossier, them.referent, theme=HOUSING)
    write(them.dossier, them.referent)

    assert knows.positions(2) == [1, 2]
    assert ignores.positions(1) == rows.positions(1) == [2]
    assert (kinds(ignores), kinds(rows)) == ([], [])


def test_what_was_missed_is_told_under_the_same_rule(streams: Streams) -> None:
    them = around()
    employment = of(joined(them, OrganisationKind.FRANCE_TRAVAIL))
    masked = joined(them, OrganisationKind.JUSTICE)
    assess(them.dossier, them.referent, theme=HOUSING)
    leave(masked, of(masked))
    write(them.dossier, them.referent)

    knows = streams.open(them.referent, them.dossier, since=0)
    ignores = streams.open(employment, them.dossier, since=0)

    assert knows.positions(3) == [1, 2, 3]
    assert ignores.positions(1) == [3]
    assert kinds(ignores) == []


def test_secrecy_is_sworn_and_ends(streams: Streams) -> None:
    them = around()
    swear(Affiliation.objects.get(pk=them.referent.affiliation_id))
    hat = Affiliation.objects.get(pk=them.colleague.affiliation_id)
    assert hat.organisation.kind == OrganisationKind.DEPARTEMENT
    second = make_dossier(referent=hat)
    screen = streams.open(them.colleague, second)
    manager = actor(role="manager", organisation=hat.organisation)

    trust = grant_habilitation(
        affiliation=hat, kind="secrecy", until_on=manager.today + dt.timedelta(days=90),
        by=manager, at=timezone.now(),
    )  # fmt: skip
    screen.until("resync")
    assess(second, them.colleague, theme=HEALTH)
    assert screen.positions(1) == [1]
    end_habilitation(habilitation=trust, by=manager, at=timezone.now())

    screen.until("resync", within=1)


def test_a_body_whose_name_is_sensitive_does_not_appear(streams: Streams) -> None:
    them = around()
    hat = AffiliationFactory(organisation__kind=OrganisationKind.ADDICTION_CARE)
    employment = of(joined(them, OrganisationKind.FRANCE_TRAVAIL))
    for_work = of(joined(them, OrganisationKind.SIAE))
    knows = streams.open(them.referent, them.dossier)
    ignores, knows_one = (streams.open(who, them.dossier) for who in (employment, for_work))
    rows = streams.open(employment)
    rows.until("resync")

    with transaction.atomic():
        seat = MembershipFactory(dossier=them.dossier, affiliation=hat, role="partner")
        fact = MemberJoined(dossier_id=them.dossier.pk, membership_id=seat.pk)
        record(fact, by=them.referent, at=timezone.now())
    write(them.dossier, actor(hat), is_private=True)
    theirs = streams.open(actor(hat), them.dossier)
    theirs.until("presence")
    leave(seat, actor(hat))
    write(them.dossier, them.referent)

    assert knows.positions(3) == [1, 3, 4]
    for screen in (ignores, rows):
        assert screen.positions(1) == [4]
    told = [e.data for e in (*list(ignores.events.queue), *list(knows_one.events.queue))]
    assert f"a{hat.pk}" not in str(told)
    assert hat.user.last_name not in str(told)


def test_presence_shows_each_whom_they_may_see(streams: Streams) -> None:
    them = around()
    masked = of(joined(them, OrganisationKind.JUSTICE))
    employment = of(joined(them, OrganisationKind.FRANCE_TRAVAIL))
    for_work = of(joined(them, OrganisationKind.SIAE))
    everybody = (them.referent, masked, employment, for_work)
    screens = {who: streams.open(who, them.dossier) for who in everybody}
    time.sleep(1)

    seen = {}
    for who, screen in screens.items():
        told = [event for event in screen.events.queue if event.name == "presence"]
        seen[who] = {one["key"] for one in told[-1].data["people"]}
        assert told[-1].data["count"] == len(seen[who])

    def keys(*people: Actor) -> set[str]:
        return {f"a{who.affiliation_id}" for who in people}

    assert seen[them.referent] == keys(*everybody)
    assert seen[masked] == keys(*everybody)
    assert seen[employment] == keys(them.referent, employment, for_work)
    assert seen[for_work] == keys(them.referent, for_work)


def test_an_objection_closes_a_block_then_the_whole(streams: Streams) -> None:
    them = around()
    body = Affiliation.objects.get(pk=them.colleague.affiliation_id).organisation
    screen, rows = streams.open(them.colleague, them.dossier), streams.open(them.colleague)
    rows.until("resync")
    protects = officer(them)

    part = grant_objection(
        dossier=them.dossier, organisation=body, block="N", by=protects, at=timezone.now()
    )
    screen.until("resync", within=1)
    write(them.dossier, them.referent)
    assert kinds(screen) == []
    end_objection(objection=part, by=protects, at=timezone.now())
    screen.until("resync", within=1)
    grant_objection(
        dossier=them.dossier, organisation=body, block="", by=protects, at=timezone.now()
    )

    assert screen.until("ended", within=1).data == {"reason": "rights"}
    assert rows.until("resync", within=1).data == {"position": None}
    assert streams.knock(them.colleague, them.dossier).status == 403


def test_an_exceptional_access_ends_at_its_minute(streams: Streams) -> None:
    them = around()
    hat = AffiliationFactory()
    access = break_glass(hat, them.dossier, minutes=4 / 60)
    screen, rows = streams.open(actor(hat), them.dossier), streams.open(actor(hat))
    rows.until("resync")
    assess(them.dossier, them.referent, theme=HOUSING)
    assert screen.positions(1) == rows.positions(1) == [1]

    assert screen.until("ended", within=5).data == {"reason": "rights"}

    late = (timezone.now() - access.expires_at).total_seconds()
    assert 0 <= late < 1
    assert rows.until("resync", within=1).data == {"position": None}
    write(them.dossier, them.referent)
    assert rows.quiet() == []
    assert streams.knock(actor(hat), them.dossier).status == 403


def test_the_manager_of_a_body_follows_the_dossiers_it_has_a_seat_in(streams: Streams) -> None:
    them = around()
    manager = actor(role="manager", organisation_id=them.colleague.organisation_id)
    screen, rows = streams.open(manager, them.dossier), streams.open(manager)
    rows.until("resync")

    write(them.dossier, them.referent)  # notes are not a manager's
    leave(them.seat, them.referent)

    assert screen.until("ended").data == {"reason": "rights"}
    assert rows.until("resync").data == {"position": None}


def test_an_archived_dossier_is_on_no_screen(streams: Streams) -> None:
    them = around()
    screen = streams.open(them.referent, them.dossier)

    now = timezone.now()
    type(them.dossier).objects.filter(pk=them.dossier.pk).update(closed_at=now, archived_at=now)

    assert screen.until("ended").data == {"reason": "rights"}


def test_the_streams_ask_under_a_role_that_owns_nothing(streams: Streams) -> None:
    """What the role of the streams may read: ids, seats, facts; no text, no reason, no address."""
    columns = [
        ("dossiers_exceptionalaccess", "reason"), ("dossiers_note", "body"),
        ("people_person", "birth_name"), ("accounts_user", "email"),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        for table, column in columns:
            cursor.execute(
                "SELECT has_column_privilege('jalon_live', %s, %s, 'SELECT')", [table, column]
            )
            assert cursor.fetchone() == (False,), (table, column)


def test_what_is_hidden_moves_no_cursor_of_its_reader(streams: Streams, sign_in: Any) -> None:
    """Neither that of the page nor that of the stream: nothing happened, for who may not know."""
    them = around()
    employment = of(joined(them, OrganisationKind.FRANCE_TRAVAIL))
    browser = sign_in(Affiliation.objects.get(pk=employment.affiliation_id))
    write(them.dossier, them.referent)

    def shown() -> str:
        page: str = browser.get(f"/dossiers/{them.dossier.public_id}").text
        return page.split('data-live-position="')[1].split('"')[0]

    assert shown() == "1"
    screen = streams.open(employment, them.dossier, since=1)
    for _ in range(3):
        write(them.dossier, them.referent, is_private=True)
    assert shown() == "1"
    address_block(
        dossier=them.dossier, block="H", until_on=None, by=them.referent, at=timezone.now(),
        organisation=Affiliation.objects.get(pk=employment.affiliation_id).organisation,
    )  # fmt: skip

    assert screen.until("resync").id == "1"
    assert streams.open(employment, them.dossier, since=1).hello.id == "1"

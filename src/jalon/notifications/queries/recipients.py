"""To whom a fact is told: whom the table names, kept if they may know of it now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from jalon.access.policy.blocks import Block
from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.rights import rights_of_person
from jalon.accounts.acting import acting
from jalon.accounts.actor import Actor, PersonActor, actor_of
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier, Invitation, JoinRequest, Membership, TeamRole
from jalon.entry.models import Handover, ReferentRequest, Transfer
from jalon.journal.models import Entry
from jalon.notifications.models import Way
from jalon.notifications.rules import BY_NAME, Rule, Who
from jalon.outcomes.queries.deaths import has_died
from jalon.people.models import PersonalAccess
from jalon.people.ways import way_of

# Facts with a stream of their own, which say nothing to whoever reads the dossier.
OUT_OF_DOSSIER: Final = frozenset({"referent.requested", "referent_request.answered"})
# Facts about a person and her account, which every seat of her team may know of.
OF_THE_PERSON: Final = frozenset({"personal_access.opened", "personal_access.recovered"})
OF_ANY_SEAT: Final = "m"


@dataclass(frozen=True)
class Recipient:
    """An account, under one hat or as the person; or the person of the dossier, who has none.

    `need`: the block under which it will see it. At the desk for calls, `subject` and no dossier.
    """

    user_id: int | None
    affiliation_id: int | None
    need: str
    dossier_id: int | None
    subject: UUID | None = None


def recipients(entry: Entry, rule: Rule, *, today: date, at: datetime) -> list[Recipient]:
    """Each reader once, the author never; those by name whatever they read, others if they may.

    Decided now, after the commit: a seat that has ended meanwhile gives nothing.
    """
    number = _dossier_id(entry)
    dossier = Dossier.objects.filter(pk=number, archived_at=None).first() if number else None
    if dossier is None:
        return []
    found: dict[tuple[int | None, int | None], Recipient] = {}
    need = _need(entry)
    for who in rule.whom:
        for actor in _actors(who, entry, dossier, today, at):
            key = (actor.user_id, actor.affiliation_id)
            if key in found or actor.user_id == entry.user_id:
                continue
            if who in BY_NAME or entry.kind in OUT_OF_DOSSIER:
                found[key] = Recipient(*key, "", dossier.pk)
            elif entry.kind in OF_THE_PERSON:
                found[key] = Recipient(*key, OF_ANY_SEAT, dossier.pk)
            elif _may_know(actor, entry, dossier, at):
                found[key] = Recipient(*key, need, dossier.pk)
    if _is_for_person(rule, entry) and _has_only_a_channel(entry, rule, dossier, today):
        found[None, None] = Recipient(None, None, need if entry.dossier_id else "", dossier.pk)
    return list(found.values())


def _is_for_person(rule: Rule, entry: Entry) -> bool:
    return Who.PERSON in rule.whom or (
        Who.OTHER_SIDE in rule.whom and _other_side(entry) is Who.PERSON
    )


def _has_only_a_channel(entry: Entry, rule: Rule, dossier: Dossier, today: date) -> bool:
    """Whether the person has no account to find it in, but an address or a number: never a letter.

    What leaves by a way of its own (a link, a number) is not told a second time. Nobody acts in
    the name of whoever has no account: the matrix answers what she may know.
    """
    if rule.way == Way.NEVER or has_died(dossier.person_id) or ties_of(dossier.person_id).exists():
        return False
    letters = rights_of_person(matrix_in_force(today))
    may_know = entry.dossier_id is None or (
        entry.audience_id is None and letters.reads(Block(entry.need))
    )
    return may_know and way_of(dossier.person_id) is not None


def _dossier_id(entry: Entry) -> int | None:
    """That of the fact; of a request about a référent, which no team may know of, its own; of a
    person, the open one.
    """
    if entry.kind in OF_THE_PERSON:
        hers = Dossier.objects.filter(person_id=entry.payload["person_id"], closed_at=None)
        return hers.values_list("pk", flat=True).first()
    if entry.kind not in OUT_OF_DOSSIER:
        return entry.dossier_id
    asked = ReferentRequest.objects.filter(pk=entry.payload["request_id"])
    return asked.values_list("dossier_id", flat=True).first()


def _need(entry: Entry) -> str:
    if entry.need != "T":
        return entry.need
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT jalon_degree_of_fact(payload) FROM journal_entry WHERE id = %s", [entry.pk]
        )
        [(degree,)] = cursor.fetchall()
    return str(degree)


def _may_know(actor: Actor | PersonActor, entry: Entry, dossier: Dossier, at: datetime) -> bool:
    """The row security of the journal answers, in their name."""
    with acting(actor, at=at, subject=dossier.public_id):
        return Entry.objects.filter(pk=entry.pk).exists()


def _actors(
    who: Who, entry: Entry, dossier: Dossier, today: date, at: datetime
) -> Iterator[Actor | PersonActor]:
    if who is Who.OTHER_SIDE:
        side = _other_side(entry)
        if side is None:
            return
        who = side
    if who is Who.PERSON:
        yield from _person(dossier, today)
        return
    hats = Affiliation.objects.in_force(today).filter(pk__in=set(_hats(who, entry, dossier, today)))
    for hat in hats.select_related("user", "organisation").order_by("pk"):
        yield actor_of(hat, on=today, at=at)


def _other_side(entry: Entry) -> Who | None:
    """Nobody, when she said it face to face: both sides were there."""
    if entry.payload.get("is_oral"):
        return None
    return Who.REFERENT if entry.affiliation_id is None else Who.PERSON


def ties_of(person_id: int) -> QuerySet[PersonalAccess]:
    """The accounts with which the person enters her space."""
    return PersonalAccess.objects.filter(
        person_id=person_id, ended_at=None, user__is_active=True
    ).select_related("user")


def _person(dossier: Dossier, today: date) -> Iterator[PersonActor]:
    """Nobody is told anything once she has died, nor of that."""
    if has_died(dossier.person_id):
        return
    for tie in ties_of(dossier.person_id):
        yield PersonActor(tie.user_id, tie.user.get_full_name(), tie.person_id, today)


def _hats(who: Who, entry: Entry, dossier: Dossier, today: date) -> Iterable[int | None]:
    seats = Membership.objects.in_force(today).filter(dossier=dossier)
    match who:
        case Who.REFERENT:
            return seats.filter(role=TeamRole.REFERENT).values_list("affiliation_id", flat=True)
        case Who.TEAM:
            return seats.values_list("affiliation_id", flat=True)
        case Who.MANAGER:
            return _managers(entry, today)
        case Who.OFFICER:
            return _officers(dossier, today)
        case Who.LEAD:
            lead = dossier.referent
            found = _managers_of(lead.organisation_id, today)
            return [hat for hat in found if hat != lead.affiliation_id]
        case Who.ASKER:
            asked = Transfer.objects.filter(pk=entry.payload["transfer_id"])
            return asked.values_list("requested_by_id", flat=True)
        case _:
            return [_asked(entry)]


def _managers(entry: Entry, today: date) -> Iterable[int]:
    """Of the body whose new seat nobody holds yet."""
    seat = Membership.objects.filter(
        pk=entry.payload.get("membership_id"), affiliation=None, ended_at=None
    ).first()
    if seat is None:
        return []
    return _managers_of(seat.organisation_id, today)


def _managers_of(organisation_id: int, today: date) -> Iterable[int]:
    managers = Affiliation.objects.in_force(today).filter(
        organisation_id=organisation_id, role=AffiliationRole.MANAGER
    )
    return managers.values_list("pk", flat=True)


def _officers(dossier: Dossier, today: date) -> Iterable[int]:
    """Of the référent's body and of the one above it, else the operator's."""
    lead = dossier.referent.organisation
    officers = Affiliation.objects.in_force(today).filter(role=AffiliationRole.DATA_PROTECTION)
    theirs = officers.filter(Q(organisation=lead) | Q(organisation_id=lead.parent_id))
    operators = officers.filter(organisation__kind=OrganisationKind.OPERATOR)
    return (theirs if theirs.exists() else operators).values_list("pk", flat=True)


def _asked(entry: Entry) -> int | None:
    """The one professional whom the fact names."""
    for name, model in (
        ("handover_id", Handover), ("invitation_id", Invitation), ("request_id", JoinRequest),
    ):  # fmt: skip
        if name in entry.payload:
            found = model.objects.filter(pk=entry.payload[name])
            return found.values_list("affiliation_id", flat=True).first()
    return None

"""The page of a dossier as one would first write it with the ORM: the reference of `bench page`.

Same answer as `read_dossier_page`, to the last value (a test compares them): same access decision,
same reading recorded in the same transaction, but one query per kind of thing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model, Q

from jalon.access.policy.blocks import block_of_theme
from jalon.access.policy.rights import Rights
from jalon.accounts.acting import acting_on
from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import THEMES, Barrier, Dossier, Membership, Note
from jalon.dossiers.queries import readable
from jalon.dossiers.queries.dossier_page import VISIT, actor_values
from jalon.dossiers.queries.page_rights import is_known, keep_readable
from jalon.dossiers.queries.page_statement import CHANGES, TIMELINE_ITEMS
from jalon.dossiers.rules import is_in_team, is_referent, rights
from jalon.dossiers.sections import sections
from jalon.journal.models import Channel, Entry, Reading
from jalon.journal.purposes import purpose_of
from jalon.kernel.guarded_writes import allowed_write

PERSON = (
    "first_names birth_name usage_name sex birth_year birth_month birth_day birth_place "
    "birth_country name family_name"
).split()
CONTACT = (
    "phones emails address_line address_extra postal_code city commune_code is_domiciled "
    "preferred_channel language needs_interpreter"
).split()


@transaction.atomic
def read_plain_page(
    actor: Actor, public_id: UUID, *, channel: Channel, blocks: Sequence[str], at: datetime
) -> dict[str, Any] | None:
    """What `read_dossier_page` returns, read table by table."""
    dossier = readable(actor).filter(public_id=public_id).select_related("person__contact").first()
    if dossier is None:
        return None
    entries = _entries(actor, dossier)
    last = Entry.objects.filter(stream=dossier.stream).order_by("-position").first()
    position = last.position if last else 0
    visit = _previous_visit(actor, dossier, at)
    changes = entries.filter(position__gt=visit.position) if visit else entries.none()
    changes = changes.filter(~Q(affiliation_id=actor.affiliation_id) | Q(affiliation_id=None))
    changed = _facts(actor, changes.order_by("-position")[:CHANGES])
    _record_reading(actor, dossier, channel=channel, blocks=list(blocks), position=position, at=at)
    timeline = _facts(actor, entries.order_by("-position")[:TIMELINE_ITEMS])
    new = {item["position"] for item in changed}
    allows = rights(actor, dossier)
    page: dict[str, Any] = {
        "dossier": _fields(dossier, ["id", "public_id", "opened_at", "closed_at"]),
        "rights_of_reader": {
            "can_write": is_in_team.holds(actor, dossier),
            "is_referent": is_referent.holds(actor, dossier),
            "answers_for_empty_seat": _waits_for_a_name(actor, dossier),
        },
        "allows": allows,
        "urgent": None,
        "person": _fields(dossier.person, PERSON),
        "contact": _contact(dossier),
        **{block: _row(dossier, block) for block in ("household", "rights", "education", "work")},
        "barriers": _barriers(dossier),
        "team": _team(actor, dossier),
        "timeline": [{**item, "is_new": item["position"] in new} for item in timeline],
        "changes": [{**item, "is_new": True} for item in changed if is_known(item, allows)],
        "visit": {"at": visit.at, "position": visit.position} if visit else None,
        "position": position,
    }
    keep_readable(page, allows, actor)
    page["barriers"] = _every_theme(page["barriers"], allows)
    page["sections"] = _sections(actor, dossier, page, at)
    return page


def _record_reading(actor: Actor, dossier: Dossier, **fields: Any) -> None:
    with allowed_write("reading"):
        Reading.objects.create(
            stream=dossier.stream,
            user_id=actor.user_id,
            affiliation_id=actor.affiliation_id,
            organisation_id=actor.organisation_id,
            purpose=purpose_of(actor),
            **fields,
        )


def _fields(row: Model, names: Sequence[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    if "public_id" in values:
        values["public_id"] = str(values["public_id"])
    return values


def _row(dossier: Dossier, block: str) -> dict[str, Any] | None:
    row = getattr(dossier, block, None)  # absent for whoever may not read the block
    return row and {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
    }


def _contact(dossier: Dossier) -> dict[str, Any]:
    contact = _fields(dossier.person.contact, CONTACT)
    return {
        **contact,
        "phones": contact["phones"].splitlines(),
        "emails": contact["emails"].splitlines(),
    }


def _barriers(dossier: Dossier) -> list[dict[str, Any]]:
    rows = dossier.barriers.select_related("declared_by__user", "declared_by__organisation")
    return [_barrier(row) for row in rows]


def _barrier(row: Barrier) -> dict[str, Any]:
    hat = row.declared_by
    return {
        **_fields(row, ["theme", "status", "impact", "declared_on"]),
        "declared_by": hat.user.name if hat else None,
        "organisation": str(hat.organisation) if hat else None,
        "organisation_kind": hat.organisation.kind if hat else None,
    }


def _sections(actor: Actor, dossier: Dossier, page: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The parts of the rooms above, each asked for by itself."""
    values = {**actor_values(actor), "at": at, "dossier": dossier.pk}
    found = {}
    for section in sections:
        if section.is_read(page["allows"]):
            with acting_on(actor, dossier.public_id, at=at), connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT to_json(({section.sql}))"  # noqa: S608 - made of constants alone
                    " FROM dossiers_dossier AS subject WHERE subject.id = %(dossier)s",
                    values,
                )
                [(value,)] = cursor.fetchall()
            found[section.name] = section.ready(value, page, actor)
    return found


def _every_theme(assessed: list[dict[str, Any]], allows: Rights) -> list[dict[str, Any]]:
    silent = {"status": "not_addressed", "impact": "none", "declared_on": None}
    known = {barrier["theme"]: barrier for barrier in assessed}
    return [
        {
            **known.get(theme, {**silent, "declared_by": None, "organisation": None}),
            "theme": theme,
            "label": label,
        }
        for theme, label in THEMES.items()
        if allows.knows(block_of_theme(theme))
    ]


def _team(actor: Actor, dossier: Dossier) -> list[dict[str, Any]]:
    seats = dossier.memberships.in_force(actor.today).select_related(
        "organisation", "affiliation__user"
    )
    ordered = sorted(seats, key=lambda seat: (seat.role != "referent", seat.started_on, seat.pk))
    return [_seat(actor, seat) for seat in ordered]


def _seat(actor: Actor, seat: Membership) -> dict[str, Any]:
    hat = seat.affiliation
    return {
        **_fields(seat, ["public_id", "role", "started_on", "until_on"]),
        "name": hat.user.name if hat else None,
        "organisation": str(seat.organisation),
        "organisation_kind": seat.organisation.kind,
        "organisation_id": str(seat.organisation.public_id),
        "job_title": hat.job_title if hat else None,
        "phone": (hat and hat.phone) or seat.organisation.phone,
        "email": hat.user.email if hat else None,
        "is_me": seat.affiliation_id == actor.affiliation_id,
    }


def _entries(actor: Actor, dossier: Dossier) -> Any:
    return (
        Entry.objects.filter(stream=dossier.stream)
        .filter(Q(audience=None) | Q(audience_id=actor.organisation_id))
        .select_related("user", "organisation")
    )


def _previous_visit(actor: Actor, dossier: Dossier, at: datetime) -> Reading | None:
    return (
        Reading.objects.filter(
            affiliation_id=actor.affiliation_id,
            stream=dossier.stream,
            channel=Channel.PAGE,
            at__lt=at - VISIT,
        )
        .order_by("-at")
        .first()
    )


def _facts(actor: Actor, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    entries = list(entries)
    notes = Note.objects.in_bulk(_ids(entries, "note_id"))
    seats = Membership.objects.select_related("organisation", "affiliation__user").in_bulk(
        _ids(entries, "membership_id")
    )
    return [
        {
            **_fields(entry, ["position", "kind", "payload", "need", "at"]),
            "who": entry.user.name if entry.user else None,
            "organisation": str(entry.organisation) if entry.organisation else None,
            "is_mine": entry.affiliation_id == actor.affiliation_id,
            "is_ours": entry.organisation_id == actor.organisation_id,
            "note": _note(actor, notes.get(entry.payload.get("note_id"))),
            "subject": _subject(seats.get(entry.payload.get("membership_id"))),
        }
        for entry in entries
    ]


def _waits_for_a_name(actor: Actor, dossier: Dossier) -> bool:
    seats = dossier.memberships.in_force(actor.today).filter(affiliation=None)
    is_manager = actor.is_a(AffiliationRole.MANAGER)
    return is_manager and seats.filter(organisation_id=actor.organisation_id).exists()


def _ids(entries: list[Entry], name: str) -> list[int]:
    return [entry.payload[name] for entry in entries if name in entry.payload]


def _note(actor: Actor, note: Note | None) -> dict[str, Any] | None:
    if note is None:
        return None
    return {
        **_fields(note, ["public_id", "kind", "block", "body"]),
        **_fields(note, ["is_private", "happened_on", "withdrawn_at"]),
        "is_mine": note.author_id == actor.affiliation_id,
    }


def _subject(seat: Membership | None) -> str | None:
    if seat is None:
        return None
    return seat.affiliation.user.name if seat.affiliation else str(seat.organisation)

"""Who meets around a call of an invented préfecture."""

import datetime as dt
import json
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from jalon.accounts.actor import Actor, PersonActor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.calls import following
from jalon.calls.models import Call, CallVersion, Subscription
from jalon.calls.operations import draft_call, publish_call, revise_call
from jalon.journal.models import Entry
from jalon.post.models import Mail
from jalon.vault.sealing import open_sealed
from tests.factories import AffiliationFactory, actor

PARIS = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=PARIS)
OPENS = dt.datetime(2026, 11, 24, 9, tzinfo=PARIS)
ASKED_UNTIL = dt.datetime(2027, 1, 18, 18, tzinfo=PARIS)
CLOSES = dt.datetime(2027, 1, 28, 18, tzinfo=PARIS)
READY: dict[str, Any] = {
    "opens_at": OPENS,
    "questions_until": ASKED_UNTIL,
    "closes_at": CLOSES,
    "envelope_cents": 15_000_000_00,
    "contacts": [{"label": "Pôle insertion", "email": "ami@prefecture.example", "phone": ""}],
}


def hat_of_the_state(kind: str = OrganisationKind.PREFECTURE, **fields: Any) -> Affiliation:
    """Somebody in charge of steering in a préfecture."""
    given = {"role": AffiliationRole.STEERING, "organisation__kind": kind, **fields}
    found: Affiliation = AffiliationFactory(**given)
    return found


def officer(**fields: Any) -> Actor:
    return actor(hat_of_the_state(**fields))


def somebody(
    role: str = AffiliationRole.STEERING,
    kind: str = OrganisationKind.PREFECTURE,
    body: int = 1,
    number: int = 1,
) -> Actor:
    """A hat that no table holds, for rules that ask no table."""
    return Actor(
        number, "Ada Weber", number, uuid.UUID(int=number), role, body, "Organisme inventé", kind,
        confirmed_at=NOW, today=NOW.date(), at=NOW,
    )  # fmt: skip


def person() -> PersonActor:
    """Somebody who is helped: no hat, no body."""
    return PersonActor(1, "Camille", 1, NOW.date())


def stranger() -> Actor:
    """In charge of steering in another préfecture."""
    return officer()


def drafted(by: Actor, *, template: str = "spie", title: str = "AMI inventé") -> Call:
    return draft_call(title=title, template=template, by=by, at=NOW)


def ready(by: Actor, **changes: Any) -> Call:
    """A draft that lacks nothing."""
    call = drafted(by)
    revise_call(call=call, changes={**READY, **changes}, by=by, at=NOW)
    return call


def published(by: Actor, **changes: Any) -> Call:
    call = ready(by, **changes)
    publish_call(call=call, by=by, at=NOW)
    call.refresh_from_db()
    return call


def version_of(call: Call) -> CallVersion:
    """The last one, published or not."""
    return CallVersion.objects.filter(call=call).order_by("-number")[0]


def kinds_of(call: Call) -> list[str]:
    """Its facts, oldest first."""
    facts = Entry.objects.filter(stream=f"call/{call.pk}").order_by("position")
    return list(facts.values_list("kind", flat=True))


def candidate() -> Actor:
    """In charge of steering in a conseil départemental."""
    return officer(kind=OrganisationKind.DEPARTEMENT)


def follower(call: Call, email: str, *, confirmed: bool = True) -> Subscription:
    """An address that follows a call."""
    found, _is_new = following.ask(call, email, at=NOW)
    if confirmed:
        following.confirm(found, at=NOW)
    return found


def sent_to() -> list[str]:
    """The addresses of the mails about changes that are in the post, sorted."""
    mails = Mail.objects.filter(kind="call_changed")
    return sorted(json.loads(open_sealed(one.envelope))["to"] for one in mails)

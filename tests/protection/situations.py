"""People who ask something about their data, and who answers them."""

import datetime as dt
from typing import Any

from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.journal.models import Channel, Purpose, Reading
from jalon.protection.models import DataRequest
from jalon.protection.operations import Aim, Arrival, enter_request, file_request
from tests.factories import AffiliationFactory, actor
from tests.space.situations import camille, person_actor

OFFICER = AffiliationRole.DATA_PROTECTION
MANAGER = AffiliationRole.MANAGER


def officer_of(dossier: Dossier) -> Actor:
    """The data-protection officer of the référent's body."""
    return actor(role=OFFICER, organisation=dossier.referent.organisation)


def asked(dossier: Dossier | None = None, kind: str = "access", **fields: Any) -> DataRequest:
    """A request of Camille's, unless it is of somebody else."""
    dossier = dossier or camille()
    asker = fields.pop("by", None) or person_actor(dossier, _account(dossier))
    aim = Aim(**{name: fields.pop(name) for name in list(fields) if name in Aim.__annotations__})
    return file_request(
        dossier=dossier,
        kind=kind,
        body=fields.pop("body", "Mon prénom est mal écrit."),
        aim=aim,
        by=asker,
        at=fields.pop("at", None) or timezone.now(),
    )


def _account(dossier: Dossier) -> Any:
    tie = dossier.person.accesses.filter(ended_at=None).select_related("user").first()
    return tie.user if tie else None


def reading(dossier: Dossier, hat: Any = None, **fields: Any) -> Reading:
    """A reading of this dossier by somebody, now unless said otherwise."""
    hat = hat or AffiliationFactory()
    values = {
        "stream": dossier.stream,
        "user": hat.user,
        "affiliation": hat,
        "organisation": hat.organisation,
        "purpose": Purpose.SUPPORT,
        "channel": Channel.PAGE,
        "blocks": ["contact"],
        "position": 1,
        "at": timezone.now(),
    }
    return Reading.objects.create(**{**values, **fields})


def question(dossier: Dossier, hat: Any = None) -> DataRequest:
    """Camille asks why somebody read."""
    hat = hat or AffiliationFactory(user__last_name="Lecteur")
    reading(dossier, hat)
    return asked(
        dossier,
        "explanation",
        body="",
        organisation=hat.organisation,
        reader=hat,
        read_on=timezone.localdate(),
    )


def days_ago(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def arrived(**fields: Any) -> Arrival:
    """A letter that came ten days ago, with an identity card."""
    values = {
        "channel": "post",
        "received_on": timezone.localdate() - dt.timedelta(days=10),
        "identity_proof": "document",
        "reply_to": "3 rue des Lilas\n54000 Nancy",
    }
    return Arrival(**{**values, **fields})


def entered(dossier: Dossier, officer: Actor, kind: str = "access", **fields: Any) -> DataRequest:
    """A request that an officer writes down, as their session of the database may."""
    at, aim = timezone.now(), fields.pop("aim", None) or Aim()
    body = fields.pop("body", "Je veux une copie.")
    with acting(officer, at=at, subject=dossier.public_id):
        seen = Dossier.objects.select_related("referent__organisation").get(pk=dossier.pk)
        return enter_request(
            dossier=seen, kind=kind, body=body, aim=aim, arrival=arrived(**fields), by=officer,
            at=at,
        )  # fmt: skip

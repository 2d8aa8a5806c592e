"""People at the door: an officer of the body that orients, somebody to orient."""

import datetime as dt
from typing import Any

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.dossiers.models import Barrier, Dossier, Membership, Work
from jalon.entry.models import Absence, Handover, Orientation, Reorientation, Transfer
from jalon.entry.operations import (
    accept_handover,
    announce_orientation,
    decide_orientation,
    declare_absence,
    propose_handover,
    receive_information,
    request_reorientation,
    request_transfer,
    take_orientation,
)
from tests.factories import (
    AffiliationFactory,
    OrganisationFactory,
    PersonFactory,
    TerritoryFactory,
    actor,
    make_dossier,
)

REASON = "Recherche un emploi, sans difficulté qui l'en empêche."


def officer(organisation: Organisation | None = None) -> Affiliation:
    """Somebody who orients, in the département unless another body is given."""
    body = organisation or OrganisationFactory(kind="departement")
    return AffiliationFactory(organisation=body, role=AffiliationRole.ORIENTATION_OFFICER)


def to_orient(body: Organisation, *, days_ago: int = 10, **fields: Any) -> Orientation:
    """A dossier whose référent asked that body to orient, some days ago."""
    name = fields.pop("person__birth_name", "")
    dossier = make_dossier(**fields, **({"person": PersonFactory(birth_name=name)} if name else {}))
    referent = actor(dossier.referent.affiliation)
    received_on = timezone.localdate() - dt.timedelta(days=days_ago)
    return receive_information(
        dossier=dossier, organisation=body, received_on=received_on, by=referent, at=timezone.now()
    )


def ready_for_work(dossier: Dossier) -> Dossier:
    """In work search, a job in mind, mobility talked about and no obstacle."""
    Work.objects.filter(pk=dossier.pk).update(
        situation="job_search", sought_job="Cuisine", last_job_ended_on=dt.date(2026, 3, 1)
    )
    Barrier.objects.create(
        dossier=dossier, theme="mobilite", status="no", declared_on=timezone.localdate()
    )
    return dossier


def taken(by: Affiliation, **fields: Any) -> Orientation:
    """An orientation that this officer has in hand."""
    waits = to_orient(by.organisation, **fields)
    return take_orientation(orientation=waits, by=actor(by), at=timezone.now())


def decided(by: Affiliation, track: str = "employment", **fields: Any) -> Orientation:
    """An orientation decided, that the person does not know yet."""
    body = OrganisationFactory(kind="france_travail")
    return decide_orientation(
        orientation=taken(by, **fields), track=track, lead_organisation=body, reason=REASON,
        by=actor(by), at=timezone.now(),
    )  # fmt: skip


def notified(by: Affiliation, **fields: Any) -> Orientation:
    """An orientation that the person knows, by e-mail."""
    return announce_orientation(orientation=decided(by, **fields), by=None, at=timezone.now())


def referent_of(orientation: Orientation) -> Actor:
    return actor(orientation.dossier.referent.affiliation)


def asked_again(by: Affiliation, *, email: str = "") -> Reorientation:
    """The référent of somebody that this officer oriented asks for another orientation."""
    known = notified(by)
    if email:
        person = known.dossier.person.contact
        person.emails = email
        person.save()
    return request_reorientation(
        dossier=known.dossier, reason="Un projet de formation est né.", by=referent_of(known),
        at=timezone.now(),
    )  # fmt: skip


NOTE = "Le projet est clair ; un rendez-vous est pris, les papiers sont prêts."


def offered(to: Affiliation, **fields: Any) -> Handover:
    """A référent proposes somebody to this professional."""
    dossier = make_dossier(**fields)
    return propose_handover(
        dossier=dossier, affiliation=to, note=NOTE, by=actor(dossier.referent.affiliation),
        at=timezone.now(),
    )  # fmt: skip


def referents(dossier: Dossier) -> list[int | None]:
    """The hats that are the référent, as the seats say: exactly one."""
    held = dossier.memberships.filter(role="referent", ended_at=None)
    return list(held.values_list("affiliation_id", flat=True))


def away(hat: Affiliation, *, days: int = 10, substitute: Affiliation | None = None) -> Absence:
    """From today on, for some days."""
    today = timezone.localdate()
    return declare_absence(
        affiliation=hat, from_on=today, until_on=today + dt.timedelta(days=days),
        substitute=substitute, by=actor(hat), at=timezone.now(),
    )  # fmt: skip


def elsewhere() -> Affiliation:
    """Somebody who orients in another département than everybody else."""
    place = TerritoryFactory(kind="department")
    return officer(OrganisationFactory(kind="departement", territory=place))


def moving_to(there: Affiliation, dossier: Dossier | None = None, **more: Any) -> Transfer:
    """Somebody whom the service of this officer is asked to take on."""
    dossier = dossier or make_dossier()
    by = actor(dossier.referent.affiliation)
    said: dict[str, Any] = {"agreed_on": by.today, "note": "Elle arrive en décembre."}
    return request_transfer(
        dossier=dossier, organisation=there.organisation, **said | more, by=by, at=timezone.now()
    )


def handed_over(
    dossier: Dossier, receiver: Affiliation, *, at: dt.datetime | None = None
) -> Membership:
    """The référent proposes a handover, and whoever is asked accepts: the seat they then have."""
    moment = at or timezone.now()
    handover = propose_handover(
        dossier=dossier, affiliation=receiver, note="Où elle en est.",
        by=actor(dossier.referent.affiliation), at=moment,
    )  # fmt: skip
    seat = accept_handover(handover=handover, by=actor(receiver), at=moment)
    dossier.refresh_from_db()
    return seat

import json
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import Competence
from jalon.accounts.models import Organisation
from jalon.dossiers.operations import override_caution
from jalon.entry.answering import AlreadyDecided, NoReason
from jalon.entry.events import OrientationDecided
from jalon.entry.models import Grounds, Orientation, TrackPeriod
from jalon.entry.queries.situation import situation
from jalon.entry.referential import propose
from jalon.entry.rules import DECIDE_ORIENTATION
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.strategies.milestones import Track
from jalon.wording import guard
from jalon.wording.guard import Insistence

FIELD: Final = "orientation.reason"


class CannotLead(Refused):
    """The body cannot be a lead organisation, or has closed."""


@transaction.atomic
def decide_orientation(
    *,
    orientation: Orientation,
    track: str,
    lead_organisation: Organisation,
    reason: str,
    by: Actor,
    at: datetime,
    insistence: Insistence = guard.NONE,
) -> Orientation:
    """Decide the track and the lead organisation, and say why, differing from the proposal or not.

    The proposal is worked out again from what the officer may read, and kept as it was then; the
    former track ends. The référent stays who they are until a handover is accepted.
    Raises AlreadyDecided, CannotLead, NoReason, WordsToReview, Denied.
    """
    DECIDE_ORIENTATION.require(by, orientation)
    insisted = guard.review({FIELD: reason}, insistence=insistence)
    _require_whole(track, lead_organisation, reason, by)

    orientation = Orientation.objects.select_for_update(of=("self",)).get(pk=orientation.pk)
    if orientation.decided_at:
        raise AlreadyDecided(_("Cette orientation est déjà décidée."))
    _keep_grounds(orientation, track, reason, by)
    orientation.track, orientation.lead_organisation = track, lead_organisation
    orientation.decided_by_id, orientation.decided_at = by.affiliation_id, at
    orientation.save(update_fields=["track", "lead_organisation", "decided_by", "decided_at"])
    _begin_period(orientation, lead_organisation, at)

    fact = OrientationDecided(
        dossier_id=orientation.dossier_id,
        orientation_id=orientation.pk,
        track=track,
        lead_organisation_id=lead_organisation.pk,
    )
    record(fact, by=by, at=at)
    if insisted:
        override_caution(
            dossier=orientation.dossier,
            field=FIELD,
            classes=insisted,
            reason=insistence.reason,
            by=by,
            at=at,
        )
    return orientation


def _require_whole(track: str, body: Organisation, reason: str, by: Actor) -> None:
    if track not in Track.values:
        raise ValueError(f"{track!r} is not a track: {', '.join(Track.values)}")
    is_open = body.closed_on is None or body.closed_on > by.today
    if Competence.LEAD not in body.competences or not is_open:
        raise CannotLead(_("Cet organisme ne peut pas être organisme référent."))
    if not reason.strip():
        raise NoReason(_("Dites pourquoi, en une phrase que la personne pourra lire."))


def _keep_grounds(orientation: Orientation, track: str, reason: str, by: Actor) -> None:
    proposal = propose(situation(by, orientation.dossier))
    Grounds.objects.create(
        orientation=orientation,
        dossier_id=orientation.dossier_id,
        proposal=json.dumps(proposal.as_evidence()),
        differs=proposal.track != track,
        reason=reason.strip(),
    )


def _begin_period(orientation: Orientation, lead: Organisation, at: datetime) -> None:
    """The new period begins where the former one ends: never two, never a hole."""
    current = TrackPeriod.objects.filter(dossier_id=orientation.dossier_id, ended_at=None)
    current.update(ended_at=at)
    TrackPeriod.objects.create(
        dossier_id=orientation.dossier_id,
        orientation=orientation,
        track=orientation.track,
        lead_organisation=lead,
        started_at=at,
    )

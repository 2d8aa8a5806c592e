"""The part of a whole dossier that tells how the person entered: orientations, and why."""

from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jalon.entry.models import (
    Grounds,
    Handover,
    Orientation,
    ReferentRequest,
    Reorientation,
    TrackPeriod,
    Transfer,
)
from jalon.entry.views.words import evidence
from jalon.protection.queries.parts import Part, of_dossier


def _proposed(row: Grounds) -> str:
    """What the written rule proposed, and what it saw, in the words of the screen."""
    kept = evidence(row.proposal)
    seen = [f"{one['title']} : {one['value']}" for one in kept["criteria"]]
    return " ; ".join([kept["track"] or gettext("aucune proposition"), *seen])


ENTRY_PARTS: Final[tuple[Part, ...]] = (
    of_dossier(
        "orientations", _("Orientations"), Orientation,
        "origin organisation received_on due_on flagged_at taken_by taken_at track"
        " lead_organisation decided_by decided_at notified_at notified_how",
        order=("received_on", "pk"),
    ),
    of_dossier(
        "grounds", _("Pourquoi ces orientations"), Grounds,
        "orientation proposal differs reason", order=("orientation_id",),
        says={"orientation": lambda row: row.orientation.decided_at, "proposal": _proposed},
    ),
    of_dossier(
        "tracks", _("Parcours et organisme référent"), TrackPeriod,
        "track lead_organisation started_at ended_at", order=("started_at", "pk"),
    ),
    of_dossier(
        "reorientations", _("Demandes de réorientation"), Reorientation,
        "organisation requested_by requested_at reason state answer answered_by answered_at",
        order=("requested_at", "pk"),
    ),
    of_dossier(
        "referent_requests", _("Demandes de changement de référent"), ReferentRequest,
        "organisation requested_at reason state answer answered_by answered_at",
        order=("requested_at", "pk"),
    ),
    of_dossier(
        "handovers", _("Relais entre référents"), Handover,
        "affiliation proposed_by proposed_at note state answer answered_at",
        order=("proposed_at", "pk"),
    ),
    of_dossier(
        "transfers", _("Transferts vers un autre territoire"), Transfer,
        "organisation requested_by requested_at agreed_on note state answer answered_by"
        " answered_at",
        order=("requested_at", "pk"),
    ),
)  # fmt: skip
ENTRY_UNSAID: Final[dict[str, dict[str, Any]]] = {
    "entry.TrackPeriod": {"orientation": _("la décision est dans sa propre partie")},
    "entry.Handover": {
        "seat": _("la place de la personne référente, dans sa propre partie"),
        "shown_as": _("le prénom et l’initiale, montrés à qui le relais est proposé"),
    },
    "entry.Transfer": {
        "seat": _("la place de la personne référente, dans sa propre partie"),
        "shown_as": _("le prénom et l’initiale, montrés à qui reçoit la demande"),
    },
    "entry.Reorientation": {
        "taken_by": _("qui a lu la demande : c’est dans « Qui a lu »"),
        "told_at": _("l’envoi du message qui annonce la réponse"),
    },
}

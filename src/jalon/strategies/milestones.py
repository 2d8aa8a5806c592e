"""What may happen on a path, the circumstances that change a delay, and what suspends a clock.

Closed vocabularies: a strategy is written with these words, and clocks are computed from them. The
codes are stored for ever: never rename one.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Milestone(models.TextChoices):
    """Something dated that happens to a dossier: a clock starts, stops or starts again there."""

    INFORMATION_RECEIVED = "information_received", _("information reçue par qui oriente")
    ORIENTATION_DECIDED = "orientation_decided", _("orientation décidée")
    ORIENTATION_NOTIFIED = "orientation_notified", _("orientation notifiée à la personne")
    REFERENT_NAMED = "referent_named", _("référent ou référente désignée")
    FIRST_APPOINTMENT = "first_appointment", _("premier rendez-vous tenu")
    ASSESSMENT_MADE = "assessment_made", _("diagnostic partagé établi")
    CONTRACT_SIGNED = "contract_signed", _("contrat d’engagement signé")
    CONTRACT_REVIEWED = "contract_reviewed", _("contrat revu avec la personne")
    IN_SUPPORT_IN_2025 = "in_support_in_2025", _("accompagnement en cours au 1er janvier 2025")
    CONTACT_MADE = "contact_made", _("échange avec la personne")
    HANDOVER_PROPOSED = "handover_proposed", _("relais proposé")
    HANDOVER_ACCEPTED = "handover_accepted", _("relais accepté")
    REORIENTATION_REQUESTED = "reorientation_requested", _("réorientation demandée")
    REORIENTATION_ANSWERED = "reorientation_answered", _("réponse à la demande de réorientation")
    REFERRAL_SENT = "referral_sent", _("demande envoyée à une structure")
    REFERRAL_ANSWERED = "referral_answered", _("réponse de la structure")
    REFERRAL_STARTED = "referral_started", _("début de l’action proposée")
    EMPLOYMENT_STARTED = "employment_started", _("début d’un emploi")
    EMPLOYMENT_ENDED = "employment_ended", _("fin d’un emploi")
    FOLLOW_UP_1_MONTH = "follow_up_1_month", _("point à 1 mois d’emploi")
    FOLLOW_UP_3_MONTHS = "follow_up_3_months", _("point à 3 mois d’emploi")
    FOLLOW_UP_6_MONTHS = "follow_up_6_months", _("point à 6 mois d’emploi")
    SUSPENDED = "suspended", _("accompagnement suspendu")
    RESUMED = "resumed", _("accompagnement repris")
    DOSSIER_CLOSED = "dossier_closed", _("dossier clos")


class Track(models.TextChoices):
    """The parcours decided by the orientation."""

    EMPLOYMENT = "employment", _("parcours emploi")
    SOCIO_PROFESSIONAL = "socio_professional", _("parcours socio-professionnel")
    SOCIAL = "social", _("parcours social")


class Circumstance(models.TextChoices):
    """A reason that a text gives for a longer delay; never more than the reason's name."""

    HEALTH = "health", _("santé")
    DISABILITY = "disability", _("handicap")
    INVALIDITY = "invalidity", _("invalidité")
    HOUSING = "housing", _("logement")
    FAMILY = "family", _("situation de famille ou de personne aidante")


class Suspension(models.TextChoices):
    """Why a clock stands still for a time, when the step says so."""

    HOSPITAL = "hospital", _("hospitalisation")
    MOVE = "move", _("déménagement vers un autre territoire")
    PARENTAL = "parental", _("congé de maternité, de paternité ou d’adoption")
    ABSENCE = "absence", _("absence annoncée par la personne")


# What a clock may start from or end by; the others only suspend or end the whole.
TIMED: Final = tuple(
    one
    for one in Milestone
    if one not in {Milestone.SUSPENDED, Milestone.RESUMED, Milestone.DOSSIER_CLOSED}
)

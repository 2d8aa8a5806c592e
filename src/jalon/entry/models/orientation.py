from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.strategies.milestones import Track
from jalon.vault.fields import EncryptedTextField


class Origin(models.TextChoices):
    """Why somebody is to be oriented."""

    ENTRY = "entry", _("entrée")
    REORIENTATION = "reorientation", _("réorientation")
    TRANSFER = "transfer", _("arrivée d’un autre territoire")


class Notice(models.TextChoices):
    """How the decision was made known to the person."""

    EMAIL = "email", _("e-mail")
    LETTER = "letter", _("courrier")
    IN_HAND = "in_hand", _("en main propre")


class Orientation(models.Model):
    """One time that a person is oriented: from the information received to the decision notified.

    What a payer may also know: dates, track and body. What led there stands in `Grounds`.
    `taken_by` is the officer who has it in hand. `due_on`, the last day that the law gives; past it
    the dossier is flagged, and France Travail may orient (CASF, D.262-65-2).
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="orientations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    origin = models.CharField(_("raison"), max_length=15, choices=Origin, default=Origin.ENTRY)
    received_on = models.DateField(_("information reçue le"))
    due_on = models.DateField(_("à décider avant le"))
    flagged_at = models.DateTimeField(_("signalée à France Travail le"), null=True)
    taken_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(_("prise en charge le"), null=True)
    track = models.CharField(_("parcours"), max_length=20, choices=Track, blank=True)
    lead_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisme")
    )
    decided_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("décidée le"), null=True)
    notified_at = models.DateTimeField(_("notifiée le"), null=True)
    notified_how = models.CharField(_("notifiée par"), max_length=10, choices=Notice, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(decided_at=None),
                name="one_orientation_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(track__in=["", *Track.values]), name="known_oriented_track"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="known_orientation_origin"
            ),
            models.CheckConstraint(
                condition=Q(notified_how__in=["", *Notice.values]), name="known_orientation_notice"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, track="", lead_organisation=None, decided_by=None)
                | Q(decided_at__isnull=False, lead_organisation__isnull=False) & ~Q(track=""),
                name="orientation_is_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(notified_at=None, notified_how="")
                | Q(notified_at__gte=F("decided_at")) & ~Q(notified_how=""),
                name="orientation_notified_once_decided",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("received_on")), name="orientation_due_after_received"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "received_on"],
                condition=Q(decided_at=None),
                name="orientation_to_decide",
            ),
            models.Index(
                fields=["due_on"],
                condition=Q(decided_at=None, flagged_at=None),
                name="orientation_to_flag",
            ),
            models.Index(
                fields=["decided_at"],
                condition=Q(decided_at__isnull=False, notified_at=None),
                name="orientation_to_notify",
            ),
        ]


class Grounds(models.Model):
    """What led to a decision: the proposal as the officer read it, and why they decided so.

    It speaks of obstacles: the payer of the benefit never sees it. `proposal` is JSON, sealed, in
    the words of `referential.Proposal.as_evidence`.
    """

    orientation = models.OneToOneField(
        Orientation, models.CASCADE, related_name="grounds", primary_key=True
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    proposal = EncryptedTextField(_("proposition"))
    differs = models.BooleanField(_("décision différente de la proposition"))
    reason = EncryptedTextField(_("motif"))

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.calls.models.call import Call


class CallVersion(models.Model):
    """What a call says, from the moment this version is published until the next one is.

    Money in cents; `carrier_least_rate` in ten-thousandths of the whole plan (2000 is 20 %).
    `review_gap_points`: beyond it a third reading is asked; None, what the platform says.
    The JSON fields have the shapes of `calls.content`. Once published, nothing of it changes: the
    database sees to that. `revision` counts the writings of a draft.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    purpose = models.TextField(_("objet de l'appel"), blank=True)
    change = models.TextField(_("ce que cette version change"), blank=True)
    opens_at = models.DateTimeField(_("ouverture"), null=True)
    questions_until = models.DateTimeField(_("questions jusqu'au"), null=True)
    closes_at = models.DateTimeField(_("clôture"), null=True)
    grace_minutes = models.PositiveSmallIntegerField(
        _("tolérance en cas de panne, en minutes"), default=0
    )
    envelope_cents = models.BigIntegerField(_("enveloppe"), null=True)
    state_most_cents = models.BigIntegerField(_("État : au plus par projet"), null=True)
    carrier_least_rate = models.PositiveIntegerField(_("porteur : part au moins"), null=True)
    territories_wanted = models.PositiveSmallIntegerField(_("territoires visés"), null=True)
    review_gap_points = models.PositiveSmallIntegerField(
        _("écart entre lectures, en points"), null=True
    )
    sections = models.JSONField(_("cahier des charges"), default=list)
    criteria = models.JSONField(_("critères d'éligibilité"), default=list)
    grid = models.JSONField(_("grille de notation"), default=list)
    documents = models.JSONField(_("pièces demandées"), default=list)
    contacts = models.JSONField(_("contacts"), default=list)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("commencée le"))
    published_at = models.DateTimeField(_("publiée le"), null=True)
    published_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="one_version_of_call_per_number"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=Q(published_at=None), name="one_draft_version_of_call"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(
                    published_at__isnull=False,
                    published_by__isnull=False,
                    opens_at__isnull=False,
                    questions_until__isnull=False,
                    closes_at__isnull=False,
                    envelope_cents__isnull=False,
                ),
                name="published_version_says_what_binds",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | Q(questions_until__lte=F("closes_at"), closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(envelope_cents=None) | Q(envelope_cents__gt=0),
                name="call_envelope_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(state_most_cents=None) | Q(state_most_cents__gt=0),
                name="call_state_part_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(carrier_least_rate=None) | Q(carrier_least_rate__lte=10_000),
                name="call_carrier_rate_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} (version {self.number})"

from datetime import date
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7


class ContractKind(models.TextChoices):
    """The one of today, and the older ones, which are only recorded."""

    ENGAGEMENT = "contrat_engagement", _("contrat d’engagement")
    CER = "cer", _("contrat d’engagements réciproques (CER)")
    PPAE = "ppae", _("projet personnalisé d’accès à l’emploi (PPAE)")
    CEJ = "cej", _("contrat d’engagement jeune (CEJ)")
    PACEA = "pacea", _("parcours contractualisé vers l’emploi et l’autonomie (PACEA)")


class ContractState(models.TextChoices):
    DRAFT = "draft", _("en préparation")
    OFFERED = "offered", _("proposé à la personne")
    ACCEPTED = "accepted", _("accepté, à signer")
    REFUSED = "refused", _("refusé par la personne")
    SIGNED = "signed", _("signé")
    AMENDED = "amended", _("remplacé par un avenant")
    RENEWED = "renewed", _("renouvelé")
    ENDED = "ended", _("terminé")


PROPOSED_STATES: Final = (
    ContractState.DRAFT,
    ContractState.OFFERED,
    ContractState.ACCEPTED,
    ContractState.REFUSED,
)


class Phase(models.TextChoices):
    """Where a signed contract stands on a day: nobody has to move it."""

    TO_COME = "to_come", _("signé, commence bientôt")
    IN_FORCE = "in_force", _("en cours")
    LAPSED = "lapsed", _("arrivé à son terme")


class Change(models.TextChoices):
    NONE = "", _("premier contrat")
    AMENDMENT = "amendment", _("avenant")
    RENEWAL = "renewal", _("renouvellement")


class EngagementContract(models.Model):
    """That a contract exists, of which kind, from when to when: what it says is elsewhere.

    The payer reads this row and no other one: nothing may be added here that they may not know.
    `follows` is the contract that this one amends or renews.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="contracts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisme")
    )
    kind = models.CharField(
        _("type"), max_length=20, choices=ContractKind, default=ContractKind.ENGAGEMENT
    )
    state = models.CharField(
        _("état"), max_length=10, choices=ContractState, default=ContractState.DRAFT
    )
    follows = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="followers", verbose_name=_("fait suite à")
    )
    change = models.CharField(_("suite de"), max_length=10, choices=Change, blank=True)
    started_on = models.DateField(_("commence le"))
    ends_on = models.DateField(_("se termine le"), null=True, blank=True)
    review_on = models.DateField(_("à revoir le"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", verbose_name=_("préparé par")
    )
    drafted_at = models.DateTimeField(_("préparé le"))
    signed_at = models.DateTimeField(_("signé le"), null=True, blank=True)
    signed_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name=_("signé par")
    )
    ended_on = models.DateField(_("terminé le"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=[one.value for one in PROPOSED_STATES]),
                name="one_contract_in_preparation",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state="signed"), name="one_signed_contract"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContractKind.values), name="known_contract_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ContractState.values), name="known_contract_state"
            ),
            models.CheckConstraint(
                condition=Q(change__in=Change.values), name="known_change_of_contract"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=models.F("started_on")),
                name="contract_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False),
                name="signed_contract_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "state"], name="contract_of_dossier"),
            models.Index(
                fields=["review_on"], condition=Q(state="signed"), name="contract_to_review"
            ),
        ]

    def phase(self, on: date) -> Phase | None:
        """Where it stands that day; None before it is signed and once something replaced it."""
        return phase_of(self.state, self.started_on, self.ends_on, self.ended_on, on)


def phase_of(
    state: str, started_on: date, ends_on: date | None, ended_on: date | None, on: date
) -> Phase | None:
    """The same, from bare values. What is followed runs until its follower starts."""
    if state != ContractState.SIGNED and (ended_on is None or on >= ended_on):
        return None
    if on < started_on:
        return Phase.TO_COME
    return Phase.LAPSED if ends_on is not None and on >= ends_on else Phase.IN_FORCE

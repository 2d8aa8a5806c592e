from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import uuid7
from jalon.projects.models.member import Member
from jalon.projects.models.project import Project


class Side(models.TextChoices):
    SPENDING = "spending", _("dépense")
    RESOURCE = "resource", _("ressource")


class Spending(models.TextChoices):
    STAFF = "staff", _("personnel")
    PURCHASES = "purchases", _("achats et prestations")
    PREMISES = "premises", _("locaux et équipement")
    TRAVEL = "travel", _("déplacements")
    TRAINING = "training", _("formation des équipes")
    EVALUATION = "evaluation", _("évaluation")
    OVERHEADS = "overheads", _("frais de gestion")


class Funder(models.TextChoices):
    STATE = "state", _("État (cet appel)")
    CARRIER = "carrier", _("porteur")
    MEMBER = "member", _("autre membre")
    STATE_ELSEWHERE = "state_elsewhere", _("État (autres crédits)")
    LOCAL = "local", _("autre collectivité")
    EUROPE = "europe", _("Union européenne")
    SOCIAL = "social", _("organisme de protection sociale")
    PRIVATE = "private", _("financeur privé")


class Line(models.Model):
    """One amount of the financing plan, in cents: what is spent or brought, by whom, which year.

    A spending says its post; a resource its funder, and which one when it is a member. What is
    brought in kind is kept apart: it counts in neither total.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="lines")
    side = models.CharField(_("sens"), max_length=8, choices=Side)
    post = models.CharField(_("poste"), max_length=10, choices=Spending, blank=True)
    funder = models.CharField(_("financeur"), max_length=15, choices=Funder, blank=True)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="lines")
    label = models.CharField(_("intitulé"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("année"))
    amount_cents = models.BigIntegerField(_("montant"))
    is_in_kind = models.BooleanField(_("en nature"), default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side=Side.SPENDING, post__in=Spending.values, funder="")
                | Q(side=Side.RESOURCE, post="", funder__in=Funder.values),
                name="line_is_a_spending_or_a_resource",
            ),
            models.CheckConstraint(
                condition=~Q(funder=Funder.MEMBER) | Q(member__isnull=False),
                name="member_who_funds_is_named",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, amount_cents__lte=10**13),
                name="line_amount_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="line_year_is_a_year"
            ),
        ]

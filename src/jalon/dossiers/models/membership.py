from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models.dossier import Dossier
from jalon.kernel.ids import uuid7


class TeamRole(models.TextChoices):
    REFERENT = "referent", _("référent ou référente")
    CO_ADVISOR = "co_advisor", _("co-accompagnement")
    ORIENTATION = "orientation", _("orientation")
    PARTNER = "partner", _("appui ponctuel")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> "MembershipQuerySet":
        """The seats that give rights on that day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), ended_at=None)


class Membership(models.Model):
    """A seat around a person: an organisation and, when somebody holds it, a professional's hat.

    A seat without `affiliation` waits for its organisation to name someone. `until_on` is the
    first day without rights that was agreed at the start; `ended_at` is when it really ended.
    Nothing is deleted.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    affiliation = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("rôle"), max_length=20, choices=TeamRole)
    started_on = models.DateField(_("depuis le"))
    until_on = models.DateField(_("prévu jusqu’au"), null=True, blank=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    is_active_referent = models.GeneratedField(
        expression=Case(
            When(Q(role="referent") & Q(ended_at=None), then=Value(True)), default=Value(False)
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = MembershipQuerySet.as_manager()

    def is_in_force(self, on: date) -> bool:
        """What `in_force` asks of the database, of one seat already read."""
        return self.ended_at is None and (self.until_on is None or self.until_on > on)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(role="referent", ended_at=None),
                name="one_active_referent_per_dossier",
            ),
            models.UniqueConstraint(
                fields=["dossier", "affiliation"],
                condition=Q(ended_at=None),
                name="one_active_seat_per_hat",
            ),
            models.UniqueConstraint(
                fields=["id", "dossier", "is_active_referent"], name="membership_referent_target"
            ),
            models.CheckConstraint(condition=Q(role__in=TeamRole.values), name="known_team_role"),
            models.CheckConstraint(
                condition=~Q(role="referent") | Q(until_on=None), name="referent_has_no_planned_end"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("started_on")),
                name="seat_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["affiliation", "dossier"],
                condition=Q(ended_at=None),
                name="membership_active_by_hat",
            ),
            models.Index(
                fields=["organisation", "dossier"],
                condition=Q(ended_at=None, affiliation=None),
                name="membership_empty_seat",
            ),
            models.Index(
                fields=["organisation", "dossier"],
                condition=Q(ended_at=None),
                name="membership_of_organisation",
            ),
        ]

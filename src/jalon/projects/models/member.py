from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Affiliation, Organisation
from jalon.accounts.models.organisation import siret_is_valid
from jalon.kernel.ids import uuid7
from jalon.projects.models.project import Project
from jalon.projects.states import COUNTED, MemberState


class Circle(models.TextChoices):
    CORE = "core", _("noyau")
    EXTENDED = "extended", _("cercle élargi")


class Member(models.Model):
    """A body in a consortium, and its own part: role, time, money, contact, signatory.

    `organisation` when the directory knows its SIRET: it then writes its part itself. Otherwise
    `name` and `kind` say who it is, and the carrier writes for it. `fte_hundredths`: 150 is one
    and a half full-time equivalents. `revision` counts the writings of the part.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    siret = models.CharField(max_length=14, validators=[siret_is_valid])
    name = models.CharField(_("nom"), max_length=200)
    kind = models.CharField(_("type"), max_length=30, choices=OrganisationKind)
    circle = models.CharField(_("cercle"), max_length=8, choices=Circle, default=Circle.CORE)
    state = models.CharField(
        _("état"), max_length=8, choices=MemberState, default=MemberState.FORESEEN
    )
    role = models.TextField(_("rôle dans le projet"), blank=True)
    fte_hundredths = models.PositiveIntegerField(_("équivalents temps plein"), null=True)
    brings_cents = models.BigIntegerField(_("euros apportés"), null=True)
    contact_email = models.EmailField(_("adresse e-mail de contact"), blank=True)
    signatory_name = models.CharField(_("qui signe"), max_length=200, blank=True)
    signatory_email = models.EmailField(_("son adresse e-mail"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(_("ajouté le"))
    invited_at = models.DateTimeField(_("invité le"), null=True)
    answered_at = models.DateTimeField(_("a répondu le"), null=True)
    refusal = models.TextField(_("motif du refus"), blank=True)
    signed_at = models.DateTimeField(_("lettre signée le"), null=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by",
        verbose_name=_("à la place de"),
    )  # fmt: skip
    written_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("écrit le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "siret"],
                condition=Q(state__in=COUNTED),
                name="one_member_per_body",
            ),
            models.CheckConstraint(
                condition=Q(siret__regex=r"^\d{14}$"), name="member_siret_has_14_digits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=MemberState.values), name="known_member_state"
            ),
            models.CheckConstraint(condition=Q(circle__in=Circle.values), name="known_circle"),
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="known_member_kind"
            ),
            models.CheckConstraint(
                condition=Q(brings_cents=None) | Q(brings_cents__gte=0),
                name="member_brings_no_less_than_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=MemberState.SIGNED) | Q(signed_at__isnull=False),
                name="signed_member_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

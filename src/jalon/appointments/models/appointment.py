from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation, Organisation
from jalon.appointments.models.desk import Desk
from jalon.appointments.models.gathering import Gathering, GatheringSeat
from jalon.appointments.models.mode import Mode
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField


class AppointmentKind(models.TextChoices):
    ORIENTATION = "orientation", _("orientation")
    FIRST = "first", _("premier rendez-vous")
    ASSESSMENT = "assessment", _("diagnostic")
    CONTRACT = "contract", _("contrat d’engagement")
    FOLLOW_UP = "follow_up", _("suivi")
    JOB = "job", _("emploi ou formation")
    INFORMATION = "information", _("réunion d’information")


class AppointmentState(models.TextChoices):
    ASKED = "asked", _("demandé")
    INVITED = "invited", _("invitation en attente")
    BOOKED = "booked", _("fixé")
    ATTENDED = "attended", _("présence")
    EXCUSED = "excused", _("absence excusée")
    MISSED = "missed", _("absence")
    CANCELLED = "cancelled", _("annulé")


# What became of it, once its hour has come.
PRESENCES = (AppointmentState.ATTENDED, AppointmentState.EXCUSED, AppointmentState.MISSED)
SEATED = ("booked", "attended", "excused", "missed")  # whoever has a place in a gathering
WAITING = (AppointmentState.ASKED, AppointmentState.INVITED)


class Side(models.TextChoices):
    """Who did it: the person signed in, the person by the link she received, a professional."""

    PERSON = "person", _("la personne")
    LINK = "link", _("la personne, par son lien")
    PROFESSIONAL = "professional", _("un ou une professionnelle")


class CancelGround(models.TextChoices):
    """Why it was cancelled: a closed list, which names no illness."""

    PREVENTED = "prevented", _("empêchement")
    UNAVAILABLE = "unavailable", _("professionnel ou professionnelle indisponible")
    NOT_NEEDED = "not_needed", _("plus besoin de ce rendez-vous")
    MISTAKE = "mistake", _("erreur")


def overlapping(*columns: str) -> list[tuple[Func, str]]:
    """One number, as a range of one: an index of ranges compares it without any extension."""
    return [
        (
            Func(
                F(column), F(column), Value("[]"),
                function="int8range", output_field=BigIntegerRangeField(),
            ),
            RangeOperators.OVERLAPS,
        )
        for column in columns
    ]  # fmt: skip


DURING = Func(F("starts_at"), F("ends_at"), function="tstzrange", output_field=DateTimeRangeField())


class Appointment(models.Model):
    """A meeting with one person: asked for, proposed, booked, then held or not.

    `organisation` receives it, and `zone` is the clock of its place: what was promised is an hour
    on that clock. Without `starts_at`, the person has yet to choose. `proposed_by` is None when she
    asked for it. `shown_as`, a first name and an initial, is all that a colleague of a desk who
    follows her in nothing else is shown. `with_lead`: the body that leads the support is there.
    `is_collective`: one of the gatherings of the desk; `seat`, her place there.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    desk = models.ForeignKey(
        Desk, models.PROTECT, null=True, related_name="appointments", verbose_name=_("permanence")
    )
    kind = models.CharField(_("objet"), max_length=12, choices=AppointmentKind)
    mode = models.CharField(_("comment"), max_length=5, choices=Mode)
    place = EncryptedTextField(_("où"), blank=True, default="")
    minutes = models.PositiveSmallIntegerField(_("durée, en minutes"))
    zone = models.CharField(_("fuseau horaire"), max_length=40)
    shown_as = EncryptedTextField(_("personne"))
    state = models.CharField(_("état"), max_length=9, choices=AppointmentState)
    starts_at = models.DateTimeField(_("début"), null=True)
    ends_at = models.DateTimeField(_("fin"), null=True)
    proposed_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposé le"))
    booked_side = models.CharField(
        _("fixé par"), max_length=12, choices=Side, default="", blank=True
    )
    booked_at = models.DateTimeField(_("fixé le"), null=True)
    is_collective = models.BooleanField(_("réunion à plusieurs"), default=False, db_default=False)
    seat = models.ForeignKey(
        GatheringSeat, models.PROTECT, null=True, related_name="+", verbose_name=_("place")
    )
    with_lead = models.BooleanField(_("avec l’organisme référent"), default=False)
    moves = models.PositiveSmallIntegerField(_("reports"), default=0)
    cancelled_side = models.CharField(
        _("annulé par"), max_length=12, choices=Side, default="", blank=True
    )
    cancel_ground = models.CharField(
        _("motif d’annulation"), max_length=11, choices=CancelGround, default="", blank=True
    )
    cancelled_at = models.DateTimeField(_("annulé le"), null=True)
    settled_at = models.DateTimeField(_("présence notée le"), null=True)
    settled_by = models.ForeignKey(
        Affiliation, models.PROTECT, null=True, related_name="+",
        verbose_name=_("présence notée par"),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state="asked"), name="one_asked_appointment_at_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AppointmentState.values), name="known_appointment_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "invited"], starts_at=None, ends_at=None)
                | Q(
                    state__in=["booked", "attended", "excused", "missed"],
                    starts_at__isnull=False,
                    ends_at__gt=F("starts_at"),
                )
                | Q(state="cancelled"),
                name="booked_appointment_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="cancelled", cancelled_side__in=Side.values, cancelled_at__isnull=False
                )
                | (
                    ~Q(state="cancelled")
                    & Q(cancelled_side="", cancel_ground="", cancelled_at=None)
                ),
                name="cancelled_appointment_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=AppointmentKind.values,
                    mode__in=Mode.values,
                    booked_side__in=["", *Side.values],
                    cancel_ground__in=["", *CancelGround.values],
                ),
                name="known_words_of_an_appointment",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480), name="appointment_of_a_day"
            ),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(state__in=SEATED), name="one_person_a_seat"
            ),
            models.CheckConstraint(
                condition=Q(is_collective=False, seat=None)
                | (Q(is_collective=True) & (~Q(state__in=SEATED) | Q(seat__isnull=False))),
                name="seated_in_a_gathering",
            ),
            ExclusionConstraint(
                name="person_in_one_place_at_a_time",
                condition=Q(state="booked"),
                expressions=[*overlapping("dossier_id"), (DURING, RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-starts_at"], name="appointment_by_dossier"),
            models.Index(
                fields=["desk", "starts_at"],
                condition=Q(desk__isnull=False),
                name="appointment_by_desk",
            ),
        ]

    @property
    def wall(self) -> datetime | None:
        """The hour on the clock of its place."""
        return self.starts_at and self.starts_at.astimezone(ZoneInfo(self.zone))


class Participant(models.Model):
    """A professional who takes part. While `is_held`, their time is taken: no two overlap.

    In an appointment of one person; or, whoever comes, in a `gathering`, which holds their time for
    all those who have an appointment there.
    """

    appointment = models.ForeignKey(
        Appointment, models.CASCADE, null=True, related_name="participants",
        verbose_name=_("rendez-vous du"),
    )  # fmt: skip
    dossier = models.ForeignKey(Dossier, models.CASCADE, null=True, related_name="+")
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="hosts")
    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    is_held = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "affiliation"], name="one_place_in_an_appointment"
            ),
            models.UniqueConstraint(
                fields=["gathering", "affiliation"], name="one_place_in_a_gathering"
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, dossier__isnull=False, gathering=None)
                | Q(appointment=None, dossier=None, gathering__isnull=False),
                name="takes_part_in_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_held=False) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="held_time_is_a_time",
            ),
            ExclusionConstraint(
                name="nobody_is_booked_twice",
                condition=Q(is_held=True),
                expressions=[*overlapping("affiliation_id"), (DURING, RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [models.Index(fields=["affiliation", "starts_at"], name="participant_by_hat")]

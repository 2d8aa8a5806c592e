from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.access.policy.blocks import Block
from jalon.accounts.models import Affiliation, Organisation
from jalon.dossiers.models import Dossier, Limitation, Objection
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField

BLOCKS = [block.value for block in Block]


class RequestKind(models.TextChoices):
    """What a person may ask about their data (RGPD, art. 15 to 22)."""

    ACCESS = "access", _("avoir une copie")
    CORRECTION = "correction", _("faire corriger")
    ERASURE = "erasure", _("faire effacer")
    LIMITATION = "limitation", _("faire suspendre l'utilisation")
    OBJECTION = "objection", _("s'opposer au partage")
    EXPLANATION = "explanation", _("savoir pourquoi on a lu")


class RequestState(models.TextChoices):
    OPEN = "open", _("en cours")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    ANSWERED = "answered", _("répondue")
    WITHDRAWN = "withdrawn", _("retirée")


class DataRequest(models.Model):
    """What a person asks about their data, and the answer, due by law on `due_on`.

    It carries the person's name, sealed: who answers needs to know who asks, and nothing else of
    the dossier (`dossier_number` is its public id). `lead_organisation` is the référent's on the
    day it was filed. An objection aims at `organisation`, or at a `block`, or at both; a question
    ("why was it read?") at the `reader`, of `organisation`, the day `read_on`, and `said` keeps
    what the person saw of that reading.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="data_requests")
    dossier_number = models.UUIDField(editable=False)
    lead_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person_name = EncryptedTextField(_("personne"))
    kind = models.CharField(_("demande"), max_length=15, choices=RequestKind)
    body = EncryptedTextField(_("message"), blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organisme"),
    )  # fmt: skip
    block = models.CharField(_("partie du dossier"), max_length=1, blank=True)
    reader = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    read_on = models.DateField(null=True, blank=True)
    said = EncryptedTextField(blank=True, default="")
    received_at = models.DateTimeField(_("reçue le"))
    due_on = models.DateField(_("réponse avant le"))
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = EncryptedTextField(_("raison du délai"), blank=True, default="")
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    objection = models.ForeignKey(Objection, models.CASCADE, null=True, related_name="+")
    limitation = models.ForeignKey(Limitation, models.CASCADE, null=True, related_name="+")
    answer = EncryptedTextField(_("réponse"), blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "organisation", "block", "reader", "read_on"],
                condition=Q(state="open") & ~Q(kind="correction"),
                nulls_distinct=False,
                name="one_such_request_waits",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RequestKind.values), name="known_request_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="known_request_state"
            ),
            models.CheckConstraint(
                condition=Q(block__in=["", *BLOCKS]), name="known_requested_block"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | ~Q(state="open"),
                name="open_request_is_not_closed",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_at__isnull=False),
                name="closed_request_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(kind="explanation")
                | Q(reader__isnull=False, organisation__isnull=False, read_on__isnull=False),
                name="question_names_a_reader_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="objection") | Q(organisation__isnull=False) | ~Q(block=""),
                name="objection_has_an_aim",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lead_organisation", "due_on"],
                condition=Q(state="open"),
                name="request_to_answer",
            ),
            models.Index(fields=["dossier", "-received_at"], name="request_of_dossier"),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN

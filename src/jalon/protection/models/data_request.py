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
    LIMITATION = "limitation", _("faire suspendre l’utilisation")
    OBJECTION = "objection", _("s’opposer au partage")
    EXPLANATION = "explanation", _("savoir pourquoi on a lu")


class RequestState(models.TextChoices):
    OPEN = "open", _("en cours")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    ANSWERED = "answered", _("répondue")
    WITHDRAWN = "withdrawn", _("retirée")


class RequestChannel(models.TextChoices):
    """How a request arrived. A letter or a call is as good as the space (EDPB, 01/2022)."""

    SPACE = "space", _("dans son espace")
    POST = "post", _("par courrier")
    EMAIL = "email", _("par e-mail")
    PHONE = "phone", _("par téléphone")
    COUNTER = "counter", _("à un guichet")


class IdentityProof(models.TextChoices):
    """How it is known that who asks is the person (RGPD, art. 12, 6); no copy is kept."""

    ACCOUNT = "account", _("son compte personnel")
    DOCUMENT = "document", _("pièce d’identité vue")
    CALLBACK = "callback", _("rappel au numéro déjà connu")
    KNOWN = "known", _("reconnue par un professionnel qui l’accompagne")
    AWAITED = "awaited", _("non vérifiée, justificatif demandé")


class DataRequest(models.Model):
    """What a person asks about their data, and the answer, due by law on `due_on`.

    It carries the person's name, sealed: who answers needs to know who asks, and nothing else of
    the dossier (`dossier_number` is its public id). `lead_organisation` is the référent's on the
    day it was filed. An objection aims at `organisation`, or at a `block`, or at both; a question
    ("why was it read?") at the `reader`, of `organisation`, the day `read_on`, and `said` keeps
    what the person saw of that reading.

    What arrives by letter, by telephone or at a counter, an officer enters: `asked_by` is then
    empty, `entered_by` and `entered_at` say who and when, `received_at` is the day that it arrived
    (the delay of the law runs from it), `reply_to` where the answer goes.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="data_requests")
    dossier_number = models.UUIDField(editable=False)
    lead_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(
        _("arrivée"), max_length=10, choices=RequestChannel, default=RequestChannel.SPACE
    )
    identity_proof = models.CharField(
        _("identité vérifiée"), max_length=10, choices=IdentityProof, default=IdentityProof.ACCOUNT
    )
    entered_by = models.ForeignKey(Affiliation, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)
    reply_to = EncryptedTextField(_("où répondre"), blank=True, default="")
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
                condition=Q(channel__in=RequestChannel.values), name="known_request_channel"
            ),
            models.CheckConstraint(
                condition=Q(identity_proof__in=IdentityProof.values), name="known_identity_proof"
            ),
            models.CheckConstraint(
                condition=Q(
                    channel="space",
                    identity_proof="account",
                    asked_by__isnull=False,
                    entered_by=None,
                    entered_at=None,
                )
                | (
                    ~Q(channel="space")
                    & ~Q(identity_proof="account")
                    & Q(asked_by=None, entered_by__isnull=False, entered_at__isnull=False)
                ),
                name="request_is_filed_or_entered",
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

    @property
    def is_from_space(self) -> bool:
        return self.channel == RequestChannel.SPACE

    @property
    def awaits_proof(self) -> bool:
        return self.identity_proof == IdentityProof.AWAITED

from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.kernel.ids import uuid7
from jalon.vault.fields import EncryptedTextField

OCTETS = models.Func(
    models.F("identity"), function="octet_length", output_field=models.IntegerField()
)


class OrderKind(models.TextChoices):
    ERASE = "erase", _("effacer une personne")
    RESTORE = "restore", _("rendre un dossier archivé à son équipe")
    SUSPEND = "suspend", _("suspendre la destruction")
    RESUME = "resume", _("reprendre le cours normal")


class OrderGround(models.TextChoices):
    """Why, in a code: a free text would name the person, and outlive them."""

    REQUEST = "request", _("demande de la personne acceptée")
    NOT_SUPPORTED = "not_supported", _("la personne n’est pas accompagnée")
    MISTAKE = "mistake", _("créé ou archivé par erreur")
    RETURN = "return", _("la personne revient")
    LITIGATION = "litigation", _("litige ou recours")
    END_OF_LITIGATION = "end_of_litigation", _("fin du litige ou du recours")


class OrderState(models.TextChoices):
    WAITING = "waiting", _("en attente")
    DONE = "done", _("exécuté")
    NOBODY = "nobody", _("personne ne correspond")
    SEVERAL = "several", _("plusieurs personnes correspondent")
    SUSPENDED = "suspended", _("destruction suspendue : litige en cours")
    CANCELLED = "cancelled", _("annulé")


class Order(models.Model):
    """What the data-protection officer decided about one person; the platform carries it out.

    Erasing waits for `due_on`, so that the person reads the answer, and a mistake is called back.
    `identity` is what was typed to say who; sealed, and wiped as soon as the order is settled.
    `reference` is the number of the request in the officer's register.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(_("ordre"), max_length=10, choices=OrderKind)
    ground = models.CharField(_("motif"), max_length=20, choices=OrderGround)
    reference = models.CharField(_("référence"), max_length=50, blank=True)
    identity = EncryptedTextField(default="")
    person_id = models.BigIntegerField(null=True)
    state = models.CharField(
        _("état"), max_length=10, choices=OrderState, default=OrderState.WAITING
    )
    given_by = models.ForeignKey(Affiliation, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("donné le"))
    due_on = models.DateField(_("exécuté à partir du"))
    settled_at = models.DateTimeField(_("réglé le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrderKind.values), name="known_order_kind"),
            models.CheckConstraint(
                condition=Q(ground__in=OrderGround.values), name="known_order_ground"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="known_order_state"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting")
                | Q(Exact(OCTETS, models.Value(0)), settled_at__isnull=False),
                name="settled_order_names_nobody",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="order_to_settle"),
        ]

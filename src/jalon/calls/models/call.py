from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Organisation
from jalon.calls.states import CallState
from jalon.kernel.ids import uuid7


class Call(models.Model):
    """A call for projects. What it says is in its versions: the last published one binds.

    `template` is the code of the model it started from; `based_on`, the call it repeats.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("publié par")
    )
    title = models.CharField(_("titre"), max_length=200)
    state = models.CharField(_("état"), max_length=10, choices=CallState, default=CallState.DRAFT)
    template = models.SlugField(max_length=40, blank=True)
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    is_synthetic = models.BooleanField(_("inventé pour la démonstration"), default=False)
    created_at = models.DateTimeField(_("commencé le"))
    published_at = models.DateTimeField(_("publié le"), null=True)
    closed_at = models.DateTimeField(_("clos le"), null=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True)
    cancel_reason = models.TextField(_("motif de l'annulation"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CallState.values), name="known_call_state"
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.DRAFT, published_at=None)
                | Q(
                    state__in=[one for one in CallState if one != CallState.DRAFT],
                    published_at__isnull=False,
                ),
                name="call_beyond_its_draft_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=CallState.CLOSED) | Q(closed_at__isnull=False),
                name="closed_call_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=CallState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=CallState.CANCELLED) & Q(cancelled_at=None)),
                name="cancelled_call_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7


class Conclusion(models.Model):
    """The day the shared assessment was said complete, by the référent, with the person.

    A human says so: addressing every theme would push to ask what need not be asked. What was
    known that day is read backwards from the journal; another day, it may be concluded again.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="conclusions")
    concluded_on = models.DateField(_("établi le"))
    concluded_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", verbose_name=_("établi par")
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "concluded_on"],
                condition=Q(withdrawn_at=None),
                name="one_conclusion_a_day",
            ),
        ]

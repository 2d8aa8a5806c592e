from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.dossiers.models import Dossier
from jalon.kernel.ids import uuid7
from jalon.plans.models.step import Step


class StepPhoto(models.Model):
    """What the person photographed to show that a step is done: a JPEG of ours, sealed.

    Never the file that was sent: it is drawn again, so that it says neither where nor with what it
    was taken (`ui.photos`). Never changed; it goes with the dossier.
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="photos")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+")
    sealed = models.BinaryField(_("photo"))
    added_at = models.DateTimeField(_("ajoutée le"))

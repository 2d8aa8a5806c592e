from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.strategies.models import Strategy


class Recomputation(models.Model):
    """The deadlines of a territory, computed again because a version binds: how far it is.

    The keeper goes on from `last_dossier` (the number of the last one done), in batches.
    """

    strategy = models.OneToOneField(
        Strategy, models.CASCADE, primary_key=True, related_name="recomputation"
    )
    started_at = models.DateTimeField(_("commencé le"))
    total = models.PositiveIntegerField(_("dossiers à revoir"))
    done = models.PositiveIntegerField(_("dossiers revus"), default=0)
    moved = models.PositiveIntegerField(_("échéances changées"), default=0)
    last_dossier = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(_("fini le"), null=True)

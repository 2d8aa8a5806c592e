from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation


class Portrait(models.Model):
    """The photo that a professional shows to the people they accompany, if they wish: our JPEG.

    Shown to a person whose référent they are, and to themselves. Theirs to take away.
    """

    affiliation = models.OneToOneField(
        Affiliation, models.CASCADE, primary_key=True, related_name="portrait",
        verbose_name=_("professionnel ou professionnelle"),
    )  # fmt: skip
    drawn = models.BinaryField(_("photo"))
    shown_at = models.DateTimeField(_("montrée depuis"))

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    PLACE = "place", _("sur place")
    PHONE = "phone", _("par téléphone")
    VIDEO = "video", _("en visio")

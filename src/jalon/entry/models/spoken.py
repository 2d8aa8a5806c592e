from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation


class SpokenLanguages(models.Model):
    """The languages in which a professional says they can accompany somebody, besides French.

    `codes`: ISO 639, in alphabetical order, a space between two. Said by nobody but themselves.
    """

    affiliation = models.OneToOneField(
        Affiliation, models.CASCADE, related_name="spoken", primary_key=True
    )
    codes = models.CharField(_("langues parlées"), max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(codes__regex=r"^[a-z]{2,3}( [a-z]{2,3})*$"),
                name="spoken_languages_are_codes",
            ),
        ]

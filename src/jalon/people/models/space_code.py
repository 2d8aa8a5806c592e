from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.people.models.identity_check import LENGTH, LETTERS
from jalon.people.models.person import Person

# The address of an account that has none: nobody can write there, so no mail box opens it.
NOWHERE: Final = "personne.invalid"


class SpaceCode(models.Model):
    """The number that a référent hands to a person she has met, to open her own space.

    Only its fingerprint is kept: the letter that was printed is the only copy. It opens nothing
    without the date of birth, once, for some days, and after a few tries not at all.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="space_codes")
    fingerprint = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(
        Affiliation, models.PROTECT, related_name="+", verbose_name=_("remis par")
    )
    made_at = models.DateTimeField(_("remis le"))
    expires_at = models.DateTimeField(_("valable jusqu’au"))
    tries = models.PositiveSmallIntegerField(_("essais"), default=0)
    used_at = models.DateTimeField(_("utilisé le"), null=True)
    ended_at = models.DateTimeField(_("annulé le"), null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at=None, ended_at=None),
                name="one_space_code_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="space_code_lasts"
            ),
        ]


def number_of(typed: str) -> str:
    """The number as it is kept, however it was typed; empty when it cannot be one."""
    plain = "".join(typed.upper().split()).replace("-", "")
    return plain if len(plain) == LENGTH and set(plain) <= set(LETTERS) else ""


def login_of(number: str) -> str:
    """Under which an account opened with this number is signed in."""
    return f"{number.lower()}@{NOWHERE}"

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jalon.accounts.models import Affiliation
from jalon.people.models.identity_check import LENGTH, LETTERS
from jalon.people.models.person import Person
from jalon.vault.sealing import fingerprint

# The address of an account that has none: nobody can write there, so no mail box opens it.
NOWHERE: Final = "personne.invalid"


class SpaceCode(models.Model):
    """The number that a référent hands to a person she has met, to open her own space.

    Only its fingerprint is kept: the letter that was printed is the only copy. It opens nothing
    without the date of birth, once, for some days, and after a few tries not at all.

    Somebody who has an account already gets it back with a second proof: the code sent to an
    address of hers (`second`, its fingerprint), or the word of the officer who protects her data.
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
    second = models.BinaryField(max_length=32, null=True)
    confirmed_by = models.ForeignKey(
        Affiliation,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("confirmé par"),
    )
    confirmed_at = models.DateTimeField(_("confirmé le"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="space_code_confirmed_by_someone",
            ),
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


def second_print(number: str, code: str) -> bytes:
    """What is kept of the code that goes with a number: worth nothing with another one."""
    digits = "".join(one for one in code if one.isdigit())
    return fingerprint("space code second", f"{number}/{digits}")


def login_of(number: str) -> str:
    """Under which an account opened with this number is signed in."""
    return f"{number.lower()}@{NOWHERE}"

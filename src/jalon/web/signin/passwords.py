"""What a password must be: the three shapes that the CNIL gives for 80 bits, and nothing known.

Délibération 2022-100 of 21 July 2022. Attempts are limited too (`lockout`), which would allow
less; but a copy of the database is guessed without limit.
"""

import re
import unicodedata
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.accounts.models import Affiliation, User
from jalon.parameters.queries import integer

WORD: Final = re.compile(r"[^\W\d_]{2,}")
RUN: Final = re.compile(r"(.)\1{2,}")  # the same character three times or more counts once
LEAST_OF_A_NAME: Final = 4  # shorter ones are found within other words
WRITTEN_AS: Final = str.maketrans("013457@$!", "oieastasi")


def hint(on: date) -> str:
    """The rule, as it stands beside the field."""
    return _(
        "Une phrase d’au moins %(words)s mots convient très bien. Sinon : au moins %(three)s "
        "caractères avec des majuscules, des minuscules et des chiffres, ou %(four)s si vous y "
        "mettez aussi un signe (! ? - …). Ni votre nom, ni celui de votre organisme."
    ) % {
        "words": integer("password.words", on=on),
        "three": integer("password.characters_of_three_kinds", on=on),
        "four": integer("password.characters_of_four_kinds", on=on),
    }


class StrengthValidator:
    """One of the three shapes, once what repeats itself is counted once."""

    def validate(self, password: str, user: Any = None) -> None:
        if not is_strong(password, on=timezone.localdate()):
            raise ValidationError(
                _("Ce mot de passe se devinerait trop vite : allongez-le."), code="too_weak"
            )

    def get_help_text(self) -> str:
        return hint(timezone.localdate())


class UnknownToOthersValidator:
    """Nothing that a colleague could guess: the person, their organisations, this product."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = _plain(password)
        if any(name in typed for name in _names(user)):
            raise ValidationError(
                _("Ce mot de passe contient votre nom, celui de votre organisme ou du service."),
                code="too_close",
            )

    def get_help_text(self) -> str:
        return ""


class NotCommonValidator(CommonPasswordValidator):
    """Django's list of those found in leaks, also when dressed: `P4ssword2026!` is `password`."""

    def validate(self, password: str, user: Any = None) -> None:
        written = re.sub(r"[^a-z]+$|^[^a-z@$]+", "", password.lower().strip())
        bare = re.sub(r"[^a-z]", "", written.translate(WRITTEN_AS))
        if {password.lower().strip(), written, bare} & self.passwords:
            raise ValidationError(
                _("Ce mot de passe est parmi les plus utilisés : choisissez-en un autre."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return ""


def is_strong(password: str, *, on: date) -> bool:
    """Whether it has one of the three shapes."""
    once = _once(password)
    words = {word.casefold() for word in WORD.findall(password)}
    if len(words) >= integer("password.words", on=on):
        return True
    sorts = (r"[^\W\d_]", r"\d", r"[^\w]|_")
    letters, digits, signs = (bool(re.search(sort, once)) for sort in sorts)
    both_cases = once != once.lower() and once != once.upper()
    kinds = both_cases and letters and digits
    four = integer("password.characters_of_four_kinds", on=on)
    three = integer("password.characters_of_three_kinds", on=on)
    return kinds and (len(once) >= three or (signs and len(once) >= four))


def _once(password: str) -> str:
    """`Aa1!Aa1!Aa1!` is `Aa1!`, and `Aaaaaaa1` is `Aa1`."""
    shorter = RUN.sub(r"\1", password)
    period = (shorter + shorter).find(shorter, 1) if shorter else 0
    return shorter[:period] if period < len(shorter) else shorter


def _names(user: Any) -> set[str]:
    found = {settings.JALON_PRODUCT_NAME}
    if isinstance(user, User):
        found |= {user.first_name, user.last_name, *user.email.split("@")[0].split(".")}
        hats = Affiliation.objects.filter(user_id=user.pk).select_related("organisation")
        for hat in hats:
            found |= {hat.organisation.name, hat.organisation.short_name}
    return {name for name in map(_plain, found) if len(name) >= LEAST_OF_A_NAME}


def _plain(text: str) -> str:
    """Letters and digits alone, without accents or case, digits that stand for letters replaced."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z]", "", bare.translate(WRITTEN_AS))

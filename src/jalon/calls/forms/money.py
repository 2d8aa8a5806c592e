"""Fields for euros and percentages: typed as people write them, kept in cents and myriads."""

from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t

from jalon.ui.words import number

MOST_CENTS: Final = 10**13
SPACES: Final = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


class _Hundredths(forms.CharField):
    """A number with at most two decimals, as a whole number of its hundredths."""

    sign = ""
    most = MOST_CENTS

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        for letter in (*SPACES, self.sign):
            text = text.replace(letter, "")
        try:
            hundredths = Decimal(text.replace(",", ".")) * 100
            whole = int(hundredths)
        except (InvalidOperation, ValueError, OverflowError):
            whole, hundredths = -1, Decimal(0)
        if whole != hundredths or not 0 <= whole <= self.most:
            raise forms.ValidationError(self.refusal())
        return whole

    def prepare_value(self, value: Any) -> Any:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return number(Decimal(value) / 100) if is_whole else value

    def refusal(self) -> str:
        raise NotImplementedError


class Euros(_Hundredths):
    """Whole cents."""

    sign = "€"

    def refusal(self) -> str:
        return _t("Écrivez un montant en euros, par exemple 500 000 ou 1 250,50.")


class Hundredths(_Hundredths):
    """Neither money nor a share: full-time equivalents. As much as a whole number column holds."""

    most = 10_000_000

    def refusal(self) -> str:
        return _t("Écrivez un nombre, par exemple 3 ou 2,5.")


class Percent(_Hundredths):
    """Ten-thousandths."""

    sign = "%"
    most = 10_000

    def refusal(self) -> str:
        return _t("Écrivez un pourcentage entre 0 et 100, par exemple 20 ou 12,5.")

"""Money in whole cents and rates in ten-thousandths, as people write and read them."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from jalon.ui.words import euros as currency
from jalon.ui.words import number

CENTS: Final = 100
MYRIAD: Final = 10_000


def euros(cents: int) -> str:
    """`50000001` → `500 000,01 €`."""
    return currency(Decimal(cents) / CENTS)


def percent(part: int, whole: int, *, up: bool = False) -> str:
    """`1999` of `10000` → `19,99 %`. Never rounded towards what would look right.

    Cut to hundredths downwards, or upwards when asked, so that 19,999 % is never shown as 20 %.
    """
    exact = part * MYRIAD
    hundredths = -(-exact // whole) if up else exact // whole
    shown = number(Decimal(hundredths) / 100)
    return _("%(share)s %%") % {"share": shown}

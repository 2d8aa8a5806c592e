"""The zonings of a perimeter, in a table's few letters."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from jalon.calls.eligibility.fields import Zoning

SHORT: Final[Mapping[str, Any]] = {
    Zoning.QPV: _("QPV"),
    Zoning.FRR: _("FRR"),
    Zoning.ZRR: _("ZRR"),
    Zoning.FORMER: _("ancienne expérimentation"),
}

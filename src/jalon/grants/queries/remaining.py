"""What keeps an agreement from being closed, in sentences."""

from django.utils.translation import gettext as _

from jalon.grants.models import Agreement
from jalon.grants.states import RUNNING


def remains(agreement: Agreement) -> list[str]:
    """Nothing when all is over."""
    left = []
    if agreement.versions.filter(state__in=RUNNING).exists():
        left.append(_("Un avenant est en préparation."))
    return left

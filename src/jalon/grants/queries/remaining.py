"""What keeps an agreement from being closed, in sentences."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.grants.models import Agreement
from jalon.grants.states import RUNNING, PaymentState, ReportState

PAID: tuple[str, ...] = (PaymentState.PAID, PaymentState.CANCELLED)
DONE: tuple[str, ...] = (ReportState.ACCEPTED, ReportState.CANCELLED)


def remains(agreement: Agreement) -> list[str]:
    """Nothing when all is over."""
    payments = agreement.payments.exclude(state__in=PAID).count()
    reports = agreement.reports.exclude(state__in=DONE).count()
    back = agreement.repayments.filter(settled_on=None).count()
    left = []
    if agreement.versions.filter(state__in=RUNNING).exists():
        left.append(_("Un avenant est en préparation."))
    if payments:
        said = ngettext("%(num)s versement à faire.", "%(num)s versements à faire.", payments)
        left.append(said % {"num": payments})
    if reports:
        said = ngettext("%(num)s rapport à accepter.", "%(num)s rapports à accepter.", reports)
        left.append(said % {"num": reports})
    if back:
        said = ngettext("%(num)s reversement à recevoir.", "%(num)s reversements à recevoir.", back)
        left.append(said % {"num": back})
    return left

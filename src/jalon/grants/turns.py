"""One after the other on an agreement: in the turn of its project, carrier and State alike."""

from django.utils.translation import gettext as _

from jalon.grants.models import Agreement, AgreementVersion, Payment, Report
from jalon.grants.states import (
    RUNNING,
    NotInThisState,
    after,
    payment_after,
    report_after,
    version_after,
)
from jalon.projects.models import Project
from jalon.projects.states import ProjectState
from jalon.projects.turns import in_turn


def require_filed(project: Project) -> None:
    """Nothing more is agreed, signed or asked about a project that was withdrawn.

    Raises NotInThisState.
    """
    if project.state != ProjectState.FILED:
        raise NotInThisState(_("Ce projet a été retiré : ce n’est plus possible."))


def agreed_in_turn(agreement: Agreement, move: str) -> Agreement:
    """The agreement as it stands, its other writers waiting until the commit.

    Raises NotInThisState.
    """
    project = in_turn(agreement.project, move=None)
    now = Agreement.objects.get(pk=agreement.pk)
    now.project = project
    after(now.state, move)
    return now


def running_in_turn(agreement: Agreement, move: str) -> AgreementVersion:
    """The version on its way, when its state allows this move. Raises NotInThisState."""
    project = in_turn(agreement.project, move=None)
    rows = AgreementVersion.objects.select_related("agreement").defer("document")
    version = rows.filter(agreement=agreement.pk, state__in=RUNNING).first()
    if version is None:
        raise NotInThisState(_("Aucun texte n’est en préparation pour cette convention."))
    version.agreement.project = project
    version_after(version.state, move)
    return version


def payment_in_turn(payment: Payment, move: str) -> Payment:
    """The payment as it stands, and its agreement. Raises NotInThisState."""
    project = in_turn(payment.agreement.project, move=None)
    now = Payment.objects.select_related("agreement").get(pk=payment.pk)
    now.agreement.project = project
    payment_after(now.state, move)
    return now


def report_in_turn(report: Report, move: str) -> Report:
    """The report as it stands, and its agreement. Raises NotInThisState."""
    project = in_turn(report.agreement.project, move=None)
    now = Report.objects.select_related("agreement").get(pk=report.pk)
    now.agreement.project = project
    report_after(now.state, move)
    return now

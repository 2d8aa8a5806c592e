"""Accounts that went beyond their budget, and those who answer for them."""

from typing import Any

from django.utils import timezone

from jalon.accounts.actor import Actor
from jalon.accounts.models import AffiliationRole, Organisation
from jalon.vigilance.counting import BudgetExceeded
from jalon.vigilance.models import Alert, Step
from jalon.vigilance.operations import raise_alert
from tests.factories import actor


def excess(who: Actor, step: Step = Step.STOP) -> BudgetExceeded:
    return BudgetExceeded(who, step, wait=0, excess=("opened", "hour", 121, 80))


def alert_about(who: Actor, step: Step = Step.STOP) -> Alert:
    raised = raise_alert(excess=excess(who, step), by=None, at=timezone.now())
    assert raised
    return raised


def colleague(organisation_id: int, role: str = AffiliationRole.MANAGER, **more: Any) -> Actor:
    return actor(organisation=Organisation.objects.get(pk=organisation_id), role=role, **more)

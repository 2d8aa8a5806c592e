from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.models import Decision
from jalon.grants.content import schedule_as_kept
from jalon.grants.events import AgreementDrafted
from jalon.grants.loading import template_on
from jalon.grants.models import Agreement, AgreementVersion
from jalon.grants.queries.drafting import facts_of, frame_of, reports_of, schedule_of, term_of
from jalon.grants.rules import DRAFT_AGREEMENT
from jalon.grants.turns import require_filed
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Filing, Project
from jalon.projects.turns import in_turn


class ReferenceTaken(Refused):
    """Another agreement of the same body has this number."""


@transaction.atomic
def draft_agreement(*, project: Project, reference: str, by: Actor, at: datetime) -> Agreement:
    """Draw the first text of the agreement of a selected project, from the model in force today.

    A project that has one answers it. Raises ReferenceTaken, NotInThisState, Denied.
    """
    DRAFT_AGREEMENT.require(by, project)
    now = in_turn(project, move=None)
    known = Agreement.objects.filter(project=now).first()
    if known is not None:
        return known
    require_filed(now)
    caller = now.call.organisation_id
    _wait_for_numbers_of(caller)
    same = Agreement.objects.filter(reference=reference.strip())
    if same.filter(project__call__organisation=caller).exists():
        raise ReferenceTaken(_("Une autre convention porte déjà ce numéro."))
    agreement = Agreement.objects.create(
        project=now, reference=reference.strip(), drafted_by_id=by.affiliation_id, drafted_at=at
    )
    version = AgreementVersion.objects.create(
        agreement=agreement, number=1, written_by_id=by.affiliation_id, written_at=at,
        **_first_text(now, by),
    )  # fmt: skip
    fact = AgreementDrafted(
        project_id=now.pk, caller_id=caller, agreement_id=agreement.pk, version_id=version.pk
    )
    record(fact, by=by, at=at)
    return agreement


def _wait_for_numbers_of(caller: int) -> None:
    """Numbers of one body are given one after the other, until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('jalon/agreement-number', %s))", [caller]
        )


def _first_text(project: Project, by: Actor) -> dict[str, Any]:
    decision = Decision.objects.get(project=project, announcement__isnull=False)
    filing = Filing.objects.filter(project=project).order_by("-number")[0]
    cents, frame = decision.amount_cents or 0, frame_of(filing, project)
    starts_on, ends_on = term_of(filing, by.today)
    due = reports_of(starts_on, ends_on, by.today)
    facts = facts_of(filing, frame, decision, starts_on, ends_on)
    return {
        "frame": frame,
        "articles": [vars(one) for one in template_on(by.today).filled(facts)],
        "amount_cents": cents,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "schedule": schedule_as_kept(schedule_of(cents, starts_on, ends_on, due, by.today)),
        "reports": [one.isoformat() for one in due],
    }

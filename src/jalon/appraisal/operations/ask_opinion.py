from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.accounts.models import Organisation
from jalon.appraisal.events import OpinionAsked
from jalon.appraisal.models import Opinion
from jalon.appraisal.queries.readers import is_party
from jalon.appraisal.rules import APPRAISE, ASKED
from jalon.appraisal.states import opinion_after
from jalon.appraisal.telling import tell_body_asked
from jalon.appraisal.turns import appraised_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Project


class CannotBeAsked(Refused):
    """It carries a project of this call, was asked already, or gives no opinion to the State."""


@transaction.atomic
def ask_opinion(
    *, project: Project, organisation: Organisation, due_on: date, by: Actor, at: datetime,
    question: str = "", replaces: Opinion | None = None,
) -> Opinion:  # fmt: skip
    """Ask a body what it thinks of a project, before a day; it is told by mail.

    `replaces`: the request that another body has not answered, and that this one takes over.
    Raises CannotBeAsked, NotYetOrNoMore, NotFromThisState, Denied.
    """
    APPRAISE.require(by, project)
    now = appraised_in_turn(project, move="read", at=at).project
    if organisation.kind not in ASKED:
        raise CannotBeAsked(_("Cet organisme ne rend pas d’avis à l’État."))
    if is_party(organisation.pk, now):
        raise CannotBeAsked(_("Cet organisme porte un projet de cet appel, ou est membre de"
                              " celui-ci."))  # fmt: skip
    if replaces is not None:
        former = Opinion.objects.select_for_update(of=("self",)).get(pk=replaces.pk, project=now)
        former.state = opinion_after(former.state, "replace")
        former.save(update_fields=["state"])
    try:
        with transaction.atomic():
            opinion = Opinion.objects.create(
                project=now, organisation=organisation, question=question, due_on=due_on,
                asked_by_id=by.affiliation_id, asked_at=at, replaces=replaces,
            )  # fmt: skip
    except IntegrityError as error:
        raise CannotBeAsked(_("L’avis de cet organisme est déjà demandé.")) from error
    tell_body_asked(opinion, at=at)
    fact = OpinionAsked(
        project_id=now.pk, caller_id=now.call.organisation_id, opinion_id=opinion.pk,
        body_id=organisation.pk, replaces_id=replaces.pk if replaces else None,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return opinion

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.calls.calendar import is_open, takes_late_filing
from jalon.calls.eligibility.criteria import evidence
from jalon.calls.models import CallVersion
from jalon.calls.queries.readable import binding
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.events import ProjectFiled
from jalon.projects.models import Filing, Project
from jalon.projects.queries.completeness import lacks
from jalon.projects.queries.content import content_of, fingerprint
from jalon.projects.queries.eligibility import values_of
from jalon.projects.rules import FILE_PROJECT
from jalon.projects.states import ProjectState, after
from jalon.projects.telling import send_receipt
from jalon.projects.turns import in_turn


class Closed(Refused):
    """The call takes no application at that instant."""


class Incomplete(Refused):
    """Something that the call makes mandatory is missing; the message says what."""


@transaction.atomic
def file_project(*, project: Project, by: Actor, at: datetime) -> Filing:
    """File a draft: all of it, and what each criterion answers, is frozen with its fingerprint.

    A project that is filed already answers the filing that it has: the same form sent twice is one
    filing. Raises Closed, Incomplete, NotFromThisState, Denied.
    """
    FILE_PROJECT.require(by, project)
    now = in_turn(project, move=None)
    if now.state == ProjectState.FILED:
        return now.filings.order_by("-number")[0]
    filed = after(now.state, "file")
    version = _binding_at(now, at)
    missing = [one.sentence for one in lacks(now, version)]
    if missing:
        raise Incomplete(" ".join(missing))
    filing = _freeze(now, version, by, at)
    now.state = filed
    now.save(update_fields=["state"])
    send_receipt(now, filing, by=by, at=at)
    fact = ProjectFiled(
        project_id=now.pk, carrier_id=now.carrier_id, filing_id=filing.pk, version_id=version.pk,
        digest=filing.digest, is_late=filing.is_late,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return filing


def _binding_at(project: Project, at: datetime) -> CallVersion:
    version = binding(project.call)
    if version is None or not (
        is_open(project.call, version, at) or takes_late_filing(project.call, version, at)
    ):
        raise Closed(
            _(
                "Cet appel ne reçoit pas de candidature à cette heure. Votre brouillon est gardé :"
                " rien n’en est perdu."
            )
        )
    return version


def _freeze(project: Project, version: CallVersion, by: Actor, at: datetime) -> Filing:
    content = content_of(project)
    eligibility, _digest = evidence(version, values_of(project))
    return Filing.objects.create(
        project=project, number=project.filings.count() + 1, version=version, content=content,
        eligibility=eligibility, is_late=not is_open(project.call, version, at),
        digest=fingerprint({"content": content, "eligibility": eligibility}),
        filed_by_id=by.affiliation_id, filed_at=at,
    )  # fmt: skip

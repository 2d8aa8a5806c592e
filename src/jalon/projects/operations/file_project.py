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
from jalon.projects.models import Correction, Filing, Project
from jalon.projects.queries.completeness import lacks
from jalon.projects.queries.content import content_of, fingerprint
from jalon.projects.queries.corrections import open_correction
from jalon.projects.queries.eligibility import values_of
from jalon.projects.queries.parts import corrected
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
    filing. When a correction was asked, its parts alone are filed anew. Raises Closed, Incomplete,
    NotFromThisState, Denied.
    """
    FILE_PROJECT.require(by, project)
    now = in_turn(project, move=None)
    correction = open_correction(now, at) if now.state == ProjectState.FILED else None
    if now.state == ProjectState.FILED and correction is None:
        return now.filings.order_by("-number")[0]
    filed = ProjectState.FILED if correction else after(now.state, "file")
    version = _corrected_version(now) if correction else _binding_at(now, at)
    missing = [one.sentence for one in lacks(now, version)]
    if missing:
        raise Incomplete(" ".join(missing))
    filing = _freeze(now, version, correction, by, at)
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


def _corrected_version(project: Project) -> CallVersion:
    """What was filed is corrected under the version that it was filed under."""
    version = project.filings.select_related("version").order_by("-number")[0].version
    version.call = project.call
    return version


def _freeze(
    project: Project, version: CallVersion, correction: Correction | None, by: Actor, at: datetime
) -> Filing:
    content = content_of(project)
    if correction:
        last = project.filings.order_by("-number")[0]
        content = corrected(last.content, content, correction.wanted)
    eligibility, _digest = evidence(version, values_of(project))
    filing = Filing.objects.create(
        project=project, number=project.filings.count() + 1, version=version, content=content,
        eligibility=eligibility,
        is_late=correction is None and not is_open(project.call, version, at),
        digest=fingerprint({"content": content, "eligibility": eligibility}),
        filed_by_id=by.affiliation_id, filed_at=at,
    )  # fmt: skip
    if correction:
        correction.filing, correction.filed_at = filing, at
        correction.save(update_fields=["filing", "filed_at"])
    return filing

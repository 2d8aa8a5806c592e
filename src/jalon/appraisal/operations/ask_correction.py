from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.appraisal.events import CorrectionAsked
from jalon.appraisal.rules import APPRAISE
from jalon.appraisal.telling import tell_of_correction
from jalon.appraisal.turns import appraised_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.projects.models import Correction, Project
from jalon.projects.queries.corrections import open_correction
from jalon.projects.queries.parts import parts


class NothingWanted(Refused):
    """A correction says what is to be corrected, and leaves some time."""


class AlreadyAsked(Refused):
    """One correction at a time."""


@transaction.atomic
def ask_correction(
    *, project: Project, wanted: Mapping[str, str], until: datetime, by: Actor, at: datetime
) -> Correction:
    """Ask the carrier to correct these parts, and these alone, before an instant.

    `wanted`: what is asked, by code of part. The carrier is told by mail. Raises NothingWanted,
    AlreadyAsked, NotYetOrNoMore, NotFromThisState, Denied, and KeyError for an unknown part.
    """
    APPRAISE.require(by, project)
    now = appraised_in_turn(project, move="correct", at=at).project
    if not wanted or until <= at:
        raise NothingWanted(_("Choisissez au moins une partie, et une date à venir."))
    if open_correction(now, at):
        raise AlreadyAsked(_("Une correction est déjà demandée : attendez-la, ou sa date."))
    last = now.filings.select_related("version").order_by("-number")[0]
    if unknown := set(wanted) - set(parts(last.version)):
        raise KeyError(f"unknown parts {sorted(unknown)}")
    correction = Correction.objects.create(
        project=now, wanted=dict(wanted), until=until, asked_by_id=by.affiliation_id, asked_at=at
    )
    tell_of_correction(correction, last, at=at)
    fact = CorrectionAsked(
        project_id=now.pk, carrier_id=now.carrier_id, correction_id=correction.pk,
        fields=tuple(sorted(wanted)),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return correction

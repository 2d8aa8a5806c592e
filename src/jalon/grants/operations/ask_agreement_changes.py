from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.grants.content import articles
from jalon.grants.events import AgreementChangesAsked
from jalon.grants.models import Agreement, AgreementVersion, ArticleRequest
from jalon.grants.rules import ANSWER_AGREEMENT
from jalon.grants.states import version_after
from jalon.grants.telling import tell_state
from jalon.grants.turns import running_in_turn
from jalon.journal.record import record
from jalon.kernel.errors import Refused


class NothingAsked(Refused):
    """No known article is said to be changed."""


@transaction.atomic
def ask_agreement_changes(
    *, agreement: Agreement, wanted: Mapping[str, str], by: Actor, at: datetime
) -> AgreementVersion:
    """The carrier says what is to change, by code of article; the State takes the text up again.

    Raises NothingAsked, NotInThisState, Denied.
    """
    ANSWER_AGREEMENT.require(by, agreement)
    version = running_in_turn(agreement, "ask")
    known = [one.code for one in articles(version.articles)]
    said = {code: wanted[code].strip() for code in known if wanted.get(code, "").strip()}
    if not said:
        raise NothingAsked(_("Dites ce qui est à changer, dans un article au moins."))
    ArticleRequest.objects.bulk_create(
        ArticleRequest(
            version=version, article=code, body=body, asked_by_id=by.affiliation_id, asked_at=at
        )
        for code, body in said.items()
    )
    version.state = version_after(version.state, "ask")
    version.save(update_fields=["state"])
    project = version.agreement.project
    tell_state(version.agreement, _("Le porteur demande de changer une convention."), at=at)
    fact = AgreementChangesAsked(
        project_id=project.pk, caller_id=project.call.organisation_id,
        agreement_id=version.agreement_id, version_id=version.pk, fields=tuple(said),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version

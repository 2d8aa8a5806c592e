from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.accounts.actor import Actor
from jalon.journal.record import record
from jalon.kernel.errors import Refused
from jalon.kernel.ids import uuid7
from jalon.letters.events import LetterSent
from jalon.letters.links import mark_of
from jalon.letters.models import Letter
from jalon.letters.queries.composing import content_of
from jalon.letters.rules import SEND_LETTER
from jalon.letters.states import LIVE
from jalon.letters.telling import send_link
from jalon.parameters.queries import integer
from jalon.projects.models import Member
from jalon.projects.queries.content import fingerprint
from jalon.projects.states import COMMITTED
from jalon.projects.turns import in_turn


class NotReady(Refused):
    """The member has not accepted yet, or its part does not say what it commits itself to."""


@transaction.atomic
def send_letter(*, member: Member, by: Actor, at: datetime) -> Letter:
    """Freeze what a member commits itself to, and send a personal link to who signs for it.

    Without an e-mail address it is signed on paper. A letter that lives already is answered again.
    Raises NotReady, NotFromThisState, Denied.
    """
    SEND_LETTER.require(by, member)
    project = in_turn(member.project)
    now = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    live = Letter.objects.filter(member=now, state__in=LIVE).first()
    if live is not None:
        return live
    _check(now)
    content, link = content_of(now, project, at.date()), uuid7()
    letter = Letter.objects.create(
        project=project, member=now, content=content, digest=fingerprint(content),
        signatory_name=now.signatory_name, signatory_email=now.signatory_email, link=link,
        fingerprint=mark_of(link), sent_by_id=by.affiliation_id, sent_at=at,
        expires_at=at + timedelta(days=integer("letter.days", on=by.today)),
    )  # fmt: skip
    send_link(letter, project, at=at)
    fact = LetterSent(
        project_id=project.pk, carrier_id=project.carrier_id, member_id=now.pk,
        letter_id=letter.pk, digest=letter.digest, is_mailed=bool(letter.signatory_email),
    )  # fmt: skip
    record(fact, by=by, at=at)
    return letter


def _check(member: Member) -> None:
    if member.state not in COMMITTED:
        raise NotReady(_("Ce membre n’a pas encore accepté de prendre part au projet."))
    if not member.role.strip() or not member.signatory_name.strip():
        raise NotReady(_("Écrivez d’abord son rôle, et le nom de la personne qui signe."))

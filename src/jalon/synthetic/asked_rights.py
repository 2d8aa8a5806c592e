"""What people asked about their data: in her space, by letter, at a counter; near its day, or past.

The law gives one month; an officer of one département has a few of them at any time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from jalon.accounts.acting import acting
from jalon.accounts.actor import PersonActor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Dossier
from jalon.people.models import PersonalAccess
from jalon.protection.models import DataRequest, IdentityProof, RequestChannel, RequestKind
from jalon.protection.operations import Aim, Arrival, enter_request, file_request
from jalon.synthetic.dice import person_dice
from jalon.synthetic.staff import LOGIN_DOMAIN
from jalon.synthetic.tables import public_id

DICE: Final = 12_000_000_000


@dataclass(frozen=True)
class Letter:
    """Something asked by somebody without an account, so many days ago."""

    ago: int
    kind: str
    channel: str
    proof: str
    body: str
    block: str = ""


LETTERS: Final = (
    Letter(
        33, RequestKind.ACCESS, RequestChannel.POST, IdentityProof.DOCUMENT,
        "Je voudrais recevoir par courrier tout ce qui est écrit sur moi.",
    ),
    Letter(
        27, RequestKind.OBJECTION, RequestChannel.COUNTER, IdentityProof.KNOWN,
        "Je ne veux pas que mes notes soient lues par les autres organismes.", block="N",
    ),
    Letter(
        12, RequestKind.CORRECTION, RequestChannel.PHONE, IdentityProof.CALLBACK,
        "Mon diplôme n'est pas le bon : j'ai un CAP de cuisine.",
    ),
)  # fmt: skip
HERS: Final = (
    (25, RequestKind.ACCESS, "Je voudrais une copie de mon dossier."),
    (6, RequestKind.CORRECTION, "Je n'ai plus de voiture depuis septembre."),
)


def ask_for_rights(seed: int, today: date) -> None:
    """Asked on different days, all still open."""
    officer = (
        Affiliation.objects.filter(
            user__email=f"dpo@{LOGIN_DOMAIN}", role=AffiliationRole.DATA_PROTECTION
        )
        .select_related("user", "organisation")
        .first()
    )
    if officer is None:
        return
    _in_her_space(today)
    body = officer.organisation_id
    lead = Q(referent__organisation=body) | Q(referent__organisation__parent=body)
    own = PersonalAccess.objects.values("person_id")
    oldest = Dossier.objects.filter(lead, closed_at=None).exclude(person_id__in=own)
    for letter, dossier in zip(LETTERS, oldest.order_by("opened_at", "pk"), strict=False):
        _by_hand(letter, dossier, officer, today)
    dice = person_dice(seed, DICE)
    for row in DataRequest.objects.order_by("pk"):
        DataRequest.objects.filter(pk=row.pk).update(public_id=public_id(today, dice))


def _in_her_space(today: date) -> None:
    for tie in PersonalAccess.objects.select_related("user", "person"):
        for ago, kind, body in HERS:
            day = today - timedelta(days=ago)
            her = PersonActor(tie.user_id, tie.user.get_full_name(), tie.person_id, today=day)
            [dossier] = Dossier.objects.filter(person=tie.person, closed_at=None)
            at = _at(day, 19)
            file_request(dossier=dossier, kind=kind, body=body, aim=Aim(), by=her, at=at)


def _by_hand(letter: Letter, dossier: Dossier, officer: Affiliation, today: date) -> None:
    day = today - timedelta(days=letter.ago)
    by, at = actor_of(officer, on=day), _at(day, 11)
    arrival = Arrival(channel=letter.channel, received_on=day, identity_proof=letter.proof)
    with acting(by, at=at, subject=dossier.public_id):
        enter_request(
            dossier=dossier, kind=letter.kind, body=letter.body, aim=Aim(block=letter.block),
            arrival=arrival, by=by, at=at,
        )  # fmt: skip


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))

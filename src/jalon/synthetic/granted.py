"""A call of the demonstration whose results are known: one project agreed upon, paid a first time.

Nobody real ever decided, signed or paid any of this.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from jalon.accounts.actor import Actor, actor_of
from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.appraisal.models import Outcome
from jalon.appraisal.operations import announce_results, decide_project, declare_admissibility
from jalon.calls.models import Call
from jalon.calls.operations import close_calls
from jalon.grants.content import PaymentKind
from jalon.grants.models import Agreement
from jalon.grants.operations import (
    accept_agreement,
    ask_payment,
    certify_payment,
    draft_agreement,
    enter_payment,
    send_agreement,
    sign_agreement,
)
from jalon.projects.models import Project
from jalon.synthetic.calls import published
from jalon.synthetic.papers import can_sign
from jalon.synthetic.projects import Invented, file_projects

CALLER: Final = "pref-region"
CARRIER: Final = "cd"
AGO: Final = timedelta(days=300)  # long enough for the project to have begun, whatever the season
WANTED: Final = (Invented(CARRIER, "Sarrebourg et le Saulnois", "200068146", 300_000, 120_000, 0),)
REASON: Final = "Groupement solide, public bien connu, évaluation prévue (motif inventé)."
REFERENCE: Final = "SPIE-DEMO-001"
FRIDAY: Final = 4
ENVELOPE_CENTS: Final = 3_000_000_00


def grant_project(bodies: Mapping[str, Organisation], today: date) -> None:
    """Over the last ten months; where nobody signs, or documents cannot be, nothing."""
    if not all(key in bodies for key in (CALLER, CARRIER)) or not can_sign():
        return
    scene = _Scene(bodies, today - AGO)
    call = scene.call()
    file_projects(call, bodies, scene.day(8), WANTED)
    close_calls(by=None, at=scene.at(36))
    project = Project.objects.get(call=call)
    scene.decide(call, project)
    agreement = scene.agree(project)
    scene.pay(agreement)


class _Scene:
    """Who acts, so many days after the call was published."""

    def __init__(self, bodies: Mapping[str, Organisation], start: date) -> None:
        self.bodies, self.start = bodies, start

    def day(self, after: int) -> date:
        """On a Friday rather than on the days that follow it."""
        day = self.start + timedelta(days=after)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))

    def at(self, after: int, hour: int = 10) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(after), time(hour)))

    def who(self, key: str, after: int, role: str = AffiliationRole.STEERING) -> Actor:
        hats = Affiliation.objects.select_related("user", "organisation").order_by("pk")
        return actor_of(hats.get(organisation=self.bodies[key], role=role), on=self.day(after))

    def head(self, key: str, after: int) -> Actor:
        return self.who(key, after, AffiliationRole.MANAGER)

    def call(self) -> Call:
        dates = {
            "opens_at": self.at(0, 10), "questions_until": self.at(24, 18),
            "closes_at": self.at(34, 18), "envelope_cents": ENVELOPE_CENTS,
        }  # fmt: skip
        title = "AMI « Service public de l'insertion et de l'emploi », vague précédente"
        return published(title, self.who(CALLER, 0), self.at(0, 9), dates)

    def decide(self, call: Call, project: Project) -> None:
        """Admissible, selected for what it asked, announced."""
        declare_admissibility(
            project=project, is_admissible=True, reason="", by=self.who(CALLER, 42),
            at=self.at(42),
        )  # fmt: skip
        decide_project(
            project=project, outcome=Outcome.SELECTED, amount_cents=WANTED[0].state * 100,
            reason=REASON, by=self.head(CALLER, 52), at=self.at(52),
        )  # fmt: skip
        announce_results(call=call, by=self.head(CALLER, 53), at=self.at(53, 11))

    def agree(self, project: Project) -> Agreement:
        """Drafted, accepted, signed by the carrier then by the State."""
        agreement = draft_agreement(
            project=project, reference=REFERENCE, by=self.who(CALLER, 60), at=self.at(60)
        )
        version = send_agreement(agreement=agreement, by=self.who(CALLER, 63), at=self.at(63))
        agreement = Agreement.objects.get(pk=agreement.pk)
        accept_agreement(
            agreement=agreement, seen=version.revision, by=self.who(CARRIER, 70), at=self.at(70)
        )
        for day, side in ((77, CARRIER), (84, CALLER)):
            sign_agreement(
                agreement=agreement, seen=version.revision, by=self.head(side, day),
                at=self.at(day),
            )  # fmt: skip
        return Agreement.objects.get(pk=agreement.pk)

    def pay(self, agreement: Agreement) -> None:
        """The advance, once the project has begun."""
        advance = agreement.payments.get(kind=PaymentKind.ADVANCE)
        begun = (max(advance.due_on, self.day(84)) - self.start).days + 4
        ask_payment(
            payment=advance, cents=advance.cents, words="", papers=[],
            by=self.who(CARRIER, begun), at=self.at(begun),
        )  # fmt: skip
        certify_payment(
            payment=advance, cents=advance.cents, by=self.who(CALLER, begun + 5),
            at=self.at(begun + 5),
        )  # fmt: skip
        day, at = self.day(begun + 12), self.at(begun + 12)
        enter_payment(
            payment=advance, reference="DP-DEMO-0001", paid_on=day,
            by=self.who(CALLER, begun + 12), at=at,
        )  # fmt: skip

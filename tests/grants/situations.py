"""Who meets around an agreement: an officer, who signs for the State, a carrier and its head."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from jalon.accounts.actor import Actor
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.appraisal.operations import announce_results, decide_project
from jalon.grants.changing import plan_anew
from jalon.grants.models import Agreement, AgreementVersion, Payment, Report
from jalon.grants.operations import (
    accept_agreement,
    ask_payment,
    certify_payment,
    draft_agreement,
    enter_payment,
    send_agreement,
)
from jalon.grants.operations.ask_payment import Sent
from jalon.journal.models import Entry
from jalon.parameters.queries import integer
from jalon.projects.models import Project
from tests.appraisal.situations import AT, admitted
from tests.appraisal.situations import World as Appraised
from tests.calls.situations import officer

CENTS = 80_000_01  # no share of it falls on whole euros
BEGUN = AT.replace(year=2027, month=4, day=15)  # the first payment may be asked
OVER = AT.replace(year=2029, month=6, day=15)  # the last period is over
PDF = b"%PDF-1.7 piece"
SEALED = b"%PDF-1.7 sealed"


@dataclass
class World:
    """A selected project, announced; `president` is responsible for its carrier."""

    appraised: Appraised
    president: Actor

    @property
    def project(self) -> Project:
        return self.appraised.project

    @property
    def officer(self) -> Actor:
        return self.appraised.officer

    @property
    def head(self) -> Actor:
        return self.appraised.head

    @property
    def carrier(self) -> Actor:
        return self.appraised.filed.carrier

    @property
    def partner(self) -> Actor:
        return self.appraised.filed.partner

    @property
    def rival(self) -> Actor:
        return self.appraised.filed.rival

    @property
    def agreement(self) -> Agreement:
        rows = Agreement.objects.select_related(
            "project__call__organisation", "project__carrier", "strategy"
        )
        return rows.get(project=self.project)

    def payment(self, kind: str) -> Payment:
        rows = self.agreement.payments.exclude(state="cancelled")
        found: Payment = rows.select_related("agreement__project__call").get(kind=kind)
        return found

    def report(self, rank: int = 0) -> Report:
        rows = self.agreement.reports.exclude(state="cancelled").order_by("due_on")
        found: Report = rows.select_related("agreement__project__call")[rank]
        return found

    @property
    def version(self) -> AgreementVersion:
        """The last text."""
        return self.agreement.versions.order_by("-number")[0]


def selected(cents: int = CENTS) -> World:
    appraised = admitted()
    decide_project(
        project=appraised.project, outcome="selected", amount_cents=cents, reason="Solide",
        by=appraised.head, at=AT,
    )  # fmt: skip
    announce_results(call=appraised.project.call, by=appraised.head, at=AT)
    president = officer(
        kind=OrganisationKind.DEPARTEMENT, role=AffiliationRole.MANAGER,
        organisation_id=appraised.filed.carrier.organisation_id,
    )  # fmt: skip
    return World(appraised, president)


def drafted() -> World:
    world = selected()
    draft_agreement(project=world.project, reference="2027-012", by=world.officer, at=AT)
    return world


def sent() -> World:
    world = drafted()
    send_agreement(agreement=world.agreement, by=world.officer, at=AT)
    return world


def accepted(world: World | None = None) -> World:
    world = world or sent()
    accept_agreement(
        agreement=world.agreement, seen=world.version.revision, by=world.carrier, at=AT
    )
    return world


def carrier_signed() -> World:
    """As one signature leaves it; the seals have a test of their own."""
    world = accepted()
    AgreementVersion.objects.filter(pk=world.version.pk).update(
        state="carrier_signed", document=SEALED, document_digest=hashlib.sha256(SEALED).hexdigest(),
        carrier_signed_by=world.president.affiliation_id, carrier_signed_at=AT,
    )  # fmt: skip
    return world


def in_force() -> World:
    """As two signatures leave it."""
    world = carrier_signed()
    AgreementVersion.objects.filter(pk=world.version.pk).update(
        state="signed", state_signed_by=world.head.affiliation_id, state_signed_at=AT
    )
    Agreement.objects.filter(pk=world.agreement.pk).update(state="in_force", entered_at=AT)
    plan_anew(world.version, delay=integer("grant.report_months", on=AT.date()))
    return world


def on(who: Actor, at: dt.datetime) -> Actor:
    """The same, that day."""
    return replace(who, today=at.date())


def asked(world: World | None = None, kind: str = "advance", at: dt.datetime = BEGUN) -> World:
    world = world or in_force()
    payment = world.payment(kind)
    ask_payment(
        payment=payment, cents=payment.cents, words="", papers=[Sent("f.pdf", PDF)],
        by=on(world.carrier, at), at=at,
    )  # fmt: skip
    return world


def paid(world: World | None = None, kind: str = "advance", at: dt.datetime = BEGUN) -> World:
    world = asked(world, kind, at)
    by, cents = on(world.officer, at), world.payment(kind).cents
    certify_payment(payment=world.payment(kind), cents=cents, by=by, at=at)
    enter_payment(
        payment=world.payment(kind), reference=f"DP-{kind}", paid_on=at.date(), by=by, at=at
    )
    return world


def kinds_of(project: Project) -> list[str]:
    """The facts of its agreement, oldest first."""
    facts = Entry.objects.filter(stream=f"grant/{project.pk}").order_by("position")
    return list(facts.values_list("kind", flat=True))

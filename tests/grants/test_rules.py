"""Who prepares, reads, answers, signs and ends an agreement: asked of everybody who almost may."""

import pytest

from jalon.access.rules import Permission
from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import AffiliationRole
from jalon.appraisal.models import Announcement, Decision
from jalon.grants import rules
from jalon.grants.models import Agreement
from jalon.projects.models import Member
from tests.calls.situations import officer, somebody
from tests.projects.situations import AT, begun, received

CODES = {
    "DRAFT_AGREEMENT": "agreement.draft",
    "READ_AGREEMENT": "agreement.read",
    "WRITE_AGREEMENT": "agreement.write",
    "ANSWER_AGREEMENT": "agreement.answer",
    "SIGN_AGREEMENT": "agreement.sign",
    "END_AGREEMENT": "agreement.end",
}


def test_every_permission_keeps_its_name():
    found = {n: one.name for n, one in vars(rules).items() if isinstance(one, Permission)}

    assert {n: code for n, code in found.items() if code.startswith("agreement.")} == CODES


def test_the_menu_leads_to_the_desk_whoever_answers_for_a_body_of_the_state():
    kinds = {kind for kind in OrganisationKind if rules.keeps_agreements(somebody(kind=kind))}
    roles = {role for role in AffiliationRole if rules.keeps_agreements(somebody(role))}

    assert kinds == {"prefecture_region", "prefecture", "poverty_commissioner", "ddets"}
    assert roles == {"manager", "steering"}


@pytest.mark.django_db
def test_who_may_what_before_and_after_an_agreement_is_shown_to_its_carrier():
    world = begun()
    project = received(world)
    bodies = {"state": world.state, "carrier": world.carrier, "partner": world.partner}
    everybody = {
        **bodies, "rival": world.rival, "another préfecture": officer(role="manager"),
        **{f"{name}’s head": officer(role="manager", kind=who.organisation_kind,
                                     organisation_id=who.organisation_id)
           for name, who in bodies.items()},
        **{f"{name}’s evaluator": officer(role="evaluator", organisation_id=who.organisation_id)
           for name, who in bodies.items()},
    }  # fmt: skip

    def allowed(name, subject):
        permission = getattr(rules, name)
        return {who for who, one in everybody.items() if permission.allows(one, subject)}

    state, carrier = {"state", "state’s head"}, {"carrier", "carrier’s head"}
    partner = {"partner", "partner’s head"}
    agreement = Agreement(project=project, reference="7")
    assert allowed("READ_AGREEMENT", agreement) == allowed("WRITE_AGREEMENT", agreement) == state
    assert allowed("ANSWER_AGREEMENT", agreement) == set()
    assert allowed("SIGN_AGREEMENT", agreement) == {"state’s head"}
    agreement.sent_at = AT
    assert allowed("READ_AGREEMENT", agreement) == state | carrier | partner
    Member.objects.filter(organisation_id=world.carrier.organisation_id).update(state="refused")
    assert allowed("READ_AGREEMENT", agreement) == state | carrier | partner  # it carries
    assert allowed("WRITE_AGREEMENT", agreement) == state
    assert allowed("ANSWER_AGREEMENT", agreement) == carrier
    assert allowed("SIGN_AGREEMENT", agreement) == {"state’s head", "carrier’s head"}
    assert allowed("END_AGREEMENT", agreement) == {"state’s head"}

    # An agreement is drafted for what was selected, once everybody knows it.
    told = {"announced_by_id": world.state.affiliation_id, "announced_at": AT}
    announcement = Announcement.objects.create(call=world.call, **told)
    decision = Decision.objects.create(
        project=project, outcome="selected", amount_cents=1, reason="Solide", decided_at=AT,
        decided_by_id=world.state.affiliation_id,
    )  # fmt: skip
    assert allowed("DRAFT_AGREEMENT", project) == set()
    Decision.objects.filter(pk=decision.pk).update(announcement=announcement)
    assert allowed("DRAFT_AGREEMENT", project) == state
    other = begun()
    other.call = other.project.call = world.call
    other.project.save()
    assert allowed("DRAFT_AGREEMENT", received(other)) == set()
    Decision.objects.filter(pk=decision.pk).update(outcome="reserve", amount_cents=None)
    assert allowed("DRAFT_AGREEMENT", project) == set()

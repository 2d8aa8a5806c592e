import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Objection
from jalon.dossiers.operations import ObjectionRefused, grant_objection
from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.facts import recorded

pytestmark = pytest.mark.django_db
OFFICER = AffiliationRole.DATA_PROTECTION


def situation():
    """A dossier, the officer of its référent's body, and another body around the person."""
    hat = AffiliationFactory(organisation__kind="mds")
    dossier = make_dossier(referent=hat)
    other = MembershipFactory(dossier=dossier).organisation
    return dossier, actor(role=OFFICER, organisation=hat.organisation), other


def test_what_the_person_objects_to_is_closed_and_the_lead_body_alone_is_told():
    dossier, officer, other = situation()
    at = timezone.now()

    objection = grant_objection(dossier=dossier, organisation=other, block="", by=officer, at=at)

    assert Objection.objects.get() == objection
    assert (objection.organisation, objection.block, objection.granted_at) == (other, "", at)
    lead = dossier.referent.organisation_id
    fact = {"dossier_id": dossier.pk, "objection_id": objection.pk, "told_to": lead}
    assert recorded() == [("objection.granted", fact)]
    assert Entry.objects.get().audience_id == lead


@pytest.mark.parametrize("whole", [True, False])
def test_a_block_is_closed_to_everybody_or_to_one(whole):
    dossier, officer, other = situation()
    body = None if whole else other

    grant_objection(dossier=dossier, organisation=body, block="N", by=officer, at=timezone.now())

    assert Objection.objects.get().organisation == body


def test_the_officer_of_the_body_above_the_referents_and_of_the_operator_decide_too():
    dossier, _officer, other = situation()
    parent = AffiliationFactory(role=OFFICER)
    lead = dossier.referent.organisation
    lead.parent = parent.organisation
    lead.save()
    operator = AffiliationFactory(role=OFFICER, organisation__kind="operator")

    for number, hat in enumerate([parent, operator]):
        grant_objection(
            dossier=dossier, organisation=other, block="NW"[number], by=actor(hat),
            at=timezone.now(),
        )  # fmt: skip

    assert Objection.objects.count() == 2


def test_nobody_else_decides():
    dossier, _officer, other = situation()
    strangers = [
        dossier.referent.affiliation,
        AffiliationFactory(role=OFFICER),
        AffiliationFactory(role=OFFICER, organisation=other),
        AffiliationFactory(role=AffiliationRole.MANAGER, organisation=officer_body(dossier)),
    ]

    for hat in strangers:
        with pytest.raises(Denied):
            grant_objection(
                dossier=dossier, organisation=other, block="", by=actor(hat), at=timezone.now()
            )
    assert not Objection.objects.exists()


def officer_body(dossier):
    return dossier.referent.organisation


def test_the_lead_body_cannot_be_closed_out_of_the_whole_dossier():
    dossier, officer, _other = situation()

    with pytest.raises(ObjectionRefused, match="changer"):
        grant_objection(
            dossier=dossier, organisation=dossier.referent.organisation, block="", by=officer,
            at=timezone.now(),
        )  # fmt: skip
    assert recorded() == []


def test_an_objection_to_nothing_and_the_same_one_twice_are_refused():
    dossier, officer, other = situation()
    at = timezone.now()
    grant_objection(dossier=dossier, organisation=other, block="", by=officer, at=at)

    with pytest.raises(ObjectionRefused, match="Choisissez"):
        grant_objection(dossier=dossier, organisation=None, block="", by=officer, at=at)
    with pytest.raises(ObjectionRefused, match="déjà"):
        grant_objection(dossier=dossier, organisation=other, block="", by=officer, at=at)
    assert Objection.objects.count() == 1

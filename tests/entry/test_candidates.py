"""Why somebody is proposed: near where she lives, made for her age; and only what is known."""

import pytest

from jalon.entry.queries.candidates import candidates
from tests.factories import (
    AffiliationFactory,
    MembershipFactory,
    OrganisationFactory,
    TerritoryFactory,
    actor,
    make_dossier,
)
from tests.strategies.situations import department, epci

pytestmark = pytest.mark.django_db


def test_commune_and_age_speak_for_a_candidate_when_the_reader_knows_them(clock):
    place = department()
    around_it = epci(place)
    commune = TerritoryFactory(
        kind="commune", code="99001", name="Ici-même", epci=around_it, department=place,
        region=place.region,
    )  # fmt: skip
    near = AffiliationFactory(
        organisation=OrganisationFactory(kind="mission_locale", territory=commune)
    )
    around = AffiliationFactory(organisation=OrganisationFactory(kind="ccas", territory=around_it))
    far = AffiliationFactory(organisation=OrganisationFactory(kind="ccas"))
    dossier = make_dossier()
    dossier.person.birth_year = 2004
    dossier.person.save()
    dossier.person.contact.commune_code = "99001"
    dossier.person.contact.save()
    referent = actor(dossier.referent.affiliation)

    found = {
        one.hat.pk: set(one.reasons) for one in candidates(referent, dossier, "Organisme inventé")
    }

    assert {"dans sa commune", "accompagne les jeunes"} <= found[near.pk]
    assert "dans son intercommunalité" in found[around.pk]
    assert not {"dans sa commune", "dans son intercommunalité"} & found[far.pk]
    siae = MembershipFactory(
        dossier=dossier, affiliation=AffiliationFactory(organisation__kind="association")
    ).affiliation
    hidden = {one.hat.pk: set(one.reasons) for one in candidates(actor(siae), dossier, "inventé")}
    assert "accompagne les jeunes" in hidden[near.pk]

"""Every actor that the briefing note names is a kind of organisation, with its competences."""

import pytest

from jalon.accounts.kinds import PROFILES, Competence, OrganisationKind, competences

# The actors to mobilise, as the note lists them (Pôle emploi has since become France Travail).
NAMED_IN_THE_NOTE = {
    "préfecture de région": OrganisationKind.PREFECTURE_REGION,
    "préfectures de département": OrganisationKind.PREFECTURE,
    "région": OrganisationKind.REGION,
    "agence régionale de santé": OrganisationKind.ARS,
    "rectorat, académie": OrganisationKind.ACADEMIE,
    "associations": OrganisationKind.ASSOCIATION,
    "communes": OrganisationKind.COMMUNE,
    "CCAS, CIAS": OrganisationKind.CCAS,
    "offices HLM": OrganisationKind.HOUSING_OFFICE,
    "assurance maladie": OrganisationKind.CPAM,
    "CAF": OrganisationKind.CAF,
    "SIAE": OrganisationKind.SIAE,
    "Cap emploi": OrganisationKind.CAP_EMPLOI,
    "missions locales": OrganisationKind.MISSION_LOCALE,
    "conseil départemental": OrganisationKind.DEPARTEMENT,
    "Pôle emploi": OrganisationKind.FRANCE_TRAVAIL,
    "commissaire à la lutte contre la pauvreté": OrganisationKind.POVERTY_COMMISSIONER,
}


def test_every_actor_of_the_note_has_its_own_kind():
    assert len(set(NAMED_IN_THE_NOTE.values())) == len(NAMED_IN_THE_NOTE)
    assert set(NAMED_IN_THE_NOTE.values()) <= set(PROFILES)


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_is_entrusted_with_something_and_a_text_says_so(kind):
    assert PROFILES[kind].competences
    assert PROFILES[kind].source
    assert competences(kind.value) == PROFILES[kind].competences


@pytest.mark.parametrize("kind", OrganisationKind)
def test_whoever_leads_also_supports(kind):
    entrusted = competences(kind)

    assert Competence.LEAD not in entrusted or Competence.SUPPORT in entrusted


def test_only_the_operator_operates_and_it_does_nothing_else():
    operating = {kind for kind in OrganisationKind if Competence.OPERATE in competences(kind)}

    assert operating == {OrganisationKind.OPERATOR}
    assert competences("operator") == {Competence.OPERATE}


def test_an_unknown_kind_is_named():
    with pytest.raises(ValueError, match="pôle"):
        competences("pôle")

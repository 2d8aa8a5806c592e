"""The kinds of organisation of the insertion and employment service, and what each may be asked.

A competence is what the law or a convention entrusts to a kind of body; rights on dossiers never
come from it alone (a link with the person is always needed). Sources: code de l'action sociale et
des familles (CASF), code du travail (CT), as of November 2026.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Competence(models.TextChoices):
    SUPPORT = "support", _("accompagner des personnes")
    LEAD = "lead", _("être organisme référent")
    ORIENT = "orient", _("décider de l’orientation")
    LIST = "list", _("tenir la liste des personnes concernées")
    PAY = "pay", _("instruire et verser l’allocation")
    TRAIN = "train", _("former")
    EMPLOY = "employ", _("employer dans l’insertion")
    HOUSE = "house", _("loger")
    HEALTH = "health", _("ouvrir des droits et organiser l’offre de santé")
    FUND = "fund", _("financer des projets")
    STEER = "steer", _("piloter sur le territoire")
    OPERATE = "operate", _("faire fonctionner la plateforme")


class OrganisationKind(models.TextChoices):
    PREFECTURE_REGION = "prefecture_region", _("préfecture de région")
    PREFECTURE = "prefecture", _("préfecture de département")
    POVERTY_COMMISSIONER = "poverty_commissioner", _("commissaire à la lutte contre la pauvreté")
    DDETS = "ddets", _("direction départementale de l’emploi, du travail et des solidarités")
    REGION = "region", _("conseil régional")
    ARS = "ars", _("agence régionale de santé")
    ACADEMIE = "academie", _("rectorat d’académie")
    DEPARTEMENT = "departement", _("conseil départemental")
    MDS = "mds", _("maison des solidarités")
    FRANCE_TRAVAIL = "france_travail", _("France Travail")
    MISSION_LOCALE = "mission_locale", _("mission locale")
    CAP_EMPLOI = "cap_emploi", _("Cap emploi")
    PLIE = "plie", _("plan local pour l’insertion et l’emploi")
    CAF = "caf", _("caisse d’allocations familiales")
    MSA = "msa", _("mutualité sociale agricole")
    CPAM = "cpam", _("caisse primaire d’assurance maladie")
    CCAS = "ccas", _("centre communal ou intercommunal d’action sociale")
    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunalité")
    HOUSING_OFFICE = "housing_office", _("office public de l’habitat")
    SIAE = "siae", _("structure d’insertion par l’activité économique")
    TRAINING = "training", _("organisme de formation")
    ASSOCIATION = "association", _("association")
    MDPH = "mdph", _("maison départementale des personnes handicapées")
    JUSTICE = "justice", _("service de la justice (SPIP, PJJ)")
    CHILD_PROTECTION = "child_protection", _("protection de l’enfance")
    ADDICTION_CARE = "addiction_care", _("centre de soins en addictologie")
    WOMEN_RIGHTS = "women_rights", _("centre d’information sur les droits des femmes")
    EMPLOYER = "employer", _("employeur")
    OPERATOR = "operator", _("opérateur de la plateforme")


@dataclass(frozen=True)
class KindProfile:
    """What a kind of organisation is entrusted with, and the text that says so."""

    competences: frozenset[Competence]
    source: str


def _profile(source: str, *competences: Competence) -> KindProfile:
    return KindProfile(frozenset(competences), source)


C, K = Competence, OrganisationKind
PROFILES: dict[OrganisationKind, KindProfile] = {
    K.PREFECTURE_REGION: _profile("décret 2004-374, art. 2", C.STEER, C.FUND),
    K.PREFECTURE: _profile("décret 2004-374, art. 10", C.STEER, C.FUND),
    K.POVERTY_COMMISSIONER: _profile("décret 2019-1376", C.STEER, C.FUND),
    K.DDETS: _profile("décret 2020-1545", C.STEER, C.FUND),
    K.REGION: _profile("CT, art. L.6121-1", C.STEER, C.FUND, C.TRAIN),
    K.ARS: _profile("code de la santé publique, art. L.1431-2", C.STEER, C.FUND, C.HEALTH),
    K.ACADEMIE: _profile("code de l'éducation, art. L.313-7", C.STEER, C.TRAIN),
    K.DEPARTEMENT: _profile(
        "CASF, art. L.263-1 et L.262-29", C.SUPPORT, C.LEAD, C.ORIENT, C.LIST, C.STEER, C.FUND
    ),
    K.MDS: _profile("CASF, art. L.123-2", C.SUPPORT, C.LEAD),
    K.FRANCE_TRAVAIL: _profile(
        "CT, art. L.5312-1 ; CASF, art. D.262-65-2", C.SUPPORT, C.LEAD, C.ORIENT, C.LIST, C.STEER
    ),
    K.MISSION_LOCALE: _profile("CT, art. L.5314-2", C.SUPPORT, C.LEAD, C.LIST),
    K.CAP_EMPLOI: _profile("CT, art. L.5214-3-1", C.SUPPORT, C.LEAD, C.LIST),
    K.PLIE: _profile("CT, art. L.5131-2", C.SUPPORT, C.LEAD, C.LIST),
    K.CAF: _profile("CASF, art. L.262-16", C.PAY, C.ORIENT, C.LIST),
    K.MSA: _profile("CASF, art. L.262-16", C.PAY, C.ORIENT, C.LIST),
    K.CPAM: _profile("code de la sécurité sociale, art. L.211-1", C.HEALTH),
    K.CCAS: _profile("CASF, art. L.123-5", C.SUPPORT, C.LEAD, C.LIST),
    K.COMMUNE: _profile("CASF, art. L.123-4", C.STEER),
    K.EPCI: _profile("code général des collectivités territoriales, art. L.5210-1", C.STEER),
    K.HOUSING_OFFICE: _profile("code de la construction et de l'habitation, art. L.421-1", C.HOUSE),
    K.SIAE: _profile("CT, art. L.5132-4", C.EMPLOY, C.SUPPORT),
    K.TRAINING: _profile("CT, art. L.6351-1", C.TRAIN, C.SUPPORT),
    K.ASSOCIATION: _profile("CASF, art. L.262-29 (délégation)", C.SUPPORT, C.LEAD),
    K.MDPH: _profile("CASF, art. L.146-3", C.SUPPORT),
    K.JUSTICE: _profile("code pénitentiaire, art. L.113-5", C.SUPPORT),
    K.CHILD_PROTECTION: _profile("CASF, art. L.221-1", C.SUPPORT),
    K.ADDICTION_CARE: _profile("CASF, art. L.312-1, I, 9°", C.SUPPORT),
    K.WOMEN_RIGHTS: _profile("convention d'objectifs avec l'État", C.SUPPORT),
    K.EMPLOYER: _profile("CT, art. L.1221-1", C.EMPLOY),
    K.OPERATOR: _profile("convention d'exploitation", C.OPERATE),
}


# Bodies whose mere name around a person says something of their health, of justice or of violence.
SENSITIVE_KINDS = frozenset({K.JUSTICE, K.CHILD_PROTECTION, K.ADDICTION_CARE, K.WOMEN_RIGHTS})


def competences(kind: str) -> frozenset[Competence]:
    """The competences of a kind of organisation; KeyError names an unknown kind."""
    return PROFILES[OrganisationKind(kind)].competences

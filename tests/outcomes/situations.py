"""A person and what she found."""

import datetime as dt

from django.utils import timezone

from jalon.outcomes.operations import declare_outcome
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier


def followed():
    """A dossier, and its référent acting."""
    dossier = make_dossier()
    return dossier, dossier.referent.affiliation


def partner(dossier, kind="siae"):
    """Somebody of the team who reads, of employment, what their own body wrote."""
    return MembershipFactory(
        dossier=dossier, affiliation=AffiliationFactory(organisation__kind=kind)
    ).affiliation


def job(dossier, hat, **more):
    """A permanent job begun on 1 August 2026, unless said otherwise."""
    said = {"kind": "employment", "contract": "permanent", "started_on": dt.date(2026, 8, 1)}
    return declare_outcome(dossier=dossier, **said | more, by=actor(hat), at=timezone.now())

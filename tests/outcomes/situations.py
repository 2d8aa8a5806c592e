"""A person and what she found."""

import datetime as dt

from django.utils import timezone

from jalon.dossiers.operations import assess_barrier, write_note
from jalon.outcomes.operations import declare_outcome, suspend_support
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


def halted(dossier, **more):
    """The support suspended since the day before, by the référent, who may say no more of it."""
    by = actor(dossier.referent.affiliation)
    said = {"reason": "absence", "from_on": by.today - dt.timedelta(days=1)}
    return suspend_support(dossier=dossier, **said | more, by=by, at=timezone.now())


def addressed(dossier, theme="mobilite"):
    """One theme spoken of with the person."""
    assess_barrier(
        dossier=dossier, theme=theme, status="yes", impact="strong",
        before=("not_addressed", "none"), by=actor(dossier.referent.affiliation),
        at=timezone.now(),
    )  # fmt: skip


def met(dossier):
    """The référent met the person today."""
    by = actor(dossier.referent.affiliation)
    write_note(
        dossier=dossier, kind="meeting", body="Elle va bien", is_private=False,
        happened_on=by.today, by=by, at=timezone.now(),
    )  # fmt: skip

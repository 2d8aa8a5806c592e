"""A contract at each of its stages. Everybody here is invented."""

import datetime as dt
import re
from types import SimpleNamespace

from django.utils import timezone

from jalon.accounts.actor import PersonActor
from jalon.contracts.models import Adaptation, EngagementContract
from jalon.contracts.operations import (
    accept_contract,
    draft_contract,
    offer_contract,
    propose_commitment,
    revise_contract,
    send_code,
    sign_contract,
)
from jalon.contracts.proofs import by_code, on_tablet
from jalon.contracts.terms import Terms, mark_of
from jalon.dossiers.models import Barrier
from tests.factories import LONG_AGO, AffiliationFactory, actor, make_dossier
from tests.jobs import delivered
from tests.space.situations import account_of, camille


def today():
    return timezone.localdate()


def terms(**given):
    start = today()
    values = {
        "started_on": start,
        "ends_on": start + dt.timedelta(days=180),
        "review_on": start + dt.timedelta(days=90),
        "weekly_hours": 6,
        "adaptations": (Adaptation.GRADUAL,),
        "words": "On avance pas à pas.",
    }
    return Terms(**{**values, **given})


def followed(dossier=None):
    """Camille, with an account, an address, two difficulties, and a référent."""
    dossier = dossier or make_dossier(referent=AffiliationFactory(job_title="assistante sociale"))
    dossier.person.contact.emails = "camille@personne.example"
    dossier.person.contact.save()
    for theme, impact in (("mobilite", "strong"), ("sante", "medium")):
        Barrier.objects.create(
            dossier=dossier, theme=theme, status="yes", impact=impact, declared_on=LONG_AGO
        )
    user = account_of(dossier.person)
    by = actor(dossier.referent.affiliation)
    person = PersonActor(
        user_id=user.pk, name="Camille", person_id=dossier.person_id, today=today()
    )
    return SimpleNamespace(dossier=dossier, by=by, person=person, user=user)


def promised(one):
    """Both sides promise something."""
    now = timezone.now()
    own = propose_commitment(
        dossier=one.dossier, text="Aller à la réunion d'information", due_on=today(), by=one.by,
        at=now,
    )  # fmt: skip
    bodys = propose_commitment(
        dossier=one.dossier, text="Payer le permis", due_on=today() + dt.timedelta(days=30),
        organisation=one.dossier.referent.organisation,
        answers_id=one.dossier.referent.affiliation_id, by=one.by, at=now,
    )  # fmt: skip
    return own, bodys


def drafted(one=None, **given):
    one = one or followed()
    promised(one)
    one.contract = draft_contract(
        dossier=one.dossier, terms=terms(**given), by=one.by, at=timezone.now()
    )
    return one


def offered(one=None, themes=("mobilite",), adapting=(), **given):
    one = drafted(one, **given)
    one.version = offer_contract(
        contract=one.contract, themes=themes, adapting=adapting, by=one.by, at=timezone.now()
    )
    return one


def mark(one):
    """What a page that shows the contract now sends with its form."""
    one.contract = EngagementContract.objects.get(pk=one.contract.pk)
    return mark_of(one.contract)


def offered_again(one, **given):
    """Revised, then offered: the second version, which nobody has read yet."""
    now = timezone.now()
    changed = terms(**{"weekly_hours": 4, **given})
    revise_contract(contract=one.contract, seen=mark(one), terms=changed, by=one.by, at=now)
    one.version = offer_contract(contract=one.contract, themes=(), adapting=(), by=one.by, at=now)
    return one


def coded(one):
    """The code that reached her mail box."""
    send_code(contract=one.contract, channel="email", by=one.by, at=timezone.now())
    found = (re.search(r"\b(\d{6})\b", one.body) for one in reversed(delivered()))
    return next(code[1] for code in found if code)


def accepted(one=None, themes=("mobilite",), **given):
    one = offered(one, themes=themes, **given)
    proof = on_tablet("Camille Personne", "Camille et Ada Weber")
    one.acceptance = accept_contract(
        contract=one.contract, seen=1, proof=proof, by=one.by, at=timezone.now()
    )
    return one


def accepted_by_code(one=None):
    one = offered(one)
    code = coded(one)
    one.acceptance = accept_contract(
        contract=one.contract, seen=1, proof=by_code(code), by=one.person, at=timezone.now()
    )
    return one


def signed(one=None, **given):
    one = accepted(one, **given)
    one.file = sign_contract(contract=one.contract, seen=1, by=one.by, at=timezone.now())
    one.contract.refresh_from_db()
    return one


__all__ = ["accepted", "camille", "coded", "drafted", "followed", "offered", "promised", "signed"]

"""Every route that is posted to, found in the urlconf, acts once (R8); several at once do too.

The answer kept for a form sent again (web/middleware/once) serves whoever is signed in, when the
form carries its word: each form of each template does, or stands below with its reason.
"""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import jalon
from jalon.contracts.models import Commitment, EngagementContract
from jalon.dossiers.models import ExceptionalAccess, JoinRequest
from jalon.journal.models import Entry
from jalon.outcomes.models import Outcome
from jalon.plans.models import Goal, Step
from jalon.protection.models import DataRequest
from tests.contracts.situations import followed
from tests.conventions.addresses import every_pattern
from tests.dossiers.emergencies import TYPED, WHY, known, trusted
from tests.factories import AffiliationFactory
from tests.plans.situations import World as Plan
from tests.protection.situations import OFFICER
from tests.security.test_replays_everywhere import filled
from tests.security.walking import forms_at
from tests.space.situations import browser_of

PACKAGE = Path(jalon.__file__).parent
FOUR = 4
FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL)
# Posted by whoever is not signed in: nothing is kept for nobody. Each is tried by its room.
AT_THE_DOOR = {
    "account_login": "starts a session, and ends the one before (web/test_sign_in.py)",
    "account_reset_password": "sends a message; counted (web/test_limits.py)",
    "account_reset_password_from_key": "the key serves once (web/test_passwords.py)",
    "mfa_authenticate": "the code serves once (web/test_lockout.py)",
    "mfa_login_webauthn": "the challenge serves once (web/test_security_keys.py)",
    "verify_contract": "compares a file, and keeps nothing (contracts/test_views.py)",
    "set_language": "a cookie, the same each time (web/test_home.py)",
    "account_logout": "ends the session; ended, it stays so (web/test_sign_in.py)",
    "account_inactive": "a page of the library, which does nothing",
    "account_reset_password_done": "a page of the library, which does nothing",
    "account_reset_password_from_key_done": "a page of the library, which does nothing",
    "first_time": "the number serves once (people/operations/test_redeem_space_code.py)",
    "enter_code": "leads to the page of the code, and keeps nothing (appointments)",
    "book_by_link": "an hour chosen again changes nothing (appointments/test_link_pages.py)",
    "cancel_by_link": "cancelled, the link is over (appointments/test_link_pages.py)",
    "ask_letter_code": "a handful a day, the last one counts (letters/operations)",
    "sign_letter": "signed, it stays signed (letters/test_views.py)",
    "refuse_letter": "refused, it stays so (letters/operations/test_refuse_letter.py)",
    "delegate_letter_by_link": "the link is over (letters/operations)",
    "proconnect": "leads to the provider (web/federation)",
    "franceconnect": "leads to the provider (web/federation)",
    "follow_call": "asked again, it follows once (calls/test_views.py)",
    "confirm_following": "confirmed once, it stays so (calls/test_views.py)",
    "stop_following": "the address is erased, and stays so (calls/test_views.py)",
}


def is_posted_to(pattern):
    """Whether the view answers POST, by what its decorators allow; unknown is yes."""
    view, allowed = pattern.callback, None
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            held = cell.cell_contents
            if isinstance(held, list) and held and all(isinstance(one, str) for one in held):
                allowed = held if set(held) <= {"GET", "HEAD", "POST"} else allowed
        view = getattr(view, "__wrapped__", None)
    return allowed is None or "POST" in allowed


def test_every_route_that_is_posted_to_passes_by_the_door_that_acts_once():
    posted = {one for one in every_pattern() if one.name and is_posted_to(one)}
    signed_in = {one.name for one in posted if one.callback.access != "public"}
    others = {one.name for one in posted} - signed_in

    assert len(signed_in) > 100
    assert others - set(AT_THE_DOOR) == set()


def test_every_form_carries_the_word_by_which_it_acts_once():
    without = []
    for path in PACKAGE.rglob("*.html"):
        for form in FORM.findall(path.read_text()):
            if "csrf_input" not in form:
                without.append(f"{path.name}: {form[:80]}")

    assert without == []


class House:
    """Camille and her plan, somebody known by a number, and who answers for what they ask."""

    def __init__(self, sign_in):
        one = followed()
        self.dossier = one.dossier
        known()
        lead = self.dossier.referent.affiliation
        self.plan = Plan(self.dossier)
        self.goal = self.plan.goal()
        self.lead, self.camille = sign_in(lead), browser_of(one.user)
        self.guest, self.urgent = sign_in(AffiliationFactory()), sign_in(trusted())
        self.officer = sign_in(AffiliationFactory(role=OFFICER, organisation=lead.organisation))

    def creations(self):
        """Who sends the form of which page, what it makes, and what is typed."""
        one, today = self.dossier.public_id, timezone.localdate()
        later = (today + dt.timedelta(days=60)).isoformat()
        met = {**TYPED, "reason": WHY}
        plan, goal = reverse("plan_page", args=[one]), [one, self.goal.public_id]
        yield self.camille, reverse("space_ask", args=["copie"]), "", DataRequest, {}
        yield self.camille, reverse("space_propose_goal"), "", Goal, {"title": "Bouger"}
        yield self.guest, reverse("request_to_join"), "", JoinRequest, met
        yield self.urgent, reverse("open_exceptional_access"), "", ExceptionalAccess, met
        yield self.lead, plan, reverse("propose_goal", args=[one]), Goal, {"title": "Lire"}
        yield (
            self.lead, plan, reverse("propose_step", args=goal), Step,
            {"title": "Appeler", "who": "person", "due_on": later, "repeats": ""},
        )  # fmt: skip
        promise = {"organisation": "", "text": "Passer le code", "due_on": later}
        yield self.lead, reverse("propose_commitment", args=[one]), "", Commitment, promise
        contract = {
            "started_on": today.isoformat(), "ends_on": later, "review_on": "",
            "weekly_hours": "5",
        }  # fmt: skip
        yield (
            self.lead, reverse("prepare_contract", args=[one]), "", EngagementContract, contract,
        )  # fmt: skip
        job = {
            "kind": "employment",
            "started_on": today.isoformat(),
            "contract": "permanent",
            "weekly_hours": "35",
        }
        yield self.lead, reverse("declare_outcome", args=[one]), "", Outcome, job
        letter = {
            "channel": "post", "received_on": today.isoformat(), "kind": "erasure", "block": "",
            "organisation": "", "identity_proof": "document",
        }  # fmt: skip
        yield self.officer, reverse("enter_request", args=[one]), "", DataRequest, letter


@pytest.mark.django_db(transaction=True)
def test_what_creates_something_sent_several_times_at_once_creates_it_once(sign_in, at_once):
    house = House(sign_in)
    for browser, page, action, model, typed in house.creations():
        [form, *_] = [one for one in forms_at(browser, page) if one.action == (action or page)]
        said = filled(form) | typed
        before, facts = model.objects.count(), Entry.objects.count()

        answers = at_once(*[lambda: browser.post(form.action, said)] * FOUR)  # noqa: B023

        told = {(one.status_code, one.content, one.get("Location")) for one in answers}
        assert len(told) == 1, form.action
        assert answers[0].status_code in {200, 302}, (form.action, answers[0].content.decode())
        assert model.objects.count() == before + 1, form.action
        assert Entry.objects.count() - facts <= 2, form.action

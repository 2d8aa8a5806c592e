"""One's own doors: account, sessions, keys, space. Each opens on one's own, and nothing else (S1).

The table is held to the addresses of the site: a new one without a line fails.
"""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jalon.accounts.models import Affiliation, User
from jalon.dossiers.models import JoinRequest
from jalon.kernel.ids import uuid7
from jalon.people.models import PersonalAccess
from jalon.plans.models import State, StepPhoto
from jalon.protection.models import DataRequest
from jalon.vault.sealing import seal_bytes
from jalon.web.models import Attempt, Session
from jalon.web.signin.keys import handle_of
from tests.appointments.situations import invited
from tests.conventions.addresses import WORDS, address, every_pattern
from tests.factories import AffiliationFactory, PersonFactory, make_dossier
from tests.plans.situations import World
from tests.protection.situations import asked, reading
from tests.security.routes import OWN_DOORS, OWN_LINES, without_a_line
from tests.space.situations import account_of
from tests.test_every_address import everything, without_tokens
from tests.web.security_keys import give_key

pytestmark = pytest.mark.django_db
PATTERNS = [one for one in every_pattern() if one.callback.access in OWN_DOORS]
UNKNOWN_HANDLE = WORDS["handle"]
# What an address says of a thing: a public id, or the handle of a key.
THING = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24}"
CLOCK = r"<time .*?</time>"  # two answers may be a second apart
SOMEBODY, SOMEBODY_ELSE = "canarijaune", "canaribleu"
KEYS = {"rename_key", "remove_key"}
OF_A_THING = {
    "space_appointment",
    "space_cancel_appointment",
    "space_ask_why",
    "space_joining",
    "space_request",
    "space_withdraw",
    "space_path_one",
    "space_photo",
    "space_propose_step",
    "end_session",
    *KEYS,
}


def test_every_door_of_one_s_own_has_a_line():
    assert without_a_line(PATTERNS, OWN_LINES, apart=set()) == []
    assert {one.name for one in PATTERNS if one.pattern.converters} == OF_A_THING | {"space_ask"}


class Someone:
    """An account with all that may be one's own, each thing named by a word."""

    def __init__(self, word):
        self.word = word
        person = PersonFactory(first_names=f"Prénom{word}", birth_name=f"Nom{word}")
        self.dossier = make_dossier(person=person)
        self.user = account_of(person)
        User.objects.filter(pk=self.user.pk).update(
            last_name=f"Nom{word}", email=f"{word}@exemple.example"
        )
        self.user.refresh_from_db()
        self.key = give_key(self.user, name=f"Clé {word}")
        entered(self.user)
        self.elsewhere = Session.objects.get(user=self.user)
        self.browser = entered(self.user)
        self.goal = World(self.dossier).goal(f"Objectif {word}")
        self.step = with_a_photo(self.dossier, word)
        self.joining = request_to_join(self.dossier)
        self.request = asked(self.dossier, body=f"Demande {word}")
        self.appointment = invited(
            self.dossier, self.dossier.referent.affiliation, is_told=False, place=word
        )
        self.reading = reading(self.dossier, AffiliationFactory(user__last_name=word))

    def thing(self, pattern):
        """The address of what is theirs, at this door."""
        name = pattern.name
        if name in KEYS:
            return address(pattern, uuid7()).replace(UNKNOWN_HANDLE, handle_of(self.key))
        if name == "space_ask_why":
            reader = address(pattern, self.reading.affiliation.public_id)
            return f"{reader}?jour={timezone.localdate(self.reading.at)}"
        if name in {"space_path_one", "space_propose_step"}:
            return address(pattern, self.goal.public_id)
        if name in {"space_appointment", "space_cancel_appointment"}:
            return address(pattern, self.appointment.public_id)
        if name == "space_photo":
            return address(pattern, self.step.public_id)
        if name == "space_joining":
            return address(pattern, self.joining.public_id)
        one = self.elsewhere if name == "end_session" else self.request
        return address(pattern, one.public_id)


def with_a_photo(dossier, word):
    """A step that is done, and what shows it."""
    step = World(dossier).step_in(State.DONE, title=f"Étape {word}")
    StepPhoto.objects.create(
        step=step, dossier=dossier, sealed=seal_bytes(b"photo"), added_at=timezone.now()
    )
    return step


def request_to_join(dossier):
    """Somebody asks to come around the person."""
    hat, now = AffiliationFactory(), timezone.now()
    return JoinRequest.objects.create(
        dossier=dossier, affiliation=hat, organisation=hat.organisation, role="partner",
        shown_as="Camille D.", reason="essai", requested_at=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip


def entered(user):
    """A browser whose owner has just proved who they are."""
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": user.email}
    ]
    session.save()
    return client


def told(browser, method, path):
    Attempt.objects.all().delete()  # or asking so much would be refused as such
    answer = getattr(browser, method)(path)
    return (
        answer.status_code,
        answer.get("Location", ""),
        re.sub(f"{THING}|{CLOCK}", "", without_tokens(answer.content)),
    )


@pytest.fixture
def people(settings):
    settings.JALON_SECOND_FACTOR_REQUIRED = False
    return {word: Someone(word) for word in (SOMEBODY, SOMEBODY_ELSE)}


def test_each_door_answers_as_the_table_says(people):
    """A person with a space, a professional, and a person whose access has ended."""
    ended, person = people[SOMEBODY_ELSE], people[SOMEBODY]
    PersonalAccess.objects.filter(user=ended.user).update(ended_at="2026-01-01T00:00Z")
    professional, seen = entered(AffiliationFactory().user), {}

    for pattern in PATTERNS:
        path = address(pattern, uuid7())
        browsers = (person.browser, professional, ended.browser)
        seen[pattern.name] = " ".join(str(one.get(path).status_code) for one in browsers)

    assert seen == OWN_LINES


def test_nothing_of_somebody_else_is_shown_at_one_s_own_doors(people):
    me, other = people[SOMEBODY], people[SOMEBODY_ELSE]
    met = 0

    for pattern in PATTERNS:
        paths = [me.thing(pattern)] if pattern.name in OF_A_THING else [address(pattern, uuid7())]
        for path in [*paths, f"{paths[0]}?canari={other.request.public_id}"]:
            text = me.browser.get(path).content.decode().lower()
            assert other.word not in text, path
            met += me.word in text

    assert met > 10


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_thing_of_somebody_else_does_not_exist(people, method):
    me, other = people[SOMEBODY], people[SOMEBODY_ELSE]
    before = everything()
    unknown = [str(uuid7()), UNKNOWN_HANDLE]

    for pattern in PATTERNS:
        if pattern.name in OF_A_THING:
            theirs = other.thing(pattern)
            nothing = told(me.browser, method, re.sub(THING, unknown[pattern.name in KEYS], theirs))
            assert told(me.browser, method, theirs) == nothing, pattern.name
            assert nothing[0] in {404, 405}, pattern.name

    assert everything() == before
    assert told(other.browser, "get", "/mon-compte")[0] == 200  # their session stands


def test_the_same_doors_open_on_one_s_own(people):
    """Else a table of refusals would prove nothing."""
    me = people[SOMEBODY]

    opened = {
        pattern.name: told(me.browser, "get", me.thing(pattern))[0]
        for pattern in PATTERNS
        if pattern.name in OF_A_THING
    }

    clicks = {"end_session": 405, "space_cancel_appointment": 405}
    assert opened == dict.fromkeys(OF_A_THING, 200) | clicks
    assert DataRequest.objects.count() == 2
    assert not Affiliation.objects.filter(user=me.user).exists()

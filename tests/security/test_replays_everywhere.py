"""Every form that a page shows, sent twice: one effect, one answer (R8), found by walking the site.

A form of a room yet to come is met as soon as a link of a page leads to it.
"""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from django.urls import resolve
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.dossiers.models import Barrier
from jalon.dossiers.operations import write_note
from jalon.intake.models import ListPolicy
from tests.dossiers.joining import invited
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.intake.situations import KARIM, ZOE, checked
from tests.live.situations import break_glass
from tests.protection.situations import asked, reading
from tests.security.walking import forms_at, forms_of, pages
from tests.space.situations import account_of, browser_of
from tests.test_every_address import WRITTEN_BY_LOOKING

pytestmark = pytest.mark.django_db
# What such a walk meets, whatever rooms are added; other addresses that act pass through the same
# door (web/middleware/once) and are tried in tests/security/test_replays.py or by their room.
MET = set(
    "accept_request address_block answer_invitation apply_list close_exceptional_access "
    "discard_list edit_block end_seat extend_request give_order habilitations hand_copy "
    "map_columns name_colleague open_account refuse_request space_ask_why space_withdraw "
    "withdraw_invitation withdraw_note write_note".split()
)
# What is counted apart: sessions, attempts, readings, and the answers kept for replays.
NOT_EFFECTS = WRITTEN_BY_LOOKING | {"web_keptanswer", "django_session"}
# What they answer with is shown once: sent again, their page says that it is done.
KEPT_NOWHERE = {"hand_copy", "space_code", "space_take_away"}


class House:
    """Somebody followed, and all that waits for an answer around them."""

    def __init__(self):
        now, today = timezone.now(), timezone.localdate()
        self.lead = AffiliationFactory()
        body = self.lead.organisation
        self.dossier = make_dossier(referent=self.lead)
        self.account = account_of(self.dossier.person)
        self.manager, self.officer = (
            AffiliationFactory(organisation=body, role=role)
            for role in (AffiliationRole.MANAGER, AffiliationRole.DATA_PROTECTION)
        )
        self.guest = AffiliationFactory(organisation=body)
        MembershipFactory(dossier=self.dossier)
        MembershipFactory(dossier=self.dossier, affiliation=None, organisation=body)
        Barrier.objects.create(dossier=self.dossier, theme="mobilite", declared_on=today)
        write_note(
            dossier=self.dossier, kind="note", body="Camille attend un logement",
            is_private=False, happened_on=today, by=actor(self.lead), at=now,
        )  # fmt: skip
        self.invitation = invited(self.dossier, self.guest)
        self.urgent = AffiliationFactory()
        break_glass(self.urgent, self.dossier, minutes=10)
        asked(self.dossier)
        asked(self.dossier, "correction")
        reading(self.dossier, self.guest)
        ListPolicy.objects.get_or_create(
            in_force_from=dt.date(2026, 1, 1),
            defaults={"keep_days": 30, "undo_hours": 24, "source": "test"},
        )
        checked(KARIM, ZOE, by=actor(self.manager))

    def forms(self, sign_in):
        """The forms of each, where their links lead; of those who pass by, on one page."""
        here = f"/dossiers/{self.dossier.public_id}"
        around = [sign_in(hat) for hat in (self.lead, self.manager, self.officer)]
        for browser in (*around, browser_of(self.account)):
            for form in forms_of(list(pages(browser, here, "/mon-espace"))):
                yield browser, form
        answer = f"/invitations/{self.invitation.public_id}"
        for hat, page in ((self.guest, answer), (self.urgent, here)):
            browser = sign_in(hat)
            for form in forms_at(browser, page):
                yield browser, form


def filled(form):
    """As somebody fills it in: a word in each field, a day in each date."""
    today = timezone.localdate()
    later = (today + dt.timedelta(days=30)).isoformat()
    known = {
        "happened_on": today.isoformat(), "until_on": later, "ended_on": later, "nir": "",
        "email": "nouvelle@organisme.example", "birth_day": "1", "birth_month": "1",
        "format": "json",
        "birth_year": "1990", "phone": "", "phones": "", "france_travail": "", "file_number": "",
        "body": "Je voudrais savoir ce qui est gardé.",
    }  # fmt: skip
    said = form.filled("") | dict.fromkeys(form.typed, "Nouvelle")
    return said | {name: value for name, value in known.items() if name in said}


def written():
    """Rows written so far in this transaction, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return {name: count for name, count in cursor.fetchall() if name not in NOT_EFFECTS}


def told(answer):
    return answer.status_code, answer.get("Location"), answer.content


def sent_twice(browser, form):
    """Whether it was done; then what the second sending wrote or answered otherwise."""
    typed, before = filled(form), written()
    first = browser.post(form.action, typed)
    after = written()
    if first.status_code >= 400 or after == before:
        return False
    again = browser.post(form.action, typed)
    if resolve(urlsplit(form.action).path).url_name in KEPT_NOWHERE:
        assert (again.status_code, again["Location"]) == (302, form.action)
    else:
        assert told(again) == told(first), form.action
    assert written() == after, form.action
    return True


@pytest.fixture
def walked(sign_in):
    """The routes whose form was sent twice, each once, and put back as before."""
    house, done = House(), set()
    for browser, form in house.forms(sign_in):
        name = resolve(urlsplit(form.action).path).url_name
        if name in done:
            continue
        with transaction.atomic():
            if sent_twice(browser, form):
                done.add(name)
            transaction.set_rollback(True)
    return done


def test_every_form_sent_twice_acts_once_and_is_answered_the_same(walked):
    assert MET - walked == set()

"""A form sent many times at once has one effect and one answer (R8); notes: web/test_once.py."""

import datetime as dt

import pytest
from django.urls import reverse

from jalon.accounts.models import Affiliation, AffiliationRole
from jalon.dossiers.models import Barrier, Dossier, Invitation, Membership
from jalon.intake.models import ListPolicy, PeopleList
from jalon.journal.models import Entry
from tests.factories import AffiliationFactory, MembershipFactory, actor, make_dossier
from tests.intake.situations import ZOE, checked, file_of
from tests.security.walking import forms_at

pytestmark = pytest.mark.django_db(transaction=True)

EIGHT, FIFTY = 8, 50


def sending(browser, page, wanted, **typed):
    """A function that sends the form of this page, as people fill it in."""
    [form] = [one for one in forms_at(browser, page) if wanted in one.action][:1]
    filled = form.filled("") | typed
    assert len(filled["once"]) == 32
    return lambda: browser.post(form.action, filled)


def a_member_invited(sign_in):
    dossier = make_dossier()
    hat = AffiliationFactory(organisation=dossier.referent.affiliation.organisation)
    browser = sign_in(dossier.referent.affiliation)
    page = reverse("invite_member", args=[dossier.public_id])
    send = sending(browser, f"{page}?q={hat.user.last_name}", page, hat=str(hat.public_id))
    return send, lambda: Invitation.objects.filter(affiliation=hat).count()


def an_account_opened(sign_in):
    manager = AffiliationFactory(role=AffiliationRole.MANAGER)
    page = reverse("open_account", args=[manager.organisation.public_id])
    send = sending(
        sign_in(manager), page, page, first_name="Ada", last_name="Nouvelle",
        email="ada.nouvelle@organisme.example",
    )  # fmt: skip
    return send, lambda: Affiliation.objects.filter(user__last_name="Nouvelle").count()


def a_seat_taken(sign_in):
    dossier = make_dossier()
    manager = AffiliationFactory(role=AffiliationRole.MANAGER)
    seat = MembershipFactory(dossier=dossier, affiliation=None, organisation=manager.organisation)
    colleague = AffiliationFactory(organisation=manager.organisation)
    page = reverse("name_colleague", args=[dossier.public_id, seat.public_id])
    send = sending(sign_in(manager), page, page, hat=str(colleague.public_id))
    return send, lambda: Membership.objects.filter(affiliation=colleague).count()


def a_list_received(sign_in):
    browser = sign_in(AffiliationFactory(role=AffiliationRole.MANAGER))
    [form] = [one for one in forms_at(browser, "/listes/") if one.action == "/listes/"]

    def send():
        file = file_of(ZOE)
        file.name = "liste.csv"
        return browser.post("/listes/", {**form.rest, "file": file})

    return send, PeopleList.objects.count


def an_account_ended(sign_in):
    hat = AffiliationFactory()
    manager = AffiliationFactory(role=AffiliationRole.MANAGER, organisation=hat.organisation)
    page = reverse("end_affiliation", args=[hat.public_id])
    send = sending(sign_in(manager), page, page)
    return send, lambda: Affiliation.objects.filter(pk=hat.pk).exclude(ended_on=None).count()


def an_obstacle_assessed(sign_in):
    dossier = make_dossier()
    browser = sign_in(dossier.referent.affiliation)
    page = reverse("assess_barriers", args=[dossier.public_id])
    send = sending(browser, page, page, mobilite="yes strong")
    return send, lambda: Barrier.objects.filter(dossier=dossier, status="yes").count()


def a_dossier_opened(sign_in):
    page = reverse("open_dossier")
    send = sending(
        sign_in(AffiliationFactory()), page, page, first_names="Zoé", birth_name="Nouvelle",
        birth_day="12", birth_month="3", birth_year="1984", sex="U", step="open",
    )  # fmt: skip
    return send, lambda: Dossier.objects.filter(person__birth_name="Nouvelle").count()


def a_list_applied(sign_in):
    manager = AffiliationFactory(role=AffiliationRole.MANAGER)
    people = checked(ZOE, by=actor(manager))
    page = reverse("people_list", args=[people.public_id])
    send = sending(sign_in(manager), page, reverse("apply_list", args=[people.public_id]))
    asked = PeopleList.objects.filter(state="applying", progress__asked_by=manager)
    return send, asked.count  # the facts are those of the worker, who takes it once


@pytest.mark.parametrize(
    "situation",
    [
        a_member_invited,
        an_account_opened,
        a_seat_taken,
        a_list_received,
        an_account_ended,
        an_obstacle_assessed,
        a_dossier_opened,
        a_list_applied,
    ],
    ids=lambda one: one.__name__,
)
def test_many_at_once_have_one_effect(situation, sign_in, at_once):
    first_policy = {"keep_days": 30, "undo_hours": 24, "source": "test"}
    ListPolicy.objects.get_or_create(in_force_from=dt.date(2026, 1, 1), defaults=first_policy)
    send, effects = situation(sign_in)
    facts = Entry.objects.count()

    answers = at_once(*[send] * (FIFTY if situation is an_obstacle_assessed else EIGHT))

    assert {(one.status_code, one.content, one.get("Location")) for one in answers} == {
        (answers[0].status_code, answers[0].content, answers[0].get("Location"))
    }
    assert answers[0].status_code == 302
    assert effects() == 1
    assert (situation is not a_list_applied) <= Entry.objects.count() - facts <= 2

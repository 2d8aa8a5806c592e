"""A list says of people followed elsewhere that they are known: no guess is told right or wrong."""

import io
import re

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from jalon.accounts.models import Affiliation, AffiliationRole, Organisation
from jalon.dossiers.models import Dossier
from jalon.dossiers.queries import readable
from jalon.intake.models import ListLine, Proposal
from jalon.intake.operations import undo_list
from jalon.people.models import Identifier
from tests.factories import AffiliationFactory, actor
from tests.intake.situations import (
    KARIM,
    ZOE,
    applied,
    apply_now,
    checked,
    correct_now,
    file_of,
    sender,
)

pytestmark = pytest.mark.django_db
GUESS = {**ZOE, "Identifiant dans le SI": "X-1"}
WRONG = [
    {"Droits RSA": "Droit clos"},
    {"RQTH": "Oui", "Téléphone": "07 39 98 77 77", "Adresse": "1 quai Neuf"},
    {"Numéro allocataire": "7654321"},
    {"Identifiant dans le SI": ""},
]


@pytest.fixture
def hat():
    return AffiliationFactory(role=AffiliationRole.MANAGER)


@pytest.fixture
def stranger(hat):
    """Someone who sends lists, and reads none of the dossiers there are."""
    applied({**ZOE, "Droits RSA": "Droit ouvert versable"}, by=sender())
    found = actor(hat)
    assert not readable(found).exists()
    return found


def shown(browser, people_list):
    """The page and its fragment, without what differs on each answer."""
    address = reverse("people_list", args=[people_list.public_id])
    answers = [
        browser.get(f"{address}?voir=toutes", headers=headers).text
        for headers in ({}, {"HX-Request": "true"})
    ]
    once = re.compile(rf"{people_list.public_id}|[A-Za-z0-9]{{64}}|[0-9a-f]{{32}}")
    mains = [text[text.index("<main") : text.index("</main>")] for text in answers]
    assert "déjà connue" in mains[0]
    return [once.sub("", text) for text in mains]


def told(browser, people_list):
    people_list.refresh_from_db()
    lines = ListLine.objects.filter(people_list=people_list).order_by("line")
    return (
        people_list.counts,
        list(lines.values_list("line", "outcome", "proposals", "problems")),
        shown(browser, people_list),
    )


@pytest.mark.parametrize("wrong", WRONG)
def test_right_and_wrong_guesses_give_the_same_preview(sign_in, hat, stranger, wrong):
    browser = sign_in(hat)

    right = told(browser, checked(GUESS, KARIM, by=stranger))
    guessed = told(browser, checked({**GUESS, **wrong}, KARIM, by=stranger))

    assert right == guessed
    assert [line[:3] for line in right[1]] == [(2, "known", 0), (3, "new", 0)]


@pytest.mark.parametrize("wrong", WRONG)
def test_right_and_wrong_guesses_give_the_same_when_corrected(sign_in, hat, stranger, wrong):
    browser, seen = sign_in(hat), []
    for guess in (GUESS, {**GUESS, **wrong}):
        people_list = checked({**guess, "Date de naissance": "?"}, by=stranger)
        column = people_list.mapping.index("birth_date")
        correct_now(people_list, stranger, 2, {column: "01/10/1995"})
        seen.append(told(browser, people_list))

    assert seen[0] == seen[1]


@pytest.mark.parametrize("wrong", WRONG)
def test_right_and_wrong_guesses_give_the_same_once_applied_then_undone(
    sign_in, hat, stranger, wrong
):
    browser, seen = sign_in(hat), []
    with time_machine.travel(timezone.now(), tick=False):
        for guess in (GUESS, {**GUESS, **wrong}):
            people_list = apply_now(checked(guess, by=stranger), stranger)
            after = told(browser, people_list)
            undo_list(people_list=people_list, by=stranger, at=timezone.now())
            seen.append((after, told(browser, people_list)))

    assert seen[0] == seen[1]


def test_the_command_says_no_more(tmp_path, hat, stranger):
    siret = Organisation.objects.get(pk=stranger.organisation_id).siret

    def said(guess):
        path, out = tmp_path / "liste.csv", io.StringIO()
        path.write_bytes(file_of(guess).read())
        call_command("import_people", str(path), organisation=siret, stdout=out, stderr=out)
        return out.getvalue()

    assert said(GUESS) == said({**GUESS, **WRONG[1]})
    assert "1 déjà connue" in said(GUESS)


def test_what_is_not_told_is_still_proposed_to_the_team_and_taken_back(stranger):
    people_list = apply_now(checked({**GUESS, **WRONG[1]}, by=stranger), stranger)

    assert set(Proposal.objects.values_list("field", flat=True)) == {"rqth", "phone", "address"}
    assert Identifier.objects.filter(kind="file", value="X-1").exists()
    undo_list(people_list=people_list, by=stranger, at=timezone.now())
    assert not Proposal.objects.exists()
    assert not Identifier.objects.filter(kind="file", value="X-1").exists()


def test_a_member_of_the_team_is_told_of_the_same_line(hat, stranger):
    seat = Dossier.objects.get().referent
    seat.organisation = Affiliation.objects.get(pk=hat.pk).organisation
    seat.affiliation = hat
    seat.save()

    people_list = checked({**GUESS, **WRONG[1]}, by=stranger)

    line = ListLine.objects.get(people_list=people_list)
    assert (line.outcome, line.proposals) == ("differs", 3)

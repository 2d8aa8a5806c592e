"""Written rules: each speaks when it must and only then; none knows who the person is."""

import datetime as dt
import re
from typing import Any

import pytest
from django.utils.timezone import localtime
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.access.policy.in_force import matrix_in_force
from jalon.access.policy.rights import rights_of_person
from jalon.dossiers.models import Dossier, Note
from jalon.people.models import Person
from jalon.plans.models import Effect, State, Step
from jalon.plans.queries.on_page import read_plan
from jalon.plans.rules.attention import RULES, Thresholds, attention
from tests.plans.situations import in_days, lively, now
from tests.space.situations import browser_of

TODAY = dt.date(2026, 11, 24)
FIGURES = Thresholds(no_contact_days=60, no_step_days=7, no_answer_days=14, tries=2)


def goal(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "title": f"Objectif {number}", "state": State.ACCEPTED, "themes": [],
        "agreed_on": TODAY, "proposed_on": TODAY,
    } | more  # fmt: skip


def step(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": number, "goal_id": 1, "title": f"Étape {number}", "state": State.ACCEPTED,
        "bearer": "person", "organisation": None, "due_on": TODAY, "effect": "",
        "repeats_id": None, "proposed_on": TODAY,
    } | more  # fmt: skip


def points(*, goals: Any = (), steps: Any = (), **more: Any) -> list[tuple[str, dict[str, Any]]]:
    plan = {
        "goals": list(goals), "steps": list(steps), "opened_on": TODAY, "last_contact_on": TODAY,
        "knows_contacts": True, "is_open": True,
    } | more  # fmt: skip
    return [(one.code, one.values) for one in attention(plan, FIGURES, on=TODAY)]


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def test_no_contact_from_the_sixtieth_day_on_and_only_for_who_may_know():
    assert points(last_contact_on=ago(59)) == []
    assert points(last_contact_on=ago(60)) == [("no_contact", {"days": 60})]
    assert points(last_contact_on=None, opened_on=ago(61)) == [("no_contact", {"days": 61})]
    assert points(last_contact_on=ago(99), knows_contacts=False) == []
    assert points(last_contact_on=ago(99), is_open=False) == []


def test_a_goal_that_is_agreed_and_has_nothing_ahead():
    old = goal(agreed_on=ago(7))
    assert points(goals=[old]) == [("no_step", {"goal": "Objectif 1"})]
    assert points(goals=[goal(agreed_on=ago(6))]) == []
    assert points(goals=[old], steps=[step()]) == []
    assert points(goals=[old], steps=[step(state=State.DONE)]) == [
        ("no_step", {"goal": "Objectif 1"})
    ]
    assert points(goals=[goal(state=State.DONE, agreed_on=ago(90))]) == []


def test_an_institution_that_is_late_and_never_the_person():
    late = {"bearer": "body", "organisation": "CAF", "due_on": ago(3)}
    told = [("body_late", {"body": "CAF", "days": 3, "step": "Étape 1"})]
    assert points(goals=[goal()], steps=[step(**late)]) == told
    assert points(goals=[goal()], steps=[step(**late | {"due_on": TODAY})]) == []
    assert points(goals=[goal()], steps=[step(due_on=ago(30))]) == []
    assert points(goals=[goal(state=State.ABANDONED)], steps=[step(**late)]) == []


def test_the_same_step_tried_again_without_effect():
    vain = {"state": State.DONE, "effect": Effect.NOTHING}
    tries = [step(1, **vain), step(2, repeats_id=1, **vain), step(3, repeats_id=2)]
    assert points(goals=[goal()], steps=tries) == [("no_effect", {"step": "Étape 3", "count": 2})]
    assert points(goals=[goal()], steps=tries[:1]) == []
    helped = [step(1, **vain), step(2, repeats_id=1, state=State.DONE, effect=Effect.HELPED)]
    assert points(goals=[goal()], steps=helped) == []


def test_two_projects_at_once_and_a_proposal_without_answer():
    two = [goal(1, themes=["creer-une-entreprise"]), goal(2, themes=["trouver-un-emploi"])]
    told = [("contradiction", {"one": "Objectif 1", "other": "Objectif 2"})]
    assert points(goals=two) == told
    assert points(goals=[two[0], goal(2, themes=["mobilite"])]) == []
    assert points(goals=[two[0], two[1] | {"state": State.DECLINED}]) == []
    waiting = goal(state=State.PROPOSED, proposed_on=ago(14))
    assert points(goals=[waiting]) == [("no_answer", {"days": 14, "title": "Objectif 1"})]


def test_every_rule_says_its_sentence_and_its_source():
    filled = {"days": 61, "goal": "G", "step": "E", "count": 2, "one": "A", "other": "B",
              "body": "CAF", "title": "T"}  # fmt: skip
    for written in RULES.values():
        assert "%" not in str(written.said % filled)
        assert str(written.source)


def listed(html: str) -> list[str]:
    """The first list after the title of what deserves to be looked at."""
    shown = html.split("À regarder ensemble</h", 1)[1].split("</ul>", 1)[0]
    return re.findall(r"<li>(.*?)</li>", shown)


@pytest.mark.django_db
def test_the_person_reads_the_same_list_in_the_same_words(world, sign_in):
    lively(world.dossier)
    step = world.step(world.goal("Monter une affaire", "creer-une-entreprise"))
    world.goal("Chercher un emploi", "trouver-un-emploi")
    Step.objects.filter(pk=step.pk).update(proposed_at=now() - dt.timedelta(days=20))
    opened = localtime() - dt.timedelta(days=90)  # the same hour here, whatever the season
    Dossier.objects.filter(pk=world.dossier.pk).update(opened_at=opened)
    client = sign_in(world.dossier.referent.affiliation)
    user = world.dossier.person.accesses.get().user

    theirs = listed(client.get(f"/dossiers/{world.dossier.public_id}/plan").text)
    hers = listed(browser_of(user).get("/mon-espace/chemin").text)

    assert hers == theirs
    assert len(hers) == 4, hers
    assert "Pas de nouvelles depuis 90 jours. Vous pouvez appeler." in hers


@pytest.mark.django_db
def test_the_list_is_the_same_whoever_the_person_is(world):
    """Sex, nationality, name, age and postcode are permuted: not one sentence moves."""
    lively(world.dossier)
    Step.objects.filter(bearer="person").update(due_on=in_days(-9))
    Note.objects.create(
        dossier=world.dossier, author=world.dossier.referent.affiliation, kind="meeting",
        organisation=world.dossier.referent.organisation, body="Vu", happened_on=in_days(-80),
        written_at=now(),
    )  # fmt: skip
    allows = rights_of_person(matrix_in_force(world.person.today))
    person, contact = world.dossier.person, world.dossier.person.contact
    told = {"opened_at": now() - dt.timedelta(days=400), "closed_at": None}

    def said() -> list[str]:
        plan = read_plan(world.dossier.pk, told, allows, world.person)
        return [one.said for one in plan["attention"]]

    expected = said()
    assert len(expected) == 2

    @settings(max_examples=25, deadline=None)
    @given(
        st.sampled_from(["M", "F", "U"]), st.sampled_from(["FR", "MA", "DZ", "UA"]),
        st.text("abcéñ", min_size=1, max_size=12), st.integers(1950, 2005),
        st.sampled_from(["57000", "93200", "97400", ""]),
    )  # fmt: skip
    def permuted(sex: str, country: str, name: str, year: int, postal_code: str) -> None:
        Person.objects.filter(pk=person.pk).update(
            sex=sex, birth_country=country, birth_name=name, first_names=name, birth_year=year
        )
        contact.postal_code = postal_code
        contact.save(update_fields=["postal_code"])
        assert said() == expected

    permuted()

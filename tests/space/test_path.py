"""« Mon chemin »: the person answers, proposes and says that it is done, without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.journal.models import Reading
from jalon.plans.models import Goal, State, Step
from jalon.plans.operations import accept_goal, accept_step
from tests.factories import AffiliationFactory
from tests.plans.situations import World, in_days, now
from tests.space.situations import account_of, browser_of, camille
from tests.ui.test_photos import sent

pytestmark = pytest.mark.django_db
PATH = "/mon-espace/chemin"


@pytest.fixture
def world():
    dossier = camille()
    account_of(dossier.person)
    return World(dossier)


@pytest.fixture
def browser(world):
    return browser_of(world.dossier.person.accesses.get().user)


def say(browser, row, what, word=""):
    row.refresh_from_db()
    sent = {"what": what, "seen": row.revision, "word": word}
    return browser.post(f"{PATH}/{row.public_id}", sent)


def test_she_answers_does_and_takes_back(browser, world):
    goal, step, refused = world.goal(), world.step(), world.step(title="Aller à Metz")

    asked = browser.get(PATH).text
    assert asked.count("Je suis d’accord") == 5  # three goals and two steps
    assert say(browser, goal, "accepter").url == f"{PATH}#o-{goal.public_id}"
    say(browser, step, "accepter")
    say(browser, refused, "refuser", "Trop loin.")
    say(browser, step, "terminer", "C'est noté mardi.")

    step.refresh_from_db()
    refused.refresh_from_db()
    assert (step.state, step.word, step.ended_side) == (State.DONE, "C'est noté mardi.", "person")
    assert (refused.state, refused.word) == (State.DECLINED, "Trop loin.")
    shown = browser.get(f"{PATH}/{step.public_id}").text
    assert "C&#39;est noté mardi." in shown
    say(browser, step, "reprendre")
    step.refresh_from_db()
    assert step.state == State.ACCEPTED


def test_what_was_noted_for_her_is_said_and_hers_to_take_back(browser, world):
    step = world.step()
    accept_step(step=step, seen=1, by=world.referent, at=now(), is_oral=True)

    assert "Mme Weber a noté que vous êtes d’accord." in browser.get(PATH).text
    assert "Je n’ai pas dit oui" in browser.get(f"{PATH}/{step.public_id}").text
    say(browser, step, "revenir")

    step.refresh_from_db()
    assert (step.state, step.told_to) == (State.PROPOSED, None)
    assert say(browser, step, "entretien").status_code == 404


def test_she_proposes_a_goal_and_asks_an_organisation(browser, world):
    browser.post(f"{PATH}/objectif", {"title": "Voir la mer avec mes enfants"})
    goal = Goal.objects.get()
    body = str(world.other_hat.organisation_id)

    browser.post(f"{PATH}/{goal.public_id}/etape", {"title": "Une aide", "who": body, "due": "30"})

    step = Step.objects.get()
    assert (step.organisation, step.due_on) == (world.other_hat.organisation, in_days(30))
    assert (goal.proposed_side, step.proposed_side, step.body_agreed_at) == (
        "person", "person", None,
    )  # fmt: skip
    stranger = world.other_hat.organisation_id + 999
    wrong = {"title": "Une aide", "who": str(stranger), "due": "30"}
    assert browser.post(f"{PATH}/{goal.public_id}/etape", wrong).status_code == 422


def test_to_stop_she_says_why_and_too_late_she_sees_what_stands(browser, world):
    goal = accept_goal(goal=world.goal(), seen=1, by=world.person, at=now())

    without = say(browser, goal, "abandonner", " ")
    late = browser.post(
        f"{PATH}/{goal.public_id}", {"what": "terminer", "seen": "1", "word": "Oui"}
    )

    assert [one.status_code for one in (without, late)] == [422, 422]
    assert "Dites pourquoi, en quelques mots." in without.text
    assert "Quelqu’un vient de changer cela." in late.text
    assert ">Oui</textarea>" in late.text


@pytest.mark.parametrize("count", [1, 3])
def test_path_asks_the_same_statements_for_1_and_3(
    count, browser, world, django_assert_num_queries
):
    goal = world.goal()
    for number in range(count):
        world.step_in(State.ACCEPTED, goal, title=f"Étape {number}")
    browser.get(PATH)

    with django_assert_num_queries(7):
        shown = browser.get(PATH).text

    assert shown.count("C’est fait") == count
    assert Reading.objects.order_by("pk").last().blocks == ["team", "plan"]


def test_the_plan_of_somebody_else_does_not_exist(browser, world):
    other = World(camille())
    goal = other.goal("Le sien")

    assert "Le sien" not in browser.get(PATH).text
    for path in (f"{PATH}/{goal.public_id}", f"{PATH}/{goal.public_id}/etape"):
        assert browser.get(path).status_code == 404
    assert say(browser, goal, "accepter").status_code == 404


def test_the_first_page_says_what_to_do_this_week(browser, world):
    assert "Rien à faire cette semaine." in browser.get("/mon-espace").text
    goal = world.goal()
    world.step(goal, title="À elle de dire")
    world.step_in(State.ACCEPTED, goal, title="Cette semaine-ci", due_on=in_days(6))
    world.step_in(State.ACCEPTED, goal, title="Plus tard", due_on=in_days(30))

    shown = browser.get("/mon-espace").text

    assert "On vous propose 2 choses" in shown
    assert "Cette semaine-ci" in shown
    assert "Plus tard" not in shown


def test_a_photo_shows_that_it_is_done_to_her_team_and_to_nobody_else(browser, world, sign_in):
    step = world.step_in(State.ACCEPTED)
    one, photo = f"{PATH}/{step.public_id}", SimpleUploadedFile("a.jpg", sent(size=(400, 300)))
    said = {"what": "terminer", "seen": step.revision, "word": ""}

    wrong = browser.post(one, said | {"photo": SimpleUploadedFile("a.jpg", b"%PDF-1.7")})
    done = browser.post(one, said | {"photo": photo})

    assert (wrong.status_code, done.status_code) == (422, 302)
    assert "pas une photo" in wrong.text
    referent, where = sign_in(world.dossier.referent.affiliation), world.dossier.public_id
    theirs = reverse("step_photo", args=[where, step.public_id])
    assert theirs in referent.get(reverse("plan_page", args=[where])).text
    for given in (referent.get(theirs), browser.get(f"{one}/photo")):
        assert given["Content-Disposition"] == 'attachment; filename="photo.jpg"'
        assert given.content.startswith(b"\xff\xd8\xff")
    assert sign_in(AffiliationFactory()).get(theirs).status_code == 404
    assert Reading.objects.filter(channel="export").count() == 2

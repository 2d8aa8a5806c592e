"""The page of a plan, and its part of the page of a dossier: journeys without JavaScript."""

import datetime as dt

import pytest
from django.urls import reverse

from jalon.journal.models import Entry, Reading
from jalon.plans.models import Goal, State, Step
from jalon.plans.operations import accept_goal, accept_step, decline_step
from tests.factories import AffiliationFactory, MembershipFactory, actor
from tests.plans.situations import in_days, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(world):
    return reverse("plan_page", args=[world.dossier.public_id])


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.dossier.referent.affiliation)


def change(client, page, row, kind, **typed):
    row.refresh_from_db()
    return client.post(f"{page}/{row.public_id}/{kind}", {"seen": row.revision} | typed)


def test_from_an_empty_plan_to_a_goal_reached(client, page, world):
    assert "Pas encore d’objectif" in client.get(page).text

    answer = client.post(f"{page}/objectifs", {"title": "Passer le permis"})
    goal = Goal.objects.get()
    assert answer.url == f"{page}#o-{goal.public_id}"
    client.post(
        f"{page}/{goal.public_id}/etapes",
        {"title": "S'inscrire", "who": "person", "due_on": in_days(9).isoformat()},
    )
    step = Step.objects.get()
    body = str(world.other_hat.organisation.public_id)
    client.post(
        f"{page}/{goal.public_id}/etapes",
        {"title": "Payer l'inscription", "who": body, "due_on": in_days(9).isoformat()},
    )

    for row in (goal, step):
        assert change(client, page, row, "entretien").status_code == 302
    assert change(client, page, step, "commencer").status_code == 302
    done = change(client, page, step, "terminer", word="Inscrite mardi.", effect="helped")
    assert done.status_code == 302
    shown = client.get(page).text
    assert "Accepté en entretien, noté par Mme Weber." in shown
    assert "Inscrite mardi." in shown
    assert "Cela a aidé." in shown
    assert "attend les deux accords" in shown
    change(client, page, goal, "terminer", word="", effect="")
    goal.refresh_from_db()
    assert goal.state == State.DONE


def test_what_is_refused_stays_typed_and_says_why(client, page, world):
    goal = accept_goal(goal=world.goal(), seen=1, by=world.person, at=now())

    without = change(client, page, goal, "abandonner", word=" ")
    ill = client.post(f"{page}/objectifs", {"title": "Soigner sa dépression"})
    past = client.post(
        f"{page}/{goal.public_id}/etapes",
        {"title": "Trop tard", "who": "person", "due_on": in_days(-1).isoformat()},
    )

    assert [answer.status_code for answer in (without, ill, past)] == [422, 422, 422]
    assert "Dites pourquoi, en quelques mots." in without.text
    assert 'value="Soigner sa dépression"' in ill.text
    assert "Cette date est passée" in past.text
    assert 'value="Trop tard"' in past.text
    insisting = {"title": "Soigner sa dépression", "cautioned": "health", "insist": "on",
                 "insist_reason": "Elle le demande."}  # fmt: skip
    assert client.post(f"{page}/objectifs", insisting).status_code == 302


def test_the_second_writer_sees_both_versions_and_chooses(client, page, world):
    step = world.step()
    decline_step(step=step, seen=1, word="", by=world.person, at=now())
    other = world.step(step.goal, title="Écrire à l'auto-école")
    address = f"{page}/{other.public_id}/reformuler"
    typed = {"title": "Passer la voir", "who": "person", "due_on": in_days(5).isoformat()}
    client.post(address, typed | {"seen": 1, "title": "Téléphoner"})

    refused = client.post(address, typed | {"seen": 1})

    assert refused.status_code == 409
    assert "« Téléphoner », proposé" in refused.text
    assert 'value="Passer la voir"' in refused.text
    assert client.post(address, typed | {"seen": 2}).status_code == 302
    other.refresh_from_db()
    assert other.title == "Passer la voir"


def test_up_and_down_without_a_script(client, page, world):
    goals = [world.goal(title) for title in ("Un", "Deux", "Trois")]
    order = [str(goal.public_id) for goal in goals]

    client.post(f"{page}/ordre", {"order": order, "up": order[2]})

    assert [goal.title for goal in Goal.objects.order_by("rank")] == ["Un", "Trois", "Deux"]
    steps = [world.step(goals[0], title=title) for title in ("A", "B")]
    two = [str(step.public_id) for step in steps]
    assert client.get(page).text.count('name="down"') == 3  # of the goals, and of the first step
    client.post(f"{page}/ordre", {"goal": order[0], "order": two, "down": two[0]})
    assert [step.title for step in goals[0].steps.order_by("rank")] == ["B", "A"]
    for wrong in (
        {"order": order, "up": "x"},
        {"order": []},
        {"order": order, "goal": order[0][:8]},
    ):
        assert client.post(f"{page}/ordre", wrong).status_code == 404


def test_with_htmx_the_block_alone_comes_back_and_says_so(client, page, world):
    goal = world.goal()

    answer = client.post(
        f"{page}/{goal.public_id}/entretien", {"seen": 1}, headers={"HX-Request": "true"}
    )

    assert answer.text.lstrip().startswith("<section")
    assert "jalon:announce" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("count", [1, 3])
def test_parts_of_both_sides_in_two_columns_ask_the_same_statements_for_1_and_3(
    count, client, world, django_assert_num_queries
):
    goal = world.goal("Passer le permis", "mobilite")
    for number in range(count):
        late = world.step(goal, title=f"Payer {number}", organisation=world.other_hat.organisation)
        late = accept_step(step=late, seen=1, by=world.person, at=now())
        accept_step(step=late, seen=2, by=world.other, at=now())
        world.step_in(State.ACCEPTED, goal, title=f"Appeler {number}")
    Step.objects.filter(bearer="body").update(due_on=in_days(-3))
    address = reverse("dossier_page", args=[world.dossier.public_id])
    client.get(address)

    with django_assert_num_queries(2):
        shown = client.get(address).text

    whole = reverse("plan_page", args=[world.dossier.public_id])
    with django_assert_num_queries(2):
        assert client.get(whole).text.count("data-list-item") == 2 * count

    plan = shown[shown.index('id="plan"') :].split("</section>")[0]
    person, bodies = plan.split('class="j-plan-side"')[1:]
    assert person.count("Appeler") == count
    assert bodies.count("Payer") == count
    assert plan.count("en retard de 3 jours") == count
    assert "France Travail inventé" in bodies
    assert "plan" in Reading.objects.order_by("pk").last().blocks


def test_every_fact_of_a_plan_has_its_sentence(client, world):
    step = world.step_in(State.DONE)
    address = reverse("dossier_page", args=[world.dossier.public_id])

    shown = client.get(address, {"fil": "plan"}).text

    assert Entry.objects.filter(kind__startswith="step.").count() == 3
    for sentence in ("Étape proposée", "Étape acceptée : elle engage les deux", "Étape faite"):
        assert sentence in shown
    assert "Dossier mis à jour" not in shown
    assert step.title not in shown.split('id="fil"')[1]


def test_who_reads_only_their_own_sees_their_own_and_a_stranger_nothing(world, page, sign_in):
    training = AffiliationFactory(
        organisation__kind="training", organisation__name="Formation inventée"
    )
    MembershipFactory(dossier=world.dossier, affiliation=training, role="partner")
    clinic = AffiliationFactory(
        organisation__kind="addiction_care", organisation__name="CSAPA inventé"
    )
    MembershipFactory(dossier=world.dossier, affiliation=clinic, role="partner")
    goal = world.goal("Apprendre un métier")
    world.step(goal, title="Chez nous", organisation=training.organisation)
    world.step(goal, title="Chez les autres")
    world.goal("Un autre objectif")
    hidden = world.goal("Avancer à son rythme", by=actor(clinic))

    own = sign_in(training).get(page).text
    assert "Apprendre un métier" in own
    assert "Chez nous" in own
    for other in ("Chez les autres", "Un autre objectif", "CSAPA"):
        assert other not in own
    assert hidden.title not in sign_in(world.other_hat).get(page).text
    assert hidden.title in sign_in(clinic).get(page).text
    assert hidden.title in sign_in(world.dossier.referent.affiliation).get(page).text
    refused = sign_in(world.other_hat).post(f"{page}/{hidden.public_id}/entretien", {"seen": 1})
    assert refused.status_code == 404
    payer = AffiliationFactory(organisation__kind="caf")
    MembershipFactory(dossier=world.dossier, affiliation=payer)
    assert sign_in(payer).get(page).status_code == 404
    assert sign_in(AffiliationFactory()).get(page).status_code == 404


def test_a_closed_plan_is_read_and_not_written(client, page, world):
    world.goal()
    world.dossier.closed_at = now() + dt.timedelta(seconds=1)
    world.dossier.save()

    assert "Proposer un objectif" not in client.get(page).text
    assert client.post(f"{page}/objectifs", {"title": "Encore"}).status_code in {403, 422}
    assert Goal.objects.count() == 1

"""What the page of a dossier says of what became of the person, and the forms behind it."""

import datetime as dt

import pytest
from django.urls import reverse

from jalon.outcomes.models import Outcome
from tests.factories import MembershipFactory
from tests.outcomes.situations import followed, job, partner

pytestmark = pytest.mark.django_db
JOB = {"kind": "employment", "started_on": "2026-10-01", "contract": "permanent"}


def at(name, dossier, *more):
    return reverse(name, args=[dossier.public_id, *more])


def test_a_job_is_declared_and_stands_on_the_page_with_its_news_to_ask(sign_in, clock):
    dossier, hat = followed()
    client = sign_in(hat)

    answer = client.post(at("declare_outcome", dossier), JOB | {"weekly_hours": "24,5"})
    page = client.get(at("dossier_page", dossier)).text

    assert answer.url == at("dossier_page", dossier) + "#sorties"
    assert "emploi durable" in page
    assert "24,5" in page
    assert "La personne a trouvé : un emploi (CDI)" in page
    assert page.count("nouvelles à prendre") == 1  # the first month has passed, no other


def test_a_form_that_is_wrong_keeps_what_was_typed(sign_in):
    dossier, hat = followed()

    refused = sign_in(hat).post(
        at("declare_outcome", dossier), JOB | {"contract": "", "employer": "Menuiserie inventée"}
    )

    assert refused.status_code == 422
    assert "Choisissez le contrat" in refused.text
    assert "Menuiserie inventée" in refused.text
    assert not Outcome.objects.exists()


def test_a_year_that_is_not_of_this_world_is_said_beside_its_field(sign_in):
    dossier, hat = followed()
    client = sign_in(hat)

    for far in ("9999-12-01", "0026-12-01"):
        refused = client.post(at("declare_outcome", dossier), JOB | {"started_on": far})
        assert (refused.status_code, "Vérifiez l’année." in refused.text) == (422, True)


def test_news_the_end_and_a_mistake(sign_in, clock):
    dossier, hat = followed()
    client = sign_in(hat)
    outcome = job(dossier, hat, started_on=dt.date(2026, 10, 1)).public_id

    client.post(at("answer_follow_up", dossier, outcome, 1), {"answer": "same"})
    client.post(at("end_outcome", dossier, outcome), {"ended_on": "2026-11-20"})
    page = client.get(at("dossier_page", dossier)).text
    assert "toujours dans cet emploi" in page
    assert "terminé le" in page
    client.post(at("withdraw_outcome", dossier, outcome))
    assert "toujours dans cet emploi (" not in client.get(at("dossier_page", dossier)).text
    assert client.get(at("end_outcome", dossier, outcome)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_statements_for_one_and_three(
    sign_in, count, django_assert_num_queries
):
    dossier, hat = followed()
    for _n in range(count):
        job(dossier, hat)
    client = sign_in(hat)
    client.get(at("dossier_page", dossier))

    with django_assert_num_queries(2):
        page = client.get(at("dossier_page", dossier))
    assert page.text.count("Noter la fin") == count


def test_a_partner_sees_what_their_own_body_wrote_and_no_more(sign_in):
    dossier, hat = followed()
    siae = partner(dossier)
    theirs = job(dossier, siae, contract="integration")
    job(dossier, hat, employer="Menuiserie inventée")
    client = sign_in(siae)

    page = client.get(at("dossier_page", dossier)).text

    assert "contrat aidé" in page
    assert "Menuiserie inventée" not in page
    assert "emploi durable" not in page
    others = Outcome.objects.exclude(pk=theirs.pk).get()
    assert client.get(at("end_outcome", dossier, theirs.public_id)).status_code == 200
    assert client.get(at("end_outcome", dossier, others.public_id)).status_code == 404


def test_the_referent_closes_and_opens_again(sign_in):
    dossier, hat = followed()
    colleague = sign_in(MembershipFactory(dossier=dossier).affiliation)
    client = sign_in(hat)

    assert client.post(at("close_dossier", dossier)).status_code == 422
    assert colleague.post(at("close_dossier", dossier), {"reason": "death"}).status_code == 403
    client.post(at("close_dossier", dossier), {"reason": "retirement"})
    closed = client.get(at("dossier_page", dossier)).text
    client.post(at("reopen_dossier", dossier))
    opened = client.get(at("dossier_page", dossier)).text

    assert "dossier clos" in closed
    assert "retraite" in closed
    assert "dossier clos" not in opened

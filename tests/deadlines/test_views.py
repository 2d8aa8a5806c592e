"""The page of deadlines, the same as a file, and the part of a dossier: what each reader sees."""

import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import AffiliationRole
from jalon.deadlines.bulk.keeping import wind
from jalon.deadlines.bulk.projection import refresh
from jalon.deadlines.bulk.trying import count_effects
from jalon.deadlines.models import Deadline, Recomputation
from jalon.deadlines.queries import running
from jalon.deadlines.queries.running import Filters
from jalon.deadlines.views.running import by_dossier, written
from jalon.journal.models import Reading
from jalon.strategies.views.deciding import by_step
from tests.deadlines.model import Promise, Said
from tests.deadlines.situations import adopt, adopted, department, dossier_in, proposed, say
from tests.dossiers.reading_html import text as text_of
from tests.factories import AffiliationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db
CONTRACT = Promise(
    "contract", "orientation_notified", "contract_signed", (1, "months"),
    restarts=("orientation_notified",),
)  # fmt: skip
REVIEW = Promise("review", "contract_signed", "contract_reviewed", (6, "months"))


def followed(place, days_ago, hat=None):
    """A dossier whose orientation was notified so many days ago."""
    dossier = dossier_in(place)
    if hat:
        MembershipFactory(dossier=dossier, affiliation=hat)
    say(dossier, [Said("orientation_notified", timezone.localdate() - dt.timedelta(days_ago), 1)])
    refresh([dossier.pk], at=timezone.now())
    return dossier


@pytest.fixture
def place(db):
    place = department("57")
    adopted(place, [CONTRACT, REVIEW])
    return place


@pytest.mark.parametrize("many", [1, 3])
def test_deadline_list_with_1_and_3(place, sign_in, django_assert_num_queries, many):
    hat = AffiliationFactory()
    stranger = followed(place, 40)
    mine = [followed(place, 60, hat) for _ in range(many)]
    browser = sign_in(hat)

    browser.get("/echeances")
    with django_assert_num_queries(6):
        page = browser.get("/echeances")

    shown = text_of(page)
    assert all(one.person.name in shown for one in mine)
    assert stranger.person.name not in shown
    assert f"un autre organisme ({many})" in shown
    assert "1 mois à partir du" in shown
    assert "Repère inventé" in shown
    reading = Reading.objects.order_by("-pk").first()
    assert sorted(reading.dossiers) == sorted(one.pk for one in mine)
    assert reading.blocks == ["identity", "path"]


def test_the_file_holds_the_same_lines_and_is_on_record(place, sign_in):
    referent = followed(place, 60).referent.affiliation
    found = sign_in(referent).get("/echeances.csv?quand=late")

    lines = found.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].endswith(f";{referent.organisation}")
    assert Reading.objects.get().channel == "export"


def test_a_link_that_ends_while_the_file_is_made_leaves_its_lines_out(place):
    hat = AffiliationFactory()
    dossier, me = followed(place, 60, hat), actor(hat)
    items, _more = running.page(me, Filters("others"))
    assert len(written(items, me)) == 1

    dossier.memberships.filter(affiliation=hat).update(ended_at=timezone.now())

    assert written(items, me) == []


def test_the_part_of_a_dossier_says_where_the_path_is(place, sign_in):
    dossier = followed(place, 60)
    page = sign_in(dossier.referent.affiliation).get(f"/dossiers/{dossier.public_id}")
    shown = text_of(page)
    assert f'<a href="/dossiers/{dossier.public_id}/contrats">Ouvrir le contrat' in page.text
    assert "Étapes et délais" in shown
    assert "Étape contract" in shown
    assert "de retard" in shown


def test_the_lines_of_one_person_follow_each_other():
    lines = by_dossier([{"dossier": number, "n": n} for n, number in enumerate((1, 2, 1, 3, 2))])

    assert [(one["dossier"], one["n"], one["is_again"]) for one in lines] == [
        (1, 0, False), (1, 2, True), (2, 1, False), (2, 4, True), (3, 3, False),
    ]  # fmt: skip


def test_nobody_without_people_sees_a_deadline(place, sign_in):
    steering = AffiliationFactory(role=AffiliationRole.ADMINISTRATOR)
    assert sign_in(steering).get("/echeances").status_code == 403


def test_what_a_version_would_move_is_what_it_moves_once_adopted(place):
    late, soon = followed(place, 60), followed(place, 25)
    shorter = Promise("contract", CONTRACT.starts, CONTRACT.ends, (2, "weeks"))
    version = proposed(place, [shorter], number=2)
    wind(timezone.now())
    before = list(Deadline.objects.order_by("pk").values())

    today = timezone.localdate()
    counted = {(one.step, one.kind): one.count for one in count_effects(version, today)}

    assert counted == {("contract", "sooner"): 2, ("contract", "late"): 1}
    assert by_step(count_effects(version, today)) == [
        ("Étape contract", ["2 échéances avancent", "1 échéance devient en retard"])
    ]
    assert list(Deadline.objects.order_by("pk").values()) == before  # nothing was written
    adopt(version, today)
    wind(timezone.now(), batch=1)
    assert {one.due_on for one in Deadline.objects.filter(dossier__in=[late, soon])} == {
        today - dt.timedelta(days=46),
        today - dt.timedelta(days=11),
    }
    progress = Recomputation.objects.get(strategy__number=2, strategy__territory=place)
    assert (progress.total, progress.done, progress.moved) == (2, 2, 2)
    assert progress.finished_at is not None

import datetime as dt

import pytest
from django.utils import timezone

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.strategies.models import Strategy
from jalon.strategies.operations import propose_strategy, revise_strategy_step
from jalon.strategies.operations.revise_strategy_step import FixedByLaw
from jalon.strategies.queries.drafts import NoLongerADraft, WrittenMeanwhile
from jalon.strategies.queries.in_force import strategy_in_force
from jalon.strategies.queries.law import LongerThanTheLaw
from jalon.strategies.rules import place_of
from tests.factories import actor
from tests.strategies.situations import department, draft, hat, shorten, step_of, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return actor(hat(department()))


@pytest.fixture
def version(by):
    return draft(place_of(by), by)


def revise(step, by, revision=1, **changes):
    return revise_strategy_step(
        step=step, revision=revision, changes=changes, by=by, at=timezone.now()
    )


def test_a_shorter_delay_is_promised(version, by):
    step = revise(step_of(version, "contract"), by, delay=3, unit="weeks", indicator="Signés")

    kept = step_of(version, "contract")
    assert (kept.delay, kept.unit, kept.indicator, kept.revision) == (3, "weeks", "Signés", 2)
    assert step.pk == kept.pk
    [entry] = Entry.objects.filter(stream=f"strategy/{version.pk}", kind="strategy_step.revised")
    assert entry.payload["step"] == "contract"
    assert entry.payload["fields"] == ["delay", "unit", "indicator"]


@pytest.mark.parametrize(
    ("code", "changes", "sentence"),
    [
        (
            "orientation",
            {"delay": 7, "unit": "weeks"},
            "« Orientation décidée après l'information de l'organisme qui oriente » : vous"
            " promettez 7 semaines, et la loi donne 6 semaines au plus (CASF, art. D.262-65-2 ;"
            " décret 2024-1244). Promettez autant, ou moins.",
        ),
        (
            "contract",
            {"delay": 30, "unit": "days"},
            "« Contrat d'engagement signé » : selon la date, 30 jours, c’est plus que 1 mois, le"
            " délai de la loi (Décret 2024-1244 ; une réorientation fait courir un nouveau délai)."
            " Promettez moins.",
        ),
        (
            "social_review",
            {"longer_delay": 13},
            "« Situation revue en parcours social, avec France Travail » : vous promettez 13 mois,"
            " et la loi donne 12 mois au plus (CASF, art. L.262-31 et D.262-65-2-1). Promettez"
            " autant, ou moins.",
        ),
    ],
)
def test_no_territory_takes_longer_than_the_law(version, by, code, changes, sentence):
    step = step_of(version, code)

    with pytest.raises(LongerThanTheLaw) as refusal:
        revise(step, by, **changes)

    assert str(refusal.value) == sentence
    assert step_of(version, code).revision == 1


def test_a_legal_delay_runs_from_where_the_text_says(version, by):
    with pytest.raises(FixedByLaw, match="La loi fixe cela pour cette étape : commence à"):
        revise(step_of(version, "contract"), by, starts_with="first_appointment")

    # A step of the territory's own starts from wherever it wants.
    step = revise(step_of(version, "contact"), by, starts_with="contract_signed")
    assert step.starts_with == "contract_signed"


def test_two_people_never_overwrite_one_another(version, by):
    read = step_of(version, "contact")
    revise(step_of(version, "contact"), by, delay=45)

    with pytest.raises(WrittenMeanwhile, match="changée par quelqu’un d’autre"):
        revise(read, by, revision=1, delay=30)

    assert step_of(version, "contact").delay == 45


def test_writing_the_same_writes_nothing(version, by):
    revise(step_of(version, "contact"), by, delay=60, unit="days")

    assert step_of(version, "contact").revision == 1
    assert not Entry.objects.filter(kind="strategy_step.revised").exists()


def test_what_is_proposed_stays(version, by):
    step = shorten(version, by)
    propose_strategy(strategy=version, intention="Vite.", by=by, at=timezone.now())

    with pytest.raises(NoLongerADraft, match="Retirez la proposition"):
        revise(step, by, revision=2, delay=10)


def test_elsewhere_nobody_writes_it_and_unknown_fields_are_named(version, by):
    step = step_of(version, "contact")

    with pytest.raises(Denied):
        revise(step, stranger(), delay=10)
    with pytest.raises(KeyError, match="legal_key"):
        revise(step, by, legal_key="")


@pytest.mark.django_db(transaction=True)
def test_of_two_writings_at_once_one_is_kept_and_the_other_is_told(at_once):
    place = department()
    mine = hat(place)
    by = actor(mine)
    step = step_of(draft(place, by), "contact")

    def write(days):
        return lambda: revise(step_of(step.strategy, "contact"), by, revision=1, delay=days)

    found = at_once(write(30), write(45))

    [kept] = [one for one in found if not isinstance(one, Exception)]
    assert {type(one) for one in found if one is not kept} == {WrittenMeanwhile}
    now = step_of(step.strategy, "contact")
    assert (now.delay, now.revision) == (kept.delay, 2)


def test_after_it_the_law_is_still_there():
    """What a test that commits leaves: nothing, but the national strategy."""
    assert strategy_in_force(None, dt.date(2026, 11, 24)) is not None
    assert not Strategy.objects.exclude(territory=None).exists()

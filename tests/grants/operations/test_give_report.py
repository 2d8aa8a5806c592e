import pytest

from jalon.accounts.acting import acting
from jalon.dossiers.models import Dossier, Objection
from jalon.grants.operations import give_report, write_report
from jalon.grants.operations.give_report import NotReadyToBeGiven
from jalon.grants.queries.measuring import FIGURES, measured
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from jalon.people.models import Contact
from jalon.projects.models import Place
from tests.appraisal.situations import AT
from tests.factories import TerritoryFactory, make_dossier
from tests.grants.situations import BEGUN, OVER, in_force, kinds_of, on
from tests.strategies.situations import department

pytestmark = pytest.mark.django_db
WRITTEN = {"spent_cents": 100, "means": "Deux", "results": "Dix", "impact": "Mieux"}


def _people(world, count):
    """That many people of the perimeter whose support began in the first period."""
    place = department()
    town = TerritoryFactory(
        kind="commune", code="90999", name="Bourg", department=place, region=place.region
    )
    Place.objects.get_or_create(project=world.project, territory=place)
    for _one in range(count):
        dossier = make_dossier()
        Dossier.objects.filter(pk=dossier.pk).update(opened_at=BEGUN)
        Contact.objects.update_or_create(
            person=dossier.person, defaults={"commune_code": town.code}
        )


def test_given_with_what_was_measured_and_small_counts_are_not_told():
    world = in_force()
    report, carrier = world.report(), on(world.carrier, OVER)
    with pytest.raises(Denied):
        give_report(report=report, by=world.officer, at=OVER)
    with pytest.raises(NotReadyToBeGiven):  # nothing is written
        give_report(report=report, by=carrier, at=OVER)
    write_report(report=report, changes=WRITTEN, seen=1, by=carrier, at=OVER)
    with pytest.raises(NotReadyToBeGiven):  # its period is not over
        give_report(report=report, by=on(world.carrier, AT), at=AT)
    _people(world, 10)
    with acting(carrier, at=OVER):
        assert measured(report, today=carrier.today)["opened"] is None
    _people(world, 1)
    for outside in (world.rival, world.partner):
        with acting(outside, at=OVER):
            assert measured(report, today=carrier.today) == {}
    with acting(None, at=OVER):
        assert measured(report, today=carrier.today) == {}
    _people(world, 2)
    Objection.objects.create(dossier=Dossier.objects.latest("pk"), granted_at=BEGUN)

    with acting(carrier, at=OVER):
        given = give_report(report=report, by=carrier, at=OVER)

    assert given.measured == {**dict.fromkeys(FIGURES, 0), "opened": 10}
    assert (given.state, kinds_of(world.project)[-1]) == ("given", "report.given")
    with pytest.raises(NotInThisState):
        give_report(report=report, by=carrier, at=OVER)

import pytest

from jalon.grants.checking import SaysTwoThings
from jalon.grants.models import AgreementVersion
from jalon.grants.operations import send_agreement
from jalon.grants.states import NotInThisState
from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from jalon.projects.models import Project
from tests.appraisal.situations import AT
from tests.grants.situations import drafted, kinds_of

pytestmark = pytest.mark.django_db


def _write(world, articles):
    AgreementVersion.objects.filter(pk=world.version.pk).update(articles=articles)


def test_the_carrier_is_told_once_and_reads():
    world = drafted()
    said = {"agreement": world.agreement, "at": AT}
    with pytest.raises(Denied):
        send_agreement(by=world.carrier, **said)
    as_drafted = world.version.articles
    for code, words in (("montant", "180 000,01 €"), ("duree", "36 mois.")):
        written = [{**one, "text": words} if one["code"] == code else one for one in as_drafted]
        _write(world, written)
        with pytest.raises(SaysTwoThings):  # not what the schedule says
            send_agreement(by=world.officer, **said)
    _write(world, as_drafted)
    Project.objects.filter(pk=world.project.pk).update(state="withdrawn", withdrawn_at=AT)
    with pytest.raises(NotInThisState):
        send_agreement(by=world.officer, **said)
    Project.objects.filter(pk=world.project.pk).update(state="filed", withdrawn_at=None)

    version = send_agreement(by=world.officer, **said)

    assert (version.state, world.agreement.sent_at) == ("review", AT)
    # Whoever answers for the carrier: its officer and its president.
    assert Mail.objects.filter(kind="agreement_news").count() == 2
    assert kinds_of(world.project)[-1] == "agreement.sent"
    with pytest.raises(NotInThisState):
        send_agreement(by=world.officer, **said)

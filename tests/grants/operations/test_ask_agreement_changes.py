import pytest

from jalon.grants.operations import ask_agreement_changes, send_agreement
from jalon.grants.operations.ask_agreement_changes import NothingAsked
from jalon.kernel.errors import Denied
from tests.appraisal.situations import AT
from tests.grants.situations import kinds_of, sent

pytestmark = pytest.mark.django_db


def test_what_is_asked_of_an_article_is_answered_by_the_next_sending():
    world = sent()
    said = {"agreement": world.agreement, "by": world.carrier, "at": AT}
    with pytest.raises(Denied):
        ask_agreement_changes(wanted={"duree": "36 mois"}, **{**said, "by": world.partner})
    for nothing in ({}, {"duree": " "}, {"inconnu": "?"}):
        with pytest.raises(NothingAsked):
            ask_agreement_changes(wanted=nothing, **said)

    version = ask_agreement_changes(wanted={"duree": "36 mois"}, **said)

    assert version.state == "revising"
    assert version.requests.get().article == "duree"
    send_agreement(agreement=world.agreement, by=world.officer, at=AT)
    assert version.requests.get().answered_at == AT
    assert kinds_of(world.project)[2:] == ["agreement_changes.asked", "agreement.sent"]

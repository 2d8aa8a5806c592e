import pytest
from django.utils import timezone

from jalon.dossiers.operations import RequestOver, refuse_join_request
from tests.dossiers.emergencies import known
from tests.dossiers.operations.test_request_to_join import ask
from tests.factories import actor
from tests.facts import recorded

pytestmark = pytest.mark.django_db


def test_refused_the_reason_is_kept_for_whoever_asked():
    dossier = known()
    request, by = ask(), actor(dossier.referent.affiliation)

    refused = refuse_join_request(
        request=request, answer=" Elle ne le souhaite pas. ", by=by, at=timezone.now()
    )

    assert (refused.state, refused.answer) == ("refused", "Elle ne le souhaite pas.")
    assert recorded()[-1][0] == "join.refused"
    with pytest.raises(RequestOver):
        refuse_join_request(request=request, answer="Non.", by=by, at=timezone.now())

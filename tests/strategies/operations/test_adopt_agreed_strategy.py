import datetime as dt

import pytest
from django.utils import timezone

from jalon.accounts.models import Affiliation, Organisation
from jalon.kernel.errors import Denied
from jalon.strategies.models import StrategyStatus
from jalon.strategies.operations import adopt_agreed_strategy
from jalon.strategies.operations.adopt_strategy import NothingToAdopt
from jalon.strategies.rules import Agreed
from tests.strategies.situations import adopted, department, draft, kinds_of, stranger, two_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NEW_YEAR = dt.date(2027, 1, 1)


def agreed(version, proposer, authority=None, signer=None):
    signer = signer or stranger()
    return Agreed(
        strategy=version,
        authority=authority or Organisation.objects.get(pk=proposer.organisation_id),
        proposed_by=Affiliation.objects.get(pk=proposer.affiliation_id),
        signed_by=Affiliation.objects.get(pk=signer.affiliation_id),
        text="Convention inventée du 20 novembre",
    )


def adopt(one, by):
    return adopt_agreed_strategy(agreed=one, valid_from=NEW_YEAR, by=by, at=timezone.now())


def test_the_signature_of_the_authority_is_the_adoption_of_a_draft():
    place = department()
    writer, decider = two_people(place)
    former = adopted(place, writer, decider, valid_from=dt.date(2026, 11, 24))
    version = draft(place, writer)
    one = agreed(version, writer)

    with pytest.raises(Denied):
        adopt(one, writer)  # who proposed does not adopt
    elsewhere = stranger()
    with pytest.raises(Denied):
        adopt(agreed(version, writer, signer=writer), elsewhere)  # nor signs the adoption
    other = Organisation.objects.get(pk=elsewhere.organisation_id)
    with pytest.raises(Denied):
        adopt(agreed(version, writer, other), elsewhere)  # the authority of another territory
    bound = adopt(one, elsewhere)  # the State, say: the authority has signed

    assert (bound.status, bound.valid_from) == (StrategyStatus.ADOPTED, NEW_YEAR)
    assert (bound.proposed_by_id, bound.adopted_by_id) == (
        writer.affiliation_id,
        elsewhere.affiliation_id,
    )
    former.refresh_from_db()
    assert former.valid_until == NEW_YEAR
    assert kinds_of(f"strategy/{version.pk}")[-1] == "strategy.adopted"
    with pytest.raises(NothingToAdopt):
        adopt(one, elsewhere)

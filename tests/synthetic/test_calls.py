"""The calls of a demonstration: the real one of 2020, closed, and one that can be answered."""

from datetime import date

import pytest
from django.utils import timezone

from jalon.accounts.kinds import OrganisationKind
from jalon.accounts.models import Organisation
from jalon.appraisal.models import Appraisal, Choice, Opinion, Review
from jalon.calls.calendar import is_open
from jalon.calls.models import Call, CallVersion, Question
from jalon.calls.queries.answers import last_answers
from jalon.calls.queries.readable import binding
from jalon.projects.models import Filing, Project
from jalon.synthetic.calls import write_calls
from tests.calls.situations import OPENS, hat_of_the_state

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_the_call_of_2020_has_its_public_facts_and_one_is_open():
    bodies: dict[str, Organisation] = {
        "pref-region": hat_of_the_state(OrganisationKind.PREFECTURE_REGION).organisation,
        "cd": hat_of_the_state(OrganisationKind.DEPARTEMENT).organisation,
        "plie": hat_of_the_state(OrganisationKind.PLIE).organisation,
        "ft": hat_of_the_state(OrganisationKind.FRANCE_TRAVAIL).organisation,
        **{
            key: hat_of_the_state(key).organisation
            for key in ("ddets", "academie", "ars", "region")
        },
    }

    write_calls(bodies, TODAY)

    past, present = Call.objects.order_by("pk")
    found = CallVersion.objects.get(call=past)
    assert (past.state, past.published_at.date()) == ("closed", date(2020, 12, 16))
    assert timezone.localdate(found.closes_at) == date(2021, 2, 28)
    assert (found.territories_wanted, found.state_most_cents) == (30, 500_000_00)
    assert "zrr" in str(found.criteria)
    assert "frr" in str(binding(present).criteria)
    assert is_open(present, binding(present), OPENS)
    assert (last_answers(present).count(), Question.objects.filter(call=present).count()) == (2, 3)
    sent = Project.objects.filter(call=past)
    filed = [project.filings.get(number=1) for project in sent]
    states = ["admissible"] * 4 + ["inadmissible"]
    assert sorted(Appraisal.objects.values_list("state", flat=True)) == [*states, "received"]
    assert sorted(Review.objects.values_list("state", flat=True)) == ["given"] * 7 + ["reading"]
    assert (Filing.objects.filter(number=2).count(), Opinion.objects.count()) == (1, 3)
    chosen = Choice.objects.filter(outcome="selected").values_list("scenario__name", flat=True)
    assert (
        sorted(chosen) == ["Au mieux des notes"] * 3 + ["Enveloppe réduite, deux territoires"] * 2
    )
    verdicts = [
        {found["code"]: found["verdict"] for found in one.eligibility["findings"]} for one in filed
    ]
    assert len(filed) == 6
    assert [one["plafond"] for one in verdicts] == ["met"] * 6
    assert sorted(one["lettre-departement"] for one in verdicts) == ["met"] * 5 + ["unknown"]
    drafts = Project.objects.filter(call=present)
    assert [one.state for one in drafts] == ["draft", "draft"]
    assert not Project.objects.filter(is_synthetic=False).exists()

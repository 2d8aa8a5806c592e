import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from jalon.journal.models import Entry
from jalon.kernel.errors import Denied
from jalon.post.models import Mail
from jalon.projects.models import Filing
from jalon.projects.operations import file_project, invite_project_member
from jalon.projects.operations.file_project import Closed, Incomplete
from jalon.projects.queries.content import content_of, fingerprint
from jalon.projects.states import ProjectState
from tests.calls.situations import CLOSES, officer, version_of
from tests.projects.situations import AT, begun, complete, kinds_of, stranger_body

pytestmark = pytest.mark.django_db


def test_the_same_form_sent_twice_is_one_filing_frozen_with_its_evidence():
    world = complete()
    # Who has not answered holds nobody back.
    invite_project_member(project=world.project, body=stranger_body(), by=world.carrier, at=AT)
    said = content_of(world.now())

    one = file_project(project=world.project, by=world.carrier, at=AT)
    two = file_project(project=world.project, by=world.carrier, at=AT)

    assert one == two
    assert world.now().state == ProjectState.FILED
    assert (one.number, one.filed_at, one.is_late, one.version) == (
        1, AT, False, version_of(world.call),
    )  # fmt: skip
    assert one.content == said
    assert one.digest == fingerprint({"content": said, "eligibility": one.eligibility})
    verdicts = {found["code"]: found["verdict"] for found in one.eligibility["findings"]}
    assert (verdicts["plafond"], verdicts["part-porteur"]) == ("met", "met")
    fact = Entry.objects.get(kind="project.filed")
    assert (fact.payload["digest"], fact.audience_id) == (one.digest, world.carrier.organisation_id)
    assert Mail.objects.filter(kind="project_receipt").count() == 1
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Filing.objects.update(number=2)


def test_late_within_the_grace_then_no_more_and_the_draft_stays():
    world = complete()
    grace = version_of(world.call).grace_minutes
    over = CLOSES + dt.timedelta(minutes=grace)

    with pytest.raises(Closed):
        file_project(project=world.project, by=world.carrier, at=over)
    assert world.now().state == ProjectState.DRAFT
    assert "project.filed" not in kinds_of(world.project)

    late = file_project(project=world.project, by=world.carrier, at=over - dt.timedelta(seconds=1))
    assert late.is_late


def test_what_is_missing_is_said_and_a_member_does_not_file():
    world = begun()

    with pytest.raises(Incomplete) as refusal:
        file_project(project=world.project, by=world.carrier, at=AT)
    with pytest.raises(Denied):
        file_project(project=world.project, by=world.partner, at=AT)

    for said in ("« Le projet en bref »", "périmètre", "plan de financement", "Pièce à joindre"):
        assert said in str(refusal.value)


@pytest.mark.django_db(transaction=True)
def test_two_people_of_the_carrier_who_file_at_once_make_one_filing(at_once):
    world = complete()
    colleague = officer(organisation_id=world.carrier.organisation_id)

    def files(by):
        return lambda: file_project(project=world.project, by=by, at=AT)

    found = at_once(*(files(by) for by in (world.carrier, colleague) * 3))

    assert {one.pk for one in found} == {Filing.objects.get().pk}
    assert kinds_of(world.project).count("project.filed") == 1
    assert Mail.objects.filter(kind="project_receipt").count() == 1
